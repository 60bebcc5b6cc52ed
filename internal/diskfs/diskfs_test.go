package diskfs

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tlsready/tlsready/internal/needs"
)

// TestATreeIsWhatTheStandardLibraryExpects compares it with os.DirFS too, file by
// file.
func TestATreeIsWhatTheStandardLibraryExpects(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a": "", "b/c.txt": "text\n", "b/large": strings.Repeat("x", 1<<20)} {
		if err := errors.Join(os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o640)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "a"), 0o640|fs.ModeSetuid|fs.ModeSticky); err != nil {
		t.Fatal(err)
	}
	tree, want := New(dir), os.DirFS(dir)
	if err := fstest.TestFS(tree, "a", "b/c.txt", "b/large"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"a", "b", "b/c.txt", "b/large"} {
		a, b := stat(t, tree, name), stat(t, want, name)
		if a.Mode() != b.Mode() || a.Size() != b.Size() || a.Name() != b.Name() || !a.ModTime().Equal(b.ModTime()) || a.IsDir() != b.IsDir() {
			t.Errorf("%s: %v, want %v", name, fs.FormatFileInfo(a), fs.FormatFileInfo(b))
		}
	}
}

func TestLinksAreNotFollowedWhereTheyAreLookedAt(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "a"), []byte("a"), 0o640), os.Symlink("a", filepath.Join(dir, "link")), os.Symlink("none", filepath.Join(dir, "broken"))); err != nil {
		needs.Missing(t, "links need a privilege here: "+err.Error())
	}
	for _, name := range []string{"a", "link", "broken", ".", "none", "a/b", "../x", ""} {
		got, err := fs.Lstat(New(dir), name)
		want, wantErr := fs.Lstat(os.DirFS(dir), name)
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%q: %v, want %v", name, err, wantErr)
		}
		if err == nil && (got.Mode() != want.Mode() || got.Size() != want.Size() || got.Name() != want.Name()) {
			t.Errorf("%q: %v, want %v", name, fs.FormatFileInfo(got), fs.FormatFileInfo(want))
		}
	}
}

func stat(t *testing.T, tree fs.FS, name string) fs.FileInfo {
	t.Helper()
	f, err := tree.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestErrorsAreThoseOfTheStandardLibrary(t *testing.T) {
	dir := t.TempDir()
	tree := New(dir)
	for _, name := range []string{"none", "../x", "/x", "", "a//b"} {
		_, err := tree.Open(name)
		_, want := os.DirFS(dir).Open(name)
		if err == nil || err.Error() != want.Error() {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
	}
	if _, err := New("").Open("x"); err == nil {
		t.Error("a tree without a folder opens files")
	}
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := tree.Open("a")
	if err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	_, readErr := f.Read(make([]byte, 1))
	_, statErr := f.Stat()
	for _, err := range []error{f.Close(), readErr, statErr} {
		if !errors.Is(err, fs.ErrClosed) {
			t.Errorf("closed: %v", err)
		}
	}
}

func TestAFileIsReadPieceByPiece(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("abcde"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := New(dir).Open("a")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(iotest{f})
	if string(text) != "abcde" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

// An iotest reads two bytes at a time.
type iotest struct{ io.Reader }

func (r iotest) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(2, len(p))]) }
