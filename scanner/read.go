package scanner

import (
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// A worker lists folders and reads files until there are no tasks left.
type worker struct {
	*walk
	fsys   fs.FS  // the walk's, seen from where this worker is
	own    []task // a stack
	names  names  // of the folder that is being listed
	buffer []byte // of one file after the other: facts keep none of their bytes
	found  []*facts
	parsed int
}

const (
	minBuffer = 64 << 10 // holds nearly all files
	maxBuffer = 1 << 20  // is kept for the next file
)

func (w *worker) work() {
	fsys, closeIt := near(w.walk.fsys)
	defer closeIt()
	w.fsys = fsys
	for t, ok := w.next(); ok; t, ok = w.next() {
		if t.files == nil {
			t.files = w.list(t)
		}
		w.read(t.files)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.walk.parsed += w.parsed
	w.files = append(w.files, w.found...)
}

// next is the next task, if there is any.
func (w *worker) next() (t task, ok bool) {
	if len(w.own) > 1 && w.tasks.wanted() {
		w.own = w.tasks.give(w.own)
	}
	last := len(w.own) - 1
	if last < 0 || w.ctx.Err() != nil {
		return w.tasks.take(w.ctx)
	}
	t = w.own[last]
	w.own = slices.Delete(w.own, last, last+1)
	return t, true
}

// read reads the files of a task and keeps what they say.
func (w *worker) read(files []work) {
	for i := range files {
		if w.ctx.Err() != nil {
			return
		}
		file, isKind := w.file(&files[i])
		if isKind {
			w.parsed++
		}
		if file == nil {
			continue
		}
		if p := w.s.opts.Progress; p != nil {
			p.declarations.Add(int64(len(file.declared)))
		}
		w.found = append(w.found, file)
	}
}

// file reads one file. isKind is false for source code, and for what only has the
// name of a manifest.
func (w *worker) file(job *work) (found *facts, isKind bool) {
	if w.buffer == nil || cap(w.buffer) > maxBuffer {
		w.buffer = make([]byte, 0, minBuffer)
	}
	var err error
	w.buffer, err = load(w.fsys, job.name, w.s.limit(job.kinds), w.buffer)
	data := w.buffer
	if err == nil {
		data, err = manifest.Decode(data)
	}
	if err != nil {
		if !job.kinds.Source() { // source that can't be read says nothing, as if it were not there
			w.problem(job.name, 0, reason(err))
		}
		return nil, false
	}
	kind := job.kinds.Of(data)
	if kind == nil {
		return nil, false
	}
	f := manifest.NewFile(job.name, data).WithTree(w.openNear)
	kind.Read(f)
	if said := w.s.factsOf(kind, f); !said.isEmpty() {
		kept := said // most files say nothing
		found = &kept
	}
	return found, !kind.Source
}

// openNear opens what the file leads to that this worker reads, which mostly is near. No
// other worker may do so.
func (w *worker) openNear(name string) (*manifest.File, error) { return w.openIn(w.fsys, name) }

const (
	usualLimit = 2 << 20
	lockLimit  = 32 << 20
)

func (s *Scanner) limit(kinds manifest.Candidates) int64 {
	switch {
	case s.opts.MaxFileSize > 0:
		return s.opts.MaxFileSize
	case kinds.Large():
		return lockLimit
	}
	return usualLimit
}

// load reads a file of at most limit bytes, into the buffer as far as it goes.
func load(fsys fs.FS, name string, limit int64, buffer []byte) ([]byte, error) {
	if a, ok := fsys.(fileAppender); ok {
		data, fits, err := a.AppendFile(buffer[:0], name, limit)
		if err == nil && !fits {
			err = tooLarge(limit)
		}
		return data, err
	}
	file, err := fsys.Open(name)
	if err != nil {
		return buffer[:0], err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return buffer[:0], err
	}
	if !info.Mode().IsRegular() {
		return buffer[:0], notRegular(info.Mode())
	}
	data := buffer[:0]
	if info.Size() <= limit && int64(cap(data)) <= info.Size() {
		data = make([]byte, 0, info.Size()+1) // one more, to see the end
	}
	for err == nil && int64(len(data)) <= limit && info.Size() <= limit {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)] // it grows while it is read
		}
		var n int
		n, err = file.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
	}
	switch {
	case err == io.EOF && int64(len(data)) <= limit:
		return data, nil
	case err != nil && err != io.EOF:
		return data, err
	}
	return data, tooLarge(limit)
}

func tooLarge(limit int64) error {
	return fmt.Errorf("is larger than %s and was not read", size(limit))
}

// size is a number of bytes as people say it.
func size(n int64) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
