package scanner

import (
	"cmp"
	"path"
	"time"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// A Finding is one declaration and what follows from it.
type Finding struct {
	Runtime  rules.Runtime
	Vendor   string      // "" if not known
	Title    string      // the runtime's name in sentences: "OpenSSL"
	Declared string      // as written
	Versions version.Set // what that means; empty if it can't be known
	Binding  rules.Binding
	Scope    manifest.Scope
	Kind     string // of the file: "pom.xml"; or "check", or what printed the words
	// Location is where the deciding literal stands; its Path is "" for a
	// finding that comes from no file.
	Location
	// SourceLine is the text of the line, for reports that show it; "" without
	// file, and for lines of more than 2,000 bytes.
	SourceLine string
	// Component is the folder of the program, and behind it the part of the file
	// in parentheses where that has several: "web (stage build)".
	Component string
	// Via are the places through which the literal is used: the project that an
	// imported property stands for, the build argument that a FROM names.
	Via       []Location
	Condition string // under which the declaration holds, as written
	Hint      bool   // a list of what is supported, such as a classifier, not a choice
	Implied   bool   // it follows from another name: the OpenSSL of an image
	Fixture   bool   // the path looks like a test fixture, a sample or a template

	rules.Assessment
	Level      Level
	Message    string         // what follows, in one or two sentences
	Companions []Companion    // those that were known and asked
	Evidence   []Evidence     // lines of source and settings that move the verdict
	Sources    []rules.Source // of the rows that decided
	// Disagrees are other places of the same program that name versions of the
	// runtime of which none is admitted here.
	Disagrees []Location

	// Fingerprint names the finding across scans: it does not change when lines move
	// or folders above are renamed. Equal findings of several folders share it.
	Fingerprint string
	// Suppressed says by what the finding is accepted; nil if by nothing. Such a
	// finding is never as loud as its level.
	Suppressed *Suppression
	Owner      string // who answers for the place, where a policy says so

	// Edits mend the finding, all of them together: each has been tried. Scan looks
	// for them where Options.Edits says so.
	Edits []Edit

	aside      []string // sentences on what libraries do
	onlyPinned bool     // ready but for evidence that pins it
	locked     bool     // in a file that a tool writes from another
	catalog    bool     // picked from a list that others keep
}

// A Location is a span of a file with its positions.
type Location struct {
	Path       string
	Span       manifest.Span // bytes of the decoded text, see manifest.Decode
	Start, End manifest.Position
	Text       string
}

// A Companion is another runtime of the same program that the verdict took into
// account.
type Companion struct {
	rules.Companion
	Location // where it is declared; zero if it was assumed
}

// Evidence is something in the program that moves the verdict.
type Evidence struct {
	rules.Evidence
	Location
}

// A Problem is something that could not be read. The scan went on without it.
type Problem struct {
	Path    string
	Line    int // 0: the file as a whole
	Message string
}

// A Report is the result of a scan.
type Report struct {
	MinTLS   rules.TLS
	Table    string
	Findings []Finding // all of them, the ready ones too; by path and position
	Problems []Problem
	// Files is the number of files that were parsed.
	Files int
	// Partial says that the scan was stopped before its end.
	Partial bool
	// Effective is the moment from which servers refuse what is older than MinTLS;
	// zero where nobody said. It moves no verdict.
	Effective time.Time
}

// Count returns the number of findings with a verdict.
func (r *Report) Count(v rules.Verdict) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Verdict == v {
			n++
		}
	}
	return n
}

// Worst returns the highest level of any finding that is not suppressed.
func (r *Report) Worst() Level {
	worst := LevelNone
	for i := range r.Findings {
		if r.Findings[i].Suppressed == nil {
			worst = max(worst, r.Findings[i].Level)
		}
	}
	return worst
}

// Suppressed returns the number of findings that are suppressed.
func (r *Report) Suppressed() int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Suppressed != nil {
			n++
		}
	}
	return n
}

// Prefix puts a folder before all paths, for a tree that is part of a larger one.
func (r *Report) Prefix(dir string) {
	if dir == "" || dir == "." {
		return
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		f.prefix(dir)
		f.Component = path.Join(dir, f.Component)
		for j := range f.Via {
			f.Via[j].prefix(dir)
		}
		for j := range f.Companions {
			f.Companions[j].prefix(dir)
		}
		for j := range f.Evidence {
			f.Evidence[j].prefix(dir)
		}
		for j := range f.Disagrees {
			f.Disagrees[j].prefix(dir)
		}
		for j := range f.Edits {
			f.Edits[j].Path = path.Join(dir, f.Edits[j].Path)
		}
	}
	for i := range r.Findings {
		if s := r.Findings[i].Suppressed; s != nil {
			s.prefix(dir)
		}
	}
	for i := range r.Problems {
		r.Problems[i].Path = path.Join(dir, r.Problems[i].Path)
	}
}

func (l *Location) prefix(dir string) {
	if l.Path != "" {
		l.Path = path.Join(dir, l.Path)
	}
}

func compareFindings(a, b *Finding) int {
	if order := cmp.Compare(a.Path, b.Path); order != 0 { // nearly always
		return order
	}
	return cmp.Or(
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Span.End, b.Span.End),
		cmp.Compare(a.Runtime, b.Runtime),
		cmp.Compare(a.Component, b.Component),
		cmp.Compare(a.Condition, b.Condition),
		cmp.Compare(a.Declared, b.Declared),
	)
}

func compareProblems(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
}
