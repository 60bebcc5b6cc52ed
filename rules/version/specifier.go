package version

import "strings"

// PEP440Specifier reads version specifiers as PEP 440 has them: ~=, ==, !=, <=,
// >=, <, > and ===, comma for and, and ".*" behind == and !=. "<3" leaves out
// 3's own pre-releases, and "==2.7" is 2.7.0 alone.
//
// A set is on the line of versions, so it departs from installers in these
// cases, of which no runtime has made a release:
//
//   - that installers take pre-releases only on request is left out: a
//     pre-release stands with the release that it precedes;
//   - a version with a local label (2.7+build) is to be looked up by its public
//     part, since a build has the abilities of the release it was built from;
//   - "===" is read as "==" instead of comparing the spellings, which admits
//     other spellings of the same release and nothing else;
//   - ">1.0a1" keeps post releases of later pre-releases (1.0a2.post1), and
//     "<1.0.post1" development releases of post releases (1.0.post1.dev1). Both
//     only admit more, so that nothing is taken for ready that is not.
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
		r, bad := s.read(line)
		switch {
		case bad != nil:
			return Set{}, s.error(line, bad).Error()
		case r.n == 0 || len(r.tail) > 0:
			return Set{}, ".* follows plain numbers"
		case op == "==":
			return r.prefix(), ""
		case op == "!=":
			return r.prefix().Complement(), ""
		}
		return Set{}, ".* goes with == and != only"
	}
	r, bad := s.read(text)
	if bad != nil {
		return Set{}, s.error(text, bad).Error()
	}
	v, base := r.version(), r.release()
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
		if v.IsPreRelease() || v.Compare(base) == 0 {
			return Below(Bound{v, PreReleases}), ""
		}
		preReleases := Range(Bound{base, PreReleases}, Bound{base, Before})
		return Below(Bound{v, Before}).Minus(preReleases), ""
	case ">":
		if v.Compare(base) > 0 {
			return From(Bound{v, After}), ""
		}
		postReleases := Range(Bound{base, After}, Bound{base, PostReleases})
		return From(Bound{v, After}).Minus(postReleases), ""
	case "~=":
		if r.n < 2 {
			return Set{}, "~= needs two numbers"
		}
		r.n--
		return AtLeast(v).Intersect(r.prefix()), ""
	}
	return Set{}, op + " is no operator"
}
