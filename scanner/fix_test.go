package scanner

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/tlsready/tlsready/rules"
)

func TestFixesAreOfferedWhereTheyAreMechanical(t *testing.T) {
	const mark = "\xef\xbb\xbf"
	for _, c := range []struct{ name, before, after string }{ // after "": no fix
		{"setup.cfg", "[options]\npython_requires = >=2.7,!=3.0.*,<4\n", "[options]\npython_requires = >=2.7.9,!=3.0.*,<4\n"},
		{"pyproject.toml", "[project]\nrequires-python = \">= 2.6\"\n", "[project]\nrequires-python = \">= 2.7.9\"\n"},
		{"a.gemspec", "s.required_ruby_version = '>= 1.9.3'\n", ""}, // 2.5.0 is another major version
		{"Gemfile", "ruby '>= 2.3'\n", "ruby '>= 2.5.0'\n"},
		{"App.csproj", mark + "<Project><PropertyGroup><TargetFrameworkVersion>v4.5</TargetFrameworkVersion></PropertyGroup></Project>",
			mark + "<Project><PropertyGroup><TargetFrameworkVersion>v4.8</TargetFrameworkVersion></PropertyGroup></Project>"},
		{"App.csproj", "<Project Sdk=\"x\"><PropertyGroup><TargetFrameworks>net40;net8.0</TargetFrameworks></PropertyGroup></Project>",
			"<Project Sdk=\"x\"><PropertyGroup><TargetFrameworks>net48;net8.0</TargetFrameworks></PropertyGroup></Project>"},
		{"runtime.txt", "python-2.7.8", "python-2.7.18"},
		{".python-version", "3.12.1\n", ""}, // ready already
		{"runtime.txt", "python-x\n", ""},   // not known
		{".java-version", "1.7.0_79\n", ""}, // names another vendor's numbers
		{"conanfile.txt", "[requires]\nopenssl/1.0.0t\n", "[requires]\nopenssl/1.0.2u\n"},
		{"Dockerfile", "FROM registry.example.com/python:2.7.8\n", "FROM registry.example.com/python:2.7.18\n"},
		{"runtime.txt", "\xff\xfep\x00y\x00t\x00h\x00o\x00n\x00-\x002\x00.\x007\x00.\x008\x00", ""}, // no offsets in UTF-16
	} {
		s := newScanner(t, Options{})
		findings, _ := s.File(c.name, []byte(c.before))
		if len(findings) == 0 {
			t.Errorf("%s: no finding in %q", c.name, c.before)
			continue
		}
		e, ok := s.Fix(c.name, []byte(c.before), findings[0])
		if !ok {
			if c.after != "" {
				t.Errorf("%s: no fix for %q", c.name, c.before)
			}
			continue
		}
		after := c.before[:e.Span.Start] + e.New + c.before[e.Span.End:]
		if after != c.after {
			t.Errorf("%s: %q becomes\n%q, want\n%q", c.name, c.before, after, c.after)
		}
		if again, _ := s.File(c.name, []byte(after)); again[0].Verdict != rules.Ready {
			t.Errorf("%s: %s after the fix", c.name, again[0].Verdict)
		}
	}
}

func TestAPropertyThatProjectsShareIsOneFinding(t *testing.T) {
	module := func(name string) *fstest.MapFile {
		return file("<project><parent><groupId>g</groupId><artifactId>top</artifactId></parent><artifactId>" + name + "</artifactId>" +
			"<properties><maven.compiler.target>${level}</maven.compiler.target></properties></project>")
	}
	r, err := newScanner(t, Options{}).Scan(context.Background(), fstest.MapFS{
		"pom.xml":   file("<project><groupId>g</groupId><artifactId>top</artifactId><properties><level>1.7</level></properties></project>"),
		"a/pom.xml": module("a"), "b/pom.xml": module("b"), "c/pom.xml": module("c"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || len(r.Findings[0].Via) != 3 || r.Findings[0].Path != "pom.xml" {
		t.Errorf("%s", print(r))
	}
}

func TestPrefixMovesEveryPath(t *testing.T) {
	r, err := newScanner(t, Options{}).Scan(context.Background(), fstest.MapFS{
		"a/App.csproj": file("<Project><PropertyGroup><TargetFrameworkVersion>v4.5</TargetFrameworkVersion></PropertyGroup></Project>"),
		"a/App.config": file(`<configuration><runtime><AppContextSwitchOverrides value="Switch.System.Net.DontEnableSchUseStrongCrypto=false"/></runtime></configuration>`),
		"b/Dockerfile": file("ARG V=2.7.8\nFROM python:${V}-wheezy\n"),
		"c/pom.xml":    file("<project>"),
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Prefix("top")
	for _, f := range r.Findings {
		for _, l := range append([]Location{f.Location}, f.Via...) {
			if l.Path[:4] != "top/" {
				t.Error(l.Path)
			}
		}
		for _, e := range f.Evidence {
			if e.Path != "top/a/App.config" {
				t.Error(e.Path)
			}
		}
		for _, c := range f.Companions {
			if c.Path != "top/b/Dockerfile" {
				t.Error(c.Path)
			}
		}
		if f.Component[:4] != "top/" {
			t.Error(f.Component)
		}
	}
	if len(r.Problems) != 1 || r.Problems[0].Path != "top/c/pom.xml" || len(r.Findings) != 3 {
		t.Errorf("%s", print(r))
	}
}
