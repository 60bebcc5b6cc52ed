package diskfs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// branches makes a tree of folders that are deeper than those that are kept open, some
// of whose names begin like others, and returns all of them.
func branches(t *testing.T) (dir string, folders []string) {
	t.Helper()
	dir = t.TempDir()
	for _, deepest := range []string{"a/b/c", "a/bc/d", "ab/c", strings.Repeat("deep/", 2*maxWay) + "est"} {
		if err := os.MkdirAll(filepath.Join(dir, deepest), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		folders = append(folders, rel)
		return errors.Join(err, os.WriteFile(filepath.Join(name, "file"), []byte(rel), 0o600))
	})
	if err = errors.Join(err, os.Symlink("a/b", filepath.Join(dir, "link"))); err != nil {
		t.Fatal(err)
	}
	return dir, append(folders, "link", "link/c", "none", "a/none/b", "a/file", "../x", "a//b", "")
}

func openFiles(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// agrees compares what is in a folder with what the standard library finds there.
func agrees(t *testing.T, near, library fs.FS, folder string) {
	t.Helper()
	var got, want []string
	err := near.(interface {
		VisitNames(string, func([]byte, fs.FileMode)) error
	}).VisitNames(folder, func(name []byte, kind fs.FileMode) { got = append(got, string(name)+kind.String()) })
	entries, wantErr := fs.ReadDir(library, folder)
	for _, e := range entries {
		want = append(want, e.Name()+e.Type().String())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !reflect.DeepEqual(got, want) || (err == nil) != (wantErr == nil) {
		t.Errorf("%q: %v, %v; want %v, %v", folder, got, err, want, wantErr)
	}
	for _, name := range []string{path.Join(folder, "file"), folder} {
		if text, want := content(near, name), content(library, name); text != want {
			t.Errorf("%q: %s; want %s", name, text, want)
		}
	}
	for _, name := range []string{path.Join(folder, "file"), path.Join(folder, "fil"), path.Join(folder, "none/x"), path.Join(path.Dir(folder), "file2"), folder} {
		got, err := fs.Lstat(near, name)
		want, wantErr := fs.Lstat(library, name)
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() || err == nil && got.Mode() != want.Mode() {
			t.Errorf("%q: %v, want %v", name, err, wantErr)
		}
	}
}

func TestWhatAFolderLacksIsNotLookedFor(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "a"), 0o755), os.WriteFile(filepath.Join(dir, "a/Name"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	near, closeIt := New(dir).(interface{ Near() (fs.FS, func()) }).Near()
	defer closeIt()
	exists := func(name string) bool { _, err := fs.Lstat(near, name); return err == nil }
	list := func(name string) {
		if err := near.(*nearFS).VisitNames(name, func([]byte, fs.FileMode) {}); err != nil {
			t.Fatal(err)
		}
	}
	list(".")
	list("a")
	for _, late := range []string{"a/late", "a/name"} { // name: some systems take it for Name
		if err := os.WriteFile(filepath.Join(dir, late), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if exists("a/late") || !exists("a/Name") || !exists("a/name") || exists("a/nam") || !exists("a") || !exists(".") {
		t.Error("what was listed is not what is there")
	}
	for i := range 400 { // more than are kept
		if err := os.WriteFile(filepath.Join(dir, "a", fmt.Sprintf("%d much longer", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list("a")
	if err := os.WriteFile(filepath.Join(dir, "a/later"), nil, 0o600); err != nil || !exists("a/late") || !exists("a/later") {
		t.Error("what is not kept is not looked for", err)
	}
}

func content(tree fs.FS, name string) string {
	f, err := tree.Open(name)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.IsDir() {
		return fmt.Sprint("no file ", err)
	}
	text, err := io.ReadAll(f)
	return fmt.Sprintf("%q %v", text, err)
}

func TestWhatIsNearIsWhatTheStandardLibraryFinds(t *testing.T) {
	dir, folders := branches(t)
	before := openFiles(t)
	near, closeIt := New(dir).(interface{ Near() (fs.FS, func()) }).Near()
	for range 300 {
		agrees(t, near, os.DirFS(dir), folders[rand.IntN(len(folders))])
		if n := len(near.(*nearFS).way); n > maxWay {
			t.Fatalf("%d folders are open", n)
		}
	}
	closeIt()
	if after := openFiles(t); after != before {
		t.Errorf("%d files are open, %d were before", after, before)
	}
}

func TestFilesAreAppendedUpToALimit(t *testing.T) {
	dir := t.TempDir()
	text := strings.Repeat("0123456789", 10_000)
	err := errors.Join(os.WriteFile(filepath.Join(dir, "file"), []byte(text), 0o600), os.WriteFile(filepath.Join(dir, "empty"), nil, 0o600),
		syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600), os.Truncate(filepath.Join(dir, "file"), int64(len(text))))
	if err != nil {
		t.Fatal(err)
	}
	near, closeIt := New(dir).(interface{ Near() (fs.FS, func()) }).Near()
	defer closeIt()
	for _, c := range []struct {
		name  string
		limit int
		want  string
		fits  bool
		err   bool
	}{
		{name: "file", limit: len(text), want: text, fits: true},
		{name: "file", limit: len(text) + 1, want: text, fits: true},
		{name: "file", limit: len(text) - 1},
		{name: "file", limit: 0},
		{name: "empty", fits: true},
		{name: "pipe", fits: true, limit: 10},
		{name: "none", err: true},
		{name: ".", limit: 10, err: true},
		{name: "../x", err: true},
	} {
		for _, size := range []int{0, 1, 7, 4096, len(text) - 1, len(text), len(text) + 1, 1 << 20} {
			data, fits, err := near.(*nearFS).AppendFile(append(make([]byte, 0, size+3), "abc"...), c.name, int64(c.limit))
			if fits != c.fits || (err != nil) != c.err || !strings.HasPrefix(string(data), "abc") || c.fits && string(data) != "abc"+c.want {
				t.Errorf("%s, limit %d, a buffer of %d: %d bytes, %v, %v", c.name, c.limit, size, len(data), fits, err)
			}
		}
	}
}

func TestFoldersThatAreOpenGoBeforeFilesAreMissed(t *testing.T) {
	dir, folders := branches(t)
	near, closeIt := New(dir).(interface{ Near() (fs.FS, func()) }).Near()
	defer closeIt()
	deepest := slices.MaxFunc(folders, func(a, b string) int { return len(a) - len(b) })
	for name := deepest; name != "."; name = path.Dir(name) {
		defer agrees(t, near, os.DirFS(dir), name)
	}
	for i, end := range deepest + "/" {
		if end == '/' {
			agrees(t, near, os.DirFS(dir), deepest[:i])
		}
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	low := limit
	low.Cur = uint64(slices.Max(descriptors(t)) + 1)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Fatal(err)
	}
	f, err := near.Open(deepest + "/file")
	restored := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
	if err != nil || restored != nil {
		t.Fatal(err, restored)
	}
	f.Close()
	if n := len(near.(*nearFS).way); n != 0 {
		t.Errorf("%d folders are still open: the limit was not reached", n)
	}
}

// descriptors are those of open files, without holes: these are filled.
func descriptors(t *testing.T) []int {
	t.Helper()
	var out []int
	for {
		fd, err := syscall.Dup(0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { syscall.Close(fd) })
		out = append(out, fd)
		if n := len(out); n > 1 && fd > 64 {
			return out
		}
	}
}
