package version

import "strings"

// NPMRange reads ranges as npm has them: || for or, blank for and, hyphen
// ranges, x-ranges, ~ and ^, and partial versions (>1.2 is >=1.3.0, <=1.2 is
// <1.3.0). An empty range is everything.
//
// Kept is the plain order: that npm admits a pre-release only where a comparator
// of the same release has one is left out. That is safe, since a pre-release
// then stands with the release that it precedes.
//
// Source: https://github.com/npm/node-semver#ranges
func NPMRange(s *Scheme, text string) (Set, error) {
	var out Set
	for part := range strings.SplitSeq(text, "||") {
		set, reason := npmAlternative(s, strings.TrimSpace(part))
		if reason != "" {
			return Set{}, &SyntaxError{Grammar: "npm range", Text: text, Offset: max(strings.Index(text, part), 0), Reason: reason, Example: "^12 || >=14"}
		}
		out = out.Union(set)
	}
	return out, nil
}

func npmAlternative(s *Scheme, part string) (set Set, reason string) {
	if low, high, ok := strings.Cut(part, " - "); ok {
		from, reason := npmComparator(s, ">=", strings.TrimSpace(low))
		if reason != "" {
			return Set{}, reason
		}
		to, reason := npmComparator(s, "<=", strings.TrimSpace(high))
		return from.Intersect(to), reason
	}
	out := All()
	for clause := range strings.FieldsSeq(glueOperators(part)) {
		op := clause[:len(clause)-len(strings.TrimLeft(clause, "<>=~^"))]
		set, reason := npmComparator(s, op, clause[len(op):])
		if reason != "" {
			return Set{}, reason
		}
		out = out.Intersect(set)
	}
	return out, ""
}

// npmComparator is one comparator. A partial version stands for its whole line,
// so comparing with it means comparing with the line's ends.
func npmComparator(s *Scheme, op, text string) (set Set, reason string) {
	text = strings.TrimLeft(text, "v")
	numbers, wild := npmPartial(text)
	if numbers == "" {
		if op == "<" || op == ">" {
			return Set{}, "" // nothing is below or above everything
		}
		return All(), ""
	}
	r, bad := s.read(numbers)
	if bad != nil {
		return Set{}, s.error(text, bad).Error()
	}
	partial := wild || r.line
	v := r.version()
	low := Bound{v, Before}
	line := r.prefix()
	high, _ := line.High()
	switch op {
	case "", "=", "==":
		if partial {
			return From(low).Intersect(line), ""
		}
		return Single(v), ""
	case ">=":
		return From(low), ""
	case ">":
		if partial {
			return From(Bound{high.Version, Before}), ""
		}
		return From(Bound{v, After}), ""
	case "<":
		if v.IsPreRelease() {
			return Below(low), ""
		}
		return Below(Bound{v, PreReleases}), ""
	case "<=":
		if partial {
			return Below(high), ""
		}
		return Below(Bound{v, After}), ""
	case "~", "~>":
		return From(low).Intersect(r.firstNumbers(2)), ""
	case "^":
		return From(low).Intersect(r.compatible()), ""
	}
	return Set{}, op + " is no operator"
}

// npmPartial cuts 1.2.x to 1.2 and reports whether anything was cut.
func npmPartial(text string) (numbers string, wild bool) {
	rest := text
	for at := 0; ; {
		part, after, more := strings.Cut(rest, ".")
		if part == "x" || part == "X" || part == "*" || part == "" {
			return strings.TrimSuffix(text[:at], "."), true
		}
		if !more || strings.ContainsAny(part, "-+") {
			return text, false
		}
		at += len(part) + 1
		rest = after
	}
}
