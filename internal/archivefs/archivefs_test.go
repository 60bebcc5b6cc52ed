package archivefs

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An item is a file of an archive that a test makes.
type item struct{ name, text string }

func zipOf(t *testing.T, items ...item) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, i := range items {
		f, err := w.Create(i.name)
		if err == nil {
			_, err = io.WriteString(f, i.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t *testing.T, items ...item) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, i := range items {
		h := &tar.Header{Name: i.name, Size: int64(len(i.text)), Mode: 0o644, Typeflag: tar.TypeReg}
		if target, ok := strings.CutPrefix(i.text, "-> "); ok {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, target, 0
			i.text = ""
		}
		err := w.WriteHeader(h)
		if err == nil {
			_, err = io.WriteString(w, i.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// open lists what is in an archive after Open, and its problems.
func open(t *testing.T, name string, data []byte, limits Limits) (files, problems []string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	tree, found, err := Open(name, limits, func(name string) bool { return !strings.HasSuffix(name, ".class") })
	if err != nil {
		return nil, []string{strings.TrimPrefix(err.Error(), name)}
	}
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, err := fs.ReadFile(tree, name)
			if err != nil {
				text = []byte(err.Error())
			}
			files = append(files, name+"="+string(text))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found {
		problems = append(problems, p.Path+": "+p.Message)
	}
	return files, problems
}

func TestArchivesAreTrees(t *testing.T) {
	items := []item{{"pom.xml", "<project/>"}, {"a/B.class", "code"}, {"a/b/Gemfile", "ruby"}, {"./c", "d"}}
	want := []string{"a/b/Gemfile=ruby", "c=d", "pom.xml=<project/>"}
	for name, data := range map[string][]byte{
		"x.zip": zipOf(t, items...), "x.JAR": zipOf(t, items...), "x-1.0.nupkg": zipOf(t, items...), "x-1.0-py2-none-any.whl": zipOf(t, items...),
		"x.tar": tarOf(t, items...), "x-1.2.tar.gz": gzipOf(t, tarOf(t, items...)), "x.tgz": gzipOf(t, tarOf(t, items...)),
	} {
		files, problems := open(t, name, data, Usual)
		if !slices.Equal(files, want) || len(problems) > 0 {
			t.Errorf("%s: %v, %v", name, files, problems)
		}
	}
	gem := tarOf(t, item{"metadata.gz", string(gzipOf(t, []byte("--- spec")))}, item{"data.tar.gz", string(gzipOf(t, tarOf(t, items...)))}, item{"checksums.yaml.gz", "x"})
	files, problems := open(t, "x-1.0.gem", gem, Usual)
	if want := []string{"a/b/Gemfile=ruby", "c=d", "metadata=--- spec", "pom.xml=<project/>"}; !slices.Equal(files, want) || len(problems) > 0 {
		t.Errorf("gem: %v, %v", files, problems)
	}
	for _, name := range []string{"x.txt", "x.gz", "jar", "x.7z"} {
		if Is(name) {
			t.Errorf("%s is an archive", name)
		}
	}
}

func TestHostileArchivesStayWithinTheirLimits(t *testing.T) {
	bomb := strings.Repeat("\x00", 1<<20)
	small := Limits{Entries: 5, File: 1 << 10, Kept: 1 << 11, Read: 1 << 16}
	many := make([]item, 6)
	full := make([]item, 3)
	for i := range many {
		many[i] = item{fmt.Sprint(i), ""}
	}
	for i := range full {
		full[i] = item{fmt.Sprint(i), strings.Repeat("x", 1000)}
	}
	leaves := []item{{"../../x", "out"}, {"/etc/x", "out"}, {"a/../../x", "out"}, {`..\x`, "out"}, {"in", "in"}}
	links := []item{{"link", "-> /etc/passwd"}, {"in", "in"}}
	whole := gzipOf(t, tarOf(t, item{"first", "1"}, item{"second", strings.Repeat("2", 100000)}))
	for _, c := range []struct {
		name    string
		data    []byte
		files   string
		problem string
	}{
		{"leaves.zip", zipOf(t, leaves...), "in=in", `: the name "../../x" leaves the archive and was left out`},
		{"leaves.tar", tarOf(t, leaves...), "in=in", `: the name "../../x" leaves the archive and was left out`},
		{"links.tar", tarOf(t, links...), "in=in", ""},
		{"bomb.zip", zipOf(t, item{"pom.xml", bomb}, item{"in", "in"}), "in=in pom.xml=read pom.xml: is too large", ""},
		{"bomb.tar.gz", gzipOf(t, tarOf(t, item{"in", "in"}, item{"x.class", bomb}, item{"after", ""})), "", ": unpacks to more than is read"},
		{"many.zip", zipOf(t, many...), "", ": holds more files than are read"},
		{"many.tar", tarOf(t, many...), "", ": holds more files than are read"},
		{"full.zip", zipOf(t, full...), "", ": holds more manifests than are read"},
		{"broken.zip", []byte("PK\x03\x04 and no more"), "", ": is a broken archive: zip: not a valid zip file"},
		{"broken.tar.gz", []byte("no gzip"), "", ": is a broken archive: "},
		{"empty.tar.gz", nil, "", ": is a broken archive: EOF"},
		{"cut.tar.gz", whole[:len(whole)-20], "", ": is a broken archive: unexpected EOF"},
		{"broken.gem", tarOf(t, item{"data.tar.gz", "no gzip"}), "", ": is a broken archive: "},
	} {
		limits := small
		if c.name == "cut.tar.gz" {
			limits = Usual
		}
		files, problems := open(t, c.name, c.data, limits)
		if got := strings.Join(files, " "); got != c.files {
			t.Errorf("%s: %.100s; want %.100s", c.name, got, c.files)
		}
		if got := strings.Join(problems, " "); !strings.HasPrefix(got, c.problem) || (got == "") != (c.problem == "") {
			t.Errorf("%s: %s; want %s", c.name, got, c.problem)
		}
	}
	if _, _, err := Open(filepath.Join(t.TempDir(), "gone.zip"), Usual, nil); err == nil {
		t.Error("an archive that is not there was opened")
	}
	if _, _, err := Open("x.txt", Usual, nil); err == nil {
		t.Error("what is no archive was opened")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("PK\x03\x04"), true)
	f.Add([]byte{}, false)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte, isZip bool) {
		name := filepath.Join(dir, "x.tar")
		if isZip {
			name = filepath.Join(dir, "x.zip")
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		limits := Limits{Entries: 100, File: 1 << 10, Kept: 1 << 12, Read: 1 << 16}
		tree, _, err := Open(name, limits, func(string) bool { return true })
		if err != nil {
			return
		}
		if _, err := tree.ReadDir("."); err != nil {
			t.Error(err)
		}
	})
}
