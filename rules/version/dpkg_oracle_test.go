package version

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/internal/needs"
)

func TestAgreesWithDpkg(t *testing.T) {
	dpkg := needs.Program(t, "dpkg")
	g := newGenerator(2)
	versionOf := func() string {
		v := g.numbers(1, 4) + g.pick("", "", "", "a", "e", "~rc1", "~~", "+dfsg", "+b", "b2", ".a", "~", "a~b", "zh", ".~1")
		if g.IntN(3) == 0 {
			v += "-" + g.pick("1", "2", "10", "1ubuntu5.31", "1ubuntu5.4", "2+deb7u20", "2+deb7u3", "1~bpo8+1", "0", "1+b1")
		}
		if g.IntN(6) == 0 {
			v = g.pick("0", "1", "2") + ":" + v
		}
		return v
	}
	// One shell asks for both relations of every pair.
	var script strings.Builder
	var pairs [][2]string
	for range 2000 {
		a, b := versionOf(), versionOf()
		pairs = append(pairs, [2]string{a, b})
		fmt.Fprintf(&script, "if %[1]s --compare-versions '%[2]s' lt '%[3]s'; then echo -1; elif %[1]s --compare-versions '%[2]s' gt '%[3]s'; then echo 1; else echo 0; fi\n", dpkg, a, b)
	}
	cmd := exec.Command("sh")
	cmd.Stdin = strings.NewReader(script.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(string(out))
	if len(want) != len(pairs) {
		t.Fatalf("%d answers for %d pairs", len(want), len(pairs))
	}
	for i, p := range pairs {
		a, b := Debian.MustParse(p[0]), Debian.MustParse(p[1])
		if got := fmt.Sprint(a.Compare(b)); got != want[i] {
			t.Errorf("%s against %s: %s, dpkg says %s", p[0], p[1], got, want[i])
		}
		for relation, holds := range map[string]bool{"<<": want[i] == "-1", "<=": want[i] != "1", "=": want[i] == "0", ">=": want[i] != "-1", ">>": want[i] == "1"} {
			set, err := DebianRelation(Debian, "("+relation+" "+p[1]+")")
			if err != nil || set.Contains(a) != holds {
				t.Errorf("%s %s %s is not %t; %v", p[0], relation, p[1], holds, err)
			}
		}
	}
}
