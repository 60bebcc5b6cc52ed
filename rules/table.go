package rules

import (
	"slices"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules/version"
)

// A Table is what is known of runtimes: for each the rows that cut its version
// line into parts with known TLS support. It is read-only and safe for
// concurrent use. [Default] and [Guidance] ship with the package; [Load] reads
// others.
type Table struct {
	name   string
	names  []Runtime // of the runtimes, sorted
	byName map[Runtime]func() *RuntimeRules
	// libraries are looked up once they are asked for. Each is read then, as are the
	// runtimes that ship: few questions are about more than one or two.
	libraries func() map[Runtime]func() *RuntimeRules
}

// Name is "default", "guidance", or what [Load] was given.
func (t *Table) Name() string { return t.name }

// Runtimes returns what the table knows, ordered by runtime name.
func (t *Table) Runtimes() []*RuntimeRules { return readAll(t.names, t.byName) }

// readAll reads rules side by side, since reading takes long.
func readAll(names []Runtime, read map[Runtime]func() *RuntimeRules) []*RuntimeRules {
	out := make([]*RuntimeRules, len(names))
	var wait sync.WaitGroup
	for i, rt := range names {
		wait.Go(func() { out[i] = read[rt]() })
	}
	wait.Wait()
	return out
}

// Runtime returns the rules of one runtime or library, nil if the table has none.
func (t *Table) Runtime(rt Runtime) *RuntimeRules {
	if read := t.reader(rt); read != nil {
		return read()
	}
	return nil
}

// reader is what reads the rules of a runtime or library, nil if the table has none.
func (t *Table) reader(rt Runtime) func() *RuntimeRules {
	if rt.IsLibrary() {
		return t.libraries()[rt]
	}
	return t.byName[rt]
}

// Rule returns the row with an id, nil if there is none.
func (t *Table) Rule(id string) *Row {
	for _, r := range t.Runtimes() {
		if row := r.rule(id); row != nil {
			return row
		}
	}
	for _, r := range t.Libraries() {
		if row := r.rule(id); row != nil {
			return row
		}
	}
	return nil
}

func (r *RuntimeRules) rule(id string) *Row {
	for _, row := range r.Rows {
		if row.ID == id {
			return row
		}
	}
	return nil
}

// RuntimeRules is all that a table knows of one runtime.
type RuntimeRules struct {
	Runtime Runtime
	Title   string // as sentences name it: "Python", ".NET Framework"
	Scheme  *version.Scheme
	Rows    []*Row
	// Releases are known releases in version order: the newest of each line, and
	// the last before each border between rows. ReleasesAsOf is the day on which
	// they were the newest (YYYY-MM-DD). They serve to judge a floating version
	// and to name a witness, never to doubt a version that is not among them.
	Releases     []version.Version
	ReleasesAsOf string
	// PinSources say that a client with a line that names older protocols only speaks
	// no newer one, whatever the version.
	PinSources []Source

	// lines holds, for each vendor that has rows of its own and for "", the
	// rows that apply, in version order.
	lines map[string][]segment
}

// A segment is one interval of one row.
type segment struct {
	versions version.Set
	row      *Row
}

// Vendors returns the vendors that have rows of their own, sorted.
func (r *RuntimeRules) Vendors() []string {
	var out []string
	for v := range r.lines {
		if v != "" {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// line returns the segments for a vendor; a vendor without rows of its own has
// those of everybody.
func (r *RuntimeRules) line(vendor string) []segment {
	if l, ok := r.lines[vendor]; ok {
		return l
	}
	return r.lines[""]
}

// A Row is one rule: what the versions of a set can do.
type Row struct {
	ID       string // stable, printed: "python-2.7.9"
	Runtime  Runtime
	Versions version.Set
	// Vendors limits the row to builds of these vendors or distributions
	// ("oracle", "ibm", "ubuntu-12.04"). Such a row goes before those without.
	Vendors   []string
	Why       string // one plain sentence: why these versions behave as they do
	Abilities [2]Ability
	Sources   []Source
	Evidence  string // "verified" or "recalled"
	Guidance  string // where the row departs from the vendor guidance, and why
	Note      string
	EnabledBy []string // settings that have an effect on these versions; empty: not listed
	// Influence is what a library does to the verdict on its runtime; nil for
	// runtimes, and for libraries that leave it alone.
	Influence *Influence
}

// Ability returns what the row says of a protocol.
func (r *Row) Ability(t TLS) *Ability { return &r.Abilities[min(int(t), len(r.Abilities)-1)] }

// WhyFor is the sentence that explains the row's answer for one protocol.
func (r *Row) WhyFor(t TLS) string {
	if why := r.Ability(t).Why; why != "" {
		return why
	}
	return r.Why
}

// An Ability is what a row says of one protocol.
type Ability struct {
	// Support holds if there is no requirement, or if it is met.
	Support Support
	// Then is what a Patch leads to: ByDefault or OptIn.
	Then     Support
	Requires *Requirement // nil: nothing else decides
	Why      string       // one plain sentence, where the row's own speaks of the other protocol; may be empty
	Remedies []*Remedy    // the best first

	remediesFor [len(verdictNames)][]*Remedy
	// The outcomes where nothing is known but the version, which is what most
	// questions are about.
	alone     supports
	aloneOpen bool
}

// A Requirement says that a companion decides.
type Requirement struct {
	// Runtimes that can fill the place; the first is the usual one, the one to
	// name. Versions are versions of that first one.
	Runtimes []Runtime
	Versions version.Set // those with which the requirement is met
	// Follows: the support is the companion's own. Else is not used then.
	Follows bool
	Else    Support // support if the requirement is not met
	// AssumeMet: an unknown companion is taken to meet the requirement, else
	// both outcomes are possible.
	AssumeMet bool

	text string // Versions, until the companion's scheme is known
}

// A Remedy is one way to become ready.
type Remedy struct {
	ID   string
	Kind Verdict // Configure, Update or Upgrade
	Text string  // what to do, in one or two plain sentences
	Code string  // a setting or line to paste; may be empty
	// What holds once the remedy is applied; a test applies it.
	To      version.Version // the version that then runs; zero: as it was
	Runtime Runtime         // the runtime of To, if it is another one
	With    []Companion     // companions that are then there
	Patched bool            // the vendor's update, or a new build, is then in
	On      bool            // the protocol is then turned on ...
	Setting string          // ... by this setting

	// With and To, until the schemes of other runtimes are known.
	with [][2]string
	to   string
}

// A Source says where a fact can be read.
type Source struct {
	Title string
	URL   string
}

// Match returns the row of a vendor's line that holds v, nil if none does.
func (r *RuntimeRules) Match(vendor string, v version.Version) *Row {
	for _, s := range r.line(vendor) {
		if s.versions.Contains(v) {
			return s.row
		}
	}
	return nil
}

// newest returns the newest known release in the set.
func (r *RuntimeRules) newest(set version.Set) (version.Version, bool) {
	for i := len(r.Releases) - 1; i >= 0; i-- {
		if v := r.Releases[i]; set.Contains(v) && !v.IsPreRelease() {
			return v, true
		}
	}
	return version.Version{}, false
}

// index builds the lines from the rows.
func (r *RuntimeRules) index() {
	r.lines = map[string][]segment{}
	vendors := []string{""}
	for _, row := range r.Rows {
		vendors = append(vendors, row.Vendors...)
	}
	for _, vendor := range vendors {
		if _, done := r.lines[vendor]; done {
			continue
		}
		var line []segment
		var special version.Set
		for _, row := range r.Rows {
			if vendor != "" && slices.Contains(row.Vendors, vendor) {
				line = append(line, split(row, row.Versions)...)
				special = special.Union(row.Versions)
			}
		}
		for _, row := range r.Rows {
			if len(row.Vendors) == 0 {
				line = append(line, split(row, row.Versions.Minus(special))...)
			}
		}
		slices.SortStableFunc(line, func(a, b segment) int {
			return a.versions.Low().Compare(b.versions.Low())
		})
		r.lines[vendor] = line
	}
}

func split(row *Row, set version.Set) []segment {
	var out []segment
	for _, iv := range set.Intervals() {
		out = append(out, segment{iv.Set(), row})
	}
	return out
}

// title is the runtime's name for sentences, whether or not the table knows it.
func (t *Table) title(rt Runtime) string {
	if r := t.Runtime(rt); r != nil {
		return r.Title
	}
	return string(rt)
}

// Title returns the name by which sentences call a runtime: "OpenSSL" for
// "openssl". A runtime without rules keeps its name.
func (t *Table) Title(rt Runtime) string { return t.title(rt) }

func joinRuntimes(rts []Runtime) string {
	names := make([]string, len(rts))
	for i, rt := range rts {
		names[i] = string(rt)
	}
	return strings.Join(names, ", ")
}
