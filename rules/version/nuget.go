package version

import "strings"

// NuGet orders versions of NuGet packages: up to four numbers, 1.0 = 1.0.0.0,
// and pre-releases as in SemVer but without regard to case. Build metadata is no
// order.
//
// Source: https://learn.microsoft.com/nuget/concepts/package-versioning
var NuGet = &Scheme{name: "NuGet version", example: "1.2.3-beta.1", read: readNuGet}

func readNuGet(text string) (reading, *fault) {
	var r reading
	rest := strings.TrimLeft(text, "vV")
	size := r.numbers(rest)
	if size == 0 || r.n > 4 {
		return r, &fault{len(text) - len(rest), "one to four numbers at the start"}
	}
	r.text = rest
	r.line = r.n < 3
	suffix, _, _ := strings.Cut(rest[size:], "+")
	if suffix == "" {
		return r, nil
	}
	pre, ok := strings.CutPrefix(suffix, "-")
	if !ok || pre == "" {
		return r, &fault{len(text) - len(rest) + size, "unknown suffix " + suffix}
	}
	r.line = false
	r.tail = semverTail(strings.ToLower(pre))
	return r, nil
}

// NuGetRange reads ranges as NuGet has them: 1.0 is 1.0 or later, [1.0] exactly
// that, and (1.0,) [1.0,2.0) (,1.0] intervals. A floating version takes
// everything from its lowest on that begins so: 1.*, 1.0.*; * is everything.
//
// Source: https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges
func NuGetRange(s *Scheme, text string) (Set, error) {
	fail := func(reason string) (Set, error) {
		return Set{}, &SyntaxError{Grammar: "NuGet range", Text: text, Reason: reason, Example: "[1.0,2.0)"}
	}
	rest := strings.TrimSpace(text)
	switch {
	case rest == "":
		return fail("empty")
	case rest == "*":
		return All(), nil
	case strings.HasSuffix(rest, ".*"):
		set, err := s.Prefix(strings.TrimSuffix(rest, ".*"))
		if err != nil {
			return fail(err.Error())
		}
		return set, nil
	case rest[0] != '[' && rest[0] != '(':
		v, err := s.Parse(rest)
		if err != nil {
			return fail(err.Error())
		}
		return AtLeast(v), nil
	}
	last := rest[len(rest)-1]
	if last != ']' && last != ')' || len(rest) < 3 {
		return fail("an interval begins with [ or ( and ends with ] or )")
	}
	inner := rest[1 : len(rest)-1]
	if strings.TrimSpace(inner) == "," {
		return All(), nil
	}
	set, reason := mavenInterval(s, inner, rest[0] == '[', last == ']')
	if reason != "" {
		return fail(reason)
	}
	return set, nil
}
