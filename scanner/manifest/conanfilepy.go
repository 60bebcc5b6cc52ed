package manifest

import (
	"bytes"
	"strings"
)

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
				d.Condition = pythonCondition(f.Data, t.at.Start)
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

// pythonCondition returns the condition of the innermost if around a statement,
// by the indentation of the lines before it; "" if there is none near.
func pythonCondition(data []byte, offset int) string {
	const lines = 200
	indent := lineIndent(data, offset)
	alternative := false
	for range lines {
		start := bytes.LastIndexByte(data[:offset], '\n') + 1
		if start == 0 || indent == 0 {
			return ""
		}
		offset = start - 1
		line := bytes.TrimSpace(data[bytes.LastIndexByte(data[:offset], '\n')+1 : offset])
		at := lineIndent(data, offset)
		if len(line) == 0 || line[0] == '#' || at > indent || at == indent && !alternative {
			continue
		}
		words := string(line)
		switch condition, ok := cutCondition(words); {
		case ok && alternative && at == indent:
			return "not " + condition
		case ok && !alternative:
			return condition
		case strings.HasPrefix(words, "else") && at < indent:
			alternative = true
		case strings.HasPrefix(words, "def ") || strings.HasPrefix(words, "class "):
			return ""
		}
		indent = min(indent, at)
	}
	return ""
}

// cutCondition returns the condition of a line that begins with if or elif.
func cutCondition(line string) (condition string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(line, "el"), "if")
	if !ok || rest == "" || isNameByte(rest[0]) {
		return "", false
	}
	if i := strings.LastIndexByte(rest, ':'); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimSpace(rest), true
}

// lineIndent counts the blanks before the line of an offset.
func lineIndent(data []byte, offset int) int {
	line := data[bytes.LastIndexByte(data[:offset], '\n')+1:]
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}
