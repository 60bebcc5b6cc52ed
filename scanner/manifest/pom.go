package manifest

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
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
		"toolchain", "jdkToolchain", "animal-sniffer", "jvmTarget", "jib-maven-plugin", "BP_JVM_VERSION")
})

// saysJava tells by a search of bytes whether a POM can declare a Java. One with a
// parent can change what the parent says by any of its properties.
func saysJava(data []byte) bool {
	return pomSigns().in(data) || bytes.Contains(data, []byte("<parent")) && bytes.Contains(data, []byte("<properties"))
}

// librarySigns are in every POM that names a library that has rules, which it does by
// its group and its artifact. The artifact is the rarer one, but mail stands in every
// mailing list.
var librarySigns = sync.OnceValue(func() *literals {
	var texts []string
	for _, name := range rules.KnownLibraries("maven") {
		group, artifact, _ := strings.Cut(strings.TrimPrefix(string(name), "maven/"), "/")
		if len(artifact) < len("io.netty") {
			artifact = group
		}
		texts = append(texts, artifact)
	}
	return newLiterals(texts...)
})

func parsePom(f *File) {
	java, library := saysJava(f.Data), librarySigns().in(f.Data)
	if !java && !library {
		checkXML(f)
		return
	}
	root := parseXMLOf(f, newPomKeeper(ownPom, library).keep)
	if root == nil || root.name != "project" {
		return
	}
	p := &pomFile{f: f, pomOutline: outlinePom(root)}
	p.loadParents()
	models := p.ownModels()
	if java {
		p.declareLevels(models)
	}
	for _, m := range models {
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
	f *File
	*pomOutline
	parent *pomFile
	// missing names the parent that could not be read; nil if all were.
	missing *element
	steps   int // ${...} replaced so far
}

// A pomModel is what Maven makes of a project and its parents, with one profile
// active or none: layers of which an earlier one wins.
type pomModel struct {
	*pomFile
	layers    []pomLayer
	condition string   // under which this model holds
	asked     []string // the properties that were looked up
}

// A pomLayer is a part of one POM.
type pomLayer struct {
	f *File
	*pomPart
}

// maxProfiles bounds the models of one POM.
const maxProfiles = 64

// base is the project without any profile.
func (p *pomFile) base() *pomModel {
	depth := 0
	for up := p; up != nil; up = up.parent {
		depth++
	}
	m := &pomModel{pomFile: p, layers: make([]pomLayer, 0, depth)}
	for up := p; up != nil; up = up.parent {
		m.layers = append(m.layers, pomLayer{up.f, &up.project})
	}
	return m
}

// with is the project with a profile of the POM that is so many parents above it.
// Maven puts a profile over the POM that has it, below the children of that POM.
func (m *pomModel) with(profile *pomPart, above int) *pomModel {
	layer := pomLayer{m.layers[above].f, profile}
	return &pomModel{
		pomFile:   m.pomFile,
		layers:    slices.Insert(slices.Clip(m.layers), above, layer),
		condition: activation(profile.in),
	}
}

// ownModels are the base and the models of the project's own profiles.
func (p *pomFile) ownModels() []*pomModel {
	base := p.base()
	out := []*pomModel{base}
	for i := range p.profiles {
		out = append(out, base.with(&p.profiles[i], 0))
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
