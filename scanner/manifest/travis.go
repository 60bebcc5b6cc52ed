package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

var travis = Kind{
	Name:     ".travis.yml",
	Files:    []string{".travis.yml", ".travis.yaml"},
	Declares: "`python`, `rvm`, `jdk`, `dotnet` and `mono`, in the matrix too; the OpenSSL of `dist`",
	Parse:    parseTravis,
}

// travisKeys are the keys that list versions.
var travisKeys = []struct {
	key     string
	runtime rules.Runtime
}{
	{"python", rules.Python}, {"rvm", rules.Ruby}, {"ruby", rules.Ruby}, {"jdk", rules.Java}, {"dotnet", rules.Dotnet}, {"mono", rules.Mono},
}

func parseTravis(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		y.travisJob(doc)
		for _, matrix := range []string{"matrix", "jobs"} {
			for _, job := range y.items(y.get(doc, matrix, "include")) {
				y.travisJob(job)
			}
		}
	}
}

func (y *yamlFile) travisJob(job *yaml.Node) {
	y.travisSystem(y.get(job, "dist"))
	for _, k := range travisKeys {
		for _, v := range y.items(y.get(job, k.key)) {
			if v.Kind != yaml.ScalarNode || v.Value == "" || v.Value == "none" {
				continue
			}
			text, note := yamlVersion(v)
			text, _, _ = strings.Cut(text, "_with_system_site_packages")
			if strings.HasPrefix(text, "jruby-") && strings.HasSuffix(text, "mode") {
				text = "jruby" // jruby-19mode names a level, not a version
			}
			declareToolVersion(y.f, k.runtime, Declaration{At: y.place(v), Text: text, Scope: Test, Note: note})
		}
	}
}

// travisSystem declares the OpenSSL of the release of Ubuntu that a job runs on.
func (y *yamlFile) travisSystem(dist *yaml.Node) {
	if dist == nil || dist.Kind != yaml.ScalarNode || dist.Value == "" {
		return
	}
	at := y.place(dist)
	for _, d := range imageDeclarations(y.f, literalWord("ubuntu:"+dist.Value, at.Span), nil) {
		if d.Runtime == rules.OpenSSL && d.Unresolved == "" {
			d.At, d.Via, d.Text, d.Scope, d.Implied = at, nil, dist.Value, Test, true
			y.f.Declare(d)
		}
	}
}
