package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/internal/treefs"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
	"github.com/tlsready/tlsready/scanner/policy"
)

func newFix(f *flags) *cobra.Command {
	var diff bool
	c := &cobra.Command{
		Use:   "fix [PATH ...]",
		Short: "Mend what can be mended mechanically",
		Long: `Mend what can be mended mechanically: raise floors and target frameworks, move to
the newest release of a line, add the switch to an App.config, let pinned code
name TLS 1.2 too. Each edit has been tried before: with it the place is ready.
Everything else in a file stays as it is, byte for byte.`,
		Example: `  tlsready fix --diff services/ | git apply
  tlsready fix services/`,
		Args: cobra.ArbitraryArgs,
		RunE: interruptible(func(cmd *cobra.Command, paths []string) error {
			inputs, p, o, err := f.prepare(cmd, paths)
			if err != nil {
				return err
			}
			o.Edits = true
			var sum fixSummary
			for _, in := range inputs {
				if err := in.fix(cmd.Context(), cmd.OutOrStdout(), p, o, diff, &sum); err != nil {
					return err
				}
			}
			if !f.quiet {
				fmt.Fprintln(cmd.ErrOrStderr(), sum.String())
			}
			return errors.Join(sum.errs...)
		}),
	}
	c.Flags().BoolVar(&diff, "diff", false, "print a unified diff and change nothing")
	return c
}

// A fixSummary counts what was done.
type fixSummary struct {
	edits, files, left int
	errs               []error
}

func (s *fixSummary) String() string {
	return fmt.Sprintf("%s in %s; %s for people to mend", count(s.edits, "edit"), count(s.files, "file"), count(s.left, "finding"))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (in *input) fix(ctx context.Context, out io.Writer, p *policy.Policy, o scanner.Options, diff bool, sum *fixSummary) error {
	if in.isArchive {
		return fmt.Errorf("%s is an archive, which fix leaves alone", in.prefix)
	}
	root, err := os.OpenRoot(in.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	seen := &snapshot{Pass: treefs.Pass{FS: root.FS()}, files: map[string][]byte{}}
	here := *in
	here.tree, here.prefix = seen, "."
	r, err := here.scan(ctx, p, o, nil)
	if err != nil {
		return err
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Level > scanner.LevelNone && f.Suppressed == nil && len(f.Edits) == 0 {
			sum.left++
		}
	}
	for _, file := range r.EditsByFile() {
		before := seen.files[file.Path]
		after, err := scanner.Apply(before, file.Edits...)
		shown := path.Join(in.prefix, file.Path)
		if err == nil && diff {
			err = printDiff(out, shown, before, after)
		} else if err == nil {
			err = replace(root, file.Path, before, after)
		}
		if err != nil {
			sum.errs = append(sum.errs, fmt.Errorf("%s was left as it is: %w", shown, err))
			continue
		}
		sum.files++
		sum.edits += len(file.Edits)
	}
	return nil
}

// A snapshot keeps the files that edits were made for as they were then.
type snapshot struct {
	treefs.Pass
	files map[string][]byte
}

func (s *snapshot) ReadFile(name string) ([]byte, error) {
	if data, ok := s.files[name]; ok {
		return data, nil
	}
	data, err := fs.ReadFile(s.FS, name)
	if err == nil {
		s.files[name] = data
	}
	return data, err
}

// printDiff prints a diff that patch and git apply take. A file that is not UTF-8
// is no text to them.
func printDiff(out io.Writer, name string, before, after []byte) error {
	if manifest.EncodingOf(before).IsWide() {
		return errors.New("a diff can't show UTF-16; run fix without --diff")
	}
	_, err := io.WriteString(out, udiff.Unified("a/"+name, "b/"+name, string(before), string(after)))
	return err
}

// replace puts a new file in the place of the old one in one step, unless that has
// changed since it was read.
func replace(root *os.Root, name string, before, after []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is no regular file")
	}
	temporary := path.Join(path.Dir(name), ".tlsready-"+rand.Text())
	file, err := root.OpenFile(temporary, os.O_CREATE|os.O_EXCL|os.O_WRONLY, info.Mode().Perm())
	if err != nil {
		return err
	}
	defer root.Remove(temporary)
	_, err = file.Write(after)
	if err == nil {
		err = file.Chmod(info.Mode().Perm()) // whatever the umask took
	}
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, before) {
		return errors.New("it has changed while it was scanned")
	}
	return root.Rename(temporary, name)
}
