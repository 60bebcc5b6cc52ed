package manifest

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// A ciSyntax is how a CI service writes a use of a variable: << parameters.x >>,
// $(x), ${{ matrix.x }}.
type ciSyntax struct {
	open, closing string
	folds         bool // names do not look at case
}

var (
	circleSyntax = ciSyntax{open: "<<", closing: ">>"}
	azureSyntax  = ciSyntax{open: "$(", closing: ")", folds: true}
	githubSyntax = ciSyntax{open: "${{", closing: "}}"}
	gitlabSyntax = ciSyntax{open: "$[[", closing: "]]"}
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
		name := s.key(string(raw[start+len(s.open) : end-len(s.closing)]))
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
		sentence = strings.Replace(sentence, s.key(name), name, 1)
		text = after
	}
}

// key is a variable's name as [ciValues] have it.
func (s ciSyntax) key(name string) string {
	if s.folds {
		name = strings.ToLower(name)
	}
	return ciName(name)
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
type ciValues map[string][]*yamlNode

func (v ciValues) add(name string, values ...*yamlNode) {
	for _, n := range values {
		if n != nil && n.Kind == yaml.ScalarNode {
			v[ciName(name)] = append(v[ciName(name)], n)
		}
	}
}

// addNew adds a value unless it is there.
func (v ciValues) addNew(name string, value *yamlNode) {
	if !slices.Contains(v[ciName(name)], value) {
		v.add(name, value)
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

// mentions reports whether a word uses a variable: $x, ${x}, ${x:-y}.
func mentions(raw, name string) bool {
	for {
		_, rest, ok := strings.Cut(raw, "$")
		if !ok {
			return false
		}
		raw = rest
		if after, ok := strings.CutPrefix(strings.TrimPrefix(rest, "{"), name); ok && (after == "" || !isNameByte(after[0])) {
			return true
		}
	}
}

// maxCells bounds the combinations of a matrix.
const maxCells = 256

// declareImages declares the image of a scalar for each value of the variables in
// it.
func (y *yamlFile) declareImages(n *yamlNode, s ciSyntax, values ciValues, unit string, scope Scope) {
	if n == nil || n.Kind != yaml.ScalarNode || n.Value == "" {
		return
	}
	at := y.place(n)
	word, ends := s.word(at)
	cells := []dockerfile.Variables{{}}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		list := values[name]
		if !mentions(string(word.Raw), name) {
			continue
		}
		var more []dockerfile.Variables
		for _, cell := range cells {
			for _, value := range list {
				if len(more) >= maxCells {
					break
				}
				next := maps.Clone(cell)
				next[name] = dockerfile.Value(value.Value, dockerfile.Span(y.place(value).Span))
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

// jobScope tells by a job's name, or that of its stage, whether it tests or builds
// what is published.
func jobScope(names ...string) Scope {
	for _, name := range names {
		lower := strings.ToLower(name)
		for _, word := range []string{"deploy", "release", "publish"} {
			if strings.Contains(lower, word) {
				return Build
			}
		}
	}
	return Test
}

// jobSystem declares the OpenSSL of the system that a job runs on, whose image
// would go by a name such as ubuntu:16.04. Unknown ones declare nothing.
func (y *yamlFile) jobSystem(n *yamlNode, image, unit string, scope Scope) {
	at := y.place(n)
	for _, d := range imageDeclarations(y.f, literalWord(image, at.Span), nil) {
		if d.Runtime == rules.OpenSSL && d.Unresolved == "" {
			d.At, d.Via, d.Text, d.Unit, d.Scope, d.Implied = at, nil, n.Value, unit, scope, true
			y.f.Declare(d)
		}
	}
}

// hostedUbuntu is the image that hosted runners of a name such as ubuntu-16.04 or
// ubuntu-1604:201903-01 have, "" if the name says none.
func hostedUbuntu(name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), ":")
	release, ok := strings.CutPrefix(name, "ubuntu-")
	if len(release) == 4 && strings.Trim(release, "0123456789") == "" {
		release = release[:2] + "." + release[2:]
	}
	if !ok || !isVersion(release) {
		return ""
	}
	return "ubuntu:" + release
}

func isVersion(text string) bool { return text != "" && strings.Trim(text, "0123456789.") == "" }
