package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tlsready/tlsready/scanner"
)

// tree lays files out in a new folder and makes it the current one.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// found are the places of the findings in the JSON of a scan.
func found(t *testing.T, stdin string, args ...string) (code int, places []string, stderr string) {
	t.Helper()
	code, out, errs := tlsready(t, stdin, append(args, "--format", "json")...)
	if code == 2 {
		return code, nil, errs
	}
	findings, _ := parseReport(t, out)
	for _, f := range findings {
		places = append(places, f.Path+" "+f.Verdict)
	}
	return code, places, errs
}

func TestThePolicyAboveThePathsHolds(t *testing.T) {
	tree(t, map[string]string{
		".tlsready.yaml":   "fail-on: error\nexclude: [attic]\nassume:\n  - {path: a, runtime: openssl, version: 0.9.8zh}\nrules: [ours.yaml]\nsuppress:\n  - {path: c, reason: leaves}\n",
		"ours.yaml":        strings.ReplaceAll(ownRules, "\t", "  "),
		"a/runtime.txt":    "python-2.7.8\n",
		"b/runtime.txt":    "python-2.7.8\n",
		"c/Gemfile":        "ruby '1.9.3'\n",
		"attic/Gemfile":    "ruby '1.8.7'\n",
		"a/b/openssl.conf": "",
	})
	for _, c := range []struct {
		args string
		code int
		want []string
	}{
		{".", 1, []string{"a/runtime.txt upgrade", "b/runtime.txt upgrade"}},
		{"b", 0, []string{"b/runtime.txt upgrade"}},
		{"b/runtime.txt", 0, []string{"b/runtime.txt upgrade"}},
		{"b --fail-on warning", 1, []string{"b/runtime.txt upgrade"}},
		{"c", 0, nil},
		{"c --no-policy", 1, []string{"c/Gemfile upgrade"}},
		{"attic", 0, nil},
	} {
		code, got, errs := found(t, "", strings.Fields(c.args)...)
		if code != c.code || !slices.Equal(got, c.want) {
			t.Errorf("%s: exit code %d, %v %s; want %d, %v", c.args, code, got, errs, c.code, c.want)
		}
	}
	if code, out, _ := tlsready(t, "", "."); code != 1 || !strings.Contains(out, "1 suppressed") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if err := os.WriteFile("b/.tlsready.yaml", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := tlsready(t, "", "a", "b"); code != 2 || !strings.Contains(errs, "a and b have different policies") {
		t.Errorf("exit code %d, %s", code, errs)
	}
	if code, got, errs := found(t, "", "a", "b", "--policy", ".tlsready.yaml"); code != 1 || len(got) != 2 {
		t.Errorf("exit code %d, %v %s", code, got, errs)
	}
	if err := os.WriteFile("ours.yaml", []byte("runtime: openssl\nrows: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := tlsready(t, "", "a"); code != 2 || !strings.Contains(errs, "ours.yaml") {
		t.Errorf("exit code %d, %s", code, errs)
	}
}

const ownRules = `
runtime: erlang
title: Erlang
scheme: dotted
releases: {as-of: "2026-01-01", known: ["18.0", "27.0"]}
sources: {ours: {title: Our notes, url: "https://example.com/"}}
remedies: {upgrade: {kind: upgrade, to: "27.0", text: Move on.}}
rows:
- {id: erlang-0, versions: "[, 19.0)", why: Old., tls1.2: {support: none, remedies: [upgrade]}, tls1.3: {support: none, remedies: [upgrade]}, sources: [ours], evidence: verified}
- {id: erlang-19, versions: "[19.0, )", why: New., tls1.2: {support: default}, tls1.3: {support: default}, sources: [ours], evidence: verified}
`

func TestABaselineLeavesWhatIsNew(t *testing.T) {
	tree(t, map[string]string{"a/Gemfile": "ruby '1.9.3'\n", "b/Gemfile": "ruby '1.8.7'\n"})
	code, _, errs := tlsready(t, "", "baseline", ".")
	if code != 0 || errs != "2 findings in .tlsready-baseline.json\n" {
		t.Fatalf("exit code %d, %s", code, errs)
	}
	if code, got, errs := found(t, "", "--baseline", ".tlsready-baseline.json"); code != 0 || len(got) > 0 {
		t.Errorf("exit code %d, %v %s", code, got, errs)
	}
	if err := os.WriteFile(".tlsready.yaml", []byte("baseline: .tlsready-baseline.json\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("b/Gemfile", []byte("# shop\nruby '1.9.2'\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, got, _ := found(t, ""); code != 1 || !slices.Equal(got, []string{"b/Gemfile upgrade"}) {
		t.Errorf("with the policy's baseline: exit code %d, %v", code, got)
	}
	if code, out, _ := tlsready(t, "", "baseline", "-o", "-"); code != 0 || strings.Count(out, `"fingerprint"`) != 2 {
		t.Errorf("a new baseline is not whole: exit code %d\n%s", code, out)
	}
}

func TestListsOfFilesAreJudgedTogether(t *testing.T) {
	tree(t, map[string]string{
		"a/runtime.txt":    "python-2.7.8\n",
		"a/Dockerfile":     "FROM debian:squeeze\n",
		"b c/Gemfile":      "ruby '1.9.3'\n",
		"new\nline/.rvmrc": "rvm use 1.8.7\n",
		"list":             "a\ngone/Gemfile\nb c/Gemfile\r\n\n",
	})
	outside := filepath.Join(t.TempDir(), "Gemfile")
	if err := os.WriteFile(outside, []byte("ruby '1.9.3'\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, got, _ := found(t, "", "--files-from", "list")
	if want := []string{"a/Dockerfile upgrade", "a/runtime.txt upgrade", "b c/Gemfile upgrade"}; code != 1 || !slices.Equal(got, want) {
		t.Errorf("exit code %d, %v; want %v", code, got, want)
	}
	_, out, _ := tlsready(t, "", "--files-from", "list")
	if !strings.Contains(out, "gone/Gemfile: listed, but not there") {
		t.Errorf("what is gone is not a problem:\n%s", out)
	}
	code, got, _ = found(t, "new\nline/.rvmrc\x00"+outside+"\x00", "--files-from", "-", "-0")
	if want := []string{"new\nline/.rvmrc upgrade", filepath.ToSlash(outside) + " upgrade"}; code != 1 || !slices.Equal(got, want) {
		t.Errorf("exit code %d, %q; want %q", code, got, want)
	}
	if code, got, errs := found(t, "", "--files-from", "-"); code != 0 || len(got) > 0 {
		t.Errorf("an empty list: exit code %d, %v %s", code, got, errs)
	}
}

// A file brings along what it leads to and what else was named: the hook of
// pre-commit passes names so.
func TestFilesThatAreNamedAreJudgedTogether(t *testing.T) {
	tree(t, map[string]string{
		"pom.xml":          "<project><groupId>g</groupId><artifactId>up</artifactId><version>1</version><properties><java.version>1.6</java.version></properties></project>\n",
		"app/pom.xml":      "<project><parent><groupId>g</groupId><artifactId>up</artifactId><version>1</version></parent><properties><maven.compiler.source>${java.version}</maven.compiler.source></properties></project>\n",
		"a/runtime.txt":    "python-2.7.8\n",
		"a/Dockerfile":     "FROM debian:squeeze\n",
		"b/.tlsready.yaml": "fail-on: never\n",
		"b/Gemfile":        "ruby '1.9.3'\n",
	})
	code, got, errs := found(t, "", "a/runtime.txt", "a/Dockerfile", "app/pom.xml")
	if want := []string{"a/Dockerfile upgrade", "a/runtime.txt upgrade", "pom.xml upgrade"}; code != 1 || !slices.Equal(got, want) {
		t.Errorf("exit code %d, %v; want %v %s", code, got, want, errs)
	}
	if _, out, _ := tlsready(t, "", "--format", "json", "a/runtime.txt", "a/Dockerfile"); !strings.Contains(out, `"certain": true`) {
		t.Errorf("Python does not know of the image's OpenSSL:\n%s", out)
	}
	if code, got, errs := found(t, "", "b/Gemfile"); code != 0 || len(got) != 1 {
		t.Errorf("with the policy beside the file: exit code %d, %v %s", code, got, errs)
	}
	if code, _, errs := found(t, "", "b/Gemfile", "a/runtime.txt"); code != 2 || !strings.Contains(errs, "different policies") {
		t.Errorf("with two policies: exit code %d, %s", code, errs)
	}
}

func TestListsNameArchivesToo(t *testing.T) {
	tree(t, map[string]string{"broken.jar": "PK\x03\x04 no more"})
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("Gemfile")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "ruby '1.9.3'\n"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("shop.zip", packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	code, got, _ := found(t, "shop.zip\nbroken.jar\n", "--files-from", "-")
	if want := []string{"shop.zip!/Gemfile upgrade"}; code != 1 || !slices.Equal(got, want) {
		t.Errorf("exit code %d, %v; want %v", code, got, want)
	}
	if _, out, _ := tlsready(t, "broken.jar\n", "--files-from", "-"); !strings.Contains(out, "broken.jar: is a broken archive") {
		t.Errorf("a broken archive is not named:\n%s", out)
	}
}

func TestSeveralOutputsAtOnce(t *testing.T) {
	tree(t, map[string]string{"Gemfile": "ruby '1.9.3'\n"})
	code, out, _ := tlsready(t, "", "-o", "r.json", "--output", "r.txt")
	if code != 1 || out != "" {
		t.Errorf("exit code %d, %s", code, out)
	}
	code, out, _ = tlsready(t, "", "--format", "json", "-o", "second", "--format", "text")
	if code != 1 || !strings.Contains(out, "Gemfile:1:7: warning") {
		t.Errorf("exit code %d, %s", code, out)
	}
	code, out, _ = tlsready(t, "", "-q", "--format", "json", "-o", "quiet.json", "--format", "text")
	if code != 1 || out != "" {
		t.Errorf("exit code %d, %s", code, out)
	}
	first, second := read(t, "r.json"), read(t, "second")
	if !json.Valid([]byte(first)) || first != second || first != read(t, "quiet.json") {
		t.Errorf("%s differs from\n%s", first, second)
	}
	if !strings.Contains(read(t, "r.txt"), "Gemfile:1:7") {
		t.Error("r.txt is no text")
	}
	if err := os.Mkdir("folder", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"nowhere/r.json", "folder"} {
		code, _, errs := tlsready(t, "", "-o", file, "--format", "json")
		if code != 2 || !strings.HasPrefix(errs, "tlsready: --output "+file+": ") {
			t.Errorf("exit code %d, %s", code, errs)
		}
	}
	left, _ := fs.Glob(os.DirFS("."), ".tlsready-*")
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAnInterruptedScanReportsWhatItHas(t *testing.T) {
	tree(t, map[string]string{"Gemfile": "ruby '1.9.3'\n"})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs strings.Builder
	if code := run(ctx, nil, strings.NewReader(""), &out, &errs); code != 2 {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(out.String(), "The scan was stopped") || !strings.Contains(errs.String(), "the report is partial") {
		t.Errorf("%s%s", out.String(), errs.String())
	}
}

func TestTheProgressLineFitsTheTerminal(t *testing.T) {
	var p scanner.Progress
	if got := progressLine(&p, 40); got != "0 files, 0 declarations, in " {
		t.Errorf("%q", got)
	}
	s, err := scanner.New(scanner.Options{Progress: &p})
	if err != nil {
		t.Fatal(err)
	}
	tree(t, map[string]string{"a/very/deep\nfolder/with/a/name/Gemfile": "ruby '1.9.3'\n"})
	if _, err := s.Scan(context.Background(), os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	if got := progressLine(&p, 200); !strings.HasSuffix(got, ", 1 declaration, in a/very/deep?folder/with/a/name") {
		t.Errorf("%q", got)
	}
	if got := []rune(progressLine(&p, 30)); len(got) >= 30 || got[len(got)-1] != '…' {
		t.Errorf("%q", string(got))
	}
}

func TestDocsRules(t *testing.T) {
	t.Chdir("../..")
	code, out, errs := tlsready(t, "", "rules", "--format", "markdown")
	if code != 0 {
		t.Fatal(errs)
	}
	const page = "docs/rules.md"
	if *update {
		if err := os.WriteFile(page, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out != read(t, page) {
		t.Error(page + " is not current: run go test ./cmd/tlsready -run Docs -update")
	}
}

func TestManualPagesAndCompletionsAreWritten(t *testing.T) {
	tree(t, nil)
	if code, _, errs := tlsready(t, "", "man", "pages"); code != 0 {
		t.Fatal(errs)
	}
	if !strings.Contains(read(t, "pages/tlsready-check.1"), "java -version") {
		t.Error("the page of check has no example")
	}
	for shell, want := range map[string]string{"bash": "complete -o", "zsh": "#compdef", "fish": "complete -c", "powershell": "Register-ArgumentCompleter"} {
		code, out, _ := tlsready(t, "", "completion", shell)
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: exit code %d, %q is missing", shell, code, want)
		}
	}
	for args, want := range map[string]string{
		"--format j": "json", "check py": "python", "explain openssl-1.0": "openssl-1.0.1", "--fail-on ": "never",
	} {
		_, out, _ := tlsready(t, "", append([]string{"__complete"}, strings.Split(args, " ")...)...)
		if !strings.Contains("\n"+out, "\n"+want+"\n") {
			t.Errorf("%s: %q is not offered:\n%s", args, want, out)
		}
	}
}

func TestTheDeadlineOfThePolicyIsReported(t *testing.T) {
	tree(t, map[string]string{"Gemfile": "ruby '1.9.3'\n", ".tlsready.yaml": "effective: " + time.Now().AddDate(0, 0, 12).UTC().Add(time.Hour).Format(time.RFC3339) + "\n"})
	if _, out, _ := tlsready(t, ""); !strings.Contains(strings.ReplaceAll(out, "\n", " "), "in 12 days.") {
		t.Errorf("no deadline in\n%s", out)
	}
}

// What a commit has is no longer ignored, whatever its .gitignore says.
func TestTrackedFilesOfARevisionAreRead(t *testing.T) {
	tree(t, map[string]string{"Release/Gemfile": "ruby '1.9.3'\n"})
	commit(t, "one")
	if err := os.WriteFile(".gitignore", []byte("[Rr]elease/\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	commit(t, "two")
	if _, got, errs := found(t, "", "--git-rev", "two"); !slices.Equal(got, []string{"Release/Gemfile upgrade"}) {
		t.Errorf("%v %s", got, errs)
	}
}

// commit makes a repository of the current folder, or a commit in it.
func commit(t *testing.T, tag string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"commit", "-q", "--allow-empty", "-m", tag}, {"tag", tag}} {
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

func TestARevisionIsScannedWithoutACheckout(t *testing.T) {
	tree(t, map[string]string{"a/Gemfile": "ruby '1.9.3'\n", "b/Gemfile": "ruby '3.4.1'\n"})
	commit(t, "one")
	if err := os.Remove("a/Gemfile"); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string][]string{
		".":                nil,
		"--git-rev one":    {"a/Gemfile upgrade"},
		"--git-rev HEAD a": {"a/Gemfile upgrade"},
		"--git-rev one b":  nil,
	} {
		if args == "--git-rev HEAD a" {
			if err := os.MkdirAll("a", 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if _, got, errs := found(t, "", strings.Fields(args)...); !slices.Equal(got, want) {
			t.Errorf("%s: %v %s; want %v", args, got, errs, want)
		}
	}
	for args, want := range map[string]string{
		"--git-rev two":       `--git-rev: . has no revision "two"`,
		"--changed-since two": `--changed-since: . has no revision "two"`,
	} {
		if code, _, errs := tlsready(t, "", strings.Fields(args)...); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit code %d, %s", args, code, errs)
		}
	}
}

func TestOnlyProgramsThatHaveChangedAreReported(t *testing.T) {
	tree(t, map[string]string{
		"a/Gemfile": "ruby '1.9.3'\n", "b/Gemfile": "ruby '1.9.3'\n", "b/lib/x/y.rb": "",
		"net/Directory.Build.props": "<Project><PropertyGroup><TargetFramework>net40</TargetFramework></PropertyGroup></Project>",
		"net/p/p.csproj":            "<Project Sdk='Microsoft.NET.Sdk'></Project>",
		"py/runtime.txt":            "python-2.7.8\n",
		"py/Dockerfile":             "FROM debian:squeeze\n",
		".java-version":             "1.6\n",
	})
	commit(t, "one")
	for _, c := range []struct {
		change func()
		want   []string
	}{
		{func() {}, nil},
		{func() { write(t, "a/Gemfile", "source 'x'\nruby '1.9.3'\n") }, []string{"a/Gemfile upgrade"}},
		{func() { write(t, "b/lib/x/y.rb", "puts 1\n") }, []string{"b/Gemfile upgrade"}},
		{func() { write(t, "b/lib/new.rb", "puts 1\n") }, []string{"b/Gemfile upgrade"}},
		{func() { write(t, "py/Dockerfile", "FROM debian:squeeze\nRUN true\n") }, []string{"py/Dockerfile upgrade", "py/runtime.txt upgrade"}},
		{func() { write(t, "nothing/x", "") }, []string{".java-version upgrade"}},
	} {
		c.change()
		if _, got, errs := found(t, "", "--changed-since", "one"); !slices.Equal(got, c.want) {
			t.Errorf("%v %s; want %v", got, errs, c.want)
		}
		reset := exec.Command("git", "reset", "-q", "--hard", "one")
		if out, err := reset.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if out, err := exec.Command("git", "clean", "-qfd").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	write(t, "a/Gemfile", "ruby '1.8.7'\n")
	commit(t, "two")
	write(t, "b/Gemfile", "ruby '1.8.7'\n")
	if _, got, _ := found(t, "", "--changed-since", "one", "--git-rev", "two"); !slices.Equal(got, []string{"a/Gemfile upgrade"}) {
		t.Errorf("between two revisions: %v", got)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestArchivesAreReadInPlace(t *testing.T) {
	tree(t, nil)
	out, err := os.Create("app.jar")
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for _, name := range []string{"META-INF/maven/g/a/pom.xml", "../../pom.xml"} {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte("<project><properties><maven.compiler.target>1.6</maven.compiler.target></properties></project>"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
	_, got, errs := found(t, "", "app.jar")
	if want := []string{"app.jar!/META-INF/maven/g/a/pom.xml upgrade"}; !slices.Equal(got, want) {
		t.Errorf("%v %s; want %v", got, errs, want)
	}
	if _, text, _ := tlsready(t, "", "app.jar"); !strings.Contains(text, `app.jar!: the name "../../pom.xml" leaves the archive`) {
		t.Errorf("no problem in\n%s", text)
	}
	if code, _, errs := tlsready(t, "", "fix", "app.jar"); code != 2 || !strings.Contains(errs, "is an archive") {
		t.Errorf("exit code %d, %s", code, errs)
	}
}
