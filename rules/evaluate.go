package rules

import (
	"fmt"

	"github.com/tlsready/tlsready/rules/version"
)

// Evaluate lays a set of versions over the table. It never fails: what the
// table cannot know comes back as Unknown with a reason.
func (t *Table) Evaluate(q Query) Assessment {
	r := t.byName[q.Runtime]
	switch {
	case r == nil:
		return Assessment{Certain: true, Reason: fmt.Sprintf("there are no rules for %s", q.Runtime)}
	case q.Versions.IsEmpty():
		return Assessment{Certain: true, Reason: "no version satisfies what is declared"}
	}
	a := Assessment{Verdict: Ready, Best: Upgrade}
	set := q.Versions
	one, isOne := set.One()
	if q.Binding == Newest && !isOne {
		if v, ok := r.newest(set); ok {
			one, isOne, set = v, true, version.Single(v)
			a.Newest = v
		}
	}
	line := r.line(q.Vendor)
	for i := range line {
		seg := &line[i]
		part := set
		if isOne {
			if !seg.versions.Contains(one) {
				continue
			}
		} else if part = set.Intersect(seg.versions); part.IsEmpty() {
			continue
		}
		a.add(t, &q, seg.row, part)
		if isOne {
			break
		}
	}
	if len(a.Parts) == 0 {
		return Assessment{Certain: true, Reason: fmt.Sprintf("the table has no rule for %s %s", r.Title, set.Plain())}
	}
	a.Certain = a.Verdict == a.Best
	if a.Verdict == Ready {
		return a
	}
	worst := a.worstPart()
	ability := worst.Rule.Ability(q.MinTLS)
	if a.Verdict == Unknown {
		a.Reason = worst.Rule.Why
		return a
	}
	a.Remedies = ability.remediesFor[a.Verdict]
	a.Witness = r.witness(worst.Versions)
	a.Floor = t.floor(&q, line, set)
	return a
}

func (a *Assessment) add(t *Table, q *Query, row *Row, set version.Set) {
	ability := row.Ability(q.MinTLS)
	found, open := t.outcomes(q, row, 0)
	p := Part{Versions: set, Support: ability.Support, Rule: row, Requires: ability.Requires}
	p.Verdict, p.Best = found.span()
	if only, ok := found.only(); ok {
		p.Support = only
	}
	if p.Verdict.Worse(a.Verdict) {
		a.Verdict = p.Verdict
	}
	if a.Best.Worse(p.Best) {
		a.Best = p.Best
	}
	if open {
		a.dependOn(ability.Requires)
	}
	if a.Parts == nil {
		a.Parts = make([]Part, 0, 1)
	}
	a.Parts = append(a.Parts, p)
}

func (a *Assessment) dependOn(req *Requirement) {
	for _, d := range a.DependsOn {
		if d.Runtimes[0] == req.Runtimes[0] && d.Versions.Equal(req.Versions) {
			return
		}
	}
	a.DependsOn = append(a.DependsOn, req)
}

// worstPart is the last part with the worst verdict: the one nearest to ready.
func (a *Assessment) worstPart() *Part {
	for i := len(a.Parts) - 1; i >= 0; i-- {
		if a.Parts[i].Verdict == a.Verdict {
			return &a.Parts[i]
		}
	}
	return &a.Parts[0]
}

// witness is a release that people know: the newest one in the set, or else the
// version at which the set begins.
func (r *RuntimeRules) witness(set version.Set) version.Version {
	if v, ok := set.One(); ok {
		return v
	}
	if v, ok := r.newest(set); ok {
		return v
	}
	if low := set.Low(); low.Side != version.After {
		return low.Version
	}
	return version.Version{}
}

// floor walks the line from its end, or the set's, down to where it stops being
// ready.
func (t *Table) floor(q *Query, line []segment, set version.Set) (floor version.Version) {
	from := set.Low()
	end, open := set.High()
	for i := len(line) - 1; i >= 0; i-- {
		low := line[i].versions.Low()
		if q.Binding == Any && !open && end.Compare(low) <= 0 {
			continue // above everything admitted
		}
		if low.Compare(from) <= 0 {
			break
		}
		found, _ := t.outcomes(q, line[i].row, 0)
		if worst, _ := found.span(); worst != Ready {
			break
		}
		floor = low.Version
	}
	return floor
}

// outcomes is the support that a row's versions may turn out to have. open says
// that it hangs on a companion that is not known, or not closely enough.
func (t *Table) outcomes(q *Query, row *Row, depth int) (found supports, open bool) {
	ability := row.Ability(q.MinTLS)
	req := ability.Requires
	if req == nil {
		found = found.with(ability.Support)
	} else {
		found, open = t.companionOutcomes(q, ability, depth)
	}
	for i := range q.Evidence {
		found = found.after(&q.Evidence[i], row, ability)
	}
	return found, open
}

func (t *Table) companionOutcomes(q *Query, ability *Ability, depth int) (found supports, open bool) {
	req := ability.Requires
	c := q.companion(req)
	switch {
	case c == nil && req.AssumeMet:
		return found.with(ability.Support), true
	case c == nil && !req.Follows:
		return found.with(ability.Support).with(req.Else), true
	case c == nil:
		return t.lineOutcomes(q, req.Runtimes[0], "", version.All(), depth), true
	case req.Follows:
		found = t.lineOutcomes(q, c.Runtime, c.Vendor, c.Versions, depth)
	default:
		if c.Runtime != req.Runtimes[0] || c.Versions.Intersects(req.Versions) {
			found = found.with(ability.Support)
		}
		if c.Runtime == req.Runtimes[0] && !c.Versions.Subset(req.Versions) {
			found = found.with(req.Else)
		}
	}
	_, certain := found.only()
	return found, !certain
}

// maxDepth bounds a chain of companions; the longest that exists is JRuby's
// JVM. [Load] refuses rules that go round in a circle.
const maxDepth = 4

// lineOutcomes is the support that versions of a companion may have.
func (t *Table) lineOutcomes(q *Query, rt Runtime, vendor string, set version.Set, depth int) (found supports) {
	r := t.byName[rt]
	if r == nil || depth == maxDepth {
		return found.with(SupportUnknown)
	}
	inner := Query{Runtime: rt, Companions: q.Companions, MinTLS: q.MinTLS}
	for _, seg := range r.line(vendor) {
		if seg.versions.Intersects(set) {
			more, _ := t.outcomes(&inner, seg.row, depth+1)
			found |= more
		}
	}
	if found == 0 {
		return found.with(SupportUnknown)
	}
	return found
}

// companion is the one that fills the requirement's place; what a library
// provides goes before what is installed.
func (q *Query) companion(req *Requirement) *Companion {
	for i := range q.Evidence {
		if e := &q.Evidence[i]; e.Effect == Provides && req.FilledBy(&e.Provides) {
			return &e.Provides
		}
	}
	for i := range q.Companions {
		if req.FilledBy(&q.Companions[i]) {
			return &q.Companions[i]
		}
	}
	return nil
}

// FilledBy reports whether a companion decides the requirement: one of its
// runtimes, in known versions.
func (req *Requirement) FilledBy(c *Companion) bool {
	if c.Versions.IsEmpty() {
		return false
	}
	for _, rt := range req.Runtimes {
		if rt == c.Runtime {
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

// after is what a piece of evidence leaves of the outcomes.
func (s supports) after(e *Evidence, row *Row, ability *Ability) supports {
	switch e.Effect {
	case Patches:
		return s.move(Patch, ability.Then)
	case Enables:
		if row.enabledBy(e.Setting) {
			return s.move(OptIn, ByDefault)
		}
	case PinsOld:
		return s.move(ByDefault, OptIn)
	}
	return s
}

func (s supports) move(from, to Support) supports {
	if !s.has(from) {
		return s
	}
	return s&^(1<<from) | 1<<to
}

func (r *Row) enabledBy(setting string) bool {
	if setting == "" || len(r.EnabledBy) == 0 {
		return true
	}
	for _, s := range r.EnabledBy {
		if s == setting {
			return true
		}
	}
	return false
}
