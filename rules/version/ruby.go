package version

import "strings"

// Ruby orders releases of MRI: numbers, and behind them the patch level, which
// comes after the release itself: 2.0.0.rc1 < 2.0.0 = 2.0.0-p0 < 2.0.0-p648 <
// 2.1.0. It reads 2.0.0-p648, 2.0.0p648, ruby-2.0.0-p648 and 1.9.3-p551@gemset,
// and as pre-releases 2.0.0.rc1, 3.3.0-preview2, 2.0.0dev and the patch level -1
// of a checkout. Less than three numbers name a line, and three without patch
// level all its patch levels.
//
// Source: https://www.ruby-lang.org/en/downloads/releases/
var Ruby = &Scheme{name: "Ruby version", example: "2.0.0-p648", read: func(text string) (reading, *fault) {
	return readRuby(text, "ruby-", 3)
}}

// JRuby orders releases of JRuby, TruffleRuby and Rubinius: numbers, and
// pre-releases such as 9.0.0.0.rc1. From 9 on JRuby has four numbers, before it
// three; fewer name a line.
//
// Source: https://github.com/jruby/jruby/tags
var JRuby = &Scheme{name: "JRuby version", example: "9.2.9.0", read: func(text string) (reading, *fault) {
	r, bad := readRuby(text, "jruby-", 0)
	if bad == nil && r.tail == nil {
		full := 3
		if r.nums[0] >= 9 && r.nums[0] < 20 {
			full = 4
		}
		r.line = r.n < full
	}
	return r, bad
}}

func readRuby(text, prefix string, full int) (reading, *fault) {
	var r reading
	rest, _ := strings.CutPrefix(text, prefix)
	rest, _, _ = strings.Cut(rest, "@")
	offset := strings.Index(text, rest)
	size := r.numbers(rest)
	if size == 0 {
		return r, &fault{offset, "no number at the start"}
	}
	r.text = rest[:size]
	suffix := strings.ToLower(strings.TrimLeft(rest[size:], ".-"))
	offset += size
	name := strings.TrimRight(suffix, "0123456789")
	n, digits, _ := number(suffix[len(name):])
	hasNumber := digits > 0
	switch {
	case suffix == "":
		r.line = full > 0 && r.n <= full
	case name == "p" && hasNumber && r.n == 3 && full > 0:
		r.nums[3], r.n = n, 4
		r.text += "-p" + suffix[1:]
	case suffix == "p-1" && full > 0:
		r.tail = appendNumber([]byte{tailPre, 'd', 'e', 'v'}, 0)
		r.text += ".dev"
	case (name == "rc" || name == "preview" || name == "pre" || name == "dev" || name == "alpha" || name == "beta") && len(r.text) > 0:
		r.tail = appendNumber(append([]byte{tailPre}, name...), n)
		r.text += "." + suffix
	default:
		return r, &fault{offset, "unknown suffix " + rest[size:]}
	}
	return r, nil
}
