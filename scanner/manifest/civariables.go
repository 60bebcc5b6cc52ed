package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// A ciSyntax is how a CI service writes a use of a variable: << parameters.x >>,
// $(x), ${{ matrix.x }}.
type ciSyntax struct{ open, closing string }

var (
	circleSyntax = ciSyntax{"<<", ">>"}
	azureSyntax  = ciSyntax{"$(", ")"}
	githubSyntax = ciSyntax{"${{", "}}"}
)

// name is the variable that a whole text is a use of.
func (s ciSyntax) name(text string) (string, bool) {
	text, opened := strings.CutPrefix(strings.TrimSpace(text), s.open)
	text, closed := strings.CutSuffix(text, s.closing)
	return strings.TrimSpace(text), opened && closed && !strings.Contains(text, s.open)
}

// uses reports whether a text uses any variable.
func (s ciSyntax) uses(text string) bool { return strings.Contains(text, s.open) }

// word is an image's name in which the uses are written as a Dockerfile does. It
// keeps its length, for the places in it; ends are where the uses that begin
// somewhere really end.
func (s ciSyntax) word(at Place) (w dockerfile.Word, ends map[int]int) {
	raw := []byte(at.Text())
	ends = map[int]int{}
	for i := 0; ; {
		start := strings.Index(string(raw[i:]), s.open)
		if start < 0 {
			break
		}
		start += i
		end := strings.Index(string(raw[start:]), s.closing)
		if end < 0 {
			break
		}
		end += start + len(s.closing)
		name := ciName(string(raw[start+len(s.open) : end-len(s.closing)]))
		n := copy(raw[start:end], "${"+name+"}")
		clear(raw[start+n : end])
		ends[at.Start+start] = at.Start + end
		i = end
	}
	return dockerfile.Word{Raw: raw, Span: dockerfile.Span(at.Span)}, ends
}

// asWritten puts the names of variables into a sentence as the text has them.
func (s ciSyntax) asWritten(sentence, text string) string {
	for {
		_, rest, opened := strings.Cut(text, s.open)
		name, after, closed := strings.Cut(rest, s.closing)
		if !opened || !closed {
			return sentence
		}
		name = strings.TrimSpace(name)
		sentence = strings.Replace(sentence, ciName(name), name, 1)
		text = after
	}
}

// ciName is a variable's name as a Dockerfile could write it.
func ciName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			return r
		case r == ' ' || r == '\t':
			return -1
		}
		return '_'
	}, name)
}

// ciValues are the values that each variable may have, by [ciName].
type ciValues map[string][]*yaml.Node

func (v ciValues) add(name string, values ...*yaml.Node) {
	for _, n := range values {
		if n != nil && n.Kind == yaml.ScalarNode {
			v[ciName(name)] = append(v[ciName(name)], n)
		}
	}
}

// with is v with the values of more in place of its own.
func (v ciValues) with(more ciValues) ciValues {
	out := make(ciValues, len(v)+len(more))
	for name, values := range v {
		out[name] = values
	}
	for name, values := range more {
		out[name] = values
	}
	return out
}

// maxCells bounds the combinations of a matrix.
const maxCells = 256

// declareImages declares the image of a scalar for each value of the variables in
// it.
func (y *yamlFile) declareImages(n *yaml.Node, s ciSyntax, values ciValues, unit string, scope Scope) {
	if n == nil || n.Kind != yaml.ScalarNode || n.Value == "" {
		return
	}
	at := y.place(n)
	word, ends := s.word(at)
	cells := []dockerfile.Variables{{}}
	for name, list := range values {
		if !strings.Contains(string(word.Raw), "${"+name+"}") {
			continue
		}
		var more []dockerfile.Variables
		for _, cell := range cells {
			for _, value := range list {
				if len(more) >= maxCells {
					break
				}
				next := dockerfile.Variables{name: dockerfile.Value(value.Value, dockerfile.Span(y.place(value).Span))}
				for k, v := range cell {
					next[k] = v
				}
				more = append(more, next)
			}
		}
		cells = more
	}
	for _, cell := range cells {
		for _, d := range imageDeclarations(y.f, word, cell) {
			d.Unit = unit
			if d.Text == string(word.Raw) {
				d.Text = at.Text()
			}
			for i := range d.Via {
				if end, ok := ends[d.Via[i].Start]; ok {
					d.Via[i].End = end
				}
			}
			if d.Unresolved != "" {
				d.Unresolved = s.asWritten(d.Unresolved, at.Text())
			}
			if scope != Run {
				d.Scope = scope
			}
			y.f.Declare(d)
		}
	}
}
