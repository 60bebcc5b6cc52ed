package version

import "strings"

// ConanRange reads what stands behind a recipe's name in Conan: a version for
// exactly that one, or a range in brackets: [>=1.0.1 <2], [~1.1], [^3], with ||
// for or and options behind a comma, which are left out.
//
// Source: https://docs.conan.io/2/tutorial/versioning/version_ranges.html
func ConanRange(s *Scheme, text string) (Set, error) {
	inner, isRange := strings.CutPrefix(strings.TrimSpace(text), "[")
	if !isRange {
		v, err := s.Parse(inner)
		return Single(v), err
	}
	inner, closed := strings.CutSuffix(inner, "]")
	fail := func(reason string) (Set, error) {
		return Set{}, &SyntaxError{Grammar: "Conan range", Text: text, Reason: reason, Example: "[>=1.0.1 <2]"}
	}
	if !closed {
		return fail("a range ends with ]")
	}
	// Options follow the last comma: include_prerelease, loose=False.
	var kept []string
	for part := range strings.SplitSeq(inner, ",") {
		if word := strings.TrimSpace(part); !strings.HasPrefix(word, "include_prerelease") && !strings.HasPrefix(word, "loose") {
			kept = append(kept, part)
		}
	}
	var out Set
	for part := range strings.SplitSeq(strings.Join(kept, " "), "||") {
		all := All()
		for clause := range strings.FieldsSeq(glueOperators(part)) {
			op := clause[:len(clause)-len(strings.TrimLeft(clause, "<>=~^!*"))]
			set, reason := conanClause(s, op, clause[len(op):])
			if reason != "" {
				return fail(reason)
			}
			all = all.Intersect(set)
		}
		out = out.Union(all)
	}
	return out, nil
}

func conanClause(s *Scheme, op, text string) (set Set, reason string) {
	if op == "*" && text == "" {
		return All(), ""
	}
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad).Error()
	}
	v := r.version()
	switch op {
	case "~":
		return AtLeast(v).Intersect(r.firstNumbers(2)), ""
	case "^":
		return AtLeast(v).Intersect(r.compatible()), ""
	}
	set, err := compareWith(op, Bound{v, Before})
	if err != nil {
		return Set{}, err.Error()
	}
	return set, ""
}
