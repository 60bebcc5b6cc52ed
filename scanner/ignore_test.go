package scanner

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestIgnoreAgreesWithGit lays out a tree with .gitignore files of every form
// and compares what a walk visits with what git lists.
func TestIgnoreAgreesWithGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("git is needed: ", err)
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(".gitignore", strings.Join([]string{
		"# comment", "", "out", "/only-root", "logs/", "*.old", "!keep.old", "deep/**/gone", "**/any", "a/**", "!a/b",
		"x?z", "[!m]ine", `\#hash`, "trail   ", "docs/*.gen", "gen[0-9]", "!/logs2/", "mid/*/end",
		"[Dd]ebug/", "_Re*", "*.[ch]s", `lit\*eral`, "**/be*en", "p*/*.x", "open[", "dots.*", "ends[xy]", "q?",
	}, "\n")+"\r\ncrlf\r\n")
	write("sub/.gitignore", "!out\nlocal\n/rooted\n*.tmp\n")
	folders := []string{"", "out/", "only-root/", "sub/only-root/", "logs/", "sub/logs/", "logs2/", "deep/gone/", "deep/1/2/gone/", "q/any/",
		"a/b/", "a/c/", "xyz/", "mine/", "wine/", "#hash/", "trail/", "docs/x.gen/", "gen7/", "genx/", "mid/1/end/", "mid/1/2/end/",
		"sub/out/", "sub/local/", "sub/x/local/", "sub/rooted/", "sub/x/rooted/", "sub/y.tmp/", "crlf/", "k.old/", "keep.old/",
		"debug/", "sub/Debug/", "xdebug/", "_Resharp/", "x_Re/", "a.cs/", "a.ds/", "a.css/", "lit*eral/", "litteral/", "sub/between/", "sub/been/", "xbeen/",
		"par/a.x/", "par/a.xx/", "sub/par/a.x/", "open[/", "open/", "dots.x/", "dots/", "endsx/", "endsxy/", "qq/", "qqq/"}
	for _, folder := range folders {
		write(folder+"pom.xml", "<project/>")
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	cmd := exec.Command("git", "ls-files", "-z", "*pom.xml")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for name := range bytes.SplitSeq(bytes.TrimSuffix(out, []byte{0}), []byte{0}) {
		want = append(want, string(name))
	}
	slices.Sort(want)

	s, err := New(Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	w := newWalk(context.Background(), s, os.DirFS(dir))
	if err := w.begin([]string{"."}); err != nil {
		t.Fatal(err)
	}
	alone := worker{walk: w, fsys: w.fsys}
	for next, ok := alone.next(); ok; next, ok = alone.next() {
		if next.files == nil {
			next.files = alone.list(next)
		}
		for _, one := range next.files {
			got = append(got, one.name)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the walk visits\n%v\ngit lists\n%v", got, want)
	}
	if len(want) < 8 || len(want) == len(folders) {
		t.Errorf("git ignores %d of %d folders: the case tests nothing", len(folders)-len(want), len(folders))
	}
}

func TestManyStarsOfAPatternEndSoon(t *testing.T) {
	for _, pattern := range []string{strings.Repeat("**/", 100) + "x/*", strings.Repeat("**/a/", 100) + "x/*", strings.Repeat("*a", 100) + "*x*"} {
		rules := &ignoreRules{patterns: parseIgnore([]byte(pattern))}
		begin := time.Now()
		if rules.match(strings.Repeat("a/", 1000)+strings.Repeat("a", 200), false) {
			t.Errorf("%.20q matches", pattern)
		}
		if took := time.Since(begin); took > time.Second {
			t.Errorf("%.20q took %v", pattern, took)
		}
	}
}

// FuzzIgnore compares with matching each part of every pattern, without the
// shortcuts that rule out most.
func FuzzIgnore(f *testing.F) {
	f.Add("# x\n[Dd]ebug/\n*.user\n!keep.user\n", "a/Debug", true)
	f.Add("/a/**/b\n**/c?\n\\#x\n _y* \nd/\n", "a/x/y/b", false)
	f.Add("a[b\n*\\*\n[!a]*]z\n**\na/**\n", "x]z", false)
	f.Add(strings.Repeat("**/", 40)+"x/*", strings.Repeat("a/", 60)+"a", false)
	f.Fuzz(func(t *testing.T, text, name string, isDir bool) {
		if !fs.ValidPath(name) || name == "." || len(text) > 1000 || len(name) > 1000 {
			return
		}
		rules := &ignoreRules{patterns: parseIgnore([]byte(text))}
		parts, want := strings.Split(name, "/"), false
		for _, p := range rules.patterns {
			pattern := p.parts
			if !p.anchored {
				pattern = append([]string{"**"}, pattern...)
			}
			if (isDir || !p.dirOnly) && matchesSlowly(pattern, parts) {
				want = !p.negated
			}
		}
		if got := rules.match(name, isDir); got != want {
			t.Errorf("%q on %q: %v, want %v", text, name, got, want)
		}
	})
}

// matchesSlowly tries every number of parts for each **, and keeps what it knows
// of the ends of both.
func matchesSlowly(pattern, parts []string) bool {
	known := make(map[[2]int]bool)
	var match func(at, i int) bool
	match = func(at, i int) bool {
		key := [2]int{at, i}
		if is, ok := known[key]; ok {
			return is
		}
		is := false
		switch {
		case at == len(pattern):
			is = i == len(parts)
		case i == len(parts):
		case pattern[at] == "**" && at == len(pattern)-1:
			is = true
		case pattern[at] == "**":
			is = match(at+1, i) || match(at, i+1)
		default:
			ok, _ := path.Match(pattern[at], parts[i])
			is = ok && match(at+1, i+1)
		}
		known[key] = is
		return is
	}
	return match(0, 0)
}
