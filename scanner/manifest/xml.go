package manifest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// An element is one XML element with the places of its text and attributes.
// Names are local: project files come with and without their namespace, and
// mean the same. The methods of a nil element find nothing.
type element struct {
	name     string
	attrs    []attribute
	children []*element
	parent   *element
	text     string // character data and CDATA without comments, trimmed
	textAt   Span   // from the first to the last character of text
	start    int    // of the tag
}

type attribute struct {
	name  string
	value string
	at    Span // the value without its quotes
}

// maxXMLDepth is far above what project files nest; encoding/xml itself does not
// recurse.
const maxXMLDepth = 200

// parseXML reads the whole file. What is wrong with it becomes a problem; the
// elements read so far are returned all the same, because the declarations of a
// file that breaks off at its end are still there. The result is nil if there is
// no root element.
func parseXML(f *File) *element {
	dec := xml.NewDecoder(bytes.NewReader(f.Data))
	// The bytes are UTF-8 by now, whatever the declaration says.
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var root, at *element
	depth := 0
	for {
		start := int(dec.InputOffset())
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			if at != nil {
				f.Problemf(at.start, "element <%s> is never closed", at.name)
			}
			return root
		}
		if err != nil {
			f.Problemf(int(dec.InputOffset()), "%s", xmlReason(err))
			return root
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				f.Problemf(start, "elements nest more than %d deep", maxXMLDepth)
				return root
			}
			e := &element{name: token.Name.Local, parent: at, start: start}
			e.attrs = attributes(f.Data, start, int(dec.InputOffset()), token.Attr)
			if at != nil {
				at.children = append(at.children, e)
			} else if root == nil {
				root = e
			}
			at = e
		case xml.EndElement:
			if at == nil || at.name != token.Name.Local {
				f.Problemf(start, "</%s> closes no open element", token.Name.Local)
				return root
			}
			at, depth = at.parent, depth-1
		case xml.CharData:
			if at != nil {
				at.addText(f.Data, start, int(dec.InputOffset()), token)
			}
		}
	}
}

func xmlReason(err error) string {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return "broken XML: " + syntax.Msg
	}
	return "broken XML: " + err.Error()
}

func (e *element) addText(data []byte, start, end int, decoded []byte) {
	if len(bytes.TrimSpace(decoded)) == 0 {
		return
	}
	raw := data[start:end]
	if inner, ok := bytes.CutPrefix(raw, []byte("<![CDATA[")); ok {
		raw, start = bytes.TrimSuffix(inner, []byte("]]>")), start+len("<![CDATA[")
	}
	left := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n"))
	at := Span{start + left, start + left + len(bytes.TrimSpace(raw))}
	if e.text == "" {
		e.text, e.textAt = string(bytes.TrimSpace(decoded)), at
		return
	}
	e.text = strings.TrimSpace(e.text + string(decoded))
	e.textAt.End = at.End
}

// attributes finds the values' places in the raw tag; the decoder has checked
// that it is well-formed.
func attributes(data []byte, start, end int, attrs []xml.Attr) []attribute {
	if len(attrs) == 0 {
		return nil
	}
	out := make([]attribute, len(attrs))
	at := start
	for i, a := range attrs {
		out[i] = attribute{name: a.Name.Local, value: a.Value}
		open := bytes.IndexAny(data[at:end], `"'`)
		if open < 0 {
			break
		}
		open += at + 1
		size := bytes.IndexByte(data[open:end], data[open-1])
		if size < 0 {
			break
		}
		out[i].at = Span{open, open + size}
		at = open + size + 1
	}
	return out
}

// attr returns the attribute with a name, regardless of case; nil if there is
// none.
func (e *element) attr(name string) *attribute {
	if e == nil {
		return nil
	}
	for i := range e.attrs {
		if strings.EqualFold(e.attrs[i].name, name) {
			return &e.attrs[i]
		}
	}
	return nil
}

// child returns the first element on a path of names below e.
func (e *element) child(path ...string) *element {
	for _, name := range path {
		if e == nil {
			return nil
		}
		var next *element
		for _, c := range e.children {
			if c.name == name {
				next = c
				break
			}
		}
		e = next
	}
	return e
}

// all returns the children with a name.
func (e *element) all(name string) []*element {
	if e == nil {
		return nil
	}
	var out []*element
	for _, c := range e.children {
		if c.name == name {
			out = append(out, c)
		}
	}
	return out
}

// walk calls visit for e and everything below it, in document order, until
// visit returns false for an element, whose children it then leaves out.
func (e *element) walk(visit func(*element) bool) {
	if e == nil || !visit(e) {
		return
	}
	for _, c := range e.children {
		c.walk(visit)
	}
}
