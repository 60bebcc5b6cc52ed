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
			f.edits = f.format == "json"
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
	dir, only, err := splitPath(name)
	if err != nil {
		return nil, err
	}
	r, err := s.Scan(ctx, os.DirFS(dir), only...)
	if err != nil {
		return nil, err
	}
	r.Prefix(filepath.ToSlash(filepath.Clean(dir)))
	return r, nil
}

// splitPath takes a path apart into the folder to scan and, for a file, its name
// in there.
func splitPath(name string) (dir string, only []string, err error) {
	info, err := os.Stat(name)
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			err = &fs.PathError{Op: "scan", Path: name, Err: pathError.Err}
		}
		return "", nil, err
	}
	if info.IsDir() {
		return name, nil, nil
	}
	return filepath.Dir(name), []string{filepath.Base(name)}, nil
}

// add puts the report of one path behind those of the paths before it.
func add(total, r *scanner.Report) {
	total.MinTLS, total.Table = r.MinTLS, r.Table
	total.Files += r.Files
	total.Findings = slices.Concat(total.Findings, r.Findings)
	total.Problems = slices.Concat(total.Problems, r.Problems)
}
