package scanner

import (
	"errors"
	"io/fs"
	"sync"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// led keeps the files that manifests led to, because many lead to the same: all
// modules of a program to one parent, all projects to the same properties.
type led struct {
	mu    sync.Mutex
	files map[string]ledFile
	bytes int
}

type ledFile struct {
	file *manifest.File
	err  error // fs.ErrNotExist
}

// What led keeps at most. It begins anew where that is reached: a walk that goes
// deep first asks for neighbours one after the other.
const (
	maxLedFiles = 4096
	maxLedBytes = 1 << 20
)

// open returns a file of the tree to a manifest that leads to it.
func (w *walk) open(name string) (*manifest.File, error) { return w.openIn(w.fsys, name) }

// openIn opens it by way of a view of the tree.
func (w *walk) openIn(fsys fs.FS, name string) (*manifest.File, error) {
	l := &w.led
	l.mu.Lock()
	known, ok := l.files[name]
	l.mu.Unlock()
	if !ok {
		known.file, known.err = w.readLed(fsys, name)
		if known.err == nil || errors.Is(known.err, fs.ErrNotExist) {
			l.keep(name, known)
		}
	}
	if known.err != nil {
		return nil, known.err
	}
	return known.file.Again(), nil
}

func (l *led) keep(name string, f ledFile) {
	size := 0
	if f.file != nil {
		size = len(f.file.Data)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.files == nil || len(l.files) >= maxLedFiles || l.bytes+size > maxLedBytes {
		l.files, l.bytes = map[string]ledFile{}, 0
	}
	l.files[name] = f
	l.bytes += size
}

// forget drops the files, with all that was made of them: the walk has ended.
func (l *led) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.files, l.bytes = nil, 0
}

// readLed reads a file of the tree that is reached by no link that leaves it.
func (w *walk) readLed(fsys fs.FS, name string) (*manifest.File, error) {
	plain, err := w.links.follow(fsys, name)
	if err != nil {
		return nil, err
	}
	data, err := load(fsys, plain, w.s.limit(nil), nil)
	if err != nil {
		return nil, err
	}
	if data, err = manifest.Decode(data); err != nil {
		return nil, err
	}
	return manifest.NewFile(name, data).WithTree(w.open), nil
}
