// Package archivefs reads the files of an archive that somebody has a use for,
// without unpacking it, and within limits.
package archivefs

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/tlsready/tlsready/internal/treefs"
)

// Limits bound what one archive may cost.
type Limits struct {
	Entries int   // names
	File    int64 // bytes of one file; a larger one is listed and can't be read
	Kept    int64 // bytes of all files that are kept
	Read    int64 // bytes that are unpacked, kept or not
}

// Usual are the limits of an archive of a large program. What is kept stays in
// memory while the archive is scanned.
var Usual = Limits{Entries: 1_000_000, File: 32 << 20, Kept: 64 << 20, Read: 4 << 30}

// A Problem is something of an archive that was left out.
type Problem struct {
	Path    string // in the archive; "" for all of it
	Message string
}

var extensions = map[string]func(*reader, *os.File) error{
	".zip": (*reader).zip, ".jar": (*reader).zip, ".war": (*reader).zip, ".ear": (*reader).zip,
	".nupkg": (*reader).zip, ".whl": (*reader).zip, ".egg": (*reader).zip,
	".gem": (*reader).gem,
	".tar": (*reader).plainTar, ".tar.gz": (*reader).gzippedTar, ".tgz": (*reader).gzippedTar, ".tar.bz2": (*reader).bzippedTar,
}

// Is reports whether a file is an archive, by its name.
func Is(name string) bool { return readerOf(name) != nil }

func readerOf(name string) func(*reader, *os.File) error {
	base := strings.ToLower(path.Base(name))
	if read := extensions[path.Ext(base)]; read != nil {
		return read
	}
	return extensions[path.Ext(strings.TrimSuffix(base, path.Ext(base)))+path.Ext(base)]
}

// Open reads the files of an archive that keep wants, which it is asked for each
// name. An archive that is broken or goes beyond the limits is an error, which says
// what to do; a single file that can't be read is a problem.
func Open(name string, limits Limits, keep func(name string) bool) (*treefs.FS, []Problem, error) {
	read := readerOf(name)
	if read == nil {
		return nil, nil, fmt.Errorf("%s is no archive of a known kind", name)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	r := &reader{limits: limits, keep: keep}
	err = read(r, file)
	if err != nil && !errors.Is(err, errEntries) && !errors.Is(err, errKept) && !errors.Is(err, errRead) {
		err = fmt.Errorf("is a broken archive: %w", err)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return treefs.New(r.files), r.problems, nil
}

type reader struct {
	limits   Limits
	keep     func(string) bool
	files    []treefs.File
	problems []Problem
	entries  int
	kept     int64
	leaving  bool // a name that leaves the archive was met
}

func (r *reader) problem(name, format string, args ...any) {
	r.problems = append(r.problems, Problem{name, fmt.Sprintf(format, args...)})
}

var (
	errEntries = errors.New("holds more files than are read of an archive: unpack it and scan the folder")
	errKept    = errors.New("holds more manifests than are read of an archive: unpack it and scan the folder")
	errRead    = errors.New("unpacks to more than is read of an archive: unpack it and scan the folder")
)

// wants decides about one name. An error ends the archive.
func (r *reader) wants(name string) (string, bool, error) {
	if r.entries++; r.entries > r.limits.Entries {
		return "", false, errEntries
	}
	clean := strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "./")
	if !fs.ValidPath(clean) {
		if !strings.HasSuffix(clean, "/") && !r.leaving {
			r.leaving = true // once: such archives are full of them
			r.problem("", "the name %q leaves the archive and was left out", name)
		}
		return "", false, nil
	}
	return clean, r.keep(clean), nil
}

// add keeps a file.
func (r *reader) add(name string, size int64, content io.Reader) error {
	if size > r.limits.File {
		r.files = append(r.files, treefs.File{Path: name, Size: size, Read: func() ([]byte, error) { return nil, errors.New("is too large") }})
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(content, r.limits.File+1))
	if err != nil {
		return err
	}
	if r.kept += int64(len(data)); r.kept > r.limits.Kept {
		return errKept
	}
	r.files = append(r.files, treefs.File{Path: name, Size: int64(len(data)), Read: func() ([]byte, error) { return data, nil }})
	return nil
}

func (r *reader) zip(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(file, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return err
	}
	for _, f := range archive.File {
		name, wanted, err := r.wants(f.Name)
		if err != nil {
			return err
		}
		if !wanted || !f.Mode().IsRegular() {
			continue
		}
		if f.Flags&1 != 0 {
			r.problem(name, "is encrypted")
			continue
		}
		content, err := f.Open()
		if err == nil {
			err = r.add(name, int64(min(f.UncompressedSize64, 1<<62)), content)
			content.Close()
		}
		switch {
		case errors.Is(err, errKept):
			return err
		case err != nil: // others may be whole
			r.problem(name, "can't unpack: %v", err)
		}
	}
	return nil
}

func (r *reader) plainTar(file *os.File) error { return r.tar(file, r.limits.Read) }

func (r *reader) gzippedTar(file *os.File) error {
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	return r.tar(unpacked, r.limits.Read)
}

func (r *reader) bzippedTar(file *os.File) error { return r.tar(bzip2.NewReader(file), r.limits.Read) }

func (r *reader) tar(packed io.Reader, limit int64) error {
	return eachOfTar(packed, limit, func(h *tar.Header, content io.Reader) error {
		name, wanted, err := r.wants(h.Name)
		if err != nil || !wanted {
			return err
		}
		return r.add(name, h.Size, content)
	})
}

// eachOfTar visits the regular files of a tar.
func eachOfTar(packed io.Reader, limit int64, visit func(*tar.Header, io.Reader) error) error {
	bounded := &io.LimitedReader{R: packed, N: limit}
	archive := tar.NewReader(bounded)
	for {
		h, err := archive.Next()
		switch {
		case err != nil && bounded.N <= 0:
			return errRead
		case errors.Is(err, io.EOF):
			return nil
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := visit(h, archive); err != nil {
			if bounded.N <= 0 {
				return errRead
			}
			return err
		}
	}
}

// gem reads a package of RubyGems: a tar of data.tar.gz, which are the files, and
// metadata.gz, which is the specification.
func (r *reader) gem(file *os.File) error {
	return eachOfTar(file, r.limits.Read, func(h *tar.Header, content io.Reader) error {
		switch h.Name {
		case "data.tar.gz":
			unpacked, err := gzip.NewReader(content)
			if err != nil {
				return err
			}
			return r.tar(unpacked, r.limits.Read)
		case "metadata.gz":
			unpacked, err := gzip.NewReader(content)
			if err != nil || !r.keep("metadata") {
				return err
			}
			data, err := io.ReadAll(io.LimitReader(unpacked, r.limits.File+1))
			if err != nil {
				return err
			}
			return r.add("metadata", int64(len(data)), bytes.NewReader(data))
		}
		return nil
	})
}
