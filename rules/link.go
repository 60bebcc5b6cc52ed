package rules

import (
	"fmt"
	"slices"

	"github.com/tlsready/tlsready/rules/version"
)

// finish resolves what the rules of runtimes, or of libraries, say of others, and
// checks them.
func (t *Table) finish(found []*RuntimeRules) error {
	if err := t.link(found); err != nil {
		return err
	}
	ids := map[string]bool{}
	for _, r := range found {
		for _, row := range r.Rows {
			if ids[row.ID] {
				return fmt.Errorf("row id %q stands twice", row.ID)
			}
			ids[row.ID] = true
		}
		for vendor := range r.lines {
			if err := r.check(vendor); err != nil {
				return err
			}
		}
	}
	if err := t.checkFollows(); err != nil {
		return err
	}
	t.settle(found)
	return nil
}

// link reads the versions of others, each in the order of its own.
func (t *Table) link(found []*RuntimeRules) error {
	l := linker{t, map[Runtime]*version.Scheme{}}
	for _, r := range found {
		l.found[r.Runtime] = r.Scheme
	}
	for _, r := range found {
		for _, row := range r.Rows {
			for i := range row.Abilities {
				if err := l.ability(&row.Abilities[i], TLS(i)); err != nil {
					return fmt.Errorf("row %q, TLS %s: %w", row.ID, TLS(i), err)
				}
			}
		}
	}
	return nil
}

// settle works out what follows where nothing is known but the version.
func (t *Table) settle(found []*RuntimeRules) {
	for _, r := range found {
		for _, row := range r.Rows {
			for i := range row.Abilities {
				a := &row.Abilities[i]
				a.alone, a.aloneOpen = t.outcomes(&Query{MinTLS: TLS(i)}, row)
			}
		}
	}
}

// A linker knows the orders of versions without reading the rules of others, which
// may in turn name what is being read.
type linker struct {
	*Table
	found map[Runtime]*version.Scheme
}

// scheme is the order of a runtime that the table has, or of a library; nil for
// others.
func (l *linker) scheme(rt Runtime) *version.Scheme {
	if s := l.found[rt]; s != nil {
		return s
	}
	read := l.reader(rt)
	if read == nil {
		return nil
	}
	if s := Scheme(rt); s != nil {
		return s
	}
	return read().Scheme
}

func (l *linker) ability(a *Ability, tls TLS) error {
	for _, m := range a.Remedies {
		if err := l.remedy(m); err != nil {
			return fmt.Errorf("remedy %s: %w", m.ID, err)
		}
	}
	req := a.Requires
	if req == nil {
		return nil
	}
	for _, rt := range req.Runtimes {
		if l.byName[rt] == nil {
			return fmt.Errorf("no rules for the companion %s", rt)
		}
	}
	first := req.Runtimes[0]
	if !req.Follows {
		set, err := version.ParseSet(l.scheme(first), req.text)
		req.Versions = set
		return err
	}
	for _, seg := range l.byName[first]().line("") {
		if seg.row.Ability(tls).Support == ByDefault {
			req.Versions = req.Versions.Union(seg.versions)
		}
	}
	return nil
}

// remedy reads the versions of other runtimes. Rows share remedies, so it may meet
// one several times.
func (l *linker) remedy(m *Remedy) error {
	if m.Runtime != "" {
		scheme := l.scheme(m.Runtime)
		if scheme == nil {
			return fmt.Errorf("no rules for %s", m.Runtime)
		}
		v, err := scheme.Parse(m.to)
		if err != nil {
			return err
		}
		m.To = v
	}
	m.With = nil
	for _, w := range m.with {
		rt := Runtime(w[0])
		scheme := l.scheme(rt)
		if scheme == nil {
			return fmt.Errorf("no rules for %s", rt)
		}
		set, err := version.ParseSet(scheme, w[1])
		if err != nil {
			return err
		}
		m.With = append(m.With, Companion{Runtime: rt, Versions: set})
	}
	return nil
}

// check proves that the rows of a vendor's line are disjoint and cover it.
func (r *RuntimeRules) check(vendor string) error {
	line := string(r.Runtime)
	if vendor != "" {
		line += " of " + vendor
	}
	var seen version.Set
	for _, seg := range r.line(vendor) {
		if both := seen.Intersect(seg.versions); !both.IsEmpty() {
			return fmt.Errorf("%s: row %q overlaps another in %s", line, seg.row.ID, both)
		}
		seen = seen.Union(seg.versions)
	}
	if !seen.IsAll() {
		return fmt.Errorf("%s: no row for %s", line, seen.Complement())
	}
	return nil
}

// checkFollows refuses runtimes that follow each other in a circle.
func (t *Table) checkFollows() error {
	var visit func(rt Runtime, path []Runtime) error
	visit = func(rt Runtime, path []Runtime) error {
		if slices.Contains(path, rt) {
			return fmt.Errorf("these runtimes follow each other in a circle: %s", joinRuntimes(append(path, rt)))
		}
		for _, row := range t.byName[rt]().Rows {
			for i := range row.Abilities {
				if req := row.Abilities[i].Requires; req != nil && req.Follows {
					for _, next := range req.Runtimes {
						if err := visit(next, append(path, rt)); err != nil {
							return err
						}
					}
				}
			}
		}
		return nil
	}
	for _, rt := range t.names {
		if err := visit(rt, nil); err != nil {
			return err
		}
	}
	return nil
}
