package dockerfile

import "bytes"

// A Span is a range of bytes of the file, the end excluded.
type Span struct{ Start, End int }

// A Word is a word of an instruction or of a shell line as it is written, quotes
// and escapes and all.
type Word struct {
	Raw []byte // bytes that are not there are NUL
	Span
	escape byte
	shell  bool // $(...) and backquotes run commands
}

// Literal is the word that a text of another kind of file makes, which knows no
// escapes. at is where it stands.
func Literal(text string, at Span) Word { return Word{Raw: []byte(text), Span: at} }

// Words splits the arguments at white space outside of quotes.
func (in *Instruction) Words() []Word {
	var out []Word
	text := in.Text
	for i := 0; ; {
		i = len(text) - len(trimLeft(text[i:]))
		if i == len(text) {
			return out
		}
		end := i
		for end < len(text) && !isSpace(text[end]) {
			end = skip(text, end, in.Escape)
		}
		out = append(out, in.word(i, end))
		i = end
	}
}

// Rest is the word that all arguments from an offset in the file on make up.
func (in *Instruction) Rest(at int) Word { return in.word(at-in.At, len(in.Text)) }

func (in *Instruction) word(start, end int) Word {
	return Word{Raw: in.Text[start:end], Span: Span{in.At + start, in.At + end}, escape: in.Escape}
}

// skip moves behind one byte, escaped byte or quoted text. A quote without end
// goes on to the end of the text.
func skip(text []byte, i int, escape byte) int {
	switch c := text[i]; {
	case c == escape && c != 0:
		return min(i+2, len(text))
	case c == '\'':
		if n := bytes.IndexByte(text[i+1:], '\''); n >= 0 {
			return i + n + 2
		}
		return len(text)
	case c == '"':
		for i++; i < len(text) && text[i] != '"'; i++ {
			if text[i] == escape && escape != 0 {
				i++
			}
		}
		return min(i+1, len(text))
	}
	return i + 1
}

// Inner is a word without the quotes around it: the text that a nested shell
// gets.
func (w *Word) Inner() Word {
	inner := *w
	if n := len(w.Raw); n >= 2 && (w.Raw[0] == '"' || w.Raw[0] == '\'') && w.Raw[n-1] == w.Raw[0] {
		inner.Raw, inner.Span = w.Raw[1:n-1], Span{w.Start + 1, w.End - 1}
	}
	return inner
}
