package manifest

import (
	"path"
	"strings"
)

// maxParents bounds a chain of parent POMs, and of properties that name others.
const maxParents = 16

// loadParents reads the parents that lie in the tree.
func (p *pomFile) loadParents() {
	child := p
	for range maxParents {
		parent := child.root().child("parent")
		if parent == nil {
			return
		}
		p.missing = parent
		rel := "../pom.xml"
		if e := parent.child("relativePath"); e != nil {
			rel = e.text
		}
		if rel == "" {
			return // the parent comes from a repository
		}
		if !strings.HasSuffix(rel, ".xml") && !strings.HasSuffix(rel, ".pom") {
			rel = path.Join(rel, "pom.xml")
		}
		other, err := child.f.Open(rel)
		if err != nil || p.descendsFrom(other.Path) {
			return
		}
		outline := other.outlinedPom()
		if outline == nil || !isParent(outline.root(), parent) {
			return
		}
		p.missing = nil
		child.parent = &pomFile{f: other, pomOutline: outline}
		child = child.parent
	}
}

// descendsFrom reports whether the file is the POM or one of its parents read so far.
func (p *pomFile) descendsFrom(name string) bool {
	for up := p; up != nil; up = up.parent {
		if path.Clean(up.f.Path) == name {
			return true
		}
	}
	return false
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

// isParent reports whether a POM is the one that a <parent> names. Maven takes
// one from a repository where the file in the tree is another. The group and the
// version of the POM may be inherited; a version may be a property or a range.
func isParent(root, parent *element) bool {
	id, want := root.child("artifactId"), parent.child("artifactId")
	if id == nil || want == nil || id.text != want.text {
		return false
	}
	for _, name := range []string{"groupId", "version"} {
		is, want := root.child(name), parent.child(name)
		if is == nil {
			is = root.child("parent", name)
		}
		if is != nil && want != nil && is.text != want.text && !strings.ContainsAny(is.text+want.text, "$[(") {
			return false
		}
	}
	return true
}

// conventions are the properties that give the level of projects with a known
// parent, which lies in no tree but its own: the parent's groupId, its artifactId
// or "" for all of the group, and its properties, the strongest first.
var conventions = []struct {
	group, artifact string
	properties      []string
}{
	{"org.springframework.boot", "", []string{"java.version"}},
	{"org.springframework.cloud", "", []string{"java.version"}},
	{"org.apache.commons", "commons-parent", []string{"maven.compile.target", "maven.compile.source"}},
	{"org.jenkins-ci.plugins", "plugin", []string{"java.level"}},
	{"org.jenkins-ci", "jenkins", []string{"java.level"}},
	{"io.airlift", "airbase", []string{"project.build.targetJdk"}},
	{"org.basepom", "", []string{"project.build.targetJdk"}},
}

// conventionsOf returns the properties that the project's farthest parent goes
// by.
func (p *pomFile) conventionsOf() []string {
	last := p
	for last.parent != nil {
		last = last.parent
	}
	parent := last.root().child("parent")
	group, artifact := parent.child("groupId"), parent.child("artifactId")
	if group == nil || artifact == nil {
		return nil
	}
	for _, c := range conventions {
		if c.group == group.text && (c.artifact == "" || c.artifact == artifact.text) {
			return c.properties
		}
	}
	return nil
}
