package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// flags are those that scan and check share.
type flags struct {
	format   string
	output   string
	minTLS   string
	table    string
	assume   []string
	all      bool
	failOn   string
	quiet    bool
	noColor  bool
	strict   bool
	noIgnore bool
	vendored bool

	noEvidence bool
	edits      bool // look for them; no flag of its own
}

func newRoot() *cobra.Command {
	var f flags
	root := newScan(&f)
	root.Use = "tlsready [PATH ...]"
	root.Short = "Tell which programs cannot speak TLS 1.2 as clients, why, and what to change"
	root.Long = root.Short + `.

Reads dependency manifests, project files, containers and what runtimes print of
themselves, and judges the versions that they declare by a table of rules, each
with its source. Without a command it scans the given paths.

Exit codes: 0 nothing at or above --fail-on; 1 something is; 2 the command could
not do its job.`
	root.Example = `  tlsready                                  # this folder
  tlsready --format json --output report.json services/
  tlsready check java 1.8.0_291
  openssl version | tlsready check -
  tlsready rules python`
	root.SilenceErrors = true
	root.SilenceUsage = true
	p := root.PersistentFlags()
	p.StringVar(&f.format, "format", "text", "output format: "+strings.Join(report.Formats(), " or "))
	p.StringVarP(&f.output, "output", "o", "", "write to this `FILE` instead of standard output")
	p.StringVar(&f.minTLS, "min-tls", "1.2", "the oldest protocol that servers will accept: 1.2 or 1.3")
	p.StringVar(&f.table, "table", "default", "the rules: default, guidance, or a rule `FILE`")
	p.StringArrayVar(&f.assume, "assume", nil, "take a companion to be there where none is declared, `RUNTIME=VERSION`\n(openssl=1.0.1e); may be repeated")
	p.BoolVar(&f.all, "all", false, "also report what is ready")
	p.StringVar(&f.failOn, "fail-on", "warning", "exit with 1 from this `LEVEL` on: error, warning, note or never")
	p.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing; the exit code tells")
	p.BoolVar(&f.noColor, "no-color", false, "no colours, as with NO_COLOR in the environment")
	p.BoolVar(&f.strict, "strict", false, "exit with 1 if anything could not be read")

	scan := newScan(&f)
	scan.Use = "scan [PATH ...]"
	scan.Short = "Scan trees or files (the default command)"
	fix := newFix(&f)
	root.AddCommand(scan, newCheck(&f), fix, newRules(&f), newVersion())
	for _, c := range []*cobra.Command{root, scan, fix} {
		c.Flags().BoolVar(&f.noIgnore, "no-ignore", false, "also read what .gitignore files leave out")
		c.Flags().BoolVar(&f.noEvidence, "no-evidence", false, "leave source code unsearched for lines that turn TLS on or pin it")
		c.Flags().BoolVar(&f.vendored, "vendored", false, "also read dependencies' own files and build output")
	}
	return root
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "tlsready", toolVersion())
			return err
		},
	}
}

// toolVersion is the module's version, or the commit it was built from.
func toolVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// scanner builds the scanner that the flags ask for.
func (f *flags) scanner() (*scanner.Scanner, error) {
	table, err := f.rules()
	if err != nil {
		return nil, err
	}
	minTLS, ok := rules.ParseTLS(f.minTLS)
	if !ok {
		return nil, fmt.Errorf("--min-tls %s: accepted are 1.2 and 1.3", f.minTLS)
	}
	o := scanner.Options{Table: table, MinTLS: minTLS, NoIgnore: f.noIgnore, Vendored: f.vendored, NoEvidence: f.noEvidence, Edits: f.edits}
	for _, text := range f.assume {
		rt, v, ok := strings.Cut(text, "=")
		if !ok {
			return nil, fmt.Errorf("--assume %s: write RUNTIME=VERSION, such as openssl=1.0.1e", text)
		}
		named, err := rules.Parse(rules.Runtime(rt), v)
		if err != nil {
			return nil, fmt.Errorf("--assume %s: %w", text, err)
		}
		o.Assume = append(o.Assume, rules.Companion(named))
	}
	return scanner.New(o)
}

func (f *flags) rules() (*rules.Table, error) {
	switch f.table {
	case "default":
		return rules.Default(), nil
	case "guidance":
		return rules.Guidance(), nil
	}
	file, err := os.Open(f.table)
	if err != nil {
		return nil, fmt.Errorf("--table: %w", err)
	}
	defer file.Close()
	table, err := rules.Load(f.table, file)
	if err != nil {
		return nil, fmt.Errorf("--table: %w", err)
	}
	return table, nil
}

// write writes the report and says by its error whether anything is as loud as
// --fail-on.
func (f *flags) write(cmd *cobra.Command, r *scanner.Report) error {
	limit, err := f.limit()
	if err != nil {
		return err
	}
	writer := report.Find(f.format)
	if writer == nil {
		return fmt.Errorf("--format %s: accepted are %s", f.format, strings.Join(report.Formats(), " and "))
	}
	if err := f.print(cmd, r, writer); err != nil {
		return err
	}
	if limit > scanner.LevelNone && r.Worst() >= limit || f.strict && len(r.Problems) > 0 {
		return &foundError{}
	}
	return nil
}

// limit is the level of --fail-on; none for never.
func (f *flags) limit() (scanner.Level, error) {
	if f.failOn == "never" {
		return scanner.LevelNone, nil
	}
	l, ok := scanner.ParseLevel(f.failOn)
	if !ok || l == scanner.LevelNone {
		return 0, fmt.Errorf("--fail-on %s: accepted are error, warning, note and never", f.failOn)
	}
	return l, nil
}

func (f *flags) print(cmd *cobra.Command, r *scanner.Report, write report.Writer) error {
	o := report.Options{Version: toolVersion(), All: f.all}
	if f.output != "" {
		return writeFile(f.output, func(b *bytes.Buffer) error { return write(b, r, o) })
	}
	if f.quiet {
		return nil
	}
	out := cmd.OutOrStdout()
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		o.Color = !f.noColor && os.Getenv("NO_COLOR") == ""
		if width, _, err := term.GetSize(int(file.Fd())); err == nil {
			o.Width = min(max(width, 40), 120)
		}
	}
	return write(out, r, o)
}

// writeFile writes the whole file or leaves what was there.
func writeFile(name string, fill func(*bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := fill(&b); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".tlsready-*")
	if err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(b.Bytes())
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	return nil
}
