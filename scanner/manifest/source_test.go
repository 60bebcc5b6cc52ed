package manifest

import (
	"fmt"
	"strings"
	"testing"
)

// A sourceCase is a file and what it turns on or pins.
type sourceCase struct{ name, source, want string }

const (
	only12 = "enables 1.2, pins-old 1.3" // asks for TLS 1.2, and so for nothing newer
	old    = "pins-old 1.2"
)

// testSources reads each case and compares the evidence for a runtime.
func testSources(t *testing.T, runtime, setting string, cases []sourceCase) {
	t.Helper()
	for _, c := range cases {
		f := NewFile(c.name, []byte(c.source))
		if kind := Find(c.name).Of(f.Data); kind != nil {
			kind.Read(f)
		}
		var got []string
		for _, e := range f.Evidence() {
			if string(e.Runtime) != runtime {
				continue
			}
			got = append(got, fmt.Sprintf("%s %s", e.Effect, e.TLS))
			if e.Setting != setting || e.Text == "" || !strings.Contains(c.source, e.Text) {
				t.Errorf("%s: %s\n got evidence %+v", c.name, c.source, e)
			}
		}
		if strings.Join(got, ", ") != c.want || len(f.Problems()) > 0 {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.source, strings.Join(got, ", "), c.want)
		}
	}
}
