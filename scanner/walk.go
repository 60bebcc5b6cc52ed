package scanner

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"

	"github.com/tlsready/tlsready/scanner/manifest"
)

// A walk is one scan of one tree: workers list folders and read the files in them
// that are of some kind. What they find is judged when all of it is known, because
// a program's parts stand in several files and folders.
type walk struct {
	ctx   context.Context
	s     *Scanner
	fsys  fs.FS
	links links
	led   led
	tasks *tasks

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

// maxJob is the number of files that one worker reads of a folder before others
// may take the rest.
const maxJob = 64

func newWalk(ctx context.Context, s *Scanner, fsys fs.FS) *walk {
	return &walk{ctx: ctx, s: s, fsys: fsys, tasks: newTasks(s.opts.Workers)}
}

func (w *walk) run(names []string) (*Report, error) {
	err := w.begin(names)
	var workers sync.WaitGroup
	for range w.s.opts.Workers {
		workers.Go((&worker{walk: w}).work)
	}
	workers.Wait()
	w.led.forget()
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

// begin makes tasks of the names that a scan was asked for.
func (w *walk) begin(names []string) error {
	for _, name := range names {
		info, err := fs.Stat(w.fsys, name)
		if err != nil {
			return err
		}
		if info.IsDir() {
			w.tasks.list = append(w.tasks.list, task{dir: name})
			continue
		}
		if !info.Mode().IsRegular() {
			w.problem(name, 0, notRegular(info.Mode()).Error())
			continue
		}
		kinds := manifest.Find(name)
		if kinds == nil {
			w.problem(name, 0, "no kind of file that declares a runtime goes by this name")
			continue
		}
		w.tasks.list = append(w.tasks.list, task{files: []work{{name, kinds}}})
	}
	return nil
}

// list lists a folder: what is below it and the files beyond the first become
// tasks, and the first files are returned.
func (w *worker) list(t task) []work {
	in := &w.names
	if err := in.read(w.fsys, t.dir); err != nil {
		w.problem(t.dir, 0, reason(err))
		// What was listed before the error is still there.
	}
	ignore := t.ignore
	if !w.s.opts.NoIgnore {
		ignore = ignore.enter(w.fsys, t.dir, in)
	}
	if p := w.s.opts.Progress; p != nil {
		p.folder.Store(&t.dir)
		p.files.Add(int64(len(in.list)))
	}
	var skip nearby
	if !w.s.opts.Vendored {
		skip = neighbours(in)
	}
	var files []work
	for base, kind := range in.all() {
		switch {
		case kind.IsDir():
			name := join(t.dir, base)
			if (w.s.opts.Vendored || !skip.folder(w.fsys, t.dir, base)) && !ignore.match(name, true) && !w.skips(name, true) {
				w.own = append(w.own, task{dir: name, ignore: ignore})
			}
		case kind.IsRegular():
			// Links are left out: what they lead to is in the tree itself, or
			// none of its business.
			kinds := manifest.FindIn(t.dir, base)
			if kinds == nil || w.s.opts.NoEvidence && kinds.Source() {
				continue
			}
			if name := join(t.dir, base); !ignore.match(name, false) && !w.skips(name, false) {
				files = append(files, work{name, kinds})
			}
		}
	}
	for len(files) > maxJob {
		rest := len(files) - maxJob
		w.own = append(w.own, task{files: files[rest:]})
		files = files[:rest]
	}
	return files
}

// join is path.Join for names that are clean already.
func join(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
}

func (w *walk) skips(name string, dir bool) bool {
	return w.s.opts.Skip != nil && w.s.opts.Skip(name, dir)
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
