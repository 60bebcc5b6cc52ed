package manifest

import (
	"strconv"
	"strings"
)

// A dockerVariable is the value of an ARG or ENV with the literal that gives it.
type dockerVariable struct {
	text string
	at   Span // zero: set without a default, or built of other variables
	set  bool
}

// A dockerPiece is a part of an expanded text with where it comes from.
type dockerPiece struct {
	text     string
	at       Span
	variable Span // the use, if it comes from a variable's literal
}

// A dockerText is a text after expansion.
type dockerText struct {
	text   string
	pieces []dockerPiece
	// unset is the first variable without a value.
	unset string
}

// maxDockerText bounds an expanded word: a value may use others many times over.
const maxDockerText = 4096

// expand replaces $X, ${X}, ${X:-d}, ${X-d} and ${X:+y} in a word.
func expand(word dockerWord, variables map[string]dockerVariable) dockerText {
	var out dockerText
	text, at := word.text, word.at.Start
	if word.at.End-word.at.Start == len(text)+2 {
		at++ // the quotes around it
	}
	add := func(p dockerPiece) {
		out.pieces = append(out.pieces, p)
		out.text += p.text
	}
	for text != "" {
		if len(out.text) > maxDockerText {
			out.unset = "of more than " + strconv.Itoa(maxDockerText) + " bytes"
			break
		}
		i := strings.IndexByte(text, '$')
		if i < 0 || i+1 == len(text) {
			add(dockerPiece{text: text, at: Span{at, at + len(text)}})
			break
		}
		if i > 0 {
			add(dockerPiece{text: text[:i], at: Span{at, at + i}})
		}
		size, name, op, other := variableUse(text[i:])
		use := Span{at + i, at + i + size}
		v := variables[name]
		switch {
		case size == 0:
			size = 1
			add(dockerPiece{text: "$", at: Span{use.Start, use.Start + 1}})
		case op == "+":
			if v.set {
				add(dockerPiece{text: other, at: use})
			}
		case v.set && v.text != "" || v.set && op != ":-":
			literal := v.at
			if literal == (Span{}) {
				literal = use
			}
			add(dockerPiece{text: v.text, at: literal, variable: use})
		case strings.HasSuffix(op, "-"):
			start := use.End - 1 - len(other)
			add(dockerPiece{text: other, at: Span{start, start + len(other)}})
		case out.unset == "":
			out.unset = name
		}
		text, at = text[i+size:], at+i+size
	}
	return out
}

// variableUse reads a use of a variable at the start of text; size 0 means that
// it is none.
func variableUse(text string) (size int, name, op, other string) {
	if text[1] != '{' {
		end := 1
		for end < len(text) && isNameByte(text[end]) && text[end] < 0x80 {
			end++
		}
		if end == 1 {
			return 0, "", "", ""
		}
		return end, text[1:end], "", ""
	}
	end := strings.IndexByte(text, '}')
	if end < 0 {
		return 0, "", "", ""
	}
	inner := text[2:end]
	i := strings.IndexAny(inner, ":-+?#%/")
	if i < 0 {
		return end + 1, inner, "", ""
	}
	name, rest := inner[:i], inner[i:]
	for _, o := range []string{":-", ":+", "-", "+"} {
		if after, ok := strings.CutPrefix(rest, o); ok {
			return end + 1, name, strings.Replace(o, ":+", "+", 1), after
		}
	}
	return end + 1, name, "", ""
}

// place finds where the bytes from start to end of the expanded text come from:
// a literal, and the uses through which it came. Where they are put together of
// several, it is the whole word.
func (t *dockerText) place(f *File, start, end int, whole Span) (at Place, via []Place) {
	offset := 0
	for _, p := range t.pieces {
		if start >= offset && end <= offset+len(p.text) {
			if p.at.End-p.at.Start == len(p.text) {
				at = f.At(p.at.Start+start-offset, p.at.Start+end-offset)
			} else {
				at = f.At(p.at.Start, p.at.End)
			}
			if p.variable != (Span{}) {
				via = []Place{f.At(p.variable.Start, p.variable.End)}
			}
			return at, via
		}
		offset += len(p.text)
	}
	return f.At(whole.Start, whole.End), nil
}
