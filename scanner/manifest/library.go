package manifest

import (
	"path"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// An ecosystem reads the names and versions of its libraries as its own tools do.
type ecosystem struct {
	name       string // as rules.Package has it
	scheme     *version.Scheme
	constraint func(*version.Scheme, string) (version.Set, error)
	normal     func(string) string // the name under which it compares names; nil: as written
	marks      string              // characters that tell a constraint from a version
}

var (
	pypiLibraries   = ecosystem{"pypi", version.PEP440, version.PEP440Specifier, normalName, ""}
	gemLibraries    = ecosystem{"rubygems", version.RubyGems, version.GemRequirement, nil, ""}
	mavenLibraries  = ecosystem{"maven", version.Maven, version.MavenRange, nil, "[("}
	gradleLibraries = ecosystem{"maven", version.Maven, version.GradleRange, nil, "[](+"}
	nugetLibraries  = ecosystem{"nuget", version.NuGet, version.NuGetRange, strings.ToLower, "[(*"}
)

// artifactSigns are in every build file of Maven or Gradle that can name a library
// that has rules: the names of their artifacts.
var artifactSigns = sync.OnceValue(func() *literals {
	var texts []string
	for _, name := range rules.KnownLibraries("maven") {
		texts = append(texts, path.Base(string(name)))
	}
	return newLiterals(texts...)
})

// find returns the library's name in the table of rules; ok is false if there are
// no rules for it, which is so of nearly all. Ask before anything else is read.
func (e *ecosystem) find(name string) (rt rules.Runtime, ok bool) {
	if e.normal != nil {
		name = e.normal(name)
	}
	rt = rules.Package(e.name, name)
	return rt, rules.IsKnownLibrary(rt)
}

// pin declares one version of a library, as lock files have it. at is the
// version's place.
func (e *ecosystem) pin(f *File, name, text string, at Place, d Declaration) {
	rt, ok := e.find(name)
	if !ok {
		return
	}
	d.Runtime, d.At, d.Text, d.Binding = rt, at, text, rules.Exact
	if d.Unresolved == "" {
		v, err := e.scheme.Parse(strings.TrimSpace(text))
		d.setVersions(version.Single(v), err)
	}
	f.Declare(d)
}

// ask declares what a constraint admits of a library. One without constraint
// admits every version and declares nothing.
func (e *ecosystem) ask(f *File, name, text string, at Place, d Declaration) {
	rt, ok := e.find(name)
	if !ok || strings.TrimSpace(text) == "" {
		return
	}
	d.Runtime, d.At, d.Text, d.Binding = rt, at, text, rules.Any
	if d.Unresolved != "" {
		f.Declare(d)
		return
	}
	set, err := e.constraint(e.scheme, text)
	if err == nil && set.IsAll() {
		return
	}
	d.setVersions(set, err)
	if _, one := set.One(); one {
		d.Binding = rules.Exact
	}
	f.Declare(d)
}

// atLeast declares a version of a library as NuGet and Maven take it: one alone is
// what they install, unless something else in the build asks for more; ranges are
// constraints. A word for the newest version declares nothing, as a constraint that
// admits all of them.
func (e *ecosystem) atLeast(f *File, name, text string, at Place, d Declaration) {
	switch {
	case text == "LATEST", text == "RELEASE", strings.HasPrefix(text, "latest."):
	case strings.ContainsAny(text, e.marks):
		e.ask(f, name, text, at, d)
	default:
		text, _, _ := strings.Cut(text, "!!") // Gradle: this one and no other
		e.pin(f, name, text, at, d)
	}
}

// mavenCoordinate takes a Maven coordinate apart: group:artifact:version, perhaps with
// a classifier or type behind it. name is as the ecosystem has it.
func mavenCoordinate(text string) (name, version string, ok bool) {
	group, rest, _ := strings.Cut(text, ":")
	artifact, version, ok := strings.Cut(rest, ":")
	version, _, _ = strings.Cut(version, ":")
	version, _, _ = strings.Cut(version, "@")
	return group + "/" + artifact, version, ok && group != "" && artifact != "" && version != ""
}
