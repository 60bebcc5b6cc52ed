package scanner_test

import (
	"hash/crc32"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// FuzzFile goes the way of an editor with arbitrary bytes: findings, their
// places, their sentences and the edits that mend them.
func FuzzFile(f *testing.F) {
	paths, err := filepath.Glob("manifest/testdata/*/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatalf("%d cases: %v", len(paths), err)
	}
	var names []string
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if manifest.Find(file.Name) != nil {
				f.Add(file.Name, file.Data)
				names = append(names, file.Name)
			}
		}
	}
	s, err := scanner.New(scanner.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if manifest.Find(name) == nil {
			name = names[crc32.ChecksumIEEE([]byte(name))%uint32(len(names))]
		}
		findings, problems := s.File(name, data)
		for i := range problems {
			if strings.Contains(problems[i].Message, "internal error") {
				t.Errorf("%s: %s", name, problems[i].Message)
			}
		}
		for i := range findings {
			fd := &findings[i]
			if fd.Span.Start < 0 || fd.Span.End < fd.Span.Start || fd.Start.Line < 1 || fd.Start.Column < 1 || fd.End.Line < fd.Start.Line {
				t.Errorf("%s: %s stands at %v, %v to %v", name, fd.Runtime, fd.Span, fd.Start, fd.End)
			}
			if fd.Message == "" || !utf8.ValidString(fd.Message) {
				t.Errorf("%s: %s %s says %q", name, fd.Runtime, fd.Verdict, fd.Message)
			}
			if fd.Verdict != rules.Unknown && len(fd.Sources) == 0 && fd.Verdict != rules.Ready {
				t.Errorf("%s: %s %s names no source", name, fd.Runtime, fd.Verdict)
			}
			edit, ok := s.Fix(name, data, *fd)
			if !ok {
				continue
			}
			edited, err := scanner.Apply(data, edit)
			if err != nil {
				t.Errorf("%s: the edit %+v: %v", name, edit, err)
			}
			if string(edited) == string(data) {
				t.Errorf("%s: the edit %+v changes nothing", name, edit)
			}
		}
	})
}
