package scanner

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// links says where the names lead that stand in manifests: an import, a parent, a
// file of requirements. What a tree is not to be trusted with is a link that leaves
// it, and what ends a scan is a pipe that is opened.
type links struct {
	plain sync.Map // folders with no link above them, by name
}

// maxLinks is how many links one name may go through, as on Linux.
const maxLinks = 40

// follow returns the name without links of a regular file.
func (l *links) follow(fsys fs.FS, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	for range maxLinks {
		next, mode, err := l.step(fsys, name)
		switch {
		case err != nil:
			return "", err
		case next != "":
			name = next
		case !mode.IsRegular():
			return "", notRegular(mode)
		default:
			return name, nil
		}
	}
	return "", errors.New("leads through too many links")
}

// step replaces the first link in a name by what it leads to. Without one, next is
// empty and mode that of the file.
func (l *links) step(fsys fs.FS, name string) (next string, mode fs.FileMode, err error) {
	end := 0
	if above := path.Dir(name); above != "." {
		if _, known := l.plain.Load(above); known { // and so are those above it
			end = len(above)
		}
	}
	for end < len(name) {
		if i := strings.IndexByte(name[end+1:], '/'); i >= 0 {
			end += 1 + i
		} else {
			end = len(name)
		}
		part := name[:end]
		if _, known := l.plain.Load(part); known {
			continue
		}
		info, err := fs.Lstat(fsys, part)
		if err != nil {
			return "", 0, err
		}
		switch mode = info.Mode(); {
		case mode.IsDir():
			l.plain.Store(part, true)
		case mode.Type() == fs.ModeSymlink:
			target, err := fs.ReadLink(fsys, part)
			if err != nil {
				return "", 0, err
			}
			next = path.Join(path.Dir(part), target, name[end:])
			if path.IsAbs(target) || !fs.ValidPath(next) {
				return "", 0, fmt.Errorf("%s is a link that leaves the tree", part)
			}
			return next, mode, nil
		}
	}
	return "", mode, nil
}

func notRegular(mode fs.FileMode) error {
	return fmt.Errorf("is no regular file (%s)", mode.Type())
}
