// Package needs is for tests that need what a machine may not have. They are skipped
// there, unless TLSREADY_ORACLES=1 says, as in CI, that none may be.
package needs

import (
	"os"
	"os/exec"
	"testing"
)

// Program returns the path of a program by its name, and ends the test where it is
// not installed.
func Program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(t, name+" is not installed")
	}
	return path
}

// Missing ends a test that lacks something.
func Missing(t testing.TB, reason string) {
	t.Helper()
	if os.Getenv("TLSREADY_ORACLES") == "1" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}
