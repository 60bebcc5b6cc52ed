package rules_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// good is a table in which the tests make one mistake at a time.
const good = `
runtime: openssl
title: OpenSSL
scheme: openssl
releases: {as-of: "2026-08-22", known: [1.0.0t, 1.0.1u]}
sources:
  changes: {title: CHANGES, url: "https://example.org/changes"}
remedies:
  upgrade: {kind: upgrade, to: 1.0.1u, text: Move on.}
rows:
  - id: openssl-0
    versions: "[, 1.0.1)"
    why: It is old.
    tls1.2: {support: none, remedies: [upgrade]}
    tls1.3: {support: unknown}
    sources: [changes]
    evidence: verified
  - id: openssl-1.0.1
    versions: "[1.0.1, )"
    why: It is new.
    tls1.2: {support: default}
    tls1.3: {support: unknown, why: Nobody looked.}
    sources: [changes]
    evidence: recalled
---
runtime: python
scheme: pep440
sources:
  docs: {title: Documentation, url: "https://example.org/docs"}
remedies:
  openssl: {kind: upgrade, text: Take another OpenSSL., with: {openssl: ">=1.0.1"}}
  move: {kind: upgrade, text: Take OpenSSL itself., runtime: openssl, to: 1.0.1u}
rows:
  - id: python-0
    versions: "*"
    why: OpenSSL decides.
    tls1.2: {follows: [openssl], assume: unmet, remedies: [openssl, move]}
    tls1.3: {support: default, requires: {runtime: openssl, versions: ">=1.0.1", else: patch}, then: opt-in, assume: met}
    sources: [docs]
    evidence: verified
`

func TestLoadReadsATableOfOnesOwn(t *testing.T) {
	table, err := rules.Load("house", strings.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	if table.Name() != "house" || len(table.Runtimes()) != 2 || table.Title(rules.Python) != "python" || table.Title("cobol") != "cobol" {
		t.Errorf("name %q, %d runtimes, title %q", table.Name(), len(table.Runtimes()), table.Title(rules.Python))
	}
	row := table.Rule("openssl-1.0.1")
	if row == nil || row.WhyFor(rules.TLS12) != "It is new." || row.WhyFor(rules.TLS13) != "Nobody looked." || row.Evidence != "recalled" {
		t.Errorf("openssl-1.0.1 is %+v", row)
	}
	if table.Rule("openssl-2") != nil || table.Runtime(rules.Java) != nil {
		t.Error("the table has rules that it was not given")
	}
	if m := table.Rule("python-0").Ability(rules.TLS12).Remedies[1]; m.Runtime != rules.OpenSSL || m.To.String() != "1.0.1u" {
		t.Errorf("the remedy moves to %s %s, want openssl 1.0.1u", m.Runtime, m.To)
	}
	if row := table.Runtime(rules.OpenSSL).Match("", version.OpenSSL.MustParse("1.0.1-beta1")); row == nil || row.ID != "openssl-1.0.1" {
		t.Errorf("1.0.1-beta1 is in %+v; an interval takes its pre-releases along", row)
	}
}

func TestLoadNamesTheMistake(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"no YAML":                        {"runtime: openssl", "runtime: [", "house"},
		"an unknown field":               {"title: OpenSSL", "titel: OpenSSL", "titel"},
		"no runtime":                     {"runtime: openssl", "runtime: ''", "a runtime and a known scheme are needed"},
		"an unknown scheme":              {"scheme: openssl", "scheme: roman", `"roman"`},
		"the scheme of another runtime":  {"scheme: pep440", "scheme: java", `not in the order "java"`},
		"a runtime twice":                {"runtime: python\nscheme: pep440", "runtime: openssl\nscheme: openssl", "openssl stands twice"},
		"a release that is no version":   {"[1.0.0t, 1.0.1u]", "[soon]", "releases: "},
		"releases out of order":          {"[1.0.0t, 1.0.1u]", "[1.0.1u, 1.0.0t]", "not in order"},
		"a row without id":               {"id: openssl-0", "id: ''", `row ""`},
		"a row without why":              {"why: It is old.", "why: ''", `row "openssl-0": needs an id and a why`},
		"an id twice":                    {"id: python-0", "id: openssl-0", `"openssl-0" stands twice`},
		"versions that are none":         {`"[1.0.1, )"`, `"[, 1.0.1"`, `row "openssl-1.0.1"`},
		"versions left out":              {`"[1.0.1, )"`, `"[1.0.2, )"`, "no row for"},
		"versions in two rows":           {`"[1.0.1, )"`, `"[1.0.0, )"`, `"openssl-`},
		"no evidence":                    {"evidence: recalled", "evidence: hearsay", `row "openssl-1.0.1": evidence "hearsay"`},
		"no source":                      {"sources: [changes]\n    evidence: recalled", "evidence: recalled", `row "openssl-1.0.1": cites no source`},
		"a source that is not there":     {"sources: [docs]", "sources: [doc]", `row "python-0": source "doc"`},
		"a source without https":         {"https://example.org/docs", "http://example.org/docs", `row "python-0": source "docs"`},
		"a source that nobody cites":     {"sources:\n  docs:", "sources:\n  other: {title: Other, url: \"https://example.org\"}\n  docs:", `no row cites the source "other"`},
		"a remedy that nobody names":     {"remedies: [openssl, move]", "remedies: [openssl]", `no row names the remedy "move"`},
		"a remedy that is not there":     {"remedies: [upgrade]", "remedies: [upgrad]", `row "openssl-0": TLS 1.2: remedy "upgrad"`},
		"a remedy of no kind":            {"kind: upgrade, to", "kind: ready, to", "remedy upgrade"},
		"a remedy without text":          {"text: Move on.", "text: ''", "remedy upgrade: needs a text"},
		"a remedy to no version":         {"to: 1.0.1u, text", "to: later, text", "remedy upgrade"},
		"a remedy to another's nowhere":  {", runtime: openssl, to: 1.0.1u", ", runtime: openssl", "remedy move: moves to openssl"},
		"a remedy to an unknown runtime": {"runtime: openssl, to: 1.0.1u", "runtime: cobol, to: 1.0.1u", `row "python-0", TLS 1.2: remedy move: no rules for cobol`},
		"a remedy to no version there":   {"runtime: openssl, to: 1.0.1u", "runtime: openssl, to: later", `row "python-0", TLS 1.2: remedy move`},
		"a remedy with an unknown one":   {`with: {openssl: ">=1.0.1"}`, `with: {cobol: ">=1.0.1"}`, "remedy openssl: no rules for cobol"},
		"a remedy with no versions":      {`with: {openssl: ">=1.0.1"}`, `with: {openssl: ">=later"}`, "remedy openssl: "},
		"support that is none of ours":   {"{support: none,", "{support: perhaps,", `row "openssl-0": TLS 1.2: support "perhaps"`},
		"no support":                     {"tls1.2: {support: default}", "tls1.2: {}", `row "openssl-1.0.1": TLS 1.2: support ""`},
		"a patch that leads nowhere":     {"then: opt-in, ", "", `row "python-0": TLS 1.3: what needs a patch`},
		"a patch that nobody needs":      {"tls1.2: {support: default}", "tls1.2: {support: default, then: opt-in}", `row "openssl-1.0.1": TLS 1.2: what needs a patch`},
		"nothing to assume":              {"assume: unmet, ", "", `row "python-0": TLS 1.2: assume ""`},
		"a companion without rules":      {"follows: [openssl]", "follows: [cobol]", `row "python-0", TLS 1.2: no rules for the companion cobol`},
		"a companion of no version":      {`versions: ">=1.0.1", else`, `versions: ">=later", else`, `row "python-0", TLS 1.3`},
		"runtimes that follow in circle": {"tls1.2: {support: default}", "tls1.2: {follows: [python], assume: met}", "circle: openssl, python, openssl"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("the table does not contain %q", c.old)
			}
			_, err := rules.Load("house", strings.NewReader(strings.Replace(good, c.old, c.new, 1)))
			if err == nil || !strings.HasPrefix(err.Error(), "house: ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestLoadPassesReadErrorsOn(t *testing.T) {
	broken := errors.New("the disk is gone")
	_, err := rules.Load("house", io.MultiReader(strings.NewReader("runtime: openssl\n"), failing{broken}))
	if err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("the error is %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestNamesReadBack(t *testing.T) {
	for _, tls := range []rules.TLS{rules.TLS12, rules.TLS13} {
		if got, ok := rules.ParseTLS(tls.String()); !ok || got != tls {
			t.Errorf("TLS %s reads back as %s", tls, got)
		}
	}
	for _, v := range []rules.Verdict{rules.Unknown, rules.Ready, rules.Configure, rules.Update, rules.Upgrade} {
		if got, ok := rules.ParseVerdict(v.String()); !ok || got != v {
			t.Errorf("%s reads back as %s", v, got)
		}
		if text, err := v.MarshalText(); err != nil || string(text) != v.String() {
			t.Errorf("%s is marshalled as %s, %v", v, text, err)
		}
	}
	if _, ok := rules.ParseTLS("1.1"); ok {
		t.Error("TLS 1.1 is none of ours")
	}
	if got := rules.Verdict(99).String(); got != "invalid" {
		t.Errorf("a verdict that does not exist is called %q", got)
	}
	for _, c := range []struct {
		value interface{ MarshalText() ([]byte, error) }
		want  string
	}{{rules.TLS13, "1.3"}, {rules.OptIn, "opt-in"}, {rules.Target, "target"}, {rules.PinsOld, "pins-old"}} {
		if text, err := c.value.MarshalText(); err != nil || string(text) != c.want {
			t.Errorf("%v is marshalled as %s, %v; want %s", c.value, text, err, c.want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.SetBytes(int64(len(good)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.Load("house", strings.NewReader(good)); err != nil {
			b.Fatal(err)
		}
	}
}
