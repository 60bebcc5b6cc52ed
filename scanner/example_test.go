package scanner_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

func ExampleScanner_Scan() {
	tree := fstest.MapFS{ // os.DirFS(dir), or any other fs.FS
		"svc/pom.xml":       {Data: []byte("<project><properties><maven.compiler.release>17</maven.compiler.release></properties></project>")},
		"old/Dockerfile":    {Data: []byte("FROM debian:squeeze\n")},
		"old/broken.csproj": {Data: []byte("<Project>")},
	}
	s, err := scanner.New(scanner.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := s.Scan(context.Background(), tree)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Printf("%s:%d:%d: %s\n", f.Path, f.Start.Line, f.Start.Column, f.Verdict)
	}
	for _, p := range report.Problems {
		fmt.Printf("%s:%d: %s\n", p.Path, p.Line, p.Message)
	}
	// Output:
	// old/Dockerfile:1:13: upgrade
	// svc/pom.xml:1:46: ready
	// old/broken.csproj:1: element <Project> is never closed
}

// An editor hands over one unsaved buffer.
func ExampleScanner_File() {
	s, _ := scanner.New(scanner.Options{})
	buffer := []byte("[options]\npython_requires = >=2.7,<4\n")
	findings, _ := s.File("setup.cfg", buffer)
	for _, f := range findings {
		fmt.Println(f.Start.Line, f.Start.UTF16, f.Text, f.Verdict, "floor", f.Floor)
		if e, ok := s.Fix("setup.cfg", buffer, f); ok {
			fmt.Println(e.Span, e.New)
		}
	}
	// Output:
	// 2 19 >=2.7,<4 upgrade floor 2.7.9
	// {28 36} >=2.7.9,<4
}

func ExampleScanner_Version() {
	s, _ := scanner.New(scanner.Options{})
	findings, _ := s.Version("a terminal", "Python 2.7.8\nOpenSSL 1.0.1e-fips 11 Feb 2013\n")
	for _, f := range findings {
		fmt.Println(f.Message)
	}
	// Output:
	// Python 2.7.8 offers TLS 1.2 by default with OpenSSL 1.0.1e.
	// OpenSSL 1.0.1e offers TLS 1.2 by default.
}

func ExampleScanner_Check() {
	s, _ := scanner.New(scanner.Options{MinTLS: rules.TLS13})
	f, _ := s.Check(rules.Java, "11.0.11")
	fmt.Println(f.Message)
	// Output: Java 11.0.11 offers TLS 1.3 by default.
}
