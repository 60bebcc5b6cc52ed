package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// A pythonMarker is what an environment marker says of the Python it is for.
type pythonMarker struct {
	versions version.Set
	at       Span // of the version, or of all of the marker if it names several
	note     string
}

// readPythonMarker reads a marker: python_version < '3', or several comparisons
// with and, or and parentheses. Comparisons of anything but the Python say
// nothing: beside them and leaves what the other side says, and so does or. ok is
// false if nothing is said, or what is said can't be read.
//
// Source: https://peps.python.org/pep-0508/#environment-markers
func readPythonMarker(text string) (m pythonMarker, ok bool) {
	if !strings.Contains(text, "python") {
		return m, false
	}
	p := markerReader{tokens: markerTokens(text)}
	set := p.or(0)
	if p.bad || p.next < len(p.tokens) || set == nil {
		return m, false
	}
	m = pythonMarker{versions: *set, at: p.literal, note: p.note}
	if p.literals > 1 {
		m.at = Span{0, len(text)}
	}
	return m, true
}

// A markerToken is a name, an operator, a parenthesis or a string.
type markerToken struct {
	text string
	at   Span
	str  bool
}

func markerTokens(text string) []markerToken {
	var out []markerToken
	for i := 0; i < len(text); {
		start := i
		switch c := text[i]; {
		case c == ' ' || c == '\t':
			i++
			continue
		case c == '"' || c == '\'':
			inner, _, _ := strings.Cut(text[i+1:], text[i:i+1])
			i = min(i+len(inner)+2, len(text))
			out = append(out, markerToken{inner, Span{start + 1, start + 1 + len(inner)}, true})
			continue
		case strings.IndexByte("<>=!~", c) >= 0:
			for i < len(text) && strings.IndexByte("<>=!~", text[i]) >= 0 {
				i++
			}
		default:
			i++
			for i < len(text) && isNameByte(c) && (isNameByte(text[i]) || text[i] == '.') {
				i++
			}
		}
		out = append(out, markerToken{text[start:i], Span{start, i}, false})
	}
	return out
}

type markerReader struct {
	tokens   []markerToken
	next     int
	bad      bool
	literal  Span // of the first version
	literals int
	note     string
}

// maxMarkerDepth is how many parentheses may stand within each other.
const maxMarkerDepth = 32

func (p *markerReader) take(text string) bool {
	if p.next < len(p.tokens) && !p.tokens[p.next].str && p.tokens[p.next].text == text {
		p.next++
		return true
	}
	return false
}

func (p *markerReader) or(depth int) *version.Set {
	return p.joined(depth, "or", p.and, version.Set.Union)
}

func (p *markerReader) and(depth int) *version.Set {
	return p.joined(depth, "and", p.term, version.Set.Intersect)
}

// joined reads operands; nil is one that says nothing.
func (p *markerReader) joined(depth int, word string, operand func(int) *version.Set, join func(a, b version.Set) version.Set) *version.Set {
	out := operand(depth)
	for !p.bad && p.take(word) {
		right := operand(depth)
		switch {
		case out == nil:
			out = right
		case right != nil:
			both := join(*out, *right)
			out = &both
		}
	}
	return out
}

func (p *markerReader) term(depth int) *version.Set {
	if p.take("(") {
		if depth == maxMarkerDepth {
			p.bad = true
			return nil
		}
		set := p.or(depth + 1)
		p.bad = p.bad || !p.take(")")
		return set
	}
	return p.comparison()
}

// markerFlips are the operators for operands in the other order.
var markerFlips = map[string]string{
	"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "===": "===", "!=": "!=", "in": "==", "not in": "!=",
}

func (p *markerReader) comparison() *version.Set {
	if p.next+3 > len(p.tokens) {
		p.bad = true
		return nil
	}
	left, op := p.tokens[p.next], p.tokens[p.next+1].text
	p.next += 2
	if op == "not" && p.take("in") {
		op = "not in"
	}
	if p.next == len(p.tokens) {
		p.bad = true
		return nil
	}
	right := p.tokens[p.next]
	p.next++
	if left.str {
		left, right, op = right, left, markerFlips[op]
	}
	if left.str || !right.str {
		return nil
	}
	var set version.Set
	var ok bool
	switch left.text {
	case "python_version":
		set, ok = p.twoNumbers(op, strings.TrimSpace(right.text))
	case "python_full_version":
		var err error
		set, err = version.PEP440Specifier(version.PEP440, op+right.text)
		ok = err == nil
	}
	if !ok {
		return nil
	}
	if p.literals++; p.literals == 1 {
		p.literal = right.at
	}
	return &set
}

// twoNumbers is a comparison of python_version, which has two numbers: of 2.7.8 it
// is 2.7, and so less than 2.7.9 in all of 2.7.
func (p *markerReader) twoNumbers(op, text string) (set version.Set, ok bool) {
	switch op {
	case "in":
		return p.listed(text)
	case "not in":
		set, ok = p.listed(text)
		return set.Complement(), ok
	}
	first, rest, _ := strings.Cut(text, ".")
	second, patch, _ := strings.Cut(rest, ".")
	if second == "" {
		second = "0"
	}
	line, err := version.PEP440.Prefix(first + "." + second)
	if err != nil || op == "~=" || strings.HasSuffix(text, ".*") {
		set, err = version.PEP440Specifier(version.PEP440, op+text)
		return set, err == nil
	}
	low := line.Low()
	high, _ := line.High()
	between := strings.Trim(patch, "0.") != ""
	if between {
		p.note = "python_version has two numbers, so that " + op + " " + text + " is the same for all of " + first + "." + second
	}
	switch op {
	case "==", "===":
		if between {
			return version.Set{}, true
		}
		return line, true
	case "!=":
		if between {
			return version.All(), true
		}
		return line.Complement(), true
	case "<", ">=":
		if between {
			low = high
		}
		set = version.Below(low)
	case "<=", ">":
		set = version.Below(high)
	default:
		return set, false
	}
	if op[0] == '>' {
		set = set.Complement()
	}
	return set, true
}

// listed reads the versions of python_version in '2.6, 2.7'.
func (p *markerReader) listed(text string) (set version.Set, ok bool) {
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return c != '.' && (c < '0' || c > '9') }) {
		line, err := version.PEP440.Prefix(word)
		if err != nil {
			return set, false
		}
		set, ok = set.Union(line), true
	}
	return set, ok
}
