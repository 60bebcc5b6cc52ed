package manifest

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// decode replaces the references to characters (XML 1.0, 4.1 and 4.6).
func (r *xmlReader) decode(start, end int) string {
	raw := r.text[start:end]
	if strings.IndexByte(raw, '&') < 0 {
		return raw
	}
	var out strings.Builder
	for at := 0; at < len(raw); at++ {
		if raw[at] != '&' {
			out.WriteByte(raw[at])
			continue
		}
		size := strings.IndexByte(raw[at:], ';')
		c, ok := rune(0), false
		if size > 0 {
			c, ok = xmlCharacter(raw[at+1 : at+size])
		}
		if !ok {
			r.unknownEntity(start+at, raw[at:])
			out.WriteByte('&')
			continue
		}
		out.WriteRune(c)
		at += size
	}
	return out.String()
}

func (r *xmlReader) unknownEntity(at int, rest string) {
	if r.oddEntity {
		return
	}
	r.oddEntity = true
	if name, _, ok := strings.Cut(rest[1:], ";"); ok && name != "" && !strings.ContainsAny(name, " \t\r\n&<") {
		r.f.Problemf(at, "entity &%s; is not resolved", name)
		return
	}
	r.f.Problemf(at, "broken XML: & begins no entity")
}

func xmlCharacter(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune && utf8.ValidRune(rune(n))
}
