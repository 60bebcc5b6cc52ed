package policy

import (
	"slices"
	"time"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// A suppression accepts the findings that all of its selectors match.
type suppression struct {
	path        pattern
	runtime     rules.Runtime
	rule        string
	kind        string
	fingerprint string

	reason  string
	expires time.Time // the end of the last day; zero for never
	line    int       // in the policy file

	used, ended bool
}

func (s *suppression) matches(f *scanner.Finding, name string) bool {
	return s.path.matches(name) &&
		(s.runtime == "" || s.runtime == f.Runtime) &&
		(s.kind == "" || s.kind == f.Kind) &&
		(s.fingerprint == "" || s.fingerprint == f.Fingerprint) &&
		(s.rule == "" || slices.ContainsFunc(f.Parts, func(p rules.Part) bool { return p.Rule != nil && p.Rule.ID == s.rule }))
}

func (s *suppression) apply(f *scanner.Finding, now time.Time) {
	if !s.expires.IsZero() && !now.Before(s.expires) {
		s.ended = true
		return
	}
	s.used = true
	if f.Suppressed == nil {
		f.Suppressed = &scanner.Suppression{Reason: s.reason, Source: "policy", Expires: s.lastDay()}
	}
}

// lastDay is the last day on which it holds.
func (s *suppression) lastDay() string {
	if s.expires.IsZero() {
		return ""
	}
	return s.expires.AddDate(0, 0, -1).Format(time.DateOnly)
}

// complaint says what is wrong with the suppression after a scan; "" for nothing.
func (s *suppression) complaint(whole bool) string {
	switch {
	case s.ended:
		return "this suppression ended on " + s.lastDay() + ": mend what it covers, or renew it"
	case whole && !s.used:
		return "this suppression suppresses nothing: remove it"
	}
	return ""
}
