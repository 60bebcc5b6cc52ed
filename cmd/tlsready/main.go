// Command tlsready tells which programs cannot speak TLS 1.2 as clients, why,
// and what to change. It reads what is already there: dependency manifests,
// project files, containers, and what runtimes print of themselves.
//
// Exit codes: 0, nothing is at or above --fail-on; 1, something is; 2, the
// command could not do its job.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the command without the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	refuseUnknownShells(root) // cobra binds the output when it adds the command
	err := root.ExecuteContext(ctx)
	var found *foundError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &found):
		return 1
	}
	fmt.Fprintf(stderr, "tlsready: %v\n", err)
	return 2
}

// interruptible lets a signal cancel the context of a command that has something to
// say even then. The others end at once, and start without the threads that this takes.
func interruptible(run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		context.AfterFunc(ctx, stop) // a second signal ends the process at once
		cmd.SetContext(ctx)
		return run(cmd, args)
	}
}

// A foundError says that something is at or above --fail-on. The report has
// already said what.
type foundError struct{}

func (*foundError) Error() string { return "findings at or above --fail-on" }
