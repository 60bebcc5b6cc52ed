package diskfs

import (
	"math"

	"golang.org/x/sys/unix"
)

// ext4End is the place behind the last name in a folder of ext4, which lists none from
// there on: so it need not be asked once more, for each folder. On other file systems the
// same number may mean something else.
//
// Source: https://github.com/torvalds/linux/blob/v6.12/fs/ext4/dir.c (ext4_dx_readdir)
const ext4End = math.MaxInt64

// isExt4 reports whether an open folder is one of ext4.
func isExt4(fd int) bool {
	var stat unix.Statfs_t
	_, err := retry(func() (int, error) { return 0, unix.Fstatfs(fd, &stat) })
	return err == nil && stat.Type == unix.EXT4_SUPER_MAGIC
}

// onSameMount opens a folder below one, unless it is where something else is mounted.
func onSameMount(folder int, name string) (int, error) {
	return retry(func() (int, error) { return unix.Openat2(folder, name, &sameMount) })
}

var sameMount = unix.OpenHow{Flags: asFolder, Resolve: unix.RESOLVE_NO_XDEV}
