package manifest

import "strings"

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
