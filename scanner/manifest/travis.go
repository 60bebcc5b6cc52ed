package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

var travis = Kind{
	Name:     ".travis.yml",
	Files:    []string{".travis.yml", ".travis.yaml"},
	Declares: "`python`, `rvm`, `jdk`, `dotnet` and `mono`, in the matrix too",
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
