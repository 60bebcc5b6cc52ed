package scanner

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/tlsready/tlsready/rules"
)

// csproj is a project file as Visual Studio 2013 wrote it, of about size bytes.
func csproj(size int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>
<Project ToolsVersion="12.0" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
  <PropertyGroup>
    <Configuration Condition=" '$(Configuration)' == '' ">Debug</Configuration>
    <OutputType>Exe</OutputType>
    <TargetFrameworkVersion>v4.5</TargetFrameworkVersion>
  </PropertyGroup>
  <ItemGroup>
`)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "    <Compile Include=\"Controllers\\Controller%d.cs\">\n      <SubType>Code</SubType>\n    </Compile>\n", i)
	}
	b.WriteString("  </ItemGroup>\n</Project>\n")
	return b.Bytes()
}

func BenchmarkFileCsproj10KB(b *testing.B) {
	s := newScanner(b, Options{})
	data := csproj(10 << 10)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if findings, _ := s.File("App.csproj", data); len(findings) != 1 {
			b.Fatal(len(findings))
		}
	}
}

func BenchmarkFile100KB(b *testing.B) {
	s := newScanner(b, Options{})
	data := csproj(100 << 10)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s.File("App.csproj", data)
	}
}

func BenchmarkCheck(b *testing.B) {
	s := newScanner(b, Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Check(rules.Java, "1.8.0_291"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScanFleet(b *testing.B) {
	s := newScanner(b, Options{})
	tree := os.DirFS("../examples/fleet")
	for b.Loop() {
		if _, err := s.Scan(context.Background(), tree); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkScanTree scans a thousand files on disk, one in fifty a project file and
// every second one source code.
func BenchmarkScanTree(b *testing.B) {
	dir := b.TempDir()
	code := bytes.Repeat([]byte("        public int Item { get; set; }\n"), 100)
	for i := range 1000 {
		folder := filepath.Join(dir, fmt.Sprintf("module%d", i/20))
		name, data := fmt.Sprintf("Item%d.cs", i), code
		switch {
		case i%50 == 0:
			name, data = "App.csproj", csproj(4<<10)
		case i%2 == 0:
			name = fmt.Sprintf("item%d.md", i)
		}
		if err := os.MkdirAll(folder, 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o666); err != nil {
			b.Fatal(err)
		}
	}
	s, tree := newScanner(b, Options{}), os.DirFS(dir)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Scan(context.Background(), tree); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkScanOtherFiles is what a file costs that is of no kind.
func BenchmarkScanOtherFiles(b *testing.B) {
	tree := fstest.MapFS{}
	for i := range 1000 {
		tree[fmt.Sprintf("src/pkg%d/file%d.go", i%20, i)] = &fstest.MapFile{}
	}
	s := newScanner(b, Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Scan(context.Background(), tree); err != nil {
			b.Fatal(err)
		}
	}
}
