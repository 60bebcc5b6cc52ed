package version

import (
	"testing"

	"github.com/tlsready/tlsready/internal/race"
)

var benchmarked = []struct {
	scheme *Scheme
	text   string
}{
	{PEP440, "2.7.9rc1"}, {Ruby, "2.0.0-p648"}, {JRuby, "9.2.9.0"}, {RubyGems, "2.0.0.rc1"}, {Java, "1.8.0_291-b10"}, {OpenSSL, "1.0.2k-fips"},
	{LibreSSL, "2.8.3"}, {Dotnet, "10.0.0-preview.1"}, {DotnetFramework, "v4.7.2"}, {SemVer, "18.12.1"}, {NuGet, "1.2.3-beta.1"},
	{Maven, "1.2.3-rc-1"}, {Debian, "1.0.1e-2+deb7u20"}, {Dotted, "4.6.2"},
}

func TestParsingAVersionAllocatesLittle(t *testing.T) {
	if race.Enabled {
		t.Skip("the race detector allocates too")
	}
	const limit = 6
	for _, c := range benchmarked {
		if got := testing.AllocsPerRun(100, func() { c.scheme.Parse(c.text) }); got > limit {
			t.Errorf("%s %q: %v allocations, at most %d are wanted", c.scheme.Name(), c.text, got, limit)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for _, c := range benchmarked {
		b.Run(c.scheme.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.scheme.Parse(c.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSets(b *testing.B) {
	declared, err := PEP440Specifier(PEP440, ">=2.7,!=3.0.*,!=3.1.*,!=3.2.*,<4")
	if err != nil {
		b.Fatal(err)
	}
	row, err := ParseSet(PEP440, "[2.6, 2.7.9)")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("intersect", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			declared.Intersect(row)
		}
	})
	b.Run("union", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			declared.Union(row)
		}
	})
	b.Run("contains", func(b *testing.B) {
		v := PEP440.MustParse("3.2.5")
		for b.Loop() {
			declared.Contains(v)
		}
	})
}
