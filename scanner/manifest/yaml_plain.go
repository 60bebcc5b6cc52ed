package manifest

import (
	"strconv"
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

// goesOn reports whether the next line goes on with a scalar without quotes.
func (r *yamlReader) goesOn(indent int) bool {
	line := r.text[r.rest:]
	blanks := 0
	for blanks < len(line) && line[blanks] == ' ' {
		blanks++
	}
	return blanks > indent && blanks < len(line) && line[blanks] != '\n' && line[blanks] != '\r' && line[blanks] != '#'
}

// goOn adds the lines to a scalar without quotes that go on with it.
func (r *yamlReader) goOn(n *yamlNode, indent int) {
	r.buffer = append(r.buffer[:0], n.Value...)
	for r.at == r.end && r.goesOn(indent) {
		r.nextLine()
		size, isKey := plainSize(r.text[r.at:r.end], 0)
		if isKey {
			r.gaveUp = true
			return
		}
		r.buffer = append(r.buffer, ' ')
		r.buffer = append(r.buffer, r.text[r.at:r.at+size]...)
		r.at += size
	}
	n.Value, n.Tag = string(r.buffer), ""
}

// maxYAMLKey is the length of a key that is looked for on a line.
const maxYAMLKey = 500

// key is the length of a key with a colon behind it.
func (r *yamlReader) key() (size int, isKey bool) {
	if c := r.text[r.at]; c != '"' && c != '\'' {
		size, isKey = r.plain()
	} else if size = r.quoted(); size > 0 {
		behind := strings.TrimLeft(r.text[r.at+size:r.end], " ")
		isKey = behind == ":" || strings.HasPrefix(behind, ": ")
	}
	return size, isKey && size <= maxYAMLKey
}

// plain is the length of a scalar without quotes, and whether it is a key. It is 0
// where none can begin.
func (r *yamlReader) plain() (size int, isKey bool) {
	line := r.text[r.at:r.end]
	if strings.IndexByte("-?:,[]{}#&*!|>'\"%@`", line[0]) >= 0 && (line[0] != '-' || len(line) == 1 || line[1] == ' ') {
		return 0, false
	}
	return plainSize(line, 1)
}

// plainSize is how much of a line is a scalar without quotes that goes as far as
// from at least, and whether a colon ends it.
func plainSize(line string, from int) (size int, isKey bool) {
	for i := from; i < len(line); i++ {
		switch line[i] {
		case ':':
			if i+1 == len(line) || line[i+1] == ' ' {
				return len(strings.TrimRight(line[:i], " ")), true
			}
		case '#':
			if i > 0 && line[i-1] == ' ' {
				return len(strings.TrimRight(line[:i], " ")), false
			}
		}
	}
	return len(line), false
}

// quoted is the length of a scalar in quotes with them, 0 if it doesn't end on the
// line.
func (r *yamlReader) quoted() int {
	line := r.text[r.at:r.end]
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && line[0] == '"':
			if i++; i == len(line) || strings.IndexByte(`\"n`, line[i]) < 0 {
				return 0
			}
		case line[i] != line[0]:
		case line[0] == '\'' && i+1 < len(line) && line[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return 0
}

var yamlEscapes = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n")

// scalar reads a scalar of a length that is known.
func (r *yamlReader) scalar(size int) *yamlNode {
	if size == 0 {
		return r.giveUp()
	}
	n := r.node(yaml.ScalarNode)
	n.Value = r.text[r.at : r.at+size]
	switch n.Value[0] {
	case '"':
		n.Style, n.Value = yaml.DoubleQuotedStyle, n.Value[1:size-1]
		if strings.Contains(n.Value, `\`) {
			n.Value = yamlEscapes.Replace(n.Value)
		}
	case '\'':
		n.Style, n.Value = yaml.SingleQuotedStyle, strings.ReplaceAll(n.Value[1:size-1], "''", "'")
	default:
		n.Tag = numberTag(n.Value)
	}
	r.at += size
	return n
}

// numberTag is the tag of a scalar without quotes that is a number, "" for others.
func numberTag(text string) string {
	switch text {
	case "-0", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
		return "!!float"
	}
	digits := text
	switch c := text[0]; {
	case isDigitByte(c), c == '+', c == '-':
		digits = strings.ReplaceAll(text, "_", "")
	case c != '.':
		return ""
	}
	if _, err := strconv.ParseInt(digits, 0, 64); err == nil {
		return "!!int"
	}
	if _, err := strconv.ParseUint(strings.TrimPrefix(digits, "+"), 0, 64); err == nil {
		return "!!int"
	}
	if _, err := strconv.ParseFloat(digits, 64); err == nil && strings.Trim(digits, "0123456789.+-eE_") == "" {
		return "!!float"
	}
	return ""
}

// flow reads a flow collection. Its lines are indented more than the block that it
// stands in.
func (r *yamlReader) flow(indent int) *yamlNode {
	kind, end := yaml.SequenceNode, byte(']')
	if r.text[r.at] == '{' {
		kind, end = yaml.MappingNode, '}'
	}
	n, begun := r.node(kind), r.begin()
	n.Style = yaml.FlowStyle
	r.at++
	r.blanksInFlow(indent)
	for !r.gaveUp && r.text[r.at] != end {
		key := r.inFlow(indent)
		r.open = append(r.open, key)
		if kind == yaml.MappingNode {
			if !strings.HasPrefix(r.text[r.at:r.end], ": ") || key.Kind != yaml.ScalarNode || len(key.Value) > maxYAMLKey {
				return r.giveUp()
			}
			r.at++
			r.blanksInFlow(indent)
			r.open = append(r.open, r.inFlow(indent))
		}
		if r.blanksInFlow(indent); r.gaveUp || r.text[r.at] == end {
			break
		}
		if r.text[r.at] != ',' {
			return r.giveUp()
		}
		r.at++
		r.blanksInFlow(indent)
	}
	if r.gaveUp {
		return r.giveUp()
	}
	r.at++
	return r.close(n, begun)
}

// blanksInFlow goes to what follows in a flow collection, which may be on another
// line.
func (r *yamlReader) blanksInFlow(indent int) {
	behind := r.at
	r.blanks()
	if r.at < r.end && (r.text[r.at] != '#' || r.at == behind) {
		return
	}
	if r.next(); r.atEnd || r.column() <= indent {
		r.gaveUp = true
	}
}

// inFlow reads a part of a flow collection. Scalars without quotes are words there.
func (r *yamlReader) inFlow(indent int) *yamlNode {
	if r.gaveUp {
		return r.giveUp()
	}
	switch c := r.text[r.at]; {
	case c == '[' || c == '{':
		return r.flow(indent)
	case c == '"' || c == '\'':
		return r.scalar(r.quoted())
	case c == '!':
		return r.tagged(func() *yamlNode { return r.inFlow(indent) })
	case !isNameByte(c) && c != '/':
		return r.giveUp()
	}
	line := r.text[r.at:r.end]
	size := 1
	for size < len(line) && (isYAMLWord(line[size]) || isYAMLJoint(line[size:])) {
		size++
	}
	return r.scalar(size)
}

func isYAMLWord(c byte) bool { return isNameByte(c) || strings.IndexByte("-./*+=~@", c) >= 0 }

// isYAMLJoint reports whether a text begins with what may stand within words.
func isYAMLJoint(text string) bool {
	return len(text) > 1 && (text[0] == ' ' && isYAMLWord(text[1]) || text[0] == ':' && (text[1] == ':' || isYAMLWord(text[1])))
}

// lines reads the lines of a block scalar, which are indented more than the block
// that it stands in.
func (r *yamlReader) lines(indent int) *yamlNode {
	n := r.node(yaml.ScalarNode)
	header, _, _ := strings.Cut(r.text[r.at:r.end], " #")
	header = strings.TrimRight(header, " ")
	folds := header[0] == '>'
	n.Style = yaml.LiteralStyle
	if folds {
		n.Style = yaml.FoldedStyle
	}
	if header[1:] != "" && header[1:] != "-" {
		return r.giveUp()
	}
	inner := -1 // how much the lines are indented
	breaks := 0 // at the end of what is read so far
	r.buffer = r.buffer[:0]
	for r.rest < len(r.text) {
		line, size := r.rawLine()
		blanks := 0
		for blanks < len(line) && line[blanks] == ' ' {
			blanks++
		}
		if inner < 0 {
			inner = blanks
		}
		if blanks < inner && blanks < len(line) {
			break
		}
		if len(line) > inner {
			r.separate(folds, breaks)
			r.buffer = append(r.buffer, line[inner:]...)
			breaks = 0
			r.gaveUp = r.gaveUp || folds && blanks > inner
		}
		if size > len(line) {
			breaks++
		} else {
			r.gaveUp = r.gaveUp || blanks == len(line)
		}
		r.rest += size
		r.line++
	}
	if r.gaveUp || inner <= indent || len(r.buffer) == 0 || r.buffer[0] == '\n' || r.buffer[0] == ' ' {
		return r.giveUp()
	}
	if len(header) == 1 && breaks > 0 {
		r.buffer = append(r.buffer, '\n')
	}
	n.Value = string(r.buffer)
	r.next()
	return n
}

// separate adds what is between two lines of a block scalar: one of several breaks
// is none if they are folded, and a single one is a blank.
func (r *yamlReader) separate(folds bool, breaks int) {
	if folds && breaks == 1 {
		r.buffer = append(r.buffer, ' ')
		return
	}
	if folds {
		breaks--
	}
	for range breaks {
		r.buffer = append(r.buffer, '\n')
	}
}

// rawLine is the next line without its end, and its length with it.
func (r *yamlReader) rawLine() (line string, size int) {
	line, size = r.text[r.rest:], len(r.text)-r.rest
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line, size = strings.TrimSuffix(line[:end], "\r"), end+1
	}
	return line, size
}
