package version

import "strings"

// LibreSSL orders LibreSSL's releases, which are another sequence than
// OpenSSL's: 2.8.3 < 3.1.0 < 3.8.1. Fewer than three numbers name a line.
//
// Source: https://github.com/libressl/portable/blob/master/ChangeLog
var LibreSSL = &Scheme{name: "LibreSSL version", example: "3.8.2", read: readLibreSSL}

func readLibreSSL(text string) (reading, *fault) {
	var r reading
	size := r.numbers(text)
	if size == 0 {
		return r, &fault{0, "no number at the start"}
	}
	r.text = text
	r.line = r.n < 3
	suffix := strings.ToLower(strings.TrimLeft(text[size:], "-"))
	stem := strings.TrimRight(suffix, "0123456789")
	switch stem {
	case "":
		if suffix != "" {
			return r, &fault{size, "unknown suffix " + suffix}
		}
	case "beta", "rc":
		n, _, _ := number(suffix[len(stem):])
		r.tail, r.line = appendNumber([]byte{tailPre, stem[0]}, n), false
	default:
		return r, &fault{size, "unknown suffix " + suffix}
	}
	return r, nil
}
