package diskfs

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"
)

// A nearFS is a view of the tree for one goroutine. It keeps the folders open that lie
// on the way to the one that was listed last, and opens from them on what is below:
// the system then need not go the whole way from the root, for each file anew.
type nearFS struct {
	dirFS
	last  string // the folder that was listed last
	way   []openFolder
	names [maxWay][]byte // for those of the folders, to be used again
}

// An openFolder is one on the way.
type openFolder struct {
	end   int // of its path in that of the last folder; -1 for the root of the tree
	fd    int
	ext4  bool
	names []byte // what is in it, each behind a slash; nil if that is not known
}

// maxNames is how many bytes of names are kept for each folder.
const maxNames = 4 << 10

// maxWay is how many folders are kept open. What lies deeper is opened from the last of
// them on.
const maxWay = 12

// maxPath is PATH_MAX: the longest path that the system opens, with the byte that ends it.
const maxPath = 4096

// Near returns a view of the tree for one goroutine, which is faster where what is asked
// for is near the folder that was listed last. It has to be closed.
func (d dirFS) Near() (near fs.FS, closeIt func()) {
	if d.dir == "" {
		return d, func() {}
	}
	n := &nearFS{dirFS: d}
	return n, func() { n.leave(0) }
}

// leave closes the folders from one on.
func (n *nearFS) leave(from int) {
	for _, f := range n.way[from:] {
		_ = syscall.Close(f.fd) // nothing was written that closing could lose
	}
	n.way = n.way[:from]
}

// above returns how many of the open folders lie above a name, and what is left of it
// from the last of these on.
func (n *nearFS) above(name string) (count int, rest string) {
	for i := len(n.way) - 1; i >= 0; i-- {
		end := n.way[i].end
		if end < 0 || end < len(name) && name[end] == '/' && strings.HasPrefix(n.last, name[:end]) {
			return i + 1, name[end+1:]
		}
	}
	return 0, n.dir + "/" + name
}

// isTooLong reports whether a whole path is longer than the system opens: people could do
// nothing with what is found there.
func (n *nearFS) isTooLong(name string) bool { return len(n.dir)+len("/")+len(name) >= maxPath }

// open opens a name from the nearest folder on. Where no more files can be open, the
// folders are in the way.
func (n *nearFS) open(name string, how int) (int, error) {
	if n.isTooLong(name) {
		return -1, syscall.ENAMETOOLONG
	}
	from := atWorkingFolder
	count, rest := n.above(name)
	if count > 0 {
		from = n.way[count-1].fd
	}
	fd, err := openAt(from, rest, how)
	if count > 0 && (errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)) {
		n.leave(0)
		return openAt(atWorkingFolder, n.dir+"/"+name, how)
	}
	return fd, err
}

// openFolder opens a folder and tells whether it is known to be one of ext4: as the one
// above it, if nothing else is mounted there.
func (n *nearFS) openFolder(dir string) (fd int, ext4 bool, err error) {
	count, rest := n.above(dir)
	ask := count == 0
	if !ask && n.way[count-1].ext4 && !n.isTooLong(dir) {
		if fd, err = onSameMount(n.way[count-1].fd, rest); err == nil {
			return fd, true, nil
		}
		ask = errors.Is(err, syscall.EXDEV)
	}
	if fd, err = n.open(dir, asFolder); err != nil {
		return fd, false, err
	}
	return fd, ask && isExt4(fd), nil
}

func (n *nearFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return n.dirFS.Open(name)
	}
	fd, err := n.open(name, asFile)
	return n.opened(fd, err, name)
}

// AppendFile appends what is in a file to a buffer; fits is false if it is larger than
// the limit. What is no regular file has nothing in it, or is an error.
func (n *nearFS) AppendFile(buffer []byte, name string, limit int64) (data []byte, fits bool, err error) {
	if !fs.ValidPath(name) {
		_, err := n.dirFS.Open(name) // which has the error for it
		return buffer, false, err
	}
	fd, err := n.open(name, asFile)
	if err != nil {
		return buffer, false, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	defer syscall.Close(fd) // nothing was written that closing could lose
	before := len(buffer)
	for {
		free := buffer[len(buffer):cap(buffer)]
		size, err := retry(func() (int, error) { return syscall.Read(fd, free) })
		if err != nil {
			return buffer, false, &fs.PathError{Op: "read", Path: name, Err: err}
		}
		buffer = buffer[:len(buffer)+size]
		read := int64(len(buffer) - before)
		if size < len(free) || read > limit { // a regular file gives less at its end only
			return buffer, read <= limit, nil
		}
		var stat syscall.Stat_t
		if _, err := retry(func() (int, error) { return 0, syscall.Fstat(fd, &stat) }); err != nil {
			return buffer, false, &fs.PathError{Op: "stat", Path: name, Err: err}
		}
		if stat.Size > limit {
			return buffer, false, nil
		}
		buffer = slices.Grow(buffer, int(max(stat.Size-read, 0))+1) // one more, to see the end
	}
}

// VisitNames calls visit for each name in a folder, with the type of what it names,
// in no order. The bytes are the next name's afterwards. What was listed before an
// error is visited all the same.
func (n *nearFS) VisitNames(dir string, visit func(name []byte, kind fs.FileMode)) error {
	if !fs.ValidPath(dir) {
		_, err := n.ReadDir(dir) // which has the error for it
		return err
	}
	end := len(dir)
	if dir == "." {
		end = -1
		n.leave(0)
	}
	count, _ := n.above(dir)
	n.leave(count)
	fd, ext4, err := n.openFolder(dir)
	if err != nil {
		return &fs.PathError{Op: "open", Path: dir, Err: err}
	}
	n.last = dir
	if count = len(n.way); count == maxWay {
		defer syscall.Close(fd)
		return n.visit(fd, dir, ext4, visit)
	}
	n.way = append(n.way, openFolder{end: end, fd: fd, ext4: ext4})
	names, all := n.names[count][:0], true
	err = n.visit(fd, dir, ext4, func(name []byte, kind fs.FileMode) {
		if all = all && len(names)+len(name) < maxNames; all {
			names = append(append(names, '/'), name...)
		}
		visit(name, kind)
	})
	n.names[count] = names
	if all && err == nil {
		n.way[count].names = names
	}
	return err
}

// lacks reports whether a folder that was listed has no such name. Some file systems
// take capital letters for small ones.
func (f *openFolder) lacks(name string) bool {
	if f.names == nil {
		return false
	}
	for names := f.names; len(names) > 0; {
		names = names[1:]
		size := bytes.IndexByte(names, '/')
		if size < 0 {
			size = len(names)
		}
		if bytes.EqualFold(names[:size], []byte(name)) {
			return false
		}
		names = names[size:]
	}
	return true
}

// Lstat says what a name names itself, which may be a link. What is not in a folder that
// has been listed is not looked for.
func (n *nearFS) Lstat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) || name == "." {
		return n.dirFS.Lstat(name)
	}
	count, rest := n.above(name)
	if count > 0 && strings.IndexByte(rest, '/') < 0 && n.way[count-1].lacks(rest) {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: syscall.ENOENT}
	}
	return n.dirFS.Lstat(name)
}
