package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

func TestPartsCutTheVersionsByRule(t *testing.T) {
	a := rules.Default().Evaluate(rules.Query{Runtime: rules.OpenSSL, Versions: read(t, rules.OpenSSL, "in >=0.9.8 <1.1.0")})
	var got []string
	for _, p := range a.Parts {
		got = append(got, fmt.Sprintf("%s %s %s %s", p.Versions, p.Rule.ID, p.Support, p.Verdict))
	}
	want := []string{
		">=0.9.8 <1.0.1~ openssl-0 none upgrade",
		">=1.0.1~ <1.1.0~ openssl-1.0.1 default ready",
		">=1.1.0~ <1.1.0 openssl-1.1.0 default ready",
	}
	if !slices.Equal(got, want) {
		t.Errorf("parts\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if a.Certain || a.Verdict != rules.Upgrade || a.Best != rules.Ready {
		t.Errorf("%s, best %s, certain %t", a.Verdict, a.Best, a.Certain)
	}
}

func TestPartsTogetherAreTheVersionsAskedFor(t *testing.T) {
	for _, r := range rules.Default().Runtimes() {
		for _, vendor := range append(r.Vendors(), "") {
			for _, v := range r.Releases {
				for _, set := range []version.Set{version.AtLeast(v), version.AtLeast(v).Complement(), version.Single(v), version.All()} {
					var union version.Set
					for _, p := range rules.Default().Evaluate(rules.Query{Runtime: r.Runtime, Vendor: vendor, Versions: set}).Parts {
						if union.Intersects(p.Versions) {
							t.Errorf("%s %s: the parts overlap in %s", r.Runtime, set, p.Versions)
						}
						union = union.Union(p.Versions)
					}
					if !union.Equal(set) {
						t.Errorf("%s %s: the parts are %s", r.Runtime, set, union)
					}
				}
			}
		}
	}
}

func TestWitnessFloorAndNewest(t *testing.T) {
	for _, c := range []struct {
		runtime                rules.Runtime
		vendor                 string
		versions               string
		binding                rules.Binding
		tls                    rules.TLS
		verdict                rules.Verdict
		witness, floor, newest string
	}{
		{rules.OpenSSL, "", "in >=1.0.0 <3", rules.Any, rules.TLS12, rules.Upgrade, "1.0.0t", "1.0.1", ""},
		{rules.OpenSSL, "", "in >=1.0.0 <1.0.1~", rules.Any, rules.TLS12, rules.Upgrade, "1.0.0t", "", ""},
		{rules.OpenSSL, "", "1.0.0c", rules.Exact, rules.TLS12, rules.Upgrade, "1.0.0c", "1.0.1", ""},
		{rules.OpenSSL, "", "1.0.1", rules.Exact, rules.TLS12, rules.Ready, "", "", ""},
		{rules.OpenSSL, "", "in >=1.0.1 <2", rules.Any, rules.TLS13, rules.Upgrade, "1.1.0l", "1.1.1", ""},
		{rules.Python, "", "2.7", rules.Any, rules.TLS12, rules.Upgrade, "2.7.8", "2.7.9", ""},
		{rules.Python, "", "2.7", rules.Newest, rules.TLS12, rules.Ready, "", "", "2.7.18"},
		{rules.Python, "", "2.6", rules.Newest, rules.TLS12, rules.Upgrade, "2.6.9", "2.7.9", "2.6.9"},
		{rules.Python, "", "in >=2.6.3 <2.6.5", rules.Any, rules.TLS12, rules.Upgrade, "2.6.3", "", ""},
		{rules.Java, "", "1.7", rules.Any, rules.TLS12, rules.Configure, "7u121", "7u131", ""},
		{rules.Java, "", "1.7", rules.Newest, rules.TLS12, rules.Ready, "", "", "7u351"},
		{rules.Java, "", "6u45", rules.Exact, rules.TLS12, rules.Upgrade, "6u45", "7u131", ""},
		{rules.Java, "oracle", "6u45", rules.Exact, rules.TLS12, rules.Upgrade, "6u45", "7u131", ""},
		{rules.Ruby, "", "2.4", rules.Any, rules.TLS12, rules.Upgrade, "2.4.10", "", ""},
		{rules.Ruby, "", "in >=2.0 <3", rules.Any, rules.TLS12, rules.Upgrade, "2.4.10", "2.5.0", ""},
		{rules.JRuby, "", "1.7.19", rules.Exact, rules.TLS12, rules.Upgrade, "1.7.19", "9.0.1.0", ""},
		{rules.DotnetFramework, "", "4.5", rules.Target, rules.TLS12, rules.Configure, "4.5", "", ""},
	} {
		a := rules.Default().Evaluate(rules.Query{Runtime: c.runtime, Vendor: c.vendor, Versions: read(t, c.runtime, c.versions), Binding: c.binding, MinTLS: c.tls})
		if a.Verdict != c.verdict || a.Witness.String() != c.witness || a.Floor.String() != c.floor || a.Newest.String() != c.newest {
			t.Errorf("%s %s %s, %s: %s, witness %q, floor %q, newest %q; want %s, %q, %q, %q", c.runtime, c.vendor, c.versions, c.binding,
				a.Verdict, a.Witness, a.Floor, a.Newest, c.verdict, c.witness, c.floor, c.newest)
		}
	}
}

func TestRaisingTheFloorMends(t *testing.T) {
	for _, r := range rules.Default().Runtimes() {
		for _, v := range r.Releases {
			set := version.AtLeast(v)
			a := rules.Default().Evaluate(rules.Query{Runtime: r.Runtime, Versions: set})
			if a.Floor.IsZero() {
				continue
			}
			raised := set.Intersect(version.AtLeast(a.Floor))
			if after := rules.Default().Evaluate(rules.Query{Runtime: r.Runtime, Versions: raised}); after.Verdict != rules.Ready {
				t.Errorf("%s %s: the floor %s leaves it %s", r.Runtime, set, a.Floor, after.Verdict)
			}
		}
	}
}

func TestWhatCannotBeKnownSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		q      rules.Query
		reason string
	}{
		"a runtime without rules":      {rules.Query{Runtime: "cobol", Versions: version.All()}, "there are no rules for cobol"},
		"no version at all":            {rules.Query{Runtime: rules.Python}, "no version satisfies what is declared"},
		"a target that never was":      {rules.Query{Runtime: rules.DotnetFramework, Versions: read(t, rules.DotnetFramework, "9.9")}, "There is no .NET Framework after 4.8.1; what follows is called .NET and begins at 5."},
		"what another runtime decides": {rules.Query{Runtime: rules.NetStandard, Versions: version.All()}, ".NET Standard is no runtime; the target of the program that uses the library decides."},
	} {
		a := rules.Default().Evaluate(c.q)
		if a.Verdict != rules.Unknown || !a.Certain || a.Reason != c.reason || !a.Witness.IsZero() || len(a.Remedies) > 0 {
			t.Errorf("%s: %+v, want unknown because %q", name, a, c.reason)
		}
	}
}

func TestCompanionsDecide(t *testing.T) {
	openssl := func(vendor, text string) rules.Companion { return with(t, rules.OpenSSL, vendor, text)[0] }
	unknown := func(rt rules.Runtime, vendor string) rules.Companion {
		return rules.Companion{Runtime: rt, Vendor: vendor}
	}
	for name, c := range map[string]struct {
		versions   string
		companions []rules.Companion
		verdict    rules.Verdict
		best       rules.Verdict
		open       bool // still hangs on a companion
	}{
		"none is known":                       {"2.7.8", nil, rules.Upgrade, rules.Ready, true},
		"none is known, and met is likely":    {"2.7.9", nil, rules.Ready, rules.Ready, true},
		"new enough":                          {"2.7.8", []rules.Companion{openssl("", "1.0.2k")}, rules.Ready, rules.Ready, false},
		"too old":                             {"2.7.9", []rules.Companion{openssl("", "0.9.8zh")}, rules.Upgrade, rules.Upgrade, false},
		"a range on both sides":               {"2.7.8", []rules.Companion{openssl("", "in >=1.0.0 <1.1")}, rules.Upgrade, rules.Ready, true},
		"a range on both sides, met likely":   {"2.7.9", []rules.Companion{openssl("", "in >=1.0.0 <1.1")}, rules.Upgrade, rules.Ready, true},
		"a range on one side":                 {"2.7.8", []rules.Companion{openssl("", "in >=1.0.1 <1.1")}, rules.Ready, rules.Ready, false},
		"another library of the same kind":    {"2.7.8", with(t, rules.LibreSSL, "", "2.2.7"), rules.Ready, rules.Ready, false},
		"of unknown version, always able":     {"2.7.8", []rules.Companion{unknown(rules.LibreSSL, "")}, rules.Ready, rules.Ready, false},
		"of unknown version, as good as none": {"2.7.8", []rules.Companion{unknown(rules.OpenSSL, "")}, rules.Upgrade, rules.Ready, true},
		"of unknown version, met likely":      {"2.7.9", []rules.Companion{unknown(rules.OpenSSL, "")}, rules.Ready, rules.Ready, true},
		"of a vendor, of unknown version":     {"2.7.9", []rules.Companion{unknown(rules.OpenSSL, "macos")}, rules.Upgrade, rules.Ready, true},
		"a known one behind an unknown one":   {"2.7.8", []rules.Companion{unknown(rules.OpenSSL, ""), openssl("", "1.0.2k")}, rules.Ready, rules.Ready, false},
		"the first of two":                    {"2.7.8", []rules.Companion{openssl("", "1.0.2k"), openssl("", "0.9.8zh")}, rules.Ready, rules.Ready, false},
		"a build that lacks it":               {"2.7.9", []rules.Companion{openssl("ubuntu-12.04", "1.0.1")}, rules.Update, rules.Update, false},
		"one that does not matter":            {"2.7.8", with(t, rules.Java, "", "8u202"), rules.Upgrade, rules.Ready, true},
		"no longer asked":                     {"3.12.0", []rules.Companion{openssl("", "0.9.8zh")}, rules.Ready, rules.Ready, false},
	} {
		a := rules.Default().Evaluate(rules.Query{Runtime: rules.Python, Versions: read(t, rules.Python, c.versions), Companions: c.companions})
		if a.Verdict != c.verdict || a.Best != c.best || len(a.DependsOn) > 0 != c.open {
			t.Errorf("%s: %s, best %s, depends on %q; want %s, %s, %t", name, a.Verdict, a.Best, dependsOn(a), c.verdict, c.best, c.open)
		}
	}
}

func TestOneRequirementIsNamedOnce(t *testing.T) {
	a := rules.Default().Evaluate(rules.Query{Runtime: rules.Python, Versions: version.All()})
	if got := dependsOn(a); got != "openssl >=1.0.1" {
		t.Errorf("depends on %q", got)
	}
	a = rules.Default().Evaluate(rules.Query{Runtime: rules.DotnetFramework, Versions: version.All()})
	if got := dependsOn(a); got != "dotnet-framework-installed >=4.5, windows >=8" {
		t.Errorf("depends on %q", got)
	}
}

func TestVendorRowsGoFirst(t *testing.T) {
	for _, c := range []struct {
		vendor, versions, rule string
	}{
		{"", "8u300", "java-8u272"},
		{"oracle", "8u300", "java-oracle-8u261"},
		{"oracle", "7u121", "java-oracle-7u95"},
		{"oracle", "11.0.2", "java-11"},
		{"azul", "8u220", "java-azul-8u212"},
		{"azul", "8u300", "java-8u272"},
		{"temurin", "8u300", "java-8u272"},
	} {
		a := rules.Default().Evaluate(rules.Query{Runtime: rules.Java, Vendor: c.vendor, Versions: read(t, rules.Java, c.versions)})
		if len(a.Parts) != 1 || a.Parts[0].Rule.ID != c.rule {
			t.Errorf("%s %s: %+v, want the rule %s", c.vendor, c.versions, a.Parts, c.rule)
		}
	}
}

func TestEvidenceMovesTheVerdict(t *testing.T) {
	enables := func(setting string) rules.Evidence { return rules.Evidence{Effect: rules.Enables, Setting: setting} }
	enables13 := rules.Evidence{Effect: rules.Enables, TLS: rules.TLS13}
	patches := rules.Evidence{Effect: rules.Patches}
	pins := rules.Evidence{Effect: rules.PinsOld}
	pins12 := rules.Evidence{Effect: rules.PinsOld, TLS: rules.TLS13}
	provides := func(rt rules.Runtime, text string) rules.Evidence {
		return rules.Evidence{Effect: rules.Provides, Provides: with(t, rt, "", text)[0]}
	}
	type evidence = []rules.Evidence
	for name, c := range map[string]struct {
		runtime    rules.Runtime
		vendor     string
		versions   string
		companions []rules.Companion
		evidence   evidence
		tls        rules.TLS
		verdict    rules.Verdict
		best       rules.Verdict
	}{
		"a line turns it on":                        {rules.DotnetFramework, "", "4.5", nil, evidence{enables("ServicePointManager.SecurityProtocol")}, rules.TLS12, rules.Ready, rules.Ready},
		"an unnamed setting turns it on":            {rules.DotnetFramework, "", "4.5", nil, evidence{enables("")}, rules.TLS12, rules.Ready, rules.Ready},
		"a setting without effect there":            {rules.Java, "", "7u80", nil, evidence{enables("jdk.tls.client.protocols")}, rules.TLS12, rules.Configure, rules.Configure},
		"the same where it has one":                 {rules.Java, "oracle", "7u95", nil, evidence{enables("jdk.tls.client.protocols")}, rules.TLS12, rules.Ready, rules.Ready},
		"nothing to turn on":                        {rules.OpenSSL, "", "1.0.0t", nil, evidence{enables("")}, rules.TLS12, rules.Upgrade, rules.Upgrade},
		"1.2 turned on is no 1.3":                   {rules.Java, "oracle", "8u261", nil, evidence{enables("")}, rules.TLS13, rules.Configure, rules.Configure},
		"1.3 turned on":                             {rules.Java, "oracle", "8u261", nil, evidence{enables13}, rules.TLS13, rules.Ready, rules.Ready},
		"patched, and still off":                    {rules.DotnetFramework, "", "3.5", nil, evidence{patches}, rules.TLS12, rules.Configure, rules.Configure},
		"turned on, and not patched":                {rules.DotnetFramework, "", "3.5", nil, evidence{enables("")}, rules.TLS12, rules.Update, rules.Update},
		"patched, then turned on":                   {rules.DotnetFramework, "", "3.5", nil, evidence{patches, enables("")}, rules.TLS12, rules.Ready, rules.Ready},
		"turned on, then patched":                   {rules.DotnetFramework, "", "3.5", nil, evidence{enables(""), patches}, rules.TLS12, rules.Ready, rules.Ready},
		"turned on where it may not be possible":    {rules.DotnetFramework, "", "4.0", nil, evidence{enables("")}, rules.TLS12, rules.Update, rules.Ready},
		"a pin on a current runtime":                {rules.Python, "", "3.12.0", nil, evidence{pins}, rules.TLS12, rules.Configure, rules.Configure},
		"a pin beside a line that turns it on":      {rules.DotnetFramework, "", "4.5", nil, evidence{pins, enables("")}, rules.TLS12, rules.Configure, rules.Configure},
		"a pin to 1.2 is none below":                {rules.Python, "", "3.12.0", nil, evidence{pins12}, rules.TLS12, rules.Ready, rules.Ready},
		"a pin to 1.2 keeps 1.3 out":                {rules.Python, "", "3.12.0", nil, evidence{pins12}, rules.TLS13, rules.Configure, rules.Configure},
		"a pin where nothing helps":                 {rules.OpenSSL, "", "1.0.0t", nil, evidence{pins}, rules.TLS12, rules.Upgrade, rules.Upgrade},
		"a library brings another OpenSSL":          {rules.Python, "", "2.7.8", with(t, rules.OpenSSL, "", "0.9.8zh"), evidence{provides(rules.OpenSSL, "1.1.0")}, rules.TLS12, rules.Ready, rules.Ready},
		"a library brings what does not matter":     {rules.Python, "", "2.7.8", nil, evidence{provides(rules.Java, "8u202")}, rules.TLS12, rules.Upgrade, rules.Ready},
		"a property that does not reach Jython":     {rules.Jython, "", "2.7.1", with(t, rules.Java, "", "7u80"), evidence{enables("https.protocols")}, rules.TLS12, rules.Configure, rules.Configure},
		"a pin under a companion":                   {rules.Jython, "", "2.7.1", with(t, rules.Java, "", "8u202"), evidence{pins}, rules.TLS12, rules.Configure, rules.Configure},
		"Schannel turned on under a 4.7 program":    {rules.DotnetFramework, "", "4.7", with(t, rules.Windows, "", "7"), evidence{enables("SCHANNEL/TLS 1.2/Client")}, rules.TLS12, rules.Ready, rules.Ready},
		"a program asks by name on Windows 7":       {rules.DotnetFramework, "", "4.7", with(t, rules.Windows, "", "7"), evidence{enables("ServicePointManager.SecurityProtocol")}, rules.TLS12, rules.Ready, rules.Ready},
		"a setting of another runtime on Windows 7": {rules.DotnetFramework, "", "4.7", with(t, rules.Windows, "", "7"), evidence{enables("https.protocols")}, rules.TLS12, rules.Configure, rules.Configure},
		"a build of Ubuntu 12.04 made anew":         {rules.Python, "", "2.7.3", with(t, rules.OpenSSL, "ubuntu-12.04", "1.0.1"), evidence{patches}, rules.TLS12, rules.Ready, rules.Ready},
	} {
		a := rules.Default().Evaluate(rules.Query{Runtime: c.runtime, Vendor: c.vendor, Versions: read(t, c.runtime, c.versions),
			Companions: c.companions, Evidence: c.evidence, MinTLS: c.tls})
		if a.Verdict != c.verdict || a.Best != c.best {
			t.Errorf("%s: %s, best %s; want %s, %s", name, a.Verdict, a.Best, c.verdict, c.best)
		}
		pinned := slices.ContainsFunc(c.evidence, func(e rules.Evidence) bool { return e.Effect == rules.PinsOld && e.TLS <= c.tls })
		if pinned && a.Verdict != rules.Ready && (len(a.Remedies) == 0 || a.Remedies[0].ID != "unpin") {
			t.Errorf("%s: the remedies do not begin with removing the pin", name)
		}
	}
}

func TestEvidenceCountsInWhateverOrder(t *testing.T) {
	all := []rules.Evidence{{Effect: rules.Enables}, {Effect: rules.Patches}, {Effect: rules.PinsOld, TLS: rules.TLS13}, {Effect: rules.Provides}}
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 0, 3, 2}, {2, 3, 0, 1}} {
		var evidence []rules.Evidence
		for _, i := range order {
			evidence = append(evidence, all[i])
		}
		a := rules.Default().Evaluate(rules.Query{Runtime: rules.DotnetFramework, Versions: read(t, rules.DotnetFramework, "3.5"), Evidence: evidence})
		if a.Verdict != rules.Ready {
			t.Errorf("order %v: %s, want ready", order, a.Verdict)
		}
	}
}

// Two cores judge a fleet of a million declarations in a second or so.
func TestEvaluateOfOneVersionAllocatesLittle(t *testing.T) {
	for name, q := range queries(t) {
		if got := testing.AllocsPerRun(100, func() { rules.Default().Evaluate(q) }); got > 3 {
			t.Errorf("%s: %v allocations, want at most 3", name, got)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	for name, q := range queries(b) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			table := rules.Default()
			b.ReportAllocs()
			for b.Loop() {
				table.Evaluate(q)
			}
		})
	}
}

func queries(t testing.TB) map[string]rules.Query {
	single := func(rt rules.Runtime, text string) version.Set {
		v, err := rules.Scheme(rt).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return version.Single(v)
	}
	openssl := []rules.Companion{{Runtime: rules.OpenSSL, Versions: single(rules.OpenSSL, "1.0.2k")}}
	return map[string]rules.Query{
		"openssl":                 {Runtime: rules.OpenSSL, Versions: single(rules.OpenSSL, "1.0.0t")},
		"ready java":              {Runtime: rules.Java, Versions: single(rules.Java, "17.0.1")},
		"java of a vendor":        {Runtime: rules.Java, Vendor: "oracle", Versions: single(rules.Java, "7u79")},
		"python alone":            {Runtime: rules.Python, Versions: single(rules.Python, "2.7.8")},
		"python and its openssl":  {Runtime: rules.Python, Versions: single(rules.Python, "2.7.8"), Companions: openssl},
		"ruby alone":              {Runtime: rules.Ruby, Versions: single(rules.Ruby, "2.0.0-p648")},
		"jython alone":            {Runtime: rules.Jython, Versions: single(rules.Jython, "2.7.1")},
		"dotnet framework target": {Runtime: rules.DotnetFramework, Versions: single(rules.DotnetFramework, "4.0"), Binding: rules.Target},
		"dotnet framework with evidence": {Runtime: rules.DotnetFramework, Versions: single(rules.DotnetFramework, "4.5"),
			Evidence: []rules.Evidence{{Effect: rules.Enables, Setting: "ServicePointManager.SecurityProtocol"}}},
	}
}

func TestVersionsFarAboveAllKnownOnesAreNotJudged(t *testing.T) {
	table := rules.Default()
	for _, c := range []struct {
		runtime rules.Runtime
		text    string
		want    rules.Verdict
	}{
		{rules.Python, "27", rules.Unknown}, // 2.7 without its dot
		{rules.Python, "311", rules.Unknown},
		{rules.Python, "4", rules.Ready},
		{rules.Ruby, "21", rules.Unknown},
		{rules.Java, "180", rules.Unknown},
		{rules.Java, "30", rules.Ready},
		{rules.OpenSSL, "102", rules.Unknown},
		{rules.OpenSSL, "5", rules.Ready},
	} {
		named, err := rules.Parse(c.runtime, c.text)
		if err != nil {
			t.Fatal(err)
		}
		a := table.Evaluate(rules.Query{Runtime: c.runtime, Versions: named.Versions, Binding: rules.Exact})
		if a.Verdict != c.want || c.want == rules.Unknown && a.Reason == "" {
			t.Errorf("%s %s: %s, %q", c.runtime, c.text, a.Verdict, a.Reason)
		}
	}
}
