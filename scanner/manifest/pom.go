package manifest

import (
	"bytes"
	"sync"
)

var pom = Kind{
	Name:     "pom.xml",
	Files:    []string{"pom.xml", "*.pom", "pom-*.xml"},
	Declares: "the compiler's `release`, `target` or `source`, `java.version`, the enforcer's range, toolchains; libraries",
	Parse:    parsePom,
}

// pomSigns are in every POM that can declare a Java by itself.
var pomSigns = sync.OnceValue(func() *literals {
	return newLiterals("compile", "java.version", "java.level", "targetJdk", "requireJavaVersion",
		"toolchain", "animal-sniffer", "jvmTarget", "jib-maven-plugin", "BP_JVM_VERSION")
})

// saysJava tells by a search of bytes whether a POM can declare a Java. One with a
// parent can change what the parent says by any of its properties.
func saysJava(data []byte) bool {
	return pomSigns().in(data) || bytes.Contains(data, []byte("<parent")) && bytes.Contains(data, []byte("<properties"))
}

func parsePom(f *File) {
	java, library := saysJava(f.Data), artifactSigns().in(f.Data)
	if !java && !library {
		checkXML(f)
		return
	}
	root := parseXML(f)
	if root == nil || root.name != "project" {
		return
	}
	p := &pomFile{f: f, root: root}
	p.loadParents()
	if java {
		p.declareLevels()
	}
	for _, m := range p.ownModels() {
		if java {
			m.declarePlugins()
		}
		if library {
			m.declareLibraries()
		}
	}
}

// A pomFile is a POM with its parents inside the tree.
type pomFile struct {
	f      *File
	root   *element
	parent *pomFile
	// missing names the parent that could not be read.
	missing string
	steps   int // ${...} replaced so far

	compilerPlugins map[compilersOf][]*element
}

// A pomModel is what Maven makes of a project and its parents, with one profile
// active or none: layers of which an earlier one wins.
type pomModel struct {
	*pomFile
	layers    []pomLayer
	profile   *element // that is active; nil if none is
	condition string   // under which this model holds
}

// A pomLayer is the <project> or a <profile> of one POM.
type pomLayer struct {
	f         *File
	in        *element
	isProfile bool
}

// maxProfiles bounds the models of one POM.
const maxProfiles = 64

// base is the project without any profile.
func (p *pomFile) base() *pomModel {
	m := &pomModel{pomFile: p}
	for up := p; up != nil; up = up.parent {
		m.layers = append(m.layers, pomLayer{f: up.f, in: up.root})
	}
	return m
}

// withProfiles are the project with each profile of it and of its parents alone.
// Maven puts a profile over the POM that has it, below the children of that POM.
func (p *pomFile) withProfiles() []*pomModel {
	base := p.base()
	var out []*pomModel
	depth := 0
	for up := p; up != nil; up, depth = up.parent, depth+1 {
		for _, profile := range up.root.child("profiles").all("profile") {
			if len(out) == maxProfiles {
				return out
			}
			m := &pomModel{pomFile: p, profile: profile, condition: activation(profile)}
			m.layers = append(m.layers, base.layers[:depth]...)
			m.layers = append(m.layers, pomLayer{f: up.f, in: profile, isProfile: true})
			m.layers = append(m.layers, base.layers[depth:]...)
			out = append(out, m)
		}
	}
	return out
}

// ownModels are the base and the models of the project's own profiles.
func (p *pomFile) ownModels() []*pomModel {
	out := []*pomModel{p.base()}
	for _, m := range p.withProfiles() {
		if m.layers[0].isProfile {
			out = append(out, m)
		}
	}
	return out
}

// activation says when a profile is active.
func activation(profile *element) string {
	text := "the profile ? is active"
	if id := profile.child("id"); id != nil && id.text != "" {
		text = "the profile " + id.text + " is active"
	}
	by := profile.child("activation")
	switch jdk, property := by.child("jdk"), by.child("property", "name"); {
	case jdk != nil && jdk.text != "":
		return text + ", as it is on JDK " + jdk.text
	case property != nil && property.text != "":
		return text + ", which the property " + property.text + " decides"
	case by.child("activeByDefault") != nil && by.child("activeByDefault").text == "true":
		return text + ", as it is by default"
	}
	return text
}
