package version

import (
	"strconv"
	"strings"
)

// GradleRange reads what Gradle scripts ask for: 1.2 is 1.2 or later, 1.2.+ every
// version that begins so, + and latest.release whatever is newest, and [1.0,2.0[
// or ]1.0,2.0] are intervals, with a bracket turned outwards where Maven writes a
// parenthesis. What a version like [1.0,2.0[!!1.5 prefers says nothing of what it
// admits.
//
// Source: https://docs.gradle.org/current/userguide/single_versions.html
func GradleRange(s *Scheme, text string) (Set, error) {
	fail := func(reason string) (Set, error) {
		return Set{}, &SyntaxError{Grammar: "Gradle version", Text: text, Reason: reason, Example: "[1.7,1.9["}
	}
	rest, _, _ := strings.Cut(strings.TrimSpace(text), "!!")
	switch {
	case rest == "":
		return fail("empty")
	case rest == "+", strings.HasPrefix(rest, "latest."):
		return All(), nil
	case strings.HasSuffix(rest, ".+"):
		return gradlePrefix(s, text, strings.TrimSuffix(rest, ".+"))
	case !strings.ContainsAny(rest[:1], "[]("):
		v, err := s.Parse(rest)
		if err != nil {
			return fail(err.Error())
		}
		return AtLeast(v), nil
	}
	last := rest[len(rest)-1]
	if len(rest) < 3 || !strings.ContainsRune("[])", rune(last)) {
		return fail("an interval ends with [, ] or )")
	}
	set, reason := mavenInterval(s, rest[1:len(rest)-1], rest[0] == '[', last == ']')
	if reason != "" {
		return fail(reason)
	}
	return set, nil
}

// gradlePrefix is everything from a version up to the next one of the same length.
func gradlePrefix(s *Scheme, text, prefix string) (Set, error) {
	head := prefix[:strings.LastIndexByte(prefix, '.')+1]
	n, err := strconv.ParseUint(prefix[len(head):], 10, 31)
	if err != nil {
		return Set{}, &SyntaxError{Grammar: "Gradle version", Text: text, Reason: "no number in front of the plus sign", Example: "1.7.+"}
	}
	set, reason := mavenInterval(s, prefix+","+head+strconv.FormatUint(n+1, 10), true, false)
	if reason != "" {
		return Set{}, &SyntaxError{Grammar: "Gradle version", Text: text, Reason: reason, Example: "1.7.+"}
	}
	return set, nil
}
