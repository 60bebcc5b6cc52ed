package baseline

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

func scan(t *testing.T, files map[string]string, assume ...rules.Companion) *scanner.Report {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := scanner.New(scanner.Options{Assume: assume})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Scan(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fresh are the paths of the findings that a baseline does not accept.
func fresh(r *scanner.Report) []string {
	var out []string
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Suppressed == nil && f.Level > scanner.LevelNone {
			out = append(out, f.Path)
		}
	}
	return out
}

func TestOnlyWhatIsNewIsLeft(t *testing.T) {
	before := map[string]string{
		"old/Gemfile":       "ruby '1.9.3'\n",
		"old/.ruby-version": "1.8.7\n",
		"old/.java-version": "17\n",
		"twin/Gemfile":      "ruby '1.9.3'\n",
		"accepted/.rvmrc":   "# tlsready:ignore goes in May\nrvm use 1.9.3\n",
		"old/x/Dockerfile":  "FROM java:7\n",
	}
	var written bytes.Buffer
	if err := New(scan(t, before)).Write(&written); err != nil {
		t.Fatal(err)
	}
	if text := written.String(); strings.Contains(text, "accepted/") || strings.Contains(text, ".java-version") {
		t.Errorf("what needs no attention is in\n%s", text)
	}
	for _, c := range []struct {
		name   string
		change func(map[string]string)
		want   []string
	}{
		{"nothing changed", func(map[string]string) {}, nil},
		{"lines moved", func(m map[string]string) { m["old/Gemfile"] = "# shop\n\n\n" + m["old/Gemfile"] }, nil},
		{"a folder above was renamed", func(m map[string]string) {
			m["new/deep/Gemfile"] = m["old/Gemfile"]
			delete(m, "old/Gemfile")
		}, nil},
		{"another version", func(m map[string]string) { m["old/Gemfile"] = "ruby '1.9.2'\n" }, []string{"old/Gemfile"}},
		{"a new folder that says the same", func(m map[string]string) { m["a/Gemfile"] = m["old/Gemfile"] }, []string{"a/Gemfile"}},
		{"a second line that says the same", func(m map[string]string) { m["old/x/Dockerfile"] += "FROM java:7\n" }, []string{"old/x/Dockerfile"}},
	} {
		after := map[string]string{}
		for name, text := range before {
			after[name] = text
		}
		c.change(after)
		b, err := Parse("b.json", written.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		r := scan(t, after)
		b.Apply(r)
		if got := fresh(r); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v is new, want %v", c.name, got, c.want)
		}
	}
}

func TestAFindingThatGotWorseIsNew(t *testing.T) {
	files := map[string]string{"runtime.txt": "python-2.7.8\n"}
	b := New(scan(t, files))
	old, _ := rules.Parse(rules.OpenSSL, "0.9.8zh")
	r := scan(t, files, rules.Companion(old))
	b.Apply(r)
	if len(fresh(r)) != 1 {
		t.Errorf("a warning that became %v is accepted", r.Worst())
	}
}

func TestABrokenBaselineIsNamedByLine(t *testing.T) {
	for text, want := range map[string]string{
		"{\n  \"schemaVersion\": 1,\n  oops\n}": "b.json:3: no baseline: ",
		"{\"schemaVersion\": 2}":                "b.json:1: a baseline of schemaVersion 2",
		"{\n\"schemaVersion\": \"1\"}":          "b.json:2: no baseline: ",
		"[]":                                    "b.json:1: no baseline: ",
		"":                                      "b.json:1: no baseline: ",
		"{\"schemaVersion\": 1,\n\"findings\": [{\"level\": \"loud\"}]}": `"loud" is no level`,
	} {
		_, err := Parse("b.json", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %s", text, err, want)
		}
	}
}
