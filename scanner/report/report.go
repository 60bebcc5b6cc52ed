package report

import (
	"io"
	"maps"
	"slices"
	"time"

	"github.com/tlsready/tlsready/scanner"
)

// Options say how to write. The zero Options write what needs attention, plain.
type Options struct {
	// Version is the version of the tool, for the reports that name it.
	Version string
	// All also writes the findings that are ready, and those that are suppressed.
	All bool
	// Now is the time that deadlines are counted from; zero is the clock's.
	Now time.Time
	// Color uses terminal colours.
	Color bool
	// Width is the number of columns that text is wrapped to; 0 is 80.
	Width int
}

// A Writer writes a report in one format.
type Writer func(io.Writer, *scanner.Report, Options) error

var writers = map[string]Writer{
	"codequality": CodeQuality,
	"csv":         CSV,
	"html":        HTML,
	"json":        JSON,
	"junit":       JUnit,
	"markdown":    Markdown,
	"ndjson":      NDJSON,
	"text":        Text,
}

// Find returns the writer of a format, nil if there is none.
func Find(format string) Writer { return writers[format] }

// Formats returns the names of all formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(writers)) }

// shown are the findings that a report writes out: what needs attention, unless
// all are asked for.
func shown(r *scanner.Report, o Options) []*scanner.Finding {
	out := make([]*scanner.Finding, 0, len(r.Findings))
	for i := range r.Findings {
		if f := &r.Findings[i]; o.All || f.Level > scanner.LevelNone && f.Suppressed == nil {
			out = append(out, f)
		}
	}
	return out
}
