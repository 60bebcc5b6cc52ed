package manifest

import "strings"

// maxInterpolations bounds the ${...} of one POM and maxInterpolated the bytes of
// a value, where properties use properties many times over.
const (
	maxInterpolations = 2000
	maxInterpolated   = 4096
)

// A pomValue is a value with the place that decides it.
type pomValue struct {
	text       string
	at         Place
	via        []Place
	unresolved string
	isProfile  bool // some of it comes from a profile
	// undefined is the property that no layer defines; "" if they all are.
	undefined string
}

func (l *pomLayer) value(e *element) pomValue {
	return pomValue{text: e.text, at: l.f.At(e.textAt.Start, e.textAt.End), isProfile: l.isProfile}
}

// touches reports whether any of the value stands in the file.
func (v *pomValue) touches(f *File) bool {
	for _, via := range v.via {
		if via.File == f {
			return true
		}
	}
	return v.at.File == f
}

// property looks a property up in the layers.
func (m *pomModel) property(name string) (pomValue, bool) {
	m.asked = append(m.asked, name)
	for i := range m.layers {
		l := &m.layers[i]
		if e := l.properties.child(name); e != nil && e.text != "" {
			return l.value(e), true
		}
	}
	switch name {
	case "project.version", "pom.version", "version":
		return m.ownVersion()
	}
	return pomValue{}, false
}

// ownVersion is the version of the project, which it may have from its parent.
func (m *pomModel) ownVersion() (pomValue, bool) {
	for i := range m.layers {
		l := &m.layers[i]
		for _, e := range []*element{l.in.child("version"), l.in.child("parent", "version")} {
			if e != nil && e.text != "" && l.in.name == "project" {
				return l.value(e), true
			}
		}
	}
	return pomValue{}, false
}

// resolve replaces ${...}. Properties are looked up from the project itself
// upwards, whoever uses them: that is how Maven inherits before it interpolates.
// A value that is one property is decided where that property stands; one that
// is made of several pieces, where it is put together.
func (m *pomModel) resolve(v pomValue) pomValue { return m.resolveWithin(v, 0) }

func (m *pomModel) resolveWithin(v pomValue, depth int) pomValue {
	for {
		start := strings.Index(v.text, "${")
		if start < 0 {
			return v
		}
		size := strings.IndexByte(v.text[start:], '}')
		m.steps++
		switch {
		case size < 0:
			v.unresolved = v.text + " is not closed"
			return v
		case depth == maxParents || m.steps > maxInterpolations || len(v.text) > maxInterpolated:
			v.unresolved, v.via = "the properties in it use each other without end", nil
			return v
		}
		name := v.text[start+2 : start+size]
		property, ok := m.property(name)
		if !ok {
			v.undefined, v.unresolved = name, m.undefinedReason(name)
			return v
		}
		if start == 0 && size == len(v.text)-1 {
			property.via = append(append([]Place(nil), v.via...), v.at)
			property.isProfile = property.isProfile || v.isProfile
			return m.resolveWithin(property, depth+1)
		}
		property = m.resolveWithin(property, depth+1)
		v.isProfile = v.isProfile || property.isProfile
		v.via = append(append(v.via, property.at), property.via...)
		if property.unresolved != "" {
			v.unresolved, v.undefined = property.unresolved, property.undefined
			return v
		}
		v.text = v.text[:start] + property.text + v.text[start+size+1:]
	}
}

func (m *pomModel) undefinedReason(name string) string {
	if strings.HasPrefix(name, "env.") {
		return "it is the environment variable " + name[len("env."):]
	}
	reason := "the property " + name + " is not defined here"
	if name == "java.version" || strings.HasSuffix(name, "specification.version") {
		reason = "no property " + name + " is defined here, so it is that of the Java that runs Maven"
	}
	if parent := coordinates(m.missing); parent != "" {
		reason += "; the parent " + parent + " can't be read"
	}
	return reason
}
