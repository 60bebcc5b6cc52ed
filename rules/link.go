package rules

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tlsready/tlsready/rules/version"
)

// finish resolves what the rules of runtimes, or of libraries, say of others, and
// checks them.
func (t *Table) finish(found []*RuntimeRules) error {
	ids := map[string]bool{}
	known := maps.Clone(t.byName)
	for _, r := range found {
		known[r.Runtime] = r // a library, or what is there already
	}
	for _, r := range found {
		for _, row := range r.Rows {
			if ids[row.ID] {
				return fmt.Errorf("row id %q stands twice", row.ID)
			}
			ids[row.ID] = true
			for i := range row.Abilities {
				if err := t.link(&row.Abilities[i], TLS(i), known); err != nil {
					return fmt.Errorf("row %q, TLS %s: %w", row.ID, TLS(i), err)
				}
			}
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
	for _, r := range found {
		for _, row := range r.Rows {
			for i := range row.Abilities {
				a := &row.Abilities[i]
				a.alone, a.aloneOpen = t.outcomes(&Query{MinTLS: TLS(i)}, row)
			}
		}
	}
	return nil
}

func (t *Table) link(a *Ability, tls TLS, known map[Runtime]*RuntimeRules) error {
	for _, m := range a.Remedies {
		if err := linkRemedy(m, known); err != nil {
			return fmt.Errorf("remedy %s: %w", m.ID, err)
		}
	}
	req := a.Requires
	if req == nil {
		return nil
	}
	for _, rt := range req.Runtimes {
		if t.byName[rt] == nil {
			return fmt.Errorf("no rules for the companion %s", rt)
		}
	}
	r := t.byName[req.Runtimes[0]]
	if !req.Follows {
		set, err := version.ParseSet(r.Scheme, req.text)
		req.Versions = set
		return err
	}
	for _, seg := range r.line("") {
		if seg.row.Ability(tls).Support == ByDefault {
			req.Versions = req.Versions.Union(seg.versions)
		}
	}
	return nil
}

// linkRemedy reads the versions of other runtimes. Rows share remedies, so it
// may meet one several times.
func linkRemedy(m *Remedy, known map[Runtime]*RuntimeRules) error {
	if m.Runtime != "" {
		r := known[m.Runtime]
		if r == nil {
			return fmt.Errorf("no rules for %s", m.Runtime)
		}
		v, err := r.Scheme.Parse(m.to)
		if err != nil {
			return err
		}
		m.To = v
	}
	m.With = nil
	for _, w := range m.with {
		r := known[Runtime(w[0])]
		if r == nil {
			return fmt.Errorf("no rules for %s", w[0])
		}
		set, err := version.ParseSet(r.Scheme, w[1])
		if err != nil {
			return err
		}
		m.With = append(m.With, Companion{Runtime: r.Runtime, Versions: set})
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
		for _, row := range t.byName[rt].Rows {
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
	for _, r := range t.runtimes {
		if err := visit(r.Runtime, nil); err != nil {
			return err
		}
	}
	return nil
}
