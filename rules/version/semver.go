package version

import (
	"strings"

	"github.com/Masterminds/semver/v3"
)

// SemVer orders versions by Semantic Versioning 2.0.0, with or without a leading
// v: 1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-beta < 1.0.0 < 1.0.1. Build metadata is
// no order. One or two numbers (18, 0.10) name a line.
//
// Source: https://semver.org/spec/v2.0.0.html
var SemVer = &Scheme{name: "semantic version", example: "1.2.3-rc.1", read: readSemVer}

func readSemVer(text string) (reading, *fault) {
	var r reading
	if size := r.numbers(text); size == len(text) && size > 0 && r.n <= 3 && !hasLeadingZero(text) {
		r.text, r.line = text, r.n < 3 // nothing but numbers, as nearly always
		return r, nil
	}
	r = reading{}
	// The strict reader takes three numbers and no v, and is five times as fast.
	v, err := semver.StrictNewVersion(strings.TrimLeft(text, "v"))
	if err != nil {
		v, err = semver.NewVersion(text)
	}
	if err != nil {
		return r, &fault{0, err.Error()}
	}
	r.nums[0], r.nums[1], r.nums[2], r.n = v.Major(), v.Minor(), v.Patch(), 3
	r.text = strings.TrimLeft(text, "vV= ")
	if pre := v.Prerelease(); pre != "" {
		r.tail = semverTail(pre)
		return r, nil
	}
	core, _, _ := strings.Cut(r.text, "+")
	r.n = strings.Count(core, ".") + 1
	r.line = r.n < 3
	return r, nil
}

func hasLeadingZero(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		if len(part) > 1 && part[0] == '0' {
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
