package scanner

import (
	"io/fs"
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// maxSources and maxSourceBytes bound the search of one program's source.
const (
	maxSources     = 5000
	maxSourceBytes = 64 << 20
)

// sources searches the source below a folder with a project for the .NET
// Framework: one line of it may turn TLS 1.2 on, or pin an older protocol.
// Folders with a project of their own are another program's.
func (w *walk) sources(dir string, folder []parsed) []manifest.Evidence {
	if w.s.opts.NoEvidence || !targetsFramework(folder) {
		return nil
	}
	search := sourceSearch{walk: w, left: maxSources, bytes: maxSourceBytes}
	search.folder(dir, true)
	return search.found
}

func targetsFramework(folder []parsed) bool {
	for _, p := range folder {
		if !strings.HasSuffix(strings.ToLower(p.file.Path), "proj") {
			continue
		}
		for _, d := range p.file.Declarations() {
			if d.Runtime == rules.DotnetFramework && d.Scope != manifest.Test {
				return true
			}
		}
	}
	return false
}

type sourceSearch struct {
	*walk
	left  int
	bytes int64
	found []manifest.Evidence
}

func (s *sourceSearch) folder(dir string, top bool) {
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		return // the walk itself reports it
	}
	skip := neighbours(entries)
	if skip.msbuild && !top {
		return
	}
	for _, e := range entries {
		if s.left <= 0 || s.bytes <= 0 || s.ctx.Err() != nil {
			return
		}
		name := path.Join(dir, e.Name())
		switch {
		case e.IsDir():
			if !skip.folder(s.fsys, dir, e.Name()) {
				s.folder(name, false)
			}
		case e.Type().IsRegular():
			if kinds := manifest.Find(e.Name()); kinds != nil && kinds.Source() {
				s.file(name, kinds)
			}
		}
	}
}

func (s *sourceSearch) file(name string, kinds manifest.Candidates) {
	s.left--
	data, err := s.read(name, s.s.limit(nil))
	if err != nil {
		return // a source that can't be read says nothing, as if it were not there
	}
	s.bytes -= int64(len(data))
	if data, err = manifest.Decode(data); err != nil {
		return
	}
	kind := kinds.Of(data)
	if kind == nil {
		return
	}
	f := manifest.NewFile(name, data)
	kind.Read(f)
	s.found = append(s.found, f.Evidence()...)
}
