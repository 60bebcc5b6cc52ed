package version

import "strings"

// String returns the set in the neutral notation, exactly: [ParseSet] reads it
// back as the same set.
func (s Set) String() string { return s.print("~") }

// Plain returns the set for people to read: the neutral notation without the
// "~" that tells whether the pre-releases of a bound are in.
func (s Set) Plain() string { return s.print("") }

func (s Set) print(mark string) string {
	switch {
	case s.IsEmpty():
		return "none"
	case s.IsAll():
		return "*"
	}
	var b strings.Builder
	for i, iv := range s.Intervals() {
		if i > 0 {
			b.WriteString(" || ")
		}
		iv.print(&b, mark)
	}
	return b.String()
}

func (iv Interval) print(b *strings.Builder, mark string) {
	low, high := iv.Low, iv.High
	if !iv.Open && low.Side == Before && high.Side == After && low.Version.key == high.Version.key {
		b.WriteString(low.Version.text)
		return
	}
	if line, ok := iv.line(); ok {
		b.WriteString(line + ".*")
		return
	}
	if !low.isStart() {
		switch low.Side {
		case PreReleases:
			b.WriteString(">=" + low.Version.text + mark)
		case Before:
			b.WriteString(">=" + low.Version.text)
		case After:
			b.WriteString(">" + low.Version.text)
		case PostReleases:
			b.WriteString(">" + low.Version.text + mark)
		}
	}
	if iv.Open {
		return
	}
	if !low.isStart() {
		b.WriteByte(' ')
	}
	switch high.Side {
	case PreReleases:
		b.WriteString("<" + high.Version.text + mark)
	case Before:
		b.WriteString("<" + high.Version.text)
	case After:
		b.WriteString("<=" + high.Version.text)
	case PostReleases:
		b.WriteString("<=" + high.Version.text + mark)
	}
}

// line recognises what [Scheme.Prefix] makes of plain numbers.
func (iv Interval) line() (string, bool) {
	if iv.Open || iv.Low.isStart() || iv.Low.Side != PreReleases || iv.High.Side != PreReleases {
		return "", false
	}
	var low, high reading
	lt, ht := iv.Low.Version.text, iv.High.Version.text
	lowEpoch, ln := cutEpoch(lt)
	highEpoch, hn := cutEpoch(ht)
	if lowEpoch != highEpoch || low.numbers(ln) != len(ln) || high.numbers(hn) != len(hn) || low.n != high.n {
		return "", false
	}
	low.nums[low.n-1]++
	return lt, low.nums == high.nums
}

func cutEpoch(text string) (epoch, numbers string) {
	if epoch, numbers, ok := strings.Cut(text, "!"); ok {
		return epoch, numbers
	}
	return "", text
}

// ParseSet reads the neutral notation that rule files use:
//
//   - none              everything, nothing
//     1.2.3                that version
//     1.2.*                every version that begins with these numbers
//     >=1.2 <2             comparisons, all of which hold; also > <= = !=
//     [1.2, 2)             from 1.2, its pre-releases included, up to 2, its
//     pre-releases excluded; either end may be missing
//     >=1.2~ <2~           the same: "~" is the place before all pre-releases
//     >1.2~ <=2~           here it is the place after all post releases
//     A || B               either
//
// Comparisons are plain order: ">=2.7" leaves out 2.7rc1, and "<3" lets in
// 3.0rc1. A release carries its pre-releases in the interval form, because what
// a release can do its pre-releases mostly can.
func ParseSet(s *Scheme, text string) (Set, error) {
	var out Set
	for i, part := range strings.Split(text, "||") {
		set, err := parseAll(s, text, part)
		if err != nil {
			return Set{}, err
		}
		if i == 0 {
			out = set
		} else {
			out = out.Union(set)
		}
	}
	return out, nil
}

func parseAll(s *Scheme, whole, part string) (Set, error) {
	fail := func(reason string) error {
		return &SyntaxError{Grammar: "version set", Text: whole, Reason: reason, Example: ">=1.2 <2"}
	}
	out, terms := All(), 0
	rest := strings.TrimSpace(part)
	for rest != "" {
		var set Set
		var err error
		if rest[0] == '[' {
			end := strings.IndexByte(rest, ')')
			if end < 0 {
				return Set{}, fail("an interval begins with [ and ends with )")
			}
			set, err = parseInterval(s, rest[1:end])
			rest = rest[end+1:]
		} else {
			end := strings.IndexAny(rest, " \t\n,[")
			op := len(rest) - len(strings.TrimLeft(rest, "<>=!"))
			if end <= op { // blanks behind the operator
				after := rest[op:]
				trimmed := strings.TrimLeft(after, " \t\n")
				end = strings.IndexAny(trimmed, " \t\n,[")
				if end >= 0 {
					end += op + len(after) - len(trimmed)
				}
			}
			if end < 0 {
				end = len(rest)
			}
			set, err = parseTerm(s, rest[:op], strings.TrimSpace(rest[op:end]))
			rest = rest[end:]
		}
		if err != nil {
			return Set{}, err
		}
		out = out.Intersect(set)
		terms++
		rest = strings.TrimLeft(rest, " \t\n,")
	}
	if terms == 0 {
		return Set{}, fail("empty")
	}
	return out, nil
}

func parseInterval(s *Scheme, text string) (Set, error) {
	lowText, highText, ok := strings.Cut(text, ",")
	if !ok {
		return Set{}, &SyntaxError{Grammar: "version set", Text: "[" + text + ")", Reason: "an interval has two ends", Example: "[1.2, 2)"}
	}
	var ends [2]Bound
	for i, t := range []string{lowText, highText} {
		t = strings.TrimSpace(t)
		if t == "" {
			continue
		}
		v, err := s.Parse(t)
		if err != nil {
			return Set{}, err
		}
		ends[i] = Bound{v, PreReleases}
	}
	if ends[1].isStart() {
		return From(ends[0]), nil
	}
	return Range(ends[0], ends[1]), nil
}

func parseTerm(s *Scheme, op, text string) (Set, error) {
	switch {
	case op == "" && text == "*":
		return All(), nil
	case op == "" && text == "none":
		return Set{}, nil
	case op == "" && strings.HasSuffix(text, ".*"):
		return s.Prefix(strings.TrimSuffix(text, ".*"))
	}
	bare := strings.TrimSuffix(text, "~")
	v, err := s.Parse(bare)
	if err != nil {
		return Set{}, err
	}
	at := Bound{v, Before}
	if bare != text {
		switch op {
		case ">=", "<":
			at.Side = PreReleases
		case ">":
			return From(Bound{v, PostReleases}), nil
		case "<=":
			return Below(Bound{v, PostReleases}), nil
		default:
			return Set{}, &SyntaxError{Grammar: "version set", Text: op + text, Reason: "~ goes with >=, <, > and <=", Example: ">=1.2~ <2~"}
		}
	}
	return compareWith(op, at)
}

// compareWith is the set of the versions that stand in relation op to the
// bound's version.
func compareWith(op string, at Bound) (Set, error) {
	v := at.Version
	switch op {
	case ">=":
		return From(at), nil
	case "<":
		return Below(at), nil
	case ">":
		return From(Bound{v, After}), nil
	case "<=":
		return Below(Bound{v, After}), nil
	case "", "=", "==":
		return Single(v), nil
	case "!=":
		return Single(v).Complement(), nil
	}
	return Set{}, &SyntaxError{Grammar: "comparison", Text: op + v.text, Reason: "unknown operator", Example: ">=1.2"}
}
