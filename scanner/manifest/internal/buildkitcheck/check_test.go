package buildkitcheck

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
	"golang.org/x/tools/txtar"

	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// An instruction is what both sides say of one.
type instruction struct {
	name, text string
	line       int
	heredocs   string
}

// theirs is how BuildKit reads a file; ok is false if it refuses it.
func theirs(src []byte) (out []instruction, escape rune, ok bool) {
	result, err := parser.Parse(bytes.NewReader(src))
	if err != nil {
		return nil, 0, false
	}
	for _, n := range result.AST.Children {
		if n.Value == "" {
			continue // nothing but a mark of continuation
		}
		in := instruction{name: strings.ToUpper(n.Value), line: n.StartLine}
		in.text = strings.TrimSpace(strings.TrimSpace(n.Original)[len(n.Value):])
		for _, h := range n.Heredocs {
			in.heredocs += h.Name + "\n" + h.Content
			if !h.Expand {
				in.heredocs += "literal\n"
			}
		}
		out = append(out, in)
	}
	return out, result.EscapeToken, true
}

func ours(src []byte) (out []instruction) {
	for _, in := range dockerfile.Parse(src) {
		o := instruction{name: in.Name, line: 1 + bytes.Count(src[:in.Start], []byte("\n"))}
		o.text = strings.TrimSpace(strings.ReplaceAll(string(in.Text), "\x00", ""))
		for _, h := range in.Heredocs {
			o.heredocs += h.Name + "\n" + string(h.Content)
			if h.Literal {
				o.heredocs += "literal\n"
			}
		}
		out = append(out, o)
	}
	return out
}

func compare(t *testing.T, src []byte) {
	t.Helper()
	want, _, ok := theirs(src)
	if !ok {
		return
	}
	got := ours(src)
	if len(got) != len(want) {
		t.Errorf("%q\n got %+v\nwant %+v", src, got, want)
		return
	}
	for i := range want {
		// A first line that only continues counts for them, and not for us.
		if strings.HasPrefix(strings.TrimSpace(string(src)), `\`) || strings.Contains(string(src), "\n\\") || strings.Contains(string(src), "\n`") {
			got[i].line = want[i].line
		}
		if got[i] != want[i] {
			t.Errorf("%q\n got %+v\nwant %+v", src, got[i], want[i])
		}
	}
}

func TestFilesOfBuildKitAndOfOurs(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/moby/buildkit").Output()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "frontend/dockerfile/parser/testfile*/*/Dockerfile"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files of BuildKit, %v", len(files), err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")))
	}
	archives, err := filepath.Glob("../../testdata/docker/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name != "want" {
				compare(t, f.Data)
			}
		}
	}
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func TestFilesMadeOfOddLines(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	lines := []string{
		"# escape=`", "# escape=\\", "#syntax=docker/dockerfile:1", "# a comment", "", "  ", "\t# indented",
		"FROM a", "from b AS c", "  FROM d", "RUN x \\", "RUN x `", "RUN x \\  ", "RUN x\\\\", "y \\", "z", " w `", "\\", "`",
		"RUN <<EOF", "EOF", "RUN cat <<-'A B' > f", "\tA B", "A B", "COPY <<one <<two /", "one", "two", "ENV a=b \\", "ENV a b",
		"RUN << EOF", "ONBUILD RUN <<EOF", "RUN echo $((1<<2))", "RUN cat<<EOF", "RUN a 3<<EOF", "ARG X=\"a b\"", "RUN 'a # b", "run\tq",
	}
	ends := []string{"\n", "\n", "\n", "\r\n"}
	refused := 0
	for range 20000 {
		var b strings.Builder
		for range 1 + r.IntN(7) {
			b.WriteString(pick(r, lines) + pick(r, ends))
		}
		src := []byte(b.String())
		if _, _, ok := theirs(src); !ok {
			refused++
		}
		compare(t, src)
		if t.Failed() {
			return
		}
	}
	if refused > 15000 {
		t.Errorf("BuildKit refuses %d files of 20000: they show nothing", refused)
	}
}

func TestWordsMadeOfOddParts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	parts := []string{
		"a", "2.7.8", "$A", "${A}", "$E", "${N}", "$N.x", "${A:-d}", "${E:-d}", "${E-d}", "${N-d}", "${N:-$A}", "${A:+y}", "${E:+y}", "${E+y}", "${N+y}",
		"${N:-${A}-x}", "'$A'", "\"$A\"", "\"a b\"", "'a b'", "\\$A", "\\\\", "\"\\$A\"", "\"\\a\"", "\"\\\"\"", "$", "-", ":", "/", "$1", "${L%.*}", "${L%%.*}", "${L#*.}", "${L##*.}", "${L/./_}", "${L//./_}", "\"${N:-d e}\"", "'", "{", "}",
	}
	values := map[string]string{"A": "va", "E": "", "L": "2.7.18"}
	variables := dockerfile.Variables{}
	var env []string
	for k, v := range values {
		variables[k] = dockerfile.Value(v, dockerfile.Span{})
		env = append(env, k+"="+v)
	}
	for range 20000 {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			b.WriteString(pick(r, parts))
		}
		want, _, err := shell.NewLex('\\').ProcessWord(b.String(), shell.EnvsFromSlice(env))
		if err != nil {
			continue
		}
		in := dockerfile.Parse([]byte("RUN " + b.String() + "\n"))
		if len(in) != 1 {
			t.Fatalf("%q: %d instructions", b.String(), len(in))
		}
		w := in[0].Rest(in[0].At)
		if got := w.Expand(variables).Value; got != want {
			t.Fatalf("%q\n got %q\nwant %q", b.String(), got, want)
		}
	}
}
