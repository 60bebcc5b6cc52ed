package version

import "strings"

// GemRequirement reads requirements as RubyGems has them: =, !=, >, <, >=, <=
// and ~>, comma for and; a bare version is an exact one. "~> 2.5" is at least
// 2.5 and below 3, without 3's pre-releases; "< 3" lets them in.
//
// Source: https://guides.rubygems.org/patterns/#pessimistic-version-constraint
func GemRequirement(s *Scheme, text string) (Set, error) {
	out, offset := All(), 0
	for part := range strings.SplitSeq(text, ",") {
		clause := strings.TrimSpace(part)
		op := clause[:len(clause)-len(strings.TrimLeft(clause, "=!<>~"))]
		set, err := gemClause(s, op, strings.TrimSpace(clause[len(op):]))
		if err != nil {
			return Set{}, &SyntaxError{Grammar: "gem requirement", Text: text, Offset: offset, Reason: err.Error(), Example: "~> 2.3"}
		}
		out = out.Intersect(set)
		offset += len(part) + 1
	}
	return out, nil
}

func gemClause(s *Scheme, op, text string) (Set, error) {
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad)
	}
	v := r.version()
	if op != "~>" {
		return compareWith(op, Bound{v, Before})
	}
	if r.n > 1 {
		r.n--
	}
	return AtLeast(v).Intersect(r.prefix()), nil
}
