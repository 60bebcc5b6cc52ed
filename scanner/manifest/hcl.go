package manifest

import (
	"bytes"
	"fmt"
)

// An hclBody is what a file of HashiCorp's language holds, or a block of it: just
// enough of the language to find values with their places.
//
// Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
type hclBody struct {
	attributes []hclAttribute
	blocks     []hclBlock
}

type hclAttribute struct {
	name  string
	value *hclValue
}

type hclBlock struct {
	kind   string
	labels []string
	body   *hclBody
}

type hclKind uint8

const (
	hclOther     hclKind = iota // an operation, which is not worked out
	hclText                     // a string or a number
	hclReference                // var.name
	hclList
	hclObject
	hclCall
	hclChoice // a condition, whose text it has, and both of its sides as parts
)

// An hclValue is one expression. The methods of a nil value find nothing.
type hclValue struct {
	kind hclKind
	// text is the value of a text without parts, the path of a reference with dots,
	// the name of a called function.
	text string
	at   Span // of a text without its quotes
	// parts are the pieces of a text that has variables in it, the items of a list,
	// the arguments of a call, the sides of a choice.
	parts   []*hclValue
	members []hclAttribute // of an object
}

// attribute returns the value on a path: names of blocks or objects, and of an
// attribute; nil if there is none.
func (b *hclBody) attribute(path ...string) *hclValue {
	if b == nil || len(path) == 0 {
		return nil
	}
	for i := range b.attributes {
		if b.attributes[i].name == path[0] {
			return b.attributes[i].value.member(path[1:]...)
		}
	}
	for i := range b.blocks {
		if b.blocks[i].kind == path[0] {
			if v := b.blocks[i].body.attribute(path[1:]...); v != nil {
				return v
			}
		}
	}
	return nil
}

// member returns the value on a path of keys of objects.
func (v *hclValue) member(path ...string) *hclValue {
	for _, name := range path {
		if v == nil || v.kind != hclObject {
			return nil
		}
		var next *hclValue
		for i := range v.members {
			if v.members[i].name == name {
				next = v.members[i].value
			}
		}
		v = next
	}
	return v
}

// each calls visit for the blocks of a body and all blocks inside of them.
func (b *hclBody) each(visit func(block *hclBlock)) {
	for i := range b.blocks {
		visit(&b.blocks[i])
		b.blocks[i].body.each(visit)
	}
}

// maxHCLDepth is far above what people nest, and keeps the recursion small.
const maxHCLDepth = 100

// An hclReader stops at the first fault.
type hclReader struct {
	data    []byte
	at      int
	depth   int
	fault   string
	faultAt int
}

// parseHCL reads the file. What is wrong with it becomes one problem; what was read
// before it is returned all the same.
func parseHCL(f *File) *hclBody {
	r := hclReader{data: f.Data}
	body := r.body()
	if r.fault == "" && r.at < len(r.data) {
		r.fail("unexpected %q", rune(r.data[r.at]))
	}
	if r.fault != "" {
		f.Problemf(r.faultAt, "broken HCL: %s", r.fault)
	}
	return body
}

func (r *hclReader) fail(format string, args ...any) {
	if r.fault == "" {
		r.fault, r.faultAt = fmt.Sprintf(format, args...), r.at
	}
	r.at = len(r.data)
}

// peek returns the byte at hand, 0 at the end.
func (r *hclReader) peek() byte {
	if r.at < len(r.data) {
		return r.data[r.at]
	}
	return 0
}

func (r *hclReader) has(text string) bool { return bytes.HasPrefix(r.data[r.at:], []byte(text)) }

// blank skips white space and comments, and ends of lines if they mean nothing
// here.
func (r *hclReader) blank(lines bool) {
	for r.at < len(r.data) {
		switch c := r.data[r.at]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' && lines:
			r.at++
		case c == '#' || r.has("//"):
			end := bytes.IndexByte(r.data[r.at:], '\n')
			if end < 0 {
				end = len(r.data) - r.at
			}
			r.at += end
		case r.has("/*"):
			end := bytes.Index(r.data[r.at+2:], []byte("*/"))
			if end < 0 {
				r.fail("the comment never ends")
				return
			}
			r.at += end + 4
		default:
			return
		}
	}
}

func isHCLName(c byte) bool {
	return isASCIILetter(c) || isDigitByte(c) || c == '_' || c == '-' || c >= 0x80
}

func (r *hclReader) name() string {
	start := r.at
	for r.at < len(r.data) && isHCLName(r.data[r.at]) {
		r.at++
	}
	return string(r.data[start:r.at])
}

// body reads attributes and blocks up to the closing brace, which it leaves.
func (r *hclReader) body() *hclBody {
	b := &hclBody{}
	if r.depth++; r.depth > maxHCLDepth {
		r.fail("blocks nest more than %d deep", maxHCLDepth)
	}
	defer func() { r.depth-- }()
	for {
		r.blank(true)
		if r.at == len(r.data) || r.peek() == '}' {
			return b
		}
		name := r.name()
		if name == "" && r.peek() == '"' {
			name = r.label() // JSON's way of writing it, which old versions took
		}
		if name == "" {
			r.fail("unexpected %q", rune(r.peek()))
			return b
		}
		r.blank(false)
		if r.peek() == '=' && !r.has("==") {
			r.at++
			r.blank(false)
			b.attributes = append(b.attributes, hclAttribute{name, r.expression(false)})
			continue
		}
		block := hclBlock{kind: name}
		for c := r.peek(); c == '"' || isHCLName(c); c = r.peek() {
			block.labels = append(block.labels, r.label())
			r.blank(false)
		}
		if r.peek() != '{' {
			r.fail("an equals sign or a block is missing")
			return b
		}
		r.at++
		block.body = r.body()
		b.blocks = append(b.blocks, block)
		if r.peek() != '}' {
			r.fail("the block %s never ends", name)
			return b
		}
		r.at++
	}
}

func (r *hclReader) label() string {
	if r.peek() != '"' {
		return r.name()
	}
	v := r.quoted()
	return v.text
}
