package report

import (
	"encoding/json"
	"io"

	"github.com/tlsready/tlsready/scanner"
)

// The lines of NDJSON; type is what tells them apart.
type (
	findingLine struct {
		Type string `json:"type"` // "finding"
		jsonFinding
	}
	problemLine struct {
		Type string `json:"type"` // "problem"
		jsonProblem
	}
	summaryLine struct {
		Type          string     `json:"type"` // "summary"
		SchemaVersion int        `json:"schemaVersion"`
		Tool          jsonTool   `json:"tool"`
		Policy        jsonPolicy `json:"policy"`
		jsonSummary
		Partial bool `json:"partial,omitempty"`
	}
)

// NDJSON writes the report as lines of JSON, for what reads logs. Each line is an
// object whose "type" says what it is:
//
//	{"type": "finding", ...}  the fields of a finding of the JSON document
//	{"type": "problem", ...}  path, line and message
//	{"type": "summary", ...}  the counts, with schemaVersion, tool and policy
//
// The summary is the last line, and always there: a file that ends without it was
// cut off. The findings leave out what the JSON document leaves out.
func NDJSON(w io.Writer, r *scanner.Report, o Options) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range shown(r, o) {
		if err := enc.Encode(findingLine{"finding", newJSONFinding(f)}); err != nil {
			return err
		}
	}
	for _, p := range r.Problems {
		if err := enc.Encode(problemLine{"problem", jsonProblem(p)}); err != nil {
			return err
		}
	}
	return enc.Encode(summaryLine{"summary", SchemaVersion, newJSONTool(o), newJSONPolicy(r), newJSONSummary(r), r.Partial})
}
