package manifest

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// A yamlReader reads the YAML that nearly all files keep to, several times faster
// than the library reads all of it: a single document of block and flow collections
// and of scalars, with tags of its own. At anything else, an anchor or a tab, and at
// whatever is broken, it gives up, and the library reads the file: what is an error is
// decided there alone. What it does read is what the library reads, but for comments
// and for tags of the language other than those of numbers.
//
// Source: https://yaml.org/spec/1.2.2/
type yamlReader struct {
	text    string
	isASCII bool
	gaveUp  bool

	// The line that is read: its number, where it begins, how far it is read and
	// where it ends, blanks and comments at the end of it left out.
	line, start, at, end int
	rest                 int // where the next line begins
	atEnd                bool
	begun                bool // a line has been read

	nodes    []yamlNode  // to be used
	pointers []*yamlNode // to be used
	open     []*yamlNode // the elements of collections that are not complete
	depth    int
	buffer   []byte // of block scalars
}

// maxYAMLDepth is how deep collections nest that the reader reads, maxYAMLColumn how
// far it counts the characters of a line that are not all of one byte.
const (
	maxYAMLDepth  = 40
	maxYAMLColumn = 1000
)

// readPlainYAML returns the root of the only document, nil if the reader gave up.
func readPlainYAML(data []byte) *yamlNode {
	r := yamlReader{isASCII: true}
	if !r.admits(data) {
		return nil
	}
	r.text = string(data)
	if r.next(); r.begun && r.text[r.start:r.end] == "---" {
		r.next()
	}
	if r.atEnd {
		return nil
	}
	root := r.block(-1)
	if r.gaveUp || !r.atEnd || root.Kind == yaml.ScalarNode {
		return nil
	}
	return root
}

// admits looks for characters that are not allowed, that are invisible or end lines
// for some readers alone, and for tabs.
func (r *yamlReader) admits(data []byte) bool {
	for i, c := range data {
		switch {
		case c >= utf8.RuneSelf:
			r.isASCII = false
		case c == '\r':
			if i+1 == len(data) || data[i+1] != '\n' {
				return false
			}
		case c < ' ' && c != '\n', c == 0x7f:
			return false
		}
	}
	if r.isASCII {
		return true
	}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		if size == 1 && c == utf8.RuneError || c >= 0x7f && c < 0xa1 || c == '\u2028' || c == '\u2029' || c == '\ufeff' || c&0xfffe == 0xfffe {
			return false
		}
		i += size
	}
	return true
}

// next goes to the next line with anything on it. Markers between documents are
// read by the library.
func (r *yamlReader) next() {
	for r.rest < len(r.text) {
		r.nextLine()
		if r.at == r.end || r.text[r.at] == '#' {
			continue
		}
		line := r.text[r.start:r.end]
		if strings.HasPrefix(line, "---") && (r.begun || line != "---") || strings.HasPrefix(line, "...") {
			r.gaveUp = true
		}
		r.begun = true
		return
	}
	r.atEnd = true
}

func (r *yamlReader) nextLine() {
	line, size := r.rawLine()
	r.start, r.at, r.end = r.rest, r.rest, r.rest+len(strings.TrimRight(line, " "))
	r.rest += size
	r.line++
	r.blanks()
}

// rawLine is the next line without its end, and its length with it.
func (r *yamlReader) rawLine() (line string, size int) {
	line, size = r.text[r.rest:], len(r.text)-r.rest
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line, size = strings.TrimSuffix(line[:end], "\r"), end+1
	}
	return line, size
}

// blanks skips blanks.
func (r *yamlReader) blanks() {
	for r.at < r.end && r.text[r.at] == ' ' {
		r.at++
	}
}

// column is how far the line is read. Before keys and elements of blocks there is
// nothing but blanks and hyphens.
func (r *yamlReader) column() int { return r.at - r.start }

// giveUp returns a node that nobody looks at.
func (r *yamlReader) giveUp() *yamlNode {
	r.gaveUp = true
	return &yamlNode{}
}

// node makes a node that begins here.
func (r *yamlReader) node(kind yaml.Kind) *yamlNode {
	if len(r.nodes) == 0 {
		r.nodes = make([]yamlNode, 23) // 2 KB
	}
	n := &r.nodes[0]
	r.nodes = r.nodes[1:]
	n.Kind, n.Line, n.Column = kind, r.line, r.column()+1
	if !r.isASCII {
		if r.gaveUp = r.gaveUp || n.Column > maxYAMLColumn; !r.gaveUp {
			n.Column = utf8.RuneCountInString(r.text[r.start:r.at]) + 1
		}
	}
	return n
}

// close gives a collection the elements that are open since it was begun.
func (r *yamlReader) close(n *yamlNode, begun int) *yamlNode {
	size := len(r.open) - begun
	if len(r.pointers) < size {
		r.pointers = make([]*yamlNode, max(size, 64))
	}
	n.Content, r.pointers = r.pointers[:size:size], r.pointers[size:]
	copy(n.Content, r.open[begun:])
	r.open = r.open[:begun]
	r.depth--
	return n
}

// begin begins a collection and returns how many elements are open.
func (r *yamlReader) begin() int {
	if r.depth++; r.depth > maxYAMLDepth {
		r.gaveUp = true
	}
	return len(r.open)
}

// block reads what begins here, and the lines that belong to it. It is a part of a
// block that is indented like this.
func (r *yamlReader) block(indent int) *yamlNode {
	if r.isElement() {
		return r.sequence(false)
	}
	if _, isKey := r.key(); isKey {
		return r.mapping()
	}
	return r.value(indent)
}

// isElement reports whether a hyphen follows that begins an element.
func (r *yamlReader) isElement() bool {
	return r.text[r.at] == '-' && (r.at+1 == r.end || r.text[r.at+1] == ' ')
}

// sequence reads the elements that begin in this column. Those of a key may stand
// below it without being indented; another key ends them then.
func (r *yamlReader) sequence(isBelowKey bool) *yamlNode {
	n, indent, begun := r.node(yaml.SequenceNode), r.column(), r.begin()
	for !r.gaveUp {
		r.at++
		r.blanks()
		if r.at == r.end || r.text[r.at] == '#' {
			return r.giveUp()
		}
		r.open = append(r.open, r.block(indent))
		if r.ends(indent) || isBelowKey && !r.isElement() {
			break
		}
		if !r.isElement() {
			return r.giveUp()
		}
	}
	return r.close(n, begun)
}

// ends reports whether the next line is no part of a block that is indented like
// this. One that is indented more goes on with a scalar.
func (r *yamlReader) ends(indent int) bool {
	if r.gaveUp || r.atEnd || r.column() < indent {
		return true
	}
	r.gaveUp = r.column() > indent
	return r.gaveUp
}

// mapping reads the keys that begin in this column, and their values.
func (r *yamlReader) mapping() *yamlNode {
	n, indent, begun := r.node(yaml.MappingNode), r.column(), r.begin()
	for !r.gaveUp {
		size, isKey := r.key()
		if !isKey {
			return r.giveUp()
		}
		key := r.scalar(size)
		r.blanks()
		r.at++ // the colon
		r.open = append(r.open, key, r.valueOf(indent))
		if r.ends(indent) {
			break
		}
	}
	return r.close(n, begun)
}

// valueOf reads what stands behind the colon, or on the lines below it.
func (r *yamlReader) valueOf(indent int) *yamlNode {
	colon := r.at
	r.blanks()
	if r.at < r.end && r.text[r.at] != '#' {
		return r.value(indent)
	}
	r.at = colon
	nothing := r.node(yaml.ScalarNode)
	r.next()
	switch {
	case r.gaveUp || r.atEnd || r.column() < indent:
		return nothing
	case r.column() > indent:
		return r.block(indent)
	case r.isElement():
		return r.sequence(true)
	}
	return nothing
}

// value reads a value that is no block of its own.
func (r *yamlReader) value(indent int) (n *yamlNode) {
	switch r.text[r.at] {
	case '|', '>':
		return r.lines(indent)
	case '!':
		n = r.tagged(func() *yamlNode { return r.inline(indent) })
	default:
		n = r.inline(indent)
	}
	behind := r.at
	r.blanks()
	if r.gaveUp || r.at < r.end && (r.text[r.at] != '#' || r.at == behind) {
		return r.giveUp()
	}
	r.next()
	return n
}

// inline reads a scalar or a flow collection.
func (r *yamlReader) inline(indent int) *yamlNode {
	switch r.text[r.at] {
	case '[', '{':
		return r.flow(indent)
	case '"', '\'':
		return r.scalar(r.quoted())
	}
	size, isKey := r.plain()
	if isKey {
		return r.giveUp()
	}
	n := r.scalar(size)
	if r.at == r.end && r.goesOn(indent) {
		r.goOn(n, indent)
	}
	return n
}

// tagged reads what stands behind a tag of the file's own: !Ref.
func (r *yamlReader) tagged(read func() *yamlNode) *yamlNode {
	tag := *r.node(0)
	end := r.at + 1
	for end < r.end && isASCIILetter(r.text[end]) {
		end++
	}
	tag.Tag = r.text[r.at:end]
	r.at = end
	r.blanks()
	if len(tag.Tag) == 1 || r.at == end || r.at == r.end || strings.IndexByte("!#|>", r.text[r.at]) >= 0 {
		return r.giveUp()
	}
	n := read()
	n.Tag, n.Line, n.Column = tag.Tag, tag.Line, tag.Column
	n.Style |= yaml.TaggedStyle
	return n
}
