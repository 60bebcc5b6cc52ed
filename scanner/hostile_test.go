package scanner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tlsready/tlsready/internal/diskfs"
	"github.com/tlsready/tlsready/internal/race"
	"github.com/tlsready/tlsready/internal/treefs"
)

// The limits of a hostile file: what a scan of it may take.
const (
	hostileTime   = 15 * time.Second // many times what it takes, for slow machines under the race detector
	hostileMemory = 200 << 20
)

// scanHostile scans a tree with one good file in it, which must be found whatever
// stands beside it, within the limits.
func scanHostile(t *testing.T, tree fs.FS) *Report {
	t.Helper()
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	done, peak := make(chan struct{}), make(chan uint64)
	go func() {
		highest := uint64(0)
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			highest = max(highest, now.HeapInuse)
			select {
			case <-done:
				peak <- highest
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	begin := time.Now()
	r, err := s.Scan(context.Background(), tree)
	took := time.Since(begin)
	close(done)
	grown := int64(<-peak) - int64(before.HeapInuse)
	t.Logf("%d MiB, %v", grown>>20, took)
	if grown > hostileMemory && !race.Enabled {
		t.Errorf("took %d MiB of memory", grown>>20)
	}
	if err != nil {
		t.Error(err)
	}
	if took > hostileTime {
		t.Errorf("took %v", took)
	}
	good := false
	for _, f := range r.Findings {
		good = good || f.Path == "good/.ruby-version" && f.Declared == "1.9.3"
		if strings.Contains(f.Declared, "OUTSIDE") || f.Declared == "1.8.7" {
			t.Errorf("%s was read, which is outside of the tree", f.Path)
		}
	}
	if !good {
		t.Error("the good file was lost")
	}
	return r
}

// TestHostileContentsAreProblemsOrNothing has contents that have brought parsers
// down, under the name of each kind that reads them.
func TestHostileContentsAreProblemsOrNothing(t *testing.T) {
	deep := func(open, middle, end string) string {
		return strings.Repeat(open, 10_000) + middle + strings.Repeat(end, 10_000)
	}
	var aliases strings.Builder
	aliases.WriteString("jobs:\n  a0: &a0 {container: python}\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&aliases, "  a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1)
	}
	laughs := "<!DOCTYPE x [<!ENTITY a0 'ha'>"
	for i := 1; i < 30; i++ {
		laughs += fmt.Sprintf("<!ENTITY a%d '%s'>", i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	laughs += "]><project><properties><maven.compiler.target>&a29;</maven.compiler.target></properties></project>"
	external := "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><project><properties><maven.compiler.target>&x;</maven.compiler.target></properties></project>"
	var properties strings.Builder
	properties.WriteString("<project><properties><p0>1.7</p0>")
	for i := 1; i < 200; i++ {
		fmt.Fprintf(&properties, "<p%d>${p%d}${p%d}</p%d>", i, i-1, i-1, i)
	}
	properties.WriteString("<maven.compiler.target>${p199}</maven.compiler.target></properties></project>")
	utf16 := func(text string) string {
		var b bytes.Buffer
		for _, c := range text {
			b.WriteByte(byte(c))
			b.WriteByte(0)
		}
		return b.String()
	}
	for name, files := range map[string]map[string]string{
		"entities":           {"pom.xml": laughs, "b/pom.xml": external, "a.csproj": strings.ReplaceAll(laughs, "project", "Project")},
		"aliases":            {".github/workflows/a.yml": aliases.String(), "docker-compose.yml": aliases.String(), ".gitlab-ci.yml": aliases.String()},
		"deep XML":           {"pom.xml": deep("<a>", "", "</a>"), "a.csproj": deep("<Project>", "", "</Project>"), "web.config": "<configuration><system.web>" + deep("<a>", "", "</a>"), "build.xml": deep("<target>", "<javac target='1.5'/>", "</target>")},
		"deep JSON":          {"global.json": deep("[", "", "]"), "Pipfile.lock": deep(`{"a":`, "1", "}"), "project.json": deep(`{"frameworks":`, "1", "}"), "vcpkg.json": deep("[", "", "]")},
		"deep YAML":          {".travis.yml": deep("[", "", "]"), "environment.yml": deep("{a: ", "1", "}"), "docker-compose.yml": strings.Repeat("- ", 10_000)},
		"deep TOML":          {"pyproject.toml": "a = " + deep("[", "", "]"), "b/pyproject.toml": "[" + strings.Repeat("a.", 10_000) + "a]", "poetry.lock": "a = " + deep("{a=", "1", "}")},
		"deep programs":      {"build.gradle": deep("a { ", "", "}"), "setup.py": deep("(", "", ")"), "Gemfile": deep("[", "", "]"), "CMakeLists.txt": "openssl(" + deep("(", "", ")"), "conanfile.py": deep("[", "", "]"), "a.cs": "Tls" + deep("{", "", "}")},
		"properties":         {"pom.xml": properties.String(), "build.gradle": "def a = \"x\"\n" + strings.Repeat("a = \"$a$a\"\n", 200) + "sourceCompatibility = a\n"},
		"unending":           {"setup.py": "python_requires = '''" + strings.Repeat("x", 1<<20), "Gemfile": "ruby <<A\n" + strings.Repeat("x\n", 1<<18), "pom.xml": "<project><!--" + strings.Repeat("-", 1<<20), "build.gradle": "/*" + strings.Repeat("*", 1<<20), "Dockerfile": "FROM a\\\n" + strings.Repeat("\\\n", 1<<19)},
		"one line":           {"Gemfile.lock": strings.Repeat("x", 31<<20), "requirements.txt": strings.Repeat("a;", 1<<20), ".ruby-version": strings.Repeat("9", 1<<20), "tox.ini": "[tox]\nenvlist = " + strings.Repeat("{a,b}", 1<<17)},
		"many lines":         {"Gemfile.lock": strings.Repeat("  a (1)\n", 3<<20), "requirements.txt": strings.Repeat("a\n", 1<<19), "Dockerfile": strings.Repeat("FROM python:2.7.8\n", 1<<16), "packages.lock.json": "{" + strings.Repeat(`"a":{},`, 1<<21) + `"b":1}`},
		"bytes":              {"pom.xml": "\xff\xfe\x00<\x00p", "a.csproj": "\x00\x00\x00\x00", "Gemfile": "\xc3\x28\xa0\xa1 ruby '1.9.2'", ".python-version": strings.Repeat("\x00", 4096), "setup.cfg": "\xef\xbb\xbf\xef\xbb\xbf[options]\npython_requires = >=2.6\n", "global.json": "\xff"},
		"UTF-16 unannounced": {"pom.xml": utf16("<project><properties><maven.compiler.target>1.6</maven.compiler.target></properties></project>"), "b.csproj": utf16("<Project/>")},
	} {
		t.Run(name, func(t *testing.T) {
			tree := fstest.MapFS{"good/.ruby-version": file("1.9.3\n")}
			for name, text := range files {
				tree[name] = file(text)
			}
			scanHostile(t, tree)
		})
	}
}

// TestHostileTrees has what file systems can hold.
func TestHostileTrees(t *testing.T) {
	root := t.TempDir()
	outside := filepath.Join(root, "outside")
	dir := filepath.Join(root, "tree")
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write("good/.ruby-version", "1.9.3\n")
	must(os.MkdirAll(outside, 0o755))
	must(os.WriteFile(filepath.Join(outside, ".ruby-version"), []byte("1.8.7\n"), 0o644))
	must(os.WriteFile(filepath.Join(outside, "pom.xml"), []byte("<project><properties><level>OUTSIDE</level></properties></project>"), 0o644))

	write("links/x", "")
	must(os.Symlink("..", filepath.Join(dir, "links", "up")))
	must(os.Symlink(".", filepath.Join(dir, "links", "self")))
	must(os.Symlink("loop", filepath.Join(dir, "links", "loop")))
	must(os.Symlink(outside, filepath.Join(dir, "links", "out")))
	must(os.Symlink(filepath.Join(outside, ".ruby-version"), filepath.Join(dir, "links", ".ruby-version")))
	write("parent/pom.xml", "<project><parent><relativePath>../../outside/pom.xml</relativePath></parent><properties><maven.compiler.target>${level}</maven.compiler.target></properties></project>")
	write("parent/x.csproj", `<Project><Import Project="..\..\outside\pom.xml"/><PropertyGroup><TargetFramework>$(level)</TargetFramework></PropertyGroup></Project>`)
	write("parent/Gemfile", "ruby file: '../../outside/.ruby-version'\n")
	write("parent/abs/Gemfile", "ruby file: '"+outside+"/.ruby-version'\n")
	// What manifests lead to through links out of the tree, or into a pipe.
	must(os.WriteFile(filepath.Join(outside, "outside.props"), []byte("<Project><PropertyGroup><Level>OUTSIDE</Level></PropertyGroup></Project>"), 0o644))
	led := "<Project><Import Project=\"%s\"/><PropertyGroup><TargetFramework>$(Level)</TargetFramework></PropertyGroup></Project>"
	write("led/folder/x.csproj", fmt.Sprintf(led, `..\..\links\out\outside.props`))
	write("led/file/x.csproj", fmt.Sprintf(led, "x.props"))
	must(os.Symlink(filepath.Join(outside, "outside.props"), filepath.Join(dir, "led", "file", "x.props")))
	write("led/climbs/x.csproj", fmt.Sprintf(led, "x.props"))
	must(os.Symlink("../../../outside/outside.props", filepath.Join(dir, "led", "climbs", "x.props")))
	write("led/circle/x.csproj", fmt.Sprintf(led, "x.props"))
	must(os.Symlink("x.props", filepath.Join(dir, "led", "circle", "x.props")))
	write("led/pipe/x.csproj", fmt.Sprintf(led, "x.props"))
	must(syscall.Mkfifo(filepath.Join(dir, "led", "pipe", "Directory.Build.props"), 0o644))
	must(syscall.Mkfifo(filepath.Join(dir, "led", "pipe", "x.props"), 0o644))
	write("led/inside/x.csproj", fmt.Sprintf(led, "x.props"))
	write("led/common/y.props", "<Project><PropertyGroup><Level>net45</Level></PropertyGroup></Project>")
	must(os.Symlink("../up/common", filepath.Join(dir, "led", "inside", "common")))
	must(os.Symlink("..", filepath.Join(dir, "led", "up")))
	must(os.Symlink("../common/y.props", filepath.Join(dir, "led", "inside", "x.props")))
	write("circle/pom.xml", "<project><parent><relativePath>pom.xml</relativePath></parent><properties><maven.compiler.target>${x}</maven.compiler.target></properties></project>")
	must(syscall.Mkfifo(filepath.Join(dir, "pom.xml"), 0o644))
	socket, err := net.Listen("unix", filepath.Join(dir, "Gemfile"))
	if err == nil { // a path may be too long for one
		defer socket.Close()
	}
	_ = syscall.Mknod(filepath.Join(dir, "setup.py"), syscall.S_IFCHR|0o644, 1<<8|5) // /dev/zero, where that is allowed
	must(os.Symlink("/dev/zero", filepath.Join(dir, "Pipfile.lock")))
	write("huge/x", "")
	for _, name := range []string{"pom.xml", "Gemfile.lock", "a.cs"} {
		f, err := os.Create(filepath.Join(dir, "huge", name))
		must(err)
		must(errors.Join(f.Truncate(2<<30), f.Close()))
	}
	write("names/new\nline/.ruby-version", "2.0.0\n")
	write("names/\x1b[2J/.ruby-version", "2.0.0\n")
	if runtime.GOOS == "linux" {
		write("names/\xff\xfe/.ruby-version", "2.0.0\n")
	}
	long := strings.Repeat(strings.Repeat("d", 199)+"/", 15)
	write("longer/x", "") // than a system takes in one go
	below, err := os.OpenRoot(filepath.Join(dir, "longer"))
	for range 200 {
		must(err)
		must(below.Mkdir(strings.Repeat("l", 50), 0o755))
		next, nextErr := below.OpenRoot(strings.Repeat("l", 50))
		must(below.Close())
		below, err = next, nextErr
	}
	must(errors.Join(err, below.WriteFile(".ruby-version", []byte("1.8.7\n"), 0o644), below.Close()))
	write("line/pom.xml", "<project>"+strings.Repeat("x", 100<<20))
	write("line/a.cs", strings.Repeat("x", 100<<20))
	write("long/"+long+".ruby-version", "2.0.0\n")
	deepest := filepath.Join(dir, "deep")
	for range 900 {
		deepest = filepath.Join(deepest, "d")
	}
	must(os.MkdirAll(deepest, 0o755))
	must(os.WriteFile(filepath.Join(deepest, ".ruby-version"), []byte("2.0.0\n"), 0o644))
	write("closed/.ruby-version", "2.0.0\n")
	must(os.Chmod(filepath.Join(dir, "closed"), 0))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "closed"), 0o755) })

	library, command := scanHostile(t, os.DirFS(dir)), scanHostile(t, diskfs.New(dir))
	checkHostileTree(t, library, long)
	checkHostileTree(t, command, long)
	if diff := cmp.Diff(library.Problems, command.Problems); diff != "" {
		t.Errorf("the command reads a tree in another way (-library +command)\n%s", diff)
	}
}

// checkHostileTree looks for what TestHostileTrees has put there. long is a folder.
func checkHostileTree(t *testing.T, r *Report, long string) {
	t.Helper()
	found := map[string]bool{}
	for _, f := range r.Findings {
		found[f.Path] = true
		if strings.HasPrefix(f.Component, "led/inside") && f.Declared == "net45" {
			found["a link inside of the tree"] = true
		}
	}
	for _, want := range []string{"a link inside of the tree", "names/new\nline/.ruby-version", "names/\x1b[2J/.ruby-version", "long/" + long + ".ruby-version", "deep/" + strings.Repeat("d/", 900) + ".ruby-version"} {
		if !found[want] {
			t.Errorf("%.60q was not read", want)
		}
	}
	problems := map[string]string{}
	for _, p := range r.Problems {
		problems[p.Path] = p.Message
	}
	for _, want := range []string{"huge/pom.xml", "huge/Gemfile.lock", "line/pom.xml"} {
		if !strings.Contains(problems[want], "larger") {
			t.Errorf("%s: %q", want, problems[want])
		}
	}
	tooLong := false
	for name := range problems {
		tooLong = tooLong || strings.HasPrefix(name, "longer/llll")
	}
	if !tooLong {
		t.Error("a folder whose path is too long is no problem")
	}
	if os.Getuid() != 0 && problems["closed"] == "" {
		t.Error("a folder without permission is no problem")
	}
}

func TestAHundredThousandManifestsInOneFolder(t *testing.T) {
	const (
		n    = 100_000
		text = "<Project><PropertyGroup><TargetFramework>net48</TargetFramework></PropertyGroup></Project>"
	)
	files := make([]treefs.File, n)
	for i := range files {
		files[i] = treefs.File{Path: fmt.Sprintf("p/%d.csproj", i), Size: int64(len(text)), Read: func() ([]byte, error) { return []byte(text), nil }}
	}
	tree := treefs.New(files)
	s := newScanner(t, Options{})
	r, err := s.Scan(context.Background(), tree)
	if err != nil || len(r.Findings) != n {
		t.Errorf("%d findings, %v", len(r.Findings), err)
	}
}

// A restlessFS has files that change while they are read.
type restlessFS struct{ fstest.MapFS }

type restlessFile struct {
	fs.File
	name string
	read int
}

func (r restlessFS) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "gone/") && !strings.HasSuffix(name, "gone") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := r.MapFS.Open(name)
	if err != nil {
		return nil, err
	}
	return &restlessFile{File: f, name: name}, nil
}

func (f *restlessFile) Read(p []byte) (int, error) {
	f.read++
	switch {
	case strings.HasPrefix(f.name, "shrinks/"):
		return 0, io.EOF
	case strings.HasPrefix(f.name, "grows/"):
		return copy(p, bytes.Repeat([]byte("2.0.0\n"), 1+len(p)/6)), nil
	case strings.HasPrefix(f.name, "fails/") && f.read > 1:
		return 0, errors.New("input/output error")
	case strings.HasPrefix(f.name, "slow/"):
		p = p[:min(len(p), 1)]
	}
	return f.File.Read(p)
}

func TestFilesThatChangeWhileTheyAreRead(t *testing.T) {
	tree := restlessFS{fstest.MapFS{"good/.ruby-version": file("1.9.3\n")}}
	for _, dir := range []string{"gone", "shrinks", "grows", "fails", "slow"} {
		tree.MapFS[dir+"/.ruby-version"] = file("2.1.0\n")
	}
	r := scanHostile(t, tree)
	got := map[string]string{}
	for _, f := range r.Findings {
		got[f.Path] = f.Declared
	}
	for _, p := range r.Problems {
		got[p.Path] = "problem"
	}
	for path, want := range map[string]string{"gone/.ruby-version": "problem", "shrinks/.ruby-version": "", "grows/.ruby-version": "problem", "fails/.ruby-version": "problem", "slow/.ruby-version": "2.1.0"} {
		if got[path] != want {
			t.Errorf("%s: %q, want %q", path, got[path], want)
		}
	}
}

// A slowFS takes its time, so that a scan of it can be stopped half-way.
type slowFS struct{ fs.FS }

func (s slowFS) Open(name string) (fs.File, error) {
	time.Sleep(time.Millisecond)
	return s.FS.Open(name)
}

func TestACancelledScanReturnsAtOnceAndLeavesNothingBehind(t *testing.T) {
	tree := fstest.MapFS{}
	for i := range 5000 {
		tree[fmt.Sprintf("%d/.ruby-version", i)] = file("1.9.3\n")
	}
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(context.Background())
	s := newScanner(t, Options{Workers: 4})
	var stopped time.Time
	var once sync.Once
	time.AfterFunc(50*time.Millisecond, func() { once.Do(func() { stopped = time.Now(); cancel() }) })
	r, err := s.Scan(ctx, slowFS{tree})
	limit := 50 * time.Millisecond
	if race.Enabled {
		limit *= 4 // the detector makes all of it slower
	}
	if late := time.Since(stopped); late > limit {
		t.Errorf("returned %v after it was stopped", late)
	}
	if !errors.Is(err, context.Canceled) || r == nil {
		t.Errorf("%v", err)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestRepeatedScansKeepMemoryFlat(t *testing.T) {
	tree := fstest.MapFS{}
	for i := range 200 {
		tree[fmt.Sprintf("%d/pom.xml", i)] = file("<project><properties><maven.compiler.target>1.6</maven.compiler.target></properties></project>")
		tree[fmt.Sprintf("%d/Gemfile.lock", i)] = file("GEM\n  specs:\n    httpclient (2.3.4)\n\nRUBY VERSION\n   ruby 2.3.1p112\n")
	}
	s := newScanner(t, Options{})
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	run := func(n int) {
		for range n {
			if _, err := s.Scan(context.Background(), tree); err != nil {
				t.Fatal(err)
			}
		}
	}
	run(3)
	before := heap()
	run(30)
	if after := heap(); after > before+before/10+1<<20 {
		t.Errorf("%d KiB before, %d KiB after 30 scans", before>>10, after>>10)
	}
}

// A file of a megabyte with one declaration in it must not stay for that.
func TestWhatIsFoundDoesNotKeepItsFiles(t *testing.T) {
	padding := strings.Repeat("x", 1<<20)
	tree := fstest.MapFS{}
	for i := range 8 {
		for name, text := range map[string]string{
			"App.csproj":              "<Project><PropertyGroup><TargetFrameworkVersion Condition=\"'$(OS)' == 'x'\">v4.%d</TargetFrameworkVersion></PropertyGroup><!--" + padding + "--></Project>",
			"pom.xml":                 "<project><properties><maven.compiler.target>1.%d</maven.compiler.target></properties><!--" + padding + "--></project>",
			".github/workflows/a.yml": "jobs:\n  a:\n    runs-on: windows-latest\n    steps:\n    - uses: actions/setup-python@v4\n      with: {python-version: '2.%d'}\n#" + padding,
			"build.gradle":            "java { toolchain { languageVersion = JavaLanguageVersion.of(%d) } }\n//" + padding,
			"Gemfile.lock":            "RUBY VERSION\n   ruby 2.%d.1p112\n\nGEM\n" + padding,
			"Dockerfile":              "FROM python:2.%d\n#" + padding,
		} {
			tree[fmt.Sprintf("%d/%s", i, name)] = file(fmt.Sprintf(text, i))
		}
	}
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	s := newScanner(t, Options{NoEvidence: true})
	if _, err := s.Scan(context.Background(), tree); err != nil { // the rules stay
		t.Fatal(err)
	}
	before := heap()
	r, err := s.Scan(context.Background(), tree)
	if grown := (heap() - before) >> 10; err != nil || len(r.Findings) < len(tree) || grown > 2<<10 {
		t.Errorf("%d findings keep %d KiB; %v", len(r.Findings), grown, err)
	}
	runtime.KeepAlive(r)
}
