package manifest

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A jsonValue is one JSON value with its place. The methods of a nil value find
// nothing.
type jsonValue struct {
	kind jsonKind
	// text is a string's value, or a number, true, false or null as written.
	text    string
	at      Span // a string without its quotes; objects and arrays with their brackets
	members []jsonMember
	items   []*jsonValue
}

type jsonMember struct {
	name  string
	at    Span // the name without its quotes
	value *jsonValue
}

type jsonKind uint8

const (
	jsonScalar jsonKind = iota // number, true, false, null
	jsonString
	jsonObject
	jsonArray
)

// maxJSONDepth is far above what manifests nest, and keeps the recursion small.
const maxJSONDepth = 200

// parseJSON reads the whole file: JSON (RFC 8259), and what the tools that read
// manifests accept besides: // and /* */ comments, trailing commas, strings in
// single quotes. What is wrong with it becomes one problem; the values read so
// far are returned all the same. The result is nil if there is no value.
func parseJSON(f *File) *jsonValue {
	r := jsonReader{data: f.Data}
	root := &jsonValue{}
	r.blank()
	if r.at == len(r.data) {
		return nil
	}
	r.value(root, 0)
	if r.blank(); r.fault == "" && r.at < len(r.data) {
		r.fail(r.at, "more text behind the JSON value")
	}
	if r.fault != "" {
		f.Problemf(r.faultAt, "broken JSON: %s", r.fault)
	}
	return root
}

// get returns the value on a path of member names; where a name stands twice,
// the last one counts, as it does for nearly every reader.
func (v *jsonValue) get(path ...string) *jsonValue {
	for _, name := range path {
		if v == nil {
			return nil
		}
		var next *jsonValue
		for i := len(v.members) - 1; i >= 0; i-- {
			if v.members[i].name == name {
				next = v.members[i].value
				break
			}
		}
		v = next
	}
	return v
}

// isString reports whether v is there and is a string.
func (v *jsonValue) isString() bool { return v != nil && v.kind == jsonString }

// A jsonReader stops at the first fault.
// maxJSONValues is far more than lock files of 32 MiB have, and bounds the memory of
// one that was made to be large.
const maxJSONValues = 200_000

type jsonReader struct {
	data    []byte
	values  int
	at      int
	fault   string
	faultAt int
}

func (r *jsonReader) fail(at int, format string, args ...any) {
	if r.fault == "" {
		r.fault, r.faultAt = fmt.Sprintf(format, args...), at
	}
	r.at = len(r.data)
}

// peek returns the byte at hand, 0 at the end.
func (r *jsonReader) peek() byte {
	if r.at < len(r.data) {
		return r.data[r.at]
	}
	return 0
}

// blank skips white space and comments.
func (r *jsonReader) blank() {
	for r.at < len(r.data) {
		rest := r.data[r.at:]
		switch {
		case rest[0] == ' ', rest[0] == '\t', rest[0] == '\n', rest[0] == '\r':
			r.at++
		case bytes.HasPrefix(rest, []byte("//")):
			end := bytes.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			r.at += end
		case bytes.HasPrefix(rest, []byte("/*")):
			end := bytes.Index(rest[2:], []byte("*/"))
			if end < 0 {
				r.fail(r.at, "the comment never ends")
				return
			}
			r.at += end + 4
		default:
			return
		}
	}
}

func (r *jsonReader) value(v *jsonValue, depth int) {
	start := r.at
	r.values++
	switch c := r.peek(); {
	case r.values > maxJSONValues:
		r.fail(r.at, "there are more than %d values", maxJSONValues)
	case depth > maxJSONDepth:
		r.fail(r.at, "values nest more than %d deep", maxJSONDepth)
	case c == '{':
		v.kind = jsonObject
		r.object(v, depth)
		v.at = Span{start, r.at}
	case c == '[':
		v.kind = jsonArray
		r.array(v, depth)
		v.at = Span{start, r.at}
	case c == '"' || c == '\'':
		v.kind = jsonString
		v.text, v.at = r.text()
	case r.at == len(r.data):
		r.fail(r.at, "unexpected end of file")
	default:
		for r.at < len(r.data) && isJSONWord(r.data[r.at]) {
			r.at++
		}
		if r.at == start {
			r.fail(r.at, "unexpected %q", rune(c))
			return
		}
		v.text, v.at = string(r.data[start:r.at]), Span{start, r.at}
	}
}

func isJSONWord(c byte) bool {
	return isASCIILetter(c) || '0' <= c && c <= '9' || c == '+' || c == '-' || c == '.' || c == '_'
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// next steps over what separates the parts of an object or array and reports
// whether another part follows before the closing bracket.
func (r *jsonReader) next(first bool, closing byte) bool {
	r.blank()
	if !first && r.peek() == ',' {
		r.at++
		r.blank()
	} else if !first && r.at < len(r.data) && r.peek() != closing {
		r.fail(r.at, "a comma or %q is missing", rune(closing))
	}
	if r.peek() == closing && r.at < len(r.data) {
		r.at++
		return false
	}
	if r.at == len(r.data) {
		r.fail(r.at, "unexpected end of file")
		return false
	}
	return true
}

func (r *jsonReader) object(v *jsonValue, depth int) {
	r.at++
	for first := true; r.next(first, '}'); first = false {
		if c := r.peek(); c != '"' && c != '\'' {
			r.fail(r.at, "a name in quotes is missing")
			return
		}
		var m jsonMember
		m.name, m.at = r.text()
		if r.blank(); r.peek() != ':' {
			r.fail(r.at, "a colon is missing")
			return
		}
		r.at++
		r.blank()
		m.value = &jsonValue{}
		v.members = append(v.members, m)
		r.value(m.value, depth+1)
	}
}

func (r *jsonReader) array(v *jsonValue, depth int) {
	r.at++
	for first := true; r.next(first, ']'); first = false {
		item := &jsonValue{}
		v.items = append(v.items, item)
		r.value(item, depth+1)
	}
}

// text reads a string in quotes. One without escapes is taken as it stands.
func (r *jsonReader) text() (string, Span) {
	quote := r.data[r.at]
	start := r.at + 1
	for at := start; at < len(r.data); at++ {
		switch c := r.data[at]; c {
		case quote:
			r.at = at + 1
			raw := r.data[start:at]
			if bytes.IndexByte(raw, '\\') < 0 {
				return string(raw), Span{start, at}
			}
			return unescapeJSON(raw), Span{start, at}
		case '\\':
			at++
		case '\n':
			r.fail(start-1, "the string never ends")
			return "", Span{start, start}
		}
	}
	r.fail(start-1, "the string never ends")
	return "", Span{start, start}
}

func unescapeJSON(raw []byte) string {
	out := make([]byte, 0, len(raw))
	for at := 0; at < len(raw); at++ {
		if raw[at] != '\\' || at+1 == len(raw) {
			out = append(out, raw[at])
			continue
		}
		at++
		switch c := raw[at]; c {
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r, size := jsonRune(raw[at+1:])
			out = utf8.AppendRune(out, r)
			at += size
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// jsonRune reads the digits behind \u, and a second \u that completes a
// surrogate pair.
func jsonRune(raw []byte) (r rune, size int) {
	unit := func(b []byte) (rune, bool) {
		if len(b) < 4 {
			return 0, false
		}
		n, err := strconv.ParseUint(string(b[:4]), 16, 16)
		return rune(n), err == nil
	}
	r, ok := unit(raw)
	if !ok {
		return utf8.RuneError, 0
	}
	if utf16.IsSurrogate(r) && bytes.HasPrefix(raw[4:], []byte(`\u`)) {
		if low, ok := unit(raw[6:]); ok {
			if whole := utf16.DecodeRune(r, low); whole != utf8.RuneError {
				return whole, 10
			}
		}
	}
	return r, 4
}
