package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
	"github.com/tlsready/tlsready/scanner/policy"
)

var update = flag.Bool("update", false, "rewrite what is generated; review the diff")

// TestREADME fills in what the README shows: real output, the table of kinds,
// the table of runtimes. Each stands between a comment that says what it is and
// <!-- end -->.
func TestREADME(t *testing.T) {
	t.Chdir("../..")
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	rest := string(data)
	blocks := 0
	for {
		before, after, ok := strings.Cut(rest, "<!-- ")
		out.WriteString(before)
		if !ok {
			break
		}
		what, after, _ := strings.Cut(after, " -->\n")
		_, after, ok = strings.Cut(after, "<!-- end -->\n")
		if !ok {
			t.Fatalf("%s has no end", what)
		}
		fmt.Fprintf(&out, "<!-- %s -->\n%s<!-- end -->\n", what, generate(t, what))
		rest = after
		blocks++
	}
	if blocks < 4 {
		t.Errorf("only %d generated blocks", blocks)
	}
	if out.String() == string(data) {
		return
	}
	if !*update {
		t.Fatal("README.md is not current: run go test ./cmd/tlsready -run README -update")
	}
	if err := os.WriteFile("README.md", []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func generate(t *testing.T, what string) string {
	command, isRun := strings.CutPrefix(what, "run: ")
	switch {
	case isRun:
		var stdout, stderr bytes.Buffer
		if code := run(context.Background(), strings.Fields(command), strings.NewReader(""), &stdout, &stderr); code > 1 {
			t.Fatalf("%s: %s", command, stderr.String())
		}
		return "```console\n$ tlsready " + command + "\n" + strings.TrimRight(stdout.String(), "\n") + "\n```\n"
	case what == "kinds":
		return kindsTable()
	case what == "runtimes":
		return runtimesTable()
	}
	t.Fatalf("nothing is known of the block %q", what)
	return ""
}

func kindsTable() string {
	var b strings.Builder
	b.WriteString("| kind | files | what is read |\n| --- | --- | --- |\n")
	for _, k := range manifest.Kinds() {
		fmt.Fprintf(&b, "| %s | `%s` | %s |\n", k.Name, strings.Join(k.Files, "` `"), k.Declares)
	}
	return b.String()
}

func runtimesTable() string {
	var b strings.Builder
	b.WriteString("| runtime | name | rules | vendors with rules of their own |\n| --- | --- | --- | --- |\n")
	for _, r := range rules.Default().Runtimes() {
		fmt.Fprintf(&b, "| %s | `%s` | %d | %s |\n", r.Title, r.Runtime, len(r.Rows), strings.Join(r.Vendors(), ", "))
	}
	return b.String()
}

// TestFleet holds the whole output of the README's first command.
func TestFleet(t *testing.T) {
	t.Chdir("../..")
	code, out, errs := tlsready(t, "", "examples/fleet")
	if code != 1 || errs != "" {
		t.Fatalf("exit code %d, %s", code, errs)
	}
	const golden = "cmd/tlsready/testdata/fleet.txt"
	want, err := os.ReadFile(golden)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if out == string(want) {
		return
	}
	if !*update {
		t.Fatalf("the fleet's report has changed; run go test ./cmd/tlsready -run Fleet -update and review the diff\n%s", out)
	}
	if err := os.WriteFile(golden, []byte(out), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestThePolicyOfTheREADMEIsOne reads the example as a policy.
func TestThePolicyOfTheREADMEIsOne(t *testing.T) {
	text := read(t, "../../README.md")
	_, rest, ok := strings.Cut(text, "```yaml\nmin-tls:")
	block, _, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatal("the README shows no policy")
	}
	p, err := policy.Parse("README.md", []byte("min-tls:"+block))
	if err != nil {
		t.Fatal(err)
	}
	if p.Effective.IsZero() || p.FailOn != "error" || len(p.Rules) != 1 {
		t.Errorf("%+v", p)
	}
}
