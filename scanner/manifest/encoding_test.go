package manifest

import (
	"bytes"
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

// TestEncodings reads one declaration in every encoding that project files come
// in; the position counts without the byte order mark.
func TestEncodings(t *testing.T) {
	text := "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<!-- größe -->\r\n<Project><PropertyGroup><TargetFrameworkVersion>v4.0</TargetFrameworkVersion></PropertyGroup></Project>"
	encode16 := func(order binary.ByteOrder, mark bool) []byte {
		var b bytes.Buffer
		units := utf16.Encode([]rune(text))
		if mark {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			_ = binary.Write(&b, order, u)
		}
		return b.Bytes()
	}
	latin := bytes.ReplaceAll(bytes.ReplaceAll([]byte(text), []byte("ö"), []byte{0xf6}), []byte("ß"), []byte{0xdf})
	for name, data := range map[string][]byte{
		"UTF-8":                text8(text),
		"UTF-8 with mark":      append([]byte("\xef\xbb\xbf"), text...),
		"UTF-16 little endian": encode16(binary.LittleEndian, true),
		"UTF-16 big endian":    encode16(binary.BigEndian, true),
		"UTF-16 without mark":  encode16(binary.LittleEndian, false),
		"Windows-1252":         latin,
	} {
		decoded, err := Decode(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		f := NewFile("a.csproj", decoded)
		msbuild.Read(f)
		if len(f.Declarations()) != 1 || len(f.Problems()) != 0 {
			t.Errorf("%s: %v, %v", name, f.Declarations(), f.Problems())
			continue
		}
		at := f.Declarations()[0].At
		if p := at.Position(); p.Line != 3 || p.Column != 49 || at.Text() != "v4.0" {
			t.Errorf("%s: %+v %q", name, p, at.Text())
		}
	}
}

func text8(s string) []byte { return []byte(s) }

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for _, data := range []string{"abc\x00def", "\xff\xfea\x00\x00\x00"} {
		if text, err := Decode([]byte(data)); err == nil {
			t.Errorf("%q is read as %q", data, text)
		}
	}
	if text, err := Decode(nil); err != nil || len(text) != 0 {
		t.Error("an empty file is a text")
	}
}

func TestPositionsCountCharactersAndUTF16Units(t *testing.T) {
	f := NewFile("x", []byte("a\nb😀c\n"))
	if p := f.Position(7); p != (Position{2, 3, 4}) {
		t.Errorf("%+v", p)
	}
	if p := f.Position(-1); p != (Position{1, 1, 1}) {
		t.Errorf("%+v", p)
	}
	if p := f.Position(100); p.Line != 3 {
		t.Errorf("%+v", p)
	}
	if f.Line(3) != "b😀c" || f.Line(100) != "" {
		t.Errorf("%q, %q", f.Line(3), f.Line(100))
	}
	if (Place{}).Position() != (Position{}) || (Place{}).EndPosition() != (Position{}) || (Place{}).Text() != "" {
		t.Error("no file, no position")
	}
}

func TestAPanicIsAProblemOfTheFile(t *testing.T) {
	k := Kind{Name: "bad", Parse: func(*File) { panic("here") }}
	f := NewFile("x", nil)
	k.Read(f)
	if len(f.Problems()) != 1 || f.Problems()[0].Message != "internal error while reading this bad: here" {
		t.Error(f.Problems())
	}
}

func TestFindKnowsFilesByTheirNames(t *testing.T) {
	for name, want := range map[string]string{
		"src/App.CSPROJ": "MSBuild project", "pom.xml": "pom.xml", "a/POM.XML": "pom.xml", "x.pom": "pom.xml",
		"Dockerfile": "Dockerfile", "Dockerfile.dev": "Dockerfile", "dockerfile-old": "Dockerfile", "web.Dockerfile": "Dockerfile",
		"build.gradle.kts": "build.gradle", "a.gemspec": "*.gemspec", "x.rails.gemfile": "Gemfile", "setup.py": "setup.py",
		"setup.pyc": "", "Dockerfiles": "", "docker-compose.yml": "Compose file", "docker-compose.ci.yml": "Compose file", "docker-compose.cs": "C# source", "docker-compose.": "", "mypom.xml": "", "": "", ".": "", "x.": "", "GemfileX": "",
	} {
		got := ""
		if c := Find(name); len(c) > 0 {
			got = c[0].Name
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestOpenStaysInTheTree(t *testing.T) {
	opened := ""
	f := NewFile("a/b/pom.xml", nil).WithTree(func(path string) (*File, error) { opened = path; return NewFile(path, nil), nil })
	for rel, want := range map[string]string{"../pom.xml": "a/pom.xml", `..\..\x`: "x", "./y": "a/b/y"} {
		if _, err := f.Open(rel); err != nil || opened != want {
			t.Errorf("%s opens %s, %v", rel, opened, err)
		}
	}
	for _, rel := range []string{"../../../x", "/etc/passwd", `C:\x`, `\\server\x`, "../../.."} {
		opened = ""
		if _, err := f.Open(rel); err == nil || opened != "" {
			t.Errorf("%s opens %q", rel, opened)
		}
	}
	if _, err := NewFile("x", nil).Open("y"); err != ErrNoTree {
		t.Error(err)
	}
}
