package manifest

import (
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// declareRequirement declares the library of a requirement. One that is only for
// some platform or Python is declared under that condition.
func declareRequirement(f *File, r requirement, d Declaration) {
	if r.name == "" || r.specifier == "" {
		return
	}
	d.Condition = r.marker
	pypiLibraries.ask(f, r.name, r.specifier, f.At(r.specifierAt.Start, r.specifierAt.End), d)
}

// declareRequirementText declares the library of one string of install_requires or
// of [project] dependencies.
func declareRequirementText(f *File, text string, at Span, d Declaration) {
	if r, ok := parseRequirement(text, at.Start); ok && at.End-at.Start == len(text) {
		declareRequirement(f, r, d)
	}
}

// installRequires declares the libraries in the lists of setup.py: every string
// that is one of install_requires, extras_require or tests_require, or of the list
// that the name given there stands for.
func (p *pythonSource) installRequires() {
	for i := 0; i+2 < len(p.tokens); i++ {
		switch t := &p.tokens[i]; t.text {
		case "install_requires", "extras_require", "tests_require":
			if t.kind != 'n' && t.kind != 's' {
				continue
			}
			d := Declaration{Scope: ScopeUnknown}
			if t.text == "tests_require" {
				d.Scope = Test
			}
			if named := &p.tokens[i+2]; named.kind == 'n' && p.is(i+3, ',', ')', '}') {
				p.requireAll(p.assigned(named.text), d)
				continue
			}
			p.requireAll(i+2, d)
		}
	}
}

// is reports whether the token is one of the characters.
func (p *pythonSource) is(i int, kinds ...byte) bool {
	return i >= 0 && i < len(p.tokens) && slices.Contains(kinds, p.tokens[i].kind)
}

// requireAll declares the strings of the list or dictionary that begins at a token;
// -1 is none. What is put together of several strings, or formatted, is not known.
func (p *pythonSource) requireAll(start int, d Declaration) {
	depth := 0
	for j := max(start, 0); j < len(p.tokens) && start >= 0; j++ {
		switch e := &p.tokens[j]; e.kind {
		case '[', '(', '{':
			depth++
		case ']', ')', '}':
			depth--
		case 's':
			if depth > 0 && !e.format && p.is(j-1, '[', '(', '{', ',', ':') && p.is(j+1, ',', ']', ')', '}') {
				declareRequirementText(p.f, e.text, e.at, d)
			}
		}
		if depth <= 0 {
			break
		}
	}
}

// A lockedPackage is one [[package]] of a lock file while it is read.
type lockedPackage struct{ name, version tomlValue }

// add takes the next value of the lock file, and declares the package once both
// its name and its version are there.
func (l *lockedPackage) add(f *File, v tomlValue) {
	switch strings.Join(v.path, ".") {
	case "package.name", "packages.name":
		*l = lockedPackage{name: v}
	case "package.version", "packages.version":
		l.version = v
	default:
		return
	}
	if l.name.text != "" && l.version.text != "" {
		pypiLibraries.pin(f, l.name.text, l.version.text, f.At(l.version.at.Start, l.version.at.End), Declaration{Scope: Run})
		*l = lockedPackage{}
	}
}

// pipenvLibraries declares what Pipfile.lock pins: "requests": {"version": "==2.1"}.
func pipenvLibraries(f *File, root *jsonValue) {
	for _, section := range [...]struct {
		name  string
		scope Scope
	}{{"default", Run}, {"develop", Test}} {
		packages := root.get(section.name)
		if packages == nil {
			continue
		}
		for i := range packages.members {
			m := &packages.members[i]
			v := m.value.get("version")
			if !v.isString() {
				continue
			}
			if text, ok := strings.CutPrefix(v.text, "=="); ok {
				pypiLibraries.pin(f, m.name, text, f.At(v.at.Start+2, v.at.End), Declaration{Scope: section.scope})
			}
		}
	}
}

// poetryLibrary declares a dependency in Poetry's grammar: requests = "^2.1", or a
// table with version. above is how many keys stand before the name.
func poetryLibrary(f *File, v tomlValue, above int, scope Scope) {
	if len(v.path) != above+1 && (len(v.path) != above+2 || v.path[above+1] != "version") {
		return
	}
	poetry := pypiLibraries
	poetry.constraint = version.PoetryConstraint
	poetry.ask(f, v.path[above], v.text, f.At(v.at.Start, v.at.End), Declaration{Scope: scope})
}
