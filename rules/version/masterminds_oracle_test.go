package version

import (
	"strings"
	"testing"

	"github.com/Masterminds/semver/v3"
)

// TestSemVerReadsWhatMastermindsReads compares what is read of a text, and why it is
// no version, with a library that many Go programs use.
func TestSemVerReadsWhatMastermindsReads(t *testing.T) {
	check := func(text string) (read bool) {
		t.Helper()
		core := strings.TrimLeft(text, "v") // the library takes one
		want, err := semver.NewVersion(core)
		got, bad := readSemVer(text)
		if err != nil || bad != nil {
			if err == nil || bad == nil || err.Error() != bad.reason {
				t.Errorf("%q: %v, the library says %v", text, bad, err)
			}
			return false
		}
		if got.text != core || got.nums != [maxNumbers]uint64{want.Major(), want.Minor(), want.Patch()} {
			t.Errorf("%q: %q %v, the library says %s", text, got.text, got.nums, want)
		}
		var tail string
		if pre := want.Prerelease(); pre != "" {
			tail = string(semverTail(pre))
		}
		if string(got.tail) != tail {
			t.Errorf("%q: the tail %q, the library says %q", text, got.tail, want.Prerelease())
		}
		numbers, _, _ := strings.Cut(core, "+")
		size := strings.Count(numbers, ".") + 1
		if tail != "" {
			size = 3
		}
		if got.n != size || got.line != (size < 3) {
			t.Errorf("%q: %d numbers, line %t, want %d", text, got.n, got.line, size)
		}
		return true
	}
	for _, text := range []string{
		"", "v", "V1.2.3", "=1.2.3", " 1.2.3", "1.2.3 ", "1.2.3\n", "vv1.2.3", "1.2.3.4", "1..3", ".1", "1.", "1.2.", "x", "1.x", "1.2.x",
		"1-a", "1.2-a.b", "1+a", "1.2+a-b.c+d", "1.2.3-", "1.2.3+", "1.2.3-+a", "1.2.3-a+", "1.2.3-a..b", "1.2.3--", "1.2.3-+", "1.2.3--1.-a",
		"1.2.3-01", "1.2.3-0", "1.2.3-0a", "1.2.3-a.00", "1.2.3+01", "01.2.3", "1.002", "00", "-1.2.3", "1.-2.3", "+1", "1_0", "0x1", "١", "1.2.3-é", "1.2.3-\xff",
		"18446744073709551615", "18446744073709551616.1.1", "1.18446744073709551616", "1.2.99999999999999999999999-01", "1.2.3-99999999999999999999999",
		strings.Repeat("1", 256), "1.2.3-" + strings.Repeat("a", 250), "1.2.3-" + strings.Repeat("a", 251), "v1.2.3-" + strings.Repeat("a", 250),
	} {
		check(text)
	}
	g := newGenerator(11)
	read := 0
	const rounds = 200000
	for range rounds {
		var b strings.Builder
		b.WriteString(g.pick("", "", "v"))
		b.WriteString(g.numbers(1, 3))
		for range g.IntN(6) {
			b.WriteString(g.pick(".", ".", "-", "-", "+", "0", "1", "01", "20", "a", "Rc", "-x", "+y", "v", "_", " ", "é", "\n"))
		}
		if check(b.String()) {
			read++
		}
	}
	if read < rounds/10 || read > rounds*9/10 {
		t.Errorf("%d of %d texts are versions, which compares little", read, rounds)
	}
	t.Logf("%d of %d texts are versions", read, rounds)
}
