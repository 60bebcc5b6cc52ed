package rules

import "github.com/tlsready/tlsready/rules/version"

// outcomes is the support that a row's versions may turn out to have. open says
// that it hangs on a companion that is not known, or not closely enough.
func (t *Table) outcomes(q *Query, row *Row) (found supports, open bool) {
	ability := row.Ability(q.MinTLS)
	if len(q.Companions) == 0 && len(q.Evidence) == 0 && ability.alone != 0 {
		return ability.alone, ability.aloneOpen
	}
	if ability.Requires == nil {
		found = found.with(ability.Support)
	} else {
		found, open = t.companionOutcomes(q, ability)
	}
	if len(q.Evidence) > 0 {
		found = found.after(q, row, ability)
	}
	return found, open
}

func (t *Table) companionOutcomes(q *Query, ability *Ability) (found supports, open bool) {
	req := ability.Requires
	rt, vendor, set, known := q.companion(req)
	switch {
	case !known && req.AssumeMet:
		return found.with(ability.Support), true
	case req.Follows:
		found = t.lineOutcomes(q, rt, vendor, set)
	case !known:
		found = found.with(ability.Support).with(req.Else)
	default:
		if set.Intersects(req.Versions) {
			found = found.with(ability.Support)
		}
		if !set.Subset(req.Versions) {
			found = found.with(req.Else)
		}
	}
	_, certain := found.only()
	return found, !known || !certain
}

// lineOutcomes is the support that versions of a companion may have. The rows
// cover every version, and [Load] refuses runtimes that follow each other in a
// circle, so there is an end and an outcome.
func (t *Table) lineOutcomes(q *Query, rt Runtime, vendor string, set version.Set) (found supports) {
	inner := Query{Runtime: rt, Companions: q.Companions, Evidence: q.Evidence, MinTLS: q.MinTLS, nested: true}
	all := set.IsAll()
	one, isOne := set.One()
	line := t.byName[rt]().line(vendor)
	for i := range line {
		seg := &line[i]
		if !all && (isOne && !seg.versions.Contains(one) || !isOne && !seg.versions.Intersects(set)) {
			continue
		}
		if ability := seg.row.Ability(q.MinTLS); ability.Requires == nil && len(q.Evidence) == 0 {
			found = found.with(ability.Support) // nearly always so, and faster
			continue
		}
		more, _ := t.outcomes(&inner, seg.row)
		found |= more
	}
	return found
}

var anyVersion = version.All()

// companion is the one that fills the requirement's place; what a library
// provides goes before what is installed, and a known version before an unknown
// one. known is false if nothing is known but what the requirement names anyway.
func (q *Query) companion(req *Requirement) (rt Runtime, vendor string, set version.Set, known bool) {
	var found *Companion
	for i := range q.Evidence {
		if e := &q.Evidence[i]; e.Effect == Provides && req.takes(e.Provides.Runtime) {
			found = &e.Provides
			break
		}
	}
	for i := 0; found == nil && i < len(q.Companions); i++ {
		if c := &q.Companions[i]; req.FilledBy(c) {
			found = c
		}
	}
	for i := 0; found == nil && i < len(q.Companions); i++ {
		if c := &q.Companions[i]; req.takes(c.Runtime) {
			found = c
		}
	}
	switch {
	case found == nil:
		return req.Runtimes[0], "", anyVersion, false
	case found.Versions.IsEmpty():
		return found.Runtime, found.Vendor, anyVersion, found.Vendor != "" || found.Runtime != req.Runtimes[0]
	}
	return found.Runtime, found.Vendor, found.Versions, true
}

// FilledBy reports whether a companion decides the requirement: one of its
// runtimes, in known versions.
func (req *Requirement) FilledBy(c *Companion) bool {
	return !c.Versions.IsEmpty() && req.takes(c.Runtime)
}

func (req *Requirement) takes(rt Runtime) bool {
	for _, r := range req.Runtimes {
		if r == rt {
			return true
		}
	}
	return false
}

// supports is a set of [Support] values, one bit each.
type supports uint8

func (s supports) with(v Support) supports { return s | 1<<v }
func (s supports) has(v Support) bool      { return s&(1<<v) != 0 }

// span returns the worst and the best verdict.
func (s supports) span() (worst, best Verdict) {
	worst, best = Ready, Upgrade
	for v := SupportUnknown; v <= None; v++ {
		if !s.has(v) {
			continue
		}
		if w := v.Verdict(); w.Worse(worst) {
			worst = w
		}
		if w := v.Verdict(); best.Worse(w) {
			best = w
		}
	}
	return worst, best
}

// only returns the support if there is just one.
func (s supports) only() (Support, bool) {
	for v := SupportUnknown; v <= None; v++ {
		if s == 1<<v {
			return v, true
		}
	}
	return SupportUnknown, false
}

func (s supports) move(from, to Support) supports {
	if !s.has(from) {
		return s
	}
	return s&^(1<<from) | 1<<to
}
