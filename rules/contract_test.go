package rules_test

import (
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// read reads a version, a line or, behind "in ", a set in the neutral notation.
func read(t *testing.T, rt rules.Runtime, text string) version.Set {
	t.Helper()
	if notation, ok := strings.CutPrefix(text, "in "); ok {
		set, err := version.ParseSet(rules.Scheme(rt), notation)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	set, err := rules.Scheme(rt).Line(text)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func with(t *testing.T, rt rules.Runtime, vendor, text string) []rules.Companion {
	t.Helper()
	return []rules.Companion{{Runtime: rt, Vendor: vendor, Versions: read(t, rt, text)}}
}

// These are promises to users: whoever changes one changes what people were told.
func TestDefaultTableHoldsItsPromises(t *testing.T) {
	openssl := func(vendor, text string) []rules.Companion { return with(t, rules.OpenSSL, vendor, text) }
	for _, c := range []struct {
		runtime    rules.Runtime
		versions   string
		vendor     string
		companions []rules.Companion
		verdict    rules.Verdict
		best       rules.Verdict // zero: the same, and certain
		dependsOn  string
	}{
		{runtime: rules.Python, versions: "2.7.8", verdict: rules.Upgrade, best: rules.Ready, dependsOn: "openssl >=1.0.1"},
		{runtime: rules.Python, versions: "2.7.8", companions: openssl("", "1.0.1g"), verdict: rules.Ready},
		{runtime: rules.Python, versions: "2.7.8", companions: openssl("", "1.0.0t"), verdict: rules.Upgrade},
		{runtime: rules.Python, versions: "2.7.8", companions: openssl("ubuntu-12.04", "1.0.1"), verdict: rules.Update},
		{runtime: rules.Python, versions: "2.7.8", companions: with(t, rules.LibreSSL, "", "2.2.7"), verdict: rules.Ready},
		{runtime: rules.Python, versions: "2.7.9", verdict: rules.Ready, dependsOn: "openssl >=1.0.1"},
		{runtime: rules.Python, versions: "2.7.9", companions: openssl("macos", "0.9.8zh"), verdict: rules.Upgrade},
		{runtime: rules.Python, versions: "3.13.0", verdict: rules.Ready},

		{runtime: rules.Java, versions: "6u45", verdict: rules.Upgrade},
		{runtime: rules.Java, versions: "7u79", verdict: rules.Configure},
		{runtime: rules.Java, versions: "7u130", verdict: rules.Configure},
		{runtime: rules.Java, versions: "7u131", verdict: rules.Ready},
		{runtime: rules.Java, versions: "1.7", verdict: rules.Configure, best: rules.Ready},
		{runtime: rules.Java, versions: "1.8.0_20", verdict: rules.Ready},
		{runtime: rules.Java, versions: "11.0.11", verdict: rules.Ready},
		{runtime: rules.Java, versions: "6u121", vendor: "oracle", verdict: rules.Configure},
		{runtime: rules.Java, versions: "6u121", vendor: "openjdk", verdict: rules.Upgrade},
		{runtime: rules.Java, versions: "7.0.10.85", vendor: "ibm", verdict: rules.Configure},
		{runtime: rules.Java, versions: "8.0.6.25", vendor: "ibm", verdict: rules.Ready},

		{runtime: rules.DotnetFramework, versions: "1.1", verdict: rules.Upgrade},
		{runtime: rules.DotnetFramework, versions: "3.5", verdict: rules.Update},
		{runtime: rules.DotnetFramework, versions: "4.0", verdict: rules.Update, best: rules.Configure, dependsOn: "dotnet-framework-installed >=4.5"},
		{runtime: rules.DotnetFramework, versions: "4.0", companions: with(t, rules.DotnetFrameworkInstalled, "", "4.8"), verdict: rules.Configure},
		{runtime: rules.DotnetFramework, versions: "4.0", companions: with(t, rules.DotnetFrameworkInstalled, "", "4.0"), verdict: rules.Update},
		{runtime: rules.DotnetFramework, versions: "4.5", verdict: rules.Configure},
		{runtime: rules.DotnetFramework, versions: "4.5.2", companions: with(t, rules.DotnetFrameworkInstalled, "", "4.8.1"), verdict: rules.Configure},
		{runtime: rules.DotnetFramework, versions: "4.6", verdict: rules.Ready},
		{runtime: rules.DotnetFramework, versions: "4.6.2", companions: with(t, rules.Windows, "", "7"), verdict: rules.Ready},
		{runtime: rules.DotnetFramework, versions: "4.7.2", verdict: rules.Ready, dependsOn: "windows >=8"},
		{runtime: rules.DotnetFramework, versions: "4.7.2", companions: with(t, rules.Windows, "", "7"), verdict: rules.Configure},
		{runtime: rules.DotnetFrameworkInstalled, versions: "4.0", verdict: rules.Update},
		{runtime: rules.DotnetFrameworkInstalled, versions: "4.5.2", verdict: rules.Configure},
		{runtime: rules.DotnetFrameworkInstalled, versions: "4.8", verdict: rules.Configure, best: rules.Ready, dependsOn: "dotnet-framework >=4.6"},
		{runtime: rules.DotnetFrameworkInstalled, versions: "4.8", companions: with(t, rules.DotnetFramework, "", "4.6"), verdict: rules.Ready},
		{runtime: rules.DotnetFrameworkInstalled, versions: "4.8", companions: with(t, rules.DotnetFramework, "", "4.5"), verdict: rules.Configure},
		{runtime: rules.Dotnet, versions: "1.1.13", verdict: rules.Ready, dependsOn: "openssl >=1.0.1"},
		{runtime: rules.Dotnet, versions: "8.0", verdict: rules.Ready},
		{runtime: rules.NetStandard, versions: "2.0", verdict: rules.Unknown},
		{runtime: rules.Mono, versions: "4.6.2", verdict: rules.Upgrade},
		{runtime: rules.Mono, versions: "4.8.0", verdict: rules.Configure},
		{runtime: rules.Mono, versions: "6.12.0", verdict: rules.Ready},

		{runtime: rules.OpenSSL, versions: "0.9.8zh", verdict: rules.Upgrade},
		{runtime: rules.OpenSSL, versions: "1.0.0t", verdict: rules.Upgrade},
		{runtime: rules.OpenSSL, versions: "1.0.1-beta1", verdict: rules.Ready},
		{runtime: rules.OpenSSL, versions: "1.0.1", verdict: rules.Ready},
		{runtime: rules.OpenSSL, versions: "1.0.1", vendor: "ubuntu-12.04", verdict: rules.Update},
		{runtime: rules.OpenSSL, versions: "1.0.0", vendor: "rhel-6", verdict: rules.Update},
		{runtime: rules.OpenSSL, versions: "1.0.1e", vendor: "rhel-6", verdict: rules.Ready},
		{runtime: rules.LibreSSL, versions: "2.8.3", verdict: rules.Ready},

		{runtime: rules.Ruby, versions: "1.8.7-p374", verdict: rules.Upgrade, best: rules.Ready, dependsOn: "openssl >=1.0.1"},
		{runtime: rules.Ruby, versions: "1.9.3", verdict: rules.Upgrade, best: rules.Ready, dependsOn: "openssl >=1.0.1"},
		{runtime: rules.Ruby, versions: "2.0.0-p648", verdict: rules.Upgrade, best: rules.Ready, dependsOn: "openssl >=1.0.1"},
		{runtime: rules.Ruby, versions: "2.0.0-p648", companions: openssl("", "1.0.2k"), verdict: rules.Ready},
		{runtime: rules.Ruby, versions: "2.4.10", verdict: rules.Upgrade, best: rules.Ready, dependsOn: "openssl >=1.0.1"},
		{runtime: rules.Ruby, versions: "2.5.0", verdict: rules.Ready},
		{runtime: rules.JRuby, versions: "1.7.19", verdict: rules.Upgrade},
		{runtime: rules.JRuby, versions: "1.7.22", companions: with(t, rules.Java, "", "7u80"), verdict: rules.Configure},
		{runtime: rules.JRuby, versions: "1.7.27", companions: with(t, rules.Java, "", "7u80"), verdict: rules.Ready},
		{runtime: rules.JRuby, versions: "1.7.27", companions: with(t, rules.Java, "", "6u45"), verdict: rules.Upgrade},
		{runtime: rules.JRuby, versions: "9.0.0.0", verdict: rules.Configure},
		{runtime: rules.JRuby, versions: "9.1.17.0", verdict: rules.Ready},
		{runtime: rules.TruffleRuby, versions: "22.3.0", verdict: rules.Ready},
		{runtime: rules.Jython, versions: "2.7.1", companions: with(t, rules.Java, "", "8u202"), verdict: rules.Ready},
		{runtime: rules.Jython, versions: "2.7.1", companions: with(t, rules.Java, "", "7u80"), verdict: rules.Configure},
	} {
		a := rules.Default().Evaluate(rules.Query{Runtime: c.runtime, Vendor: c.vendor, Versions: read(t, c.runtime, c.versions), Companions: c.companions})
		certain := c.best == 0
		if certain {
			c.best = c.verdict
		}
		if a.Verdict != c.verdict || a.Best != c.best || a.Certain != certain {
			t.Errorf("%s %s %s with %v: %s, best %s, certain %t; want %s, %s, %t", c.vendor, c.runtime, c.versions, c.companions,
				a.Verdict, a.Best, a.Certain, c.verdict, c.best, certain)
		}
		if got := dependsOn(a); got != c.dependsOn {
			t.Errorf("%s %s: depends on %q, want %q", c.runtime, c.versions, got, c.dependsOn)
		}
	}
}

func dependsOn(a rules.Assessment) string {
	var out []string
	for _, r := range a.DependsOn {
		out = append(out, string(r.Runtimes[0])+" "+r.Versions.Plain())
	}
	return strings.Join(out, ", ")
}

func TestPythonRangeOfBothWorldsNamesWitnessAndFloor(t *testing.T) {
	set, err := version.PEP440Specifier(version.PEP440, ">=2.7,<4")
	if err != nil {
		t.Fatal(err)
	}
	a := rules.Default().Evaluate(rules.Query{Runtime: rules.Python, Versions: set})
	if a.Verdict != rules.Upgrade || a.Best != rules.Ready || a.Certain || a.Witness.String() != "2.7.8" || a.Floor.String() != "2.7.9" {
		t.Errorf("verdict %s, best %s, certain %t, witness %s, floor %s; want upgrade, ready, false, 2.7.8, 2.7.9",
			a.Verdict, a.Best, a.Certain, a.Witness, a.Floor)
	}
}

func TestGuidanceTableSaysWhatTheGuidanceSays(t *testing.T) {
	for _, c := range []struct {
		runtime    rules.Runtime
		versions   string
		companions []rules.Companion
		verdict    rules.Verdict
	}{
		{rules.DotnetFramework, "2.0", nil, rules.Unknown},
		{rules.DotnetFramework, "3.5", nil, rules.Update},
		{rules.DotnetFramework, "4.0", nil, rules.Update},
		{rules.DotnetFramework, "4.5", nil, rules.Configure},
		{rules.DotnetFramework, "4.8", nil, rules.Configure},
		{rules.Java, "1.6", nil, rules.Unknown},
		{rules.Java, "1.7", nil, rules.Configure},
		{rules.Java, "1.8", nil, rules.Ready},
		{rules.OpenSSL, "in <1.0.1~", nil, rules.Upgrade},
		{rules.OpenSSL, "1.0.1", nil, rules.Ready},
		{rules.Python, "2.7.8", nil, rules.Upgrade},
		{rules.Python, "2.7.9", nil, rules.Ready},
		{rules.Python, "3.4.0", nil, rules.Ready},
		{rules.Ruby, "1.9.3", nil, rules.Update},
		{rules.Ruby, "2.0.0", nil, rules.Upgrade},
		{rules.Ruby, "2.0.0", with(t, rules.OpenSSL, "", "1.0.1"), rules.Ready},
		{rules.Ruby, "2.0.0", with(t, rules.OpenSSL, "", "1.0.0t"), rules.Upgrade},
	} {
		q := rules.Query{Runtime: c.runtime, Versions: read(t, c.runtime, c.versions), Companions: c.companions}
		a := rules.Guidance().Evaluate(q)
		if a.Verdict != c.verdict {
			t.Errorf("%s %s with %v: %s, want %s", c.runtime, c.versions, c.companions, a.Verdict, c.verdict)
		}
		if a.Verdict == rules.Unknown && !strings.HasPrefix(a.Reason, "The guidance ") {
			t.Errorf("%s %s: the reason does not say that the guidance is silent: %q", c.runtime, c.versions, a.Reason)
		}
		q.MinTLS = rules.TLS13
		if a := rules.Guidance().Evaluate(q); a.Verdict != rules.Unknown || a.Reason != "The guidance does not speak of TLS 1.3." {
			t.Errorf("%s %s, TLS 1.3: %s %q", c.runtime, c.versions, a.Verdict, a.Reason)
		}
	}
}

func TestTLS13(t *testing.T) {
	for _, c := range []struct {
		runtime    rules.Runtime
		vendor     string
		versions   string
		companions []rules.Companion
		verdict    rules.Verdict
	}{
		{rules.OpenSSL, "", "1.1.0l", nil, rules.Upgrade},
		{rules.OpenSSL, "", "1.1.1-pre6", nil, rules.Upgrade},
		{rules.OpenSSL, "", "1.1.1", nil, rules.Ready},
		{rules.LibreSSL, "", "3.1.5", nil, rules.Upgrade},
		{rules.LibreSSL, "", "3.3.6", nil, rules.Ready},
		{rules.BoringSSL, "", "*", nil, rules.Unknown},
		{rules.Python, "", "2.7.18", nil, rules.Upgrade},
		{rules.Python, "", "2.7.18", with(t, rules.OpenSSL, "", "3.0.19"), rules.Ready},
		{rules.Python, "", "2.7.12", with(t, rules.OpenSSL, "", "3.0.19"), rules.Upgrade},
		{rules.Python, "", "3.9.25", with(t, rules.OpenSSL, "", "1.1.0l"), rules.Upgrade},
		{rules.Python, "", "3.10.0", nil, rules.Ready},
		{rules.Ruby, "", "2.7.8", with(t, rules.OpenSSL, "", "1.1.1w"), rules.Ready},
		{rules.Ruby, "", "2.3.8", with(t, rules.OpenSSL, "", "1.1.1w"), rules.Upgrade},
		{rules.Java, "", "7u351", nil, rules.Upgrade},
		{rules.Java, "oracle", "8u261", nil, rules.Configure},
		{rules.Java, "", "8u261", nil, rules.Upgrade},
		{rules.Java, "oracle", "8u341", nil, rules.Ready},
		{rules.Java, "", "8u341", nil, rules.Configure},
		{rules.Java, "", "8u352", nil, rules.Ready},
		{rules.Java, "ibm", "8.0.6.25", nil, rules.Configure},
		{rules.Java, "ibm", "8u251", nil, rules.Upgrade},
		{rules.Java, "ibm", "8.0.7.15", nil, rules.Ready},
		{rules.Java, "azul", "8u212", nil, rules.Configure},
		{rules.Java, "", "10.0.2", nil, rules.Upgrade},
		{rules.Java, "", "11", nil, rules.Ready},
		{rules.JRuby, "", "9.4.15.0", with(t, rules.Java, "", "17.0.20"), rules.Ready},
		{rules.JRuby, "", "9.4.15.0", with(t, rules.Java, "", "8u202"), rules.Upgrade},
		{rules.JRuby, "", "9.3.3.0", with(t, rules.Java, "", "17.0.20"), rules.Upgrade},
		{rules.DotnetFramework, "", "3.5", with(t, rules.Windows, "", "11"), rules.Upgrade},
		{rules.DotnetFramework, "", "4.6.2", with(t, rules.Windows, "", "11"), rules.Configure},
		{rules.DotnetFramework, "", "4.8", with(t, rules.Windows, "", "11"), rules.Ready},
		{rules.DotnetFramework, "", "4.8", with(t, rules.Windows, "", "10"), rules.Upgrade},
		{rules.Dotnet, "", "2.2.8", with(t, rules.OpenSSL, "", "1.1.1"), rules.Upgrade},
		{rules.Dotnet, "", "3.1.32", with(t, rules.OpenSSL, "", "1.1.1"), rules.Ready},
		{rules.Dotnet, "", "8.0.30", with(t, rules.Windows, "", "2022"), rules.Ready},
		{rules.Dotnet, "", "8.0.30", nil, rules.Upgrade},
		{rules.Mono, "", "6.12.0", nil, rules.Upgrade},
		{rules.Windows, "", "2019", nil, rules.Upgrade},
		{rules.Windows, "", "2022", nil, rules.Ready},
	} {
		versions := version.All()
		if c.versions != "*" {
			versions = read(t, c.runtime, c.versions)
		}
		a := rules.Default().Evaluate(rules.Query{Runtime: c.runtime, Vendor: c.vendor, Versions: versions, Companions: c.companions, MinTLS: rules.TLS13})
		if a.Verdict != c.verdict {
			t.Errorf("%s %s %s with %v: %s, want %s", c.vendor, c.runtime, c.versions, c.companions, a.Verdict, c.verdict)
		}
	}
}
