package manifest

// A spliced text is put together of literals and the values of variables. It
// knows of each of its bytes where that stands in the file, so that a version
// found in it points at the literal that a person must edit.
type spliced struct {
	text   string
	pieces []splice
}

// A splice is a part of a spliced text.
type splice struct {
	size int
	at   Span
	uses []Span // the places through which it came, the use first
	// missing says why the part is not known; its text is then what stands in its
	// place.
	missing string
}

// bounds of a spliced text: a variable may hold others many times over.
const (
	maxSpliced       = 4096
	maxSplices       = 64
	maxSplicedUses   = 16
	maxSplicedLevels = 16
)

// literalSplice is the text that stands at a span.
func literalSplice(f *File, at Span) spliced {
	var s spliced
	s.literal(f.Data, at)
	return s
}

func (s *spliced) add(text string, p splice) {
	if text == "" || len(s.text) > maxSpliced || len(s.pieces) >= maxSplices {
		return
	}
	p.size = len(text)
	s.text += text
	if n := len(s.pieces); n > 0 {
		last := &s.pieces[n-1]
		if last.plain() && p.plain() && last.at.End == p.at.Start {
			last.size += p.size
			last.at.End = p.at.End
			return
		}
	}
	s.pieces = append(s.pieces, p)
}

// plain reports whether a part stands in the text itself, byte by byte.
func (p *splice) plain() bool {
	return len(p.uses) == 0 && p.missing == "" && p.at.End-p.at.Start == p.size
}

// literal adds what stands at a span.
func (s *spliced) literal(data []byte, at Span) {
	if at.End-at.Start > maxSpliced {
		at.End = at.Start + maxSpliced
	}
	s.add(string(data[at.Start:at.End]), splice{at: at})
}

// written adds what stands at a span in other bytes: with escapes.
func (s *spliced) written(text string, at Span) { s.add(text, splice{at: at}) }

// value adds the value of a variable that is used at a span.
func (s *spliced) value(v spliced, use Span) {
	at := 0
	for _, p := range v.pieces {
		uses := append(make([]Span, 0, 1+len(p.uses)), use)
		if len(p.uses) < maxSplicedUses {
			uses = append(uses, p.uses...)
		}
		text := v.text[at : at+p.size]
		at += p.size
		s.add(text, splice{at: p.at, uses: uses, missing: p.missing})
	}
}

// gap adds a use of something that is not known, as written.
func (s *spliced) gap(data []byte, use Span, why string) {
	s.add(string(data[use.Start:use.End]), splice{at: use, missing: why})
}

// cut returns a part of the text.
func (s spliced) cut(start, end int) spliced {
	out := spliced{text: s.text[start:end]}
	offset := 0
	for _, p := range s.pieces {
		from, to := max(start-offset, 0), min(end-offset, p.size)
		offset += p.size
		if from >= to {
			continue
		}
		if p.at.End-p.at.Start == p.size {
			p.at = Span{p.at.Start + from, p.at.Start + to}
		}
		p.size = to - from
		out.pieces = append(out.pieces, p)
	}
	return out
}

// missing says why the text is not known; "" if it is.
func (s spliced) missing() string {
	for _, p := range s.pieces {
		if p.missing != "" {
			return p.missing
		}
	}
	return ""
}

// place is where the text comes from and through which uses, if it is one place;
// else where the uses and literals stand side by side.
func (s spliced) place(f *File) (at Place, via []Place) {
	if len(s.pieces) == 0 {
		return f.At(0, 0), nil
	}
	first := s.pieces[0]
	if len(s.pieces) == 1 {
		for _, use := range first.uses {
			via = append(via, f.At(use.Start, use.End))
		}
		return f.At(first.at.Start, first.at.End), via
	}
	start, end := first.outer().Start, first.outer().End
	for _, p := range s.pieces {
		start, end = min(start, p.outer().Start), max(end, p.outer().End)
	}
	return f.At(start, end), nil
}

// outer is where a part stands in the text: its use, if it came by one.
func (p *splice) outer() Span {
	if len(p.uses) > 0 {
		return p.uses[0]
	}
	return p.at
}

// join adds another text of the same line.
func (s *spliced) join(other spliced) {
	at := 0
	for _, p := range other.pieces {
		s.add(other.text[at:at+p.size], p)
		at += p.size
	}
}
