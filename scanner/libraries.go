package scanner

import (
	"fmt"
	"slices"

	"github.com/tlsready/tlsready/rules"
)

// stands reports whether a library's finding is worth making: it stands in the
// way, or might. What a lock file beside it pins goes before what a manifest asks
// for.
func (f *folder) stands(file *facts, d *declared) bool {
	if d.Verdict == rules.Ready {
		return false
	}
	return d.Binding == rules.Exact || !slices.ContainsFunc(f.librariesOf(file, d.unit), func(other *declared) bool {
		return other.Runtime == d.Runtime && other.Binding == rules.Exact
	})
}

// librariesFor are the libraries of a declaration's program: those of its unit, or
// of the nearest folder that has some.
func (f *folder) librariesFor(file *facts, d *declared) []*declared {
	if d.unit != "" {
		return f.librariesOf(file, d.unit)
	}
	for at := f; at != nil; at = at.parent {
		if len(at.own.libraries) > 0 {
			return at.own.libraries
		}
	}
	return nil
}

// librariesOf only looks: others read the folder meanwhile.
func (f *folder) librariesOf(file *facts, name string) []*declared {
	if name == "" {
		return f.own.libraries
	}
	if p := f.units[unit{file.path, name}]; p != nil {
		return p.libraries
	}
	return nil
}

// An influence is what one library of the program does to a verdict.
type influence struct {
	*rules.Influence
	by *declared
}

// influences are those of the libraries whose version is known well enough. They
// are few: most programs have none.
func (s *Scanner) influences(libraries []*declared, on rules.Runtime) []influence {
	var out []influence
	for _, l := range libraries {
		r := s.table.Runtime(l.Runtime)
		if r == nil {
			continue
		}
		for _, row := range r.Rows {
			if row.Influence.Reaches(on) && !l.Versions.IsEmpty() && l.Versions.Subset(row.Versions) {
				out = append(out, influence{row.Influence, l})
			}
		}
	}
	return out
}

// evidence is what the library shows for itself, at its own place.
func (i *influence) evidence() []Evidence {
	at := i.by.Location
	at.Text = i.by.Title + " " + at.Text // a version alone says nothing beside another runtime's
	var out []Evidence
	for _, e := range i.Evidence {
		out = append(out, Evidence{e, at})
	}
	return out
}

// influenced takes into account what libraries do. What reaches every connection
// is evidence like any other; what reaches only the library's own leaves both
// outcomes possible.
func (s *Scanner) influenced(f *Finding, q rules.Query, by []influence) {
	for i := range by {
		if !by[i].Own {
			f.Evidence = append(f.Evidence, by[i].evidence()...)
		}
	}
	for _, e := range f.Evidence {
		q.Evidence = append(q.Evidence, e.Evidence)
	}
	f.Assessment = s.table.Evaluate(q)
	f.onlyPinned = f.Verdict == rules.Configure && s.readyUnpinned(q)
	for i := range by {
		if by[i].Own {
			s.alsoFor(f, q, &by[i])
		}
	}
}

// alsoFor judges the library's own connections beside all others.
func (s *Scanner) alsoFor(f *Finding, q rules.Query, i *influence) {
	own := q
	own.Evidence = slices.DeleteFunc(slices.Clone(q.Evidence), func(e rules.Evidence) bool {
		return e.Setting != "" && slices.Contains(i.Ignores, e.Setting)
	})
	own.Evidence = append(own.Evidence, i.Evidence...)
	a := s.table.Evaluate(own)
	switch title := i.by.Title; {
	case a.Verdict == rules.Unknown || f.Verdict == rules.Unknown || a.Verdict == f.Verdict && a.Best == f.Best:
		return
	case a.Verdict.Worse(f.Verdict):
		best := f.Best
		f.Assessment = a
		f.Best = best
		f.aside = append(f.aside, fmt.Sprintf("Connections that %s makes do not go by the setting.", title))
	default:
		if f.Best.Worse(a.Best) {
			f.Best = a.Best
		}
		f.Evidence = append(f.Evidence, i.evidence()...)
		if a.Verdict == rules.Ready {
			f.aside = append(f.aside, fmt.Sprintf("Connections that %s makes offer TLS %s all the same.", title, s.opts.MinTLS))
		}
	}
	f.Certain = f.Verdict == f.Best
}
