package rules_test

import (
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
)

const ourOpenSSL = `
runtime: openssl
title: OpenSSL of ours
scheme: openssl
releases: {as-of: "2026-01-01", known: [1.0.0t, 3.5.0]}
sources: {ours: {title: Our build notes, url: "https://example.com/openssl"}}
remedies: {upgrade: {kind: upgrade, to: 3.5.0, text: Take our 3.5.}}
rows:
  - {id: ours-0, versions: "[, 3.5.0)", why: We compile TLS 1.2 out., tls1.2: {support: none, remedies: [upgrade]}, tls1.3: {support: none, remedies: [upgrade]}, sources: [ours], evidence: verified}
  - {id: ours-3.5, versions: "[3.5.0, )", why: We no longer do., tls1.2: {support: default}, tls1.3: {support: default}, sources: [ours], evidence: verified}
`

func TestRulesOfOnesOwnReplaceThoseOfTheTable(t *testing.T) {
	table, err := rules.Extend(rules.File{Name: "ours.yaml", Data: []byte(ourOpenSSL)})
	if err != nil {
		t.Fatal(err)
	}
	if table.Name() != "default+ours.yaml" || len(table.Runtimes()) != len(rules.Default().Runtimes()) {
		t.Errorf("%s has %d runtimes", table.Name(), len(table.Runtimes()))
	}
	named, _ := rules.Parse(rules.OpenSSL, "1.0.2k")
	for table, want := range map[*rules.Table]rules.Verdict{table: rules.Upgrade, rules.Default(): rules.Ready} {
		got := table.Evaluate(rules.Query{Runtime: rules.OpenSSL, Versions: named.Versions, Binding: rules.Exact})
		if got.Verdict != want {
			t.Errorf("%s: OpenSSL 1.0.2k is %v, want %v", table.Name(), got.Verdict, want)
		}
	}
	if table.Runtime(rules.Python) == rules.Default().Runtime(rules.Python) {
		t.Error("the two tables share rules, which linking writes into")
	}
	for _, r := range rules.Default().Libraries() {
		if table.Runtime(r.Runtime) == nil {
			t.Errorf("%s is lost", r.Runtime)
		}
	}
}

func TestRulesOfOnesOwnAreCheckedLikeTheOthers(t *testing.T) {
	for want, files := range map[string][]rules.File{
		"b.yaml: runtime openssl has rules": {{Name: "a.yaml", Data: []byte(ourOpenSSL)}, {Name: "b.yaml", Data: []byte(ourOpenSSL)}},
		"a.yaml":                            {{Name: "a.yaml", Data: []byte("runtime: [\n")}},
		"no row for":                        {{Name: "a.yaml", Data: []byte(strings.Replace(ourOpenSSL, "[, 3.5.0)", "[1.0, 3.5.0)", 1))}},
	} {
		if _, err := rules.Extend(files...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
