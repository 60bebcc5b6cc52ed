package version

import "strings"

// Debian orders versions as dpkg does: [epoch:]upstream[-revision], compared in
// turns of text and number; a tilde sorts before everything, even the end, and
// letters before other characters.
//
// Source: https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
var Debian = &Scheme{name: "Debian version", example: "1.0.1e-2+deb7u20", read: readDebian}

func readDebian(text string) (reading, *fault) {
	rest := text
	var epoch uint64
	if head, tail, ok := strings.Cut(rest, ":"); ok {
		n, size, isNumber := number(head)
		if !isNumber || size != len(head) {
			return reading{}, &fault{0, "the epoch is no number"}
		}
		epoch, rest = n, tail
	}
	upstream, revision := rest, ""
	if i := strings.LastIndexByte(rest, '-'); i >= 0 {
		upstream, revision = rest[:i], rest[i+1:]
	}
	if upstream == "" || !isDigit(upstream[0]) {
		return reading{}, &fault{len(text) - len(rest), "no number at the start"}
	}
	for i := range len(rest) {
		if c := rest[i]; !isDigit(c) && !isLetter(c) && strings.IndexByte(".+-~:", c) < 0 {
			return reading{}, &fault{len(text) - len(rest) + i, "a character that no version has"}
		}
	}
	key := appendNumber(nil, epoch)
	key = appendDebian(key, upstream)
	key = appendDebian(key, revision)
	return reading{text: text, key: key}, nil
}

// The bytes of the parts that are not digits: the tilde before the end of the
// part, the end before letters, letters before the rest.
const (
	debianTilde   = 0x01
	debianEnd     = 0x02
	debianLetters = 0x00 // letters stay themselves
	debianOthers  = 0x80
)

// appendDebian appends the turns of text and number, as many as there are, and
// an end that is like a turn of nothing.
func appendDebian(key []byte, text string) []byte {
	for text != "" {
		i := 0
		for ; i < len(text) && !isDigit(text[i]); i++ {
			switch c := text[i]; {
			case c == '~':
				key = append(key, debianTilde)
			case isLetter(c):
				key = append(key, c+debianLetters)
			default:
				key = append(key, c|debianOthers)
			}
		}
		key = append(key, debianEnd)
		text = text[i:]
		n, size, _ := number(text)
		key = appendNumber(key, n)
		text = text[size:]
	}
	return append(append(key, debianEnd), 0x80)
}

// DebianRelation reads a relation of a package: (>= 1.0.1), << 2, = 1.0; with
// or without parentheses. The old < and > mean <= and >=, as they always did.
//
// Source: https://www.debian.org/doc/debian-policy/ch-relationships.html
func DebianRelation(s *Scheme, text string) (Set, error) {
	rest := strings.TrimSpace(text)
	if inner, ok := strings.CutPrefix(rest, "("); ok {
		rest = strings.TrimSpace(strings.TrimSuffix(inner, ")"))
	}
	op := rest[:len(rest)-len(strings.TrimLeft(rest, "<>="))]
	fail := func(reason string) (Set, error) {
		return Set{}, &SyntaxError{Grammar: "Debian relation", Text: text, Reason: reason, Example: "(>= 1.0.1)"}
	}
	v, err := s.Parse(strings.TrimSpace(rest[len(op):]))
	if err != nil {
		return fail(err.Error())
	}
	switch op {
	case "<<":
		op = "<"
	case ">>":
		op = ">"
	case "<":
		op = "<="
	case ">":
		op = ">="
	case "<=", ">=", "=":
	default:
		return fail("the relation is one of << <= = >= >>")
	}
	return compareWith(op, Bound{v, Before})
}
