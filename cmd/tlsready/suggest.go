package main

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// didYouMean is a question to append to an error about a word that is not known;
// "" if nothing is near.
func didYouMean(word string, known []string) string {
	best, distance := "", 3
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), k); d < distance && d < len(k) {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}
