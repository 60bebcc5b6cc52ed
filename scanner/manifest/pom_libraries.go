package manifest

// namesLibrary reports whether the POM names a library that may have rules.
func (p *pomFile) namesLibrary() bool {
	if mayNameLibrary(p.root) {
		return true
	}
	for _, profile := range p.root.child("profiles").all("profile") {
		if mayNameLibrary(profile) {
			return true
		}
	}
	return false
}

func mayNameLibrary(in *element) bool {
	artifacts := mavenArtifacts()
	for _, list := range dependencyLists(in) {
		if list == nil {
			continue
		}
		for _, dependency := range list.children {
			if id := dependency.child("artifactId"); id != nil && artifacts[id.text] {
				return true
			}
		}
	}
	return false
}

// dependencyLists are the dependencies of a project or a profile, and those that it
// only manages. Either may be nil.
func dependencyLists(in *element) [2]*element {
	return [2]*element{in.child("dependencies"), in.child("dependencyManagement", "dependencies")}
}

// declareLibraries declares the dependencies that the POM itself gives a version,
// those it only manages for its children too.
func (m *pomModel) declareLibraries() {
	for _, list := range dependencyLists(m.layers[0].in) {
		for _, dependency := range list.all("dependency") {
			m.declareLibrary(dependency)
		}
	}
}

func (m *pomModel) declareLibrary(dependency *element) {
	group, artifact, v := dependency.child("groupId"), dependency.child("artifactId"), dependency.child("version")
	if group == nil || artifact == nil || v == nil || v.text == "" {
		return
	}
	name := group.text + "/" + artifact.text
	if _, known := mavenLibraries.find(name); !known {
		return
	}
	d, _ := m.declaration(v)
	d.Scope = Run
	if scope := dependency.child("scope"); scope != nil && scope.text == "test" {
		d.Scope = Test
	}
	mavenLibraries.atLeast(m.f, name, d.Text, d.At, d)
}
