package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/internal/archivefs"
	"github.com/tlsready/tlsready/internal/diskfs"
	"github.com/tlsready/tlsready/internal/gitfs"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// An input is one tree to scan.
type input struct {
	tree  fs.FS
	names []string // the files and folders in it to scan; nil: all of it
	// prefix is put before the paths of the report, so that they can be opened from
	// here.
	prefix   string
	dir      string   // the folder on disk, for what depends on where it is
	governed []string // the folders whose policy holds; nil: dir
	problems []scanner.Problem

	isArchive bool
	tracked   bool         // all files are in a commit, so that none of them is ignored
	close     func() error // nil: there is nothing to close
}

// inputs are the trees that the arguments and flags name.
func (f *flags) inputs(cmd *cobra.Command, paths []string) ([]*input, error) {
	listed, err := f.listed(cmd.InOrStdin())
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 && f.filesFrom == "" {
		paths = []string{"."}
	}
	here := &input{tree: diskfs.New("."), dir: ".", prefix: ".", names: []string{}}
	var out []*input
	for _, name := range paths {
		in, err := open(name)
		if err != nil {
			return nil, fmt.Errorf("%w%s", err, didYouMean(name, commandNames(cmd.Root())))
		}
		if in.names == nil || f.gitRev != "" || !here.takes(in, name) {
			out = append(out, in)
		} else {
			here.governed = append(here.governed, in.dir)
		}
	}
	out = append(out, here.takeAll(listed)...)
	if f.filesFrom != "" || len(here.names) > 0 {
		out = slices.Insert(out, 0, here)
	}
	if f.gitRev != "" {
		for _, in := range out {
			if err := in.atRevision(cmd.Context(), f.gitRev); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func commandNames(root *cobra.Command) []string {
	var out []string
	for _, c := range root.Commands() {
		out = append(out, c.Name())
	}
	return out
}

// open makes an input of a folder, a file or an archive.
func open(name string) (*input, error) {
	info, err := os.Stat(name)
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			err = &fs.PathError{Op: "scan", Path: name, Err: pathError.Err}
		}
		return nil, err
	}
	in := &input{dir: name}
	switch {
	case info.IsDir():
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "scan", Path: name, Err: errors.New("neither a file nor a folder")}
	case archivefs.Is(name):
		return openArchive(name)
	default:
		in.dir, in.names = filepath.Dir(name), []string{filepath.Base(name)}
	}
	in.tree, in.prefix = diskfs.New(in.dir), filepath.ToSlash(filepath.Clean(in.dir))
	return in, nil
}

// openArchive makes an input of the files of an archive that are of some kind.
func openArchive(name string) (*input, error) {
	tree, problems, err := archivefs.Open(name, archivefs.Usual, func(name string) bool { return manifest.Find(name) != nil })
	if err != nil {
		return nil, err
	}
	in := &input{tree: tree, dir: name + "!", prefix: filepath.ToSlash(filepath.Clean(name)) + "!", isArchive: true}
	for _, p := range problems {
		in.problems = append(in.problems, scanner.Problem{Path: p.Path, Message: p.Message})
	}
	return in, nil
}

// atRevision replaces what is on disk by what a commit has.
func (in *input) atRevision(ctx context.Context, revision string) error {
	if in.isArchive {
		return fmt.Errorf("--git-rev: %s is an archive", in.prefix)
	}
	tree, err := gitfs.Open(ctx, in.dir, revision)
	if err != nil {
		return fmt.Errorf("--git-rev: %w", err)
	}
	in.tree, in.close, in.tracked = tree, tree.Close, true
	return nil
}

// takes reports whether another input is below this one, and takes it in if so:
// what belongs together is judged together.
func (in *input) takes(other *input, name string) bool {
	if other.isArchive || !filepath.IsLocal(name) {
		return false
	}
	in.names = append(in.names, filepath.ToSlash(filepath.Clean(name)))
	return true
}

// takeAll takes in a list of names and returns inputs of the others. A name that
// is not there any more is a problem: lists are older than scans.
func (in *input) takeAll(names []string) []*input {
	var out []*input
	for _, name := range names {
		other, err := open(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			in.problems = append(in.problems, scanner.Problem{Path: filepath.ToSlash(name), Message: "listed, but not there"})
		case err != nil:
			in.problems = append(in.problems, scanner.Problem{Path: filepath.ToSlash(name), Message: because(err, name)})
		case !in.takes(other, name):
			out = append(out, other)
		}
	}
	return out
}

// because is an error without the name of the file that it is about.
func because(err error, name string) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return strings.TrimPrefix(err.Error(), name+": ")
}

// maxList bounds a list of names.
const maxList = 64 << 20

// listed reads the names of --files-from.
func (f *flags) listed(stdin io.Reader) ([]string, error) {
	if f.filesFrom == "" {
		return nil, nil
	}
	in := stdin
	if f.filesFrom != "-" {
		file, err := os.Open(f.filesFrom)
		if err != nil {
			return nil, fmt.Errorf("--files-from: %w", err)
		}
		defer file.Close()
		in = file
	}
	end := byte('\n')
	if f.null {
		end = 0
	}
	var out []string
	lines := bufio.NewReader(io.LimitReader(in, maxList))
	for {
		line, err := lines.ReadBytes(end)
		line = bytes.TrimSuffix(line, []byte{end})
		if !f.null {
			line = bytes.TrimSuffix(line, []byte("\r"))
		}
		if len(line) > 0 {
			out = append(out, string(line))
		}
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("--files-from: %w", err)
		}
	}
}
