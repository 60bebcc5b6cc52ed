package sarif

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	v210 "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// fingerprintName is versioned: should fingerprints ever be made in another way, the
// old results stay known by the old name (SARIF 2.1.0, 3.27.17).
const fingerprintName = "tlsready/v1"

func newResult(f *scanner.Finding, table *ruleTable, r *scanner.Report) result {
	id := report.RuleID(f, r.MinTLS)
	out := v210.NewRuleResult(id).WithRuleIndex(table.index[id]).WithLevel(f.Level.String())
	if f.Level == scanner.LevelNone {
		out.WithKind("pass")
	}
	if place := physical(&f.Location); place != nil {
		if f.SourceLine != "" && f.Start.Line > 0 {
			place.WithContextRegion(v210.NewRegion().WithStartLine(f.Start.Line).WithSnippet(v210.NewArtifactContent().WithText(f.SourceLine)))
		}
		out.AddLocation(v210.NewLocationWithPhysicalLocation(place))
	}
	related := report.Related(f)
	for i := range related {
		out.AddRelatedLocation(v210.NewLocationWithPhysicalLocation(physical(&related[i].Location)).
			WithID(i + 1).WithMessage(text(related[i].Says)))
	}
	out.WithMessage(v210.NewTextMessage(unlinked(f.Message) + links(related)))
	if f.Fingerprint != "" {
		out.WithPartialFingerprints(map[string]string{fingerprintName: f.Fingerprint})
	}
	if len(f.Edits) > 0 {
		out.WithFixes([]*v210.Fix{fix(f)})
	}
	out.WithProperties(properties(f))
	return result{out, suppressions(f.Suppressed)}
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

// suppressions is never nil: see [result].
func suppressions(s *scanner.Suppression) []*v210.Suppression {
	if s == nil {
		return []*v210.Suppression{}
	}
	out := v210.NewSuppression().WithKind("external").WithStatus("accepted")
	if s.Source == "comment" {
		out.WithKind("inSource")
	}
	if s.Reason != "" {
		out.WithJustification(s.Reason)
	}
	if place := physical(&s.Location); place != nil {
		out.WithLocation(v210.NewLocationWithPhysicalLocation(place))
	}
	bag := v210.NewPropertyBag().Add("source", s.Source)
	if s.Expires != "" {
		bag.Add("expires", s.Expires)
	}
	return []*v210.Suppression{out.WithProperties(bag)}
}

// fix is all edits of a finding, which belong together, file by file.
func fix(f *scanner.Finding) *v210.Fix {
	edits := slices.Clone(f.Edits)
	slices.SortStableFunc(edits, func(a, b scanner.Edit) int { return cmp.Compare(a.Path, b.Path) })
	out := v210.NewFix().WithDescription(text(description(f)))
	for i, e := range edits {
		if i == 0 || edits[i-1].Path != e.Path {
			out.AddArtifactChange(v210.NewArtifactChange().WithArtifactLocation(artifact(e.Path)))
		}
		// Lines and columns: the offsets of bytes are those of binary files
		// (SARIF 2.1.0, 3.57.3), which a manifest is not.
		out.ArtifactChanges[len(out.ArtifactChanges)-1].AddReplacement(v210.NewReplacement().
			WithDeletedRegion(region(e.Start, e.End)).
			WithInsertedContent(v210.NewArtifactContent().WithText(e.New)))
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
func properties(f *scanner.Finding) *v210.PropertyBag {
	bag := v210.NewPropertyBag()
	for _, p := range [][2]string{
		{"runtime", string(f.Runtime)}, {"vendor", f.Vendor}, {"declared", f.Declared}, {"binding", f.Binding.String()},
		{"scope", f.Scope.String()}, {"kind", f.Kind}, {"component", f.Component}, {"condition", f.Condition},
		{"verdict", f.Verdict.String()}, {"best", f.Best.String()}, {"reason", f.Reason},
		{"witness", f.Witness.String()}, {"floor", f.Floor.String()}, {"owner", f.Owner},
	} {
		if p[1] != "" {
			bag.Add(p[0], p[1])
		}
	}
	if !f.Versions.IsEmpty() {
		bag.Add("versions", f.Versions.Plain())
	}
	bag.Add("certain", f.Certain)
	bag.Add("sources", sources(f.Sources))
	return bag
}

func sources(list []rules.Source) []map[string]string {
	out := make([]map[string]string, len(list))
	for i, s := range list {
		out[i] = map[string]string{"title": s.Title, "url": s.URL}
	}
	return out
}
