package manifest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestBombsEndSoon gives parsers values that use values many times over, and
// nesting without end.
func TestBombsEndSoon(t *testing.T) {
	chain := func(line func(i int) string) string {
		var b strings.Builder
		for i := range 60 {
			b.WriteString(line(i))
		}
		return b.String()
	}
	repeat := func(unit string) string { return strings.Repeat(unit, 30) }
	for name, text := range map[string]string{
		"setup.py": chain(func(i int) string { return fmt.Sprintf("a%d = a%d%s\n", i, i+1, repeat(fmt.Sprintf(" + a%d", i+1))) }) +
			"a60 = 'x'\nsetup(python_requires=a0)\n",
		"pom.xml": "<project><properties>" +
			chain(func(i int) string { return fmt.Sprintf("<a%d>%s</a%d>", i, repeat(fmt.Sprintf("${a%d}", i+1)), i) }) +
			"<a60>1</a60><maven.compiler.release>${a0}</maven.compiler.release></properties></project>",
		"Dockerfile": "ARG a0=xxxxxxxx\n" + chain(func(i int) string { return fmt.Sprintf("ARG a%d=%s\n", i+1, repeat(fmt.Sprintf("${a%d}", i))) }) +
			"FROM python:${a60}\n",
		"build.gradle": chain(func(i int) string { return fmt.Sprintf("def a%d = a%d\n", i, i+1) }) + "sourceCompatibility = a0\n" + strings.Repeat("{", 100000),
		"App.csproj": "<Project><PropertyGroup>" +
			chain(func(i int) string {
				return fmt.Sprintf("<A%d>%s</A%d>", 60-i, repeat(fmt.Sprintf("$(A%d)", 61-i)), 60-i)
			}) +
			"<TargetFramework>$(A1)</TargetFramework></PropertyGroup></Project>",
		"Web.config":     strings.Repeat("<a>", 100000),
		"global.json":    strings.Repeat(`{"a":[`, 100000),
		"pyproject.toml": "a = " + strings.Repeat("[", 100000),
		"Gemfile":        strings.Repeat("ruby '1.9.3', ", 20000),
		"a.gemspec":      strings.Repeat("s.required_ruby_version = ['1', ", 2000),
		".tool-versions": "python " + strings.Repeat("2.7 ", 50000),
	} {
		f := NewFile(name, []byte(text))
		start := time.Now()
		Find(name).Of(f.Data).Read(f)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %s", name, took)
		}
		for _, p := range f.Problems() {
			if strings.Contains(p.Message, "internal error") {
				t.Errorf("%s: %s", name, p.Message)
			}
		}
	}
}
