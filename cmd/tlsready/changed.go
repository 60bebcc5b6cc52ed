package main

import (
	"path"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/internal/gitfs"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// keepChanged leaves in a report the programs that changes touch, whole: the
// findings of the nearest folder at or above a changed file that has some, those
// that rest on a changed file, and, where a manifest is gone, those below it that
// may have rested on it.
func keepChanged(r *scanner.Report, changes []gitfs.Change) {
	folders := map[string]bool{}
	for i := range r.Findings {
		folders[path.Dir(r.Findings[i].Path)] = true
	}
	changed, touched := map[string]bool{}, map[string]bool{}
	var gone []string
	for _, c := range changes {
		changed[c.Path] = true
		dir := path.Dir(c.Path)
		if kinds := manifest.Find(c.Path); c.Deleted && kinds != nil && !kinds.Source() {
			gone = append(gone, dir)
		}
		for dir != "." && !folders[dir] {
			dir = path.Dir(dir)
		}
		touched[dir] = true
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f scanner.Finding) bool {
		return !touched[path.Dir(f.Path)] && !restsOn(&f, changed) && !slices.ContainsFunc(gone, func(dir string) bool { return below(f.Path, dir) })
	})
	r.Problems = slices.DeleteFunc(r.Problems, func(p scanner.Problem) bool { return !changed[p.Path] })
}

// restsOn reports whether the finding names one of the files.
func restsOn(f *scanner.Finding, files map[string]bool) bool {
	named := func(l scanner.Location) bool { return files[l.Path] }
	return files[f.Path] || slices.ContainsFunc(f.Via, named) || slices.ContainsFunc(f.Disagrees, named) ||
		slices.ContainsFunc(f.Companions, func(c scanner.Companion) bool { return files[c.Path] }) ||
		slices.ContainsFunc(f.Evidence, func(e scanner.Evidence) bool { return files[e.Path] })
}

func below(name, dir string) bool { return dir == "." || strings.HasPrefix(name, dir+"/") }
