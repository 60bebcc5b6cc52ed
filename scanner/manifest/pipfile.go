package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var pipfile = Kind{
	Name:     "Pipfile",
	Files:    []string{"pipfile"},
	Declares: "`python_full_version` or `python_version` in `[requires]`; libraries",
	Parse: func(f *File) {
		full, short := tomlValue{}, tomlValue{}
		parseTOML(f, func(v tomlValue) {
			switch strings.Join(v.path, ".") {
			case "requires.python_full_version":
				full = v
			case "requires.python_version":
				short = v
			}
			switch v.path[0] {
			case "packages":
				poetryLibrary(f, v, 1, Run)
			case "dev-packages":
				poetryLibrary(f, v, 1, Test)
			}
		})
		for _, v := range []tomlValue{full, short} { // the full version goes before
			if v.text != "" {
				text, note := readNumber(v.text, !v.isStr)
				declarePipenv(f, text, v.at, note)
				return
			}
		}
	},
}

var pipfileLock = Kind{
	Name:     "Pipfile.lock",
	Files:    []string{"pipfile.lock"},
	Declares: "the Python that it was locked for; libraries",
	Large:    true,
	Locked:   true,
	Parse: func(f *File) {
		root := parseJSON(f)
		pipenvLibraries(f, root)
		meta := root.get("_meta")
		for _, key := range []string{"python_full_version", "python_version"} {
			if v := meta.get("requires", key); v.isString() {
				declarePipenv(f, v.text, v.at, "")
				return
			}
		}
		// The oldest ones say on which Python they were written, and ask for none.
		if v := meta.get("host-environment-markers", "python_full_version"); v.isString() {
			declareVersion(f, rules.Python, Declaration{At: f.At(v.at.Start, v.at.End), Binding: rules.Exact, Scope: Build, Hint: true})
		}
	},
}

// declarePipenv declares what Pipenv installs: a version, or the newest of a
// line. "*" asks for nothing.
func declarePipenv(f *File, text string, at Span, note string) {
	d := Declaration{At: f.At(at.Start, at.End), Text: text, Scope: Run, Binding: rules.Exact, Note: note}
	switch {
	case text == "*" || text == "":
	case strings.ContainsAny(text, "<>=~!"):
		d.Binding = rules.Any
		declareSpecifier(f, d)
	default:
		declareVersion(f, rules.Python, d)
	}
}

var pythonLock = Kind{
	Name:     "Python lock file",
	Files:    []string{"poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "pylock.*.toml"},
	Declares: "the Python that it was locked for; libraries",
	Large:    true,
	Locked:   true,
	Parse: func(f *File) {
		var locked lockedPackage
		parseTOML(f, func(v tomlValue) {
			locked.add(f, v)
			at := f.At(v.at.Start, v.at.End)
			switch strings.Join(v.path, ".") {
			case "metadata.python-versions":
				declarePoetry(f, at, v)
			case "requires-python", "metadata.requires_python", "metadata.targets.requires_python":
				declareSpecifier(f, Declaration{At: at, Text: v.text, Binding: rules.Any})
			}
		})
	},
}
