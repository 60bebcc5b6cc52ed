package manifest

import "bytes"

// A literals looks for several texts at once. It goes by the last two bytes of a
// window as long as the shortest text, and most of these stand in no text at all: then
// the window moves by nearly its length, so that most bytes are never looked at.
//
// Source: S. Wu, U. Manber: A fast algorithm for multi-pattern searching, TR 94-17,
// University of Arizona, 1994.
type literals struct {
	window int
	shift  [1 << 12]uint8 // by the hash of two bytes
	texts  map[uint16][][]byte
	short  [][]byte // of less than two bytes
}

// maxWindow keeps the distances in a byte.
const maxWindow = 64

func newLiterals(all ...string) *literals {
	l := &literals{window: maxWindow, texts: map[uint16][][]byte{}}
	var texts []string
	for _, t := range all {
		if len(t) < 2 {
			l.short = append(l.short, []byte(t))
			continue
		}
		texts = append(texts, t)
		l.window = min(l.window, len(t))
	}
	for i := range l.shift {
		l.shift[i] = uint8(l.window - 1)
	}
	for _, t := range texts {
		for end := 1; end < l.window; end++ {
			h := hashPair(t[end-1], t[end])
			l.shift[h] = min(l.shift[h], uint8(l.window-1-end))
			if end == l.window-1 {
				l.texts[h] = append(l.texts[h], []byte(t))
			}
		}
	}
	return l
}

func hashPair(a, b byte) uint16 { return (uint16(a)<<5 ^ uint16(b)) & (1<<12 - 1) }

// in reports whether any of the texts stands in data.
func (l *literals) in(data []byte) bool {
	for _, t := range l.short {
		if bytes.Contains(data, t) {
			return true
		}
	}
	for end := l.window - 1; end < len(data); {
		h := hashPair(data[end-1], data[end])
		if by := l.shift[h]; by > 0 {
			end += int(by)
			continue
		}
		from := data[end-l.window+1:]
		for _, t := range l.texts[h] {
			if bytes.HasPrefix(from, t) {
				return true
			}
		}
		end++
	}
	return false
}
