package manifest

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"
)

// A File is one file to parse, and collects what is found in it.
type File struct {
	Path string // slash-separated, within the tree
	Data []byte // UTF-8 without byte order mark; see Decode

	open func(path string) (*File, error)
	// declared reads other files as what they are. It is a field because the list of
	// kinds names the readers, which so can't name the list.
	declared func(*File) ([]Declaration, bool)

	declarations []Declaration
	evidence     []Evidence
	problems     []Problem

	others *content // of the file that this one is again; nil for the first
	own    content
}

// A content is what follows from the bytes of a file alone. It serves all who are
// led to the same file, at the same time.
type content struct {
	lines struct {
		sync.Once
		before []int // each block of the file
	}
	xml struct {
		sync.Once
		root *element
	}
	pom struct {
		sync.Once
		outline *pomOutline
	}
	msbuild struct {
		sync.Once
		outline *msbuildOutline
	}
	action struct {
		sync.Once
		inputs []localInput
	}
}

// maxDeclarations is how many declarations a file may have, and pieces of
// evidence: far more than any that people write, and few enough to judge a file
// that was made to be slow.
const maxDeclarations = 2000

// NewFile returns a file of which nothing else is known: other files of its
// tree can't be opened. data must be UTF-8; [Decode] makes it so.
func NewFile(name string, data []byte) *File { return &File{Path: name, Data: data} }

// Again returns the same file with nothing found in it yet. What was made of its
// bytes is made only once for both: a parent of a thousand projects is parsed once.
// It may be called from several goroutines.
func (f *File) Again() *File {
	return &File{Path: f.Path, Data: f.Data, open: f.open, declared: f.declared, others: f.content()}
}

func (f *File) content() *content {
	if f.others != nil {
		return f.others
	}
	return &f.own
}

// WithTree lets the file open others of its tree. open gets a cleaned path
// within the tree.
func (f *File) WithTree(open func(path string) (*File, error)) *File {
	f.open = open
	return f
}

// ErrNoTree is what [File.Open] returns where only one file's bytes are at hand,
// as in an editor.
var ErrNoTree = errors.New("only this file is at hand")

// ErrOutside is what [File.Open] returns for a path that leaves the tree.
var ErrOutside = errors.New("the path leads out of the scanned tree")

// Open opens another file of the tree by its path relative to this one's
// folder. Both slashes separate; a path that leaves the tree is an error.
func (f *File) Open(rel string) (*File, error) {
	if f.open == nil {
		return nil, ErrNoTree
	}
	rel = strings.ReplaceAll(rel, `\`, "/")
	if path.IsAbs(rel) || len(rel) > 1 && rel[1] == ':' {
		return nil, ErrOutside
	}
	full := path.Join(path.Dir(f.Path), rel)
	if full == ".." || strings.HasPrefix(full, "../") {
		return nil, ErrOutside
	}
	return f.openAt(full)
}

// openAt opens another file by its clean path within the tree.
func (f *File) openAt(full string) (*File, error) {
	if f.open == nil {
		return nil, ErrNoTree
	}
	return f.open(full)
}

// A Span is a range of bytes of a file, the end excluded.
type Span struct{ Start, End int }

// A Place is a span of a file.
type Place struct {
	File *File
	Span
}

// Text returns the bytes of the place.
func (p Place) Text() string {
	if p.File == nil {
		return ""
	}
	return string(p.File.Data[p.Start:p.End])
}

// At returns the place of a span in this file. Offsets out of range are moved
// to its ends.
func (f *File) At(start, end int) Place {
	start = min(max(start, 0), len(f.Data))
	return Place{f, Span{start, min(max(end, start), len(f.Data))}}
}

// Declare adds a declaration. An empty Text becomes the text at At.
func (f *File) Declare(d Declaration) {
	if d.Text == "" {
		d.Text = d.At.Text()
	}
	switch len(f.declarations) {
	case maxDeclarations:
		return
	case maxDeclarations - 1:
		f.problems = append(f.problems, Problem{d.At, fmt.Sprintf("declares more than %d versions; the rest is left out", maxDeclarations)})
	}
	f.declarations = append(f.declarations, d)
}

// Witness adds a piece of evidence. An empty Text becomes the text at At.
func (f *File) Witness(e Evidence) {
	if e.Text == "" {
		e.Text = e.At.Text()
	}
	if len(f.evidence) < maxDeclarations {
		f.evidence = append(f.evidence, e)
	}
}

// Problemf adds a problem at an offset.
func (f *File) Problemf(offset int, format string, args ...any) {
	f.problems = append(f.problems, Problem{f.At(offset, offset), fmt.Sprintf(format, args...)})
}

// Declarations returns what was declared, in the order in which it was found.
func (f *File) Declarations() []Declaration { return f.declarations }

// Evidence returns the evidence that was found.
func (f *File) Evidence() []Evidence { return f.evidence }

// Problems returns what could not be read.
func (f *File) Problems() []Problem { return f.problems }
