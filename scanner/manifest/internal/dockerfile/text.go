package dockerfile

import "strings"

// A Text is a word after its variables have been replaced, with where each part
// of it comes from.
type Text struct {
	Value  string
	Pieces []Piece
	// Holes are where something is missing.
	Holes []Hole
}

// A Piece is a part of a text that comes from one place.
type Piece struct {
	Value string
	// Span is the literal that gives it; it is longer than the value where that
	// is written with escapes.
	Span
	// Uses are the places through which it came, the use first; none for what
	// stands in the word itself.
	Uses []Span
}

// A Hole is a place in a text where something is missing.
type Hole struct {
	At int // offset in the value
	// Variable is the variable without a value; "" for what a shell computes.
	Variable string
}

// Variables are the values of ARG and ENV by name. A variable that has no value
// is not there.
type Variables map[string]Text

// bounds of an expanded word: a value may use others many times over.
const (
	maxText   = 4096
	maxPieces = 64
	maxUses   = 16
)

func (t *Text) full() bool { return len(t.Value) > maxText || len(t.Pieces) >= maxPieces }

func (t *Text) add(p Piece) {
	if p.Value == "" || t.full() {
		return
	}
	t.Value += p.Value
	if n := len(t.Pieces); n > 0 && len(p.Uses) == 0 {
		last := &t.Pieces[n-1]
		if len(last.Uses) == 0 && last.End == p.Start && last.isPlain() && p.isPlain() {
			last.Value += p.Value
			last.End = p.End
			return
		}
	}
	t.Pieces = append(t.Pieces, p)
}

// isPlain reports whether bytes of the value stand one by one in the file.
func (p *Piece) isPlain() bool { return p.End-p.Start == len(p.Value) }

func (t *Text) hole(variable string) {
	if len(t.Holes) < maxPieces {
		t.Holes = append(t.Holes, Hole{len(t.Value), variable})
	}
}

// splice adds another text, which came by a use at use.
func (t *Text) splice(other *Text, use Span) {
	for _, h := range other.Holes {
		if len(t.Holes) < maxPieces {
			t.Holes = append(t.Holes, Hole{len(t.Value) + h.At, h.Variable})
		}
	}
	for _, p := range other.Pieces {
		uses := make([]Span, 1, 1+len(p.Uses))
		uses[0] = use
		if len(p.Uses) < maxUses {
			uses = append(uses, p.Uses...)
		}
		t.add(Piece{p.Value, p.Span, uses})
	}
}

// Slice returns the part of the text between two offsets of its value.
func (t *Text) Slice(start, end int) Text {
	out := Text{Value: t.Value[start:end]}
	offset := 0
	for _, p := range t.Pieces {
		from, to := max(start-offset, 0), min(end-offset, len(p.Value))
		if from < to {
			cut := Piece{p.Value[from:to], p.Span, p.Uses}
			if p.isPlain() {
				cut.Span = Span{p.Start + from, p.Start + to}
			}
			out.Pieces = append(out.Pieces, cut)
		}
		offset += len(p.Value)
	}
	for _, h := range t.Holes {
		if h.At >= start && h.At <= end {
			out.Holes = append(out.Holes, Hole{h.At - start, h.Variable})
		}
	}
	return out
}

// Source returns where the bytes of the value between two offsets come from, and
// the uses through which they came. ok is false if no one place gives them all.
func (t *Text) Source(start, end int) (at Span, uses []Span, ok bool) {
	s := t.Slice(start, end)
	switch {
	case len(s.Pieces) == 1:
		return s.Pieces[0].Span, s.Pieces[0].Uses, true
	case len(s.Pieces) == 0:
		return Span{}, nil, false
	}
	// Pieces that follow each other in one literal, split by an escape.
	first, last := s.Pieces[0], s.Pieces[len(s.Pieces)-1]
	for _, p := range s.Pieces {
		if len(p.Uses) > 0 {
			return Span{}, nil, false
		}
	}
	return Span{first.Start, last.End}, nil, first.Start < last.End
}

// Touches returns the hole that borders on, or lies in, the bytes of the value
// between two offsets.
func (t *Text) Touches(start, end int) (Hole, bool) {
	for _, h := range t.Holes {
		if h.At >= start && h.At <= end {
			return h, true
		}
	}
	return Hole{}, false
}

// Expand replaces variables, and takes away quotes and escapes.
func (w *Word) Expand(variables Variables) Text {
	e := expander{raw: w.Raw, at: w.Start, escape: w.escape, shell: w.shell, variables: variables}
	e.run(0)
	if w.End-w.Start != len(w.Raw) {
		for i := range e.out.Pieces {
			if len(e.out.Pieces[i].Uses) == 0 {
				e.out.Pieces[i].Span = w.Span
			}
		}
	}
	return e.out
}

// Value is the text that a variable gets whose value is known.
func Value(value string, at Span) Text {
	return Text{Value: value, Pieces: []Piece{{Value: value, Span: at}}}
}

// expander expands one word.
type expander struct {
	raw       []byte
	i         int
	at        int // of raw in the file
	escape    byte
	shell     bool
	variables Variables
	quoted    bool // in double quotes
	out       Text
}

func (e *expander) literal(start, end int) {
	value := string(e.raw[start:end])
	if strings.IndexByte(value, 0) >= 0 {
		value = strings.ReplaceAll(value, "\x00", "")
	}
	e.out.add(Piece{Value: value, Span: Span{e.at + start, e.at + end}})
}

// run expands up to a byte outside of quotes, or to the end if stop is 0.
func (e *expander) run(stop byte) {
	for e.i < len(e.raw) && !e.out.full() {
		switch c := e.raw[e.i]; {
		case c == stop && stop != 0 && !e.quoted:
			return
		case c == e.escape && c != 0:
			e.escaped()
		case c == '"':
			e.quoted = !e.quoted
			e.i++
		case c == '\'' && !e.quoted:
			end := skip(e.raw, e.i, 0)
			inner := end
			if end-e.i >= 2 && e.raw[end-1] == '\'' {
				inner--
			}
			e.literal(e.i+1, inner)
			e.i = end
		case c == '`' && e.shell:
			e.i = wordEnd(e.raw, e.i, 0)
			e.out.hole("")
		case c == '$' && e.i+1 < len(e.raw):
			e.dollar()
		default:
			start := e.i
			for e.i++; e.i < len(e.raw) && !e.special(e.raw[e.i], stop); e.i++ {
			}
			e.literal(start, e.i)
		}
	}
}

func (e *expander) special(c, stop byte) bool {
	return c == '$' || c == '"' || c == '\'' || c == '`' || c == e.escape || c == stop
}

// escaped reads an escape. In double quotes only some bytes can be escaped.
func (e *expander) escaped() {
	start := e.i
	e.i = min(e.i+2, len(e.raw))
	if e.i-start < 2 {
		return
	}
	if c := e.raw[start+1]; e.quoted && c != '"' && c != '$' && c != e.escape {
		e.literal(start, e.i)
		return
	}
	e.literal(start+1, e.i)
}
