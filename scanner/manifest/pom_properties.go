package manifest

import (
	"path"
	"strings"
)

// maxParents bounds a chain of parent POMs, and of properties that name others.
const maxParents = 16

// maxInterpolations bounds the ${...} of one POM and maxInterpolated the bytes of
// a value, where properties use properties many times over.
const (
	maxInterpolations = 1000
	maxInterpolated   = 4096
)

// loadParents reads the parents that lie in the tree.
func (p *pomFile) loadParents() {
	child := p
	seen := map[string]bool{p.f.Path: true}
	for range maxParents {
		parent := child.root.child("parent")
		if parent == nil {
			return
		}
		name := coordinates(parent)
		rel := "../pom.xml"
		if e := parent.child("relativePath"); e != nil {
			rel = e.text
		}
		if rel == "" {
			p.missing = name
			return
		}
		if !strings.HasSuffix(rel, ".xml") && !strings.HasSuffix(rel, ".pom") {
			rel = path.Join(rel, "pom.xml")
		}
		other, err := child.f.Open(rel)
		if err != nil || seen[other.Path] {
			p.missing = name
			return
		}
		seen[other.Path] = true
		root := parseXML(NewFile(other.Path, other.Data))
		if root == nil || !isParent(root, parent) {
			p.missing = name
			return
		}
		child.parent = &pomFile{f: other, root: root}
		child = child.parent
	}
}

func coordinates(e *element) string {
	var parts []string
	for _, name := range []string{"groupId", "artifactId", "version"} {
		if c := e.child(name); c != nil {
			parts = append(parts, c.text)
		}
	}
	return strings.Join(parts, ":")
}

// isParent reports whether a POM is the one that a <parent> names. Its group may
// itself be inherited.
func isParent(root, parent *element) bool {
	id, want := root.child("artifactId"), parent.child("artifactId")
	if id == nil || want == nil || id.text != want.text {
		return false
	}
	group, wantGroup := root.child("groupId"), parent.child("groupId")
	return group == nil || wantGroup == nil || group.text == wantGroup.text
}

// A pomValue is a value with the place that decides it.
type pomValue struct {
	text       string
	at         Place
	via        []Place
	unresolved string
}

// touches reports whether any of the value stands in the file.
func (v *pomValue) touches(f *File) bool {
	for _, via := range v.via {
		if via.File == f {
			return true
		}
	}
	return v.at.File == f
}

func propertyOf(f *File, in *element, name string) (pomValue, bool) {
	e := in.child("properties", name)
	if e == nil || e.text == "" {
		return pomValue{}, false
	}
	return pomValue{text: e.text, at: f.At(e.textAt.Start, e.textAt.End)}, true
}

// resolve replaces ${...}. Properties are looked up from the project itself
// upwards, whoever uses them: that is how Maven inherits before it interpolates.
func (p *pomFile) resolve(v pomValue, depth int) pomValue {
	start := strings.Index(v.text, "${")
	if start < 0 {
		return v
	}
	end := strings.IndexByte(v.text[start:], '}')
	if p.steps++; end < 0 || depth == maxParents || p.steps > maxInterpolations || len(v.text) > maxInterpolated {
		v.unresolved, v.via = v.text+" refers to itself", nil
		return v
	}
	name := v.text[start+2 : start+end]
	property, ok := p.property(name)
	if !ok {
		v.unresolved = "the property " + name + " is not defined here"
		if p.missing != "" {
			v.unresolved += "; the parent " + p.missing + " can't be read"
		}
		return v
	}
	if start == 0 && end == len(v.text)-1 {
		property.via = append(v.via, v.at)
		return p.resolve(property, depth+1)
	}
	v.text = v.text[:start] + p.resolve(property, depth+1).text + v.text[start+end+1:]
	return p.resolve(v, depth+1)
}

func (p *pomFile) property(name string) (pomValue, bool) {
	for up := p; up != nil; up = up.parent {
		if v, ok := propertyOf(up.f, up.root, name); ok {
			return v, true
		}
	}
	return pomValue{}, false
}
