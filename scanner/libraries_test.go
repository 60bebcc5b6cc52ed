package scanner

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestLibrariesStandInTheWayOrHelp judges small programs with the library table
// that ships.
func TestLibrariesStandInTheWayOrHelp(t *testing.T) {
	pom := func(target string, dependencies ...string) string {
		text := "<project><properties><maven.compiler.target>" + target + "</maven.compiler.target></properties><dependencies>"
		for _, d := range dependencies {
			part := strings.Split(d, ":")
			text += "<dependency><groupId>" + part[0] + "</groupId><artifactId>" + part[1] + "</artifactId><version>" + part[2] + "</version></dependency>"
		}
		return text + "</dependencies></project>"
	}
	lock := func(gem string) string { return "GEM\n  specs:\n    " + gem + "\n\nRUBY VERSION\n   ruby 2.6.3p62\n" }
	judgePrograms(t, showLevel, []libraryCase{
		{"a pinned gem that asks for SSL 3.0", map[string]string{"Gemfile.lock": lock("httpclient (2.3.4.1)")},
			[]string{"Gemfile.lock:3 rubygems/httpclient warning configure", "Gemfile.lock:6 ruby none ready"}, "Move to httpclient 2.4 or later.", ""},
		{"one that has been mended", map[string]string{"Gemfile.lock": lock("httpclient (2.8.3)")},
			[]string{"Gemfile.lock:6 ruby none ready"}, "", ""},
		{"one that can't be told otherwise", map[string]string{"Gemfile.lock": lock("excon (0.16.4)")},
			[]string{"Gemfile.lock:3 rubygems/excon error upgrade", "Gemfile.lock:6 ruby none ready"}, "Move to Excon 0.16.5 or later.", ""},
		{"the lock file decides what a range has come to", map[string]string{"Gemfile": "gem 'httpclient', '>= 2.3'\n", "Gemfile.lock": lock("httpclient (2.8.3)")},
			[]string{"Gemfile.lock:6 ruby none ready"}, "", ""},
		{"an old gem under a new JRuby", map[string]string{"Gemfile.lock": "GEM\n  specs:\n    jruby-openssl (0.9.6-java)\n\nRUBY VERSION\n   ruby 2.5.3p0 (jruby 9.2.9.0)\n"},
			[]string{"Gemfile.lock:3 rubygems/jruby-openssl error upgrade", "Gemfile.lock:6 jruby none ready"}, "jruby-openssl 0.9.11", ""},
		{"a driver that names its protocols", map[string]string{"pom.xml": pom("11", "mysql:mysql-connector-java:8.0.11")},
			[]string{"pom.xml:1 java none ready", "pom.xml:1 maven/mysql/mysql-connector-java warning configure"}, "", ""},
		{"a driver that names TLS 1.0 only", map[string]string{"pom.xml": pom("11", "mysql:mysql-connector-java:5.1.6")},
			[]string{"pom.xml:1 java none ready", "pom.xml:1 maven/mysql/mysql-connector-java error upgrade"}, "", ""},
		{"a client that turns TLS 1.2 on for its own connections", map[string]string{".java-version": "1.7.0_80\n", "pom.xml": pom("1.7", "com.squareup.okhttp3:okhttp:3.12.13")},
			[]string{".java-version:1 java note configure", "pom.xml:1 java note configure"}, "Connections that OkHttp makes offer TLS 1.2 all the same.", ""},
		{"a provider that brings its own TLS", map[string]string{"pom.xml": pom("1.7", "org.conscrypt:conscrypt-openjdk-uber:2.5.2")},
			[]string{"pom.xml:1 java note configure"}, "Connections that Conscrypt makes offer TLS 1.2 all the same.", ""},
		{"a .NET client that asks for TLS 1.0", map[string]string{"a.csproj": `<Project><PropertyGroup><TargetFramework>net48</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="RabbitMQ.Client" Version="5.1.2"/></ItemGroup></Project>`},
			[]string{"a.csproj:1 dotnet-framework none ready", "a.csproj:1 nuget/rabbitmq.client warning configure"}, "", ""},
		{"a Python driver without a setting", map[string]string{"requirements.txt": "PyMySQL==0.6.7\n", ".python-version": "3.11\n"},
			[]string{".python-version:1 python none ready", "requirements.txt:1 pypi/pymysql error upgrade"}, "", ""},
	})
}

// A libraryCase is a small program and what is said of it.
type libraryCase struct {
	name  string
	files map[string]string
	want  []string // place, runtime, and what the test shows of the verdict
	says  string   // in the messages, remedies or evidence
	never string   // and not in them, unless empty
}

func showLevel(f *Finding) string { return f.Level.String() + " " + f.Verdict.String() }

func showCertainty(f *Finding) string {
	if f.Certain {
		return f.Verdict.String()
	}
	return f.Verdict.String() + "/" + f.Best.String()
}

func judgePrograms(t *testing.T, show func(*Finding) string, cases []libraryCase) {
	t.Helper()
	for _, c := range cases {
		tree := fstest.MapFS{}
		for name, text := range c.files {
			tree[name] = file(text)
		}
		var got []string
		said := ""
		for _, f := range scan(t, Options{}, tree).Findings {
			got = append(got, fmt.Sprintf("%s:%d %s %s", f.Path, f.Start.Line, f.Runtime, show(&f)))
			said += f.Message
			for _, m := range f.Remedies {
				said += " " + m.Text + " " + m.Code
			}
			for _, e := range f.Evidence {
				said += " " + e.Text
			}
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") || !strings.Contains(said, c.says) || c.never != "" && strings.Contains(said, c.never) {
			t.Errorf("%s:\n%s\nwant\n%s\nsaid: %s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"), said)
		}
	}
}
