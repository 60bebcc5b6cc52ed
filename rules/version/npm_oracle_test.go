package version

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/internal/needs"
)

// npmScript compares pairs and tests ranges with npm's own semver.
const npmScript = `
const semver = require('semver');
const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify({
  order: input.pairs.map(([a, b]) => semver.compare(a, b)),
  in: input.cases.map(([range, v]) => semver.validRange(range) === null ? null : semver.satisfies(v, range)),
}));`

func TestAgreesWithNpmSemver(t *testing.T) {
	node := needs.Program(t, "node")
	if err := exec.Command(node, "-e", "require('semver')").Run(); err != nil {
		needs.Missing(t, "node is without semver: npm install semver, and set NODE_PATH to its node_modules")
	}
	g := newGenerator(1)
	versionOf := func() string {
		v := g.numbers(3, 3)
		if g.IntN(3) == 0 {
			v += "-" + g.pick("alpha", "beta", "rc", "0", "1", "10", "alpha.1", "alpha.beta", "rc.10", "rc.2", "x-y")
		}
		return v
	}
	partial := func() string {
		v := g.numbers(1, 3)
		return v + strings.Repeat(g.pick("", "", ".x", ".*"), g.IntN(2))
	}
	comparator := func() string {
		return g.pick("", "=", ">", "<", ">=", "<=", "~", "^", "~", "^") + g.pick("", "", " ") + partial()
	}
	ranges := func() string {
		switch g.IntN(8) {
		case 0:
			return partial() + " - " + partial()
		case 1:
			return comparator() + " || " + comparator()
		case 2, 3:
			return comparator() + " " + comparator()
		case 4:
			return g.pick("*", "", "x", ">=0", "<1", "v1.2")
		}
		return comparator()
	}
	var input struct {
		Pairs [][2]string `json:"pairs"`
		Cases [][2]string `json:"cases"`
	}
	for range 3000 {
		input.Pairs = append(input.Pairs, [2]string{versionOf(), versionOf()})
		// npm admits pre-releases only next to one in the range, which sets
		// can't hold; releases must agree without exception.
		input.Cases = append(input.Cases, [2]string{ranges(), g.numbers(3, 3)})
	}
	data, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", npmScript)
	cmd.Stdin = strings.NewReader(string(data))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Order []int
		In    []*bool
	}
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	for i, p := range input.Pairs {
		if got := SemVer.MustParse(p[0]).Compare(SemVer.MustParse(p[1])); got != want.Order[i] {
			t.Errorf("compare(%s, %s) = %d, npm says %d", p[0], p[1], got, want.Order[i])
		}
	}
	valid := 0
	for i, c := range input.Cases {
		if want.In[i] == nil {
			continue
		}
		valid++
		set, err := NPMRange(SemVer, c[0])
		if err != nil {
			t.Errorf("%v, which npm accepts", err)
			continue
		}
		if got := set.Contains(SemVer.MustParse(c[1])); got != *want.In[i] {
			t.Errorf("%q contains %s: %t, npm says %t (%s)", c[0], c[1], got, *want.In[i], set)
		}
	}
	if valid < 2000 {
		t.Errorf("only %d ranges were valid", valid)
	}
}
