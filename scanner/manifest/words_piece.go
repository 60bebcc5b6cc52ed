package manifest

import (
	"strings"
	"unicode/utf8"
)

// A piece is a part of a text that knows its place. What its methods return are
// parts of it, so that a version found at the end of a chain of cuts still
// points at its bytes.
type piece struct {
	text string
	at   int // offset in the file
}

// after returns what follows a prefix.
func (p piece) after(prefix string) (rest piece, ok bool) {
	if !strings.HasPrefix(p.text, prefix) {
		return p, false
	}
	return p.from(len(prefix)), true
}

// behind returns what follows the first occurrence of mark.
func (p piece) behind(mark string) (rest piece, ok bool) {
	i := strings.Index(p.text, mark)
	if i < 0 {
		return p, false
	}
	return p.from(i + len(mark)), true
}

// until returns what stands before the first of the characters, all of the piece
// if there is none.
func (p piece) until(chars string) piece {
	if i := strings.IndexAny(p.text, chars); i >= 0 {
		p.text = p.text[:i]
	}
	return p
}

// word returns what stands before the first blank.
func (p piece) word() piece { return p.until(" \t") }

func (p piece) from(i int) piece { return piece{p.text[i:], p.at + i} }

// trim cuts characters off both ends.
func (p piece) trim(chars string) piece {
	p = p.from(len(p.text) - len(strings.TrimLeft(p.text, chars)))
	p.text = strings.TrimRight(p.text, chars)
	return p
}

func (p piece) has(text string) bool { return strings.Contains(p.text, text) }

// isNumber reports whether the piece begins like a version.
func (p piece) isNumber() bool { return p.text != "" && isDigitByte(p.text[0]) }

// echoed is what a line says without what an interactive Ruby or Python puts
// around it: => "ruby 2.0.0p648", '2.7.8 (default, ...)'.
func (p piece) echoed() piece {
	if rest, ok := p.after("=> "); ok {
		p = rest
	}
	if n := len(p.text); n > 2 && (p.text[0] == '\'' || p.text[0] == '"') && strings.IndexByte(p.text[1:], p.text[0]) == n-2 {
		p = piece{p.text[1 : n-1], p.at + 1}
	}
	return p
}

// short is the beginning of a piece, for messages.
func (p piece) short() string {
	const most = 60
	if len(p.text) <= most {
		return p.text
	}
	end := most
	for end > 0 && !utf8.RuneStart(p.text[end]) {
		end--
	}
	return p.text[:end] + "..."
}
