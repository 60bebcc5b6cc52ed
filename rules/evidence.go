package rules

// after is what the evidence leaves of the outcomes: a patch first makes
// possible what a setting then turns on, and a pin undoes both, in whatever
// order they were found.
func (s supports) after(q *Query, row *Row, ability *Ability) supports {
	enabled := false
	for i := range q.Evidence {
		switch e := &q.Evidence[i]; e.Effect {
		case Patches:
			if ability.Then != SupportUnknown {
				s = s.move(Patch, ability.Then)
			}
		case Enables:
			enabled = enabled || !q.nested && e.TLS >= q.MinTLS && row.enabledBy(e.Setting, ability)
		}
	}
	if enabled {
		s = s.move(OptIn, ByDefault)
	}
	if !q.nested && q.isPinned() {
		s = s.move(ByDefault, OptIn)
	}
	return s
}

// isPinned reports whether something pins the client to protocols older than
// the one asked for.
func (q *Query) isPinned() bool {
	for i := range q.Evidence {
		if e := &q.Evidence[i]; e.Effect == PinsOld && e.TLS <= q.MinTLS {
			return true
		}
	}
	return false
}

// unpin goes with every runtime: no version helps while a pin is there.
var unpin = &Remedy{
	ID:   "unpin",
	Kind: Configure,
	Text: "Remove what pins the client to an older protocol, or let it name the newer one too.",
}

// Obeys reports whether a setting can turn the protocol on for the row's versions,
// at once or after an update.
func (r *Row) Obeys(setting string, tls TLS) bool {
	a := r.Ability(tls)
	can := a.Support == OptIn || a.Support == ByDefault || a.Then == OptIn || a.Then == ByDefault
	return can && r.enabledBy(setting, a)
}

// Pinned is what follows from a line that pins a client to an older protocol: it
// does so on every version.
func Pinned() Assessment {
	return Assessment{Verdict: Configure, Best: Configure, Certain: true, Remedies: []*Remedy{unpin}}
}

// enabledBy reports whether a setting has an effect on the row's versions. On
// those that follow a companion only what the row lists has: https.protocols is
// nothing to a Jython that opens its own sockets.
func (r *Row) enabledBy(setting string, ability *Ability) bool {
	switch {
	case setting == "":
		return true
	case len(r.EnabledBy) == 0:
		return ability.Requires == nil || !ability.Requires.Follows
	}
	for _, s := range r.EnabledBy {
		if s == setting {
			return true
		}
	}
	return false
}
