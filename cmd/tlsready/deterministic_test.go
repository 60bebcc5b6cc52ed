package main

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// TestEveryFormatIsTheSameBytesForOneWorkerAndForEight scans the fleet and the
// cases of all kinds, which have findings of every sort.
func TestEveryFormatIsTheSameBytesForOneWorkerAndForEight(t *testing.T) {
	for _, dir := range []string{"../../examples/fleet", "../../scanner"} {
		var before map[string][]byte
		for _, workers := range []int{1, 8, 8} {
			s, err := scanner.New(scanner.Options{Workers: workers, Edits: true})
			if err != nil {
				t.Fatal(err)
			}
			r, err := s.Scan(context.Background(), os.DirFS(dir))
			if err != nil {
				t.Fatal(err)
			}
			r.Effective = time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)
			now := map[string][]byte{}
			for i := range formats {
				var b bytes.Buffer
				o := report.Options{Version: "v1", All: true, Now: time.Date(2019, 4, 1, 0, 0, 0, 0, time.UTC)}
				if err := formats[i].write(&b, r, o); err != nil {
					t.Fatalf("%s: %v", formats[i].name, err)
				}
				now[formats[i].name] = b.Bytes()
			}
			for name, data := range before {
				if !bytes.Equal(data, now[name]) {
					t.Errorf("%s of %s differs with %d workers", name, dir, workers)
				}
			}
			before = now
		}
	}
}
