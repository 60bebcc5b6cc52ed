package version

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// samples are versions of each scheme around one release, so that bounds of
// every side come to lie beside each other.
var samples = map[*Scheme][]string{
	OpenSSL:         {"0.9.8", "0.9.8zh", "1.0.1-beta1", "1.0.1-beta3", "1.0.1", "1.0.1a", "1.0.1u", "1.0.2", "1.1.0-pre6", "1.1.0", "3.0.10"},
	PEP440:          {"2.7.dev1", "2.7a1", "2.7a1.post1", "2.7rc1", "2.7", "2.7+local", "2.7.post1.dev1", "2.7.post1", "2.7.0.1", "2.7.1rc1", "2.7.1", "3.10", "1!0", "1!2.7"},
	Ruby:            {"1.9.3", "1.9.3-p551", "2.0.0dev", "2.0.0.rc1", "2.0.0", "2.0.0-p648", "2.1.0.preview2", "2.1.0"},
	Java:            {"1.4.2_19", "7", "7u9", "7u79", "8.0.6.25", "8u291", "9-ea", "9", "11.0.11", "21-ea", "21"},
	RubyGems:        {"1.a", "1.0.pre.x", "1.0", "1.0.1", "2.b", "2.rc1", "2"},
	JRuby:           {"1.7.27", "9.0.0.0.rc1", "9.0.0.0", "9.2.9.0"},
	LibreSSL:        {"2.8.3", "3.1.0-beta1", "3.1.0"},
	Dotnet:          {"2.1", "10.0.0-preview.1", "10.0.0-rc.1", "10.0.0"},
	DotnetFramework: {"3.5", "4.5", "4.5.1"},
	Windows:         {"7", "8.1", "2016"},
	Dotted:          {"0", "0.1", "4.5", "4.10"},
	SemVer:          {"0.10.48", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta", "1.0.0", "18.0.0"},
	NuGet:           {"1.0-alpha", "1.0-beta.2", "1.0-beta.10", "1.0", "1.0.0.1"},
	Debian:          {"1.0.1~beta1", "1.0.1", "1.0.1e-2", "1.0.1e-2+deb7u3", "1.0.1e-2+deb7u20", "1:0.9"},
	Maven:           {"1.0-alpha-1", "1.0-rc1", "1.0-snapshot", "1.0", "1.0-sp", "1.0-1", "1.0.1"},
}

// randomSet makes a set of up to three intervals with bounds of every side.
func randomSet(rng *rand.Rand, versions []Version) Set {
	bound := func() Bound {
		return Bound{versions[rng.IntN(len(versions))], Side(rng.IntN(4))}
	}
	var out Set
	for range rng.IntN(4) {
		switch rng.IntN(6) {
		case 0:
			out = out.Union(From(bound()))
		case 1:
			out = out.Union(Below(bound()))
		case 2:
			out = out.Union(Single(bound().Version))
		default:
			out = out.Union(Range(bound(), bound()))
		}
	}
	return out
}

func parsed(s *Scheme) []Version {
	var out []Version
	for _, text := range samples[s] {
		out = append(out, s.MustParse(text))
	}
	return out
}

func TestSetsKeepTheLawsOfSets(t *testing.T) {
	for s := range samples {
		t.Run(s.Name(), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(7, 7))
			versions := parsed(s)
			for range 500 {
				a, b, c := randomSet(rng, versions), randomSet(rng, versions), randomSet(rng, versions)
				for law, sides := range map[string][2]Set{
					"union commutes":                       {a.Union(b), b.Union(a)},
					"intersection commutes":                {a.Intersect(b), b.Intersect(a)},
					"union associates":                     {a.Union(b).Union(c), a.Union(b.Union(c))},
					"intersection associates":              {a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c))},
					"intersection distributes over unions": {a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c))},
					"union distributes over intersections": {a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c))},
					"the complement of a union":            {a.Union(b).Complement(), a.Complement().Intersect(b.Complement())},
					"the complement of an intersection":    {a.Intersect(b).Complement(), a.Complement().Union(b.Complement())},
					"the complement of the complement":     {a.Complement().Complement(), a},
					"a set and its complement":             {a.Union(a.Complement()), All()},
					"nothing in common":                    {a.Intersect(a.Complement()), Set{}},
					"difference":                           {a.Minus(b).Union(a.Intersect(b)), a},
				} {
					if !sides[0].Equal(sides[1]) {
						t.Fatalf("%s: a = %s, b = %s, c = %s: %s and %s", law, a, b, c, sides[0], sides[1])
					}
				}
				if !a.Intersect(b).Subset(a) || !a.Subset(a.Union(b)) || a.Subset(b) != a.Union(b).Equal(b) || a.Intersects(b) == a.Intersect(b).IsEmpty() {
					t.Fatalf("subsets: a = %s, b = %s", a, b)
				}
				for _, v := range versions {
					inA, inB := a.Contains(v), b.Contains(v)
					if a.Union(b).Contains(v) != (inA || inB) || a.Intersect(b).Contains(v) != (inA && inB) ||
						a.Minus(b).Contains(v) != (inA && !inB) || a.Complement().Contains(v) == inA {
						t.Fatalf("membership of %s: a = %s, b = %s", v, a, b)
					}
				}
			}
		})
	}
}

func TestTheIntersectionOfIntervalsIsThatOfSets(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	versions := append(parsed(PEP440), PEP440.MustParse("2.7.0"), PEP440.MustParse("2.7.0rc1")) // 2.7 and 2.7rc1, written differently
	checked := 0
	for checked < 5000 {
		a, b := randomSet(rng, versions), randomSet(rng, versions)
		if n, m := len(a.cuts), len(b.cuts); n == 0 || n > 2 || m == 0 || m > 2 {
			continue
		}
		checked++
		if got, want := a.Intersect(b), merge(a, b, 2); !slices.Equal(got.cuts, want.cuts) {
			t.Fatalf("a = %s, b = %s: %v, want %v", a, b, got.cuts, want.cuts)
		}
	}
}

func TestSetsReadBackFromTheirText(t *testing.T) {
	for s := range samples {
		rng := rand.New(rand.NewPCG(7, 8))
		versions := parsed(s)
		for range 1500 {
			set := randomSet(rng, versions)
			again, err := ParseSet(s, set.String())
			if err != nil || !again.Equal(set) || again.String() != set.String() {
				t.Fatalf("%s: %s reads back as %s, %v", s.Name(), set, again, err)
			}
			var joined Set
			for _, interval := range set.Intervals() {
				joined = joined.Union(interval.Set())
			}
			if !joined.Equal(set) {
				t.Fatalf("%s: the intervals of %s are %s", s.Name(), set, joined)
			}
		}
	}
}

func TestOrderIsTotalAndThatOfKeys(t *testing.T) {
	for s := range samples {
		versions := parsed(s)
		if !slices.IsSortedFunc(versions, Version.Compare) {
			t.Errorf("%s: %s is not in order", s.Name(), versions)
		}
		for i, a := range versions {
			for j, b := range versions {
				if a.Compare(b) != -b.Compare(a) || (a.Compare(b) < 0) != (a.Key() < b.Key()) || (i == j) != (a.Key() == b.Key()) {
					t.Errorf("%s: %s and %s", s.Name(), a, b)
				}
			}
		}
	}
}

func TestBoundsOfALetterReleaseLeaveOutTheReleasesPreReleases(t *testing.T) {
	for text, want := range map[string]string{
		"[1.0.1a, 1.0.2)": ">=1.0.1a <1.0.2~",
		"[1.0.1, 1.0.1a)": ">=1.0.1~ <1.0.1a",
		">1.0.1~ <1.0.2":  ">1.0.1~ <1.0.2",
	} {
		set, err := ParseSet(OpenSSL, text)
		if err != nil || set.String() != want {
			t.Errorf("%s: got %s, %v, want %s", text, set, err, want)
		}
		if text[0] == '>' && (set.Contains(OpenSSL.MustParse("1.0.1u")) || !set.Contains(OpenSSL.MustParse("1.0.2-beta1"))) {
			t.Errorf("%s: got %s", text, set)
		}
	}
}
