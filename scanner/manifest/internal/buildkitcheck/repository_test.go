package buildkitcheck

import (
	"bytes"
	"os"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

func TestTheDockerfileOfTheRepositoryIsWhatBuildKitLikes(t *testing.T) {
	src, err := os.ReadFile("../../../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	result, err := parser.Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range result.Warnings {
		t.Errorf("%+v", w)
	}
	lint := linter.New(&linter.Config{Warn: func(rule, description, _, message string, at []parser.Range) {
		t.Errorf("%v: %s: %s (%s)", at, rule, message, description)
	}})
	stages, _, err := instructions.Parse(result.AST, lint)
	if err != nil {
		t.Fatal(err)
	}
	last := stages[len(stages)-1]
	if last.BaseName != "scratch" {
		t.Errorf("the image begins with %s", last.BaseName)
	}
	user := ""
	for _, c := range last.Commands {
		switch c := c.(type) {
		case *instructions.UserCommand:
			user = c.User
		case *instructions.RunCommand, *instructions.AddCommand:
			t.Errorf("there is nothing to run in scratch: %v", c)
		}
	}
	if user == "" || user == "root" || user[0] == '0' {
		t.Errorf("it runs as %q", user)
	}
	compare(t, src)
}
