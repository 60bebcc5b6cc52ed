package version

import "strings"

// RubyGems orders versions of gems: segments of digits or letters, letters
// before numbers and before the end, so that any letter makes a pre-release;
// trailing zeros are nothing: 1.0.a < 1.0.a.1 < 1.0.b < 1 = 1.0 < 1.0.1. A hyphen
// begins a pre-release: "1.0-x" is "1.0.pre.x". Letters are compared as they
// are written, capitals first.
//
// For releases of Ruby itself use [Ruby]: there 2.0.0-p648 comes after 2.0.0.
//
// Source: https://docs.ruby-lang.org/en/master/Gem/Version.html
var RubyGems = &Scheme{name: "gem version", example: "2.3.1", read: readGem}

func readGem(text string) (reading, *fault) {
	var r reading
	r.text = strings.ReplaceAll(text, "-", ".pre.")
	size := r.numbers(r.text)
	if size == 0 {
		return r, &fault{0, "no number at the start"}
	}
	tail := r.text[size:]
	if tail == "" {
		return r, nil
	}
	if tail[0] != '.' && r.n == 1 {
		return r, &fault{min(size, len(text)), "letters follow a dot"}
	}
	// A run of zeros counts only with what follows it: 1.a.0.b is before 1.a,
	// which has zeros without end, but the fewer zeros the earlier.
	var key []byte
	zeros := uint64(0)
	for rest := strings.TrimPrefix(tail, "."); ; {
		n, digits, isNumber := number(rest)
		letters := 0
		for !isNumber && letters < len(rest) && isLetter(rest[letters]) {
			letters++
		}
		switch {
		case isNumber && n == 0:
			zeros++
		case isNumber:
			for ; zeros > 0; zeros-- {
				key = appendNumber(key, 0)
			}
			key = appendNumber(key, n)
		case letters > 0:
			key = appendNumber(append(key, tailDev), zeros)
			key, zeros = append(append(key, rest[:letters]...), 0), 0
		default:
			return r, &fault{min(len(r.text)-len(rest), len(text)), "a segment has digits and letters only"}
		}
		if isNumber {
			rest = rest[digits:]
		} else {
			rest = rest[letters:]
		}
		if rest == "" {
			break
		}
		rest = strings.TrimPrefix(rest, ".")
	}
	r.tail = append(key, tailFinal)
	return r, nil
}
