package scanner

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
)

// fingerprints gives each finding a name that lasts: it stays the same when lines
// move, when other findings come and go, and when folders above are renamed. Two
// findings that say the same in two folders have the same one; in one file they
// are counted.
func fingerprints(findings []Finding) {
	seen := map[string]int{}
	file := ""
	for i := range findings {
		f := &findings[i]
		if f.Path != file {
			file = f.Path
			clear(seen)
		}
		_, unit, _ := strings.Cut(f.Component, path.Base(f.Path)+" ")
		parts := []string{f.Kind, strings.ToLower(path.Base(f.Path)), unit, string(f.Runtime), f.Vendor, strings.Join(strings.Fields(f.Declared), " "), f.Condition}
		key := strings.Join(parts, "\x00")
		seen[key]++
		if n := seen[key]; n > 1 {
			key += "\x00" + strings.Repeat("+", n-1)
		}
		sum := sha256.Sum256([]byte(key))
		f.Fingerprint = hex.EncodeToString(sum[:8])
	}
}
