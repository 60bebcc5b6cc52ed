package scanner

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// A task is a folder to list with all below it, or files to read.
type task struct {
	dir    string
	ignore *ignoreRules
	files  []work
}

// tasks are what workers have left for each other. Each keeps those that it makes
// on a stack of its own, which makes the walk go deep first and so keeps it small,
// and gives some away only where another has none: one lock for all of them would
// be taken three times for each folder.
type tasks struct {
	mu      sync.Mutex
	more    sync.Cond // tasks came, or there will be none
	list    []task
	workers int32
	idle    atomic.Int32 // workers that wait for tasks or are done
}

func newTasks(workers int) *tasks {
	t := &tasks{workers: int32(workers)}
	t.more.L = &t.mu
	return t
}

// take waits for a task; ok is false if no worker has any or ctx has ended, and the
// worker then does nothing more.
func (s *tasks) take(ctx context.Context) (t task, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle.Add(1)
	for len(s.list) == 0 && s.idle.Load() < s.workers && ctx.Err() == nil {
		s.more.Wait()
	}
	last := len(s.list) - 1
	if last < 0 || ctx.Err() != nil {
		s.more.Broadcast()
		return task{}, false
	}
	t = s.list[last]
	s.list = slices.Delete(s.list, last, last+1)
	s.idle.Add(-1)
	return t, true
}

// give takes over the older half of a worker's own tasks, where there is most to do
// below, and returns the rest.
func (s *tasks) give(own []task) []task {
	half := (len(own) + 1) / 2
	s.mu.Lock()
	s.list = append(s.list, own[:half]...)
	s.mu.Unlock()
	s.more.Broadcast()
	return slices.Delete(own, 0, half)
}

// wanted reports whether a worker waits.
func (s *tasks) wanted() bool { return s.idle.Load() > 0 }
