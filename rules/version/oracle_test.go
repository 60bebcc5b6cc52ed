package version

import (
	"os"
	"os/exec"
	"testing"
)

// oracle returns the path of the program that an ecosystem itself uses to order
// versions or to read constraints. Where it is not installed the test is
// skipped, unless TLSREADY_ORACLES=1 says that it has to be.
func oracle(t *testing.T, command, install string) string {
	t.Helper()
	path, err := exec.LookPath(command)
	if err == nil {
		return path
	}
	if os.Getenv("TLSREADY_ORACLES") == "1" {
		t.Fatalf("%s is missing: %s", command, install)
	}
	t.Skipf("%s is missing: %s", command, install)
	return ""
}
