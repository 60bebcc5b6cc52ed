package policy

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

const whole = `# what our APIs require
min-tls: 1.3
effective: 2019-05-01T23:59:00Z
fail-on: error
include: [services/**, tools]
exclude:
  - testdata
  - services/attic/
assume:
  - {path: services/shop, runtime: openssl, version: 0.9.8zh}
  - {runtime: openssl, version: 1.0.2k}
suppress:
  - path: services/shop/**
    runtime: python
    reason: leaves with the shop
    expires: 2019-06-30
  - path: nowhere
    reason: none
owners:
  - {path: services/shop, owner: "@shop"}
  - {owner: "@platform"}
`

func mustParse(t *testing.T, text string) *Policy {
	t.Helper()
	p, err := Parse(Name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func scanWith(t *testing.T, s Scope, tree fstest.MapFS, now time.Time) *scanner.Report {
	t.Helper()
	sc, err := scanner.New(s.Options(scanner.Options{MinTLS: s.MinTLS, Workers: 2}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := sc.Scan(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	s.Apply(r, now)
	return r
}

func TestAPolicyDecidesWhatIsReadAssumedAcceptedAndWhoAnswers(t *testing.T) {
	p := mustParse(t, strings.Replace(whole, "1.3", `"1.2"`, 1))
	tree := fstest.MapFS{}
	for _, dir := range []string{"services/shop", "services/shop/testdata", "services/attic/x", "services/web", "tools/x", "other"} {
		tree[dir+"/.python-version"] = &fstest.MapFile{Data: []byte("2.7.18\n")}
	}
	before := time.Date(2019, 4, 1, 0, 0, 0, 0, time.UTC)
	show := func(r *scanner.Report) []string {
		var out []string
		for _, f := range r.Findings {
			line := fmt.Sprintf("%s %s %s", f.Path, f.Verdict, f.Owner)
			if s := f.Suppressed; s != nil {
				line += fmt.Sprintf(" (%s: %s until %s)", s.Source, s.Reason, s.Expires)
			}
			out = append(out, line)
		}
		for _, p := range r.Problems {
			out = append(out, fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.Message))
		}
		return out
	}
	want := []string{
		"services/shop/.python-version upgrade @shop (policy: leaves with the shop until 2019-06-30)",
		"services/web/.python-version ready @platform",
		"tools/x/.python-version ready @platform",
	}
	nothing := ".tlsready.yaml:17: this suppression suppresses nothing: remove it"
	got := show(scanWith(t, Scope{Policy: p, Whole: true}, tree, before))
	if diff := cmp.Diff(append(slices.Clone(want), nothing), got); diff != "" {
		t.Error(diff)
	}

	p = mustParse(t, whole)
	p.MinTLS = rules.TLS12
	if diff := cmp.Diff(want, show(scanWith(t, Scope{Policy: p}, tree, before))); diff != "" {
		t.Errorf("a part of the tree: %s", diff)
	}

	p = mustParse(t, whole)
	p.MinTLS = rules.TLS12
	after := time.Date(2019, 7, 1, 0, 0, 0, 0, time.UTC)
	got = show(scanWith(t, Scope{Policy: p}, tree, after))
	want[0] = "services/shop/.python-version upgrade @shop"
	want = append(want, ".tlsready.yaml:13: this suppression ended on 2019-06-30: mend what it covers, or renew it")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ended: %s", diff)
	}

	p = mustParse(t, whole)
	p.MinTLS = rules.TLS12
	r := scanWith(t, Scope{Policy: p, Base: "services/shop"}, fstest.MapFS{".python-version": tree["services/shop/.python-version"]}, after.Add(-time.Second))
	if len(r.Findings) != 1 || r.Findings[0].Owner != "@shop" || r.Findings[0].Verdict != rules.Upgrade || r.Findings[0].Suppressed == nil {
		t.Errorf("from a folder below: %v", show(r))
	}
	if !r.Effective.Equal(time.Date(2019, 5, 1, 23, 59, 0, 0, time.UTC)) {
		t.Errorf("effective %v", r.Effective)
	}
}

func TestSuppressionsSelect(t *testing.T) {
	tree := fstest.MapFS{"a/Gemfile": &fstest.MapFile{Data: []byte("ruby '1.9.3'\n")}}
	found := scanWith(t, Scope{Policy: &Policy{}}, tree, time.Time{}).Findings[0]
	for selector, want := range map[string]bool{
		"path: a":                         true,
		"path: a/*":                       true,
		"path: Gemfile":                   true,
		"path: b":                         false,
		"path: ./Gemfile":                 false,
		"runtime: ruby":                   true,
		"runtime: python":                 false,
		"runtime: ruby, path: b":          false,
		"kind: Gemfile":                   true,
		"kind: pom.xml":                   false,
		"rule: " + found.Parts[0].Rule.ID: true,
		"rule: ruby-0":                    false,
		"fingerprint: \"" + found.Fingerprint + `"`: true,
		"fingerprint: 0000":                         false,
	} {
		p := mustParse(t, "suppress: [{"+selector+", reason: known}]")
		r := scanWith(t, Scope{Policy: p, Whole: true}, tree, time.Time{})
		if got := r.Findings[0].Suppressed != nil; got != want {
			t.Errorf("%s: suppressed %v, want %v", selector, got, want)
		}
		if got := len(r.Problems) == 0; got != want {
			t.Errorf("%s: problems %v", selector, r.Problems)
		}
	}
}

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		glob, name string
		want       bool
	}{
		{"testdata", "a/testdata/x", true},
		{"testdata", "testdata/x/y", true},
		{"testdata", "a/testdata2/x", false},
		{"*.tf", "a/b/main.tf", true},
		{"legacy/", "legacy/a/b", true},
		{"legacy/", "x/legacy/a", false},
		{"./legacy", "x/legacy/a", false},
		{"a/**/x", "a/b/c/x", true},
		{"a/**/x", "a/x", true},
		{"a/*", "a/b/c", true},
		{"{a,b}/c", "b/c/d", true},
		{".", "any/thing", true},
		{"**", "any/thing", true},
	} {
		p, err := newPattern(c.glob)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.matches(c.name); got != c.want {
			t.Errorf("%s matches %s: %v", c.glob, c.name, got)
		}
	}
}

func TestABadPolicyIsNamedByFileLineAndMend(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a: [", ".tlsready.yaml:2:"},
		{"\nmintls: 1.2", `.tlsready.yaml:2: "mintls" is no field; there are assume, baseline, effective, exclude, fail-on, include, min-tls, owners, rules, suppress, table`},
		{"min-tls: 1.1", `:1: "1.1" is none of 1.2, 1.3`},
		{"min-tls: [1.2]", ":1: here stands a list where a text belongs"},
		{"min-tls:", `:1: here stands "" where a text belongs`},
		{"min-tls: 1.2\nmin-tls: 1.3", "min-tls"},
		{"effective: 5/1/2019", `"5/1/2019" is no date such as`},
		{"fail-on: errors", `"errors" is none of error, warning, note, never`},
		{"include: services", `:1: here stands "services" where a list belongs`},
		{"exclude:\n  - a\n  - '[a'", `:3: "[a" is no valid glob`},
		{"exclude: ['" + strings.Repeat("{*,a*}", 9) + "x']", "has braces of too many combinations"},
		{"exclude: ['" + strings.Repeat("{*,", 300) + strings.Repeat("}", 300) + "']", "has braces of too many combinations"},
		{"exclude: ['" + strings.Repeat("{[}],a*}", 9) + "x']", "has braces of too many combinations"},
		{"exclude: [../x]", `"../x" is no path below the policy file`},
		{`exclude: ['a\b']`, "is no path below"},
		{"assume: [{runtime: openssl}]", "needs a runtime and a version"},
		{"assume: [{runtime: opensll, version: 1}]", `nothing is known of a runtime "opensll"`},
		{"assume: [{runtime: openssl, version: newest}]", ":1: "},
		{"suppress: [{reason: x}]", "at least one of path"},
		{"suppress: [{path: a}]", "needs a reason"},
		{"suppress: [{path: a, reason: x, expires: soon}]", `"soon" is no date such as 2019-06-30`},
		{"suppress: [a]", `here stands "a" where fields such as`},
		{"suppress:\n - {path: a, until: x}", `:2: "until" is no field`},
		{"owners: [{path: a}]", "needs an owner"},
		{"table: guidance\nrules: [a.yaml]", "leave out table"},
		{"x: &a [*a]", ":1: "},
		{"min-tls: *b", ":1:"},
	} {
		_, err := Parse(Name, []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), Name+":") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v; want %s", c.text, err, c.want)
		}
	}
	for _, empty := range []string{"", "# nothing yet\n", "---\n"} {
		if _, err := Parse(Name, []byte(empty)); err != nil && empty != "---\n" {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

func TestThePolicyFileIsTheNearestAbove(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{dir, filepath.Join(dir, "a")} {
		if err := os.WriteFile(filepath.Join(in, Name), []byte("fail-on: never\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := Find(deep)
		if err != nil || got != filepath.Join(in, Name) {
			t.Errorf("found %s (%v), want that of %s", got, err, in)
		}
	}
	p, err := Read(filepath.Join(dir, Name))
	if err != nil || p.FailOn != "never" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := Read(filepath.Join(dir, "none.yaml")); err == nil {
		t.Error("a policy that is not there was read")
	}
	big := filepath.Join(dir, "big.yaml")
	if err := os.WriteFile(big, make([]byte, maxSize+1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(big); err == nil || !strings.Contains(err.Error(), "1 MiB") {
		t.Errorf("a policy of a megabyte: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("x: &a [*a, *a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(Name, data)
		if (p == nil) == (err == nil) {
			t.Errorf("%v and %v", p, err)
		}
	})
}
