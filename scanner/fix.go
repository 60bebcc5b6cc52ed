package scanner

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/internal/treefs"
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// Fix returns the edit that makes a finding of this file ready, where one is
// mechanical: a raised floor in a constraint, a later target framework moniker, a
// later release of the same line, a pinned protocol. The edit has been tried: the
// file with the edit in it, read again, is ready at that place. ok is false where
// there is no such edit, as for a step to another major version.
func (s *Scanner) Fix(name string, data []byte, f Finding) (edit Edit, ok bool) {
	x := fixer{s: s,
		read: func(path string) ([]byte, error) {
			if path != name {
				return nil, fs.ErrNotExist
			}
			return data, nil
		},
		try: func(_ string, edited []byte) bool {
			findings, _ := s.File(name, edited)
			return readyAt(findings, &f)
		},
	}
	return x.fix(&f)
}

// A fixer looks for the edit that mends a finding.
type fixer struct {
	s    *Scanner
	read func(path string) ([]byte, error)
	// try reports whether the finding is gone with other bytes in one file.
	try func(path string, edited []byte) bool
}

func (x *fixer) fix(f *Finding) (Edit, bool) {
	if f.Verdict == rules.Ready || f.Verdict == rules.Unknown || f.locked {
		return Edit{}, false
	}
	d, err := x.draft(f.Path)
	if err != nil || f.Span.End > len(d.text.Data) || string(d.text.Data[f.Span.Start:f.Span.End]) != f.Text {
		return Edit{}, false
	}
	for _, candidate := range x.candidates(d, f) {
		if x.mends(candidate) {
			return candidate, true
		}
	}
	return Edit{}, false
}

func (x *fixer) mends(e Edit) bool {
	raw, err := x.read(e.Path)
	if err != nil {
		return false
	}
	edited, err := Apply(raw, e)
	return err == nil && x.try(e.Path, edited)
}

// readyAt reports whether all that stands at the finding's place is ready, or, for
// a line that pins a protocol, that nothing pins it there any more.
func readyAt(findings []Finding, f *Finding) bool {
	ready := f.isPin()
	for i := range findings {
		g := &findings[i]
		if g.Path != f.Path || g.Span.Start != f.Span.Start || g.Condition != f.Condition || g.Runtime != f.Runtime {
			continue
		}
		if g.Verdict != rules.Ready {
			return false
		}
		ready = true
	}
	return ready || f.Runtime.IsLibrary() // no finding is made of a library that is ready
}

// isPin reports whether the finding is that of a line that pins a protocol.
func (f *Finding) isPin() bool { return f.Versions.IsEmpty() && f.pin() != nil }

// edits adds to the findings of a report the edits that mend them.
func (s *Scanner) edits(ctx context.Context, fsys fs.FS, r *Report) {
	for i := range r.Findings {
		f := &r.Findings[i]
		if ctx.Err() != nil {
			return
		}
		if e, ok := s.fixInTree(ctx, fsys, f); ok {
			f.Edits = []Edit{e}
		}
	}
}

// fixInTree tries each candidate by a scan of the folder that declares it, with
// the edit laid over the tree.
func (s *Scanner) fixInTree(ctx context.Context, fsys fs.FS, f *Finding) (Edit, bool) {
	quiet := *s
	quiet.opts.Edits, quiet.opts.Workers = false, 1
	var names []string
	x := fixer{s: s,
		read: func(path string) ([]byte, error) {
			// An edit replaces the file itself, not what a link leads to.
			if info, err := fs.Lstat(fsys, path); err != nil || !info.Mode().IsRegular() {
				return nil, fs.ErrNotExist
			}
			return fs.ReadFile(fsys, path)
		},
		try: func(path string, edited []byte) bool {
			if names == nil {
				names = s.neighbourhood(fsys, f)
			}
			r, err := quiet.Scan(ctx, overlay{treefs.Pass{FS: fsys}, path, edited}, names...)
			return err == nil && readyAt(r.Findings, f)
		},
	}
	return x.fix(f)
}

// maxNeighbours bounds the files that are read again to try one edit.
const maxNeighbours = 64

// neighbourhood are the files that have to be read again to see whether a finding
// is gone: its own, those of the folder that declares it and those of its evidence.
func (s *Scanner) neighbourhood(fsys fs.FS, f *Finding) []string {
	declaring := f.Path
	if len(f.Via) > 0 {
		declaring = f.Via[0].Path
	}
	names := []string{declaring}
	if f.isPin() {
		return names
	}
	for i := range f.Evidence {
		if name := f.Evidence[i].Path; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	entries, err := fs.ReadDir(fsys, path.Dir(declaring))
	if err != nil || len(entries) > 8*maxNeighbours {
		return names
	}
	for _, e := range entries {
		name := path.Join(path.Dir(declaring), e.Name())
		if kinds := manifest.Find(name); !slices.Contains(names, name) && e.Type().IsRegular() && kinds != nil && !kinds.Source() && len(names) < maxNeighbours {
			names = append(names, name)
		}
	}
	return names
}

// An overlay is a tree with other bytes in one file.
type overlay struct {
	treefs.Pass
	name string
	data []byte
}

func (o overlay) Open(name string) (fs.File, error) {
	file, err := o.FS.Open(name)
	if err != nil || name != o.name {
		return file, err
	}
	return &overlayFile{File: file, Reader: strings.NewReader(string(o.data)), size: int64(len(o.data))}, nil
}

type overlayFile struct {
	fs.File
	*strings.Reader
	size int64
}

func (f *overlayFile) Read(p []byte) (int, error) { return f.Reader.Read(p) }

func (f *overlayFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return overlayInfo{info, f.size}, err
}

type overlayInfo struct {
	fs.FileInfo
	size int64
}

func (i overlayInfo) Size() int64 { return i.size }
