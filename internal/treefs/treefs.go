// Package treefs makes a file system of a list of files, for trees that are not on
// disk.
package treefs

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A File is one file of a tree.
type File struct {
	Path string // valid in the sense of [fs.ValidPath]
	Size int64
	Mode fs.FileMode            // the type bits count
	Read func() ([]byte, error) // its content, Size bytes
}

// FS is a read-only tree. It is safe for concurrent use if its files' Read is.
type FS struct {
	files   map[string]*File
	folders map[string][]fs.DirEntry
}

// New makes a tree. Of files with the same path the last one counts; one that
// stands where a folder is needed is left out.
func New(files []File) *FS {
	t := &FS{files: make(map[string]*File, len(files)), folders: map[string][]fs.DirEntry{".": nil}}
	for i := range files {
		t.files[files[i].Path] = &files[i]
	}
	known := map[string]bool{".": true}
	for name := range t.files {
		t.enter(name, known)
	}
	for name, f := range t.files {
		if known[name] {
			delete(t.files, name)
			continue
		}
		dir := path.Dir(name)
		t.folders[dir] = append(t.folders[dir], entry{path.Base(name), f})
	}
	for _, entries := range t.folders {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return t
}

// enter adds the folders above a file.
func (t *FS) enter(name string, known map[string]bool) {
	for dir := path.Dir(name); !known[dir]; dir = path.Dir(dir) {
		known[dir] = true
		above := path.Dir(dir)
		t.folders[above] = append(t.folders[above], entry{path.Base(dir), nil})
		if _, ok := t.folders[dir]; !ok {
			t.folders[dir] = nil
		}
	}
}

// Open opens a file or folder. A file is read at its first Read.
func (t *FS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if f := t.files[name]; f != nil {
		return &openFile{entry: entry{path.Base(name), f}}, nil
	}
	if entries, ok := t.folders[name]; ok {
		return &openFolder{entry: entry{path.Base(name), nil}, left: entries}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists a folder.
func (t *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, ok := t.folders[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return slices.Clone(entries), nil
}

// An entry is a file, or without one a folder.
type entry struct {
	name string
	file *File
}

func (e entry) Name() string               { return e.name }
func (e entry) IsDir() bool                { return e.file == nil }
func (e entry) Type() fs.FileMode          { return e.Mode().Type() }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }
func (e entry) Stat() (fs.FileInfo, error) { return e, nil }
func (e entry) ModTime() time.Time         { return time.Time{} }
func (e entry) Sys() any                   { return nil }

func (e entry) Size() int64 {
	if e.file == nil {
		return 0
	}
	return e.file.Size
}

func (e entry) Mode() fs.FileMode {
	if e.file == nil {
		return fs.ModeDir | 0o555
	}
	return e.file.Mode.Type() | 0o444
}

type openFile struct {
	entry
	content *bytes.Reader
}

func (f *openFile) Read(p []byte) (int, error) {
	if f.content == nil {
		data, err := f.file.Read()
		if err != nil {
			return 0, &fs.PathError{Op: "read", Path: f.file.Path, Err: err}
		}
		f.content = bytes.NewReader(data)
	}
	return f.content.Read(p)
}

func (f *openFile) Close() error { return nil }

type openFolder struct {
	entry
	left []fs.DirEntry
}

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

func (f *openFolder) Close() error { return nil }

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.left)
	} else if len(f.left) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.left))
	out := slices.Clone(f.left[:n])
	f.left = f.left[n:]
	return out, nil
}
