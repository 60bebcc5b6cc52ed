package scanner

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// Options say how to scan. The zero Options are the usual ones.
type Options struct {
	Table  *rules.Table // nil: rules.Default()
	MinTLS rules.TLS    // zero: TLS 1.2
	// Assume are companions that are taken to be there where none is declared.
	Assume []rules.Companion
	// NoEvidence leaves source code unsearched.
	NoEvidence bool
	// Skip leaves out a file or folder by its path; nil leaves out nothing more
	// than usual. It is called from several goroutines.
	Skip func(name string, dir bool) bool
	// AssumeFor are companions that are taken to be there for the files of one
	// folder, before those of Assume.
	AssumeFor func(dir string) []rules.Companion
	// NoIgnore also reads what .gitignore files leave out.
	NoIgnore bool
	// Vendored also reads dependencies' own files and build output.
	Vendored bool
	// MaxFileSize is the size in bytes from which on a file is a problem instead
	// of being read; 0: 2 MiB, and 32 MiB for lock files.
	MaxFileSize int64
	Workers     int // 0: as many as processors
	// Progress, if not nil, counts along while scans run.
	Progress *Progress
	// Edits also looks for the edits that mend findings, which takes a second scan
	// of the folders that have some.
	Edits bool
}

// A Scanner judges declarations. It is safe for concurrent use.
type Scanner struct {
	opts  Options
	table *rules.Table
}

// New returns a scanner. An error says which option is wrong.
func New(o Options) (*Scanner, error) {
	if o.MaxFileSize < 0 || o.Workers < 0 {
		return nil, errors.New("scanner: MaxFileSize and Workers can't be negative")
	}
	if o.Table == nil {
		o.Table = rules.Default()
	}
	for _, c := range o.Assume {
		if o.Table.Runtime(c.Runtime) == nil {
			return nil, fmt.Errorf("scanner: nothing is known of the assumed %s", c.Runtime)
		}
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return &Scanner{opts: o, table: o.Table}, nil
}

// Scan judges a tree: all of fsys, or the named files and folders in it. What
// can't be read or parsed becomes a [Problem]. The error is that of a name that
// is not there or of ctx, whose end stops the scan at once; the report then
// holds what was found until then.
func (s *Scanner) Scan(ctx context.Context, fsys fs.FS, names ...string) (*Report, error) {
	if len(names) == 0 {
		names = []string{"."}
	}
	return newWalk(ctx, s, fsys).run(names)
}

// File judges one file by its bytes alone, as an editor has them: what stands in
// other files of its tree is unknown. A file that is of no kind has no findings.
func (s *Scanner) File(name string, data []byte) ([]Finding, []Problem) {
	kinds := manifest.Find(name)
	if kinds == nil {
		return nil, nil
	}
	data, err := manifest.Decode(data)
	if err != nil {
		return nil, []Problem{{Path: name, Message: err.Error()}}
	}
	kind := kinds.Of(data)
	if kind == nil {
		return nil, nil
	}
	f := manifest.NewFile(name, data)
	kind.Read(f)
	said := s.factsOf(kind, f)
	r := s.report([]*facts{&said})
	return r.Findings, r.Problems
}

// Check judges one version of a runtime as people write it; see [rules.Parse].
func (s *Scanner) Check(rt rules.Runtime, text string) (Finding, error) {
	named, err := rules.Parse(rt, text)
	if err != nil {
		return Finding{}, err
	}
	d := declared{Finding: s.undecided("check", &manifest.Declaration{Runtime: named.Runtime, Vendor: named.Vendor,
		Versions: named.Versions, Text: text, Binding: rules.Exact, Scope: manifest.Run})}
	s.assess(&d, s.assumed(""), nil, nil)
	return d.Finding, nil
}

// Version judges what runtimes print of themselves: "OpenSSL 1.0.1e-fips 11 Feb
// 2013", the lines of java -version, and so on. Runtimes that stand together are
// judged together: Python with its OpenSSL, JRuby with its JVM. source names
// where the words are from. It is an error if nothing in them is known.
func (s *Scanner) Version(source, words string) ([]Finding, error) {
	data, err := manifest.Decode([]byte(words))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	f := manifest.NewFile("", data)
	manifest.Words.Read(f)
	said := s.factsOf(&manifest.Kind{Name: source}, f)
	if len(said.declared) == 0 && len(said.problems) > 0 {
		return nil, fmt.Errorf("%s: %s", source, said.problems[0].Message)
	}
	findings := copies(s.judgeAll(grow([]*facts{&said})))
	for i := range findings {
		findings[i].SourceLine, findings[i].Component = "", ""
		findings[i].Location = Location{}
	}
	return findings, nil
}

// Table returns the rules that the scanner judges by.
func (s *Scanner) Table() *rules.Table { return s.table }

// MinTLS returns the protocol that the scanner asks for.
func (s *Scanner) MinTLS() rules.TLS { return s.opts.MinTLS }

// report judges what files say.
func (s *Scanner) report(files []*facts) *Report {
	r := &Report{MinTLS: s.opts.MinTLS, Table: s.table.Name()}
	findings := s.judgeAll(grow(files))
	for _, file := range files {
		r.Problems = append(r.Problems, file.problems...)
	}
	slices.SortFunc(findings, compareFindings)
	r.Findings = copies(merge(findings))
	fingerprints(r.Findings)
	r.suppressByComments(files)
	return r
}

// merge makes one finding of those that say the same of the same place: a
// property that several projects use.
func merge(findings []*Finding) []*Finding {
	out := findings[:0]
	for _, f := range findings {
		if n := len(out); n > 0 && f.Path != "" {
			last := out[n-1]
			if last.Path == f.Path && last.Span == f.Span && last.Runtime == f.Runtime && last.Component == f.Component &&
				last.Condition == f.Condition && last.Declared == f.Declared && last.Verdict == f.Verdict {
				last.Via = append(last.Via, f.Via...)
				last.Level = max(last.Level, f.Level)
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

// copies are the findings side by side. They are large, so this is done once.
func copies(findings []*Finding) []Finding {
	out := slices.Grow([]Finding(nil), len(findings))
	for _, f := range findings {
		out = append(out, *f)
	}
	return out
}
