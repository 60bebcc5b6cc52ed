package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/scanner/baseline"
)

// baselineFile is where a baseline goes unless --output says otherwise.
const baselineFile = ".tlsready-baseline.json"

func newBaseline(f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "baseline [PATH ...]",
		Short: "Write what a scan finds today, for scans that report what is new only",
		Long: `Scan and write what needs attention today to ` + baselineFile + `, or the file of
--output. A scan with --baseline FILE, or a policy that names it, then reports and
fails on what is new. Findings are recognised after unrelated edits and when
folders above are renamed; one that got worse is new.`,
		Example: `  tlsready baseline
  tlsready --baseline .tlsready-baseline.json`,
		Args: cobra.ArbitraryArgs,
		RunE: interruptible(func(cmd *cobra.Command, paths []string) error {
			file := baselineFile
			switch {
			case len(f.format) > 0:
				return errors.New("--format: a baseline has only one")
			case len(f.output) > 1:
				return errors.New("--output: a baseline goes to one file")
			case len(f.output) == 1:
				file = f.output[0]
			}
			f.noBaseline = true
			r, err := f.scan(cmd, paths, false)
			if err != nil {
				return err // not from half a scan
			}
			b := baseline.New(r)
			if file == "-" {
				return b.Write(cmd.OutOrStdout())
			}
			if err := writeFile(file, func(out *bytes.Buffer) error { return b.Write(out) }); err != nil {
				return err
			}
			if !f.quiet {
				fmt.Fprintf(cmd.ErrOrStderr(), "%s in %s\n", count(len(b.Findings), "finding"), file)
			}
			return nil
		}),
	}
}
