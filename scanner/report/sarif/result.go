package sarif

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// fingerprintName is versioned: should fingerprints ever be made in another way, the
// old results stay known by the old name (SARIF 2.1.0, 3.27.17).
const fingerprintName = "tlsready/v1"

func newResult(f *scanner.Finding, table *ruleTable, r *scanner.Report) result {
	id := report.RuleID(f, r.MinTLS)
	out := result{
		RuleID: id, RuleIndex: table.index[id], Kind: "fail", Level: f.Level.String(),
		Locations: []location{}, RelatedLocations: []location{}, Fixes: []fix{},
		Suppressions: suppressions(f.Suppressed), Properties: properties(f),
	}
	if f.Level == scanner.LevelNone {
		out.Kind = "pass"
	}
	if place := physical(&f.Location); place != nil {
		if f.SourceLine != "" && f.Start.Line > 0 {
			place.ContextRegion = &region{StartLine: f.Start.Line, Snippet: snippet(f.SourceLine)}
		}
		out.Locations = append(out.Locations, location{PhysicalLocation: place})
	}
	related := report.Related(f)
	for i := range related {
		says := text(related[i].Says)
		out.RelatedLocations = append(out.RelatedLocations, location{ID: i + 1, Message: &says, PhysicalLocation: physical(&related[i].Location)})
	}
	out.Message.Text = unlinked(f.Message) + links(related)
	if f.Fingerprint != "" {
		out.PartialFingerprints = map[string]string{fingerprintName: f.Fingerprint}
	}
	if len(f.Edits) > 0 {
		out.Fixes = append(out.Fixes, newFix(f))
	}
	return out
}

// links refers to the related locations by their ids.
func links(related []report.Relation) string {
	if len(related) == 0 {
		return ""
	}
	escape := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)
	var names []string
	for i, l := range related {
		names = append(names, fmt.Sprintf("[%s](%d)", escape.Replace(l.Name), i+1))
	}
	return " See also " + strings.Join(names, ", ") + "."
}

func suppressions(s *scanner.Suppression) []suppression {
	if s == nil {
		return []suppression{}
	}
	out := suppression{Kind: "external", Status: "accepted", Justification: s.Reason, Properties: map[string]any{"source": s.Source}}
	if s.Source == "comment" {
		out.Kind = "inSource"
	}
	if place := physical(&s.Location); place != nil {
		out.Location = &location{PhysicalLocation: place}
	}
	if s.Expires != "" {
		out.Properties["expires"] = s.Expires
	}
	return []suppression{out}
}

// newFix is all edits of a finding, which belong together, file by file.
func newFix(f *scanner.Finding) fix {
	edits := slices.Clone(f.Edits)
	slices.SortStableFunc(edits, func(a, b scanner.Edit) int { return cmp.Compare(a.Path, b.Path) })
	out := fix{Description: text(description(f))}
	for i, e := range edits {
		if i == 0 || edits[i-1].Path != e.Path {
			out.ArtifactChanges = append(out.ArtifactChanges, artifactChange{ArtifactLocation: artifact(e.Path)})
		}
		// Lines and columns: the offsets of bytes are those of binary files
		// (SARIF 2.1.0, 3.57.3), which a manifest is not.
		last := &out.ArtifactChanges[len(out.ArtifactChanges)-1]
		last.Replacements = append(last.Replacements, replacement{*span(e.Start, e.End), content{e.New}})
	}
	return out
}

func description(f *scanner.Finding) string {
	if len(f.Remedies) > 0 {
		return f.Remedies[0].Text
	}
	return "Change what is declared."
}

// properties hold what SARIF has no field for, named as in the JSON report.
func properties(f *scanner.Finding) map[string]any {
	bag := map[string]any{"certain": f.Certain, "sources": sources(f.Sources)}
	for _, p := range [][2]string{
		{"runtime", string(f.Runtime)}, {"vendor", f.Vendor}, {"declared", f.Declared}, {"binding", f.Binding.String()},
		{"scope", f.Scope.String()}, {"kind", f.Kind}, {"component", f.Component}, {"condition", f.Condition},
		{"verdict", f.Verdict.String()}, {"best", f.Best.String()}, {"reason", f.Reason},
		{"witness", f.Witness.String()}, {"floor", f.Floor.String()}, {"owner", f.Owner},
	} {
		if p[1] != "" {
			bag[p[0]] = p[1]
		}
	}
	if !f.Versions.IsEmpty() {
		bag["versions"] = f.Versions.Plain()
	}
	return bag
}

func sources(list []rules.Source) []map[string]string {
	out := make([]map[string]string, len(list))
	for i, s := range list {
		out[i] = map[string]string{"title": s.Title, "url": s.URL}
	}
	return out
}
