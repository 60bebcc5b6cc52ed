package rules

import (
	"fmt"
	"strconv"

	"github.com/tlsready/tlsready/rules/version"
)

// beyond is why a set that begins far above every known release is not judged: 27
// is more likely 2.7 without its dot than a Python of another century. It is ""
// for all other sets.
func (r *RuntimeRules) beyond(set version.Set) string {
	if r.Runtime.IsLibrary() || len(r.Releases) == 0 {
		return ""
	}
	newest := r.Releases[len(r.Releases)-1]
	known, low := firstNumber(newest), firstNumber(set.Low().Version)
	if known == 0 || low <= known+max(5, known/2) {
		return ""
	}
	return fmt.Sprintf("no %s comes near %d, the newest that is known is %s", r.Title, low, newest)
}

// firstNumber is the number that a version begins with, 0 if it begins with none.
func firstNumber(v version.Version) int {
	text := v.String()
	end := 0
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(text[:end])
	if err != nil {
		return 0
	}
	return n
}
