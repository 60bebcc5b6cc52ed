package rules

import (
	"testing"

	"github.com/tlsready/tlsready/rules/version"
)

func TestOpenSSL(t *testing.T) {
	set, _ := version.ParseSet(version.OpenSSL, ">=1.0.0 <3")
	a := Default().Evaluate(Query{Runtime: OpenSSL, Versions: set})
	if a.Verdict != Upgrade || a.Best != Ready || a.Certain || a.Witness.String() != "1.0.0t" || a.Floor.String() != "1.0.1-beta1" || len(a.Parts) != 2 {
		t.Errorf("%+v", a)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	set := version.Single(version.OpenSSL.MustParse("1.0.0t"))
	t := Default()
	b.ReportAllocs()
	for b.Loop() {
		t.Evaluate(Query{Runtime: OpenSSL, Versions: set})
	}
}
