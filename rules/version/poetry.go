package version

import "strings"

// PoetryConstraint reads constraints as Poetry has them: caret (^3.7 is at least
// 3.7 and below 4), tilde (~2.7 is at least 2.7 and below 2.8), wildcards (3.*),
// a bare version for exactly that one, all PEP 440 operators, comma or blank for
// and, || for or.
//
// Source: https://python-poetry.org/docs/dependency-specification/
func PoetryConstraint(s *Scheme, text string) (Set, error) {
	var out Set
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "||", "|"), "|") {
		all := All()
		clauses := strings.FieldsFunc(glueOperators(part), func(c rune) bool { return c == ',' || c == ' ' || c == '\t' })
		if len(clauses) == 0 {
			return Set{}, &SyntaxError{Grammar: "Poetry constraint", Text: text, Reason: "empty", Example: "^3.7"}
		}
		for _, clause := range clauses {
			set, reason := poetryClause(s, clause)
			if reason != "" {
				return Set{}, &SyntaxError{Grammar: "Poetry constraint", Text: text, Offset: max(strings.Index(text, clause), 0), Reason: reason, Example: "^3.7"}
			}
			all = all.Intersect(set)
		}
		out = out.Union(all)
	}
	return out, nil
}

// glueOperators removes the blanks behind operators, so that blanks separate
// clauses only.
func glueOperators(text string) string {
	const operators = "<>=~^!"
	var out strings.Builder
	for {
		i := strings.IndexAny(text, operators)
		if i < 0 {
			return out.String() + text
		}
		behind := strings.TrimLeft(text[i:], operators)
		out.WriteString(text[:len(text)-len(behind)])
		text = strings.TrimLeft(behind, " \t")
	}
}

func poetryClause(s *Scheme, clause string) (set Set, reason string) {
	op := clause[:len(clause)-len(strings.TrimLeft(clause, "~=!<>^"))]
	text := clause[len(op):]
	if text == "*" && (op == "" || op == "==" || op == "=") {
		return All(), ""
	}
	switch op {
	case "", "=":
		return specifierClause(s, "==", text)
	case "^", "~":
	default:
		return specifierClause(s, op, text)
	}
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad).Error()
	}
	low := AtLeast(r.version())
	if op == "^" {
		return low.Intersect(r.compatible()), ""
	}
	return low.Intersect(r.firstNumbers(2)), "" // ~2.7.1 and ~2.7 stay in 2.7
}
