package report

import (
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// The names of what decides where no row of the table does.
const (
	RulePinned  = "pinned-protocol" // a line that keeps a client to older protocols
	RuleUnknown = "unknown-version" // nothing is known that could be judged
)

// RuleID names what decided a finding: the row of the rule table that its verdict
// comes from, [RulePinned] where the versions would do and a line of the program
// stands in the way, or [RuleUnknown].
func RuleID(f *scanner.Finding, minTLS rules.TLS) string {
	if row := Rule(f, minTLS); row != nil {
		return row.ID
	}
	if f.Verdict == rules.Configure {
		return RulePinned
	}
	return RuleUnknown
}

// Rule returns the row that decided a finding, nil where none did.
func Rule(f *scanner.Finding, minTLS rules.TLS) *rules.Row {
	part := f.Worst()
	if part == nil || part.Rule == nil {
		return nil
	}
	// The row has the protocol on: what makes it a finding is the line alone.
	if part.Verdict == rules.Configure && part.Rule.Ability(minTLS).Support == rules.ByDefault && pins(f) {
		return nil
	}
	return part.Rule
}

func pins(f *scanner.Finding) bool {
	for i := range f.Evidence {
		if f.Evidence[i].Effect == rules.PinsOld {
			return true
		}
	}
	return false
}
