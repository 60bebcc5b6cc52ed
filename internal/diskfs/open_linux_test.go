package diskfs

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeIsOpenedWithoutWaiting(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "p"), 0o600); err != nil {
		t.Fatal(err)
	}
	if mode := stat(t, New(dir), "p").Mode(); mode.IsRegular() {
		t.Errorf("the mode of a pipe is %v", mode)
	}
}
