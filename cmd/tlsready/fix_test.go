package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// fixTree writes a small tree of things to mend, and returns it with what each
// file has to be in the end.
func fixTree(t *testing.T) (dir string, want map[string]string) {
	t.Helper()
	dir = t.TempDir()
	before := map[string]string{
		"svc/setup.cfg":      "# caf\xe9\r\n[options]\r\npython_requires = >=2.7,<4\r\n",
		"web/App.csproj":     "\xef\xbb\xbf<Project>\r\n<PropertyGroup><TargetFrameworkVersion>v4.5</TargetFrameworkVersion></PropertyGroup>\r\n</Project>",
		"web/src/Client.cs":  "class C { void M() { ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls; } }\n",
		"jobs/.ruby-version": "1.9.3\n",
	}
	want = map[string]string{
		"svc/setup.cfg":      "# caf\xe9\r\n[options]\r\npython_requires = >=2.7.9,<4\r\n",
		"web/App.csproj":     "\xef\xbb\xbf<Project>\r\n<PropertyGroup><TargetFrameworkVersion>v4.5</TargetFrameworkVersion></PropertyGroup>\r\n</Project>",
		"web/src/Client.cs":  "class C { void M() { ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls | SecurityProtocolType.Tls12; } }\n",
		"jobs/.ruby-version": "1.9.3\n",
	}
	for name, text := range before {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return dir, want
}

func TestFixWritesWhatMends(t *testing.T) {
	dir, want := fixTree(t)
	code, out, errs := tlsready(t, "", "fix", dir)
	if code != 0 || out != "" || !strings.Contains(errs, "2 edits in 2 files; 2 findings for people to mend") {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
	checkTree(t, dir, want)
	info, err := os.Stat(filepath.Join(dir, "svc", "setup.cfg"))
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if code, _, errs := tlsready(t, "", "fix", dir); code != 0 || !strings.Contains(errs, "0 edits in 0 files") {
		t.Errorf("a second time: exit code %d, %s", code, errs)
	}
}

func TestFixDiffIsOneThatGitApplies(t *testing.T) {
	dir, want := fixTree(t)
	t.Chdir(dir)
	code, diff, errs := tlsready(t, "", "fix", "--diff")
	if code != 0 || errs == "" {
		t.Errorf("exit code %d, %s", code, errs)
	}
	apply := exec.Command("git", "apply", "--unsafe-paths", "-")
	apply.Dir = dir
	apply.Stdin = strings.NewReader(diff)
	if out, err := apply.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s in\n%s", err, out, diff)
	}
	checkTree(t, dir, want)
}

func checkTree(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		rel, _ := filepath.Rel(dir, name)
		data, err := os.ReadFile(name)
		if string(data) != want[filepath.ToSlash(rel)] {
			t.Errorf("%s is\n%q", rel, data)
		}
		return err
	})
	if err != nil || files != len(want) {
		t.Errorf("%d files, %v", files, err)
	}
}

func TestReplaceTouchesNoFileThatHasChanged(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("now"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, want := range map[string]string{"a": "changed", "link": "regular", "gone": "no such file", "../a": "escapes"} {
		if err := replace(root, name, []byte("then"), []byte("new")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	checkTree(t, dir, map[string]string{"a": "now", "link": "now"})
}
