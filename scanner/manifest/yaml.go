package manifest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// A yamlFile holds the documents of a YAML file and finds the places of their
// scalars.
type yamlFile struct {
	f     *File
	docs  []*yamlNode
	lines []int // offsets of the lines, once they are asked for
	steps int   // aliases and merges followed so far
	// last is the place found last: the next one on a long line is near.
	last struct{ line, column, at int }
}

// A yamlNode is what is asked of a [yaml.Node], in half of its size: files have many.
type yamlNode struct {
	Kind    yaml.Kind
	Style   yaml.Style
	Tag     string // of a number or of the file's own; of others perhaps none
	Value   string
	Content []*yamlNode
	Alias   *yamlNode
	Line    int
	Column  int
}

// yamlCopies are the nodes that aliases may stand for.
type yamlCopies map[*yaml.Node]*yamlNode

// of copies a node and all in it. What an alias stands for is before it.
func (c yamlCopies) of(n *yaml.Node) *yamlNode {
	out := &yamlNode{Kind: n.Kind, Style: n.Style, Tag: n.Tag, Value: n.Value, Alias: c[n.Alias], Line: n.Line, Column: n.Column}
	if n.Anchor != "" {
		c[n] = out
	}
	for _, inner := range n.Content {
		out.Content = append(out.Content, c.of(inner))
	}
	return out
}

// maxYAMLSteps bounds aliases that lead to aliases.
const maxYAMLSteps = 10000

// parseYAML reads all documents. What is broken becomes a problem; the documents
// before it are there. Templates of Jinja or Go are no YAML and are left alone:
// they are filled in before anything reads them.
func parseYAML(f *File) *yamlFile {
	y := &yamlFile{f: f}
	if root := readPlainYAML(f.Data); root != nil {
		y.docs = append(y.docs, root)
		return y
	}
	copies := yamlCopies{}
	dec := yaml.NewDecoder(bytes.NewReader(f.Data))
	for {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return y
		}
		if err != nil {
			if !bytes.Contains(f.Data, []byte("{{")) && !bytes.Contains(f.Data, []byte("{%")) {
				f.Problemf(y.errorOffset(err), "broken YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
			}
			return y
		}
		if len(doc.Content) > 0 {
			y.docs = append(y.docs, copies.of(doc.Content[0]))
		}
	}
}

// lineOffsets are where the lines begin.
func (y *yamlFile) lineOffsets() []int {
	if y.lines == nil {
		y.lines = make([]int, 1, bytes.Count(y.f.Data, newline)+1)
		for i, c := range y.f.Data {
			if c == '\n' {
				y.lines = append(y.lines, i+1)
			}
		}
	}
	return y.lines
}

// errorOffset finds the line that an error names.
func (y *yamlFile) errorOffset(err error) int {
	lines := y.lineOffsets()
	_, rest, ok := strings.Cut(err.Error(), "line ")
	n, size := 0, 0
	for size < len(rest) && isDigitByte(rest[size]) && n < len(lines) {
		n = n*10 + int(rest[size]-'0')
		size++
	}
	if !ok || size == 0 || n < 1 || n > len(lines) {
		return 0
	}
	return lines[n-1]
}

// resolve follows aliases.
func (y *yamlFile) resolve(n *yamlNode) *yamlNode {
	for n != nil && n.Kind == yaml.AliasNode {
		if y.steps++; y.steps > maxYAMLSteps {
			return nil
		}
		n = n.Alias
	}
	return n
}

// get returns the value of a path of keys, following aliases and merge keys; nil
// if there is none.
func (y *yamlFile) get(n *yamlNode, path ...string) *yamlNode {
	for _, key := range path {
		n = y.value(y.resolve(n), key, 0)
	}
	return y.resolve(n)
}

func (y *yamlFile) value(n *yamlNode, key string, depth int) *yamlNode {
	if n == nil || n.Kind != yaml.MappingNode || depth > 16 {
		return nil
	}
	var merged *yamlNode
	for i := len(n.Content) - 2; i >= 0; i -= 2 { // the last of two counts
		switch k := n.Content[i]; {
		case k.Value == key:
			return n.Content[i+1]
		case k.Value == "<<" && merged == nil:
			merged = n.Content[i+1]
		}
	}
	if merged = y.resolve(merged); merged == nil {
		return nil
	}
	if merged.Kind == yaml.SequenceNode {
		for _, m := range merged.Content {
			if v := y.value(y.resolve(m), key, depth+1); v != nil {
				return v
			}
		}
		return nil
	}
	return y.value(merged, key, depth+1)
}

// each calls visit for the entries of a mapping, merged ones left out.
func (y *yamlFile) each(n *yamlNode, visit func(key string, value *yamlNode)) {
	n = y.resolve(n)
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if v := y.resolve(n.Content[i+1]); v != nil && n.Content[i].Value != "<<" {
			visit(n.Content[i].Value, v)
		}
	}
}

// items returns the elements of a sequence, or the node itself if it is a
// scalar: many keys take one value or several.
func (y *yamlFile) items(n *yamlNode) []*yamlNode {
	n = y.resolve(n)
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.ScalarNode:
		return []*yamlNode{n}
	case n.Kind != yaml.SequenceNode:
		return nil
	}
	out := make([]*yamlNode, 0, len(n.Content))
	for _, item := range n.Content {
		if item = y.resolve(item); item != nil {
			out = append(out, item)
		}
	}
	return out
}

// maxYAMLWalk bounds walks through all of a document: far above what people nest.
const maxYAMLWalk = 40

// place returns where a scalar stands, without its quotes.
func (y *yamlFile) place(n *yamlNode) Place {
	lines := y.lineOffsets()
	if n.Line < 1 || n.Line > len(lines) {
		return y.f.At(0, 0)
	}
	at := y.offset(n.Line, n.Column)
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		at++
	}
	if !bytes.HasPrefix(y.f.Data[at:], []byte(n.Value)) {
		if n.Style&yaml.DoubleQuotedStyle != 0 {
			return y.f.At(at, at+quotedSize(y.f.Data[at:]))
		}
		// Folding, or quotes in quotes: the place is what is left of the line.
		return y.f.At(at, at+len(strings.TrimRight(y.f.Line(at), " \t"))-(at-lines[n.Line-1]))
	}
	return y.f.At(at, at+len(n.Value))
}

// quotedSize is how much stands before the double quote that ends a scalar with
// escapes in it.
func quotedSize(data []byte) int {
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			return i
		case '\\':
			i++
		}
	}
	return len(data)
}

// offset is where a column of a line begins.
func (y *yamlFile) offset(line, column int) int {
	if y.last.line != line || y.last.column > column {
		y.last.line, y.last.column, y.last.at = line, 1, y.lineOffsets()[line-1]
	}
	for ; y.last.column < column; y.last.column++ {
		_, size := utf8.DecodeRune(y.f.Data[y.last.at:])
		y.last.at += size
	}
	return y.last.at
}

// isPlainNumber reports whether a scalar is written without quotes and so is a
// number to whoever reads it: 3.10 is 3.1 then.
func isPlainNumber(n *yamlNode) bool {
	return n.Kind == yaml.ScalarNode && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 && (n.Tag == "!!float" || n.Tag == "!!int")
}

// yamlVersion is a version as its consumer reads it.
func yamlVersion(n *yamlNode) (text, note string) {
	return readNumber(n.Value, n.Tag == "!!float" && isPlainNumber(n))
}

// readNumber is a version as its consumer reads it: an unquoted number loses the
// zeros at its end, which note says.
func readNumber(text string, unquoted bool) (read, note string) {
	if !unquoted || strings.Count(text, ".") != 1 {
		return text, ""
	}
	read = strings.TrimRight(text, "0")
	if read == text || strings.HasSuffix(read, ".") {
		return text, ""
	}
	return read, "written unquoted, " + text + " is a number and is read as " + read + ": quote it"
}
