package version

import "strings"

// PEP440 orders versions as Python's packages and CPython do: 1.0.dev1 < 1.0a1 <
// 1.0b1 < 1.0rc1 < 1.0 < 1.0+local < 1.0.post1 < 1.0.1. It reads every spelling
// that PEP 440 normalises (v1.0, 1.0-RC.1, 1.0-5), and the "+" with which
// CPython marks a build from a checkout (2.7.6+). An epoch weighs more than any
// release number. One or two numbers without suffix (2.7, 3) name a line.
//
// Source: https://peps.python.org/pep-0440/
var PEP440 = &Scheme{name: "PEP 440 version", example: "2.7.9rc1", read: readPEP440}

func readPEP440(text string) (reading, *fault) {
	var r reading
	rest := strings.TrimSuffix(text, "+")
	if len(rest) > 0 && rest[0]|0x20 == 'v' {
		rest = rest[1:]
	}
	at := func() int { return len(text) - len(rest) }
	if n, size, ok := number(rest); ok && size < len(rest) && rest[size] == '!' {
		r.epoch, rest = n, rest[size+1:]
	}
	size := r.numbers(rest)
	if size == 0 {
		return r, &fault{at(), "no number at the start"}
	}
	rest = rest[size:]
	r.text = text
	p := suffixes{rest: strings.ToLower(rest)}
	r.tail = p.read()
	if p.rest != "" {
		return r, &fault{len(text) - len(p.rest), "unknown suffix " + p.rest}
	}
	r.line = r.n < 3 && len(rest) == 0 && r.tail == nil
	return r, nil
}

// suffixes reads what may follow the numbers, in its order: pre-release, post
// release, development release, local version.
type suffixes struct{ rest string }

func (p *suffixes) read() []byte {
	var tail []byte
	if name, n, ok := p.take("alpha", "beta", "preview", "pre", "rc", "a", "b", "c"); ok {
		switch name {
		case "alpha", "a":
			name = "a"
		case "beta", "b":
			name = "b"
		default:
			name = "r"
		}
		tail = appendNumber([]byte{tailPre, name[0]}, n)
	}
	post := false
	if _, n, ok := p.take("post", "rev", "r"); ok {
		tail, post = appendNumber(append(tail, tailPost), n), true
	} else if n, size, ok := number(strings.TrimPrefix(p.rest, "-")); ok && strings.HasPrefix(p.rest, "-") {
		tail, post = appendNumber(append(tail, tailPost), n), true
		p.rest = p.rest[1+size:]
	}
	if _, n, ok := p.take("dev"); ok {
		tail = appendNumber(append(tail, tailDev), n)
	} else if tail != nil || post {
		tail = append(tail, tailFinal)
	}
	if local, ok := strings.CutPrefix(p.rest, "+"); ok {
		if key, ok := localKey(local); ok {
			if tail == nil {
				tail = []byte{tailFinal}
			}
			tail, p.rest = append(tail, key...), ""
		}
	}
	return tail
}

// take reads a separator, one of the names, a separator and a number; the
// separators and the number may be missing.
func (p *suffixes) take(names ...string) (name string, n uint64, ok bool) {
	rest := trimSeparator(p.rest)
	for _, name := range names {
		after, is := strings.CutPrefix(rest, name)
		if !is {
			continue
		}
		n, size, ok := number(trimSeparator(after))
		if ok {
			after = trimSeparator(after)[size:]
		}
		p.rest = after
		return name, n, true
	}
	return "", 0, false
}

func trimSeparator(text string) string {
	if text != "" && strings.IndexByte(".-_", text[0]) >= 0 {
		return text[1:]
	}
	return text
}

// localKey orders local versions: numbers after words, longer after shorter.
func localKey(local string) (key []byte, ok bool) {
	for part := range strings.FieldsFuncSeq(local, func(c rune) bool { return c == '.' || c == '-' || c == '_' }) {
		if n, size, ok := number(part); ok && size == len(part) {
			key = appendNumber(append(key, 0x30), n)
			continue
		}
		for i := range len(part) {
			if !isDigit(part[i]) && !isLetter(part[i]) {
				return nil, false
			}
		}
		key = append(append(append(key, 0x20), part...), 0)
	}
	return key, len(key) > 0
}
