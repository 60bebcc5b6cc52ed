package report

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestReportsCountTheDaysToTheDeadline(t *testing.T) {
	at := time.Date(2019, 5, 1, 23, 59, 0, 0, time.UTC)
	for _, c := range []struct {
		effective, now time.Time
		want           string
	}{
		{at, at.AddDate(0, 0, -12), "TLS 1.2 or later will be required from 2019-05-01 23:59 UTC on: in 12 days."},
		{at, at.AddDate(0, 0, -1), "TLS 1.2 or later will be required from 2019-05-01 23:59 UTC on: in 1 day."},
		{at, at.Add(-time.Hour), "TLS 1.2 or later will be required from 2019-05-01 23:59 UTC on: in less than a day."},
		{at, at, "TLS 1.2 or later is required: in force since 2019-05-01 23:59 UTC."},
		{at.Truncate(24 * time.Hour), at, "TLS 1.2 or later is required: in force since 2019-05-01."},
		{at.In(time.FixedZone("", 3600)), at, "TLS 1.2 or later is required: in force since 2019-05-01 23:59 UTC."},
	} {
		r := sample()
		r.Effective = c.effective
		var text bytes.Buffer
		if err := Text(&text, r, Options{Now: c.now}); err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(text.String(), "\n\n")
		if got := strings.ReplaceAll(first, "\n", " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestAStoppedScanSaysSo(t *testing.T) {
	r := sample()
	r.Partial = true
	for write, want := range map[string]string{"text": "The scan was stopped", "json": `"partial": true`} {
		var b bytes.Buffer
		if err := Find(write)(&b, r, Options{}); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %q is missing in\n%s", write, want, b.String())
		}
	}
}
