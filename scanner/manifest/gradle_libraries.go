package manifest

import (
	"bytes"
	"strings"
)

var gradleLock = Kind{
	Name:     "gradle.lockfile",
	Files:    []string{"gradle.lockfile", "buildscript-gradle.lockfile"},
	Declares: "libraries",
	Large:    true,
	Locked:   true,
	Parse: func(f *File) {
		eachRawLine(f.Data, func(start int, line []byte) {
			coordinate, _, ok := bytes.Cut(line, []byte("="))
			if !ok || bytes.HasPrefix(line, []byte("#")) {
				return
			}
			if name, version, ok := mavenCoordinate(string(coordinate)); ok {
				at := start + strings.LastIndex(string(coordinate), version)
				mavenLibraries.pin(f, name, version, f.At(at, at+len(version)), Declaration{Scope: Run})
			}
		})
	},
}

var versionCatalog = Kind{
	Name:     "Gradle version catalog",
	Files:    []string{"*.versions.toml"},
	Declares: "libraries",
	Parse:    parseVersionCatalog,
}

// parseVersionCatalog reads [libraries]: "group:artifact:version", or a table with
// module, or group and name, and version or version.ref.
func parseVersionCatalog(f *File) {
	type entry struct{ group, name, version, ref, text tomlValue }
	versions := map[string]tomlValue{}
	entries := map[string]*entry{}
	var order []*entry
	parseTOML(f, func(v tomlValue) {
		if len(v.path) < 2 {
			return
		}
		if v.path[0] == "versions" {
			if len(v.path) == 2 || v.path[2] == "strictly" || v.path[2] == "require" || v.path[2] == "prefer" {
				versions[v.path[1]] = v
			}
			return
		}
		if v.path[0] != "libraries" {
			return
		}
		e := entries[v.path[1]]
		if e == nil {
			e = &entry{}
			entries[v.path[1]] = e
			order = append(order, e)
		}
		switch rest := strings.Join(v.path[2:], "."); rest {
		case "":
			e.text = v
		case "module", "group":
			e.group = v
		case "name":
			e.name = v
		case "version", "version.strictly", "version.require", "version.prefer":
			e.version = v
		case "version.ref":
			e.ref = v
		}
	})
	for _, e := range order {
		if name, version, ok := mavenCoordinate(e.text.text); ok {
			end := e.text.at.End
			gradleLibraries.atLeast(f, name, version, f.At(end-len(version), end), Declaration{Scope: Run})
			continue
		}
		name := strings.Replace(e.group.text, ":", "/", 1)
		if e.name.text != "" {
			name += "/" + e.name.text
		}
		d, v := Declaration{Scope: Run}, e.version
		if e.ref.text != "" {
			d.Via = []Place{f.At(e.ref.at.Start, e.ref.at.End)}
			v = versions[e.ref.text]
		}
		if v.text != "" {
			gradleLibraries.atLeast(f, name, v.text, f.At(v.at.Start, v.at.End), d)
		}
	}
}

// declareLibraries declares the dependencies of the script: 'group:name:1.2', with
// names in the version too, 'group:name' with the version in a block, "group",
// "name", "1.2", and group: 'g', name: 'n', version: '1.2'.
func (g *gradleScript) declareLibraries() {
	for i := range g.tokens {
		t := &g.tokens[i]
		switch {
		case t.kind == 's' && strings.IndexByte(t.text, ':') > 0:
			if name, version, ok := mavenCoordinate(t.text); ok {
				g.declareLibrary(i, name, version)
			} else {
				g.declareRich(i)
			}
		case t.kind == 's' && g.kind(i-1) == '(' && g.kind(i+1) == ',' && g.kind(i+2) == 's' && g.kind(i+3) == ',' && g.kind(i+4) != 0:
			if name := t.text + "/" + g.tokens[i+2].text; isKnownArtifact(name) {
				g.declareVersionOf(i, name, g.value(i+4, 0))
			}
		case t.kind == 'n' && t.text == "group" && (g.kind(i+1) == ':' || g.kind(i+1) == '=') && g.kind(i+2) == 's':
			g.declareNamed(i)
		}
	}
}

func isKnownArtifact(artifact string) bool {
	_, ok := gradleLibraries.find(artifact)
	return ok
}

// declareRich reads the version in a block: ('g:n') { version { strictly '1.2' } }.
func (g *gradleScript) declareRich(i int) {
	name := strings.Replace(g.tokens[i].text, ":", "/", 1)
	if !isKnownArtifact(name) {
		return
	}
	j := i + 1
	if g.kind(j) == ')' {
		j++
	}
	if g.kind(j) != '{' || g.textAt(j+1) != "version" || g.kind(j+2) != '{' {
		return
	}
	switch g.textAt(j + 3) {
	case "strictly", "require", "prefer":
		g.declareVersionOf(i, name, g.value(j+4, 0))
	}
}

func (g *gradleScript) declareLibrary(i int, name, version string) {
	if !isKnownArtifact(name) {
		return
	}
	t := &g.tokens[i]
	start := t.at.Start + strings.LastIndex(t.text, version)
	v := gradleValue{text: version, at: g.f.At(start, start+len(version))}
	if t.quote == '"' && strings.Contains(version, "$") {
		v = g.interpolated(v, 0)
	}
	g.declareVersionOf(i, name, v)
}

func (g *gradleScript) declareVersionOf(i int, name string, v gradleValue) {
	heads := g.heads(i)
	d := Declaration{Scope: Run, Via: v.via, Unresolved: v.unresolved, Condition: heads.condition()}
	if heads.has("buildscript", "plugins") {
		d.Scope = Build
	}
	if c := g.textAt(g.tokens[i].statement); strings.HasPrefix(c, "test") || strings.HasPrefix(c, "androidTest") || strings.HasPrefix(c, "integrationTest") {
		d.Scope = Test
	}
	gradleLibraries.atLeast(g.f, name, v.text, v.at, d)
}

// declareNamed reads the arguments of one dependency, which follow each other.
func (g *gradleScript) declareNamed(i int) {
	group, name, version := g.tokens[i+2].text, "", 0
	for j := i + 3; g.kind(j) == ',' && g.kind(j+1) == 'n' && (g.kind(j+2) == ':' || g.kind(j+2) == '='); {
		switch g.tokens[j+1].text {
		case "name":
			name = g.textAt(j + 3)
		case "version":
			version = j + 3
		}
		for j += 3; g.kind(j) != 0 && g.kind(j) != ',' && !g.tokens[j].newLine; j++ {
		}
	}
	if isKnownArtifact(group+"/"+name) && version > 0 {
		g.declareVersionOf(i, group+"/"+name, g.value(version, 0))
	}
}
