package manifest

import "bytes"

var conanfilePy = Kind{
	Name:     "conanfile.py",
	Files:    []string{"conanfile.py"},
	Declares: "`requires`, `tool_requires`, `self.requires()`: OpenSSL, LibreSSL and BoringSSL",
	Parse:    parseConanfilePy,
}

// conanScopes are the attributes and methods of a recipe that name others.
//
// Source: https://docs.conan.io/2/reference/conanfile/attributes.html
var conanScopes = map[string]Scope{
	"requires": Run, "build_requires": Build, "tool_requires": Build, "test_requires": Test,
}

// parseConanfilePy reads the references that stand in a recipe as literals, and
// those made of literals. It never runs the program.
func parseConanfilePy(f *File) {
	if !bytes.Contains(f.Data, []byte("ssl")) && !bytes.Contains(f.Data, []byte("SSL")) {
		return
	}
	p := newPythonValues(f)
	for i, t := range p.tokens {
		scope, ok := conanScopes[t.text]
		if !ok || t.kind != 'n' {
			continue
		}
		d := Declaration{Scope: scope}
		next := i + 1
		switch {
		case t.first && p.is(next, '=') && !p.is(next+1, '='):
			p.references(next+1, p.statementEnd(next+1), d, 0)
		case t.first && p.is(next, '+') && p.is(next+1, '='):
			p.references(next+2, p.statementEnd(next+2), d, 0)
		case i > 1 && p.is(i-1, '.') && p.tokens[i-2].text == "self":
			if p.is(next, '.') && next+1 < len(p.tokens) && p.tokens[next+1].text == "add" {
				next += 2
			}
			if p.is(next, '(') {
				d.Condition = indentedCondition(f.Data, t.at.Start)
				declareConan(f, p.value(next+1, p.operandEnd(next+1, len(p.tokens)), 0), d)
			}
		}
	}
}

// references declares what a text, or lists and tuples of texts, name.
func (p *pythonValues) references(i, end int, d Declaration, depth int) {
	for i < end && depth < maxSplicedLevels {
		if p.is(i, '(') || p.is(i, '[') {
			inner := p.closing(i, end)
			p.references(i+1, inner, d, depth+1)
			i = inner
		}
		next := p.operandEnd(i, end)
		declareConan(p.f, p.value(i, next, 0), d)
		i = next + 1
	}
}
