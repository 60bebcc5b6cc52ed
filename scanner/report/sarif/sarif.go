// Package sarif writes what a scan found in SARIF 2.1.0, as GitHub code scanning,
// editors and other viewers of static analysis read it. It stands apart from
// package report for the sake of those who need no SARIF.
package sarif

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// informationURI is where people read about the tool.
const informationURI = "https://github.com/tlsready/tlsready"

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// Write writes the report as a SARIF log of one run. Its rules are the rows of the
// rule table that decided a result, with their reasons, remedies and sources.
// Findings that are suppressed are written in any case, as SARIF has a place for
// that; those that are ready only if Options.All is set, with kind "pass".
// Problems are notifications of the invocation, which was not successful if the
// scan was stopped. Paths are relative to %SRCROOT% unless they are absolute.
func Write(w io.Writer, r *scanner.Report, o report.Options) error {
	shown := findings(r, o)
	table := newRuleTable(r, shown)

	root := text("The folder that the paths of the report begin at.")
	out := run{
		OriginalURIBaseIDs: map[string]artifactLocation{sourceRoot: {Description: &root}},
		ColumnKind:         "utf16CodeUnits",
		Invocations:        []invocation{newInvocation(r)},
		Properties:         policy(r),
		Tool:               tool{driver{InformationURI: informationURI, Name: "tlsready", Version: o.Version, Rules: table.rules}},
		Results:            []result{},
	}
	for _, f := range shown {
		out.Results = append(out.Results, newResult(f, table, r))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(log{schema, "2.1.0", []run{out}})
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
func policy(r *scanner.Report) map[string]any {
	bag := map[string]any{"minTLS": r.MinTLS.String(), "table": r.Table}
	if !r.Effective.IsZero() {
		bag["effective"] = r.Effective.UTC().Format(time.RFC3339)
	}
	return bag
}

// newInvocation tells how the scan went.
func newInvocation(r *scanner.Report) invocation {
	out := invocation{ExecutionSuccessful: !r.Partial, ToolExecutionNotifications: []notification{}}
	for _, p := range r.Problems {
		n := notification{Level: "warning", Message: text(p.Message)}
		if p.Path != "" {
			place := &physicalLocation{ArtifactLocation: artifact(p.Path)}
			if p.Line > 0 {
				place.Region = &region{StartLine: p.Line}
			}
			n.Locations = []location{{PhysicalLocation: place}}
		}
		out.ToolExecutionNotifications = append(out.ToolExecutionNotifications, n)
	}
	if r.Partial {
		out.ToolExecutionNotifications = append(out.ToolExecutionNotifications,
			notification{Level: "error", Message: text("The scan was stopped: this is what was found until then.")})
	}
	return out
}

// text is a message without links.
func text(s string) message { return message{unlinked(s)} }

// unlinked keeps what stands in files from being read as a link: [text](target)
// (SARIF 2.1.0, 3.11.6).
func unlinked(s string) string { return strings.ReplaceAll(s, "](", "] (") }
