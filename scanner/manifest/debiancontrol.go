package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var debianControl = Kind{
	Name:     "debian/control",
	Files:    []string{"debian/control", "debian/control.*", "DEBIAN/control"},
	Declares: "relations to the packages of OpenSSL, Python, Ruby and Java; `X-Python-Version`",
	Parse:    parseDebianControl,
}

// debianFields are the fields with relations, and what they are for. A package
// that is recommended is installed unless someone says no.
var debianFields = map[string]Scope{
	"build-depends": Build, "build-depends-indep": Build, "build-depends-arch": Build,
	"depends": Run, "pre-depends": Run, "recommends": Run,
}

// debianVersionFields are the fields with versions of a language.
var debianVersionFields = map[string]func(*File, Declaration, spliced){
	"x-python-version": declareDebianPythons, "xs-python-version": declareDebianPythons, "x-python3-version": declareDebianPythons,
	"x-ruby-versions": declareDebianRubies, "xs-ruby-versions": declareDebianRubies,
}

// A debianField is a field of the paragraph that is being read.
type debianField struct {
	name  string // in lower case
	lines []Span // without comments
}

// parseDebianControl reads the paragraphs: that of the source package, and one for
// each package that is made of it.
//
// Source: https://www.debian.org/doc/debian-policy/ch-controlfields.html
func parseDebianControl(f *File) {
	unit := ""
	var field debianField
	done := func() {
		d := Declaration{Unit: unit}
		if scope, ok := debianFields[field.name]; ok {
			d.Scope = scope
			eachDebianRelation(f, field.lines, func(alternatives []spliced) { declareDebian(f, d, alternatives) })
		}
		if declare := debianVersionFields[field.name]; declare != nil {
			var value spliced
			for _, line := range field.lines {
				value.literal(f.Data, line)
			}
			declare(f, d, value)
		}
		field = debianField{}
	}
	eachRawLine(f.Data, func(start int, line []byte) {
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			done()
			unit = ""
		case line[0] == '#':
		case line[0] == ' ' || line[0] == '\t':
			field.lines = append(field.lines, Span{start, start + len(line)})
		default:
			done()
			name, value, ok := bytes.Cut(line, []byte(":"))
			if !ok {
				return
			}
			field.name = strings.ToLower(string(bytes.TrimSpace(name)))
			if field.name == "package" {
				unit = "(package " + string(bytes.TrimSpace(value)) + ")"
			}
			value = bytes.TrimLeft(value, " \t")
			end := start + len(line)
			field.lines = append(field.lines, Span{end - len(value), end})
		}
	})
	done()
}

// maxAlternatives is far more than any relation has. Behind one with more nothing is
// read.
const maxAlternatives = 200

// eachDebianRelation visits the relations of a list, each with its alternatives:
// a (>= 1.0) | b, c.
//
// Source: https://www.debian.org/doc/debian-policy/ch-relationships.html
func eachDebianRelation(f *File, lines []Span, visit func(alternatives []spliced)) {
	var one spliced
	var alternatives []spliced
	for _, line := range lines {
		start := line.Start
		for i := line.Start; i < line.End; i++ {
			c := f.Data[i]
			if c != ',' && c != '|' {
				continue
			}
			one.literal(f.Data, Span{start, i})
			if alternatives = append(alternatives, one); len(alternatives) > maxAlternatives {
				return
			}
			one, start = spliced{}, i+1
			if c == ',' {
				visit(alternatives)
				alternatives = nil
			}
		}
		one.literal(f.Data, Span{start, line.End})
	}
	visit(append(alternatives, one))
}

// declareDebian declares a relation. Alternatives of one runtime together say
// which versions will do; another package as alternative leaves that open.
func declareDebian(f *File, d Declaration, alternatives []spliced) {
	var found []Declaration
	together := true
	for _, text := range alternatives {
		r, condition, ok := readDebianRelation(f, text)
		if !ok {
			return
		}
		one := d
		one.Condition = condition
		if strings.Contains(r.version.text, "${") {
			one.Unresolved = "it is filled in when the package is built"
		}
		if one, ok = nativeDeclaration(f, one, r); ok {
			found = append(found, one)
			first := &found[0]
			together = together && one.Unresolved == "" && first.Unresolved == "" && one.Runtime == first.Runtime && one.Condition == first.Condition
		}
	}
	if len(found) > 1 && len(found) == len(alternatives) && together {
		union := found[0]
		first, _ := trimmedSplice(alternatives[0]).place(f)
		last, _ := trimmedSplice(alternatives[len(alternatives)-1]).place(f)
		union.At = f.At(first.Start, last.End)
		union.Text, union.Binding = "", rules.Any
		for _, other := range found[1:] {
			union.Versions = union.Versions.Union(other.Versions)
			if other.Vendor != union.Vendor {
				union.Vendor = ""
			}
		}
		found = []Declaration{union}
	} else if len(alternatives) > 1 {
		for i := range found {
			found[i].Hint, found[i].Note = true, "another package may stand in for it"
		}
	}
	for _, one := range found {
		f.Declare(one)
	}
}

// trimmedSplice takes blanks off both ends.
func trimmedSplice(s spliced) spliced {
	start := len(s.text) - len(strings.TrimLeft(s.text, " \t\r"))
	return s.cut(start, max(start, len(strings.TrimRight(s.text, " \t\r"))))
}

// debianOperators are the operators by how they are written. < and > are the old
// ones, and not strict.
var debianOperators = map[string]string{"<<": "<", "<": "<=", "<=": "<=", "=": "=", ">=": ">=", ">": ">=", ">>": ">"}

// readDebianRelation reads name (>= 1.0) [arch] <!profile>. The condition is the
// architectures and profiles. ok is false for what is no relation.
func readDebianRelation(f *File, text spliced) (r nativeRelation, condition string, ok bool) {
	blank := func(i int) bool { return strings.IndexByte(" \t\r", text.text[i]) >= 0 }
	i := 0
	for i < len(text.text) && blank(i) {
		i++
	}
	start := i
	for i < len(text.text) && !blank(i) && strings.IndexByte("([<", text.text[i]) < 0 {
		i++
	}
	r = nativeRelation{name: text.cut(start, i), revised: true}
	for ; i < len(text.text); i++ {
		closing := strings.IndexByte("([<", text.text[i])
		if closing < 0 {
			continue
		}
		size := strings.IndexByte(text.text[i:], ")]>"[closing])
		if closing == 2 && r.op == "" && strings.HasPrefix(text.text[i:], "<<") || size < 0 {
			at, _ := text.cut(i, i+1).place(f)
			if len(f.Problems()) == 0 {
				f.Problemf(at.Start, "%q never closes", text.text[i:i+1])
			}
			return r, "", false
		}
		if closing > 0 {
			condition = strings.TrimSpace(condition + " " + text.text[i:i+size+1])
		} else {
			inside := text.cut(i+1, i+size)
			from := len(inside.text) - len(strings.TrimLeft(inside.text, " \t<>="))
			r.op = debianOperators[strings.TrimSpace(inside.text[:from])]
			to := max(from, len(strings.TrimRight(inside.text, " \t")))
			r.version = inside.cut(from, to)
			if r.op == "" || from == to {
				return r, "", false
			}
		}
		i += size
	}
	return r, condition, true
}
