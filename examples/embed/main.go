// Command embed shows how a Go program uses the library: it judges versions,
// scans a tree, and prints what needs attention.
//
//	go run ./examples/embed examples/fleet
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := run(os.Stdout, dir); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, dir string) error {
	s, err := scanner.New(scanner.Options{})
	if err != nil {
		return err
	}

	// One version, as people write it.
	java, err := s.Check(rules.Java, "1.7.0_79")
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Java 1.7.0_79: %s\n", java.Verdict)

	// A runtime's own words.
	found, err := s.Version("openssl version", "OpenSSL 1.0.1e-fips 11 Feb 2013")
	if err != nil {
		return err
	}
	for _, f := range found {
		fmt.Fprintf(w, "%s %s: %s\n", f.Title, f.Declared, f.Verdict)
	}

	// A tree.
	report, err := s.Scan(context.Background(), os.DirFS(dir))
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		if f.Level >= scanner.LevelWarning {
			fmt.Fprintf(w, "%s:%d: %s: %s\n", f.Path, f.Start.Line, f.Verdict, f.Message)
		}
	}
	return nil
}
