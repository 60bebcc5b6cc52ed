package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"

	"github.com/tlsready/tlsready/scanner"
)

type (
	qualityIssue struct {
		Type        string          `json:"type"` // "issue"
		CheckName   string          `json:"check_name"`
		Description string          `json:"description"`
		Content     *qualityContent `json:"content,omitempty"`
		Categories  []string        `json:"categories"`
		Severity    string          `json:"severity"`
		Fingerprint string          `json:"fingerprint"`
		Location    qualityLocation `json:"location"`
	}
	qualityContent struct {
		Body string `json:"body"` // Markdown
	}
	qualityLocation struct {
		Path  string       `json:"path"`
		Lines qualityLines `json:"lines"`
	}
	qualityLines struct {
		Begin int `json:"begin"`
		End   int `json:"end,omitempty"`
	}
)

var qualitySeverities = map[scanner.Level]string{
	scanner.LevelError: "critical", scanner.LevelWarning: "major", scanner.LevelNote: "minor", scanner.LevelNone: "info",
}

// CodeQuality writes the report as GitLab reads it for the code quality of a merge
// request, which is a part of Code Climate's format: an array of issues. A problem
// is an issue too, of severity info. GitLab knows an issue by its fingerprint and
// shows one of each, so that of a finding is joined with its path here.
func CodeQuality(w io.Writer, r *scanner.Report, o Options) error {
	issues := []qualityIssue{}
	for _, f := range shown(r, o) {
		at := qualityLocation{f.Path, qualityLines{max(f.Start.Line, 1), f.End.Line}}
		if at.Path == "" {
			at.Path = f.Kind
		}
		issues = append(issues, qualityIssue{
			Type: "issue", CheckName: RuleID(f, r.MinTLS), Description: printable(f.Message), Content: &qualityContent{fenced(explain(f))},
			Categories: []string{"Compatibility"}, Severity: qualitySeverities[f.Level],
			Fingerprint: digest(f.Fingerprint, f.Path), Location: at,
		})
	}
	for _, p := range problems(r) {
		issues = append(issues, qualityIssue{
			Type: "issue", CheckName: "problem", Description: printable(p.Message), Categories: []string{"Compatibility"}, Severity: "info",
			Fingerprint: digest("problem", p.Path, p.Message), Location: qualityLocation{p.Path, qualityLines{Begin: max(p.Line, 1)}},
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(issues)
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		io.WriteString(h, p+"\x00") // a hash does not fail
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
