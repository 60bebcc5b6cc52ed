package version

import (
	"fmt"
	"strings"
)

// A Version is one version of one runtime: its text, in the scheme's own
// spelling, and its place in the scheme's order. Versions are values: compare
// them with [Version.Compare], use [Version.Key] as a map key. The zero Version
// means "not known"; it sorts before every other.
//
// Versions of different schemes have no order between them.
type Version struct {
	text string
	key  string
	// nums is the length of the key's leading part that a version shares with
	// its own pre-releases; 0 in schemes that have no such part.
	nums uint8
}

// String returns the version's text in the scheme's spelling: "8u291" for
// "1.8.0_291". It is "" for the zero Version.
func (v Version) String() string { return v.text }

// Key returns the order key: a byte string whose byte order is the version
// order. Two spellings of one version have equal keys.
func (v Version) Key() string { return v.key }

// IsZero reports whether v is the zero Version, "not known".
func (v Version) IsZero() bool { return v.key == "" }

// Compare returns -1, 0 or +1 as v is before, the same as or after w.
func (v Version) Compare(w Version) int { return strings.Compare(v.key, w.key) }

// IsPreRelease reports whether v is a pre-release of the release with the same
// numbers: 2.7.9rc1, 1.0.1-beta1, 21-ea.
func (v Version) IsPreRelease() bool {
	return v.nums > 0 && int(v.nums) < len(v.key) && v.key[v.nums] < tailFinal
}

// isRelease reports whether v is the plain release of its numbers, the one that
// has pre-releases: 1.0.1, but not 1.0.1a, 1.0.1.post1 or 1.0.1-beta1.
func (v Version) isRelease() bool {
	if v.nums == 0 {
		return false
	}
	tail := v.key[v.nums:]
	return tail[0] == tailFinal && strings.Trim(tail[1:], "\x00") == ""
}

// A SyntaxError says that a text is no version, or no constraint, of the
// scheme or grammar that was asked to read it.
type SyntaxError struct {
	Grammar string // what was expected: "PEP 440 version", "Maven range"
	Text    string // what was read
	Offset  int    // byte offset of the first thing wrong in Text
	Reason  string // what is wrong, in a few words
	Example string // something the grammar accepts; may be empty
}

func (e *SyntaxError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q is no %s", e.Text, e.Grammar)
	if e.Reason != "" {
		b.WriteString(": " + e.Reason)
	}
	if e.Example != "" {
		fmt.Fprintf(&b, " (an example: %s)", e.Example)
	}
	return b.String()
}
