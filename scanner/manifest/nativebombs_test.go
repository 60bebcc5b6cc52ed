package manifest

import (
	"strings"
	"testing"
	"time"
)

// TestNativeBombsEndSoon gives the kinds of native packages lists and nesting without
// end, and macros that hold others many times over.
func TestNativeBombsEndSoon(t *testing.T) {
	const size = 1 << 20
	fill := func(text string) string { return strings.Repeat(text, size/len(text)) }
	macros := "%define a0 x%{b}\n"
	shell := "A0=x\n"
	for i := range 60 {
		now, next := string(rune('0'+i%10))+string(rune('a'+i/10)), string(rune('0'+(i+1)%10))+string(rune('a'+(i+1)/10))
		macros += "%define m" + next + " " + strings.Repeat("%{m"+now+"}", 30) + "\n"
		shell += "m" + next + "=\"" + strings.Repeat("$m"+now, 30) + "\"\n"
	}
	for name, texts := range map[string][]string{
		"x.spec": {
			"%description\n" + macros + strings.Repeat("Requires: openssl = %{m0g}\n", 10000),
			"%description\nRequires: " + fill("("), "%description\nRequires: " + fill("%{"), "%description\nRequires: " + fill("openssl = 1 "),
			"%description\n" + fill("%if x\n"), "%description\n" + fill("%if 0\n"), "%description\n" + fill("Requires: openssl = 1.0.1\n"),
			"%description\n%{?x:" + fill("%{?x:"), "%description\n" + fill("%define a %{a}%{a}\n"),
		},
		"debian/control": {
			"Depends: " + fill("|"), "Depends: " + fill("("), "Depends: " + fill("libssl-dev (>= 1.0.1), "), "Depends: " + fill("libssl0.9.8 | "),
			"Depends:\n" + fill(" libssl-dev (,\n"), "X-Python-Version: " + fill("2.7,"), fill("Depends: a\n\n"),
		},
		"configure.ac": {
			fill("PKG_CHECK_MODULES([A],["), fill("PKG_CHECK_MODULES(A,openssl >= 1)\n"), fill("A=\"\n"), fill("AC_SUBST(A,"),
			shell + strings.Repeat("PKG_CHECK_EXISTS([openssl >= $m0g])\n", 5000), "PKG_CHECK_" + fill("["), "PKG_CHECK_" + fill("#"), "PKG_CHECK_" + fill("dnl "),
		},
		"CMakeLists.txt": {
			"openssl " + fill("if(A)\n"), "openssl " + fill("("), fill("find_package(OpenSSL ${A}"), "openssl " + fill("set(A ${A}${A})\n"),
		},
	} {
		for _, text := range texts {
			f := NewFile(name, []byte(text))
			start := time.Now()
			for _, kind := range Find(name) {
				kind.Read(f)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%s: %.60q took %v", name, text, took)
			}
			for _, p := range f.Problems() {
				if strings.Contains(p.Message, "internal error") {
					t.Errorf("%s: %.60q: %s", name, text, p.Message)
				}
			}
		}
	}
}
