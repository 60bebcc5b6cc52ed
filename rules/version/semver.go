package version

import (
	"fmt"
	"strconv"
	"strings"
)

// SemVer orders versions by Semantic Versioning 2.0.0, with or without a
// leading v: 1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-beta < 1.0.0 < 1.0.1. Build metadata is
// no order. One or two numbers (18, 0.10) name a line, and numbers may begin with
// zeros.
//
// Source: https://semver.org/spec/v2.0.0.html
var SemVer = &Scheme{name: "semantic version", example: "1.2.3-rc.1", read: readSemVer}

// maxSemVer bounds the length of a version.
const maxSemVer = 256

func readSemVer(text string) (reading, *fault) {
	r := reading{text: strings.TrimLeft(text, "v")}
	if len(r.text) > maxSemVer {
		return reading{}, &fault{0, fmt.Sprintf("version string is too long (max %d bytes)", maxSemVer)}
	}
	rest, build, hasBuild := strings.Cut(r.text, "+")
	core, pre, hasPre := strings.Cut(rest, "-")
	if hasPre && !areIdentifiers(pre) || hasBuild && !areIdentifiers(build) {
		return reading{}, &fault{0, "invalid semantic version"}
	}
	for part := range strings.SplitSeq(core, ".") {
		if r.n == 3 || !isNumber(part) {
			return reading{}, &fault{0, "invalid semantic version"}
		}
		n, err := strconv.ParseUint(part, 10, 64)
		if err != nil {
			return reading{}, &fault{0, "error parsing version segment: " + err.Error()}
		}
		r.nums[r.n] = n
		r.n++
	}
	r.line = r.n < 3 && !hasPre
	if !hasPre {
		return r, nil
	}
	if hasLeadingZero(pre) {
		return reading{}, &fault{0, "version segment starts with 0"}
	}
	r.n, r.tail = 3, semverTail(pre)
	return r, nil
}

const (
	digits  = "0123456789"
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// areIdentifiers reports whether a text is words of letters, digits and hyphens
// with dots between them.
func areIdentifiers(text string) bool {
	for id := range strings.SplitSeq(text, ".") {
		if id == "" || strings.Trim(id, letters+digits+"-") != "" {
			return false
		}
	}
	return true
}

func isNumber(text string) bool { return text != "" && strings.Trim(text, digits) == "" }

// hasLeadingZero reports whether a number among the identifiers begins with one.
func hasLeadingZero(pre string) bool {
	for id := range strings.SplitSeq(pre, ".") {
		if len(id) > 1 && id[0] == '0' && isNumber(id) {
			return true
		}
	}
	return false
}

// semverTail orders pre-releases: identifiers of digits are numbers and come
// before words, and more identifiers come after fewer.
func semverTail(pre string) []byte {
	tail := []byte{tailPre}
	for id := range strings.SplitSeq(pre, ".") {
		if n, size, ok := number(id); ok && size == len(id) {
			tail = appendNumber(append(tail, 0x20), n)
			continue
		}
		tail = append(append(append(tail, 0x30), id...), 0)
	}
	return tail
}
