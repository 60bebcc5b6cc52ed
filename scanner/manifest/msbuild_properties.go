package manifest

import (
	"slices"
	"strings"
)

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
	values := []msbuildValue{make(msbuildValue, 0, min(2*strings.Count(text, "(")+1, maxMSBuildVia))}
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
