package manifest

import (
	"slices"
	"strings"
)

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

// msbuildProperties are the properties that have been set, by their name in
// lower case.
type msbuildProperties map[string][]msbuildValue

// set makes the values those of the property.
func (p msbuildProperties) set(name string, values []msbuildValue) {
	p[strings.ToLower(name)] = bounded(values)
}

// add makes them possible values, beside those that the property has.
func (p msbuildProperties) add(name string, values []msbuildValue, condition string) {
	name = strings.ToLower(name)
	values = bounded(values)
	old, ok := p[name]
	switch {
	case !ok && targetProperties[name]:
		old = []msbuildValue{{{unset: true}}}
	case !ok:
		old = []msbuildValue{{{outside: true, missing: "it may be set from outside"}}}
	}
	out := slices.Clip(old)
	for _, v := range values {
		v = slices.Clone(v)
		for i := range v {
			v[i].condition = joinConditions(v[i].condition, condition)
		}
		out = append(out, v)
	}
	if len(out) > maxMSBuildValues {
		out = append(slices.Clone(out[:maxMSBuildValues-1]), tooMany(out[maxMSBuildValues-1]))
	}
	p[name] = out
}

// tooMany stands for the values beyond the limit.
func tooMany(v msbuildValue) msbuildValue {
	piece := msbuildPiece{missing: "it depends on too many conditions"}
	if len(v) > 0 {
		piece.at = v[0].at
	}
	return msbuildValue{piece}
}

// bounded replaces values that are too long by one that says so.
func bounded(values []msbuildValue) []msbuildValue {
	for i, v := range values {
		size := 0
		for _, piece := range v {
			size += len(piece.text)
		}
		if len(v) > maxMSBuildPieces || size > maxMSBuildText {
			values[i] = msbuildValue{{at: v[0].at, missing: "the value grows beyond reason"}}
		}
	}
	return values
}

// one returns the property's text if it has one that is known: the last
// possible one.
func (p msbuildProperties) one(name string) string {
	values := p[strings.ToLower(name)]
	for i := len(values) - 1; i >= 0; i-- {
		if text, known := values[i].text(); known && text != "" {
			return strings.TrimSpace(text)
		}
	}
	return ""
}

// joinConditions is the condition under which both hold.
func joinConditions(a, b string) string {
	switch {
	case a == "" || strings.Contains(b, a):
		return b
	case b == "" || strings.Contains(a, b):
		return a
	case len(a)+len(b) > 512:
		return a
	}
	return a + " and " + b
}

// targetProperties are the properties that a build takes from its project. That
// nobody has set them so far means that they are empty, whereas any other
// property may come from the environment or the command line.
var targetProperties = map[string]bool{
	"targetframework": true, "targetframeworks": true, "targetframeworkversion": true, "targetframeworkidentifier": true,
	"targetframeworkprofile": true, "targetframeworkmoniker": true, "runtimeframeworkversion": true,
	"outputtype": true, "istestproject": true, "projecttypeguids": true, "clrsupport": true,
}

// expand replaces the $(...) of a text. at is the text's place in f; if it holds
// fewer or more bytes than the text, because the file writes it with entities,
// every piece gets the whole place. self is the property being set: that a value
// is made from its own earlier one is no step on a way.
func (p *msbuildProject) expand(f *File, text string, at Span, self string) []msbuildValue {
	exact := at.End-at.Start == len(text)
	place := func(from, to int) Place {
		if exact {
			return f.At(at.Start+from, at.Start+to)
		}
		return f.At(at.Start, at.End)
	}
	if strings.IndexByte(text, '(') < 0 {
		return []msbuildValue{{{text: text, at: place(0, len(text))}}}
	}
	values := []msbuildValue{nil}
	add := func(next []msbuildValue) {
		if len(next) == 1 {
			for i := range values {
				p.work += len(next[0])
				values[i] = append(values[i], next[0]...)
			}
			return
		}
		var out []msbuildValue
		for _, v := range values {
			for _, n := range next {
				p.work += len(v) + len(n)
				if len(out) == maxMSBuildValues {
					out[len(out)-1] = tooMany(v)
					break
				}
				out = append(out, append(slices.Clip(v), n...))
			}
		}
		values = out
	}
	for from := 0; from < len(text); {
		if p.work > maxMSBuildWork || len(values[0]) > maxMSBuildPieces {
			return []msbuildValue{{{at: place(0, len(text)), missing: "the value grows beyond reason"}}}
		}
		open := strings.IndexByte(text[from:], '(')
		if open < 1 || !strings.ContainsRune("$@%", rune(text[from+open-1])) {
			end := len(text)
			if open >= 0 {
				end = from + open + 1
			}
			add([]msbuildValue{{{text: text[from:end], at: place(from, end)}}})
			from = end
			continue
		}
		mark := from + open - 1
		if mark > from {
			add([]msbuildValue{{{text: text[from:mark], at: place(from, mark)}}})
		}
		end := closingParenthesis(text, mark+1)
		if text[mark] != '$' {
			add([]msbuildValue{{{text: text[mark:end], at: place(mark, end), missing: "items are not evaluated"}}})
		} else {
			add(p.reference(f, text[mark:end], place(mark, end), self))
		}
		from = end
	}
	return values
}

// closingParenthesis returns the index behind the parenthesis that closes the one at open.
func closingParenthesis(text string, open int) int {
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// reference is what one $(...) stands for.
func (p *msbuildProject) reference(f *File, text string, use Place, self string) []msbuildValue {
	inner := strings.TrimSpace(strings.TrimSuffix(text[2:], ")"))
	if !isMSBuildName(inner) {
		if result, ok := p.function(f, inner); ok {
			return []msbuildValue{{{text: result, at: use}}}
		}
		return []msbuildValue{{{text: text, at: use, missing: text + " is computed during the build"}}}
	}
	if result, ok := p.reserved(f, inner); ok {
		return []msbuildValue{{{text: result, at: use}}}
	}
	name := strings.ToLower(inner)
	values, ok := p.properties[name]
	switch {
	case !ok && (targetProperties[name] || strings.EqualFold(inner, self)):
		return []msbuildValue{{{at: use, unset: true}}}
	case !ok:
		return []msbuildValue{{{text: text, at: use, missing: p.undefined(inner)}}}
	case strings.EqualFold(inner, self):
		return values
	}
	out := make([]msbuildValue, len(values))
	for i, v := range values {
		out[i] = slices.Clone(v)
		for j := range v {
			if len(v[j].via) < maxMSBuildVia {
				out[i][j].via = append([]Place{use}, v[j].via...)
			}
		}
	}
	return out
}

// undefined says why a property that nobody sets has no value.
func (p *msbuildProject) undefined(name string) string {
	switch {
	case strings.HasPrefix(name, "Bundled"), strings.HasPrefix(name, "NETCore"), strings.HasPrefix(name, "MSBuild"):
		return "property " + name + " comes from the SDK that builds"
	case p.alone:
		return "property " + name + " is not set in this file; it may be in Directory.Build.props or an imported file"
	case len(p.lost) > 0:
		return "property " + name + " is set nowhere in the tree; " + p.lost[0] + ", which is imported, is not in it"
	}
	return "property " + name + " is set nowhere in the tree"
}

func isMSBuildName(text string) bool {
	for i, c := range []byte(text) {
		if !isASCIILetter(c) && c != '_' && (i == 0 || (c < '0' || c > '9') && c != '-') {
			return false
		}
	}
	return text != ""
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
