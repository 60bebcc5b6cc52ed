package scanner

import (
	"io/fs"
	"iter"
)

// A nameVisitor is a file system that lists a folder without making a [fs.DirEntry]
// of each name: most names are looked at once and forgotten.
type nameVisitor interface {
	VisitNames(dir string, visit func(name []byte, kind fs.FileMode)) error
}

// A fileAppender is a file system that appends what is in a regular file to a buffer,
// unless it is larger than a limit, and asks for no more about most files than that.
type fileAppender interface {
	AppendFile(buffer []byte, name string, limit int64) (data []byte, fits bool, err error)
}

// A nearer is a file system that has views for one goroutine each, which are faster where
// what is asked for is near the folder that was listed last.
type nearer interface {
	Near() (near fs.FS, closeIt func())
}

func near(fsys fs.FS) (view fs.FS, closeIt func()) {
	if n, ok := fsys.(nearer); ok {
		return n.Near()
	}
	return fsys, func() {}
}

// names are those in one folder, with the types of what they name. It is used again
// for the next folder.
type names struct {
	bytes []byte // of all names, one behind the other
	text  string // the same
	list  []struct {
		end  int
		kind fs.FileMode
	}
}

// maxNames is how many bytes of names are kept for the next folder.
const maxNames = 1 << 20

// read lists a folder. What was listed before an error is there.
func (n *names) read(fsys fs.FS, dir string) error {
	if cap(n.bytes) > maxNames {
		*n = names{}
	}
	n.bytes, n.list = n.bytes[:0], n.list[:0]
	err := visitNames(fsys, dir, n.add)
	n.text = string(n.bytes)
	return err
}

func (n *names) add(name []byte, kind fs.FileMode) {
	n.bytes = append(n.bytes, name...)
	n.list = append(n.list, struct {
		end  int
		kind fs.FileMode
	}{len(n.bytes), kind})
}

func visitNames(fsys fs.FS, dir string, visit func(name []byte, kind fs.FileMode)) error {
	if v, ok := fsys.(nameVisitor); ok {
		return v.VisitNames(dir, visit)
	}
	entries, err := fs.ReadDir(fsys, dir)
	for _, e := range entries {
		visit([]byte(e.Name()), e.Type())
	}
	return err
}

// all are the names with their types.
func (n *names) all() iter.Seq2[string, fs.FileMode] {
	return func(yield func(string, fs.FileMode) bool) {
		start := 0
		for _, e := range n.list {
			if !yield(n.text[start:e.end], e.kind) {
				return
			}
			start = e.end
		}
	}
}
