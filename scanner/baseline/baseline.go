// Package baseline accepts the findings of one day, so that later scans report and
// fail on what is new only.
package baseline

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// SchemaVersion is the version of the file.
const SchemaVersion = 1

// A Baseline is the findings that are accepted.
type Baseline struct {
	SchemaVersion int     `json:"schemaVersion"`
	Findings      []Entry `json:"findings"`
}

// An Entry is one accepted finding. The fingerprint decides; where several are
// equal, that of the same path goes first. The rest is for people who read the
// file.
type Entry struct {
	Fingerprint string        `json:"fingerprint"`
	Level       scanner.Level `json:"level"`
	Path        string        `json:"path"`
	Runtime     rules.Runtime `json:"runtime"`
	Declared    string        `json:"declared"`
	Verdict     string        `json:"verdict"`
}

// New takes the findings of a report that need attention and are not accepted
// already.
func New(r *scanner.Report) *Baseline {
	b := &Baseline{SchemaVersion: SchemaVersion, Findings: []Entry{}}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Level > scanner.LevelNone && f.Suppressed == nil {
			b.Findings = append(b.Findings, Entry{f.Fingerprint, f.Level, f.Path, f.Runtime, f.Declared, f.Verdict.String()})
		}
	}
	slices.SortFunc(b.Findings, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return b
}

// Write writes the baseline as JSON, one finding a few lines, so that a version
// control system shows what has changed.
func (b *Baseline) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(b)
}

// Parse reads what Write has written. name stands in errors.
func Parse(name string, data []byte) (*Baseline, error) {
	b := &Baseline{}
	if err := json.Unmarshal(data, b); err != nil {
		line := 1
		if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
			line = lineAt(data, syntax.Offset)
		} else if kind := new(json.UnmarshalTypeError); errors.As(err, &kind) {
			line = lineAt(data, kind.Offset)
		}
		return nil, fmt.Errorf("%s:%d: no baseline: %w; write it again with tlsready baseline", name, line, err)
	}
	if b.SchemaVersion != SchemaVersion {
		return nil, fmt.Errorf("%s:1: a baseline of schemaVersion %d, and this tlsready reads %d: write it again with tlsready baseline", name, b.SchemaVersion, SchemaVersion)
	}
	return b, nil
}

func lineAt(data []byte, offset int64) int {
	line := 1
	for _, c := range data[:min(int(offset), len(data))] {
		if c == '\n' {
			line++
		}
	}
	return line
}

// Source is how reports name the baseline as that which accepts a finding.
const Source = "baseline"

// Apply suppresses the findings that the baseline has, each of its entries one,
// unless the finding is louder by now.
func (b *Baseline) Apply(r *scanner.Report) {
	open := map[string][]*Entry{}
	for i := range b.Findings {
		e := &b.Findings[i]
		open[e.Fingerprint] = append(open[e.Fingerprint], e)
	}
	for _, samePath := range []bool{true, false} {
		for i := range r.Findings {
			f := &r.Findings[i]
			if f.Suppressed != nil || f.Level == scanner.LevelNone {
				continue
			}
			entries := open[f.Fingerprint]
			at := slices.IndexFunc(entries, func(e *Entry) bool { return f.Level <= e.Level && (!samePath || e.Path == f.Path) })
			if at < 0 {
				continue
			}
			open[f.Fingerprint] = slices.Delete(entries, at, at+1)
			f.Suppressed = &scanner.Suppression{Source: Source}
		}
	}
}
