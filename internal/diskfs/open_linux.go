package diskfs

import (
	"io"
	"io/fs"
	"path"
	"syscall"
	"time"
)

func (d dirFS) Open(name string) (fs.File, error) {
	if d.dir == "" || !fs.ValidPath(name) {
		return d.FS.Open(name) // which has the error for it
	}
	fd, err := openAt(atWorkingFolder, d.dir+"/"+name, asFile)
	return d.opened(fd, err, name)
}

// Lstat says what a name names itself, which may be a link.
func (d dirFS) Lstat(name string) (fs.FileInfo, error) {
	if d.dir == "" || !fs.ValidPath(name) {
		return d.Pass.Lstat(name) // which has the error for it
	}
	f := &file{fd: -1, name: name}
	if _, err := retry(func() (int, error) { return 0, syscall.Lstat(d.dir+"/"+name, &f.stat) }); err != nil {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return f, nil
}

// How files and folders are opened.
const (
	asFile   = syscall.O_RDONLY | syscall.O_CLOEXEC | syscall.O_NONBLOCK
	asFolder = syscall.O_RDONLY | syscall.O_CLOEXEC | syscall.O_DIRECTORY
)

// atWorkingFolder is AT_FDCWD: a name is that of a path from the working folder on.
const atWorkingFolder = -100

// openAt opens what a name leads to from an open folder on.
func openAt(folder int, name string, how int) (int, error) {
	return retry(func() (int, error) { return syscall.Openat(folder, name, how, 0) })
}

// opened is the file that was opened by a name. Folders are left to the library.
func (d dirFS) opened(fd int, err error, name string) (fs.File, error) {
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	f := &file{fd: fd, name: name}
	if _, err := retry(func() (int, error) { return 0, syscall.Fstat(fd, &f.stat) }); err != nil {
		_ = f.Close()
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	if f.IsDir() {
		_ = f.Close()
		return d.FS.Open(name)
	}
	return f, nil
}

// retry calls what a signal may interrupt.
func retry(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}

// A file is an open file that is no folder, and what is known of it.
type file struct {
	fd   int // -1 when closed
	name string
	stat syscall.Stat_t
}

func (f *file) Stat() (fs.FileInfo, error) {
	if f.fd < 0 {
		return nil, f.failed("stat", fs.ErrClosed)
	}
	return f, nil
}

// Read says at once that a regular file ends where it gives less than was asked for.
func (f *file) Read(p []byte) (int, error) {
	if f.fd < 0 {
		return 0, f.failed("read", fs.ErrClosed)
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, err := retry(func() (int, error) { return syscall.Read(f.fd, p) })
	switch {
	case err != nil:
		return 0, f.failed("read", err)
	case n == 0 || n < len(p) && f.Mode().IsRegular() && n < 1<<30: // as much as one call gives
		return n, io.EOF
	}
	return n, nil
}

func (f *file) Close() error {
	if f.fd < 0 {
		return f.failed("close", fs.ErrClosed)
	}
	err := syscall.Close(f.fd)
	f.fd = -1
	if err != nil {
		return f.failed("close", err)
	}
	return nil
}

func (f *file) failed(op string, err error) error {
	return &fs.PathError{Op: op, Path: f.name, Err: err}
}

func (f *file) Name() string       { return path.Base(f.name) }
func (f *file) Size() int64        { return f.stat.Size }
func (f *file) ModTime() time.Time { return time.Unix(f.stat.Mtim.Unix()) }
func (f *file) IsDir() bool        { return f.Mode().IsDir() }
func (f *file) Sys() any           { return &f.stat }

func (f *file) Mode() fs.FileMode {
	mode := fs.FileMode(f.stat.Mode & 0o777)
	for _, bit := range []struct {
		of   uint32
		mode fs.FileMode
	}{{syscall.S_ISUID, fs.ModeSetuid}, {syscall.S_ISGID, fs.ModeSetgid}, {syscall.S_ISVTX, fs.ModeSticky}} {
		if f.stat.Mode&bit.of != 0 {
			mode |= bit.mode
		}
	}
	switch f.stat.Mode & syscall.S_IFMT {
	case syscall.S_IFDIR:
		mode |= fs.ModeDir
	case syscall.S_IFLNK:
		mode |= fs.ModeSymlink
	case syscall.S_IFIFO:
		mode |= fs.ModeNamedPipe
	case syscall.S_IFSOCK:
		mode |= fs.ModeSocket
	case syscall.S_IFCHR:
		mode |= fs.ModeDevice | fs.ModeCharDevice
	case syscall.S_IFBLK:
		mode |= fs.ModeDevice
	}
	return mode
}
