package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var pythonVersion = Kind{
	Name:     ".python-version",
	Files:    []string{".python-version", ".python-versions"},
	Declares: "the interpreters that pyenv, uv and others select",
	Parse: func(f *File) {
		eachLine(f.Data, func(offset int, line string) {
			word, _, _ := strings.Cut(line, " ")
			if word == "" || word[0] == '#' {
				return
			}
			d := Declaration{At: f.At(offset, offset+len(word)), Binding: rules.Exact, Scope: Dev}
			if word == "system" {
				d.Runtime, d.Unresolved = rules.Python, "it is the Python of the system"
				f.Declare(d)
				return
			}
			declareVersion(f, rules.Python, d)
		})
	},
}

var runtimeTxt = Kind{
	Name:     "runtime.txt",
	Files:    []string{"runtime.txt"},
	Declares: "the Python that Heroku and others install",
	Parse: func(f *File) {
		eachLine(f.Data, func(offset int, line string) {
			lower := strings.ToLower(line)
			if strings.HasPrefix(lower, "python") || strings.HasPrefix(lower, "pypy") || strings.HasPrefix(lower, "jython") {
				declareVersion(f, rules.Python, Declaration{At: f.At(offset, offset+len(line)), Binding: rules.Exact, Scope: Run})
			}
		})
	},
}
