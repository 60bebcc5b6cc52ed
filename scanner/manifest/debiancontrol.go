package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var debianControl = Kind{
	Name:     "debian/control",
	Files:    []string{"debian/control", "debian/control.in"},
	Declares: "relations to the packages of OpenSSL, Python, Ruby and Java; `X-Python-Version`",
	Parse:    parseDebianControl,
}

// debianFields are the fields with relations, and what they are for.
var debianFields = map[string]Scope{
	"build-depends": Build, "build-depends-indep": Build, "build-depends-arch": Build,
	"depends": Run, "pre-depends": Run, "recommends": Run,
}

// parseDebianControl reads the paragraphs: that of the source package, and one for
// each package that is made of it.
//
// Source: https://www.debian.org/doc/debian-policy/ch-controlfields.html
func parseDebianControl(f *File) {
	unit := ""
	var field string
	var value spliced
	done := func() {
		if scope, ok := debianFields[field]; ok {
			declareDebianRelations(f, value, Declaration{Scope: scope, Unit: unit})
		}
		if field == "x-python-version" || field == "x-python3-version" {
			declareSpliced(f, Declaration{Runtime: rules.Python, Binding: rules.Any, Unit: unit}, value, value, pythonVersions)
		}
		field, value = "", spliced{}
	}
	eachRawLine(f.Data, func(start int, line []byte) {
		text := string(line)
		switch {
		case strings.HasPrefix(text, "#"):
		case strings.TrimSpace(text) == "":
			done()
			unit = ""
		case text[0] == ' ' || text[0] == '\t':
			value.literal(f.Data, Span{start, start + len(text)})
		default:
			done()
			name, rest, ok := strings.Cut(text, ":")
			if !ok {
				return
			}
			field = strings.ToLower(strings.TrimSpace(name))
			if field == "package" {
				unit = "(package " + strings.TrimSpace(rest) + ")"
			}
			value.literal(f.Data, Span{start + len(text) - len(strings.TrimLeft(rest, " \t")), start + len(text)})
		}
	})
	done()
}

// pythonVersions reads X-Python-Version: >= 2.6, << 2.8.
func pythonVersions(s *version.Scheme, text string) (version.Set, error) {
	out := version.All()
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" || part == "all" || part == "current" {
			continue
		}
		if !strings.ContainsAny(part[:1], "<>=") {
			part = "= " + part
		}
		set, err := version.DebianRelation(s, part)
		if err != nil {
			return set, err
		}
		out = out.Intersect(set)
	}
	return out, nil
}

// declareDebianRelations reads a list: name (>= 1.0) [arch] <!profile> | other, ...
func declareDebianRelations(f *File, list spliced, d Declaration) {
	for at := 0; at <= len(list.text); {
		end := at + len(list.text[at:])
		if i := strings.IndexByte(list.text[at:], ','); i >= 0 {
			end = at + i
		}
		alternatives := strings.Count(list.text[at:end], "|")
		for start := at; start <= end; {
			stop := end
			if i := strings.IndexByte(list.text[start:end], '|'); i >= 0 {
				stop = start + i
			}
			one := d
			if alternatives > 0 {
				one.Hint, one.Note = true, "another package may stand in for it"
			}
			declareDebianRelation(f, list.cut(start, stop), one)
			start = stop + 1
		}
		at = end + 1
	}
}

func declareDebianRelation(f *File, text spliced, d Declaration) {
	start := len(text.text) - len(strings.TrimLeft(text.text, " \t\n\r"))
	end := start
	for end < len(text.text) && strings.IndexByte(" \t\n\r([<", text.text[end]) < 0 {
		end++
	}
	r := nativeRelation{name: text.cut(start, end), whole: text}
	rest := text.text[end:]
	if open := strings.IndexByte(rest, '('); open >= 0 {
		closing := strings.IndexByte(rest, ')')
		if closing < open {
			return
		}
		inside := rest[open+1 : closing]
		op := strings.TrimSpace(inside)
		op = op[:len(op)-len(strings.TrimLeft(op, "<>="))]
		value := strings.TrimSpace(inside[strings.Index(inside, op)+len(op):])
		if op == "" || value == "" {
			return
		}
		from := end + open + 1 + strings.LastIndex(inside, value)
		r.op, r.version = op, text.cut(from, from+len(value))
		if strings.Contains(value, "${") {
			d.Unresolved = "it is filled in when the package is built"
		}
	}
	for _, brackets := range []string{"[]", "<>"} {
		tail := rest[strings.LastIndexByte(rest, ')')+1:]
		if open := strings.IndexByte(tail, brackets[0]); open >= 0 {
			if size := strings.IndexByte(tail[open:], brackets[1]); size > 0 {
				d.Condition = strings.TrimSpace(d.Condition + " " + tail[open:open+size+1])
			}
		}
	}
	declareNative(f, d, r)
}
