package scanner

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// fewFolders are judged by one goroutine: it takes less time than to start others.
const fewFolders = 64

// judgeAll judges folders side by side; of each other they read only what files
// declare, which does not change.
func (s *Scanner) judgeAll(folders []*folder) []*Finding {
	judged := make([][]*Finding, len(folders))
	var next atomic.Int64
	work := func() {
		known := answers{}
		for i := next.Add(1) - 1; i < int64(len(folders)); i = next.Add(1) - 1 {
			judged[i] = s.judge(folders[i], known)
		}
	}
	if len(folders) <= fewFolders {
		work()
	} else {
		var workers sync.WaitGroup
		for range s.opts.Workers {
			workers.Go(work)
		}
		workers.Wait()
	}
	return slices.Concat(judged...)
}

// judge turns what the files of one folder declare into findings.
func (s *Scanner) judge(f *folder, known answers) []*Finding {
	var out []*Finding
	for _, file := range f.files {
		for i := range file.declared {
			d := &file.declared[i]
			if d.Runtime.IsLibrary() {
				s.assess(d, f.companions(file, d), nil, known)
				if f.stands(file, d) {
					out = append(out, &d.Finding)
				}
				continue
			}
			d.Evidence = f.evidenceFor(file, d, s.opts.MinTLS)
			d.Disagrees = f.disagreements(d)
			s.assess(d, append(f.companions(file, d), s.assumed(f.path)...), s.influences(f.librariesFor(file, d), d.Runtime), known)
			out = append(out, &d.Finding)
		}
		out = append(out, s.pins(file)...)
	}
	return out
}

// assess completes a finding: what its declaration comes to with these companions
// and libraries, and its evidence. If there are none, most have been asked before.
func (s *Scanner) assess(d *declared, companions []Companion, libraries []influence, known answers) {
	alone := len(companions) == 0 && len(libraries) == 0 && len(d.Evidence) == 0
	if !alone || !known.recall(d) {
		s.decide(d, companions, libraries)
		if alone {
			known.remember(d)
		}
	}
	d.Level = level(&d.Finding)
}

// decide works out what assess completes a finding by.
func (s *Scanner) decide(d *declared, companions []Companion, libraries []influence) {
	f := &d.Finding
	if d.unresolved != "" {
		f.Assessment = rules.Assessment{Certain: true, Reason: d.unresolved}
	} else {
		q := rules.Query{Runtime: f.Runtime, Vendor: f.Vendor, Versions: f.Versions, Binding: f.Binding, MinTLS: s.opts.MinTLS}
		for _, c := range companions {
			q.Companions = append(q.Companions, c.Companion)
		}
		s.influenced(f, q, libraries)
		s.earlier(f, q)
		f.Companions = asked(companions, f.Parts)
		f.Sources = sources(f.Parts, f.Verdict, s.followed(f))
	}
	if f.Binding == rules.Any && !f.Floor.IsZero() {
		f.Remedies = append([]*rules.Remedy{raise(f.Floor)}, f.Remedies...)
	}
	f.Message = s.message(f, d.note)
}

// earlier adds what a floating version leaves open where the newest release of its
// line is ready: what was installed before may not be.
func (s *Scanner) earlier(f *Finding, q rules.Query) {
	if f.Newest.IsZero() || f.Verdict != rules.Ready {
		return
	}
	q.Binding = rules.Any
	for _, e := range f.Evidence {
		q.Evidence = append(q.Evidence, e.Evidence)
	}
	if a := s.table.Evaluate(q); a.Verdict != rules.Ready && a.Verdict != rules.Unknown && !a.Witness.IsZero() {
		f.aside = append(f.aside, fmt.Sprintf("What was installed or pulled earlier may be older, and %s %s is not ready.", f.Title, a.Witness))
	}
}

// readyUnpinned reports whether nothing but a pin stands in the way.
func (s *Scanner) readyUnpinned(q rules.Query) bool {
	pins := func(e rules.Evidence) bool { return e.Effect == rules.PinsOld }
	if !slices.ContainsFunc(q.Evidence, pins) {
		return false
	}
	q.Evidence = slices.DeleteFunc(slices.Clone(q.Evidence), pins)
	return s.table.Evaluate(q).Verdict == rules.Ready
}

// raise goes before what a rule knows, where a declaration admits both what fails
// and what is ready.
func raise(floor version.Version) *rules.Remedy {
	return &rules.Remedy{ID: "raise-the-floor", Kind: rules.Upgrade, To: floor,
		Text: "Raise the lower bound to " + floor.String() + "; everything from there on is ready."}
}

func (s *Scanner) assumed(dir string) []Companion {
	var out []Companion
	if s.opts.AssumeFor != nil {
		for _, c := range s.opts.AssumeFor(dir) {
			out = append(out, Companion{Companion: c})
		}
	}
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

// sources are those of the rules that made the verdict, each once: of the parts
// that have it, and of the companion's rule that decides instead, if there is one.
func sources(parts []rules.Part, verdict rules.Verdict, followed *rules.Row) []rules.Source {
	var out []rules.Source
	add := func(row *rules.Row) {
		for _, src := range row.Sources {
			if !slices.ContainsFunc(out, func(s rules.Source) bool { return s.URL == src.URL }) {
				out = append(out, src)
			}
		}
	}
	for _, p := range parts {
		if p.Verdict == verdict {
			add(p.Rule)
		}
	}
	if followed != nil {
		add(followed)
	}
	return out
}
