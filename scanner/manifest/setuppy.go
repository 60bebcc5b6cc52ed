package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var setupPy = Kind{
	Name:     "setup.py",
	Files:    []string{"setup.py"},
	Declares: "`python_requires`, or else the classifiers; libraries",
	Parse:    parseSetupPy,
}

// parseSetupPy reads the literal forms that people write in a call of setup. It
// never runs the program.
func parseSetupPy(f *File) {
	if !bytes.Contains(f.Data, []byte("setup")) {
		return
	}
	p := pythonSource{f: f, tokens: pythonTokens(f.Data)}
	found := false
	for i := 0; i+2 < len(p.tokens); i++ {
		t := p.tokens[i]
		switch {
		case t.kind == 'n' && t.text == "python_requires" && p.tokens[i+1].kind == '=' && p.tokens[i+2].kind != '=':
			found = true
			p.requires(i + 2)
		case t.kind == 's' && t.text == "python_requires" && p.tokens[i+1].kind == ':':
			found = true
			p.requires(i + 2)
		case t.kind == 's' && t.text == "python_requires" && p.tokens[i+1].kind == ']' && p.tokens[i+2].kind == '=' && i+3 < len(p.tokens):
			found = true // kwargs['python_requires'] = ...
			p.requires(i + 3)
		}
	}
	if !found {
		p.classifiers()
	}
	p.installRequires()
}

type pythonSource struct {
	f      *File
	tokens []pythonToken
	steps  int // tokens looked at for the value at hand
}

// maxPythonSteps bounds names that stand for names, each of them many times.
const maxPythonSteps = 1000

// requires declares the expression that begins at token i.
func (p *pythonSource) requires(i int) {
	if t := p.tokens[i]; t.kind == 'n' && (t.text == "python_requires" || t.text == "None") {
		// python_requires=python_requires passes on what stands elsewhere in
		// this file, where it is read.
		if t.text == "None" || p.assigned(t.text) >= 0 {
			return
		}
	}
	p.steps = 0
	v := p.value(i, 0)
	d := Declaration{Runtime: rules.Python, Binding: rules.Any, At: v.at, Via: v.via, Text: v.text}
	if v.computed != "" {
		d.Text = ""
		d.Unresolved = v.computed
		p.f.Declare(d)
		return
	}
	declareSpecifier(p.f, d)
}

// declareSpecifier declares a PEP 440 specifier of Python itself.
func declareSpecifier(f *File, d Declaration) {
	if d.Text == "" {
		d.Text = d.At.Text()
	}
	d.Runtime = rules.Python
	text := strings.TrimSpace(d.Text)
	if text == "" {
		return // asks for nothing
	}
	d.setVersions(version.PEP440Specifier(version.PEP440, text))
	if one, ok := d.Versions.One(); ok && strings.Count(one.String(), ".") < 2 {
		d.Note = text + " means " + one.String() + ".0 alone; write ==" + one.String() + ".* for the whole line"
	}
	f.Declare(d)
}

const computedByProgram = "it is computed by the program"

// A pythonValue is what an expression comes to, if it is built of literals.
type pythonValue struct {
	text     string
	at       Place
	via      []Place
	computed string // why the value can't be told
}

// value evaluates strings, their concatenation and names that are assigned such
// values once.
func (p *pythonSource) value(i, depth int) pythonValue {
	start := i
	var v pythonValue
	var literal, name Place
	sawName := false
	for ; i < len(p.tokens); i++ {
		t := p.tokens[i]
		if p.steps++; p.steps > maxPythonSteps {
			v.computed = computedByProgram
			break
		}
		switch {
		case t.kind == 's' && !t.format:
			v.text += t.text
			if literal.File == nil {
				literal = p.f.At(t.at.Start, t.at.End)
			} else {
				literal.End = t.at.End
			}
		case t.kind == 'n' && depth < 8 && p.assigned(t.text) >= 0:
			inner := p.value(p.assigned(t.text), depth+1)
			if inner.computed != "" {
				v.computed = inner.computed
			}
			v.text += inner.text
			use := p.f.At(t.at.Start, t.at.End)
			v.via = append(append(v.via, use), inner.via...)
			name, sawName = inner.at, true
		case t.kind == '+', t.kind == '(' && i == start:
		case t.kind == ',' || t.kind == ')' || t.kind == '}' || t.newLine && i > start:
			if t.kind == ')' && p.tokens[start].kind == '(' && i+1 < len(p.tokens) && p.tokens[i+1].kind != ',' && p.tokens[i+1].kind != ')' {
				v.computed = computedByProgram
			}
			goto done
		default:
			v.computed = computedByProgram
		}
	}
done:
	v.at = literal
	if sawName {
		v.at = name
	}
	if v.at.File == nil || v.computed != "" {
		end := p.tokens[start].at.End
		if i > start {
			end = p.tokens[i-1].at.End
		}
		v.at, v.via = p.f.At(p.tokens[start].at.Start, end), nil
		if v.computed == "" {
			v.computed = computedByProgram
		}
	}
	return v
}

// assigned returns the token at which the value of a name begins that is
// assigned once, at the top of the program; -1 if there is none.
func (p *pythonSource) assigned(name string) int {
	found := -1
	for i := 0; i+2 < len(p.tokens); i++ {
		if t := p.tokens[i]; t.kind != 'n' || !t.newLine || t.text != name {
			continue
		}
		equals := p.annotationEnd(i + 1)
		if equals+1 < len(p.tokens) && p.tokens[equals].kind == '=' && p.tokens[equals+1].kind != '=' {
			if found >= 0 {
				return -1
			}
			found = equals + 1
		}
	}
	return found
}

// annotationEnd returns the token behind a type, as in "versions: list[str] =", or
// i if there is none.
func (p *pythonSource) annotationEnd(i int) int {
	if p.tokens[i].kind != ':' {
		return i
	}
	for i < len(p.tokens)-1 && p.tokens[i].kind != '=' && !p.tokens[i].newLine {
		i++
	}
	return i
}

const pythonClassifier = "Programming Language :: Python :: "

// classifiers declares the versions that a package claims to work with.
func (p *pythonSource) classifiers() {
	for _, t := range p.tokens {
		if t.kind != 's' {
			continue
		}
		if claim, ok := strings.CutPrefix(t.text, pythonClassifier); ok {
			at := t.at.Start + len(pythonClassifier)
			declareClassifier(p.f, claim, p.f.At(at, t.at.End))
		}
	}
}

// declareClassifier declares one classifier; "3" and "2 :: Only" say nothing
// that could be judged.
func declareClassifier(f *File, claim string, at Place) {
	if !strings.Contains(claim, ".") {
		return
	}
	set, err := version.PEP440.Prefix(strings.TrimSpace(claim))
	if err != nil {
		return
	}
	f.Declare(Declaration{Runtime: rules.Python, Versions: set, At: at, Binding: rules.Any, Hint: true})
}
