package scanner

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the wanted results of the cases; review the diff")

// TestCases reads testdata/*.txtar: a tree of files, and in the last file,
// "want", what a scan says of it, the ready ones too.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			last := len(archive.Files) - 1
			if last < 1 || archive.Files[last].Name != "want" {
				t.Fatal("the last file of a case is called want")
			}
			tree := fstest.MapFS{}
			for _, f := range archive.Files[:last] {
				tree[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			r, err := newScanner(t, Options{}).Scan(context.Background(), tree)
			if err != nil {
				t.Fatal(err)
			}
			got := print(r)
			if *update && got != string(archive.Files[last].Data) {
				archive.Files[last].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(archive.Files[last].Data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func newScanner(t testing.TB, o Options) *Scanner {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// print writes a report as the cases hold it.
func print(r *Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		verdict := f.Verdict.String()
		if !f.Certain {
			verdict += "/" + f.Best.String()
		}
		fmt.Fprintf(&b, "%s:%d:%d [%s] %s %s %q\n\t%s\n", f.Path, f.Start.Line, f.Start.Column, f.Component, f.Level, verdict, f.Text, f.Message)
		for _, v := range f.Via {
			fmt.Fprintf(&b, "\tvia %s:%d:%d %s\n", v.Path, v.Start.Line, v.Start.Column, v.Text)
		}
		for _, c := range f.Companions {
			fmt.Fprintf(&b, "\twith %s %s of %s:%d\n", c.Runtime, c.Versions.Plain(), c.Path, c.Start.Line)
		}
		for _, d := range f.Disagrees {
			fmt.Fprintf(&b, "\tdisagrees with %s:%d %s\n", d.Path, d.Start.Line, d.Text)
		}
		for _, e := range f.Evidence {
			fmt.Fprintf(&b, "\t%s: %s of %s:%d\n", e.Effect, e.Text, e.Path, e.Start.Line)
		}
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s:%d problem: %s\n", p.Path, p.Line, p.Message)
	}
	return b.String()
}
