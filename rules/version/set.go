package version

import "sort"

// A Side says on which side of its version a [Bound] cuts the line.
type Side uint8

const (
	// PreReleases cuts before the version's own pre-releases. Beside a version
	// that has none (a pre-release, a letter or post release) it is Before.
	PreReleases Side = iota
	Before           // just before the version
	After            // just after the version
	// PostReleases cuts after everything that shares the version's numbers: its
	// post releases (PEP 440), its letter releases (OpenSSL).
	PostReleases
)

// A Bound is a place on the line of versions. The zero Bound is before
// everything.
type Bound struct {
	Version Version
	Side    Side
}

func (b Bound) normal() Bound {
	switch {
	case b.Version.IsZero():
		return Bound{}
	case b.Side == PreReleases && !b.Version.isRelease():
		b.Side = Before
	case b.Side == PostReleases && b.Version.nums == 0:
		b.Side = After
	}
	return b
}

func (b Bound) isStart() bool { return b.Version.key == "" }

// Compare returns -1, 0 or +1 as b is before, at or after the place c.
func (b Bound) Compare(c Bound) int {
	bk, ck := b.stem(), c.stem()
	switch {
	case bk == ck:
	case b.Side == PostReleases && isTailOf(ck, bk):
		return 1
	case c.Side == PostReleases && isTailOf(bk, ck):
		return -1
	case bk < ck:
		return -1
	default:
		return 1
	}
	switch {
	case b.Side == c.Side:
		return 0
	case b.Side < c.Side:
		return -1
	}
	return 1
}

// stem is the part of the version's key that decides where the bound is.
func (b Bound) stem() string {
	if b.Side == PreReleases || b.Side == PostReleases {
		return b.Version.key[:b.Version.nums]
	}
	return b.Version.key
}

// isTailOf reports whether key is that of a version with exactly the numbers of
// stem: what follows them is no further number.
func isTailOf(key, stem string) bool {
	return len(key) > len(stem) && key[:len(stem)] == stem && key[len(stem)] < firstNumber
}

// before reports whether v lies after the bound.
func (b Bound) before(v Version) bool {
	switch stem := b.stem(); b.Side {
	case PreReleases, Before:
		return stem <= v.key
	case After:
		return stem < v.key
	default:
		return stem < v.key && !isTailOf(v.key, stem)
	}
}

// A Set is a set of versions of one scheme: sorted, disjoint intervals. Sets
// are values and never change; all operations are exact. The zero Set is empty.
type Set struct {
	// cuts are the places where membership changes, in order: in at the even
	// ones, out at the odd ones. An odd count means open-ended above.
	cuts []Bound
}

// Single returns the set of one version.
func Single(v Version) Set { return Set{[]Bound{{v, Before}, {v, After}}} }

// All returns the set of all versions.
func All() Set { return Set{[]Bound{{}}} }

// AtLeast returns v and everything after it.
func AtLeast(v Version) Set { return From(Bound{v, Before}) }

// From returns everything after the bound.
func From(low Bound) Set { return Set{[]Bound{low.normal()}} }

// Below returns everything before the bound. The zero Bound gives the empty set.
func Below(high Bound) Set { return From(high).Complement() }

// Range returns everything from low up to high; it is empty if high is not
// after low. The zero low means from the start.
func Range(low, high Bound) Set {
	return interval(low.normal(), high.normal())
}

// IsEmpty reports whether no version is in the set.
func (s Set) IsEmpty() bool { return len(s.cuts) == 0 }

// IsAll reports whether every version is in the set.
func (s Set) IsAll() bool { return len(s.cuts) == 1 && s.cuts[0].isStart() }

// Contains reports whether v is in the set.
func (s Set) Contains(v Version) bool {
	if len(s.cuts) <= 4 {
		in := false
		for _, c := range s.cuts {
			if !c.before(v) {
				break
			}
			in = !in
		}
		return in
	}
	return sort.Search(len(s.cuts), func(i int) bool { return !s.cuts[i].before(v) })%2 == 1
}

// One returns the set's version if it is a [Single].
func (s Set) One() (Version, bool) {
	if len(s.cuts) == 2 && s.cuts[0].Side == Before && s.cuts[1].Side == After &&
		s.cuts[0].Version.key == s.cuts[1].Version.key {
		return s.cuts[0].Version, true
	}
	return Version{}, false
}

// Complement returns every version that is not in the set.
func (s Set) Complement() Set {
	if len(s.cuts) > 0 && s.cuts[0].isStart() {
		return Set{s.cuts[1:]}
	}
	return Set{append([]Bound{{}}, s.cuts...)}
}

// Union returns the versions that are in s, in t or in both.
func (s Set) Union(t Set) Set { return merge(s, t, 1) }

// Intersect returns the versions that are in both.
func (s Set) Intersect(t Set) Set {
	if len(s.cuts) == 0 || len(t.cuts) == 0 {
		return Set{}
	}
	if len(s.cuts) <= 2 && len(t.cuts) <= 2 {
		return intersectIntervals(s, t)
	}
	return merge(s, t, 2)
}

// intersectIntervals does what merge does for two sets of one interval each, as
// most are. It makes no new set where one is a part of the other. Of two bounds at
// the same place, which may be written differently, it takes that of t.
func intersectIntervals(s, t Set) Set {
	high, open := t.High()
	end, endless := s.High()
	lowOfS := s.cuts[0].Compare(t.cuts[0]) > 0
	highOfS := !endless && (open || end.Compare(high) < 0)
	switch {
	case lowOfS && (highOfS || endless && open):
		return s
	case !lowOfS && !highOfS:
		return t
	case lowOfS:
		return interval(s.cuts[0], high)
	}
	return interval(t.cuts[0], end)
}

// interval is the set from low up to high, empty if high is not after low.
func interval(low, high Bound) Set {
	if low.Compare(high) >= 0 {
		return Set{}
	}
	return Set{[]Bound{low, high}}
}

// Minus returns the versions of s that are not in t.
func (s Set) Minus(t Set) Set { return s.Intersect(t.Complement()) }

// Subset reports whether every version of s is in t.
func (s Set) Subset(t Set) bool { return s.Minus(t).IsEmpty() }

// Intersects reports whether s and t have a version in common.
func (s Set) Intersects(t Set) bool { return !s.Intersect(t).IsEmpty() }

// Equal reports whether both sets have the same versions.
func (s Set) Equal(t Set) bool {
	if len(s.cuts) != len(t.cuts) {
		return false
	}
	for i := range s.cuts {
		if s.cuts[i].Compare(t.cuts[i]) != 0 {
			return false
		}
	}
	return true
}

// merge walks both lists of cuts in order and keeps the places where the count
// of sets that we are in crosses need.
func merge(s, t Set, need int) Set {
	a, b := s.cuts, t.cuts
	if len(a) == 0 || len(b) == 0 {
		if need == 2 {
			return Set{}
		}
		return Set{append(append([]Bound(nil), a...), b...)}
	}
	out := make([]Bound, 0, len(a)+len(b))
	inA, inB := 0, 0
	for i, j := 0, 0; i < len(a) || j < len(b); {
		order := 0
		switch {
		case i == len(a):
			order = 1
		case j == len(b):
			order = -1
		default:
			order = a[i].Compare(b[j])
		}
		was := inA+inB >= need
		var at Bound
		if order <= 0 {
			at, inA = a[i], 1-inA
			i++
		}
		if order >= 0 {
			at, inB = b[j], 1-inB
			j++
		}
		if is := inA+inB >= need; is != was {
			out = append(out, at)
		}
	}
	return Set{out}
}

// Low returns where the set begins; the zero Bound if it begins at the start or
// is empty.
func (s Set) Low() Bound {
	if len(s.cuts) == 0 {
		return Bound{}
	}
	return s.cuts[0]
}

// High returns where the set ends. open is true, and the Bound without meaning,
// if it has no upper end or is empty.
func (s Set) High() (high Bound, open bool) {
	if len(s.cuts)%2 == 1 || len(s.cuts) == 0 {
		return Bound{}, true
	}
	return s.cuts[len(s.cuts)-1], false
}

// An Interval is one unbroken run of a set.
type Interval struct {
	Low  Bound // the zero Bound: from the start
	High Bound // meaningless if Open
	Open bool  // without an upper end
}

// Intervals returns the set's intervals in order.
func (s Set) Intervals() []Interval {
	out := make([]Interval, 0, (len(s.cuts)+1)/2)
	for i := 0; i < len(s.cuts); i += 2 {
		iv := Interval{Low: s.cuts[i], Open: i+1 == len(s.cuts)}
		if !iv.Open {
			iv.High = s.cuts[i+1]
		}
		out = append(out, iv)
	}
	return out
}

// Set returns the interval as a set.
func (iv Interval) Set() Set {
	if iv.Open {
		return Set{[]Bound{iv.Low}}
	}
	return Set{[]Bound{iv.Low, iv.High}}
}
