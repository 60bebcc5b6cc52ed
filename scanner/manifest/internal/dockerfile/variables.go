package dockerfile

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// dollar expands what begins with a dollar sign.
func (e *expander) dollar() {
	start := e.i
	switch next := e.raw[e.i+1]; {
	case next == '{':
		e.braces()
	case next == '(' && e.shell:
		e.i = substitutionEnd(e.raw, e.i+1, e.escape)
		e.out.hole("")
	default:
		e.i++
		name := e.name()
		if name == "" {
			e.literal(start, e.i)
			return
		}
		e.replace(name, Span{e.at + start, e.at + e.i})
	}
}

// name reads a variable's name: letters, digits and underscores, or digits alone,
// or one of the shell's special parameters.
func (e *expander) name() string {
	start := e.i
	if e.i < len(e.raw) && bytes.IndexByte([]byte("@*#?-$!"), e.raw[e.i]) >= 0 {
		e.i++
		return string(e.raw[start:e.i])
	}
	digits := e.i < len(e.raw) && isDigit(e.raw[e.i])
	for e.i < len(e.raw) && (isDigit(e.raw[e.i]) || !digits && isNameByte(e.raw[e.i])) {
		e.i++
	}
	return string(e.raw[start:e.i])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNameByte(c byte) bool {
	return c == '_' || isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// replace adds the value of a variable.
func (e *expander) replace(name string, use Span) {
	v, set := e.variables[name]
	if !set {
		e.out.hole(name)
		return
	}
	e.out.splice(&v, use)
}

// braces expands ${X}, ${X:-d}, ${X-d}, ${X:+y}, ${X+y}, ${X:?m}, ${X#p},
// ${X%p}, ${X/a/b}. What a shell has besides leaves a hole.
func (e *expander) braces() {
	start := e.i
	e.i += 2
	name := e.name()
	rest := e.raw[e.i:]
	end := substitutionEnd(e.raw, start+1, e.escape)
	use := Span{e.at + start, e.at + end}
	if name == "" || len(rest) == 0 || e.raw[end-1] != '}' {
		e.i = end
		e.out.hole("")
		return
	}
	v, set := e.variables[name]
	nonEmpty := set && (v.Value != "" || len(v.Holes) > 0)
	op := rest[0]
	if op == ':' && len(rest) > 1 {
		op = rest[1]
		set = nonEmpty
		e.i++
	}
	e.i++
	inner := e.raw[min(e.i, end):max(min(e.i, end), end-1)]
	switch op {
	case '}', '?':
		e.replace(name, use)
	case '-':
		if set {
			e.out.splice(&v, use)
		} else {
			e.nested(inner)
		}
	case '+':
		if set {
			e.nested(inner)
		}
	case '#', '%', '/':
		t, ok := edited(v, op, string(inner))
		if !set || !ok {
			e.out.hole(name)
			break
		}
		e.out.splice(&t, use)
	default:
		e.out.hole(name)
	}
	e.i = end
}

// nested expands the word inside of braces.
func (e *expander) nested(raw []byte) {
	inner := expander{raw: raw, at: e.at + e.i, escape: e.escape, shell: e.shell, variables: e.variables, out: e.out}
	inner.run(0)
	e.out = inner.out
}

// edited is a value without a prefix (#), without a suffix (%), or with a part
// replaced (/).
func edited(v Text, op byte, pattern string) (Text, bool) {
	if strings.ContainsAny(pattern, `$"'\`) || len(v.Holes) > 0 {
		return Text{}, false
	}
	if op == '/' {
		old, with, _ := strings.Cut(strings.TrimPrefix(pattern, "/"), "/")
		if strings.ContainsAny(pattern, "*?[") || old == "" {
			return Text{}, false
		}
		n := 1
		if pattern[0] == '/' {
			n = -1
		}
		value := strings.Replace(v.Value, old, with, n)
		out := Text{}
		out.add(Piece{Value: value, Span: v.whole()})
		return out, true
	}
	longest := pattern != "" && pattern[0] == op
	if longest {
		pattern = pattern[1:]
	}
	n := len(v.Value)
	for i := range n + 1 {
		cut := i
		if longest {
			cut = n - i
		}
		at := cut
		if op == '%' {
			at = n - cut
		}
		if at < n && !utf8.RuneStart(v.Value[at]) {
			continue
		}
		part := v.Value[:at]
		if op == '%' {
			part = v.Value[at:]
		}
		// A slash counts like any other byte in a shell's pattern.
		if ok, err := path.Match(pattern, strings.ReplaceAll(part, "/", "\x01")); err != nil {
			return Text{}, false
		} else if ok {
			if op == '%' {
				return v.Slice(0, n-cut), true
			}
			return v.Slice(cut, n), true
		}
	}
	return v, true
}

// whole is the span from the first piece's literal to the last's, if they are in
// order.
func (t *Text) whole() Span {
	if len(t.Pieces) == 0 {
		return Span{}
	}
	s := Span{t.Pieces[0].Start, t.Pieces[len(t.Pieces)-1].End}
	if s.End < s.Start {
		s = t.Pieces[0].Span
	}
	return s
}

// Assignment splits a word NAME=value at the first equals sign outside of
// quotes.
func (w *Word) Assignment() (name string, value Word, ok bool) {
	i := bytes.IndexByte(w.Raw, '=')
	if i <= 0 {
		return "", Word{}, false
	}
	for _, c := range w.Raw[:i] {
		if !isNameByte(c) {
			return "", Word{}, false
		}
	}
	value = *w
	value.Raw, value.Start = w.Raw[i+1:], w.Start+i+1
	return string(w.Raw[:i]), value, true
}
