package manifest

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"
)

// TestJavaBuildsThatRepeatThemselves reads build files in which each use of a
// thing could cost a look at all of them.
func TestJavaBuildsThatRepeatThemselves(t *testing.T) {
	const n = 20000
	number := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, strings.ReplaceAll(format, "#", "%[1]d"), i)
		}
		return b.String()
	}
	nest := ""
	for i := range 8 {
		nest += fmt.Sprintf("def a%d = \"%s\"\n", i, strings.Repeat(fmt.Sprintf("$a%d", i+1), 50))
	}
	compiler := "<plugin><artifactId>maven-compiler-plugin</artifactId>"
	for name, text := range map[string]string{
		"levels/build.gradle":      strings.Repeat("sourceCompatibility = sourceCompatibility\n", n),
		"definitions/build.gradle": strings.Repeat("ext.x = 1\nsourceCompatibility = x\n", n),
		"names/build.gradle":       number("def x# = 1.7\nproject(':p#') { sourceCompatibility = x# }\n"),
		"unknown/build.gradle":     number("sourceCompatibility = gone#\n"),
		"catalogue/build.gradle":   number("sourceCompatibility = libs.versions.gone#.get()\n"),
		"strings/build.gradle":     nest + "def a8 = '1'\nsourceCompatibility = a0\n",
		"one/build.gradle":         "if (x" + strings.Repeat(", sourceCompatibility = 1", n),
		"head/build.gradle":        "foo('" + strings.Repeat("x", 1<<20) + "') {\n" + strings.Repeat("sourceCompatibility = 1.7\n", n),
		"toolchains/build.gradle":  "toolchain { " + strings.Repeat("languageVersion = JavaLanguageVersion.of(8)\n", n),
		"android/build.gradle":     "apply plugin: " + strings.Repeat("'com.android.library', ", n) + "false\nsourceCompatibility = 1",
		"applied/build.gradle":     number("apply from: 'x#.gradle'\n") + "sourceCompatibility = x",
		"maps/build.gradle":        "m = [" + strings.Repeat("a: 1, ", n) + "]\n" + strings.Repeat("sourceCompatibility = m.b\n", 2000),
		"plugins/pom.xml":          "<project><build><plugins>" + strings.Repeat(compiler+"<executions><execution><configuration><target>1.7</target></configuration></execution></executions></plugin>", n/4),
		"late/pom.xml":             "<project><build><plugins><plugin>" + strings.Repeat("<a/>", 20*n) + "<artifactId>maven-compiler-plugin</artifactId>",
		"groupless/pom.xml":        "<project><properties/><!-- netty-all --><dependencies><dependency>" + strings.Repeat("<version/>", 10*n),
		"profiles/pom.xml":         "<project><profiles>" + number("<profile><id>#</id><properties><maven.compiler.target>1.7</maven.compiler.target></properties></profile>"),
		"properties/pom.xml": "<project><properties>" + number("<a#>1.7</a#>") + "<maven.compiler.target>" + strings.Repeat("${a19999}", 1000) +
			"</maven.compiler.target></properties></project>",
	} {
		f := NewFile(name, []byte(text)).WithTree(func(string) (*File, error) { return nil, fs.ErrNotExist })
		start := time.Now()
		Find(name).Of(f.Data).Read(f)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s (%d bytes) took %s", name, len(text), took)
		}
		for _, p := range f.Problems() {
			if strings.Contains(p.Message, "internal error") {
				t.Errorf("%s: %s", name, p.Message)
			}
		}
	}
}
