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
			if line == "" || line[0] == '#' {
				return
			}
			if strings.IndexByte("<>=~!", line[0]) >= 0 { // uv takes whatever fits
				declareSpecifier(f, Declaration{At: f.At(offset, offset+len(line)), Scope: Dev})
				return
			}
			word := firstWord(line)
			unquoted := strings.Trim(word, `"'`)
			start := offset + strings.Index(word, unquoted)
			d := Declaration{At: f.At(start, start+len(unquoted)), Binding: rules.Exact, Scope: Dev}
			if unquoted == "system" {
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
