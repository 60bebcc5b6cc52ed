package version

import "strings"

// OpenSSL orders OpenSSL's releases. Before 3.0 a patch release is the letter
// after the numbers, and after z come za, zb: 1.0.1-beta1 < 1.0.1 < 1.0.1a <
// 1.0.1u < 1.0.2, and 0.9.8y < 0.9.8z < 0.9.8za < 0.9.8zh. From 3.0 on there are
// numbers only. Build tags such as -fips, -fips-rhel5, "  FIPS", +quic and -dev
// are no order and are dropped. One or two numbers (1.1, 3) name a line.
//
// Source: OpenSSL's release tags and its policies/releasestrat ("Versioning
// Policy").
var OpenSSL = &Scheme{name: "OpenSSL version", example: "1.0.2k", read: readOpenSSL}

func readOpenSSL(text string) (reading, *fault) {
	var r reading
	at := r.numbers(text)
	if at == 0 {
		return r, &fault{0, "no number at the start"}
	}
	numbers := at
	for at < len(text) && isLetter(text[at]) {
		at++
	}
	letters := strings.ToLower(text[numbers:at])
	if len(letters) > 2 || letters != "" && r.n < 3 {
		return r, &fault{numbers, "a letter follows three numbers"}
	}
	r.line = r.n < 3
	r.text = text[:at]
	pre, ok := opensslSuffix(text[at:])
	if !ok {
		return r, &fault{at, "unknown suffix " + text[at:]}
	}
	switch {
	case pre != "":
		i := strings.IndexAny(pre, "0123456789")
		n, size, ok := number(pre[i:])
		if !ok || i+size != len(pre) || letters != "" {
			return r, &fault{at, "bad pre-release"}
		}
		r.line = false
		r.text += "-" + pre
		r.tail = appendNumber([]byte{tailPre, pre[0]}, n)
	default:
		// The number of letters goes first: y < z < za.
		r.tail = append([]byte{tailFinal, byte(len(letters))}, letters...)
	}
	return r, nil
}

// opensslSuffix splits what follows numbers and letter into build tags, which
// it drops, and at most one pre-release, which it returns.
func opensslSuffix(text string) (pre string, ok bool) {
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == '-' || c == '+' || c == ' ' || c == '_' }) {
		word = strings.ToLower(word)
		stem := strings.TrimRight(word, "0123456789")
		switch {
		case stem == "fips", stem == "rhel", stem == "quic", word == "dev", word == "stable":
		case (stem == "alpha" || stem == "beta" || stem == "pre") && stem != word && pre == "":
			pre = word
		default:
			return "", false
		}
	}
	return pre, true
}
