package manifest

import "strings"

// A msbuildValue is one value that a property may have. A property has more than one
// where a condition can't be decided, because the build machine decides it. What a value
// is made of is not copied: it leads to the values that it was made from, until somebody
// asks for the pieces.
type msbuildValue struct {
	text  string // as a whole, whether it is known or not
	parts []msbuildPart
	size  int32 // the number of pieces
	depth int32 // of the values that it is made of

	missing bool // a piece is
	unset   bool // a piece is
	outside bool // its only piece is
}

// A msbuildPiece is a piece of a value, with the literal that it comes from.
type msbuildPiece struct {
	text      string
	at        Place
	via       []Place // the uses that lead to the literal, the use first
	condition string  // under which it holds, beyond what can be decided
	// missing says why the text is not known.
	missing string
	// unset marks the empty text of a property that nobody has set so far: it is
	// equal to '', but a build may set it from outside.
	unset bool
	// outside marks the unknown text of a property for which the files give a
	// default that may or may not apply.
	outside bool
}

// A msbuildPart is a piece, or stands for the pieces of another value: where it is used
// at a place, they are led to by way of that, and they hold under its condition too.
type msbuildPart struct {
	piece     *msbuildPiece
	of        *msbuildValue
	use       Place
	condition string
}

const (
	// maxMSBuildValues bounds the values that undecidable conditions pile up.
	maxMSBuildValues = 32
	// maxMSBuildPieces bounds a value's length, which could double with every
	// assignment.
	maxMSBuildPieces = 512
	maxMSBuildText   = 64 << 10
	maxMSBuildVia    = 16
	maxMSBuildDepth  = 64 // of values made of others before the pieces are copied
	// maxMSBuildWork bounds the pieces that values of one project are made of.
	maxMSBuildWork = 1 << 17
)

// literalValue is a value of one piece.
func literalValue(piece msbuildPiece) msbuildValue {
	var v msbuildValue
	v.append(&piece)
	v.text = piece.text
	return v
}

func (v *msbuildValue) known() bool { return !v.missing }

// first is where the first piece stands.
func (v *msbuildValue) first() Place {
	for len(v.parts) > 0 {
		part := &v.parts[0]
		if part.of == nil {
			return part.piece.at
		}
		v = part.of
	}
	return Place{}
}

// append appends a piece; join is called when there are no more.
func (v *msbuildValue) append(piece *msbuildPiece) {
	v.size++
	v.missing = v.missing || piece.missing != ""
	v.unset = v.unset || piece.unset
	v.outside = v.size == 1 && piece.outside
	v.parts = append(v.parts, msbuildPart{piece: piece})
}

// link appends the pieces of another value.
func (v *msbuildValue) link(of *msbuildValue, use Place, condition string) {
	v.size += of.size
	v.depth = max(v.depth, of.depth+1)
	v.missing = v.missing || of.missing
	v.unset = v.unset || of.unset
	v.outside = v.size == of.size && of.outside
	v.parts = append(v.parts, msbuildPart{of: of, use: use, condition: condition})
}

// join makes the text of the parts, if it is not too long.
func (v *msbuildValue) join() bool {
	size := 0
	for i := range v.parts {
		size += len(v.parts[i].text())
	}
	if v.size > maxMSBuildPieces || size > maxMSBuildText {
		return false
	}
	if len(v.parts) == 1 {
		v.text = v.parts[0].text()
	} else {
		var b strings.Builder
		b.Grow(size)
		for i := range v.parts {
			b.WriteString(v.parts[i].text())
		}
		v.text = b.String()
	}
	if v.depth > maxMSBuildDepth {
		pieces := v.item()
		v.parts, v.depth = make([]msbuildPart, len(pieces)), 0
		for i := range pieces {
			v.parts[i].piece = &pieces[i]
		}
	}
	return true
}

func (part *msbuildPart) text() string {
	if part.of != nil {
		return part.of.text
	}
	return part.piece.text
}

// pieces appends the pieces of a value.
func (v *msbuildValue) pieces(out []msbuildPiece) []msbuildPiece {
	for i := range v.parts {
		part := &v.parts[i]
		if part.of == nil {
			out = append(out, *part.piece)
			continue
		}
		from := len(out)
		out = part.of.pieces(out)
		for j := from; j < len(out); j++ {
			piece := &out[j]
			piece.condition = joinConditions(piece.condition, part.condition)
			if part.use.File != nil && len(piece.via) < maxMSBuildVia {
				piece.via = append([]Place{part.use}, piece.via...)
			}
		}
	}
	return out
}

// under is the value where a condition holds.
func (v *msbuildValue) under(condition string) msbuildValue {
	var out msbuildValue
	out.link(v, Place{}, condition)
	out.join()
	return out
}

// A msbuildItem is a value in pieces, or what stands in it between semicolons.
type msbuildItem []msbuildPiece

func (v *msbuildValue) item() msbuildItem { return v.pieces(make([]msbuildPiece, 0, v.size)) }

// split cuts a value at its semicolons. The pieces of an item are trimmed.
func (v *msbuildValue) split() []msbuildItem {
	var out []msbuildItem
	var item msbuildItem
	flush := func() {
		if item = item.trim(); len(item) > 0 {
			out = append(out, item)
		}
		item = nil
	}
	for _, piece := range v.item() {
		if piece.missing != "" {
			item = append(item, piece)
			continue
		}
		exact := piece.at.End-piece.at.Start == len(piece.text)
		for from := 0; ; {
			size := strings.IndexByte(piece.text[from:], ';')
			end := from + size
			if size < 0 {
				end = len(piece.text)
			}
			part := piece
			part.text = piece.text[from:end]
			if exact {
				part.at.Span = Span{piece.at.Start + from, piece.at.Start + end}
			}
			item = append(item, part)
			if size < 0 {
				break
			}
			flush()
			from = end + 1
		}
	}
	flush()
	return out
}

// trim drops white space at both ends and pieces that are empty.
func (v msbuildItem) trim() msbuildItem {
	const blanks = " \t\r\n"
	for len(v) > 0 && v[0].missing == "" {
		text := strings.TrimLeft(v[0].text, blanks)
		if exact := v[0].at.End-v[0].at.Start == len(v[0].text); exact {
			v[0].at.Start += len(v[0].text) - len(text)
		}
		if v[0].text = text; text != "" {
			break
		}
		v = v[1:]
	}
	for len(v) > 0 && v[len(v)-1].missing == "" {
		last := &v[len(v)-1]
		text := strings.TrimRight(last.text, blanks)
		if exact := last.at.End-last.at.Start == len(last.text); exact {
			last.at.End -= len(last.text) - len(text)
		}
		if last.text = text; text != "" {
			break
		}
		v = v[:len(v)-1]
	}
	return v
}

// merged makes one piece of an item: its whole text, at the literal that a
// person would edit, which is the last one with a digit (net$(Version)).
func (v msbuildItem) merged() msbuildPiece {
	switch len(v) {
	case 0:
		return msbuildPiece{}
	case 1:
		return v[0]
	}
	main := 0
	for i := range v {
		if strings.ContainsAny(v[i].text, "0123456789") {
			main = i
		}
	}
	out := v[main]
	out.text = ""
	for i := range v {
		out.text += v[i].text
		out.condition = joinConditions(v[i].condition, out.condition)
		out.outside = out.outside || v[i].outside
		if out.missing == "" && v[i].missing != "" {
			out.missing, out.at, out.via = v[i].missing, v[i].at, v[i].via
		}
	}
	return out
}
