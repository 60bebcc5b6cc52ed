package manifest

import (
	"bytes"

	"github.com/tlsready/tlsready/rules"
)

var noxfile = Kind{
	Name:     "noxfile.py",
	Files:    []string{"noxfile.py", "nox.py"},
	Declares: "the Pythons of its sessions",
	Catalog:  true,
	Parse:    parseNoxfile,
}

// parseNoxfile reads @nox.session(python=["2.7", "3.10"]) and what people write in
// its place: one string, a tuple, a name for a list, @nox.parametrize.
func parseNoxfile(f *File) {
	if !bytes.Contains(f.Data, []byte("nox")) {
		return
	}
	n := noxSource{pythonSource: pythonSource{f: f, tokens: pythonTokens(f.Data)}}
	for i, t := range n.tokens {
		if t.kind != '@' {
			continue
		}
		switch call := n.decorator(i + 1); n.text(call) {
		case "session":
			n.session(call + 2)
		case "parametrize":
			if n.text(call+2) == "python" && n.text(call+3) == "," {
				n.expression(call + 4)
			}
		}
	}
}

type noxSource struct {
	pythonSource
	seen map[int]bool // values of names that were read for the session at hand
}

// text is the text of a token, "" behind the last.
func (n *noxSource) text(i int) string {
	if i < len(n.tokens) {
		return n.tokens[i].text
	}
	return ""
}

// decorator returns the token with the name of the function that a decorator
// calls: that of session in nox.session(.
func (n *noxSource) decorator(i int) int {
	for n.text(i+1) == "." {
		i += 2
	}
	if n.text(i+1) != "(" {
		return len(n.tokens)
	}
	return i
}

// session looks for the Pythons among the arguments that begin at token i.
func (n *noxSource) session(i int) {
	for depth := 0; i < len(n.tokens); i++ {
		switch n.tokens[i].kind {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return
			}
		case 'n':
			if name := n.tokens[i].text; depth == 0 && (name == "python" || name == "py") && n.text(i+1) == "=" {
				n.expression(i + 2)
				return
			}
		}
	}
}

// maxNoxDepth bounds brackets within each other, and names that stand for names.
const maxNoxDepth = 8

func (n *noxSource) expression(i int) {
	n.seen = map[int]bool{}
	n.versions(i, nil, 0)
}

// versions declares the expression that begins at token i: strings, lists of
// them, names for either, and sums. via are the names that led there. What is
// left of it is computed by the program. It returns the token behind.
func (n *noxSource) versions(i int, via []Place, depth int) int {
	start := i
	for depth <= maxNoxDepth && i < len(n.tokens) {
		switch t := n.tokens[i]; {
		case t.kind == 'n' && (t.text == "False" || t.text == "None"):
			i++
		case t.kind == 's' && !t.format:
			n.version(t, via)
			i++
		case t.kind == '[' || t.kind == '(':
			i = n.list(i+1, via, depth)
		case t.kind == 'n' && n.isWhole(i) && n.steps < maxPythonSteps:
			n.steps++
			if value := n.assigned(t.text); value >= 0 {
				n.name(value, append(via[:len(via):len(via)], n.f.At(t.at.Start, t.at.End)), depth)
				i++
			}
		}
		if n.text(i) != "+" {
			break
		}
		i++
	}
	end := n.end(i)
	if end > i || i == start {
		n.computed(start, end, via)
	}
	return end
}

// name reads the value of a name, once.
func (n *noxSource) name(value int, via []Place, depth int) {
	if !n.seen[value] {
		n.seen[value] = true
		n.versions(value, via, depth+1)
	}
}

// isWhole reports whether a name stands for its value, not for a part of it.
func (n *noxSource) isWhole(i int) bool {
	next := n.text(i + 1)
	return next != "[" && next != "(" && next != "."
}

// list reads what stands in brackets, up to the token behind them.
func (n *noxSource) list(i int, via []Place, depth int) int {
	for i < len(n.tokens) {
		switch n.tokens[i].kind {
		case ']', ')':
			return i + 1
		case ',', '*':
			i++
		default:
			i = max(n.versions(i, via, depth+1), i+1)
		}
	}
	return i
}

// end returns the token that ends the expression from i on: a comma, a bracket
// that closes more than was opened, or a new statement.
func (n *noxSource) end(i int) int {
	depth := 0
	for ; i < len(n.tokens); i++ {
		t := n.tokens[i]
		switch t.kind {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		}
		if depth < 0 || depth == 0 && (t.kind == ',' || t.newLine) {
			break
		}
	}
	return i
}

func (n *noxSource) version(t pythonToken, via []Place) {
	if testedPython(t.text) {
		declareVersion(n.f, rules.Python, Declaration{At: n.f.At(t.at.Start, t.at.End), Text: t.text, Binding: rules.Any, Scope: Test, Via: via})
	}
}

func (n *noxSource) computed(start, end int, via []Place) {
	if start >= len(n.tokens) {
		return
	}
	at := n.tokens[start].at
	if end > start {
		at.End = n.tokens[end-1].at.End
	}
	n.f.Declare(Declaration{
		Runtime: rules.Python, At: n.f.At(at.Start, at.End), Via: via, Binding: rules.Any, Scope: Test, Unresolved: computedByProgram,
	})
}
