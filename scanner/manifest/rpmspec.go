package manifest

import "strings"

var rpmSpec = Kind{
	Name:     "RPM spec",
	Files:    []string{"*.spec", "*.spec.in"},
	Probes:   []string{"%description", "BuildRequires:"},
	Declares: "`BuildRequires` and `Requires` of OpenSSL, Python, Ruby and Java, with macros of the file",
	Parse:    parseRPMSpec,
}

// rpmSections end the tags of a package; %package begins those of another.
var rpmSections = map[string]bool{
	"%description": true, "%prep": true, "%build": true, "%install": true, "%check": true, "%clean": true, "%files": true, "%changelog": true,
	"%pre": true, "%post": true, "%preun": true, "%postun": true, "%pretrans": true, "%posttrans": true, "%preuntrans": true, "%postuntrans": true,
	"%conf": true, "%generate_buildrequires": true, "%verifyscript": true, "%sourcelist": true, "%patchlist": true, "%sepolicy": true,
}

// rpmTags are the tags with relations, and what they are for.
var rpmTags = map[string]Scope{"buildrequires": Build, "buildprereq": Build, "requires": Run, "prereq": Run, "recommends": Run}

// A rpmReader reads the tags of a spec file.
type rpmReader struct {
	f *File
	branches
	macros variables
	// never is how many blocks are open inside of %if 0, itself included.
	never   int
	unit    string
	section bool // a script or text, not tags
	// body says that the line goes on with the definition of a macro.
	body bool
}

// Source: https://rpm-software-management.github.io/rpm/manual/spec.html
func parseRPMSpec(f *File) {
	r := &rpmReader{f: f, macros: newVariables(f, "macro")}
	eachRawLine(f.Data, func(start int, line []byte) {
		text := strings.TrimRight(string(line), " \t")
		trimmed := strings.TrimLeft(text, " \t")
		continued := strings.HasSuffix(trimmed, `\`)
		switch {
		case r.body:
			r.body = continued
		case trimmed != "" && trimmed[0] != '#':
			r.line(start+len(text)-len(trimmed), trimmed)
			r.body = continued && isRPMDefinition(rpmWord(trimmed))
		}
	})
}

// rpmWord is the first word of a line.
func rpmWord(text string) string {
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		return text[:i]
	}
	return text
}

func isRPMDefinition(word string) bool { return word == "%define" || word == "%global" }

func (r *rpmReader) line(start int, text string) {
	word := rpmWord(text)
	rest := text[len(word):]
	switch {
	case r.conditional(word, strings.TrimSpace(rest)), r.never > 0:
	case isRPMDefinition(word):
		r.define(start+len(word), rest)
	case word == "%package":
		name := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "-n "))
		if r.section = false; name != "" {
			r.unit = "(package " + rpmWord(name) + ")"
		}
	case rpmSections[word] || strings.HasPrefix(word, "%trigger") || strings.HasPrefix(word, "%filetrigger") || strings.HasPrefix(word, "%transfiletrigger"):
		r.section = true
	case strings.HasPrefix(word, "%{?") || strings.HasPrefix(word, "%{!?"):
		r.inline(start, text)
	case !r.section:
		r.tag(start, text)
	}
}

// conditional follows %if and its like. It reports whether the word was one of
// them.
func (r *rpmReader) conditional(word, rest string) bool {
	switch {
	case strings.HasPrefix(word, "%if"):
		switch {
		case r.never > 0 || word == "%if" && rest == "0":
			r.never++
		case word == "%if":
			r.enter(rest)
		default: // %ifarch x86_64
			r.enter(word[1:] + " " + rest)
		}
	case word == "%else" || strings.HasPrefix(word, "%elif"):
		switch {
		case r.never == 1 && word == "%else":
			r.never = 0
			r.enter("")
		case r.never > 0 || r.open == nil:
		case word != "%else":
			r.next(rest)
		case r.open.condition != "":
			r.next("not " + r.open.condition)
		}
	case word == "%endif":
		if r.never > 0 {
			r.never--
		} else {
			r.leave()
		}
	default:
		return false
	}
	return true
}

// condition is that of the open branches, the outermost first.
func (r *rpmReader) condition() string {
	out := ""
	for at := r.open; at != nil && len(out) < maxRPMCondition; at = at.parent {
		switch {
		case at.condition == "":
		case out == "":
			out = at.condition
		default:
			out = at.condition + " and " + out
		}
	}
	return out
}

const maxRPMCondition = 200

// inline reads a line that stands in a macro as its condition: %{?with_ssl:Requires:
// openssl}, %{!?name: %global name value}.
func (r *rpmReader) inline(start int, text string) {
	m := rpmMacroAt(text, 0)
	if m.body.End == 0 || m.end != len(text) {
		return
	}
	inside := text[m.body.Start:m.body.End]
	trimmed := strings.TrimLeft(inside, " \t")
	if strings.HasPrefix(trimmed, "%{") {
		return // one condition in another
	}
	r.enter(text[:m.body.Start-1] + "}")
	r.line(start+m.body.End-len(trimmed), strings.TrimRight(trimmed, " \t"))
	r.leave()
}

// define keeps the value of a macro without arguments.
func (r *rpmReader) define(start int, text string) {
	start += len(text) - len(strings.TrimLeft(text, " \t"))
	text = strings.TrimLeft(text, " \t")
	name := rpmWord(text)
	value := strings.TrimLeft(text[len(name):], " \t")
	if value != "" && !strings.Contains(name, "(") {
		r.macros.set(name, r.expand(start+len(text)-len(value), value), r.open)
	}
}

// tag reads one tag: BuildRequires: openssl-devel >= 1.0.1, zlib-devel.
func (r *rpmReader) tag(start int, text string) {
	name, value, ok := strings.Cut(text, ":")
	if !ok {
		return
	}
	name, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(name)), "(") // Requires(post)
	trimmed := strings.TrimLeft(value, " \t")
	at := start + len(text) - len(trimmed)
	if scope, ok := rpmTags[name]; ok {
		r.relations(r.expand(at, trimmed), Declaration{Unit: r.unit, Scope: scope, Condition: r.condition()})
		return
	}
	switch name {
	case "name", "version", "release", "epoch":
		if r.unit == "" {
			r.macros.set(name, r.expand(at, trimmed), r.open)
		}
	}
}

// rpmOperators are the operators by how they are written.
var rpmOperators = map[string]string{"<": "<", "<=": "<=", "=<": "<=", "=": "=", "==": "=", ">=": ">=", "=>": ">=", ">": ">"}

// relations declares what a list asks for. Parentheses at the start of a word hold
// relations with words between them.
func (r *rpmReader) relations(list spliced, d Declaration) {
	start := 0
	for i := 0; i < len(list.text); i++ {
		if list.text[i] != '(' {
			continue
		}
		end := rpmClosing(list.text, i)
		if i == 0 || isListBlank(list.text[i-1]) {
			r.plain(list.cut(start, i), d)
			r.rich(list.cut(i+1, max(i+1, len(strings.TrimSuffix(list.text[:end], ")")))), d)
			start = end
		}
		i = end - 1
	}
	r.plain(list.cut(start, len(list.text)), d)
}

// rich declares the relations of a boolean dependency.
//
// Source: https://rpm-software-management.github.io/rpm/manual/boolean_dependencies.html
func (r *rpmReader) rich(inside spliced, d Declaration) {
	for _, word := range []string{" if ", " unless "} {
		if i := strings.Index(inside.text, word); i >= 0 {
			condition := strings.TrimSpace(strings.TrimPrefix(inside.text[i:], " if "))
			if d.Condition != "" {
				condition = d.Condition + " and " + condition
			}
			d.Condition = condition
			inside = inside.cut(0, i)
		}
	}
	if strings.Contains(inside.text, " or ") {
		d.Hint, d.Note = true, "another package may stand in for it"
	}
	r.plain(inside, d)
}

// plain declares the relations of a list. The words between those of a boolean
// dependency are the names of no package.
func (r *rpmReader) plain(list spliced, d Declaration) {
	eachRelation(list, func(p packageRelation) {
		op := rpmOperators[p.op]
		if op == "" && p.op != "" {
			return
		}
		if one, ok := nativeDeclaration(r.f, d, nativeRelation{name: p.name, version: p.version, op: op}); ok {
			r.f.Declare(one)
		}
	})
}
