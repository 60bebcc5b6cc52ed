package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// maxWords bounds what check reads from standard input; what runtimes print of
// themselves is a few kilobytes at the most.
const maxWords = 1 << 20

func newCheck(f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "check RUNTIME VERSION | check -",
		Short: "Judge one version, or what a runtime prints of itself",
		Long: `Judge one version of a runtime, as people write it, or read from standard input
what runtimes print of themselves. Several lines are judged together: Python's
version and that of its OpenSSL, or JRuby's with its JVM.`,
		Example: `  tlsready check python 2.7.8
  tlsready check python 2.7.8 --assume openssl=1.0.1g
  tlsready check java 1.8.0_291
  tlsready check dotnet net45
  java -version 2>&1 | tlsready check -`,
		ValidArgsFunction: completeRuntime,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 2 || len(args) == 1 && args[0] == "-" {
				return nil
			}
			return errors.New("check takes a runtime and a version, such as: tlsready check python 2.7.8, or - to read standard input")
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			s, err := scanner.New(o)
			if err != nil {
				return err
			}
			findings, err := check(s, args, cmd.InOrStdin())
			if err != nil && len(args) == 2 {
				return fmt.Errorf("%w%s", err, f.suggestRuntime(strings.ToLower(args[0])))
			}
			if err != nil {
				return err
			}
			shown := *f
			shown.all = true // who asks about one version wants its verdict
			r := &scanner.Report{Findings: findings, Table: s.Table().Name(), MinTLS: s.MinTLS()}
			return shown.write(cmd, r)
		},
	}
}

func check(s *scanner.Scanner, args []string, stdin io.Reader) ([]scanner.Finding, error) {
	if len(args) == 2 {
		f, err := s.Check(rules.Runtime(strings.ToLower(args[0])), args[1])
		if err != nil {
			return nil, err
		}
		return []scanner.Finding{f}, nil
	}
	words, err := io.ReadAll(io.LimitReader(stdin, maxWords))
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", err)
	}
	return s.Version("standard input", string(words))
}
