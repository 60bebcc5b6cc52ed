package manifest

import (
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// A Declaration is one place in one file that says which versions of a runtime
// a program uses.
type Declaration struct {
	Runtime  rules.Runtime
	Vendor   string // "oracle", "ubuntu-12.04"; "" if not known
	Versions version.Set
	// Unresolved says why the versions can't be known ("property Foo is defined
	// nowhere in the tree"); Versions is then empty. It completes the sentence
	// "the version is not known: ...".
	Unresolved string

	At   Place  // the literal that decides, the one a person must edit
	Text string // the whole value as written: ">=2.7,<4"
	// Via are the places that lead to At, the use first: $(Common) in a project
	// whose Common stands in another file.
	Via []Place

	Binding rules.Binding
	Scope   Scope
	// Unit names the program inside the file, where a file holds several: a
	// Dockerfile's stage, a CI job. "" is the program of the file's folder.
	// Declarations of one unit are companions of each other.
	Unit string
	// Condition is the condition under which the declaration holds, as written;
	// "" if it always does.
	Condition string
	// Hint marks a weak sign, such as the framework a package was once installed
	// for: never louder than a note.
	Hint bool
	// Implied marks what follows from a name rather than standing there: the
	// OpenSSL of a container's distribution.
	Implied bool
	// Note is a sentence for people that belongs to this value ("written
	// unquoted, 3.10 is read as 3.1: quote it").
	Note string
}

// setVersions takes what a constraint came to: a set, or why there is none.
func (d *Declaration) setVersions(set version.Set, err error) {
	switch {
	case isTemplate(d.Text):
		d.Unresolved = templateReason
	case err != nil:
		d.Unresolved = err.Error()
	case set.IsEmpty():
		d.Unresolved = "no version satisfies " + d.Text
	default:
		d.Versions = set
	}
}

// A Scope says what a declared runtime is for, and so how much it weighs.
type Scope uint8

const (
	ScopeUnknown Scope = iota
	Run                // what runs in service
	Build              // an SDK or toolchain that builds
	Test               // a CI matrix, tox
	Dev                // a developer's machine
)

var scopeNames = [...]string{"unknown", "run", "build", "test", "dev"}

func (s Scope) String() string {
	if int(s) < len(scopeNames) {
		return scopeNames[s]
	}
	return "invalid"
}

// MarshalText makes the scope readable in JSON.
func (s Scope) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Evidence is a place that moves the verdict on a runtime of the same program.
type Evidence struct {
	Runtime rules.Runtime
	rules.Evidence
	At   Place
	Text string // as written
	Unit string // as in Declaration
}

// A Problem is something in a file that could not be read.
type Problem struct {
	At      Place
	Message string // "unexpected end of file in element <project>"
}
