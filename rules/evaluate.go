package rules

import (
	"fmt"

	"github.com/tlsready/tlsready/rules/version"
)

// Evaluate lays a set of versions over the table. It never fails: what the
// table cannot know comes back as Unknown with a reason.
func (t *Table) Evaluate(q Query) Assessment {
	r := t.Runtime(q.Runtime)
	switch {
	case r == nil:
		return Assessment{Certain: true, Reason: fmt.Sprintf("there are no rules for %s", q.Runtime)}
	case q.Versions.IsEmpty():
		return Assessment{Certain: true, Reason: "no version satisfies what is declared"}
	}
	if reason := r.beyond(q.Versions); reason != "" {
		return Assessment{Certain: true, Reason: reason}
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
	first := -1 // the segment in which the set begins
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
		if first < 0 {
			first = i
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
	if a.Verdict == Unknown {
		a.Reason = a.Worst().Rule.WhyFor(q.MinTLS)
		return a
	}
	a.Witness = a.witness(r)
	a.Remedies = a.Worst().Rule.Ability(q.MinTLS).remediesFor[a.Verdict]
	if q.isPinned() {
		a.Remedies = append([]*Remedy{unpin}, a.Remedies...)
	}
	a.Floor = t.floor(&q, line, first, set)
	return a
}

func (a *Assessment) add(t *Table, q *Query, row *Row, set version.Set) {
	ability := row.Ability(q.MinTLS)
	found, open := t.outcomes(q, row)
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

// Worst returns the part that makes the verdict: the one that the witness is of,
// or else the last one that has it. It is nil if there are no parts.
func (a *Assessment) Worst() *Part {
	var worst *Part
	for i := range a.Parts {
		p := &a.Parts[i]
		if p.Verdict != a.Verdict {
			continue
		}
		if worst = p; p.Versions.Contains(a.Witness) {
			break
		}
	}
	return worst
}

// witness is a version that people know and that has the verdict: the newest
// release in the last of the parts, or else the version at which the part begins.
func (a *Assessment) witness(r *RuntimeRules) version.Version {
	for i := len(a.Parts) - 1; i >= 0; i-- {
		p := &a.Parts[i]
		if p.Verdict != a.Verdict {
			continue
		}
		if v, ok := p.Versions.One(); ok {
			return v
		}
		if v, ok := r.newest(p.Versions); ok {
			return v
		}
		if low := p.Versions.Low().Version; !low.IsZero() && p.Versions.Contains(low) {
			return low
		}
	}
	return version.Version{}
}

// floor walks the line from its end, or the set's, down to where it stops being
// ready.
func (t *Table) floor(q *Query, line []segment, first int, set version.Set) (floor version.Version) {
	end, open := set.High()
	for i := len(line) - 1; i > first; i-- {
		low := line[i].versions.Low()
		if q.Binding == Any && !open && end.Compare(low) <= 0 {
			continue // above everything admitted
		}
		found, _ := t.outcomes(q, line[i].row)
		if worst, _ := found.span(); worst != Ready {
			break
		}
		floor = low.Version
	}
	return floor
}
