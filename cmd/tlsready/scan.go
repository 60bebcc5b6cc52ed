package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/internal/gitfs"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/baseline"
	"github.com/tlsready/tlsready/scanner/policy"
)

func newScan(f *flags) *cobra.Command {
	return &cobra.Command{
		Args: cobra.ArbitraryArgs,
		RunE: interruptible(func(cmd *cobra.Command, paths []string) error {
			outputs, err := f.outputs()
			if err != nil {
				return err
			}
			r, err := f.scan(cmd, paths, wantsEdits(outputs))
			if r == nil {
				return err
			}
			if found := f.write(cmd, r); err == nil {
				err = found
			}
			return err
		}),
	}
}

// errInterrupted says that a report is not whole.
var errInterrupted = errors.New("interrupted: the report is partial")

// prepare reads what a scan needs: its inputs, the policy that governs them, and the
// options that both ask for.
func (f *flags) prepare(cmd *cobra.Command, paths []string) ([]*input, *policy.Policy, scanner.Options, error) {
	var o scanner.Options
	inputs, err := f.inputs(cmd, paths)
	if err != nil {
		return nil, nil, o, err
	}
	var dirs []string
	for _, in := range inputs {
		if dirs = append(dirs, in.governed...); in.governed == nil {
			dirs = append(dirs, in.dir)
		}
	}
	p, err := f.findPolicy(cmd.Flags(), dirs)
	if err != nil {
		return nil, nil, o, err
	}
	o, err = f.options()
	return inputs, p, o, err
}

// scan scans all inputs and lays the policy and the baseline over what they say.
// With errInterrupted there is a report too.
func (f *flags) scan(cmd *cobra.Command, paths []string, edits bool) (*scanner.Report, error) {
	inputs, p, o, err := f.prepare(cmd, paths)
	if err != nil {
		return nil, err
	}
	accepted, err := f.readBaseline()
	if err != nil {
		return nil, err
	}
	o.Edits = edits
	done := f.showProgress(cmd, &o)
	defer done()
	total := &scanner.Report{MinTLS: o.MinTLS, Table: o.Table.Name(), Effective: p.Effective}
	for _, in := range inputs {
		changes, err := f.changes(cmd.Context(), in)
		if err != nil {
			return nil, err
		}
		r, err := in.scan(cmd.Context(), p, o, changes)
		if err != nil && !errors.Is(err, context.Canceled) {
			return nil, err
		}
		add(total, r)
	}
	if accepted != nil {
		accepted.Apply(total)
	}
	if total.Partial {
		return total, errInterrupted
	}
	return total, nil
}

// changes lists what has changed in an input since --changed-since; nil if that is
// not asked.
func (f *flags) changes(ctx context.Context, in *input) (*[]gitfs.Change, error) {
	if f.changedSince == "" {
		return nil, nil
	}
	if in.isArchive {
		return nil, fmt.Errorf("--changed-since: %s is an archive", in.prefix)
	}
	changes, err := gitfs.Changed(ctx, in.dir, f.changedSince, f.gitRev)
	if err != nil {
		return nil, fmt.Errorf("--changed-since: %w", err)
	}
	return &changes, nil
}

// scan scans one input; the report has what changes touch, or all of it if they are
// nil. With context.Canceled there is a report too.
func (in *input) scan(ctx context.Context, p *policy.Policy, o scanner.Options, changes *[]gitfs.Change) (*scanner.Report, error) {
	if in.close != nil {
		defer in.close()
	}
	o.NoIgnore = o.NoIgnore || in.tracked
	s, err := scope(p, in.dir, in.names == nil)
	if err != nil {
		return nil, err
	}
	sc, err := scanner.New(s.Options(o))
	if err != nil {
		return nil, err
	}
	r := &scanner.Report{}
	if in.names == nil || len(in.names) > 0 {
		r, err = sc.Scan(ctx, in.tree, in.names...)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		return nil, fmt.Errorf("%s: %w", in.prefix, err)
	}
	r.Partial = err != nil
	r.Problems = append(r.Problems, in.problems...)
	policyProblems := len(r.Problems)
	s.Apply(r, time.Now())
	complaints := slices.Clone(r.Problems[policyProblems:])
	r.Problems = r.Problems[:policyProblems]
	if changes != nil {
		keepChanged(r, *changes)
	}
	r.Prefix(in.prefix)
	r.Problems = append(r.Problems, complaints...)
	return r, err
}

func (f *flags) readBaseline() (*baseline.Baseline, error) {
	if f.baseline == "" || f.noBaseline {
		return nil, nil
	}
	data, err := os.ReadFile(f.baseline)
	if err != nil {
		return nil, fmt.Errorf("--baseline: %w", err)
	}
	b, err := baseline.Parse(f.baseline, data)
	if err != nil {
		return nil, fmt.Errorf("--baseline: %w", err)
	}
	return b, nil
}

// add puts the report of one input behind those of the inputs before it.
func add(total, r *scanner.Report) {
	total.Files += r.Files
	if total.Findings == nil {
		total.Findings = r.Findings // nearly always there is one input
	} else {
		total.Findings = append(total.Findings, r.Findings...)
	}
	total.Problems = append(total.Problems, r.Problems...)
	total.Partial = total.Partial || r.Partial
}
