package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// An output is one place where a report goes.
type output struct {
	file   string // "" is standard output
	format *format
}

// outputs pairs --format and --output in the order in which they were given. An
// --output without a --format goes by its extension, and a --format without an
// --output to standard output.
func (f *flags) outputs() ([]output, error) {
	var out []output
	for i, file := range f.output {
		o := output{file: file}
		if file == "-" {
			o.file = ""
		}
		var err error
		if i < len(f.format) {
			o.format, err = findFormat(f.format[i])
		} else {
			o.format, err = formatOf(file)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	for i := len(f.output); i < len(f.format); i++ {
		if i > len(f.output) {
			return nil, fmt.Errorf("--format %s: only one format can go to standard output; give the others an --output each", f.format[i])
		}
		format, err := findFormat(f.format[i])
		if err != nil {
			return nil, err
		}
		out = append(out, output{format: format})
	}
	if len(out) == 0 {
		format, err := findFormat("text")
		if err != nil {
			return nil, err
		}
		out = append(out, output{format: format})
	}
	return out, nil
}

// wantsEdits reports whether an output shows edits, which take longer to find.
func wantsEdits(outputs []output) bool {
	for _, o := range outputs {
		if o.format.edits {
			return true
		}
	}
	return false
}

func (f *flags) print(cmd *cobra.Command, r *scanner.Report, to output) error {
	o := report.Options{Version: toolVersion(), All: f.all}
	if to.file != "" {
		return writeFile(to.file, func(b *bytes.Buffer) error { return to.format.write(b, r, o) })
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
	return to.format.write(out, r, o)
}

// writeFile writes the whole file or leaves what was there.
func writeFile(name string, fill func(*bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := fill(&b); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return named(name, os.WriteFile(name, b.Bytes(), 0)) // a device or a pipe
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".tlsready-*")
	if err != nil {
		return named(name, err)
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
	return named(name, err)
}

// named says of which output an error is, whatever file it happened at.
func named(name string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	if err != nil {
		err = fmt.Errorf("--output %s: %w", name, err)
	}
	return err
}
