package version

import (
	"testing"

	"golang.org/x/mod/semver"
)

func TestSemVerAgreesWithGo(t *testing.T) {
	g := newGenerator(4)
	for range 3000 {
		a, b := g.numbers(3, 3)+g.pick("", "-rc.1", "-rc.10", "-alpha", "-1", "+meta"), g.numbers(3, 3)+g.pick("", "-rc.2", "-beta.x", "-0", "+other")
		if got, want := SemVer.MustParse(a).Compare(SemVer.MustParse(b)), semver.Compare("v"+a, "v"+b); got != want {
			t.Errorf("%s against %s: %d, Go says %d", a, b, got, want)
		}
	}
}
