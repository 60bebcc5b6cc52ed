package manifest

import (
	"strconv"
	"strings"
)

// pythonValues evaluates expressions that are built of literals, and of names
// that are assigned such expressions once: concatenation, f-strings, the %
// operator and str.format.
type pythonValues struct {
	f      *File
	tokens []pythonToken
	// assigned has the token at which a name's value begins; -1 if it may have
	// several.
	assigned map[string]int
	steps    int
}

func newPythonValues(f *File) *pythonValues {
	p := &pythonValues{f: f, tokens: pythonTokens(f.Data), assigned: map[string]int{}}
	for i, t := range p.tokens {
		if t.kind == 'n' {
			p.note(i)
		}
	}
	return p
}

// note notes what the name at token i is bound to.
func (p *pythonValues) note(i int) {
	t := p.tokens[i]
	self := i > 1 && p.is(i-1, '.') && p.tokens[i-2].text == "self" && p.tokens[i-2].first
	switch {
	case t.text == "def" || t.text == "for" || t.text == "foreach" || t.text == "lambda" || t.text == "import" || t.text == "as":
		for i++; i < len(p.tokens) && !p.is(i, ':') && !p.tokens[i].first && p.tokens[i].text != "in"; i++ {
			if p.tokens[i].kind == 'n' {
				p.assigned[p.tokens[i].text] = -1
			}
		}
	case !t.first && !self:
	case p.is(i+1, '=') && !p.is(i+2, '='):
		if _, again := p.assigned[t.text]; again {
			p.assigned[t.text] = -1
		} else {
			p.assigned[t.text] = i + 2
		}
	case p.is(i+2, '=') && !p.is(i+1, '=') && !p.is(i+1, '!') && !p.is(i+1, '.'), p.is(i+1, ','):
		p.assigned[t.text] = -1
	}
}

func (p *pythonValues) is(i int, kind byte) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].kind == kind
}

// statementEnd returns the token behind the statement of which i is a part.
func (p *pythonValues) statementEnd(i int) int {
	for i < len(p.tokens) && !p.tokens[i].first && !p.is(i, ';') {
		i++
	}
	return i
}

// operandEnd returns the token that ends the expression which begins at i: a
// comma, or a bracket that closes more than the expression opens.
func (p *pythonValues) operandEnd(i, end int) int {
	for depth := 0; i < end; i++ {
		switch p.tokens[i].kind {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return i
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return end
}

// closing returns the token of the bracket that closes the one at i.
func (p *pythonValues) closing(i, end int) int {
	for i++; i < end; i++ {
		if i = p.operandEnd(i, end); !p.is(i, ',') {
			break
		}
	}
	return min(i, end)
}

// value evaluates the expression between two tokens.
func (p *pythonValues) value(i, end, depth int) spliced {
	var out spliced
	for i < end {
		if p.steps++; p.steps > maxPythonSteps || depth > maxSplicedLevels {
			out.gap(p.f.Data, p.span(i, end), computedByProgram)
			return out
		}
		t := p.tokens[i]
		switch {
		case t.kind == 's':
			i = p.text(&out, i, end, depth)
		case t.kind == 'n':
			name := i
			if t.text == "self" && p.is(i+1, '.') && i+2 < end {
				name = i + 2
			}
			if next := name + 1; next < end && !p.is(next, '+') && !p.is(next, 's') {
				out.gap(p.f.Data, p.span(i, end), computedByProgram)
				return out
			}
			p.name(&out, p.tokens[name].text, p.span(i, name+1), depth)
			i = name + 1
		case t.kind == '+':
			i++
		case t.kind == '(' && p.closing(i, end) == end-1:
			i, end = i+1, end-1
		default:
			out.gap(p.f.Data, p.span(i, end), computedByProgram)
			return out
		}
	}
	return out
}

func (p *pythonValues) span(i, end int) Span {
	return Span{p.tokens[i].at.Start, p.tokens[max(i, end-1)].at.End}
}

// name adds the value of a name that is used at a span.
func (p *pythonValues) name(out *spliced, name string, use Span, depth int) {
	i, known := p.assigned[name]
	switch {
	case !known:
		out.gap(p.f.Data, use, name+" has no literal value in this file")
	case i < 0:
		out.gap(p.f.Data, use, name+" may have several values")
	default:
		out.value(p.value(i, p.statementEnd(i), depth+1), use)
	}
}

// text adds the string at token i with what is put into its holes, and returns
// the token behind it.
func (p *pythonValues) text(out *spliced, i, end, depth int) int {
	t := &p.tokens[i]
	switch {
	case t.format:
		p.fill(out, t, '{', func(hole string, at Span) {
			if name, _, _ := strings.Cut(strings.TrimPrefix(hole, "self."), "!"); isPlainName(name) {
				p.name(out, name, at, depth)
			} else {
				out.gap(p.f.Data, at, computedByProgram)
			}
		})
		return i + 1
	case p.is(i+1, '%') && i+2 < end:
		args := p.arguments(i+2, end)
		if p.is(i+2, '(') {
			args = p.arguments(i+3, p.closing(i+2, end))
		}
		p.fill(out, t, '%', func(_ string, at Span) { args = p.argument(out, args, at, depth) })
		return end
	case p.is(i+1, '.') && i+3 < end && p.tokens[i+2].text == "format" && p.is(i+3, '('):
		inner := p.closing(i+3, end)
		all := p.arguments(i+4, inner)
		rest := all
		p.fill(out, t, '{', func(hole string, at Span) {
			if hole == "" {
				rest = p.argument(out, rest, at, depth)
				return
			}
			p.argument(out, p.chosen(all, hole), at, depth)
		})
		return inner + 1
	case t.text == string(p.f.Data[t.at.Start:t.at.End]):
		out.literal(p.f.Data, t.at)
	default:
		out.written(t.text, t.at)
	}
	return i + 1
}

// arguments are the expressions between two tokens that commas separate.
func (p *pythonValues) arguments(i, end int) []Span {
	var out []Span
	for i < end && len(out) < maxSplices {
		next := p.operandEnd(i, end)
		out = append(out, Span{i, next})
		i = next + 1
	}
	return out
}

// chosen are the arguments of format from the one on that a hole names.
func (p *pythonValues) chosen(args []Span, hole string) []Span {
	if n, err := strconv.Atoi(hole); err == nil && n >= 0 && n < len(args) {
		return args[n:]
	}
	for _, a := range args {
		if p.tokens[a.Start].text == hole && p.is(a.Start+1, '=') {
			return []Span{{a.Start + 2, a.End}}
		}
	}
	return nil
}

// argument adds the first of the arguments and returns the others.
func (p *pythonValues) argument(out *spliced, args []Span, use Span, depth int) []Span {
	if len(args) == 0 || args[0].Start >= args[0].End {
		out.gap(p.f.Data, use, computedByProgram)
		return nil
	}
	out.value(p.value(args[0].Start, args[0].End, depth+1), use)
	return args[1:]
}

// fill adds the text of a string and calls hole for what stands in braces, or for
// %s and %d.
func (p *pythonValues) fill(out *spliced, t *pythonToken, mark byte, hole func(name string, at Span)) {
	data, start := p.f.Data, t.at.Start
	for i := t.at.Start; i < t.at.End; i++ {
		if data[i] != mark || i+1 == t.at.End {
			continue
		}
		out.literal(data, Span{start, i})
		end := i + 2
		switch {
		case data[i+1] == mark: // doubled, it stands for itself
			out.literal(data, Span{i + 1, end})
		case mark == '%':
			hole("", Span{i, end})
		default:
			for end = i + 1; end < t.at.End && data[end] != '}'; end++ {
			}
			hole(string(data[i+1:end]), Span{i, min(end+1, t.at.End)})
			end = min(end+1, t.at.End)
		}
		start, i = end, end-1
	}
	out.literal(data, Span{start, t.at.End})
}

// isPlainName reports whether a text is a name of a variable.
func isPlainName(text string) bool {
	if text == "" || !isNameStart(text[0]) {
		return false
	}
	for i := range len(text) {
		if !isNameByte(text[i]) {
			return false
		}
	}
	return true
}
