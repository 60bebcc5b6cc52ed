package manifest

import "github.com/tlsready/tlsready/rules"

// A protocol is one that a line of source code may name.
type protocol uint8

const (
	noProtocol  protocol = iota
	olderTLS             // SSL 2 to TLS 1.1
	namedTLS12           // TLS 1.2
	namedTLS13           // TLS 1.3
	anyProtocol          // leaves the choice to the runtime
)

// A choice is what a line says about the protocols of a client.
type choice struct {
	older, tls12, tls13 bool
	// open marks a choice that shuts nothing out: it adds to what was there, or
	// names what can't be known.
	open bool
	// limit marks a choice that names the newest protocol and turns none on.
	limit bool
}

func (c *choice) add(p protocol) {
	switch p {
	case olderTLS:
		c.older = true
	case namedTLS12:
		c.tls12 = true
	case namedTLS13:
		c.tls13 = true
	default:
		c.open = true
	}
}

func (c *choice) merge(other choice) {
	c.older, c.tls12, c.tls13 = c.older || other.older, c.tls12 || other.tls12, c.tls13 || other.tls13
	c.open = c.open || other.open
}

// isNew reports whether the line names TLS 1.2 or later.
func (c choice) isNew() bool { return c.tls12 || c.tls13 }

// isPin reports whether the line leaves TLS 1.2 out of reach.
func (c choice) isPin() bool { return c.older && !c.isNew() && !c.open }

// evidence is what a choice means: what it names of TLS 1.2 and later is turned
// on, and what is newer than all that it names is out of reach.
func (c choice) evidence(e Evidence) (out []Evidence) {
	if c.isNew() && !c.limit {
		e.Effect, e.TLS = rules.Enables, rules.TLS12
		if c.tls13 {
			e.TLS = rules.TLS13
		}
		out = append(out, e)
	}
	e.Effect, e.TLS = rules.PinsOld, rules.TLS12
	switch {
	case c.open || c.tls13:
	case c.tls12:
		e.TLS = rules.TLS13
		out = append(out, e)
	case c.older:
		out = append(out, e)
	}
	return out
}

// choose adds what a choice means.
func (f *File) choose(e Evidence, c choice) {
	for _, one := range c.evidence(e) {
		f.Witness(one)
	}
}
