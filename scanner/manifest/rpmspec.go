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
	"%description": true, "%prep": true, "%build": true, "%install": true, "%check": true, "%clean": true, "%files": true, "%pre": true, "%post": true,
	"%preun": true, "%postun": true, "%pretrans": true, "%posttrans": true, "%changelog": true, "%conf": true, "%generate_buildrequires": true,
}

// A rpmReader reads the tags of a spec file.
type rpmReader struct {
	f          *File
	macros     map[string]spliced
	conditions []string
	unit       string
	inTags     bool
}

// Source: https://rpm-software-management.github.io/rpm/manual/spec.html
func parseRPMSpec(f *File) {
	r := &rpmReader{f: f, macros: map[string]spliced{}, inTags: true}
	eachRawLine(f.Data, func(start int, line []byte) {
		text := strings.TrimRight(string(line), " \t")
		trimmed := strings.TrimLeft(text, " \t")
		start += len(text) - len(trimmed)
		if trimmed == "" || trimmed[0] == '#' {
			return
		}
		word := firstWord(trimmed)
		switch {
		case word == "%define" || word == "%global":
			r.define(start+len(word), trimmed[len(word):])
		case strings.HasPrefix(word, "%if"):
			r.conditions = append(r.conditions, trimmed)
		case word == "%else" || strings.HasPrefix(word, "%elif"):
			if n := len(r.conditions); n > 0 {
				r.conditions[n-1] = "not " + strings.TrimPrefix(r.conditions[n-1], "not ")
			}
		case word == "%endif":
			if n := len(r.conditions); n > 0 {
				r.conditions = r.conditions[:n-1]
			}
		case word == "%package":
			r.inTags = true
			r.unit = "(package " + strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(trimmed[len(word):]), "-n ")) + ")"
		case rpmSections[word]:
			r.inTags = false
		case r.inTags:
			r.tag(start, trimmed)
		}
	})
}

// define keeps the value of a macro without arguments.
func (r *rpmReader) define(start int, text string) {
	start += len(text) - len(strings.TrimLeft(text, " \t"))
	text = strings.TrimLeft(text, " \t")
	name := firstWord(text)
	value := strings.TrimLeft(text[len(name):], " \t")
	if name != "" && value != "" && !strings.Contains(name, "(") {
		r.macros[name] = r.expand(start+len(text)-len(value), value)
	}
}

// maxRPMText bounds what macros make of a line.
const maxRPMText = 4096

// expand replaces %{name}, %name and %{?name}.
func (r *rpmReader) expand(start int, text string) spliced {
	var out spliced
	for i := 0; i < len(text) && len(out.text) < maxRPMText; {
		next := strings.IndexByte(text[i:], '%')
		if next < 0 {
			next = len(text) - i
		}
		out.literal(r.f.Data, Span{start + i, start + i + next})
		if i += next; i == len(text) {
			break
		}
		end, name, optional := rpmMacro(text, i)
		use := Span{start + i, start + end}
		if value, ok := r.macros[name]; ok {
			out.value(value, use)
		} else if !optional {
			out.gap(r.f.Data, use, "the macro "+name+" has no value here")
		}
		i = end
	}
	return out
}

// rpmMacro reads a use of a macro.
func rpmMacro(text string, i int) (end int, name string, optional bool) {
	if strings.HasPrefix(text[i:], "%{") {
		size := strings.IndexByte(text[i:], '}')
		if size < 0 {
			return len(text), text[i:], false
		}
		name = text[i+2 : i+size]
		bare := strings.TrimLeft(name, "?!")
		bare, _, _ = strings.Cut(bare, ":")
		return i + size + 1, bare, bare != name
	}
	end = i + 1
	for end < len(text) && (text[end] == '_' || text[end] == '?' || isASCIILetter(text[end]) || '0' <= text[end] && text[end] <= '9') {
		end++
	}
	bare := strings.TrimLeft(text[i+1:end], "?")
	return end, bare, bare != text[i+1:end]
}

// tag reads one tag: BuildRequires: openssl-devel >= 1.0.1, zlib-devel.
func (r *rpmReader) tag(start int, text string) {
	name, value, ok := strings.Cut(text, ":")
	if !ok {
		return
	}
	name, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(name)), "(") // Requires(post)
	d := Declaration{Unit: r.unit, Condition: strings.Join(r.conditions, ", ")}
	switch name {
	case "buildrequires", "buildprereq":
		d.Scope = Build
	case "requires", "prereq", "recommends":
		d.Scope = Run
	default:
		return
	}
	at := start + len(text) - len(value)
	list := r.expand(at+len(value)-len(strings.TrimLeft(value, " \t")), strings.TrimLeft(value, " \t"))
	eachRelation(list, func(p packageRelation) {
		relation := nativeRelation{name: p.name, version: p.version, op: p.op, whole: list}
		switch p.op { // dpkg's < and > are not strict
		case "<", ">":
			relation.op = p.op + p.op
		case "==":
			relation.op = "="
		}
		if strings.Contains(p.version.text, "%") && p.version.missing() == "" {
			return
		}
		declareNative(r.f, d, relation)
	})
}
