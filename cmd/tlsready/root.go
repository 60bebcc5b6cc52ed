package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/policy"
)

// flags are those that scan and check share.
type flags struct {
	format   []string
	output   []string
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

	noEvidence   bool
	policy       string
	noPolicy     bool
	baseline     string
	filesFrom    string
	gitRev       string
	changedSince string
	null         bool

	rulesFiles []string // of the policy
	noBaseline bool     // none is laid over the scan
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
  tlsready --changed-since origin/main --format sarif --output tls.sarif
  tlsready --git-rev v1.0
  openssl version | tlsready check -
  tlsready rules python`
	root.SilenceErrors = true
	root.SilenceUsage = true
	p := root.PersistentFlags()
	p.StringArrayVar(&f.format, "format", nil, "output `FORMAT`: "+strings.Join(formatNames(), ", ")+" (default text);\nmay be repeated, each for the --output at the same place")
	p.StringArrayVarP(&f.output, "output", "o", nil, "write to this `FILE` instead of standard output, in the format of its\nextension unless --format names one; may be repeated")
	p.StringVar(&f.minTLS, "min-tls", "1.2", "the oldest protocol `VERSION` that servers will accept: 1.2 or 1.3")
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
	scan.Example = `  tlsready scan services/ gateway.zip
  tlsready scan --min-tls 1.3 --fail-on error
  git diff --name-only -z main | tlsready scan --files-from - -0
  tlsready scan --baseline .tlsready-baseline.json --output tls.sarif --output tls.html`
	fix := newFix(&f)
	baseline := newBaseline(&f)
	root.AddCommand(scan, newCheck(&f), fix, baseline, newRules(&f), newExplain(&f), newVersion(), newMan())
	root.SetFlagErrorFunc(flagError)
	completeFlags(root, map[string][]string{
		"format": formatNames(), "fail-on": {"error", "warning", "note", "never"},
		"min-tls": {"1.2", "1.3"}, "table": {"default", "guidance"},
	})
	// Only when it is asked for: it reads the table.
	_ = root.RegisterFlagCompletionFunc("assume", completeRuntime)
	for _, c := range []*cobra.Command{root, scan, baseline} {
		c.Flags().StringVar(&f.gitRev, "git-rev", "", "scan the files of this Git `REVISION` instead of those on disk")
		c.Flags().StringVar(&f.filesFrom, "files-from", "", "also scan the files and folders that this `FILE` lists, one a line;\n- is standard input")
		c.Flags().BoolVarP(&f.null, "null", "0", false, "names in --files-from end with NUL, as find -print0 and git -z write them")
	}
	for _, c := range []*cobra.Command{root, scan} {
		c.Flags().StringVar(&f.changedSince, "changed-since", "", "report only programs with files that have changed since this Git `REVISION`")
		c.Flags().StringVar(&f.baseline, "baseline", "", "accept what this `FILE` of tlsready baseline has, and report what is new")
	}
	for _, c := range []*cobra.Command{root, scan, fix, baseline} {
		c.Flags().StringVar(&f.policy, "policy", "", "the policy `FILE`, instead of the nearest "+policy.Name+" above the paths")
		c.Flags().BoolVar(&f.noPolicy, "no-policy", false, "read no policy file")
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

// options are those of a scanner as the flags ask for it.
func (f *flags) options() (scanner.Options, error) {
	var o scanner.Options
	table, err := f.rules()
	if err != nil {
		return o, err
	}
	minTLS, ok := rules.ParseTLS(f.minTLS)
	if !ok {
		return o, fmt.Errorf("--min-tls %s: accepted are 1.2 and 1.3", f.minTLS)
	}
	o = scanner.Options{Table: table, MinTLS: minTLS, NoIgnore: f.noIgnore, Vendored: f.vendored, NoEvidence: f.noEvidence}
	for _, text := range f.assume {
		rt, v, ok := strings.Cut(text, "=")
		if !ok {
			return o, fmt.Errorf("--assume %s: write RUNTIME=VERSION, such as openssl=1.0.1e", text)
		}
		named, err := rules.Parse(rules.Runtime(rt), v)
		if err != nil {
			return o, fmt.Errorf("--assume %s: %w%s", text, err, f.suggestRuntime(rt))
		}
		o.Assume = append(o.Assume, rules.Companion(named))
	}
	return o, nil
}

// suggestRuntime is a question to append where a runtime is not known.
func (f *flags) suggestRuntime(name string) string {
	if rules.Scheme(rules.Runtime(name)) != nil {
		return ""
	}
	var known []string
	for _, r := range rules.Default().Runtimes() {
		known = append(known, string(r.Runtime))
	}
	return didYouMean(name, known)
}

func (f *flags) rules() (*rules.Table, error) {
	switch f.table {
	case "default":
		if len(f.rulesFiles) > 0 {
			return extended(f.rulesFiles)
		}
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

// write writes the report to all outputs and says by its error whether anything is
// as loud as --fail-on.
func (f *flags) write(cmd *cobra.Command, r *scanner.Report) error {
	limit, err := f.limit()
	if err != nil {
		return err
	}
	outputs, err := f.outputs()
	if err != nil {
		return err
	}
	for _, to := range outputs {
		if err := f.print(cmd, r, to); err != nil {
			return err
		}
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
		levels := []string{"error", "warning", "note", "never"}
		return 0, fmt.Errorf("--fail-on %s: accepted are %s%s", f.failOn, strings.Join(levels, ", "), didYouMean(f.failOn, levels))
	}
	return l, nil
}
