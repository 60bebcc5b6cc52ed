package scanner

import (
	"context"
	"maps"
	"testing"
	"testing/fstest"

	"github.com/tlsready/tlsready/scanner/manifest"
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
		// A list would name one framework twice, and nobody has these later.
		{"App.csproj", "<Project Sdk=\"x\"><PropertyGroup><TargetFrameworks>net40;net45</TargetFrameworks></PropertyGroup></Project>", ""},
		{"App.csproj", "<Project><PropertyGroup><TargetFrameworkVersion>v4.0</TargetFrameworkVersion><TargetFrameworkProfile>Client</TargetFrameworkProfile></PropertyGroup></Project>", ""},
		{"App.config", "<configuration><startup><supportedRuntime version='v4.0' sku='.NETFramework,Version=v4.0,Profile=Client'/></startup></configuration>", ""},
		{"project.json", `{"frameworks": {"net45": {}, "net40": {}}}`, ""},
		{"project.json", `{"frameworks": {"dnx451": {}}}`, ""},
		{"project.json", `{"frameworks": {"portable-net45+win8": {}}}`, ""},
		{"project.json", `{"frameworks": {"net45": {}, "netstandard1.3": {}}}`, `{"frameworks": {"net48": {}, "netstandard1.3": {}}}`},
		{"runtime.txt", "python-2.7.8", "python-2.7.18"},
		{".python-version", "3.12.1\n", ""}, // ready already
		{"runtime.txt", "python-x\n", ""},   // not known
		{".java-version", "1.7.0_79\n", ""}, // names another vendor's numbers
		{"conanfile.txt", "[requires]\nopenssl/1.0.0t\n", "[requires]\nopenssl/1.0.2u\n"},
		{"Dockerfile", "FROM registry.example.com/python:2.7.8\n", "FROM registry.example.com/python:2.7.18\n"},
		{"Dockerfile", "FROM python:2.7.8-wheezy2\n", ""}, // nobody made 2.7.18 for it
		{"runtime.txt", "\xff\xfep\x00y\x00t\x00h\x00o\x00n\x00-\x002\x00.\x007\x00.\x008\x00\r\x00\n\x00",
			"\xff\xfep\x00y\x00t\x00h\x00o\x00n\x00-\x002\x00.\x007\x00.\x001\x008\x00\r\x00\n\x00"},
		{"setup.cfg", "# caf\xe9\r\n[options]\r\npython_requires = >=2.7\r\n", "# caf\xe9\r\n[options]\r\npython_requires = >=2.7.9\r\n"},
		{"App.config", "<configuration>\r\n  <system.web/>\r\n</configuration>", ""},
		{"a.cs", "x.SecurityProtocol = SecurityProtocolType.Tls;", "x.SecurityProtocol = SecurityProtocolType.Tls | SecurityProtocolType.Tls12;"},
		// Nobody has these on the list: classifiers, environments, runtimes of a platform.
		{"setup.py", "setup(classifiers=['Programming Language :: Python :: 2.7'])\n", ""},
		{"tox.ini", "[tox]\nenvlist = py27\n", ""},
		{"tox.ini", "[testenv]\nbasepython = python2.7\n", ""},
		{".travis.yml", "language: python\npython: '2.6'\n", ""},
		{"serverless.yml", "service: x\nprovider: {name: aws, runtime: ruby2.4}\n", ""},
		{"poetry.lock", "[metadata]\npython-versions = \">=2.7\"\n", ""}, // a tool writes it
	} {
		s := newScanner(t, Options{})
		findings, _ := s.File(c.name, []byte(c.before))
		if len(findings) == 0 {
			if c.after != "" {
				t.Errorf("%s: no finding in %q", c.name, c.before)
			}
			continue
		}
		e, ok := s.Fix(c.name, []byte(c.before), findings[0])
		if !ok {
			if c.after != "" {
				t.Errorf("%s: no fix for %q", c.name, c.before)
			}
			continue
		}
		after, err := Apply([]byte(c.before), e)
		if err != nil || string(after) != c.after {
			t.Errorf("%s: %q becomes\n%q, %v, want\n%q", c.name, c.before, after, err, c.after)
		}
		if again, _ := s.File(c.name, after); !readyAt(again, &findings[0]) {
			t.Errorf("%s: not ready after the fix", c.name)
		}
	}
}

// TestEditsOfATreeMendIt applies all edits of a scan and scans again.
func TestEditsOfATreeMendIt(t *testing.T) {
	project := func(version string) *fstest.MapFile {
		return file("<Project><PropertyGroup><TargetFrameworkVersion>" + version + "</TargetFrameworkVersion></PropertyGroup></Project>")
	}
	for name, c := range map[string]struct {
		tree    fstest.MapFS
		changed map[string]string
	}{
		"a switch in the App.config beside the project": {
			fstest.MapFS{"App.csproj": project("v4.5"), "App.config": file("<configuration>\r\n  <startup/>\r\n</configuration>\r\n")},
			map[string]string{"App.config": "<configuration>\r\n  <startup/>\r\n  <runtime>\r\n    " + switchOverrides + "\r\n  </runtime>\r\n</configuration>\r\n"},
		},
		"a switch among others of the runtime": {
			fstest.MapFS{"App.csproj": project("v4.5"), "app.config": file("<configuration><runtime>\n</runtime></configuration>")},
			map[string]string{"app.config": "<configuration><runtime>\n    " + switchOverrides + "\n</runtime></configuration>"},
		},
		"the property in a file above": {
			fstest.MapFS{"Directory.Build.props": file("<Project><PropertyGroup><Common>net45</Common></PropertyGroup></Project>"),
				"a/A.csproj": file("<Project Sdk=\"x\"><PropertyGroup><TargetFramework>$(Common)</TargetFramework></PropertyGroup></Project>")},
			map[string]string{"Directory.Build.props": "<Project><PropertyGroup><Common>net48</Common></PropertyGroup></Project>"},
		},
		"a floor, where a lock file is left to its tool": {
			fstest.MapFS{"pyproject.toml": file("[project]\nrequires-python = '>=2.7'\n"), "uv.lock": file("requires-python = '>=2.7'\n")},
			map[string]string{"pyproject.toml": "[project]\nrequires-python = '>=2.7.9'\n"},
		},
		"a pin, and the project that it keeps back": {
			fstest.MapFS{"App.csproj": project("v4.8"), "src/A.cs": file("x.SecurityProtocol = SecurityProtocolType.Tls11;")},
			map[string]string{"src/A.cs": "x.SecurityProtocol = SecurityProtocolType.Tls11 | SecurityProtocolType.Tls12;"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := scan(t, Options{Edits: true}, c.tree)
			changed := map[string]string{}
			var mended []*Finding
			for i := range r.Findings {
				for _, e := range r.Findings[i].Edits {
					after, err := Apply(c.tree[e.Path].Data, e)
					if err != nil {
						t.Fatal(err)
					}
					changed[e.Path] = string(after)
					mended = append(mended, &r.Findings[i])
				}
			}
			if !maps.Equal(changed, c.changed) {
				t.Errorf("%q\nwant\n%q", changed, c.changed)
			}
			for path, text := range changed {
				c.tree[path] = file(text)
			}
			again := scan(t, Options{}, c.tree)
			for _, f := range mended {
				if !readyAt(again.Findings, f) {
					t.Errorf("%s:%d is not ready after the edit\n%s", f.Path, f.Start.Line, print(again))
				}
			}
		})
	}
}

func TestApplyRefusesWhatItCannotWrite(t *testing.T) {
	edit := func(start, end int, text string) Edit {
		return Edit{Span: manifest.Span{Start: start, End: end}, New: text}
	}
	for name, c := range map[string]struct {
		data  string
		edits []Edit
	}{
		"overlapping":         {"abc", []Edit{edit(0, 2, "x"), edit(1, 3, "y")}},
		"outside":             {"abc", []Edit{edit(2, 4, "x")}},
		"backwards":           {"abc", []Edit{edit(2, 1, "x")}},
		"not in the encoding": {"caf\xe9", []Edit{edit(0, 1, "\u0431")}},
	} {
		if out, err := Apply([]byte(c.data), c.edits...); err == nil {
			t.Errorf("%s: %q", name, out)
		}
	}
	out, err := Apply([]byte("abc"), edit(2, 3, "z"), edit(0, 1, "x"), edit(1, 1, "-"))
	if string(out) != "x-bz" || err != nil {
		t.Errorf("%q, %v", out, err)
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

// TestPinsAreMendedInTheirOwnLanguage: a name of one language is nothing in
// another.
func TestPinsAreMendedInTheirOwnLanguage(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"a.cs", "s.AuthenticateAsClient(h, null, SslProtocols.Tls, false);", "s.AuthenticateAsClient(h, null, SslProtocols.Tls | SslProtocols.Tls12, false);"},
		{"a.vb", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls\n", "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls Or SecurityProtocolType.Tls12\n"},
		{"a.fs", "ServicePointManager.SecurityProtocol <- SecurityProtocolType.Tls11\n", "ServicePointManager.SecurityProtocol <- SecurityProtocolType.Tls11 ||| SecurityProtocolType.Tls12\n"},
		{"a.ps1", "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls\n",
			"[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls -bor [Net.SecurityProtocolType]::Tls12\n"},
		{"b.ps1", "[Net.ServicePointManager]::SecurityProtocol = 'Tls'\n", "[Net.ServicePointManager]::SecurityProtocol = 'Tls, Tls12'\n"},
		{"A.java", `class A { Object f() throws Exception { return SSLContext.getInstance("TLSv1"); } }`, `class A { Object f() throws Exception { return SSLContext.getInstance("TLSv1.2"); } }`},
		{"B.java", `class A { void f() { s.setEnabledProtocols(new String[] {"SSLv3", "TLSv1.1"}); } }`, `class A { void f() { s.setEnabledProtocols(new String[] {"SSLv3", "TLSv1.2"}); } }`},
		{"a.kt", "val c = SSLContext.getInstance(\"TLSv1.1\")\n", "val c = SSLContext.getInstance(\"TLSv1.2\")\n"},
		{"gradle.properties", "systemProp.https.protocols=TLSv1\n", "systemProp.https.protocols=TLSv1.2\n"},
		{"run.sh", "export JAVA_OPTS=\"-Dhttps.protocols=TLSv1,TLSv1.1\"\n", "export JAVA_OPTS=\"-Dhttps.protocols=TLSv1,TLSv1.2\"\n"},
		{"a.py", "import ssl\nssl.SSLContext(ssl.PROTOCOL_TLSv1_1)\n", "import ssl\nssl.SSLContext(ssl.PROTOCOL_SSLv23)\n"},
		{"b.py", "import ssl\nc.maximum_version = ssl.TLSVersion.TLSv1\n", "import ssl\nc.maximum_version = ssl.TLSVersion.TLSv1_2\n"},
		{"a.rb", "require 'net/http'\nhttp.ssl_version = :TLSv1\n", "require 'net/http'\nhttp.ssl_version = :TLSv1_2\n"},
		{"b.rb", "require 'net/http'\nc.max_version = OpenSSL::SSL::TLS1_VERSION\n", "require 'net/http'\nc.max_version = OpenSSL::SSL::TLS1_2_VERSION\n"},
		{"a.c", "c = SSL_CTX_new(TLSv1_client_method());", "c = SSL_CTX_new(SSLv23_client_method());"},
		{"b.c", "SSL_CTX_set_max_proto_version(c, TLS1_VERSION);", "SSL_CTX_set_max_proto_version(c, TLS1_2_VERSION);"},
		{"a.reg", "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319]\r\n\"SchUseStrongCrypto\"=dword:00000000\r\n",
			"Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319]\r\n\"SchUseStrongCrypto\"=dword:00000001\r\n"},
	} {
		s := newScanner(t, Options{})
		findings, _ := s.File(c.name, []byte(c.before))
		if len(findings) != 1 {
			t.Errorf("%s: %d findings in %q", c.name, len(findings), c.before)
			continue
		}
		e, ok := s.Fix(c.name, []byte(c.before), findings[0])
		after, err := Apply([]byte(c.before), e)
		if !ok || err != nil || string(after) != c.after {
			t.Errorf("%s: %q becomes\n%q, %v, want\n%q", c.name, c.before, after, err, c.after)
		}
		if again, _ := s.File(c.name, after); len(again) != 0 {
			t.Errorf("%s: still pinned after the fix: %s", c.name, again[0].Message)
		}
	}
}
