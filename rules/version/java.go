package version

import (
	"strconv"
	"strings"
)

// Java orders releases of the JDK in all its spellings: 1.8.0_291, 8u291,
// jdk8u291-b10 and 8.0.291 are one version, 7u9 comes before 7u79, and 11.0.11
// is feature 11, update 11. Build numbers and what follows "+" are no order; -ea
// and -internal are pre-releases. Four numbers up to feature 8 (8.0.6.25) are
// IBM's service levels, in an order of their own. Without an update the text
// names the whole feature release: 1.7, 7, 1.7.0, 11.
//
// Sources: JEP 223, https://openjdk.org/jeps/223, and JEP 322,
// https://openjdk.org/jeps/322.
var Java = &Scheme{name: "Java version", example: "8u291", read: readJava}

func readJava(text string) (reading, *fault) {
	rest := text
	for _, prefix := range []string{"openjdk", "jdk", "jre"} {
		if n := len(prefix); len(rest) >= n && strings.EqualFold(rest[:n], prefix) {
			rest = strings.TrimLeft(rest[n:], "- ")
			break
		}
	}
	var r reading
	size := r.numbers(rest)
	if size == 0 || r.n > 5 {
		return r, &fault{len(text) - len(rest), "no version at the start"}
	}
	canonical := rest[:size]
	rest = rest[size:]
	if r.nums[0] == 1 && r.n > 1 && r.nums[1] <= 10 {
		copy(r.nums[:], r.nums[1:])
		r.nums[r.n-1] = 0
		r.n--
	}
	if r.nums[0] == 0 && (r.n > 1 || rest != "") {
		return r, &fault{len(text) - len(rest) - size, "there is no Java 0 with releases"}
	}
	if r.nums[0] <= 4 && r.n > 4 {
		return r, &fault{len(text) - len(rest) - size, "too many numbers"}
	}
	old := r.nums[0] <= 8
	update, underscore := r.n > 2, false
	if old && len(rest) > 1 && (rest[0] == '_' || rest[0]|0x20 == 'u') {
		n, digits, ok := number(rest[1:])
		if !ok || r.n > 3 || r.nums[2] != 0 {
			return r, &fault{len(text) - len(rest), "the update is no number"}
		}
		if r.nums[0] <= 4 {
			// 1.4.2_19: the third number is the release, the update comes behind it.
			canonical = "1." + dotted(r.nums[:2]) + "_" + strconv.FormatUint(n, 10)
			r.nums[3], r.n = n, 4
		} else {
			r.nums[1], r.nums[2], r.n = 0, n, 3
		}
		rest, update, underscore = rest[1+digits:], true, true
	} else if old && r.n <= 3 && (r.n < 3 || r.nums[2] == 0) {
		update = false
	}
	if r.nums[0] == 1 {
		// Java 1.1 is one version, since its releases (1.1.8_10) would print as
		// Java 8's; no rule tells them apart.
		update, underscore = false, false
	}
	switch {
	case old && r.nums[0] > 4 && r.n == 3 && r.nums[1] == 0 && update:
		r.text = strconv.FormatUint(r.nums[0], 10) + "u" + strconv.FormatUint(r.nums[2], 10)
	case old && !update:
		r.n = 1
		r.text = strconv.FormatUint(r.nums[0], 10)
	case old && r.nums[0] <= 4 && underscore:
		r.text = canonical
	case old && r.nums[0] <= 4:
		r.text = "1." + dotted(r.nums[:r.n])
	default:
		r.text = dotted(r.nums[:r.n])
	}
	r.line, r.exact = !update, underscore
	return readJavaSuffix(text, rest, r)
}

// readJavaSuffix reads builds, which are no order, and pre-releases.
func readJavaSuffix(text, rest string, r reading) (reading, *fault) {
	rest, _, _ = strings.Cut(rest, "+")
	for word := range strings.SplitSeq(strings.TrimLeft(rest, "-"), "-") {
		lower := strings.ToLower(word)
		stem := strings.TrimRight(lower, "0123456789")
		switch {
		case lower == "", stem == "b", lower == "lts", lower == "ga", lower == "fcs", stem == "":
		case stem == "ea" || stem == "beta" || stem == "rc" || lower == "internal" || lower == "snapshot":
			n, _, _ := number(lower[len(stem):])
			r.tail = appendNumber(append([]byte{tailPre}, stem...), n)
			r.text += "-" + lower
			r.line = false
		default:
			return r, &fault{len(text) - len(rest), "unknown suffix " + rest}
		}
	}
	return r, nil
}
