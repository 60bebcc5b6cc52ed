package diskfs

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"sync"
	"syscall"
)

// listing is where the system writes the names of a folder: about a thousand at once.
var listing = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// visit visits the names in an open folder. saysEnd is true if its file system says where
// the names end.
func (n *nearFS) visit(fd int, dir string, saysEnd bool, visit func(name []byte, kind fs.FileMode)) error {
	buffer := listing.Get().(*[32 << 10]byte)
	defer listing.Put(buffer)
	for {
		size, err := retry(func() (int, error) { return syscall.Getdents(fd, buffer[:]) })
		if err != nil {
			return &fs.PathError{Op: "readdirent", Path: dir, Err: err}
		}
		if size <= 0 {
			return nil
		}
		var e dirent
		for entries := buffer[:size]; len(entries) > 0; {
			e, entries = nextDirent(entries)
			if e.isGone || string(e.name) == "." || string(e.name) == ".." {
				continue
			}
			switch kind, err := e.typeIn(n.dir, dir); {
			case err == nil:
				visit(e.name, kind)
			case !errors.Is(err, fs.ErrNotExist): // else it has gone since
				return &fs.PathError{Op: "lstat", Path: dir, Err: errors.Unwrap(err)}
			}
		}
		if saysEnd && e.next == ext4End {
			return nil
		}
	}
}

// A dirent is one entry of a folder as the system has it.
//
// Source: https://man7.org/linux/man-pages/man2/getdents.2.html
type dirent struct {
	name   []byte
	kind   byte
	next   uint64 // where the next one stands
	isGone bool
}

// Where the parts of struct linux_dirent64 stand: d_ino, d_off, d_reclen, d_type and
// d_name.
const (
	direntNext = 8
	direntSize = 16
	direntType = 18
	direntName = 19
)

func nextDirent(entries []byte) (e dirent, rest []byte) {
	size := int(binary.NativeEndian.Uint16(entries[direntSize:]))
	name := entries[direntName:size]
	if end := bytes.IndexByte(name, 0); end >= 0 {
		name = name[:end]
	}
	return dirent{
		name: name, kind: entries[direntType],
		next: binary.NativeEndian.Uint64(entries[direntNext:]), isGone: binary.NativeEndian.Uint64(entries) == 0,
	}, entries[size:]
}

// typeIn is the type of what an entry of a folder names. Some file systems do not say.
func (e *dirent) typeIn(tree, dir string) (fs.FileMode, error) {
	if kind, ok := direntTypes[e.kind]; ok {
		return kind, nil
	}
	info, err := os.Lstat(tree + "/" + dir + "/" + string(e.name))
	if err != nil {
		return 0, err
	}
	return info.Mode().Type(), nil
}

var direntTypes = map[byte]fs.FileMode{
	syscall.DT_REG:  0,
	syscall.DT_DIR:  fs.ModeDir,
	syscall.DT_LNK:  fs.ModeSymlink,
	syscall.DT_FIFO: fs.ModeNamedPipe,
	syscall.DT_SOCK: fs.ModeSocket,
	syscall.DT_CHR:  fs.ModeDevice | fs.ModeCharDevice,
	syscall.DT_BLK:  fs.ModeDevice,
}
