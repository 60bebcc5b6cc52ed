package rules_test

import (
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// library is a table with a library in which the tests make one mistake at a time.
const library = good + `
---
runtime: pypi/carrier
title: Carrier
scheme: pep440
sources:
  docs: {title: Documentation, url: "https://example.org/docs"}
remedies:
  upgrade: {kind: upgrade, to: "2.0", text: Move on.}
rows:
  - id: pypi-carrier-0
    versions: "[, 2.0)"
    why: It asks for SSL.
    tls1.2: {support: none, remedies: [upgrade]}
    tls1.3: {support: none, remedies: [upgrade]}
    sources: [docs]
    evidence: verified
  - id: pypi-carrier-2.0
    versions: "[2.0, )"
    why: It brings an OpenSSL along.
    tls1.2: {support: default}
    tls1.3: {support: default}
    effect: {on: [python], provides: {openssl: ">=1.0.1"}, enables: "1.3", ignores: [x], reach: own}
    sources: [docs]
    evidence: verified
`

func TestALibraryIsJudgedAndMovesItsRuntime(t *testing.T) {
	table, err := rules.Load("house", strings.NewReader(library))
	if err != nil {
		t.Fatal(err)
	}
	carrier := rules.Package("pypi", "carrier")
	if !carrier.IsLibrary() || rules.Python.IsLibrary() || len(table.Libraries()) != 1 || len(table.Runtimes()) != 2 || table.Rule("pypi-carrier-2.0") == nil {
		t.Fatal("the library is not told from runtimes")
	}
	named, err := rules.Parse(carrier, "1.4")
	if err != nil {
		t.Fatal(err)
	}
	if a := table.Evaluate(rules.Query{Runtime: named.Runtime, Versions: named.Versions}); a.Verdict != rules.Upgrade || a.Witness.String() != "1.4" {
		t.Errorf("%+v", a)
	}
	v, _ := version.PEP440.Parse("2.1")
	in := table.Runtime(carrier).Match("", v).Influence
	switch {
	case !in.Reaches(rules.Python) || in.Reaches(rules.Java) || !in.Own || len(in.Ignores) != 1 || len(in.Evidence) != 2:
		t.Errorf("%+v", in)
	case in.Evidence[0].Effect != rules.Enables || in.Evidence[0].TLS != rules.TLS13 || in.Evidence[1].Provides.Runtime != rules.OpenSSL:
		t.Errorf("%+v", in.Evidence)
	}
	var none *rules.Influence
	if none.Reaches(rules.Python) {
		t.Error("no influence reaches something")
	}
}

func TestLoadNamesTheMistakeInALibrary(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"on: [python], ", "", "says not on which"},
		{"reach: own", "reach: far", `reach "far"`},
		{`provides: {openssl: ">=1.0.1"}, enables: "1.3", ignores: [x], `, "", "nothing"},
		{`enables: "1.3"`, `enables: "1.1"`, `TLS "1.1"`},
		{`{openssl: ">=1.0.1"}, enables`, `{tls: "1"}, enables`, `"tls"`},
		{`{openssl: ">=1.0.1"}, enables`, `{openssl: "x"}, enables`, "x"},
		{"runtime: pypi/carrier", "runtime: carrier", "effect"},
		{"runtime: pypi/carrier", "runtime: rubygems/carrier", "order"},
	} {
		text := strings.Replace(library, c.old, c.new, 1)
		if text == library {
			t.Fatalf("%q is not in the table", c.old)
		}
		if _, err := rules.Load("house", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want something of %s", c.new, err, c.want)
		}
	}
}

func TestLibrariesAreKnownByTheirNames(t *testing.T) {
	for _, r := range rules.Default().Libraries() {
		if !rules.IsKnownLibrary(r.Runtime) {
			t.Errorf("%s is not found by name", r.Runtime)
		}
		if rules.Default().Runtime(r.Runtime) != r {
			t.Errorf("%s is not found in the table", r.Runtime)
		}
	}
	if rules.IsKnownLibrary("pypi/left-pad") || rules.Default().Runtime("pypi/left-pad") != nil || len(rules.Guidance().Libraries()) > 0 {
		t.Error("libraries that nobody knows are found")
	}
}
