package scanner

import (
	"path"
	"slices"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// A parsed file is one that its kind has read.
type parsed struct {
	kind string
	file *manifest.File
}

// judge turns what the files of one folder declare into findings. They are
// judged together because they may belong to one program; sources is what its
// source code says.
func (s *Scanner) judge(folder []parsed, sources []manifest.Evidence) (findings []Finding, problems []Problem) {
	l := newLinks(folder, sources)
	for _, p := range folder {
		declarations := p.file.Declarations()
		for i := range declarations {
			d := &declarations[i]
			companions := append(l.companions(d), s.assumed()...)
			f := s.finding(p.kind, d, companions, l.evidenceFor(d))
			f.Disagrees = l.disagreements(d)
			findings = append(findings, f)
		}
		for _, problem := range p.file.Problems() {
			problems = append(problems, Problem{problem.At.File.Path, problem.At.Position().Line, problem.Message})
		}
	}
	return findings, problems
}

func (s *Scanner) finding(kind string, d *manifest.Declaration, companions []Companion, evidence []Evidence) Finding {
	f := Finding{
		Runtime: d.Runtime, Vendor: d.Vendor, Title: s.table.Title(d.Runtime), Declared: d.Text, Versions: d.Versions,
		Binding: d.Binding, Scope: d.Scope, Kind: kind, Condition: d.Condition, Hint: d.Hint, Implied: d.Implied,
		Evidence: evidence,
	}
	if d.At.File != nil {
		f.Location = locate(d.At)
		f.SourceLine = d.At.File.Line(d.At.Start)
		f.Component = component(d)
		f.Fixture = isFixture(f.Path)
	}
	for _, via := range d.Via {
		f.Via = append(f.Via, locate(via))
	}
	if d.Unresolved != "" {
		f.Assessment = rules.Assessment{Certain: true, Reason: d.Unresolved}
	} else {
		q := rules.Query{Runtime: d.Runtime, Vendor: d.Vendor, Versions: d.Versions, Binding: d.Binding, MinTLS: s.opts.MinTLS}
		for _, c := range companions {
			q.Companions = append(q.Companions, c.Companion)
		}
		for _, e := range evidence {
			q.Evidence = append(q.Evidence, e.Evidence)
		}
		f.Assessment = s.table.Evaluate(q)
		f.Companions = asked(companions, f.Parts)
		f.Sources = sources(f.Parts, f.Verdict)
	}
	if f.Binding == rules.Any && !f.Floor.IsZero() {
		f.Remedies = append([]*rules.Remedy{raise(f.Floor)}, f.Remedies...)
	}
	f.Level = level(&f)
	f.Message = s.message(&f, d.Note)
	return f
}

// raise goes before what a rule knows, where a declaration admits both what fails
// and what is ready.
func raise(floor version.Version) *rules.Remedy {
	return &rules.Remedy{ID: "raise-the-floor", Kind: rules.Upgrade, To: floor,
		Text: "Raise the lower bound to " + floor.String() + "; everything from there on is ready."}
}

// component names the program that a declaration belongs to: the folder of its
// file, or a unit of the file.
func component(d *manifest.Declaration) string {
	if d.Unit != "" {
		return d.At.File.Path + " " + d.Unit
	}
	return path.Dir(d.At.File.Path)
}

func (s *Scanner) assumed() []Companion {
	var out []Companion
	for _, c := range s.opts.Assume {
		out = append(out, Companion{Companion: c})
	}
	return out
}

// asked are the companions that the rules of the parts went by: for each
// requirement the first that fills it.
func asked(companions []Companion, parts []rules.Part) []Companion {
	var out []Companion
	for _, p := range parts {
		if p.Requires == nil {
			continue
		}
		i := slices.IndexFunc(companions, func(c Companion) bool { return p.Requires.FilledBy(&c.Companion) })
		if i >= 0 && !slices.ContainsFunc(out, func(c Companion) bool { return c.Runtime == companions[i].Runtime }) {
			out = append(out, companions[i])
		}
	}
	return out
}

// sources are those of the rules that made the verdict, each once.
func sources(parts []rules.Part, verdict rules.Verdict) []rules.Source {
	var out []rules.Source
	seen := map[string]bool{}
	for _, p := range parts {
		if p.Verdict != verdict {
			continue
		}
		for _, src := range p.Rule.Sources {
			if !seen[src.URL] {
				seen[src.URL] = true
				out = append(out, src)
			}
		}
	}
	return out
}

func locate(p manifest.Place) Location {
	return Location{Path: p.File.Path, Span: p.Span, Start: p.Position(), End: p.EndPosition(), Text: p.Text()}
}
