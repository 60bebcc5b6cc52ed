package version

import "strings"

// Maven orders versions as Maven's ComparableVersion does: numbers at dots,
// hyphens and borders between digits and letters; qualifiers alpha < beta <
// milestone < rc = cr < snapshot < the release itself = ga = final < sp < any
// other word; numbers after words; zeros and empty words at the end of a part
// are nothing.
//
// Source: https://maven.apache.org/pom.html#version-order-specification
var Maven = &Scheme{name: "Maven version", example: "1.2-rc-1", read: readMaven}

func readMaven(text string) (reading, *fault) {
	if text == "" || strings.ContainsAny(text, " \t[](),") {
		return reading{}, &fault{0, "no version"}
	}
	return reading{text: text, key: mavenKey(strings.ToLower(text))}, nil
}

// mavenToken is a number or a qualifier, with the separator in front of it.
type mavenToken struct {
	separator byte // '.' or '-'
	isNumber  bool
	number    uint64
	word      string
}

// The key of a version is that of its tokens, each a byte for its place and what
// orders tokens of the same place. The end of the version stands for a token that
// is nothing, so the bytes of the tokens below it are lower than mavenEnd:
//
//	word before the release < the end < sp < other words < -1 < .1
const (
	mavenBefore = 0x10 // qualifiers before the release
	mavenEnd    = 0x40
	mavenAfter  = 0x50 // qualifiers after it
	mavenNumber = 0x80
)

var mavenQualifiers = map[string]byte{"alpha": 1, "beta": 2, "milestone": 3, "rc": 4, "cr": 4, "snapshot": 5, "": 6, "ga": 6, "final": 6, "release": 6, "sp": 7}

const mavenRelease = 6

func mavenKey(text string) []byte {
	tokens := trimMaven(mavenTokens(text))
	key := make([]byte, 0, 4*len(text)+16) // with what follows it
	for _, t := range tokens {
		key = t.append(key)
	}
	return append(key, mavenEnd)
}

func (t *mavenToken) append(key []byte) []byte {
	if t.isNumber {
		if t.separator == '.' {
			return appendNumber(append(key, mavenNumber+1), t.number)
		}
		return appendNumber(append(key, mavenNumber), t.number)
	}
	rank, known := mavenQualifiers[t.word]
	switch {
	case known && rank < mavenRelease:
		return append(key, mavenBefore+rank)
	case known && rank == mavenRelease:
		return append(key, mavenEnd)
	case known:
		return append(key, mavenAfter)
	}
	return append(append(append(key, mavenAfter+1), t.word...), 0)
}

func mavenTokens(text string) []mavenToken {
	var out []mavenToken
	separator := byte('-')
	for i := 0; i <= len(text); {
		start := i
		switch {
		case i < len(text) && isDigit(text[i]):
			for i < len(text) && isDigit(text[i]) {
				i++
			}
			n, _, _ := number(text[start:i])
			out = append(out, mavenToken{separator: separator, isNumber: true, number: n})
		default:
			for i < len(text) && !isDigit(text[i]) && text[i] != '.' && text[i] != '-' && text[i] != '_' {
				i++
			}
			word := text[start:i]
			if i < len(text) && isDigit(text[i]) {
				switch word { // a1 is alpha-1
				case "a":
					word = "alpha"
				case "b":
					word = "beta"
				case "m":
					word = "milestone"
				}
			}
			if word == "" {
				out = append(out, mavenToken{separator: separator, isNumber: true})
			} else {
				out = append(out, mavenToken{separator: separator, word: word})
			}
		}
		if i == len(text) {
			break
		}
		separator = '-'
		if text[i] == '.' || text[i] == '-' || text[i] == '_' {
			if text[i] == '.' {
				separator = '.'
			}
			i++
		}
	}
	if len(out) > 0 {
		out[0].separator = '.'
	}
	return out
}

func (t *mavenToken) isNothing() bool {
	return t.isNumber && t.number == 0 || !t.isNumber && mavenQualifiers[t.word] == mavenRelease
}

// trimMaven drops what is nothing at the end, and before each hyphen.
func trimMaven(tokens []mavenToken) []mavenToken {
	for i := len(tokens) - 1; i > 0; {
		if !tokens[i].isNothing() || i+1 < len(tokens) && tokens[i+1].separator != '-' {
			i--
			continue
		}
		tokens = append(tokens[:i], tokens[i+1:]...)
		i = min(i, len(tokens)) - 1
	}
	return tokens
}
