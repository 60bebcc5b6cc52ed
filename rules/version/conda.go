package version

import "strings"

// CondaSpec reads the version part of a match specification as Conda has it:
// 2.7 and =2.7 for everything that begins so, ==2.7 for exactly that version,
// 2.7.*, comparisons and ~=, comma for and, | for or. A build behind another
// equals sign or a blank is left out.
//
// Source: https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html
func CondaSpec(s *Scheme, text string) (Set, error) {
	var out Set
	for alternative := range strings.SplitSeq(text, "|") {
		all := All()
		for clause := range strings.SplitSeq(alternative, ",") {
			set, reason := condaClause(s, strings.TrimSpace(clause))
			if reason != "" {
				return Set{}, &SyntaxError{Grammar: "Conda specification", Text: text, Offset: max(strings.Index(text, clause), 0), Reason: reason, Example: ">=3.6,<3.8"}
			}
			all = all.Intersect(set)
		}
		out = out.Union(all)
	}
	return out, nil
}

func condaClause(s *Scheme, clause string) (set Set, reason string) {
	op := clause[:len(clause)-len(strings.TrimLeft(clause, "=<>!~"))]
	text := strings.TrimSpace(clause[len(op):])
	if i := strings.IndexAny(text, "= "); i >= 0 {
		text = text[:i] // the build
	}
	if text == "*" && (op == "" || op == "=" || op == "==") {
		return All(), ""
	}
	line, wild := strings.CutSuffix(text, "*")
	if wild {
		text = strings.TrimSuffix(line, ".")
	}
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad).Error()
	}
	v := r.version()
	switch {
	case op == "~=":
		if r.n < 2 {
			return Set{}, "~= needs two numbers"
		}
		r.n--
		return AtLeast(v).Intersect(r.prefix()), ""
	case r.n > 0 && (op == "" && (wild || r.line) || op == "=" || wild && op == "=="):
		return r.prefix(), ""
	case r.n > 0 && wild && op == "!=":
		return r.prefix().Complement(), ""
	}
	set, err := compareWith(op, Bound{v, Before})
	if err != nil {
		return Set{}, err.Error()
	}
	return set, ""
}
