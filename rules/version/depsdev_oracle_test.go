package version

import (
	"strings"
	"testing"

	"deps.dev/util/semver"
)

// TestAgreesWithDepsDev compares with another implementation of the ecosystems'
// rules.
func TestAgreesWithDepsDev(t *testing.T) {
	g := newGenerator(3)
	pre := func(of ...string) string {
		if g.IntN(3) == 0 {
			return g.pick(of...)
		}
		return ""
	}
	interval := func() string {
		low, high := g.numbers(1, 3), g.numbers(1, 3)
		switch g.IntN(5) {
		case 0:
			return "[" + low + "]"
		case 1:
			return g.pick("[", "(") + low + ",)"
		case 2:
			return "(," + high + g.pick("]", ")")
		}
		return g.pick("[", "(") + low + "," + high + g.pick("]", ")")
	}
	for _, system := range []struct {
		name       string
		theirs     semver.System
		scheme     *Scheme
		grammar    func(*Scheme, string) (Set, error)
		version    func() string
		constraint func() string
	}{
		{"Maven", semver.Maven, Maven, MavenRange,
			func() string {
				return g.numbers(1, 3) + pre("-alpha-1", "-beta", "-rc1", "-SNAPSHOT", "-sp", "-ga", ".final", "-jre", "a1", "-m2", "-1", "-foo-2", ".x")
			}, interval},
		{"NuGet", semver.NuGet, NuGet, NuGetRange,
			func() string { return g.numbers(2, 4) + pre("-alpha", "-Alpha", "-beta.2", "-beta.10", "-rc") },
			func() string {
				if g.IntN(3) == 0 {
					return g.numbers(2, 3)
				}
				return interval()
			}},
		{"npm", semver.NPM, SemVer, NPMRange,
			func() string { return g.numbers(3, 3) + pre("-alpha", "-alpha.1", "-rc.2", "-rc.10", "-0") },
			func() string { return g.pick("^", "~", ">=", "<", ">", "<=", "") + g.numbers(1, 3) }},
		{"PyPI", semver.PyPI, PEP440, PEP440Specifier,
			func() string { return g.numbers(1, 4) + pre("a1", "b2", "rc1", ".dev1", ".post1", "rc10") },
			func() string {
				op := g.pick(">=", "<=", "==", "!=", "<", ">=", "~=")
				if op == "~=" {
					return op + g.numbers(2, 3)
				}
				return op + g.numbers(1, 3)
			}},
	} {
		t.Run(system.name, func(t *testing.T) {
			for range 2500 {
				a, b := system.version(), system.version()
				got := system.scheme.MustParse(a).Compare(system.scheme.MustParse(b))
				if system.name == "Maven" && (strings.HasSuffix(a, ".x") || strings.HasSuffix(b, ".x")) {
					// deps.dev orders .x before -x. ComparableVersion, as of
					// Maven 3.8, and the specification have them equal.
					continue
				}
				if want := system.theirs.Compare(a, b); got != want {
					t.Errorf("%s against %s: %d, deps.dev says %d", a, b, got, want)
				}
			}
			cases := 0
			for range 4000 {
				text, v := system.constraint(), g.numbers(3, 3)
				c, err := system.theirs.ParseConstraint(text)
				if err != nil || strings.HasSuffix(text, ",0)") || strings.HasSuffix(text, ",0.0)") {
					// deps.dev takes 0.0.0 to be below 0.
					continue
				}
				cases++
				set, err := system.grammar(system.scheme, text)
				if err != nil {
					t.Errorf("%v, which deps.dev accepts", err)
					continue
				}
				if got, want := set.Contains(system.scheme.MustParse(v)), c.Match(v); got != want {
					t.Errorf("%s contains %s: %t, deps.dev says %t (%s)", text, v, got, want, set)
				}
			}
			if cases < 2000 {
				t.Errorf("only %d constraints were accepted", cases)
			}
		})
	}
}
