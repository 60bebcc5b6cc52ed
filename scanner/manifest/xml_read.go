package manifest

import (
	"fmt"
	"strings"
)

// maxXMLDepth is far above what project files nest; what walks elements may
// recurse.
const maxXMLDepth = 200

// maxXMLElements bounds the elements that are kept of a file: each takes many times the
// four bytes that it takes to write one.
const maxXMLElements = 100_000

// maxJoinedText is the length from which on an element's text gets no more
// pieces: joining them all would be quadratic, and no version is that long.
const maxJoinedText = 4096

// parseXML reads the whole file. What is wrong with it becomes a problem; the
// elements read so far are returned all the same, because the declarations of a
// file that breaks off at its end are still there. The result is nil if there is
// no root element.
//
// It reads the part of XML 1.0 that manifests use. Of a document type nothing is
// kept: an entity that it declares stays as written, and is a problem, because a
// reader that resolves them can be led anywhere. It checks no more than it needs
// to find its way; encoding/xml, which checks everything, takes eight times as
// long and gives no places of attributes.
func parseXML(f *File) *element { return parseXMLOf(f, nil) }

// parseXMLOf leaves out the elements that are not kept, with all in them; what is
// wrong there is a problem all the same. A nil keep keeps all; parent is nil for the
// root.
func parseXMLOf(f *File, keep func(parent *element, name string) bool) *element {
	r := xmlReader{f: f, text: string(f.Data), keep: keep}
	for r.at < len(r.text) && !r.broken {
		r.token()
	}
	switch last := len(r.left) - 1; {
	case r.broken:
	case last >= 0:
		f.Problemf(r.left[last].start, "element <%s> is never closed", r.left[last].name)
	case r.open != nil:
		f.Problemf(r.open.start, "element <%s> is never closed", r.open.name)
	}
	return r.root
}

// checkXML reports what is wrong with a file that says nothing otherwise.
func checkXML(f *File) {
	parseXMLOf(f, func(*element, string) bool { return false })
}

// parsedXML is the root of a file that another led to. What is wrong with it is
// said where it is read for itself.
func parsedXML(f *File) *element {
	x := &f.content().xml
	x.Do(func() { x.root = parseXML(f.alone()) })
	return x.root
}

// alone is a file of the same bytes, whose problems are its own.
func (f *File) alone() *File { return NewFile(f.Path, f.Data) }

// An xmlReader holds the text as one string, of which names and values are
// parts.
type xmlReader struct {
	f      *File
	text   string
	at     int
	root   *element
	open   *element // the innermost one that is not closed yet
	depth  int
	kept   int // elements
	broken bool

	keep func(parent *element, name string) bool
	left []leftOut // what is not kept and not closed yet

	oddEntity            bool        // the problem has been reported
	attrs                []attribute // of the tag being read
	spare                []element   // allocated, not used yet
	spareAttr            []attribute
	elements, attributes int // allocated so far
}

// A leftOut is the tag of an element that is not kept.
type leftOut struct {
	name  string
	start int
}

// fail reports what is wrong with the markup, once, and ends the reading.
func (r *xmlReader) fail(at int, format string, args ...any) {
	if !r.broken {
		r.f.Problemf(at, "broken XML: %s", fmt.Sprintf(format, args...))
	}
	r.broken = true
}

// token reads the text up to the next markup, and that.
func (r *xmlReader) token() {
	size := strings.IndexByte(r.text[r.at:], '<')
	if size < 0 {
		size = len(r.text) - r.at
	}
	if size > 0 {
		r.content(r.at, r.at+size, false)
		r.at += size
		return
	}
	rest := r.text[r.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		r.until("<!--", "-->", "comment")
	case strings.HasPrefix(rest, "<![CDATA["):
		start := r.at + len("<![CDATA[")
		if r.until("<![CDATA[", "]]>", "CDATA section") {
			r.content(start, r.at-len("]]>"), true)
		}
	case strings.HasPrefix(rest, "<?"):
		r.until("<?", "?>", "processing instruction")
	case strings.HasPrefix(rest, "<!"):
		r.doctype()
	case strings.HasPrefix(rest, "</"):
		r.endTag()
	default:
		r.startTag()
	}
}

// until moves behind the next end mark.
func (r *xmlReader) until(begin, end, what string) bool {
	from := r.at + len(begin)
	size := strings.Index(r.text[from:], end)
	if size < 0 {
		r.fail(r.at, "the %s never ends", what)
		return false
	}
	r.at = from + size + len(end)
	return true
}

// doctype skips a document type declaration with its internal subset.
func (r *xmlReader) doctype() {
	depth := 0
	for at := r.at; at < len(r.text); at++ {
		switch c := r.text[at]; c {
		case '"', '\'':
			size := strings.IndexByte(r.text[at+1:], c)
			if size < 0 {
				r.fail(r.at, "the document type never ends")
				return
			}
			at += 1 + size
		case '<', '[':
			if strings.HasPrefix(r.text[at:], "<!--") {
				size := strings.Index(r.text[at:], "-->")
				if size < 0 {
					r.fail(r.at, "the document type never ends")
					return
				}
				at += size + len("-->") - 1
				continue
			}
			depth++
		case ']':
			depth--
		case '>':
			if depth--; depth == 0 {
				r.at = at + 1
				return
			}
		}
	}
	r.fail(r.at, "the document type never ends")
}

func (r *xmlReader) endTag() {
	start := r.at
	r.at += len("</")
	name := r.name()
	r.blank()
	if r.at == len(r.text) || r.text[r.at] != '>' {
		r.fail(start, "the end tag </%s never ends", name)
		return
	}
	r.at++
	switch last := len(r.left) - 1; {
	case last >= 0 && r.left[last].name == name:
		r.left = r.left[:last]
	case last < 0 && r.open != nil && r.open.name == name:
		r.open = r.open.parent
	default:
		r.fail(start, "</%s> closes no open element", name)
	}
	r.depth--
}

func (r *xmlReader) startTag() {
	start := r.at
	r.at++
	name := r.name()
	if name == "" {
		r.fail(start, "< begins no element")
		return
	}
	if r.depth++; r.depth > maxXMLDepth {
		r.fail(start, "elements nest more than %d deep", maxXMLDepth)
		return
	}
	r.attrs = r.attrs[:0]
	closed := false
	for {
		r.blank()
		rest := r.text[r.at:]
		switch {
		case rest == "":
			r.fail(start, "the tag <%s never ends", name)
			return
		case rest[0] == '>':
			r.at++
		case strings.HasPrefix(rest, "/>"):
			r.at += 2
			closed = true
		default:
			if !r.attribute() {
				return
			}
			continue
		}
		break
	}
	if len(r.left) > 0 || r.keep != nil && !r.keep(r.open, name) {
		if closed {
			r.depth--
		} else {
			r.left = append(r.left, leftOut{name, start})
		}
		return
	}
	if r.kept++; r.kept > maxXMLElements {
		r.f.Problemf(start, "has more than %d elements; the rest is left out", maxXMLElements)
		r.broken = true
		return
	}
	e := r.newElement()
	e.name, e.parent, e.start = name, r.open, start
	e.attrs = r.keepAttributes()
	switch {
	case r.open != nil:
		if r.open.children == nil {
			r.open.children = make([]*element, 0, 4)
		}
		r.open.children = append(r.open.children, e)
	case r.root == nil:
		r.root = e
	}
	if closed {
		r.depth--
		return
	}
	r.open = e
}

// attribute reads name="value" into attrs; the declaration of a namespace
// prefix is left out, its name being the document's own.
func (r *xmlReader) attribute() bool {
	start := r.at
	name := r.name()
	prefix := strings.HasPrefix(r.text[start:], "xmlns:")
	r.blank()
	if name == "" || r.at == len(r.text) || r.text[r.at] != '=' {
		r.fail(start, "an attribute is written name=\"value\"")
		return false
	}
	r.at++
	r.blank()
	if r.at == len(r.text) || r.text[r.at] != '"' && r.text[r.at] != '\'' {
		r.fail(start, "the value of attribute %s has no quotes", name)
		return false
	}
	from := r.at + 1
	size := strings.IndexByte(r.text[from:], r.text[r.at])
	if size < 0 {
		r.fail(start, "the value of attribute %s never ends", name)
		return false
	}
	r.at = from + size + 1
	if !prefix {
		r.attrs = append(r.attrs, attribute{name, r.decode(from, from+size), Span{from, from + size}})
	}
	return true
}

// name reads a name and returns it without its namespace prefix.
func (r *xmlReader) name() string {
	start := r.at
	for r.at < len(r.text) && !isXMLDelimiter[r.text[r.at]] {
		if r.text[r.at] == ':' {
			start = r.at + 1
		}
		r.at++
	}
	return r.text[start:r.at]
}

// isXMLDelimiter are the bytes that end a name.
var isXMLDelimiter = [256]bool{
	' ': true, '\t': true, '\n': true, '\r': true, '/': true, '>': true, '<': true, '=': true, '"': true, '\'': true,
	'&': true, '!': true, '?': true, '(': true, ')': true, '#': true, ';': true, ',': true, '{': true, '}': true,
}

func (r *xmlReader) blank() {
	for r.at < len(r.text) && isXMLBlank(r.text[r.at]) {
		r.at++
	}
}

func isXMLBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// newElement takes elements from a stock: one allocation for many.
func (r *xmlReader) newElement() *element {
	if len(r.spare) == 0 {
		r.spare = make([]element, r.stock(&r.elements))
	}
	e := &r.spare[0]
	r.spare = r.spare[1:]
	return e
}

// keepAttributes returns the attributes of the tag that has been read, from a
// stock too.
func (r *xmlReader) keepAttributes() []attribute {
	n := len(r.attrs)
	if n == 0 {
		return nil
	}
	if len(r.spareAttr) < n {
		r.spareAttr = make([]attribute, max(n, r.stock(&r.attributes)))
	}
	kept := r.spareAttr[:n:n]
	r.spareAttr = r.spareAttr[n:]
	copy(kept, r.attrs)
	return kept
}

// stock is how many more to allocate: as many as there are, so that small files get
// few and large ones need few allocations.
func (r *xmlReader) stock(have *int) int {
	more := min(max(*have, 16), 512)
	*have += more
	return more
}

// content adds character data to the open element.
func (r *xmlReader) content(start, end int, literal bool) {
	if len(r.left) > 0 {
		if !literal {
			r.decode(start, end) // for its problems
		}
		return
	}
	for start < end && isXMLBlank(r.text[start]) {
		start++
	}
	if r.open == nil || start == end {
		return
	}
	for isXMLBlank(r.text[end-1]) {
		end--
	}
	text := r.text[start:end]
	if !literal {
		text = r.decode(start, end)
	}
	e := r.open
	if e.text == "" {
		e.text, e.textAt = text, Span{start, end}
		return
	}
	// A comment stands between, or an element.
	if len(e.text) < maxJoinedText {
		e.text, e.textAt.End = e.text+text, end
	}
}
