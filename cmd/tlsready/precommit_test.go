package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// hookFiles is the pattern of the hook: the names of all kinds, in Python's regular
// expressions with spaces ignored.
func hookFiles() string {
	var b strings.Builder
	b.WriteString("(?ix)(^|/)(\n")
	for i, k := range manifest.Kinds() {
		var names []string
		for _, p := range k.Files {
			names = append(names, strings.ReplaceAll(regexp.QuoteMeta(p), `\*`, "[^/]*"))
		}
		if i > 0 {
			b.WriteString("  |")
		} else {
			b.WriteString("   ")
		}
		b.WriteString(strings.Join(names, "|") + "\n")
	}
	b.WriteString(")$\n")
	return b.String()
}

// withHookFiles puts the pattern into the text of the hooks.
func withHookFiles(t *testing.T, text string) string {
	t.Helper()
	before, rest, ok := strings.Cut(text, "  files: ")
	_, after, closed := strings.Cut(rest, "\n\n")
	if !ok || !closed {
		t.Fatal("the hooks have no files")
	}
	pattern := strings.ReplaceAll(strings.TrimSpace(hookFiles()), "\n", "\n    ")
	return before + "  files: |-\n    " + pattern + "\n\n" + after
}

func TestDocsPreCommitHooksNameAllKinds(t *testing.T) {
	name := filepath.Join(repository, ".pre-commit-hooks.yaml")
	text := read(t, name)
	want := withHookFiles(t, text)
	if text == want {
		return
	}
	if !*update {
		t.Fatal(name + " is not current: run go test ./cmd/tlsready -run Docs -update")
	}
	if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

type hook struct {
	ID, Name, Description, Language, Entry string

	Args          []string
	Files         string
	PassFilenames *bool `yaml:"pass_filenames"`
	RequireSerial bool  `yaml:"require_serial"`
	AlwaysRun     bool  `yaml:"always_run"`
}

func readHooks(t *testing.T) []hook {
	t.Helper()
	var out []hook
	d := yaml.NewDecoder(strings.NewReader(read(t, filepath.Join(repository, ".pre-commit-hooks.yaml"))))
	d.KnownFields(true)
	if err := d.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPreCommitHooksAreCommandsThatExist(t *testing.T) {
	hooks := readHooks(t)
	if len(hooks) != 2 {
		t.Fatalf("%+v", hooks)
	}
	for _, h := range hooks {
		if h.ID == "" || h.Name == "" || h.Description == "" || h.Language != "golang" || !h.RequireSerial {
			t.Errorf("%+v", h)
		}
		listed := h.PassFilenames == nil || *h.PassFilenames
		if listed != (len(h.Args) > 0 && h.Args[len(h.Args)-1] == "--") || listed == h.AlwaysRun || listed != (h.Files != "") {
			t.Errorf("names are passed: %v, %+v", listed, h)
		}
		words := append(strings.Fields(h.Entry), h.Args...)
		if words[0] != "tlsready" {
			t.Errorf("%s runs %s", h.ID, words[0])
		}
		if listed {
			words = append(words, "--help/Gemfile", "b/Gemfile")
		}
		tree(t, map[string]string{"--help/Gemfile": "ruby '1.9.3'\n", "b/Gemfile": "ruby '1.9.3'\n"})
		if code, out, errs := tlsready(t, "", words[1:]...); code != 1 || strings.Count(out, "Gemfile:1:7") != 2 {
			t.Errorf("%v: exit code %d, %s%s", words, code, out, errs)
		}
	}
}

func TestThePatternOfTheHookMatchesWhatIsRead(t *testing.T) {
	text := readHooks(t)[0].Files
	// Go has no flag x.
	pattern, err := regexp.Compile(strings.Replace(strings.Join(strings.Fields(text), ""), "(?ix)", "(?i)", 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range manifest.Kinds() {
		for _, p := range k.Files {
			if strings.ContainsAny(p, " #") {
				t.Errorf("%s: %q would have to be escaped", k.Name, p)
			}
			name := strings.ReplaceAll(p, "*", "x")
			for _, name := range []string{name, "a/b c/" + name, "A/" + strings.ToUpper(name)} {
				if !pattern.MatchString(name) {
					t.Errorf("%s is not matched", name)
				}
			}
			if strings.HasPrefix(p, "*") {
				continue
			}
			for _, name := range []string{"x" + name, name + "/x", name + "~"} {
				if pattern.MatchString(name) != (manifest.Find(name) != nil) {
					t.Errorf("%s: matched %v", name, !(manifest.Find(name) != nil))
				}
			}
		}
	}
	for _, name := range []string{"README.md", "main.go", "a/LICENSE", "Gemfile/README", "pom.xml.orig"} {
		if pattern.MatchString(name) {
			t.Errorf("%s is matched", name)
		}
	}
}
