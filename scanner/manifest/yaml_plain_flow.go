package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

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
