package diskfs

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

// names are those of a folder with their types, as VisitNames has them.
func names(t *testing.T, tree fs.FS, dir string) (map[string]fs.FileMode, error) {
	t.Helper()
	out := map[string]fs.FileMode{}
	near, closeIt := tree.(dirFS).Near()
	defer closeIt()
	err := near.(*nearFS).VisitNames(dir, func(name []byte, kind fs.FileMode) {
		if _, twice := out[string(name)]; twice {
			t.Errorf("%s: %q comes twice", dir, name)
		}
		out[string(name)] = kind
	})
	return out, err
}

func TestNamesAreThoseOfTheStandardLibrary(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	path := func(name string) string { return filepath.Join(dir, name) }
	socket, err := net.Listen("unix", path("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	err = errors.Join(os.Mkdir(path("many"), 0o755), os.Mkdir(path("empty"), 0o755), syscall.Mkfifo(path("pipe"), 0o600),
		os.Symlink("many", path("link")), os.Symlink("nothing", path("broken link")),
		os.WriteFile(path("line\nbreak"), nil, 0o600), os.WriteFile(path("\xff\xfe"), nil, 0o600), os.WriteFile(path("..."), nil, 0o600),
		os.WriteFile(path(strings.Repeat("n", 255)), nil, 0o600))
	for i := range 5000 { // several calls of the system's
		err = errors.Join(err, os.WriteFile(path(fmt.Sprintf("many/%d %s", i, strings.Repeat("n", i%100))), nil, 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, tree := range []fs.FS{New(dir), New(dir + "/"), New("/")} {
		for _, sub := range []string{".", "many", "empty", "link"} {
			if tree == New("/") {
				sub = strings.TrimPrefix(filepath.Join(dir, sub), "/")
			}
			entries, err := fs.ReadDir(tree, sub)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]fs.FileMode{}
			for _, e := range entries {
				want[e.Name()] = e.Type()
			}
			if got, err := names(t, tree, sub); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %d names, %v; want %d", sub, len(got), err, len(want))
			}
		}
	}
	for _, name := range []string{"none", "pipe", "broken link", "../x", "/x", ""} {
		_, err := names(t, New(dir), name)
		_, want := fs.ReadDir(New(dir), name)
		if err == nil || err.Error() != want.Error() {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
	}
	near, _ := New("").(dirFS).Near()
	if _, err := fs.ReadDir(near, "."); err == nil {
		t.Error("a tree without a folder lists names")
	}
}

func TestATypeThatTheSystemDoesNotSayIsLookedUp(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink("nothing", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{"link": nil, "gone": fs.ErrNotExist} {
		e := dirent{name: []byte(name), kind: syscall.DT_UNKNOWN}
		kind, err := e.typeIn(dir, ".")
		if !errors.Is(err, want) || err == nil && kind != fs.ModeSymlink {
			t.Errorf("%s: %v, %v", name, kind, err)
		}
	}
}

// Most names are of no use, so none of them may cost an allocation.
func TestNamesAreNotAllocated(t *testing.T) {
	dir := t.TempDir()
	for i := range 500 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("Item%d.cs", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	near, closeIt := New(dir).(dirFS).Near()
	defer closeIt()
	tree, count := near.(*nearFS), 0
	got := testing.AllocsPerRun(20, func() {
		if err := tree.VisitNames(".", func([]byte, fs.FileMode) { count++ }); err != nil {
			t.Fatal(err)
		}
	})
	if limit := 10.0; got > limit || count != 21*500 {
		t.Errorf("%.0f allocations for 500 names, at most %.0f are wanted; %d were visited", got, limit, count)
	}
}
