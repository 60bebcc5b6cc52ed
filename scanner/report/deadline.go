package report

import (
	"fmt"
	"time"

	"github.com/tlsready/tlsready/scanner"
)

// deadline says when servers refuse what is older than the report's minimum, and
// how long that is from now; "" if the report does not know.
func deadline(r *scanner.Report, now time.Time) string {
	if r.Effective.IsZero() {
		return ""
	}
	at := r.Effective.UTC()
	when := at.Format("2006-01-02 15:04 MST")
	if at.Equal(at.Truncate(24 * time.Hour)) {
		when = at.Format(time.DateOnly)
	}
	if now.IsZero() {
		now = time.Now()
	}
	left := at.Sub(now)
	switch days := int(left / (24 * time.Hour)); {
	case left <= 0:
		return fmt.Sprintf("TLS %s or later is required: in force since %s.", r.MinTLS, when)
	case days == 0:
		return fmt.Sprintf("TLS %s or later will be required from %s on: in less than a day.", r.MinTLS, when)
	default:
		return fmt.Sprintf("TLS %s or later will be required from %s on: in %s.", r.MinTLS, when, count(days, "day"))
	}
}
