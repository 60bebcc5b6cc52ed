package version

import "strings"

// MavenRange reads version ranges as Maven has them: [1.7,1.9), (,1.0],[1.2,),
// [1.0] for exactly that version. A bare version is a preference in a
// dependency; it is read as a minimum, which is what the enforcer's
// requireJavaVersion makes of it and never less than what is admitted.
//
// Source: https://maven.apache.org/enforcer/enforcer-rules/versionRanges.html
func MavenRange(s *Scheme, text string) (Set, error) {
	fail := func(offset int, reason string) (Set, error) {
		return Set{}, &SyntaxError{Grammar: "Maven range", Text: text, Offset: offset, Reason: reason, Example: "[1.7,1.9)"}
	}
	rest := strings.TrimSpace(text)
	if rest == "" {
		return fail(0, "empty")
	}
	if rest[0] != '[' && rest[0] != '(' {
		v, err := s.Parse(rest)
		if err != nil {
			return fail(0, err.Error())
		}
		return AtLeast(v), nil
	}
	var out Set
	for rest != "" {
		offset := len(text) - len(rest)
		end := strings.IndexAny(rest, ")]")
		if rest[0] != '[' && rest[0] != '(' || end < 0 {
			return fail(offset, "an interval begins with [ or ( and ends with ] or )")
		}
		set, reason := mavenInterval(s, rest[1:end], rest[0] == '[', rest[end] == ']')
		if reason != "" {
			return fail(offset, reason)
		}
		out = out.Union(set)
		rest = strings.TrimLeft(rest[end+1:], " \t\n,")
	}
	return out, nil
}

// mavenInterval reads what stands between the brackets.
func mavenInterval(s *Scheme, inner string, closedLow, closedHigh bool) (set Set, reason string) {
	lowText, highText, two := strings.Cut(inner, ",")
	lowText, highText = strings.TrimSpace(lowText), strings.TrimSpace(highText)
	if !two {
		v, err := s.Parse(lowText)
		if err != nil {
			return Set{}, err.Error()
		}
		if !closedLow || !closedHigh {
			return Set{}, "a single version stands in [ ]"
		}
		return Single(v), ""
	}
	set = All()
	if lowText != "" {
		v, err := s.Parse(lowText)
		if err != nil {
			return Set{}, err.Error()
		}
		side := After
		if closedLow {
			side = Before
		}
		set = From(Bound{v, side})
	}
	if highText != "" {
		v, err := s.Parse(highText)
		if err != nil {
			return Set{}, err.Error()
		}
		side := Before
		if closedHigh {
			side = After
		}
		set = set.Intersect(Below(Bound{v, side}))
	}
	return set, ""
}
