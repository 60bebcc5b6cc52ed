package images

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tlsready/tlsready/rules"
)

func TestEveryPlatformHasASourceAndIsReadable(t *testing.T) {
	k := platforms()
	for name, f := range k.Families {
		if rules.Scheme(f.Runtime) == nil || name != strings.ToLower(name) {
			t.Errorf("family %q is of the runtime %q", name, f.Runtime)
		}
	}
	for name, p := range k.Platforms {
		if p.Title == "" || !strings.HasPrefix(p.Source, "https://") || p.Evidence != "verified" && p.Evidence != "recalled" {
			t.Errorf("%s: %+v", name, p)
		}
		for identifier, day := range p.Until {
			if _, err := time.Parse(time.DateOnly, day); err != nil {
				t.Errorf("%s: %s until %q", name, identifier, day)
			}
			if part, ok := name.Runtime(identifier); !ok || part.Unresolved != "" || !strings.Contains(part.Note, day) {
				t.Errorf("%s: %s is %+v", name, identifier, part)
			}
		}
	}
	for _, p := range []Platform{Lambda, AppEngine, CloudFunctions, Beanstalk, Azure} {
		if k.Platforms[p].Title == "" {
			t.Errorf("%s is not in the data", p)
		}
	}
	for _, s := range k.Systems {
		if !strings.HasPrefix(s.Source, "https://") || s.Evidence != "verified" && s.Evidence != "recalled" || (s.Image == "") == (s.Windows == "") {
			t.Errorf("system %+v", s)
		}
		if part, ok := SystemOf(s.Name); (s.Windows != "" || strings.Contains(s.Image, ":")) && (!ok || part.Unresolved != "" || part.Versions.IsEmpty()) {
			t.Errorf("system %s is %+v", s.Name, part)
		}
	}
}

func TestPlatformsNameRuntimes(t *testing.T) {
	for _, test := range []struct {
		platform         Platform
		identifier, want string
	}{
		{Lambda, "python2.7", "python 2.7.* newest @python2.7"},
		{Lambda, "Python3.10", "python 3.10.* newest @Python3.10"},
		{Lambda, "java8.al2", "java 8.* newest @java8"},
		{Lambda, "dotnetcore2.1", "dotnet 2.1.* newest @dotnetcore2.1"},
		{Lambda, "dotnet8", "dotnet 8.* newest @dotnet8"},
		{Lambda, "nodejs12.x", ""},
		{Lambda, "provided.al2", ""},
		{Lambda, "go1.x", ""},
		{Lambda, "", ""},
		{AppEngine, "python27", "python 2.7.* newest @python27"},
		{AppEngine, "python310", "python 3.10.* newest @python310"},
		{AppEngine, "java11", "java 11.* newest @java11"},
		{AppEngine, "python", "python unresolved @python"},
		{AppEngine, "javascript8", ""},
		{CloudFunctions, "ruby26", "ruby 2.6.* newest @ruby26"},
		{CloudFunctions, "dotnet3", "dotnet 3.* newest @dotnet3"},
		{Azure, "PYTHON|3.7", "python 3.7.* newest @PYTHON|3.7"},
		{Azure, "TOMCAT|8.5-jre8", "java 8.* newest @jre8"},
		{Azure, "DOTNETCORE|3.1", "dotnet 3.1.* newest @DOTNETCORE|3.1"},
		{Azure, "DOTNET-ISOLATED|7.0", "dotnet 7.0.* newest @DOTNET-ISOLATED|7.0"},
		{Azure, "DOCKER|nginx", ""},
		{Beanstalk, "64bit Amazon Linux 2014.09 v1.0.9 running Python 2.7", "python 2.7.* newest @Python 2.7"},
		{Beanstalk, "64bit Amazon Linux running Tomcat 7 Java 6", "java 6.* newest @Java 6"},
		{Beanstalk, "Tomcat 8.5 with Corretto 11 running on 64bit Amazon Linux 2/4.1.0", "java 11.* newest @Corretto 11"},
		{Beanstalk, "Ruby 2.1 (Puma)", "ruby 2.1.* newest @Ruby 2.1"},
		{Beanstalk, "python-3.6", "python 3.6.* newest @python-3.6"},
		{Beanstalk, ".NET Core running on 64bit Amazon Linux 2/2.0.0", ""},
		{Beanstalk, ".NET 6 running on 64bit Amazon Linux 2023/3.0.0", "dotnet 6.* newest @.NET 6"},
		{"", "python3.4", "python 3.4.* newest @python3.4"},
	} {
		got := ""
		if p, ok := test.platform.Runtime(test.identifier); ok {
			got = fmt.Sprintf("%s %s %s @%s", p.Runtime, p.Versions, p.Binding, test.identifier[p.Start:p.End])
			if p.Unresolved != "" {
				got = fmt.Sprintf("%s unresolved @%s", p.Runtime, test.identifier[p.Start:p.End])
			}
		}
		if got != test.want {
			t.Errorf("%s of %q:\n got %s\nwant %s", test.identifier, test.platform, got, test.want)
		}
	}
}

func TestPlatformsNameSystems(t *testing.T) {
	for text, want := range map[string]string{
		"64bit Amazon Linux 2014.09 v1.0.9 running Python 2.7":         "openssl >=1.0.1e <=1.0.2k @Amazon Linux 2014.09",
		"64bit Amazon Linux 2 v3.3.0 running Python 3.8":               "openssl 1.0.2k @Amazon Linux 2",
		"Python 3.6 running on 64bit Amazon Linux/2.9.0":               "",
		"64bit Windows Server 2008 R2 running IIS 7.5":                 "windows 6.1.* @Windows Server 2008 R2",
		"64bit Windows Server 2012 R2 v2.5 running IIS 8.5":            "windows 6.3.* @Windows Server 2012 R2",
		"64bit Windows Server 2012 running IIS 8":                      "windows 6.2.* @Windows Server 2012",
		"64bit Debian jessie v1.4.1 running Python 3.4 (Preconfigured": "openssl >=1.0.1k <=1.0.1t @Debian jessie",
		"cflinuxfs2": "openssl 1.0.1f @cflinuxfs2",
		"lucid64":    "openssl 0.9.8k @lucid64",
		"other":      "",
	} {
		got := ""
		if p, ok := SystemOf(text); ok {
			got = fmt.Sprintf("%s %s @%s", p.Runtime, p.Versions, text[p.Start:p.End])
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}

func FuzzPlatform(f *testing.F) {
	f.Add("64bit Amazon Linux 2014.09 v1.0.9 running Python 2.7")
	f.Add("PYTHON|3.7")
	f.Add("windows server 2012")
	f.Fuzz(func(t *testing.T, text string) {
		for _, find := range []func() (Part, bool){func() (Part, bool) { return Lambda.Runtime(text) }, func() (Part, bool) { return SystemOf(text) }} {
			p, ok := find()
			if ok && (p.Start < 0 || p.End > len(text) || p.Start > p.End || p.Versions.IsEmpty() == (p.Unresolved == "")) {
				t.Errorf("%q: %+v", text, p)
			}
		}
	})
}

func TestFunctionsHosts(t *testing.T) {
	for _, data := range []azureData{platforms().Hosts, platforms().Dotnet} {
		if !strings.HasPrefix(data.Source, "https://") || data.Evidence != "recalled" {
			t.Errorf("%+v", data)
		}
		for number := range data.Versions {
			if part, ok := data.part(number, number); !ok || part.Versions.IsEmpty() == (part.Unresolved == "") {
				t.Errorf("%s is %+v", number, part)
			}
		}
	}
	for text, want := range map[string]string{
		"~1": "dotnet-framework-installed >=4.7 <5.0", "~2": "dotnet >=2.1 <3.0", "3.0.14492": "dotnet 3.1.*", "~4": "dotnet >=6.0 <9.0",
		"~5": "", "": "", "latest": "",
	} {
		got := ""
		if p, ok := FunctionsHost(text); ok {
			got = string(p.Runtime) + " " + p.Versions.String()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
