package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"golang.org/x/tools/txtar"
)

// outlineYAML writes down all that is asked of nodes.
func outlineYAML(n *yamlNode) string {
	var to strings.Builder
	var write func(n *yamlNode, depth int)
	write = func(n *yamlNode, depth int) {
		tag := n.Tag
		if n.Style&yaml.TaggedStyle == 0 && tag != "!!int" && tag != "!!float" {
			tag = ""
		}
		fmt.Fprintf(&to, "%*s%d:%d kind %d, style %d, %s %q\n", depth, "", n.Line, n.Column, n.Kind, n.Style, tag, n.Value)
		for _, inner := range n.Content {
			write(inner, depth+1)
		}
	}
	write(n, 0)
	return to.String()
}

// checkPlainYAML compares with the library what the reader reads, and reports
// whether it reads the file.
func checkPlainYAML(t *testing.T, data []byte) bool {
	t.Helper()
	root := readPlainYAML(data)
	if root == nil {
		return false
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&doc); err != nil || len(doc.Content) != 1 {
		t.Fatalf("%q: the library reads %d nodes, %v", data, len(doc.Content), err)
	}
	if got, want := outlineYAML(root), outlineYAML(yamlCopies{}.of(doc.Content[0])); got != want {
		t.Fatalf("%q is not read as by the library (-want, +got)\n%s", data, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
	}
	if err := dec.Decode(&doc); !errors.Is(err, io.EOF) {
		t.Fatalf("%q: there is more: %v", data, err)
	}
	return true
}

func TestPlainYAMLIsReadAsTheLibraryDoes(t *testing.T) {
	for _, text := range plainYAML {
		if !checkPlainYAML(t, []byte(text)) {
			t.Errorf("%q is not read", text)
		}
	}
}

var plainYAML = []string{
	"a: 1\nb:\n- x\n- y: [a, 'b', 1.10]\n  z: |\n    run\n      this\n\n    that\nc: # note\n  d: \"e\"\n",
	"# first\n---\n- a: {b: c, d: []}\n- - x\n  - y #z\n- |-\n text\n# end\n",
	"a: -0\nb: 'it''s'\nc: \"\\\"\\\\n\\n\"\nd: 0x1F\ne: 08\nf: 1_0.5\ng: .5\nh: -.INF\ni: 1e3\nj: .5_0\nk: +18446744073709551615\n",
	"a:\r\n  - b: c\r\n    d: |\r\n      e\r\n",
	"äöü: é # ö\nb: [ß, x]\n",
	"a: b\n  c # d\ne:\n  f\n   g\n - h\n",
	"a: >\n  b\n  c\n\n  d\n\n\n  e\n\nf: >-\n  g\n",
	"a: [b,\n  c, # d\n  {e: f}]\ng: {\n  h: i }\n",
	"a: !Ref b\nc: !If [d, !Sub 'e', {f: !G h::i}]\n",
	"a:\nb :\n\"c\" :\n - d\n  \n",
	"a: |\n  b",
	"a: |\n  b\n   \n  c\n \n\nd: e",
	"a: b:c#d - e ? {f}\n",
	"<<: a\n-b: c\n",
}

func TestWhatIsNotPlainIsLeftToTheLibrary(t *testing.T) {
	for _, text := range []string{
		"", "# nothing\n", "a", "- a\n---\n- b\n", "a: b\n...\n", "%YAML 1.2\n---\na: b\n",
		"a: &b c\nd: *b\n", "a: !!str b\n", "a: !<b> c\n", "a: ! b\n", "? a\n: b\n",
		"a: b: c\n", "a: b\n c: d\n", "a:\n  b: c\n d: e\n", "a: [b\n", "a: [b\nc]\n", "a: {b}\n", "a: [b: c]\n", "a: [,]\n",
		"a: 'b\n", "a: 'b\n  c'\n", "a: \"\\u0041\"\n", "a: 'b' c\n", "a: 'b'#c\n", "a: [b]#c\n",
		"a: |2\n  b\n", "a: |\nb: c\n", "a: |\n\n  b\n", "a: >\n  b\n   c\n", "a: |+\n  b\n", "a: |", "a: ?b\n",
		"a:\tb\n", "a: b\rc: d\n", "a: \x00\n", "a: \xff\n", "a: b\u2028c: d\n", "\ufeffa: b\n",
		"-\n- a\n", "- a\nb: c\n", "a: - b\n", "a: @b\n", "a: `b`\n", "a: %b\n", "--- a\n",
		strings.Repeat("a", 1025) + ": b\n", strings.Repeat("[", 50) + strings.Repeat("]", 50),
	} {
		if readPlainYAML([]byte(text)) != nil {
			t.Errorf("%q is read", text)
		}
	}
}

func FuzzPlainYAML(f *testing.F) {
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if ext := filepath.Ext(file.Name); ext == ".yml" || ext == ".yaml" {
				f.Add(file.Data)
			}
		}
	}
	for _, text := range plainYAML {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkPlainYAML(t, data) })
}
