package report

import (
	"encoding/json"
	"io"
	"time"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// SchemaVersion is the version of the JSON document: fields are added, never
// renamed or removed.
const SchemaVersion = 1

type (
	document struct {
		SchemaVersion int           `json:"schemaVersion"`
		Tool          jsonTool      `json:"tool"`
		Policy        jsonPolicy    `json:"policy"`
		Findings      []jsonFinding `json:"findings"`
		Problems      []jsonProblem `json:"problems"`
		Summary       jsonSummary   `json:"summary"`
		Partial       bool          `json:"partial,omitempty"` // the scan was stopped
	}
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	jsonPolicy struct {
		MinTLS rules.TLS `json:"minTLS"`
		Table  string    `json:"table"`
		// Effective is when servers begin to refuse, in RFC 3339.
		Effective string `json:"effective,omitempty"`
	}
	jsonFinding struct {
		Runtime    rules.Runtime     `json:"runtime"`
		Vendor     string            `json:"vendor,omitempty"`
		Declared   string            `json:"declared"`
		Versions   string            `json:"versions"`
		Binding    rules.Binding     `json:"binding"`
		Scope      manifest.Scope    `json:"scope"`
		Kind       string            `json:"kind"`
		Path       string            `json:"path"`
		Line       int               `json:"line"`
		Column     int               `json:"column"`
		EndLine    int               `json:"endLine"`
		EndColumn  int               `json:"endColumn"`
		Component  string            `json:"component"`
		Condition  string            `json:"condition,omitempty"`
		Via        []jsonPlace       `json:"via"`
		Verdict    rules.Verdict     `json:"verdict"`
		Best       rules.Verdict     `json:"best"`
		Certain    bool              `json:"certain"`
		Level      scanner.Level     `json:"level"`
		Reason     string            `json:"reason,omitempty"`
		Parts      []jsonPart        `json:"parts"`
		DependsOn  []jsonRequirement `json:"dependsOn"`
		Companions []jsonCompanion   `json:"companions"`
		Witness    string            `json:"witness"`
		Floor      string            `json:"floor"`
		Newest     string            `json:"newest,omitempty"`
		Message    string            `json:"message"`
		Remedies   []jsonRemedy      `json:"remedies"`
		Evidence   []jsonEvidence    `json:"evidence"`
		Sources    []jsonSource      `json:"sources"`
		Disagrees  []jsonPlace       `json:"disagreesWith"`
		Edits      []jsonEdit        `json:"edits"`

		Fingerprint string           `json:"fingerprint"`
		Owner       string           `json:"owner,omitempty"`
		Suppressed  *jsonSuppression `json:"suppressed,omitempty"`
	}
	// A jsonEdit replaces the bytes from start to end of a file as it is stored.
	jsonEdit struct {
		Path      string `json:"path"`
		Start     int    `json:"start"`
		End       int    `json:"end"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"endLine"`
		EndColumn int    `json:"endColumn"`
		NewText   string `json:"newText"`
	}
	// A jsonSuppression says by what a finding is accepted: a comment at a path and
	// line, or the source.
	jsonSuppression struct {
		Source  string `json:"source"`
		Reason  string `json:"reason"`
		Path    string `json:"path,omitempty"`
		Line    int    `json:"line,omitempty"`
		Expires string `json:"expires,omitempty"`
	}
	jsonPlace struct {
		Path   string `json:"path"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Text   string `json:"text"`
	}
	jsonPart struct {
		Versions string                   `json:"versions"`
		Support  rules.Support            `json:"support"`
		Requires map[rules.Runtime]string `json:"requires,omitempty"`
		Verdict  rules.Verdict            `json:"verdict"`
		Rule     string                   `json:"rule"`
	}
	jsonRequirement struct {
		Runtime  rules.Runtime `json:"runtime"`
		Versions string        `json:"versions"`
	}
	jsonCompanion struct {
		Runtime  rules.Runtime `json:"runtime"`
		Versions string        `json:"versions"`
		Path     string        `json:"path"`
		Line     int           `json:"line"`
	}
	jsonRemedy struct {
		Kind rules.Verdict `json:"kind"`
		Text string        `json:"text"`
		Code string        `json:"code,omitempty"`
	}
	jsonEvidence struct {
		Path   string       `json:"path"`
		Line   int          `json:"line"`
		Effect rules.Effect `json:"effect"`
		Text   string       `json:"text"`
	}
	jsonSource struct {
		Title string `json:"title"`
		URL   string `json:"url"`
	}
	jsonProblem struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Message string `json:"message"`
	}
	jsonSummary struct {
		Files        int `json:"files"`
		Declarations int `json:"declarations"`
		Ready        int `json:"ready"`
		Configure    int `json:"configure"`
		Update       int `json:"update"`
		Upgrade      int `json:"upgrade"`
		Unknown      int `json:"unknown"`
		Problems     int `json:"problems"`
		Suppressed   int `json:"suppressed"`
	}
)

// JSON writes the report as one JSON document of [SchemaVersion]. The findings
// leave out what is ready or suppressed unless Options.All is set; the summary counts all.
func JSON(w io.Writer, r *scanner.Report, o Options) error {
	doc := document{
		SchemaVersion: SchemaVersion,
		Tool:          newJSONTool(o),
		Policy:        newJSONPolicy(r),
		Partial:       r.Partial,
		Findings:      []jsonFinding{},
		Problems:      []jsonProblem{},
		Summary:       newJSONSummary(r),
	}
	for _, f := range shown(r, o) {
		doc.Findings = append(doc.Findings, newJSONFinding(f))
	}
	for _, p := range r.Problems {
		doc.Problems = append(doc.Problems, jsonProblem(p))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func newJSONTool(o Options) jsonTool { return jsonTool{"tlsready", o.Version} }

func newJSONSummary(r *scanner.Report) jsonSummary {
	return jsonSummary{Files: r.Files, Declarations: len(r.Findings), Ready: r.Count(rules.Ready),
		Configure: r.Count(rules.Configure), Update: r.Count(rules.Update), Upgrade: r.Count(rules.Upgrade),
		Unknown: r.Count(rules.Unknown), Problems: len(r.Problems), Suppressed: r.Suppressed()}
}

func newJSONPolicy(r *scanner.Report) jsonPolicy {
	p := jsonPolicy{MinTLS: r.MinTLS, Table: r.Table}
	if !r.Effective.IsZero() {
		p.Effective = r.Effective.UTC().Format(time.RFC3339)
	}
	return p
}

func newJSONFinding(f *scanner.Finding) jsonFinding {
	return jsonFinding{
		Runtime: f.Runtime, Vendor: f.Vendor, Declared: f.Declared, Versions: plain(f.Versions), Binding: f.Binding,
		Scope: f.Scope, Kind: f.Kind, Path: f.Path, Line: f.Start.Line, Column: f.Start.Column,
		EndLine: f.End.Line, EndColumn: f.End.Column, Component: f.Component, Condition: f.Condition,
		Verdict: f.Verdict, Best: f.Best, Certain: f.Certain, Level: f.Level, Reason: f.Reason,
		Witness: f.Witness.String(), Floor: f.Floor.String(), Newest: f.Newest.String(), Message: f.Message,
		Fingerprint: f.Fingerprint, Owner: f.Owner, Suppressed: newJSONSuppression(f.Suppressed),
		Via: list(f.Via, place), Disagrees: list(f.Disagrees, place),
		Parts: list(f.Parts, func(p rules.Part) jsonPart {
			out := jsonPart{Versions: plain(p.Versions), Support: p.Support, Verdict: p.Verdict, Rule: p.Rule.ID}
			if p.Requires != nil {
				out.Requires = map[rules.Runtime]string{p.Requires.Runtimes[0]: p.Requires.Versions.Plain()}
			}
			return out
		}),
		DependsOn: list(f.DependsOn, func(d *rules.Requirement) jsonRequirement {
			return jsonRequirement{d.Runtimes[0], d.Versions.Plain()}
		}),
		Companions: list(f.Companions, func(c scanner.Companion) jsonCompanion {
			return jsonCompanion{c.Runtime, c.Versions.Plain(), c.Path, c.Start.Line}
		}),
		Remedies: list(f.Remedies, func(m *rules.Remedy) jsonRemedy { return jsonRemedy{m.Kind, m.Text, m.Code} }),
		Evidence: list(f.Evidence, func(e scanner.Evidence) jsonEvidence {
			return jsonEvidence{e.Path, e.Start.Line, e.Effect, e.Text}
		}),
		Sources: list(f.Sources, func(s rules.Source) jsonSource { return jsonSource(s) }),
		Edits: list(f.Edits, func(e scanner.Edit) jsonEdit {
			return jsonEdit{e.Path, e.Span.Start, e.Span.End, e.Start.Line, e.Start.Column, e.End.Line, e.End.Column, e.New}
		}),
	}
}

func newJSONSuppression(s *scanner.Suppression) *jsonSuppression {
	if s == nil {
		return nil
	}
	return &jsonSuppression{s.Source, s.Reason, s.Path, s.Start.Line, s.Expires}
}

func place(l scanner.Location) jsonPlace {
	return jsonPlace{l.Path, l.Start.Line, l.Start.Column, l.Text}
}

// plain is a set as programs read it; versions that are not known are empty.
func plain(set version.Set) string {
	if set.IsEmpty() {
		return ""
	}
	return set.Plain()
}

// list maps a slice to one that prints as [] where it is empty.
func list[From, To any](in []From, f func(From) To) []To {
	out := make([]To, len(in))
	for i := range in {
		out[i] = f(in[i])
	}
	return out
}
