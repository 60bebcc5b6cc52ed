// Package release_test builds releases.
package release_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/internal/needs"
)

// command runs a command in a folder.
func command(t *testing.T, dir, name string, args ...string) (out string, ok bool) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_AUTHOR_DATE=2019-05-01T12:00:00Z",
		"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com", "GIT_COMMITTER_DATE=2019-05-01T12:00:00Z")
	data, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(data), err == nil
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, ok := command(t, dir, "git", args...)
	if !ok {
		t.Fatalf("git %v: %s", args, out)
	}
	return out
}

// commit makes a repository with one tagged commit of the files that git knows here.
func commit(t *testing.T) string {
	t.Helper()
	names, ok := command(t, "..", "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if !ok {
		needs.Missing(t, "releases are made of git's clones, and this is none")
	}
	dir := t.TempDir()
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join("..", name))
		if errors.Is(err, os.ErrNotExist) {
			continue // deleted, and not yet from the index
		}
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, info.Mode().Perm()); err != nil {
			t.Fatal(err)
		}
	}
	git(t, dir, "init", "-q")
	git(t, dir, "add", "-A", "--force")
	git(t, dir, "commit", "-q", "-m", "all")
	git(t, dir, "tag", "v1.2.3")
	return dir
}

func TestACommitIsBuiltTheSameInTwoFolders(t *testing.T) {
	bash := needs.Program(t, "bash")
	origin := commit(t)
	var dirs []string
	for _, name := range []string{"first", "a second, with blanks"} {
		dir := filepath.Join(t.TempDir(), name)
		git(t, origin, "clone", "-q", origin, dir)
		if out, ok := command(t, dir, bash, "release/build", "--no-sbom", "-o", "out", "linux/amd64"); !ok {
			t.Fatal(out)
		}
		dirs = append(dirs, filepath.Join(dir, "out"))
	}
	const archive = "tlsready_1.2.3_linux_amd64.tar.gz"
	for _, name := range []string{archive, "SHA256SUMS"} {
		first, err := os.ReadFile(filepath.Join(dirs[0], name))
		if err != nil {
			t.Fatal(err)
		}
		second, err := os.ReadFile(filepath.Join(dirs[1], name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("%s differs", name)
		}
	}
	data, err := os.ReadFile(filepath.Join(dirs[0], archive))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(dirs[0], "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	if want := hex.EncodeToString(sum[:]) + "  " + archive + "\n"; string(sums) != want {
		t.Errorf("SHA256SUMS is %q, want %q", sums, want)
	}
	names := contents(t, data)
	for _, want := range []string{"LICENSE", "README.md", "man/tlsready.1", "tlsready"} {
		if !slices.Contains(names, "tlsready_1.2.3_linux_amd64/"+want) {
			t.Errorf("%s is missing in %v", want, names)
		}
	}

	changed := filepath.Dir(dirs[0])
	if err := os.RemoveAll(dirs[0]); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(changed, "go.mod.orig"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, ok := command(t, changed, bash, "release/build", "--no-sbom", "-o", "out", "linux/amd64"); ok || !strings.Contains(out, "in no commit") {
		t.Errorf("a changed tree is built: %s", out)
	}
}

// contents are the names in a tarball, whose files all have the time of the commit and
// no owner.
func contents(t *testing.T, data []byte) (names []string) {
	t.Helper()
	compressed, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(compressed); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.ModTime.UTC().Format("2006-01-02 15:04") != "2019-05-01 12:00" || h.Uid != 0 || h.Gid != 0 || h.Uname != "" {
			t.Errorf("%+v", h)
		}
		if (h.Mode == 0o755) != strings.HasSuffix(h.Name, "/tlsready") || h.Mode != 0o755 && h.Mode != 0o644 {
			t.Errorf("%s has mode %o", h.Name, h.Mode)
		}
		names = append(names, h.Name)
	}
}

func TestArchivesOfBothKindsHoldTheSame(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"p/b": "two\n", "p/a/c": "one\n", "p/tlsready.exe": "MZ"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"o.tar.gz", "o.zip"} {
		if out, ok := command(t, ".", "go", "run", "./pack", "1556712000", filepath.Join(dir, name), filepath.Join(dir, "p")); !ok {
			t.Fatal(out)
		}
	}
	if out, ok := command(t, ".", "go", "run", "./pack", "0", filepath.Join(dir, "o.rar"), dir); ok || !strings.Contains(out, "neither") {
		t.Errorf("%s", out)
	}
	z, err := zip.OpenReader(filepath.Join(dir, "o.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var got []string
	for _, f := range z.File {
		if !f.Modified.UTC().Equal(z.File[0].Modified.UTC()) || f.Modified.UTC().Format("2006-01-02 15:04") != "2019-05-01 12:00" {
			t.Errorf("%s is of %s", f.Name, f.Modified)
		}
		got = append(got, f.Mode().String()+" "+f.Name)
	}
	if want := []string{"-rw-r--r-- p/a/c", "-rw-r--r-- p/b", "-rwxr-xr-x p/tlsready.exe"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
