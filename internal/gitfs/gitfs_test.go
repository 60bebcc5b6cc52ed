package gitfs

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// repository makes a repository of two commits in a new folder.
func repository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run("init", "-q", "-b", "main")
	write("Gemfile", "ruby '1.9.3'\n")
	write("sub/a\nb", "odd name\n")
	write("sub/gone", "x")
	write("sub/empty", "")
	if err := os.Symlink("../Gemfile", filepath.Join(dir, "sub", "link")); err != nil {
		t.Fatal(err)
	}
	run("add", "-A")
	run("commit", "-q", "-m", "one")
	run("tag", "one")
	write("Gemfile", "ruby '3.4.1'\n")
	run("rm", "-q", "sub/gone")
	run("commit", "-q", "-a", "-m", "two")
	write(".gitignore", "ignored\n")
	write("ignored", "")
	write("sub/new", "not known to git\n")
	return dir
}

func TestATreeIsThatOfTheCommit(t *testing.T) {
	dir := repository(t)
	for revision, want := range map[string]string{"one": "ruby '1.9.3'\n", "HEAD": "ruby '3.4.1'\n", "main~1": "ruby '1.9.3'\n"} {
		tree, err := Open(context.Background(), dir, revision)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := fs.ReadFile(tree, "Gemfile"); string(data) != want || err != nil {
			t.Errorf("%s: %q, %v", revision, data, err)
		}
		if err := fstest.TestFS(tree, "Gemfile", "sub/a\nb", "sub/empty"); err != nil && !strings.Contains(err.Error(), "link") {
			t.Error(err)
		}
		if len(tree.Commit) != 40 {
			t.Errorf("commit %q", tree.Commit)
		}
		if err := tree.Close(); err != nil {
			t.Error(err)
		}
		if _, err := fs.ReadFile(tree, "Gemfile"); err == nil {
			t.Error("a closed tree was read")
		}
	}
	tree, err := Open(context.Background(), filepath.Join(dir, "sub"), "one")
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	entries, err := fs.ReadDir(tree, ".")
	var names []string
	for _, e := range entries {
		names = append(names, e.Name()+" "+e.Type().String())
	}
	want := []string{"a\nb ----------", "empty ----------", "gone ----------", "link L---------"}
	if !slices.Equal(names, want) || err != nil {
		t.Errorf("a folder of the repository: %q, %v", names, err)
	}
}

func TestWhatIsWrongIsSaidInALine(t *testing.T) {
	dir := repository(t)
	for _, c := range []struct{ dir, revision, want string }{
		{dir, "nowhere", `has no revision "nowhere"`},
		{dir, "--help", `has no revision "--help"`},
		{dir, "", `has no revision ""`},
		{t.TempDir(), "HEAD", "not a git repository"},
		{filepath.Join(dir, "nowhere"), "HEAD", "nowhere"},
	} {
		_, err := Open(context.Background(), c.dir, c.revision)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v; want %s", c.revision, err, c.want)
		}
	}
	if _, err := Changed(context.Background(), t.TempDir(), "HEAD", ""); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("outside of a repository: %v", err)
	}
	if _, err := Changed(context.Background(), dir, "nowhere", ""); err == nil || !strings.Contains(err.Error(), `no revision "nowhere"`) {
		t.Error(err)
	}
	if _, err := Changed(context.Background(), dir, "--output=x", ""); err == nil {
		t.Error("an option was taken for a revision")
	}
}

func TestWhatHasChanged(t *testing.T) {
	dir := repository(t)
	for _, c := range []struct {
		in, since, until string
		want             []Change
	}{
		{".", "one", "", []Change{{"Gemfile", false}, {"sub/gone", true}, {".gitignore", false}, {"sub/new", false}}},
		{".", "one", "HEAD", []Change{{"Gemfile", false}, {"sub/gone", true}}},
		{"sub", "one", "", []Change{{"gone", true}, {"new", false}}},
		{".", "HEAD", "", []Change{{".gitignore", false}, {"sub/new", false}}},
		{".", "HEAD", "HEAD", nil},
	} {
		got, err := Changed(context.Background(), filepath.Join(dir, c.in), c.since, c.until)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.since, got, err, c.want)
		}
	}
}
