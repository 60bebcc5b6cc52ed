package manifest

import (
	"slices"
	"strings"
)

// msbuildProperties are the properties that have been set, by their name in
// lower case.
type msbuildProperties map[string][]msbuildValue

// add makes values possible ones, beside those that the property has.
func (p msbuildProperties) add(name string, values []msbuildValue, condition string) {
	old, ok := p[name]
	switch {
	case !ok && targetProperties[name]:
		old = []msbuildValue{literalValue(msbuildPiece{unset: true})}
	case !ok:
		old = []msbuildValue{literalValue(msbuildPiece{outside: true, missing: "it may be set from outside"})}
	}
	out := slices.Grow(slices.Clip(old), len(values))
	for i := range values {
		out = append(out, values[i].under(condition))
	}
	if len(out) > maxMSBuildValues {
		out = append(slices.Clone(out[:maxMSBuildValues-1]), tooMany(&out[maxMSBuildValues-1]))
	}
	p[name] = out
}

// tooMany stands for the values beyond the limit.
func tooMany(v *msbuildValue) msbuildValue {
	return literalValue(msbuildPiece{missing: "it depends on too many conditions", at: v.first()})
}

// one returns the property's text if it has one that is known: the last
// possible one. name is in lower case.
func (p msbuildProperties) one(name string) string {
	values := p[name]
	for i := len(values) - 1; i >= 0; i-- {
		if v := &values[i]; v.known() && v.text != "" {
			return strings.TrimSpace(v.text)
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
