package policy

import (
	"errors"
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

// combinations is how many patterns without braces a glob stands for, or more
// where braces stand in braces.
func combinations(glob string) int {
	all := 1
	var open []int
	for i := 0; i < len(glob) && all <= maxCombinations; i++ {
		switch last := len(open) - 1; {
		case glob[i] == '{':
			open = append(open, 1)
		case last >= 0 && glob[i] == ',':
			open[last]++
		case last >= 0 && glob[i] == '}':
			all *= open[last]
			open = open[:last]
		}
	}
	return all
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
