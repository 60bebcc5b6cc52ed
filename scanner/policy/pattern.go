package policy

import (
	"errors"
	"math"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A pattern is a glob with ** for any number of folders, relative to the folder of
// the policy file. One without a slash is looked for at any depth. What matches a
// folder matches all in it. The zero pattern matches everything.
type pattern struct{ glob string }

func newPattern(text string) (pattern, error) {
	glob := strings.TrimSuffix(strings.TrimPrefix(text, "./"), "/")
	switch {
	case glob == "" || strings.HasPrefix(glob, "/") || strings.Contains(glob, `\`) || glob == ".." || strings.HasPrefix(glob, "../"):
		return pattern{}, errors.New("is no path below the policy file, with slashes")
	case !doublestar.ValidatePattern(glob):
		return pattern{}, errors.New("is no valid glob")
	case combinations(glob) > maxCombinations:
		return pattern{}, errors.New("has braces of too many combinations: write several patterns")
	case glob == "." || glob == "**":
		return pattern{}, nil
	case !strings.Contains(glob, "/") && text != glob+"/" && !strings.HasPrefix(text, "./"):
		glob = "**/" + glob
	}
	return pattern{glob}, nil
}

// maxCombinations bounds what matching tries, one after the other, for one name.
const maxCombinations = 256

// combinations is at least how many patterns without braces a glob stands for: a
// product of the alternatives in each pair of braces, which is largest where the
// commas are spread evenly.
func combinations(glob string) float64 {
	braces, commas := float64(strings.Count(glob, "{")), float64(strings.Count(glob, ","))
	if braces == 0 {
		return 1
	}
	return math.Pow(1+commas/braces, braces)
}

func (p pattern) matches(name string) bool {
	if p.glob == "" {
		return true
	}
	for {
		if doublestar.MatchUnvalidated(p.glob, name) {
			return true
		}
		i := strings.LastIndexByte(name, '/')
		if i < 0 {
			return false
		}
		name = name[:i]
	}
}

func matchesAny(patterns []pattern, name string) bool {
	for _, p := range patterns {
		if p.matches(name) {
			return true
		}
	}
	return false
}

// join is the path of a file of the scan as the policy names it.
func (s Scope) join(name string) string {
	if s.Base == "" || s.Base == "." {
		return name
	}
	return path.Join(s.Base, name)
}
