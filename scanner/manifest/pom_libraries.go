package manifest

// declareLibraries declares the dependencies that the POM itself gives a version,
// those it only manages for its children too.
func (m *pomModel) declareLibraries() {
	in := m.layers[0].in
	for _, list := range []*element{in.child("dependencies"), in.child("dependencyManagement", "dependencies")} {
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
