package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/scanner"
)

func newScan(f *flags) *cobra.Command {
	return &cobra.Command{
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, paths []string) error {
			s, err := f.scanner()
			if err != nil {
				return err
			}
			if len(paths) == 0 {
				paths = []string{"."}
			}
			total := &scanner.Report{}
			for _, p := range paths {
				r, err := scanPath(cmd.Context(), s, p)
				if err != nil {
					return err
				}
				add(total, r)
			}
			return f.write(cmd, total)
		},
	}
}

// scanPath scans a folder or a file. The paths of the report begin with the path
// as it was given, so that they can be opened from here.
func scanPath(ctx context.Context, s *scanner.Scanner, name string) (*scanner.Report, error) {
	info, err := os.Stat(name)
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			err = &fs.PathError{Op: "scan", Path: name, Err: pathError.Err}
		}
		return nil, err
	}
	dir, only := name, []string(nil)
	if !info.IsDir() {
		dir, only = filepath.Dir(name), []string{filepath.Base(name)}
	}
	r, err := s.Scan(ctx, os.DirFS(dir), only...)
	if err != nil {
		return nil, err
	}
	r.Prefix(filepath.ToSlash(filepath.Clean(dir)))
	return r, nil
}

// add puts the report of one path behind those of the paths before it.
func add(total, r *scanner.Report) {
	total.MinTLS, total.Table = r.MinTLS, r.Table
	total.Files += r.Files
	total.Findings = slices.Concat(total.Findings, r.Findings)
	total.Problems = slices.Concat(total.Problems, r.Problems)
}
