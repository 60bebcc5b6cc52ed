package scanner

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tlsready/tlsready/rules"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func scan(t *testing.T, o Options, tree fs.FS, names ...string) *Report {
	t.Helper()
	r, err := newScanner(t, o).Scan(context.Background(), tree, names...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func paths(r *Report) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Path)
	}
	return out
}

func TestOthersFilesAreLeftOutUnlessAskedFor(t *testing.T) {
	tree := fstest.MapFS{
		"a/.python-version":                      file("2.7.8"),
		"node_modules/x/.python-version":         file("2.7.8"),
		"web/node_modules/x/.python-version":     file("2.7.8"),
		".git/.python-version":                   file("2.7.8"),
		"j/pom.xml":                              file("<project/>"),
		"j/target/.python-version":               file("2.7.8"),
		"target/.python-version":                 file("2.7.8"),
		"g/build.gradle":                         file(""),
		"g/build/.python-version":                file("2.7.8"),
		"n/n.csproj":                             file("<Project/>"),
		"n/obj/.python-version":                  file("2.7.8"),
		"s/s.sln":                                file(""),
		"s/packages/repositories.config":         file(""),
		"s/packages/x/.python-version":           file("2.7.8"),
		"env/pyvenv.cfg":                         file(""),
		"env/.python-version":                    file("2.7.8"),
		"vendor/modules.txt":                     file(""),
		"vendor/.python-version":                 file("2.7.8"),
		"rails/vendor/.python-version":           file("2.7.8"),
		"rails/vendor/bundle/ruby/.ruby-version": file("1.9.3"),
		".gitignore":                             file("ignored\n"),
		"ignored/.python-version":                file("2.7.8"),
	}
	got := paths(scan(t, Options{}, tree))
	want := []string{"a/.python-version", "rails/vendor/.python-version", "target/.python-version"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := paths(scan(t, Options{NoIgnore: true}, tree)); !slices.Contains(got, "ignored/.python-version") || len(got) != len(want)+1 {
		t.Errorf("without .gitignore: %v", got)
	}
	if got := paths(scan(t, Options{Vendored: true}, tree)); !slices.Contains(got, "node_modules/x/.python-version") || len(got) != 13 {
		t.Errorf("with the dependencies' files: %d of 13: %v", len(got), got)
	}
}

func TestWhatCannotBeReadIsAProblemAndTheScanGoesOn(t *testing.T) {
	tree := fstest.MapFS{
		"a/.python-version": file("2.7.8"),
		"b/runtime.txt":     file(strings.Repeat("x", 1000)),
		"c/pom.xml":         file("<project>\n<a></b></project>"),
		"d/.ruby-version":   file("2.\x00"),
		"e/Gemfile":         {Mode: fs.ModeNamedPipe},
	}
	r := scan(t, Options{MaxFileSize: 100}, tree)
	var got []string
	for _, p := range r.Problems {
		got = append(got, fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.Message))
	}
	want := []string{
		"b/runtime.txt:0: is larger than 100 bytes and was not read",
		"c/pom.xml:2: broken XML: </b> closes no open element",
		"d/.ruby-version:0: has NUL bytes: not a text file",
	}
	if !slices.Equal(got, want) {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !slices.Contains(paths(r), "a/.python-version") {
		t.Error("the good file was not judged")
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making links needs a privilege there")
	}
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), ".python-version")
	for _, step := range []error{
		os.WriteFile(outside, []byte("2.7.8"), 0o644),
		os.Mkdir(filepath.Join(dir, "sub"), 0o755),
		os.WriteFile(filepath.Join(dir, "sub", ".ruby-version"), []byte("1.9.3"), 0o644),
		os.Symlink("..", filepath.Join(dir, "sub", "loop")),
		os.Symlink(outside, filepath.Join(dir, ".python-version")),
		os.Symlink(filepath.Join("sub", ".ruby-version"), filepath.Join(dir, ".ruby-version")),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	r := scan(t, Options{}, os.DirFS(dir))
	if got := paths(r); !slices.Equal(got, []string{"sub/.ruby-version"}) || len(r.Problems) > 0 {
		t.Errorf("got %v, %v", got, r.Problems)
	}
}

func TestOrderDoesNotHangOnTheNumberOfWorkers(t *testing.T) {
	tree := os.DirFS("../examples/fleet")
	one, eight := print(scan(t, Options{Workers: 1}, tree)), print(scan(t, Options{Workers: 8}, tree))
	if one != eight || one == "" {
		t.Errorf("one worker:\n%s\neight:\n%s", one, eight)
	}
}

func TestNamedFilesAndFolders(t *testing.T) {
	tree := fstest.MapFS{"a/.python-version": file("2.7.8"), "b/.python-version": file("2.7.8"), "b/x.txt": file("")}
	if got := paths(scan(t, Options{}, tree, "b")); !slices.Equal(got, []string{"b/.python-version"}) {
		t.Error(got)
	}
	if got := paths(scan(t, Options{}, tree, "a/.python-version")); !slices.Equal(got, []string{"a/.python-version"}) {
		t.Error(got)
	}
	if r := scan(t, Options{}, tree, "b/x.txt"); len(r.Problems) != 1 {
		t.Error("a named file of no kind is worth a word")
	}
	if _, err := newScanner(t, Options{}).Scan(context.Background(), tree, "c"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestACancelledScanStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, err := newScanner(t, Options{}).Scan(ctx, os.DirFS("../examples/fleet"))
	if !errors.Is(err, context.Canceled) || r == nil || len(r.Findings) > 0 {
		t.Errorf("%v, %v", r, err)
	}
}

func TestWrongOptionsAreErrors(t *testing.T) {
	for _, o := range []Options{{MaxFileSize: -1}, {Workers: -1}, {Assume: []rules.Companion{{Runtime: "cobol"}}}} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

// TestImportablePackagesStayLight lists everything that importing the library
// brings along: no network, no processes, and few modules.
func TestImportablePackagesStayLight(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}} {{with .Module}}{{.Path}}{{end}}", ".", "./report", "../rules").Output()
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{
		"github.com/tlsready/tlsready",
		"github.com/Masterminds/semver/v3",
		"github.com/pelletier/go-toml/v2",
		"go.yaml.in/yaml/v4",
		"golang.org/x/mod",
	}
	modules := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		pkg, module, _ := strings.Cut(strings.TrimSpace(line), " ")
		if pkg == "net" || strings.HasPrefix(pkg, "net/http") || pkg == "os/exec" || pkg == "plugin" {
			t.Errorf("%s comes along", pkg)
		}
		if module != "" && !modules[module] {
			modules[module] = true
			if !slices.Contains(allowed, module) {
				t.Errorf("module %s comes along by way of %s", module, pkg)
			}
		}
	}
}

func TestAFileOfNothingButVersionsIsJudgedInTime(t *testing.T) {
	start := time.Now()
	r := scan(t, Options{}, fstest.MapFS{".tool-versions": file("python " + strings.Repeat("2.7.8 ", 300000))})
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
	if len(r.Findings) != 2000 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Message, "more than 2000 versions") {
		t.Errorf("%d findings, %v", len(r.Findings), r.Problems)
	}
}

func TestACommentSuppressesAFindingOnItsLineOrTheNext(t *testing.T) {
	tree := fstest.MapFS{
		"above/Gemfile":  file("# tlsready:ignore leaves with the old shop\nruby '1.9.3'\n"),
		"behind/Gemfile": file("ruby '1.9.3' # tlsready:ignore: leaves\n"),
		"far/Gemfile":    file("# tlsready:ignore leaves\n\nruby '1.9.3'\n"),
		"bare/Gemfile":   file("ruby '1.9.3' # tlsready:ignore\n"),
		"text/Gemfile":   file("ruby '1.9.3'\nputs \"tlsready:ignore this\"\n"),
		"x/x.csproj":     file("<Project><PropertyGroup>\n<!-- tlsready:ignore a tool of ours -->\n<TargetFrameworkVersion>v3.0</TargetFrameworkVersion>\n</PropertyGroup></Project>"),
	}
	r := scan(t, Options{}, tree)
	got := map[string]string{}
	for _, f := range r.Findings {
		if f.Suppressed != nil {
			got[f.Path] = fmt.Sprintf("%d %s", f.Suppressed.Start.Line, f.Suppressed.Reason)
		}
	}
	want := map[string]string{"above/Gemfile": "1 leaves with the old shop", "behind/Gemfile": "1 leaves", "bare/Gemfile": "1 ", "x/x.csproj": "2 a tool of ours"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var problems []string
	for _, p := range r.Problems {
		problems = append(problems, fmt.Sprintf("%s:%d %s", p.Path, p.Line, p.Message))
	}
	slices.Sort(problems)
	if diff := cmp.Diff([]string{"bare/Gemfile:1 tlsready:ignore gives no reason", "far/Gemfile:1 tlsready:ignore suppresses nothing here: remove it"}, problems); diff != "" {
		t.Error(diff)
	}
	if r.Suppressed() != 4 || r.Worst() != LevelWarning {
		t.Errorf("%d suppressed, worst %v", r.Suppressed(), r.Worst())
	}
	if r := scan(t, Options{}, fstest.MapFS{"Gemfile": tree["above/Gemfile"]}); r.Worst() != LevelNone {
		t.Errorf("what is suppressed is still as loud as %v", r.Worst())
	}
}

func TestAFingerprintSurvivesMovesAndTellsEqualFindingsApart(t *testing.T) {
	const one = "ruby '1.9.3'\n"
	prints := func(tree fstest.MapFS) []string {
		var out []string
		for _, f := range scan(t, Options{}, tree).Findings {
			out = append(out, f.Fingerprint)
		}
		return out
	}
	before := prints(fstest.MapFS{"old/shop/Gemfile": file(one)})
	after := prints(fstest.MapFS{"new/Gemfile": file("source 'https://rubygems.org'\n\n" + one)})
	if !slices.Equal(before, after) || len(before) != 1 {
		t.Errorf("moved: %v, then %v", before, after)
	}
	if other := prints(fstest.MapFS{"old/shop/Gemfile": file("ruby '1.9.2'\n")}); slices.Equal(before, other) {
		t.Error("another version has the same fingerprint")
	}
	twice := prints(fstest.MapFS{"Dockerfile": file("FROM python:2.7.8\nFROM python:2.7.8\n")})
	slices.Sort(twice)
	if len(twice) < 2 || len(slices.Compact(twice)) != len(twice) {
		t.Errorf("equal findings of one file: %v", twice)
	}
}

func TestPathsCanBeLeftOutAndHaveAssumptionsOfTheirOwn(t *testing.T) {
	tree := fstest.MapFS{"a/.python-version": file("2.7.18"), "b/.python-version": file("2.7.18"), "c/d/.python-version": file("2.7.18")}
	old, err := rules.Parse(rules.OpenSSL, "0.9.8zh")
	if err != nil {
		t.Fatal(err)
	}
	r := scan(t, Options{
		Skip: func(name string, dir bool) bool { return dir && name == "c" },
		AssumeFor: func(dir string) []rules.Companion {
			if dir == "b" {
				return []rules.Companion{{Runtime: rules.OpenSSL, Versions: old.Versions}}
			}
			return nil
		},
	}, tree)
	if !slices.Equal(paths(r), []string{"a/.python-version", "b/.python-version"}) {
		t.Fatal(paths(r))
	}
	if a, b := r.Findings[0].Verdict, r.Findings[1].Verdict; a == b || b != rules.Upgrade {
		t.Errorf("without an assumption %v, with an old OpenSSL %v", a, b)
	}
}

func TestEveryVerdictNamesItsSources(t *testing.T) {
	tree := fstest.MapFS{
		"a/a.cs":              file("ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;"),
		"b/B.java":            file("class B { void f() throws Exception { javax.net.ssl.SSLContext.getInstance(\"TLSv1\"); } }"),
		"c/c.py":              file("import ssl\nssl.SSLContext(ssl.PROTOCOL_TLSv1)\n"),
		"d/d.rb":              file("http.ssl_version = :TLSv1\n"),
		"e/e.c":               file("ctx = SSL_CTX_new(TLSv1_client_method());"),
		"f/Gemfile":           file("ruby '1.9.3'\n"),
		"g/.java-version":     file("17\n"),
		"h/x.reg":             file("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client]\r\n\"Enabled\"=dword:00000000\r\n"),
		"i/runtime.txt":       file("python-2.7.8\n"),
		"j/a.csproj":          file("<Project><PropertyGroup><TargetFramework>net40</TargetFramework></PropertyGroup></Project>"),
		"k/.ruby-version":     file("jruby-1.7.2\n"),
		"l/Dockerfile":        file("FROM centos:5\n"),
		"m/pom.xml":           file("<project><properties><maven.compiler.target>1.6</maven.compiler.target></properties></project>"),
		"n/gradle.properties": file("org.gradle.jvmargs=-Dhttps.protocols=TLSv1\n"),
	}
	seen := map[string]bool{}
	for _, f := range scan(t, Options{}, tree).Findings {
		dir, _, _ := strings.Cut(f.Path, "/")
		seen[dir] = true
		if len(f.Sources) == 0 {
			t.Errorf("%s: %s %s has no sources", f.Path, f.Title, f.Verdict)
		}
	}
	if len(seen) != len(tree) {
		t.Errorf("findings in %v of %d folders", seen, len(tree))
	}
}

// TestManyFoldersAreJudgedSideBySide gives the race detector folders that look at
// those above them, with what is not known and what libraries decide.
func TestManyFoldersAreJudgedSideBySide(t *testing.T) {
	tree := fstest.MapFS{
		"Dockerfile":  file("FROM $BASE\nFROM centos:5\nRUN yum install -y python\nENV OPENSSL_VERSION=$X\n"),
		"Gemfile":     file("gem 'httpclient', '2.1.5'\n"),
		"global.json": file(`{"sdk": {"version": "3.1.100"}}`),
	}
	for i := range 3 * fewFolders {
		dir := fmt.Sprintf("a%d/b%d/", i%7, i)
		tree[dir+"Dockerfile"] = file("FROM python:$V\nFROM ubuntu:12.04\nRUN apt-get install python2.7\n")
		tree[dir+"runtime.txt"] = file("python-2.7.8\n")
		tree[dir+"a.py"] = file("import ssl\nssl.SSLContext(ssl.PROTOCOL_TLSv1)\n")
	}
	want := scan(t, Options{Workers: 1}, tree)
	for range 3 {
		got := scan(t, Options{Workers: 8}, tree)
		if diff := cmp.Diff(paths(want), paths(got)); diff != "" {
			t.Fatal(diff)
		}
		for i := range got.Findings {
			if a, b := &want.Findings[i], &got.Findings[i]; a.Message != b.Message || a.Fingerprint != b.Fingerprint || a.Span != b.Span {
				t.Errorf("%s: %s with one worker, %s with eight", a.Path, a.Message, b.Message)
			}
		}
	}
}
