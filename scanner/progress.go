package scanner

import "sync/atomic"

// A Progress counts what a scan has done so far. Others may read it while the scan
// runs. The zero Progress is ready to use, by one scan after another.
type Progress struct {
	files, declarations atomic.Int64
	folder              atomic.Pointer[string]
}

// Files is the number of files that were listed.
func (p *Progress) Files() int { return int(p.files.Load()) }

// Declarations is the number of declarations that were read.
func (p *Progress) Declarations() int { return int(p.declarations.Load()) }

// Folder is the folder that is being listed; "" before the first.
func (p *Progress) Folder() string {
	if dir := p.folder.Load(); dir != nil {
		return *dir
	}
	return ""
}
