package scanner

import (
	"fmt"
	"io"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// A reader reads files for one worker.
type reader struct {
	*walk
	buffer []byte // of source code, which is seldom of use beyond the search
}

// read reads the files of a job and keeps what they say.
func (r *reader) read(job []work) {
	var found []*facts
	parsed := 0
	for i := range job {
		if r.ctx.Err() != nil {
			break
		}
		file, isKind := r.file(&job[i])
		if isKind {
			parsed++
		}
		if file != nil {
			found = append(found, file)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.parsed += parsed
	if p := r.s.opts.Progress; p != nil {
		for _, file := range found {
			p.declarations.Add(int64(len(file.declared)))
		}
	}
	r.files = append(r.files, found...)
}

// file reads one file. isKind is false for source code, and for what only has the
// name of a manifest.
func (r *reader) file(job *work) (found *facts, isKind bool) {
	source := job.kinds.Source()
	var data []byte
	var err error
	if source {
		r.buffer, err = r.load(job.name, r.s.limit(nil), r.buffer)
		data = r.buffer
	} else {
		data, err = r.load(job.name, r.s.limit(job.kinds), nil)
	}
	if err == nil {
		data, err = manifest.Decode(data)
	}
	if err != nil {
		if !source { // source that can't be read says nothing, as if it were not there
			r.problem(job.name, 0, reason(err))
		}
		return nil, false
	}
	kind := job.kinds.Of(data)
	if kind == nil {
		return nil, false
	}
	f := r.tree(job.name, data)
	kind.Read(f)
	if facts := r.s.factsOf(kind, f); !facts.isEmpty() {
		found = facts
	}
	return found, !kind.Source
}

func (w *walk) tree(name string, data []byte) *manifest.File {
	return manifest.NewFile(name, data).WithTree(w.open)
}

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
func (w *walk) load(name string, limit int64, buffer []byte) ([]byte, error) {
	file, err := w.fsys.Open(name)
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
	return data, fmt.Errorf("is larger than %s and was not read", size(limit))
}

// size is a number of bytes as people say it.
func size(n int64) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
