package report

import (
	"fmt"
	"strings"

	"github.com/tlsready/tlsready/scanner"
)

// An excerpt is a finding's source line, cut in three around the deciding text.
type excerpt struct {
	Before, Marked, After string
}

// Of a source line these are shown: so many characters before the deciding text, of
// it, and behind it.
const excerptBefore, excerptMarked, excerptAfter = 120, 240, 120

// newExcerpt returns the source line of a finding without its indentation; nil where
// the line is not known.
func newExcerpt(f *scanner.Finding) *excerpt {
	line := []rune(f.SourceLine)
	start := f.Start.Column - 1
	if start < 0 || start >= len(line) {
		return nil
	}
	end := len(line)
	if f.End.Line == f.Start.Line {
		end = min(max(f.End.Column-1, start), end)
	}
	e := &excerpt{
		Before: oneLine(string(line[max(start-excerptBefore, 0):start])),
		Marked: oneLine(string(line[start:min(end, start+excerptMarked)])),
		After:  oneLine(string(line[end:min(len(line), end+excerptAfter)])),
	}
	if start > excerptBefore {
		e.Before = "… " + e.Before
	} else {
		e.Before = strings.TrimLeft(e.Before, " ")
	}
	if end-start > excerptMarked {
		e.Marked += " …"
	}
	if len(line)-end > excerptAfter {
		e.After += " …"
	} else {
		e.After = strings.TrimRight(e.After, " ")
	}
	return e
}

func oneLine(text string) string { return printable(strings.ReplaceAll(text, "\t", " ")) }

// A change is an edit as people read it: lines that go and lines that come. Where
// the old line is not known, only what comes in is.
type change struct {
	At             string
	Removed, Added []string
}

func changes(f *scanner.Finding) []change {
	var out []change
	for i := range f.Edits {
		e := &f.Edits[i]
		c := change{At: fmt.Sprintf("%s:%d:%d", printable(e.Path), e.Start.Line, e.Start.Column)}
		text := e.New
		line := []rune(f.SourceLine)
		if start, end := e.Start.Column-1, e.End.Column-1; e.Path == f.Path && e.Start.Line == f.Start.Line && e.End.Line == e.Start.Line &&
			0 <= start && start <= end && end <= len(line) && len(line) > 0 {
			text = string(line[:start]) + e.New + string(line[end:])
			c.Removed = []string{oneLine(f.SourceLine)}
		} else if e.End != e.Start {
			c.At += fmt.Sprintf(" to %d:%d", e.End.Line, e.End.Column)
		}
		for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
			c.Added = append(c.Added, oneLine(line))
		}
		out = append(out, c)
	}
	return out
}

// placeOf is where something stands, as compilers write it; "" without file.
func placeOf(l scanner.Location) string {
	if l.Path == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", printable(l.Path), l.Start.Line, l.Start.Column)
}

// verdictLabel is the verdict in words, with the best where several are possible.
func verdictLabel(f *scanner.Finding) string {
	if !f.Certain && f.Best != f.Verdict {
		return f.Verdict.String() + " or " + f.Best.String()
	}
	return f.Verdict.String()
}
