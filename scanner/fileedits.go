package scanner

import (
	"cmp"
	"slices"
)

// FileEdits are the edits of one file, in order and without overlap.
type FileEdits struct {
	Path  string
	Edits []Edit
}

// EditsByFile collects the edits of all findings that are not suppressed, by path. Two findings that the
// same edit mends have it once; of edits that overlap the first one stays, and the
// findings of the others are for a later run.
func (r *Report) EditsByFile() []FileEdits {
	var all []Edit
	for i := range r.Findings {
		if r.Findings[i].Suppressed == nil {
			all = append(all, r.Findings[i].Edits...)
		}
	}
	slices.SortStableFunc(all, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.New, b.New))
	})
	var out []FileEdits
	for i := range all {
		e := &all[i]
		if len(out) == 0 || out[len(out)-1].Path != e.Path {
			out = append(out, FileEdits{Path: e.Path})
		}
		edits := &out[len(out)-1].Edits
		if n := len(*edits); n > 0 && ((*edits)[n-1] == *e || e.Span.Start < (*edits)[n-1].Span.End || e.Span == (*edits)[n-1].Span) {
			continue
		}
		*edits = append(*edits, *e)
	}
	return out
}
