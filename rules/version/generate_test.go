package version

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator makes versions and constraints that are the same in every run.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator { return generator{rand.New(rand.NewPCG(seed, 7))} }

func (g generator) pick(of ...string) string { return of[g.IntN(len(of))] }

// numbers makes few distinct numbers, so that many pairs are close.
func (g generator) numbers(least, most int) string {
	parts := make([]string, least+g.IntN(most-least+1))
	for i := range parts {
		parts[i] = fmt.Sprint([]int{0, 0, 1, 1, 2, 3, 9, 10, 11, 100}[g.IntN(10)])
	}
	return strings.Join(parts, ".")
}
