package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestTheLibraryInAFewLines(t *testing.T) {
	var out bytes.Buffer
	if err := run(&out, "../fleet"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Java 1.7.0_79: configure\n",
		"OpenSSL 1.0.1e-fips: ready\n",
		"telemetry/conanfile.txt:2: upgrade: OpenSSL 1.0.0t cannot speak TLS 1.2.",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}
