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

	mu       sync.Mutex
	more     sync.Cond // a task came, or the last one is done
	tasks    []task    // a stack: the walk goes deep first, which keeps it small
	busy     int       // workers with a task
	files    []*facts
	parsed   int
	problems []Problem
}

// A task is a folder to list with all below it, or files to read.
type task struct {
	dir    string
	ignore *ignoreRules
	files  []work
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
	w := &walk{ctx: ctx, s: s, fsys: fsys, links: links{fsys: fsys}}
	w.more.L = &w.mu
	return w
}

func (w *walk) run(names []string) (*Report, error) {
	err := w.begin(names)
	var workers sync.WaitGroup
	for range w.s.opts.Workers {
		workers.Go(w.work)
	}
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

// begin makes tasks of the names that a scan was asked for.
func (w *walk) begin(names []string) error {
	for _, name := range names {
		info, err := fs.Stat(w.fsys, name)
		if err != nil {
			return err
		}
		if info.IsDir() {
			w.tasks = append(w.tasks, task{dir: name})
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
		w.tasks = append(w.tasks, task{files: []work{{name, kinds}}})
	}
	return nil
}

// work does tasks until there are none and nobody is left to make some.
func (w *walk) work() {
	r := reader{walk: w}
	var in names
	for {
		t, ok := w.take()
		if !ok {
			return
		}
		if t.files == nil {
			t.files = w.list(t, &in)
		}
		r.read(t.files)
		w.done()
	}
}

func (w *walk) take() (task, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.tasks) == 0 && w.busy > 0 {
		w.more.Wait()
	}
	last := len(w.tasks) - 1
	if last < 0 || w.ctx.Err() != nil {
		return task{}, false
	}
	t := w.tasks[last]
	w.tasks[last] = task{}
	w.tasks = w.tasks[:last]
	w.busy++
	return t, true
}

func (w *walk) done() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy--; w.busy == 0 {
		w.more.Broadcast()
	}
}

func (w *walk) add(tasks ...task) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tasks = append(w.tasks, tasks...)
	w.more.Broadcast()
}

// list lists a folder: what is below it and the files beyond the first become
// tasks, and the first files are returned.
func (w *walk) list(t task, in *names) []work {
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
	var tasks []task
	for base, kind := range in.all() {
		switch {
		case kind.IsDir():
			name := join(t.dir, base)
			if (w.s.opts.Vendored || !skip.folder(w.fsys, t.dir, base)) && !ignore.match(name, true) && !w.skips(name, true) {
				tasks = append(tasks, task{dir: name, ignore: ignore})
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
		tasks = append(tasks, task{files: files[rest:]})
		files = files[:rest]
	}
	if len(tasks) > 0 {
		w.add(tasks...)
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
