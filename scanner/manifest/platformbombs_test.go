package manifest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestPlatformBombsEndSoon gives the kinds of platforms values that lead to values,
// nesting without end and lines without end.
func TestPlatformBombsEndSoon(t *testing.T) {
	chain := func(line func(i int) string) string {
		var b strings.Builder
		for i := range 60 {
			b.WriteString(line(i))
		}
		return b.String()
	}
	many := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	for name, texts := range map[string][]string{
		"serverless.yml": {
			"custom:\n" + chain(func(i int) string {
				return fmt.Sprintf("  a%d: %s\n", i, strings.Repeat(fmt.Sprintf("${self:custom.a%d}", i+1), 30))
			}) + "  a60: x\nprovider: {runtime: '${self:custom.a0}'}\n",
			"provider: {runtime: '" + strings.Repeat("${a, ", 50000) + "'}\n",
			"provider: {name: aws, environment: {" + many(30000, func(i int) string { return fmt.Sprintf("a%d: -Dhttps.protocols=TLSv1, ", i) }) + "}}\n",
		},
		"template.yml": {
			"Resources: {" + many(10000, func(i int) string {
				return fmt.Sprintf(`a%d: {Type: "AWS::Lambda::Function", Properties: {Runtime: python2.7}}, `, i)
			}) + "}\n",
		},
		"main.tf": {
			"runtime = " + strings.Repeat("[", 100000),
			"runtime = " + strings.Repeat("-", 100000),
			"runtime = " + strings.Repeat("a ? ", 100000),
			"runtime = " + strings.Repeat("a ? b : ", 100000) + "c",
			"runtime = a" + strings.Repeat(".b", 300000),
			`runtime = "` + strings.Repeat("${", 100000),
			strings.Repeat("runtime {", 100000),
			"locals {\n" + chain(func(i int) string {
				return fmt.Sprintf("a%d = \"%s\"\n", i, strings.Repeat(fmt.Sprintf("${local.a%d}", i+1), 30))
			}) + "a60 = \"x\"\n}\n" + many(2000, func(i int) string {
				return fmt.Sprintf("resource \"aws_lambda_function\" \"f%d\" { runtime = local.a0 }\n", i)
			}),
		},
	} {
		for _, text := range texts {
			f := NewFile(name, []byte(text))
			start := time.Now()
			kind := Find(name).Of(f.Data)
			kind.Read(f)
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%s took %s: %.60s", name, took, text)
			}
			for _, p := range f.Problems() {
				if strings.Contains(p.Message, "internal error") {
					t.Errorf("%s: %s: %.60s", name, p.Message, text)
				}
			}
		}
	}
}
