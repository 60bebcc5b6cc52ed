package manifest

import (
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/tlsready/tlsready/rules"
)

var update = flag.Bool("update", false, "rewrite the wanted results of the cases; review the diff")

// TestCases reads testdata/KIND/*.txtar: a tree of files, and in the last file,
// "want", what is declared in it. Every file of the tree that is of some kind is
// read, in the order in which it stands.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(path), "testdata/"), ".txtar")
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			last := len(archive.Files) - 1
			if last < 1 || archive.Files[last].Name != "want" {
				t.Fatal("the last file of a case is called want")
			}
			got := strings.Join(readTree(t, archive.Files[:last]), "\n") + "\n"
			want := string(archive.Files[last].Data)
			if *update && got != want {
				archive.Files[last].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func readTree(t *testing.T, tree []txtar.File) []string {
	var lines []string
	for _, file := range tree {
		candidates := Find(file.Name)
		if candidates == nil {
			continue
		}
		f, err := openIn(tree, file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if kind := candidates.Of(f.Data); kind != nil {
			kind.Read(f)
			lines = append(lines, describe(f)...)
		}
	}
	return lines
}

func openIn(tree []txtar.File, name string) (*File, error) {
	for _, file := range tree {
		if file.Name == name {
			data, err := Decode(file.Data)
			if err != nil {
				return nil, err
			}
			return NewFile(name, data).WithTree(func(path string) (*File, error) { return openIn(tree, path) }), nil
		}
	}
	return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
}

// describe prints what was found in a file, one line each:
//
//	a.csproj:3:22 dotnet-framework 4.5 target run "v4.5"
func describe(f *File) []string {
	var out []string
	at := func(p Place) string {
		pos := p.Position()
		return fmt.Sprintf("%s:%d:%d", p.File.Path, pos.Line, pos.Column)
	}
	for _, d := range f.Declarations() {
		line := fmt.Sprintf("%s %s %s %s %s %q", at(d.At), d.Runtime, d.Versions, d.Binding, d.Scope, d.Text)
		add := func(is bool, format string, args ...any) {
			if is {
				line += " " + fmt.Sprintf(format, args...)
			}
		}
		add(d.Vendor != "", "vendor=%s", d.Vendor)
		add(d.Unit != "", "unit=%s", d.Unit)
		add(d.Hint, "hint")
		add(d.Implied, "implied")
		add(d.Condition != "", "if %s", d.Condition)
		for _, via := range d.Via {
			add(true, "via %s %q", at(via), via.Text())
		}
		add(d.Unresolved != "", "unresolved: %s", d.Unresolved)
		add(d.Note != "", "note: %s", d.Note)
		out = append(out, line)
	}
	for _, e := range f.Evidence() {
		effect := e.Effect.String()
		if e.TLS != rules.TLS12 {
			effect += " " + e.TLS.String()
		}
		line := fmt.Sprintf("%s %s %s %s %q", at(e.At), e.Runtime, effect, e.Setting, e.Text)
		if e.Unit != "" {
			line += " unit=" + e.Unit
		}
		out = append(out, line)
	}
	for _, p := range f.Problems() {
		out = append(out, fmt.Sprintf("%s problem: %s", at(p.At), p.Message))
	}
	return out
}

// FuzzRead gives every kind arbitrary bytes: whatever comes, every span lies in
// its file, and every declaration is either a set or says why not.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if Find(file.Name) != nil {
				f.Add(file.Name, file.Data)
				names = append(names, file.Name)
			}
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		data, err := Decode(data)
		if err != nil {
			return
		}
		if Find(name) == nil {
			// A changed name is mostly no manifest's: it stands for one that is.
			name = names[crc32.ChecksumIEEE([]byte(name))%uint32(len(names))]
		}
		file := NewFile(name, data).WithTree(func(string) (*File, error) { return nil, errors.New("no other file") })
		for _, kind := range Find(name) {
			kind.Parse(file)
		}
		for _, e := range file.Evidence() {
			if e.At.Start < 0 || e.At.End > len(data) || e.At.Start > e.At.End {
				t.Errorf("span %v of %d bytes", e.At.Span, len(data))
			}
		}
		for _, d := range file.Declarations() {
			if d.At.File == nil || d.At.Start < 0 || d.At.End > len(data) || d.At.Start > d.At.End {
				t.Errorf("span %v of %d bytes", d.At.Span, len(data))
			}
			if d.Versions.IsEmpty() && d.Unresolved == "" {
				t.Errorf("%q is declared with no version and no reason", d.Text)
			}
			if d.Runtime == "" {
				t.Errorf("%q is declared of no runtime", d.Text)
			}
		}
	})
}
