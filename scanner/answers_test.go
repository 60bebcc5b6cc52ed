package scanner

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest"
	"golang.org/x/tools/txtar"
)

// Whoever asks first, the answer is the one that each gets alone.
func TestAnAnswerThatIsRecalledIsTheOneThatIsWorkedOut(t *testing.T) {
	tree := fstest.MapFS{}
	for _, pattern := range []string{"testdata/*.txtar", "manifest/testdata/*/*.txtar"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal("no cases", err)
		}
		for i, path := range paths {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range archive.Files {
				for _, again := range []string{"a", "b"} {
					tree[fmt.Sprintf("%s/%d/%s", again, i, f.Name)] = file(string(f.Data))
				}
			}
		}
	}
	s := newScanner(t, Options{Workers: 1})
	judge := func(known answers) []*Finding {
		w := newWalk(context.Background(), s, tree)
		if err := w.begin([]string{"."}); err != nil {
			t.Fatal(err)
		}
		(&worker{walk: w}).work()
		var out []*Finding
		for _, f := range grow(w.files) {
			out = append(out, s.judge(f, known)...)
		}
		return out
	}
	known := answers{}
	recalled, alone := judge(known), judge(nil)
	if len(recalled) != len(alone) || len(known) == 0 || len(known) > len(alone)/2 {
		t.Fatalf("%d findings with %d answers to recall, %d without", len(recalled), len(known), len(alone))
	}
	for i, got := range recalled {
		want := alone[i]
		got.aside, want.aside = nil, nil // what the message was made of
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:%d: recalled %+v\nalone %+v", got.Path, got.Start.Line, got, want)
		}
	}
}

func TestWhatIsAskedInOtherWordsIsAnotherQuestion(t *testing.T) {
	line := func(text string) version.Set {
		set, err := version.PEP440.Line(text)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	base := manifest.Declaration{Runtime: rules.Python, Vendor: "ubuntu-12.04", Text: "2.7", Versions: line("2.7"), Condition: "x", Note: "n", Binding: rules.Newest}
	for name, change := range map[string]func(*manifest.Declaration){
		"the same":           func(*manifest.Declaration) {},
		"another runtime":    func(d *manifest.Declaration) { d.Runtime = rules.PyPy },
		"another vendor":     func(d *manifest.Declaration) { d.Vendor = "" },
		"another text":       func(d *manifest.Declaration) { d.Text = "2.7.*" },
		"other versions":     func(d *manifest.Declaration) { d.Versions = line("2.6") },
		"written otherwise":  func(d *manifest.Declaration) { d.Versions = version.Single(version.PEP440.MustParse("2.7.0")) },
		"several intervals":  func(d *manifest.Declaration) { d.Versions = line("2.7").Minus(line("2.7.9")) },
		"another condition":  func(d *manifest.Declaration) { d.Condition = "" },
		"another note":       func(d *manifest.Declaration) { d.Note = "" },
		"another binding":    func(d *manifest.Declaration) { d.Binding = rules.Any },
		"why it is unknown":  func(d *manifest.Declaration) { d.Unresolved, d.Versions = "nobody knows", version.Set{} },
		"a weaker sign":      func(d *manifest.Declaration) { d.Hint = true },
		"what is for builds": func(d *manifest.Declaration) { d.Scope = manifest.Build },
	} {
		s := newScanner(t, Options{})
		judged := func(d manifest.Declaration, known answers) Finding {
			out := &declared{Finding: s.undecided("test", &d), unresolved: d.Unresolved, note: d.Note}
			s.assess(out, nil, nil, known)
			out.aside = nil
			return out.Finding
		}
		changed := base
		change(&changed)
		for _, pair := range [][2]manifest.Declaration{{base, changed}, {changed, base}} {
			known := answers{}
			judged(pair[0], known)
			if got, want := judged(pair[1], known), judged(pair[1], nil); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: after another question the answer is %+v, want %+v", name, got, want)
			}
		}
	}
}

func TestEqualVersionsMayBeWrittenOtherwise(t *testing.T) {
	set := func(text string) version.Set {
		set, err := version.ParseSet(version.PEP440, text)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2.7", "2.7", true}, {"*", "*", true}, {"none", "none", true}, {">=2.7", ">=2.7", true}, {">=2.7 <3", ">=2.7 <3", true},
		{"2.7", "2.7.0", false}, {">=2.7", ">=2.7.0", false}, {">=2.7 <3", ">=2.7 <3.0", false}, {">=2.7", ">=2.7 <3", false},
		{">=2.7 <3", ">=2.7 <2.8 || >=2.9 <3", false}, {"*", "none", false},
	} {
		if got := writtenAlike(set(c.a), set(c.b)); got != c.want {
			t.Errorf("%s and %s are written alike: %v", c.a, c.b, got)
		}
	}
}
