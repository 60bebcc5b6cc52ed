package rules

import "github.com/tlsready/tlsready/rules/version"

// A Query asks what a set of versions of a runtime can do as a TLS client.
type Query struct {
	Runtime  Runtime
	Versions version.Set
	// Vendor picks the rows of one vendor's or distribution's builds ("oracle",
	// "ubuntu-12.04"). "" means not known; the rows for everybody then apply,
	// which are on the safe side.
	Vendor  string
	Binding Binding
	// Companions are the other runtimes of the same program that are known.
	Companions []Companion
	Evidence   []Evidence
	MinTLS     TLS // zero value: TLS 1.2

	// nested marks the question that a row asks of what it follows: settings
	// and pins count in the row itself, where it is known what they reach.
	nested bool
}

// A Companion is another runtime of the same program, which may decide: the
// OpenSSL under Python or Ruby, the JVM under JRuby.
type Companion struct {
	Runtime  Runtime
	Vendor   string
	Versions version.Set // empty: there, but of unknown version
}

// An Effect is how a piece of evidence moves a verdict.
type Effect uint8

const (
	Enables  Effect = iota // a setting or line turns the protocol on
	Patches                // the vendor's update is installed
	PinsOld                // a line pins the client to an older protocol
	Provides               // a library brings its own TLS in place of a companion
)

var effectNames = [...]string{"enables", "patches", "pins-old", "provides"}

func (e Effect) String() string { return name(effectNames[:], int(e)) }

// MarshalText makes the effect readable in JSON.
func (e Effect) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// Evidence is anything in the program, other than a version, that moves the
// verdict.
type Evidence struct {
	Effect Effect
	// Setting names what was set ("jdk.tls.client.protocols"). Where a rule
	// lists the settings that have an effect, others have none.
	Setting string
	// TLS is the newest protocol that an Enables turns on, or the oldest that a
	// PinsOld puts out of reach: a line that asks for TLS 1.2 and nothing else
	// enables 1.2 and pins below 1.3.
	TLS TLS
	// Provides is the companion that a library brings along.
	Provides Companion
}

// An Assessment is what follows from a [Query].
type Assessment struct {
	// Verdict is the worst that is possible, Best the best. They are equal if
	// Certain: every admitted version, under every companion that is possible,
	// has this verdict.
	Verdict, Best Verdict
	Certain       bool
	// Parts cut the versions by rule, in version order.
	Parts []Part
	// DependsOn are the requirements whose companion is not known, or not known
	// closely enough. They are named even where they are taken to be met.
	DependsOn []*Requirement
	// Witness is an admitted version that has the verdict, for people; zero if
	// the verdict is ready or unknown, or no such release is known.
	Witness version.Version
	// Floor is the version from which on everything is ready, so raising the
	// lower bound to it mends the declaration; zero if there is none, or no need.
	Floor version.Version
	// Newest is the release that a [Newest] binding was judged by; zero if the
	// whole set was judged.
	Newest   version.Version
	Remedies []*Remedy
	Reason   string // why the verdict is unknown; else empty
}

// A Part is the share of the versions that one row decides.
type Part struct {
	Versions version.Set
	// Support is what these versions have once Requires is met; without
	// requirement, or with a known companion, it is what they have.
	Support       Support
	Verdict, Best Verdict
	Rule          *Row
	Requires      *Requirement
}
