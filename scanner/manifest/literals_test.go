package manifest

import (
	"bytes"
	"strings"
	"testing"
)

// containsAny is what literals does, in the plain way.
func containsAny(data []byte, texts []string) bool {
	for _, t := range texts {
		if bytes.Contains(data, []byte(t)) {
			return true
		}
	}
	return false
}

func TestLiteralsFindWhatStandsThere(t *testing.T) {
	texts := []string{"ab", "aab", "SSLContext", strings.Repeat("x", 100)}
	for _, texts := range [][]string{texts, texts[1:], texts[2:], texts[3:], {"abcab", "bcabd"}, {"x", "yy"}} {
		l := newLiterals(texts...)
		for _, text := range texts {
			for _, data := range []string{text, "." + text, text + ".", "a" + text, text[:len(text)-1], text[1:], strings.Repeat("b", 200) + text, ""} {
				if got, want := l.in([]byte(data)), containsAny([]byte(data), texts); got != want {
					t.Errorf("%q in %q: %v, want %v", texts, data, got, want)
				}
			}
		}
	}
}

// FuzzLiterals compares with plain searches, and so what kinds ask of a file.
func FuzzLiterals(f *testing.F) {
	f.Add("ab|bc", []byte("xabx"))
	f.Add("", []byte(""))
	f.Add("compile|java.version", []byte("<maven.compiler.source>"))
	f.Fuzz(func(t *testing.T, list string, data []byte) {
		texts := strings.Split(list, "|")
		if got, want := newLiterals(texts...).in(data), containsAny(data, texts); got != want {
			t.Errorf("%q in %q: %v, want %v", texts, data, got, want)
		}
		for _, k := range Kinds() {
			if len(k.Probes) > 0 && k.probed(data) != containsAny(data, k.Probes) {
				t.Errorf("%s: %q", k.Name, data)
			}
		}
	})
}

func BenchmarkProbes(b *testing.B) {
	java := Find("Order.java")[0]
	data := []byte(strings.Repeat("public class Order extends Entity { private final String customer = \"Smith\"; }\n", 100))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if java.probed(data) {
			b.Fatal("found")
		}
	}
}
