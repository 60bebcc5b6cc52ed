package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// A packageRelation is a package with the version that is asked for, as
// pkg-config and RPM write it: openssl >= 1.0.1.
type packageRelation struct {
	name    spliced
	op      string // "" if every version will do
	version spliced
}

// eachRelation visits a list that blanks and commas separate.
func eachRelation(list spliced, visit func(packageRelation)) {
	text := list.text
	for i := 0; i < len(text); {
		if isListBlank(text[i]) {
			i++
			continue
		}
		start := i
		i = relationWord(text, i)
		r := packageRelation{name: list.cut(start, i)}
		op := i
		for op < len(text) && isListBlank(text[op]) && text[op] != ',' {
			op++
		}
		end := op
		for end < len(text) && strings.IndexByte("<>=!", text[end]) >= 0 {
			end++
		}
		if end > op {
			r.op = text[op:end]
			for end < len(text) && isListBlank(text[end]) && text[end] != ',' {
				end++
			}
			i = relationWord(text, end)
			r.version = list.cut(end, i)
		}
		if i == start {
			i++
			continue
		}
		visit(r)
	}
}

func isListBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' }

// relationWord returns the end of the name or version at i. Parentheses are a
// part of it: pkgconfig(openssl).
func relationWord(text string, i int) int {
	for depth := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case isListBlank(c) || depth == 0 && strings.IndexByte("<>=!", c) >= 0:
			return i
		}
	}
	return i
}

// declarePkgConfig declares the versions of a list of pkg-config's modules.
func declarePkgConfig(f *File, d Declaration, list spliced) {
	eachRelation(list, func(r packageRelation) {
		d.Runtime = pkgConfigModules[r.name.text]
		if d.Runtime == "" || r.op == "" {
			return
		}
		declareSpliced(f, d, r.version, list, func(s *version.Scheme, text string) (version.Set, error) {
			return version.ParseSet(s, r.op+text)
		})
	})
}
