// Package sarif writes what a scan found in SARIF 2.1.0, as GitHub code scanning,
// editors and other viewers of static analysis read it. It stands apart from
// package report for the sake of those who need no SARIF.
package sarif

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	v210 "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// The log with the one thing that the library's types can't say: that a result has
// an empty list of suppressions. Either all results of a run have a list or none
// (SARIF 2.1.0, 3.27.23).
type (
	log struct {
		*v210.Report
		Runs []run `json:"runs"`
	}
	run struct {
		*v210.Run
		Results []result `json:"results"`
	}
	result struct {
		*v210.Result
		Suppressions []*v210.Suppression `json:"suppressions"`
	}
)

// informationURI is where people read about the tool.
const informationURI = "https://github.com/tlsready/tlsready"

// Write writes the report as a SARIF log of one run. Its rules are the rows of the
// rule table that decided a result, with their reasons, remedies and sources.
// Findings that are suppressed are written in any case, as SARIF has a place for
// that; those that are ready only if Options.All is set, with kind "pass".
// Problems are notifications of the invocation, which was not successful if the
// scan was stopped. Paths are relative to %SRCROOT% unless they are absolute.
func Write(w io.Writer, r *scanner.Report, o report.Options) error {
	shown := findings(r, o)
	table := newRuleTable(r, shown)

	tool := v210.NewRunWithInformationURI("tlsready", informationURI)
	tool.Tool.Driver.Rules = table.rules
	if o.Version != "" {
		tool.Tool.Driver.WithVersion(o.Version)
	}
	tool.WithColumnKind("utf16CodeUnits")
	tool.OriginalUriBaseIds = map[string]v210.ArtifactLocation{sourceRoot: *v210.NewArtifactLocation().
		WithDescription(text("The folder that the paths of the report begin at."))}
	tool.Invocations = []*v210.Invocation{invocation(r)}
	tool.Properties = policy(r)

	out := run{Run: tool, Results: []result{}}
	for _, f := range shown {
		out.Results = append(out.Results, newResult(f, table, r))
	}
	head := v210.NewReport()
	head.Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(log{head, []run{out}})
}

// findings are those to write: see [Write].
func findings(r *scanner.Report, o report.Options) []*scanner.Finding {
	var out []*scanner.Finding
	for i := range r.Findings {
		if f := &r.Findings[i]; o.All || f.Level > scanner.LevelNone {
			out = append(out, f)
		}
	}
	return out
}

// policy is what was asked for.
func policy(r *scanner.Report) *v210.PropertyBag {
	bag := v210.NewPropertyBag().Add("minTLS", r.MinTLS.String()).Add("table", r.Table)
	if !r.Effective.IsZero() {
		bag.Add("effective", r.Effective.UTC().Format(time.RFC3339))
	}
	return bag
}

// invocation tells how the scan went.
func invocation(r *scanner.Report) *v210.Invocation {
	out := v210.NewInvocation().WithExecutionSuccessful(!r.Partial)
	for _, p := range r.Problems {
		n := v210.NewNotification().WithLevel("warning").WithMessage(text(p.Message))
		if p.Path != "" {
			place := v210.NewPhysicalLocation().WithArtifactLocation(artifact(p.Path))
			if p.Line > 0 {
				place.WithRegion(v210.NewRegion().WithStartLine(p.Line))
			}
			n.WithLocations([]*v210.Location{v210.NewLocationWithPhysicalLocation(place)})
		}
		out.AddToolExecutionNotification(n)
	}
	if r.Partial {
		out.AddToolExecutionNotification(v210.NewNotification().WithLevel("error").
			WithMessage(text("The scan was stopped: this is what was found until then.")))
	}
	return out
}

// text is a message without links.
func text(s string) *v210.Message { return v210.NewTextMessage(unlinked(s)) }

// unlinked keeps what stands in files from being read as a link: [text](target)
// (SARIF 2.1.0, 3.11.6).
func unlinked(s string) string { return strings.ReplaceAll(s, "](", "] (") }
