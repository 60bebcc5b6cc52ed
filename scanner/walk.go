package scanner

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// A walk is one scan of one tree: a single goroutine lists folders and hands
// files that are of some kind to workers. What they find is judged when all of it
// is known, because a program's parts stand in several files and folders.
type walk struct {
	ctx  context.Context
	s    *Scanner
	fsys fs.FS
	jobs chan []work

	mu       sync.Mutex
	files    []*facts
	parsed   int
	problems []Problem
}

// A work is one file to read.
type work struct {
	name  string
	kinds manifest.Candidates
}

// maxJob is the number of files that are handed over at once.
const maxJob = 64

func newWalk(ctx context.Context, s *Scanner, fsys fs.FS) *walk {
	return &walk{ctx: ctx, s: s, fsys: fsys, jobs: make(chan []work, 64)}
}

func (w *walk) run(names []string) (*Report, error) {
	var workers sync.WaitGroup
	for range w.s.opts.Workers {
		workers.Go(func() {
			r := reader{walk: w}
			for job := range w.jobs {
				r.read(job)
			}
		})
	}
	err := w.list(names)
	close(w.jobs)
	workers.Wait()
	report := w.s.report(w.files)
	report.Files = w.parsed
	if w.s.opts.Edits {
		w.s.edits(w.ctx, w.fsys, report)
	}
	report.Problems = append(report.Problems, w.problems...)
	slices.SortFunc(report.Problems, compareProblems)
	report.Problems = slices.Compact(report.Problems)
	return report, errors.Join(err, w.ctx.Err())
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
	if p := w.s.opts.Progress; p != nil {
		p.folder.Store(&dir)
		p.files.Add(int64(len(entries)))
	}
	skip := neighbours(entries)
	var job []work
	defer func() { w.send(job) }()
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case e.IsDir():
			if (w.s.opts.Vendored || !skip.folder(w.fsys, dir, e.Name())) && !ignore.match(name, true) && !w.skips(name, true) {
				w.folder(name, ignore)
			}
		case e.Type().IsRegular():
			// Links are left out: what they lead to is in the tree itself, or
			// none of its business.
			kinds := manifest.Find(name)
			if kinds == nil || w.s.opts.NoEvidence && kinds.Source() || ignore.match(name, false) || w.skips(name, false) {
				continue
			}
			if job = append(job, work{name, kinds}); len(job) == maxJob {
				w.send(job)
				job = nil
			}
		}
	}
}

func (w *walk) skips(name string, dir bool) bool {
	return w.s.opts.Skip != nil && w.s.opts.Skip(name, dir)
}

func (w *walk) send(job []work) {
	if len(job) == 0 {
		return
	}
	select {
	case w.jobs <- job:
	case <-w.ctx.Done():
	}
}

func (w *walk) problem(name string, line int, message string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.problems = append(w.problems, Problem{name, line, message})
}

// reason is an error without the path, which stands beside it anyway.
func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return "can't " + pathError.Op + ": " + pathError.Err.Error()
	}
	return err.Error()
}
