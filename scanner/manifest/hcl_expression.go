package manifest

import (
	"bytes"
	"strings"
)

// expression reads a value and stops where it ends. lines says that ends of lines
// are blanks, as they are inside brackets.
func (r *hclReader) expression(lines bool) *hclValue {
	if r.depth++; r.depth > maxHCLDepth {
		r.fail("values nest more than %d deep", maxHCLDepth)
	}
	defer func() { r.depth-- }()
	start := r.at
	v := r.operand(lines)
	for r.fault == "" {
		r.blank(lines)
		switch c := r.peek(); {
		case c == '?':
			return r.choice(v, lines)
		case r.has("=="), r.has("=>"), c != 0 && strings.IndexByte("!<>&|+-*/%", c) >= 0:
			r.at++
			for r.at < len(r.data) && strings.IndexByte("=&|>", r.data[r.at]) >= 0 {
				r.at++
			}
			r.blank(lines)
			r.operand(lines)
			v = &hclValue{at: Span{start, r.at}}
			continue
		}
		break
	}
	return v
}

// choice reads what stands behind a condition: both sides are kept.
func (r *hclReader) choice(condition *hclValue, lines bool) *hclValue {
	v := &hclValue{kind: hclChoice, text: string(bytes.TrimSpace(r.data[condition.at.Start:r.at]))}
	for _, mark := range []byte("?:") {
		if r.blank(lines); r.peek() != mark {
			r.fail("the condition has no other side")
			break
		}
		r.at++
		r.blank(lines)
		v.parts = append(v.parts, r.expression(lines))
	}
	v.at = Span{condition.at.Start, r.at}
	return v
}

func (r *hclReader) operand(lines bool) *hclValue {
	start := r.at
	switch c := r.peek(); {
	case c == '"':
		return r.indexed(r.quoted())
	case r.has("<<"):
		return r.heredoc()
	case c == '[':
		return r.indexed(r.list())
	case c == '{':
		return r.indexed(r.object())
	case c == '(':
		r.at++
		r.blank(true)
		v := r.expression(true)
		r.close(')')
		return r.indexed(v)
	case c == '-' || c == '!':
		r.at++
		r.blank(lines)
		r.expression(lines)
		return &hclValue{at: Span{start, r.at}}
	case isDigitByte(c):
		for r.at < len(r.data) && (isHCLName(r.data[r.at]) || r.data[r.at] == '.') {
			r.at++
		}
		return &hclValue{kind: hclText, text: string(r.data[start:r.at]), at: Span{start, r.at}}
	case isHCLName(c):
		v := &hclValue{kind: hclReference, text: r.name()}
		if r.has("::") { // provider::aws::arn_parse
			for r.has("::") {
				r.at += 2
				v.text = r.name()
			}
		}
		if r.peek() == '(' {
			v.kind = hclCall
			r.at++
			v.parts = r.items(')')
		}
		v.at = Span{start, r.at}
		return r.indexed(v)
	}
	r.fail("a value is missing")
	return &hclValue{kind: hclText, at: Span{start, start}}
}

// indexed reads what may follow a value: .name, ["key"], [0], [*], .*. Only names
// and keys of a reference are kept; any other index makes it an operation.
func (r *hclReader) indexed(v *hclValue) *hclValue {
	start := v.at.Start
	for r.fault == "" {
		switch {
		case r.has("...") || r.peek() != '.' && r.peek() != '[':
			return v
		case r.peek() == '.':
			r.at++
			name := r.name()
			if name == "" && r.peek() == '*' {
				r.at++
			}
			v = v.step(name)
		default:
			r.at++
			r.blank(true)
			if r.peek() == '*' {
				r.at++
				r.close(']')
				v = v.step("")
				break
			}
			key := r.expression(true)
			r.close(']')
			if key.kind == hclText && len(key.parts) == 0 {
				v = v.step(key.text)
			} else {
				v = v.step("")
			}
		}
		v.at = Span{start, r.at}
	}
	return v
}

func (v *hclValue) step(name string) *hclValue {
	if v.kind != hclReference || name == "" || len(v.text) > maxLine {
		return &hclValue{}
	}
	return &hclValue{kind: hclReference, text: v.text + "." + name}
}

// close reads a closing bracket.
func (r *hclReader) close(bracket byte) {
	r.blank(true)
	if r.peek() != bracket {
		r.fail("%q is missing", rune(bracket))
		return
	}
	r.at++
}

// items reads values between commas, and the closing bracket.
func (r *hclReader) items(closing byte) []*hclValue {
	var out []*hclValue
	for r.fault == "" {
		r.blank(true)
		if r.peek() == closing {
			r.at++
			return out
		}
		out = append(out, r.expression(true))
		r.blank(true)
		if r.has("...") {
			r.at += 3
			r.blank(true)
		}
		if r.peek() == ',' {
			r.at++
		} else if r.peek() != closing {
			r.fail("a comma or %q is missing", rune(closing))
		}
	}
	return out
}

func (r *hclReader) list() *hclValue {
	start := r.at
	r.at++
	if r.loops(']') {
		return &hclValue{at: Span{start, r.at}}
	}
	v := &hclValue{kind: hclList, parts: r.items(']')}
	v.at = Span{start, r.at}
	return v
}

// loops skips [for x in list : x], which is not worked out.
func (r *hclReader) loops(closing byte) bool {
	r.blank(true)
	if !r.has("for ") {
		return false
	}
	for depth := 0; r.fault == "" && r.at < len(r.data); {
		switch c := r.data[r.at]; {
		case c == '"':
			r.quoted()
			continue
		case c == '#' || c == '/' && (r.has("//") || r.has("/*")):
			r.blank(true)
			continue
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case c == closing && depth == 0:
			r.at++
			return true
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		}
		r.at++
	}
	r.fail("%q is missing", rune(closing))
	return true
}

func (r *hclReader) object() *hclValue {
	start := r.at
	r.at++
	if r.loops('}') {
		return &hclValue{at: Span{start, r.at}}
	}
	v := &hclValue{kind: hclObject}
	for r.fault == "" {
		r.blank(true)
		if r.peek() == '}' {
			r.at++
			break
		}
		key := r.operand(false)
		r.blank(false)
		if c := r.peek(); c != '=' && c != ':' {
			r.fail("an equals sign is missing")
			break
		}
		r.at++
		r.blank(true)
		member := hclAttribute{value: r.expression(false)}
		if len(key.parts) == 0 && (key.kind == hclText || key.kind == hclReference) {
			member.name = key.text
		}
		v.members = append(v.members, member)
		if r.blank(false); r.peek() == ',' {
			r.at++
		}
	}
	v.at = Span{start, r.at}
	return v
}
