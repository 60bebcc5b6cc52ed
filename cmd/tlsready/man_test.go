package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra/doc"
)

// TestTheManualIsThatOfTheCommands makes the pages anew.
func TestTheManualIsThatOfTheCommands(t *testing.T) {
	root := newRoot()
	refuseUnknownShells(root)
	root.InitDefaultHelpCmd()
	root.DisableAutoGenTag = true // no date: pages of one version are the same
	epoch := time.Unix(0, 0).UTC()
	dir := t.TempDir()
	if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "tlsready", Manual: "tlsready", Date: &epoch}, dir); err != nil {
		t.Fatal(err)
	}
	want := pages(t, dir)
	if *update {
		if err := os.RemoveAll("man"); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS("man", os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, pages(t, "man")); diff != "" {
		t.Errorf("the pages in man are not current: run go test ./cmd/tlsready -run Manual -update (-want +got)\n%s", diff)
	}
	if *update {
		return // this command has the pages that were there when it was built
	}
	written := t.TempDir()
	if code, _, errs := tlsready(t, "", "man", written); code != 0 {
		t.Fatal(errs)
	}
	if diff := cmp.Diff(want, pages(t, written)); diff != "" {
		t.Errorf("tlsready man writes other pages (-want +got)\n%s", diff)
	}
}

// pages are the texts of the files in a folder.
func pages(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(text)
	}
	return out
}
