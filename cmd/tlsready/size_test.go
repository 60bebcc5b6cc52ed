package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The command reaches no network, so it carries nothing that could: a library that
// does was a third of its size.
func TestTheCommandCarriesNoClient(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if !slices.Contains(packages, "github.com/tlsready/tlsready/scanner") {
		t.Fatalf("a list without the scanner: %v", packages)
	}
	for _, no := range []string{"net/http", "crypto/tls", "plugin"} {
		if slices.Contains(packages, no) {
			t.Errorf("the command depends on %s", no)
		}
	}
	// What these set up when a process starts took a third of the time of tlsready version.
	for _, no := range []string{
		"encoding/gob", "go.yaml.in/yaml/v3", "github.com/CycloneDX/cyclonedx-go",
		"github.com/cpuguy83/go-md2man/v2/md2man", "github.com/russross/blackfriday/v2", "github.com/spf13/cobra/doc",
	} {
		if slices.Contains(packages, no) {
			t.Errorf("the command depends on %s", no)
		}
	}
}

func TestTheCommandIsSmall(t *testing.T) {
	name := filepath.Join(t.TempDir(), "tlsready")
	if out, err := exec.Command("go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if limit := int64(20 << 20); info.Size() > limit {
		t.Errorf("%d bytes, at most %d are wanted", info.Size(), limit)
	}
	t.Logf("%.1f MiB", float64(info.Size())/(1<<20))
}
