package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/internal/needs"
	"github.com/tlsready/tlsready/scanner/policy"
)

// TestDocsPages runs what the pages of docs show, in order, and holds what they say
// that it prints. A page has
//
//	```console            commands behind "$ ", each with its output below
//	<!-- write: NAME -->  the file that the next block is
//	<!-- file: NAME DECLARATION ... --> ... <!-- end -->
//	                      source of this repository, or some declarations of it
//	<!-- in: repository -->  the commands below run in this repository, those of
//	                      other pages in a copy of the fleet of their own
func TestDocsPages(t *testing.T) {
	sh := needs.Program(t, "sh")
	needs.Program(t, "git")
	bin := t.TempDir()
	install(t, bin)
	names, err := filepath.Glob(filepath.Join(repository, "docs", "*.md"))
	if err != nil || len(names) < 8 {
		t.Fatalf("%v %v", names, err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text := read(t, name)
			p := &page{sh: sh, dir: t.TempDir()}
			p.env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "LC_ALL=C", "NO_COLOR=1",
				"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_PAGER=cat",
				"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
			if strings.Contains(text, "```console") {
				p.layOut(t)
			}
			got := p.follow(t, text)
			if got == text {
				return
			}
			if !*update {
				t.Fatalf("%s is not current: run go test ./cmd/tlsready -run Docs -update and review the diff; it would be\n%s", name, got)
			}
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A page is one that is being followed.
type page struct {
	sh   string
	dir  string // where its commands run
	env  []string
	code int    // of the last command
	file string // that the next block is; "" if it is none
}

// layOut makes a repository of a copy of the fleet.
func (p *page) layOut(t *testing.T) {
	t.Helper()
	if err := os.CopyFS(p.dir, os.DirFS(filepath.Join(repository, "examples", "fleet"))); err != nil {
		t.Fatal(err)
	}
	if out := p.run(t, "rm README.md && git init -q -b main && git add -A && git commit -q -m 'The fleet as it is'"); p.code != 0 {
		t.Fatal(out)
	}
}

// run runs one command and returns what it prints, on both streams.
func (p *page) run(t *testing.T, command string) string {
	t.Helper()
	cmd := exec.Command(p.sh, "-c", fmt.Sprintf("(exit %d)\n%s", p.code, command)) // for $?
	cmd.Dir, cmd.Env = p.dir, p.env
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	p.code = cmd.ProcessState.ExitCode()
	if p.code > 2 {
		t.Fatalf("%s: exit code %d\n%s", command, p.code, out)
	}
	return strings.ReplaceAll(string(out), "\r", "")
}

// follow does what the page says and returns it with what really comes out.
func (p *page) follow(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	lines := slices.Collect(strings.Lines(text))
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		out.WriteString(line)
		what, value, isMark := mark(line)
		switch {
		case isMark && what == "write":
			p.file = value
		case isMark && what == "in" && value == "repository":
			p.dir = repository
		case isMark && what == "file":
			end := i + 1 + slices.Index(lines[i+1:], "<!-- end -->\n")
			if end == i {
				t.Fatalf("%s has no end", line)
			}
			out.WriteString("```go\n" + source(t, strings.Fields(value)) + "```\n")
			i = end - 1
		case isMark:
			t.Fatalf("nothing is known of %s", line)
		case strings.HasPrefix(line, "```"):
			end := i + 1 + slices.Index(lines[i+1:], "```\n")
			if end == i {
				t.Fatalf("%s has no end", line)
			}
			out.WriteString(p.block(t, strings.TrimSpace(line[3:]), lines[i+1:end]))
			out.WriteString(lines[end])
			i = end
		}
	}
	return out.String()
}

// mark reads <!-- WHAT: VALUE -->.
func mark(line string) (what, value string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), "<!-- ")
	if !ok {
		return "", "", false
	}
	rest, ok = strings.CutSuffix(rest, " -->")
	what, value, _ = strings.Cut(rest, ": ")
	return what, value, ok && what != "end"
}

// block is what has to stand in a block.
func (p *page) block(t *testing.T, language string, lines []string) string {
	t.Helper()
	text := strings.Join(lines, "")
	if p.file != "" {
		write(t, filepath.Join(p.dir, p.file), text)
		p.file = ""
		return text
	}
	switch language {
	case "console":
		return p.console(t, lines)
	case "sh", "bash", "shell":
		t.Errorf("a command that is not run:\n%s", text)
	}
	return text
}

func (p *page) console(t *testing.T, lines []string) string {
	t.Helper()
	var out strings.Builder
	for i := 0; i < len(lines); {
		command, ok := strings.CutPrefix(lines[i], "$ ")
		if !ok {
			i++ // the output of the command above, as it was
			continue
		}
		out.WriteString(lines[i])
		for i++; i < len(lines) && strings.HasPrefix(lines[i], "> "); i++ {
			out.WriteString(lines[i])
			command += lines[i][2:]
		}
		printed := strings.TrimRight(p.run(t, command), "\n")
		if strings.Contains(printed, "```") || strings.HasPrefix(printed, "$ ") || strings.HasPrefix(printed, "> ") || strings.Contains(printed, "\n$ ") {
			t.Errorf("what %s prints would end the block", command)
		}
		if printed != "" {
			out.WriteString(printed + "\n")
		}
	}
	return out.String()
}

// source is a file of this repository, or the declarations of it that are named.
func source(t *testing.T, words []string) string {
	t.Helper()
	name := filepath.Join(repository, filepath.FromSlash(words[0]))
	text := read(t, name)
	if len(words) == 1 {
		return text
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, want := range words[1:] {
		i := slices.IndexFunc(file.Decls, func(d ast.Decl) bool { return declares(d, want) })
		if i < 0 {
			t.Fatalf("%s does not declare %s", words[0], want)
		}
		d := file.Decls[i]
		start := d.Pos()
		if doc := docOf(d); doc != nil {
			start = doc.Pos()
		}
		out = append(out, text[files.Position(start).Offset:files.Position(d.End()).Offset]+"\n")
	}
	return strings.Join(out, "\n")
}

func declares(d ast.Decl, name string) bool {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name == name
	case *ast.GenDecl:
		return slices.ContainsFunc(d.Specs, func(s ast.Spec) bool {
			switch s := s.(type) {
			case *ast.TypeSpec:
				return s.Name.Name == name
			case *ast.ValueSpec:
				return s.Names[0].Name == name
			}
			return false
		})
	}
	return false
}

func docOf(d ast.Decl) *ast.CommentGroup {
	if f, ok := d.(*ast.FuncDecl); ok {
		return f.Doc
	}
	return d.(*ast.GenDecl).Doc
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)

func TestDocsLinksLeadSomewhere(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(repository, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, filepath.Join(repository, "README.md"), filepath.Join(repository, "CONTRIBUTING.md")) {
		for _, m := range link.FindAllStringSubmatch(read(t, name), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestDocsPolicyDescribesEveryField(t *testing.T) {
	text := read(t, filepath.Join(repository, "docs", "policy.md"))
	for _, file := range []string{"nonsense: 1", "assume: [{nonsense: 1}]", "suppress: [{nonsense: 1}]", "owners: [{nonsense: 1}]"} {
		_, err := policy.Parse("p", []byte(file))
		if err == nil {
			t.Fatal("nonsense is a field")
		}
		_, fields, ok := strings.Cut(err.Error(), "there are ")
		if !ok {
			t.Fatal(err)
		}
		for field := range strings.SplitSeq(fields, ", ") {
			if !strings.Contains(text, "| `"+field+"` |") {
				t.Errorf("%s: nothing is said of %s", file, field)
			}
		}
	}
}

// TestDocsWorkflowsUseInputsThatExist reads what the pages say to write for GitHub.
func TestDocsWorkflowsUseInputsThatExist(t *testing.T) {
	inputs, found := readAction(t).Inputs, 0
	text := read(t, filepath.Join(repository, "docs", "gate-pull-request.md"))
	for block := range strings.SplitSeq(text, "```yaml\n") {
		block, _, _ = strings.Cut(block, "```")
		if !strings.Contains(block, "uses: tlsready/tlsready@") {
			continue
		}
		var workflow struct {
			Jobs map[string]struct {
				Steps []struct {
					Uses string
					With map[string]string
				}
			}
		}
		d := yaml.NewDecoder(bytes.NewReader([]byte(block)))
		if err := d.Decode(&workflow); err != nil {
			t.Fatal(err)
		}
		for _, job := range workflow.Jobs {
			for _, s := range job.Steps {
				if !strings.HasPrefix(s.Uses, "tlsready/tlsready@") {
					continue
				}
				found++
				for name := range s.With {
					if _, ok := inputs[name]; !ok {
						t.Errorf("the action has no input %s", name)
					}
				}
			}
		}
	}
	if found == 0 {
		t.Error("the page uses the action nowhere")
	}
}
