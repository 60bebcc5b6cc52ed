package report

import (
	"fmt"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// A Relation is another place that had a part in a finding.
type Relation struct {
	scanner.Location
	Name string // what stands there, in a word or two
	Says string // what it has to do with the finding, a sentence
}

// Related returns the places of files that a finding rests on, in this order: where
// the value is used, companions, evidence, and declarations that disagree.
func Related(f *scanner.Finding) []Relation {
	var out []Relation
	add := func(l scanner.Location, name, says string) {
		if l.Path == "" {
			return // assumed, not read
		}
		if name = strings.Join(strings.Fields(name), " "); name == "" {
			name = fmt.Sprintf("line %d", l.Start.Line)
		}
		out = append(out, Relation{l, name, says})
	}
	for _, l := range f.Via {
		add(l, l.Text, "The value comes to use here.")
	}
	for _, c := range f.Companions {
		title := rules.Default().Title(c.Runtime)
		add(c.Location, title+" "+plain(c.Versions), "The verdict goes by the "+title+" that is declared here.")
	}
	for _, e := range f.Evidence {
		add(e.Location, e.Text, effectSentences[e.Effect])
	}
	for _, l := range f.Disagrees {
		add(l, l.Text, "The same program names other versions here.")
	}
	return out
}

var effectSentences = map[rules.Effect]string{
	rules.Enables:  "This line turns newer protocols on.",
	rules.Patches:  "This brings newer protocols to what is there.",
	rules.PinsOld:  "This line keeps clients to older protocols.",
	rules.Provides: "This library brings a TLS of its own.",
}

// explain tells all that is known of a finding, as lines of plain text: for reports
// with one field for it.
func explain(f *scanner.Finding) string {
	lines := []string{f.Message}
	for _, l := range Related(f) {
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s %s", l.Path, l.Start.Line, l.Start.Column, l.Name+":", l.Says))
	}
	for _, m := range f.Remedies {
		lines = append(lines, "Fix: "+m.Text)
		if m.Code != "" {
			for code := range strings.SplitSeq(m.Code, "\n") {
				lines = append(lines, "  "+code)
			}
		}
	}
	if f.Suppressed != nil {
		lines = append(lines, accepted(f.Suppressed))
	}
	if f.Owner != "" {
		lines = append(lines, "Owner: "+f.Owner)
	}
	for _, s := range f.Sources {
		lines = append(lines, "Source: "+s.Title+", "+s.URL)
	}
	for i, line := range lines {
		lines[i] = printable(line)
	}
	return strings.Join(lines, "\n")
}

// accepted says by what a finding is suppressed.
func accepted(s *scanner.Suppression) string {
	text := "Suppressed"
	if s.Path != "" {
		text += fmt.Sprintf(" at %s:%d", s.Path, s.Start.Line)
	} else {
		text += " by the " + s.Source
	}
	if s.Expires != "" {
		text += " until " + s.Expires
	}
	if s.Reason != "" {
		text += ": " + s.Reason
	}
	return text
}
