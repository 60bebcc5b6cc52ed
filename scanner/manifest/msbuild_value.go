package manifest

import "strings"

// A msbuildValue is one value that a property may have: pieces of text, each
// with the literal it comes from. A property has more than one where a condition
// can't be decided, because the build machine decides it.
type msbuildValue []msbuildPiece

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

const (
	// maxMSBuildValues bounds the values that undecidable conditions pile up.
	maxMSBuildValues = 32
	// maxMSBuildPieces bounds a value's length, which could double with every
	// assignment.
	maxMSBuildPieces = 512
	maxMSBuildText   = 64 << 10
	maxMSBuildVia    = 16
	// maxMSBuildWork bounds the pieces that are copied for one project.
	maxMSBuildWork = 1 << 17
)

// text is the value as a whole; known is false if any piece is missing.
func (v msbuildValue) text() (text string, known bool) {
	if len(v) == 1 {
		return v[0].text, v[0].missing == ""
	}
	known = true
	var b strings.Builder
	for i := range v {
		b.WriteString(v[i].text)
		known = known && v[i].missing == ""
	}
	return b.String(), known
}

// split cuts a value at its semicolons. The pieces of an item are trimmed.
func (v msbuildValue) split() []msbuildValue {
	var out []msbuildValue
	var item msbuildValue
	flush := func() {
		if item = item.trim(); len(item) > 0 {
			out = append(out, item)
		}
		item = nil
	}
	for _, piece := range v {
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
func (v msbuildValue) trim() msbuildValue {
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
func (v msbuildValue) merged() msbuildPiece {
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
