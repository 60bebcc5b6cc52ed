// Package audit_test runs the audit script over a folder of repositories.
package audit_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/internal/needs"
)

func TestTheScriptTabulatesAFolderOfRepositories(t *testing.T) {
	needs.Program(t, "sh")
	dir := t.TempDir()
	tool := filepath.Join(dir, "tlsready")
	if out, err := exec.Command("go", "build", "-o", tool, "../../cmd/tlsready").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	repositories := filepath.Join(dir, "repositories")
	for name, text := range map[string]string{"old/runtime.txt": "python-2.7.8\n", "new/runtime.txt": "python-3.12.1\n", "very old/conanfile.txt": "[requires]\nopenssl/1.0.0t\n"} {
		file := filepath.Join(repositories, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("sh", "audit.sh", repositories, filepath.Join(dir, "reports"))
	cmd.Env = append(os.Environ(), "TLSREADY="+tool)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Fatalf("exit code 1 was expected: %v\n%s", err, out)
	}
	got := regexp.MustCompile(` +`).ReplaceAllString(strings.TrimSpace(string(out)), " ")
	want := "repository upgrade update configure unknown problems\nold 1 0 0 0 0\nvery-old 1 0 0 0 0\nnew 0 0 0 0 0"
	if strings.ReplaceAll(got, " \n", "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "reports", "old.json")); err != nil {
		t.Error(err)
	}
}
