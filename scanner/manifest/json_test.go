package manifest

import (
	"strings"
	"testing"
)

func TestJSONReadsValuesWithTheirPlaces(t *testing.T) {
	text := `// pinned
{
  "sdk": { /* why */ "version": "2.1.300", "prerelease": true, },
  'odd': 'it''s', // single quotes
  "list": [1, -2.5e3, null, "a\"b\\\u0041\ud83d\ude00\n",],
  "twice": "first", "twice": "last",
}
`
	text = strings.Replace(text, "it''s", `it\'s`, 1)
	f := NewFile("x.json", []byte(text))
	root := parseJSON(f)
	if len(f.Problems()) != 0 {
		t.Fatal(f.Problems())
	}
	at := func(v *jsonValue) string { return text[v.at.Start:v.at.End] }
	for _, c := range []struct{ got, want string }{
		{root.get("sdk", "version").text, "2.1.300"},
		{at(root.get("sdk", "version")), "2.1.300"},
		{at(root.get("sdk", "prerelease")), "true"},
		{root.get("odd").text, "it's"},
		{root.get("list").items[1].text, "-2.5e3"},
		{root.get("list").items[3].text, "a\"b\\A😀\n"},
		{root.get("twice").text, "last"},
		{text[root.members[0].at.Start:root.members[0].at.End], "sdk"},
		{at(root)[:1] + at(root)[len(at(root))-1:], "{}"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	for _, v := range []*jsonValue{root.get("none"), root.get("sdk", "none", "none"), root.get("list", "x")} {
		if v != nil || v.isString() {
			t.Errorf("%v is not there", v)
		}
	}
}

func TestBrokenJSONKeepsWhatWasRead(t *testing.T) {
	for _, rest := range []string{
		`"b`, `"b"`, `"b" 1`, `"b": `, `"b": }`, `"b": "c` + "\n", `b: 1}`, `"b": 1 "c": 2}`, `"b": [1 2]}`, `"b": [1`,
		`/* `, `"b": ` + strings.Repeat("[", 300), `"b": 1} {`, `"b": #}`,
	} {
		f := NewFile("x.json", []byte(`{"a": "1", `+rest))
		root := parseJSON(f)
		if v := root.get("a"); v == nil || v.text != "1" || len(f.Problems()) != 1 {
			t.Errorf("%q: %+v %v", rest, v, f.Problems())
		}
	}
}

func TestJSONEscapesThatAreNone(t *testing.T) {
	for raw, want := range map[string]string{
		`\u12`: "\ufffd12", `\ud800x`: "\ufffdx", `\ud800\u0041`: "\ufffdA", `\/\b\f\r\t`: "/\b\f\r\t", `\`: `\`,
	} {
		if got := unescapeJSON([]byte(raw)); got != want {
			t.Errorf("%s: got %q, want %q", raw, got, want)
		}
	}
}

func TestJSONWithoutAValue(t *testing.T) {
	for _, text := range []string{"", " \n", "// nothing"} {
		f := NewFile("x.json", []byte(text))
		if root := parseJSON(f); root != nil || len(f.Problems()) != 0 {
			t.Errorf("%q: %+v %v", text, root, f.Problems())
		}
	}
}
