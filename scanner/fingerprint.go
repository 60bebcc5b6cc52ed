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
	seen := map[[sha256.Size]byte]int{}
	file := ""
	var said []byte
	for i := range findings {
		f := &findings[i]
		if f.Path != file {
			file = f.Path
			clear(seen)
		}
		said = f.appendSaid(said[:0])
		sum := sha256.Sum256(said)
		seen[sum]++
		if n := seen[sum]; n > 1 {
			said = append(said, 0)
			for range n - 1 {
				said = append(said, '+')
			}
			sum = sha256.Sum256(said)
		}
		f.Fingerprint = hex.EncodeToString(sum[:8])
	}
}

// appendSaid appends what a finding says, in parts that a zero byte divides.
func (f *Finding) appendSaid(to []byte) []byte {
	base := path.Base(f.Path)
	_, unit, _ := strings.Cut(f.Component, base+" ")
	for _, part := range [...]string{f.Kind, strings.ToLower(base), unit, string(f.Runtime), f.Vendor} {
		to = append(append(to, part...), 0)
	}
	divide := ""
	for word := range strings.FieldsSeq(f.Declared) {
		to = append(append(to, divide...), word...)
		divide = " "
	}
	return append(append(to, 0), f.Condition...)
}
