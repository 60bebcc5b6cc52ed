package version

import "strings"

// PEP440Specifier reads version specifiers as PEP 440 has them: ~=, ==, !=, <=,
// >=, <, > and ===, comma for and, and ".*" behind == and !=. "<3" leaves out
// 3's own pre-releases, and "==2.7" is 2.7.0 alone.
//
// Kept is the plain order: that installers take pre-releases only on request is
// left out. That is safe, since a pre-release then stands with the release that
// it precedes.
//
// Source: https://peps.python.org/pep-0440/#version-specifiers
func PEP440Specifier(s *Scheme, text string) (Set, error) {
	out := All()
	if strings.TrimSpace(text) == "" {
		return out, nil
	}
	offset := 0
	for part := range strings.SplitSeq(text, ",") {
		clause := strings.TrimSpace(part)
		fail := func(reason string) (Set, error) {
			return Set{}, &SyntaxError{Grammar: "PEP 440 specifier", Text: text, Offset: offset, Reason: reason, Example: ">=2.7,<4"}
		}
		if clause == "" && text[len(text)-1] == ',' && offset+len(part) == len(text) {
			break // a trailing comma is accepted
		}
		op := clause[:len(clause)-len(strings.TrimLeft(clause, "~=!<>"))]
		set, reason := specifierClause(s, op, strings.TrimSpace(clause[len(op):]))
		if reason != "" {
			return fail(reason)
		}
		out = out.Intersect(set)
		offset += len(part) + 1
	}
	return out, nil
}

func specifierClause(s *Scheme, op, text string) (set Set, reason string) {
	if op == "" {
		return Set{}, "an operator is missing before " + text
	}
	if line, wild := strings.CutSuffix(text, ".*"); wild {
		set, err := s.Prefix(line)
		switch {
		case err != nil:
			return Set{}, err.Error()
		case op == "==":
			return set, ""
		case op == "!=":
			return set.Complement(), ""
		}
		return Set{}, ".* goes with == and != only"
	}
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad).Error()
	}
	v := r.version()
	switch op {
	case "==", "===":
		return Single(v), ""
	case "!=":
		return Single(v).Complement(), ""
	case ">=":
		return AtLeast(v), ""
	case "<=":
		return Below(Bound{v, After}), ""
	case "<":
		return Below(Bound{v, PreReleases}), ""
	case ">":
		return From(Bound{v, After}), ""
	case "~=":
		if r.n < 2 {
			return Set{}, "~= needs two numbers"
		}
		r.n--
		return AtLeast(v).Intersect(r.prefix()), ""
	}
	return Set{}, op + " is no operator"
}
