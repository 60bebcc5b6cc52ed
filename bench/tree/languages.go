package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// tls is a line of source code that decides about the protocol.
var tls = map[string]string{
	"cs":   "ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;\n",
	"java": "SSLContext context = SSLContext.getInstance(\"TLSv1\");\n",
	"py":   "context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)\n",
	"rb":   "http.ssl_version = :TLSv1\n",
}

func lines(formats ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string {
		return fmt.Sprintf(formats[r.IntN(len(formats))]+"\n", r.IntN(1000))
	}
}

func text(format string, versions ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string {
		return fmt.Sprintf(format, versions[r.IntN(len(versions))])
	}
}

// long is a text with many lines of a kind around its deciding one.
func long(head, line, foot string, versions ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string {
		var b strings.Builder
		fmt.Fprintf(&b, head, versions[r.IntN(len(versions))])
		for i := range r.IntN(120) {
			fmt.Fprintf(&b, line, i)
		}
		b.WriteString(foot)
		return b.String()
	}
}

var languages = []*language{
	{
		source: "cs",
		line: lines("        /// <summary>Returns the value of item %d.</summary>", "        public int Item%d { get; set; }",
			"            var result = await client.GetAsync(\"items/%d\");", "        }", "    using System.Collections.Generic; // %d"),
		manifests: []manifest{
			{"App.csproj", long("<Project ToolsVersion=\"12.0\" xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\n  <PropertyGroup>\n    <TargetFrameworkVersion>%s</TargetFrameworkVersion>\n  </PropertyGroup>\n  <ItemGroup>\n",
				"    <Compile Include=\"Controllers\\Item%d.cs\" />\n", "  </ItemGroup>\n</Project>\n", "v4.0", "v4.5", "v4.6.1", "v4.8")},
			{"packages.config", long("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<packages>\n  <package id=\"Newtonsoft.Json\" version=\"6.0.4\" targetFramework=\"%s\" />\n",
				"  <package id=\"Library%d\" version=\"1.0.0\" targetFramework=\"net45\" />\n", "</packages>\n", "net40", "net45")},
			{"Web.config", text("<configuration>\n  <system.web>\n    <httpRuntime targetFramework=\"%s\" />\n  </system.web>\n</configuration>\n", "4.5", "4.6.1")},
		},
	},
	{
		source: "java",
		line: lines("    private final int item%d;", "        return Objects.hash(item, %d);", "     * Returns the item with number %d.",
			"    @Override", "        for (int i = 0; i < %d; i++) {", "import java.util.concurrent.atomic.AtomicInteger;"),
		manifests: []manifest{
			{"pom.xml", long("<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n  <properties><maven.compiler.target>%s</maven.compiler.target></properties>\n  <dependencies>\n",
				"    <dependency><groupId>org.example</groupId><artifactId>library%d</artifactId><version>1.0</version></dependency>\n", "  </dependencies>\n</project>\n", "1.6", "1.7", "1.8", "11")},
			{"build.gradle", long("apply plugin: 'java'\nsourceCompatibility = %s\ndependencies {\n", "    compile 'org.example:library%d:1.0'\n", "}\n", "1.7", "1.8", "'11'")},
			{"Dockerfile", text("FROM openjdk:%s\nCOPY . /app\nCMD [\"java\", \"-jar\", \"/app/app.jar\"]\n", "7-jre", "8-jre", "17")},
		},
	},
	{
		source: "py",
		line: lines("    def item_%d(self, request, *args, **kwargs):", "        return self.items[%d]", "        \"\"\"Return item %d of the list.\"\"\"",
			"import os, sys", "    assert value == %d"),
		manifests: []manifest{
			{"setup.py", text("from setuptools import setup\nsetup(name='x', version='1.0', python_requires='%s')\n", ">=2.7", ">=3.6", ">=2.6,<3")},
			{"requirements.txt", long("requests==%s\n", "library%d==1.0\n", "", "2.6.0", "2.28.1")},
			{"tox.ini", text("[tox]\nenvlist = %s\n[testenv]\ncommands = pytest\n", "py27,py36", "py{38,39}")},
			{".travis.yml", text("language: python\npython:\n  - %q\nscript: tox\n", "2.7", "3.6")},
		},
	},
	{
		source: "rb",
		line:   lines("  def item_%d(options = {})", "    @items[%d] ||= Item.new", "  end", "    expect(subject.size).to eq(%d)", "require 'json'"),
		manifests: []manifest{
			{"Gemfile.lock", long("GEM\n  remote: https://rubygems.org/\n  specs:\n    rails (%s)\n", "    library%d (1.0)\n", "\nRUBY VERSION\n   ruby 2.3.1p112\n", "4.2.0", "5.2.0")},
			{"Gemfile", text("source 'https://rubygems.org'\nruby '%s'\ngem 'rails'\n", "1.9.3", "2.0.0", "2.6.3")},
			{"library.gemspec", text("Gem::Specification.new do |s|\n  s.name = 'x'\n  s.required_ruby_version = '%s'\nend\n", ">= 1.9.3", ">= 2.4")},
		},
	},
}
