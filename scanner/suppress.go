package scanner

import (
	"bytes"
	"path"
	"strings"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// A Suppression says that a finding is known and accepted.
type Suppression struct {
	Reason string // why, as written
	// Location is the comment; its Path is "" where something else than the file
	// says so.
	Location
	Source  string // "comment", or what the caller of [Report.Suppress] names
	Expires string // the day on which it ends, YYYY-MM-DD; "" for never
}

func (s *Suppression) prefix(dir string) {
	if s.Path != "" {
		s.Path = path.Join(dir, s.Path)
	}
}

// suppressMark stands in a comment on the line of a finding, or on the one above.
const suppressMark = "tlsready:ignore"

// A comment is one that suppresses what stands on its line or the next.
type comment struct {
	line   int
	alone  bool // nothing else stands on its line
	reason string
	at     Location
	used   bool
}

// commentMarks open comments in the kinds of files that have some.
var commentMarks = []string{"#", "//", "<!--", "/*", ";", "'", "--", "dnl", "%", "*"}

// comments finds the suppressions of a file. The mark counts behind what opens a
// comment only.
func comments(f *manifest.File) []comment {
	var out []comment
	for at := 0; ; {
		i := bytes.Index(f.Data[at:], []byte(suppressMark))
		if i < 0 {
			return out
		}
		start := at + i
		at = start + len(suppressMark)
		lineStart := bytes.LastIndexByte(f.Data[:start], '\n') + 1
		before := strings.TrimSpace(string(f.Data[lineStart:start]))
		open, ok := opensComment(before)
		if !ok {
			continue
		}
		end := len(f.Data)
		if n := bytes.IndexByte(f.Data[at:], '\n'); n >= 0 {
			end = at + n
		}
		reason := string(f.Data[at:end])
		for _, closing := range []string{"-->", "*/"} {
			reason, _, _ = strings.Cut(reason, closing)
		}
		place := f.At(start, at)
		out = append(out, comment{line: place.Position().Line, alone: before == open, reason: strings.TrimLeft(strings.TrimSpace(reason), ": "), at: locate(place)})
	}
}

// opensComment returns what opens the comment that the text ends with.
func opensComment(before string) (string, bool) {
	for _, mark := range commentMarks {
		if strings.HasSuffix(before, mark) {
			return mark, true
		}
	}
	return "", false
}

// suppress marks the findings that comments of their files name. Those that name
// none are left to be reported.
func (r *Report) suppressByComments(files []*facts) {
	byPath := map[string][]comment{}
	for _, f := range files {
		if len(f.comments) > 0 {
			byPath[f.path] = f.comments
		}
	}
	if len(byPath) == 0 {
		return
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		list := byPath[f.Path]
		for j := range list {
			c := &list[j]
			if c.line == f.Start.Line || c.alone && c.line == f.Start.Line-1 {
				c.used = true
				f.Suppressed = &Suppression{Reason: c.reason, Location: c.at, Source: "comment"}
			}
		}
	}
	for _, f := range files {
		for _, c := range byPath[f.path] {
			switch {
			case !c.used:
				r.Problems = append(r.Problems, Problem{f.path, c.line, suppressMark + " suppresses nothing here: remove it"})
			case c.reason == "":
				r.Problems = append(r.Problems, Problem{f.path, c.line, suppressMark + " gives no reason"})
			}
		}
	}
}
