package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// repository is the folder of this repository, wherever a test goes to.
var repository string

// TestMain lets the test binary be the command where it goes by the command's name,
// so that scripts run it as people do.
func TestMain(m *testing.M) {
	if strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") == "tlsready" {
		main()
	}
	here, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	repository = filepath.Dir(filepath.Dir(here))
	os.Exit(m.Run())
}

// install puts the command into a folder.
func install(t *testing.T, dir string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "tlsready")
	if filepath.Ext(self) == ".exe" {
		name += ".exe"
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if os.Link(self, name) == nil || os.Symlink(self, name) == nil {
		return
	}
	in, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
}
