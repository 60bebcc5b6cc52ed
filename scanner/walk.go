package scanner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// A walk is one scan of one tree: a single goroutine lists folders and hands the
// files that are of some kind to workers.
type walk struct {
	ctx     context.Context
	s       *Scanner
	fsys    fs.FS
	folders chan []work

	mu     sync.Mutex
	report Report
}

// A work is one file to parse; the files of a folder are one job, because they
// are judged together.
type work struct {
	name  string
	kinds manifest.Candidates
}

func newWalk(ctx context.Context, s *Scanner, fsys fs.FS) *walk {
	return &walk{ctx: ctx, s: s, fsys: fsys, folders: make(chan []work, 64),
		report: Report{MinTLS: s.opts.MinTLS, Table: s.table.Name()}}
}

func (w *walk) run(names []string) (*Report, error) {
	var workers sync.WaitGroup
	for range w.s.opts.Workers {
		workers.Go(func() {
			for job := range w.folders {
				if w.ctx.Err() == nil {
					w.parse(job)
				}
			}
		})
	}
	err := w.list(names)
	close(w.folders)
	workers.Wait()
	w.report.Findings = sorted(w.report.Findings)
	slices.SortFunc(w.report.Problems, compareProblems)
	w.report.Problems = slices.Compact(w.report.Problems)
	return &w.report, errors.Join(err, w.ctx.Err())
}

func (w *walk) list(names []string) error {
	for _, name := range names {
		info, err := fs.Stat(w.fsys, name)
		if err != nil {
			return err
		}
		if info.IsDir() {
			w.folder(name, nil)
			continue
		}
		kinds := manifest.Find(name)
		if kinds == nil {
			w.problem(name, 0, "no kind of file that declares a runtime goes by this name")
			continue
		}
		w.send([]work{{name, kinds}})
	}
	return nil
}

// folder lists a folder and everything below it.
func (w *walk) folder(dir string, ignore *ignoreRules) {
	if w.ctx.Err() != nil {
		return
	}
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		w.problem(dir, 0, reason(err))
		// What was listed before the error is still there.
	}
	if !w.s.opts.NoIgnore {
		ignore = ignore.enter(w.fsys, dir, entries)
	}
	skip := neighbours(entries)
	var job []work
	defer func() { w.send(job) }()
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case e.IsDir():
			if (w.s.opts.Vendored || !skip.folder(w.fsys, dir, e.Name())) && !ignore.match(name, true) {
				w.folder(name, ignore)
			}
		case e.Type().IsRegular():
			// Links are left out: what they lead to is in the tree itself, or
			// none of its business.
			if kinds := manifest.Find(name); kinds != nil && !kinds.Source() && !ignore.match(name, false) {
				job = append(job, work{name, kinds})
			}
		}
	}
}

func (w *walk) send(job []work) {
	if len(job) == 0 {
		return
	}
	select {
	case w.folders <- job:
	case <-w.ctx.Done():
	}
}

// parse reads the files of a folder and judges them.
func (w *walk) parse(job []work) {
	folder := make([]parsed, 0, len(job))
	for _, one := range job {
		if w.ctx.Err() != nil {
			return
		}
		f, err := w.open(one.name, w.s.limit(one.kinds))
		if err != nil {
			w.problem(one.name, 0, reason(err))
			continue
		}
		if kind := one.kinds.Of(f.Data); kind != nil {
			kind.Read(f)
			folder = append(folder, parsed{kind.Name, f})
		}
	}
	findings, problems := w.s.judge(folder, w.sources(path.Dir(job[0].name), folder))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.report.Files += len(folder)
	w.report.Findings = append(w.report.Findings, findings...)
	w.report.Problems = append(w.report.Problems, problems...)
}

// open reads a file of the tree. Through it a manifest opens others.
func (w *walk) open(name string, limit int64) (*manifest.File, error) {
	data, err := w.read(name, limit)
	if err != nil {
		return nil, err
	}
	data, err = manifest.Decode(data)
	if err != nil {
		return nil, err
	}
	return manifest.NewFile(name, data).WithTree(func(name string) (*manifest.File, error) {
		return w.open(name, w.s.limit(nil))
	}), nil
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

func (w *walk) read(name string, limit int64) ([]byte, error) {
	file, err := w.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("is no regular file (%s)", info.Mode().Type())
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("is larger than %d bytes and was not read", limit)
	}
	// The file may grow while it is read.
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("is larger than %d bytes and was not read", limit)
	}
	return data, err
}

func (w *walk) problem(name string, line int, message string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.report.Problems = append(w.report.Problems, Problem{name, line, message})
}

// reason is an error without the path, which stands beside it anyway.
func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return "can't " + pathError.Op + ": " + pathError.Err.Error()
	}
	return err.Error()
}
