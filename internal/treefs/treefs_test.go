package treefs

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

func text(s string) func() ([]byte, error) { return func() ([]byte, error) { return []byte(s), nil } }

func TestATreeIsAFileSystem(t *testing.T) {
	tree := New([]File{
		{Path: "a/b/c", Size: 3, Read: text("old")},
		{Path: "a/b/c", Size: 1, Read: text("c")},
		{Path: "a/d", Size: 0, Read: text("")},
		{Path: "e", Size: 2, Read: text("ee")},
		{Path: "a", Size: 4, Read: text("lost")}, // where a folder is needed
	})
	if err := fstest.TestFS(tree, "a/b/c", "a/d", "e"); err != nil {
		t.Error(err)
	}
	if data, err := fs.ReadFile(tree, "a/b/c"); string(data) != "c" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
}

func TestWhatCannotBeReadIsAnErrorThatNamesIt(t *testing.T) {
	broken := errors.New("broken")
	tree := New([]File{{Path: "a/b", Size: 1, Mode: fs.ModeSymlink, Read: func() ([]byte, error) { return nil, broken }}})
	_, err := fs.ReadFile(tree, "a/b")
	if !errors.Is(err, broken) || err.Error() != "read a/b: broken" {
		t.Error(err)
	}
	entries, err := fs.ReadDir(tree, "a")
	if err != nil || len(entries) != 1 || entries[0].Type() != fs.ModeSymlink {
		t.Errorf("%v, %v", entries, err)
	}
	for _, name := range []string{"x", "../x", "/x", "a/b/c"} {
		if _, err := tree.Open(name); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
	if _, err := tree.ReadDir("x"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
