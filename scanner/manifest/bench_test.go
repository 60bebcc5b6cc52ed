package manifest

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

const benchmarkSize = 10 << 10

// BenchmarkKinds reads a file of about 10 KB of every kind: the longest that the
// cases have, with itself repeated inside.
func BenchmarkKinds(b *testing.B) {
	samples := kindSamples(b)
	for _, k := range kinds {
		b.Run(strings.NewReplacer(" ", "-", "/", "-").Replace(k.Name), func(b *testing.B) {
			s, ok := samples[k.Name]
			if !ok {
				b.Fatal("no case has a file of this kind")
			}
			data := s.ofSize(benchmarkSize)
			for _, p := range s.read(k, data) {
				if strings.HasPrefix(p.Message, "broken") {
					b.Fatalf("repeating the file broke it: %s", p.Message)
				}
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				k.Read(NewFile(s.path, data))
			}
		})
	}
}

func BenchmarkFindIn(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, name := range fileNames {
			FindIn("src/main", name)
		}
	}
}

var fileNames = []string{"pom.xml", "App.csproj", "Dockerfile.prod", "docker-compose.override.yml", "main.go", "README.md", "logo.png", "Übung.txt", "a"}

func TestFindingTheKindOfAFileAllocatesNothing(t *testing.T) {
	for _, dir := range []string{"", ".", "src/main", ".github/workflows"} {
		for _, name := range append(fileNames, strings.Repeat("x", 120)+".CSPROJ") {
			if got := testing.AllocsPerRun(10, func() { FindIn(dir, name) }); got != 0 {
				t.Errorf("FindIn(%q, %q): %v allocations, want none", dir, name, got)
			}
		}
	}
}

// The limits are about one and a half times what it was when they were set: they
// are there to notice a parser that has begun to copy what it reads.
func TestReadingAFileAllocatesLittle(t *testing.T) {
	samples := kindSamples(t)
	for _, test := range []struct {
		kind  *Kind
		limit float64
	}{
		{&msbuild, 320},
		{&pom, 180},
		{&dockerfiles, 3500},
	} {
		s := samples[test.kind.Name]
		data := s.ofSize(benchmarkSize)
		if got := testing.AllocsPerRun(10, func() { test.kind.Read(NewFile(s.path, data)) }); got > test.limit {
			t.Errorf("%s: %v allocations for %d bytes, at most %v are wanted", test.kind.Name, got, len(data), test.limit)
		}
	}
}

// A sample is a file of a case.
type sample struct {
	path string
	data []byte
}

func (s sample) read(k *Kind, data []byte) []Problem {
	f := NewFile(s.path, data)
	k.Read(f)
	return f.Problems()
}

// kindSamples returns the longest file of every kind that the cases have.
func kindSamples(t testing.TB) map[string]sample {
	t.Helper()
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	samples := map[string]sample{}
	for _, path := range paths {
		// What is broken ends a parser early and says nothing of its speed.
		if base := filepath.Base(path); base == "broken.txtar" || base == "odd.txtar" {
			continue
		}
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			data, err := Decode(file.Data)
			if err != nil {
				continue
			}
			if k := Find(file.Name).Of(data); k != nil && len(data) > len(samples[k.Name].data) {
				samples[k.Name] = sample{file.Name, data}
			}
		}
	}
	return samples
}

// ofSize is the sample with itself repeated in a way that its syntax allows.
func (s sample) ofSize(size int) []byte {
	grow := repeated
	switch ext := filepath.Ext(s.path); {
	case bytes.HasPrefix(s.data, []byte("<")) && bytes.Contains(s.data, []byte("</")):
		grow = repeatedElement
	case bytes.HasPrefix(s.data, []byte("{")):
		grow = repeatedMember
	case ext == ".yml", ext == ".yaml":
		grow = repeatedMapping
	case ext == ".toml", ext == ".lock" && bytes.HasPrefix(s.data, []byte("[")):
		grow = repeatedTable
	}
	return grow(s.data, size/max(len(s.data), 1))
}

func repeated(data []byte, n int) []byte {
	return bytes.Repeat(append(bytes.TrimRight(data, "\n"), '\n'), max(n, 1))
}

// repeatedElement puts copies of a root element at its own end.
func repeatedElement(data []byte, n int) []byte {
	root := data
	for bytes.HasPrefix(root, []byte("<?")) || bytes.HasPrefix(root, []byte("<!")) {
		_, root, _ = bytes.Cut(root, []byte(">"))
		root = bytes.TrimLeft(root, " \n")
	}
	end := bytes.LastIndex(data, []byte("</"))
	return slices.Concat(data[:end], bytes.Repeat(root, n), data[end:])
}

func repeatedMember(data []byte, n int) []byte {
	var members []byte
	for i := range n {
		members = fmt.Appendf(members, "\n\"x%d\": %s,", i, bytes.TrimSpace(data))
	}
	return slices.Concat(data[:1], members, data[1:])
}

func repeatedMapping(data []byte, n int) []byte {
	if bytes.HasPrefix(data, []byte("---")) || bytes.Contains(data, []byte("\n---")) {
		return bytes.Repeat(append([]byte("---\n"), data...), max(n, 1))
	}
	all := slices.Concat(data, []byte("\n"))
	indented := bytes.ReplaceAll(bytes.TrimSpace(data), []byte("\n"), []byte("\n  "))
	for i := range n {
		all = fmt.Appendf(all, "x%d:\n  %s\n", i, indented)
	}
	return all
}

func repeatedTable(data []byte, n int) []byte {
	all := slices.Concat(data, []byte("\n"))
	header := regexp.MustCompile(`(?m)^(\[+)`)
	for i := range n {
		all = fmt.Appendf(all, "[x%d]\n%s\n", i, header.ReplaceAll(data, fmt.Appendf(nil, "${1}x%d.", i)))
	}
	return all
}
