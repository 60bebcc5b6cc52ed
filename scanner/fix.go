package scanner

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// An Edit replaces a span of a file by a new text.
type Edit struct {
	Span       manifest.Span // bytes of the data that was given
	Start, End manifest.Position
	New        string
}

// Fix returns the edit that makes a finding of this file ready, where one is
// mechanical: a raised floor in a constraint, a later target framework moniker,
// a later release of the same line. The edit has been tried: the file with the
// edit in it, read again, is ready at that place. ok is false where there is no
// such edit, as for a step to another major version.
func (s *Scanner) Fix(name string, data []byte, f Finding) (edit Edit, ok bool) {
	text, err := manifest.Decode(data)
	if err != nil || !bytes.HasSuffix(data, text) || f.Path != name || f.Verdict == rules.Ready ||
		f.Span.End > len(text) || string(text[f.Span.Start:f.Span.End]) != f.Text {
		// Text in another encoding has no offsets to edit at.
		return Edit{}, false
	}
	mark := len(data) - len(text)
	for _, candidate := range s.candidates(&f) {
		edited := append(append(append([]byte(nil), text[:f.Span.Start]...), candidate...), text[f.Span.End:]...)
		if !s.readyAt(name, edited, &f) {
			continue
		}
		span := manifest.Span{Start: f.Span.Start + mark, End: f.Span.End + mark}
		return Edit{Span: span, Start: f.Start, End: f.End, New: candidate}, true
	}
	return Edit{}, false
}

// readyAt reports whether all that the edited file declares at the finding's
// place is ready.
func (s *Scanner) readyAt(name string, edited []byte, f *Finding) bool {
	findings, _ := s.File(name, edited)
	ready := false
	for i := range findings {
		if g := &findings[i]; g.Path == name && g.Span.Start == f.Span.Start && g.Condition == f.Condition {
			if g.Verdict != rules.Ready {
				return false
			}
			ready = true
		}
	}
	return ready
}

// candidates are the texts to try in place of the finding's, best first.
func (s *Scanner) candidates(f *Finding) []string {
	from := f.Versions.Low().Version
	if from.IsZero() {
		return nil
	}
	var out []string
	for _, to := range s.targets(f, from) {
		old, new := from.String(), to.String()
		if text, ok := replaceVersion(f.Text, old, new); ok {
			out = append(out, text)
		}
		// Monikers leave out the dots: net45, net48.
		if text, ok := replaceVersion(f.Text, strings.ReplaceAll(old, ".", ""), strings.ReplaceAll(new, ".", "")); ok {
			out = append(out, text)
		}
	}
	return out
}

// targets are the versions to move to without leaving the major version: for a
// constraint its floor, for a single version the newest of its line, then what
// the remedies name.
func (s *Scanner) targets(f *Finding, from version.Version) []version.Version {
	var out []version.Version
	add := func(v version.Version) {
		if !v.IsZero() && major(v) == major(from) && from.Compare(v) < 0 {
			out = append(out, v)
		}
	}
	if f.Binding == rules.Any {
		add(f.Floor)
		return out
	}
	for _, m := range f.Remedies {
		add(m.To)
	}
	if r := s.table.Runtime(f.Runtime); r != nil {
		for i := len(r.Releases) - 1; i >= 0; i-- {
			if v := r.Releases[i]; minor(v) == minor(from) {
				add(v)
			}
		}
	}
	add(f.Floor)
	return out
}

func major(v version.Version) string {
	text, _, _ := strings.Cut(v.String(), ".")
	return text
}

func minor(v version.Version) string {
	first, rest, _ := strings.Cut(v.String(), ".")
	second, _, _ := strings.Cut(rest, ".")
	return first + "." + second
}

// replaceVersion replaces the first occurrence of a version that is not part of
// a longer number.
func replaceVersion(text, old, new string) (string, bool) {
	for at := 0; ; {
		i := strings.Index(text[at:], old)
		if i < 0 || old == "" {
			return "", false
		}
		i += at
		end := i + len(old)
		if (i == 0 || !inNumber(text[i-1])) && (end == len(text) || !inNumber(text[end])) {
			return text[:i] + new + text[end:], true
		}
		at = i + 1
	}
}

func inNumber(c byte) bool { return '0' <= c && c <= '9' || c == '.' }
