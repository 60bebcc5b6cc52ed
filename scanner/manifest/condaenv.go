package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var condaEnvironment = Kind{
	Name:     "Conda environment",
	Files:    []string{"environment.*yml", "environment.*yaml", "environment-*.yml", "environment-*.yaml", "conda.yml", "conda.yaml", "conda-env.yml", "conda-env.yaml"},
	Declares: "Python and OpenSSL among its `dependencies`",
	Parse:    parseCondaEnvironment,
}

// condaPackages are the runtimes by their packages' names.
var condaPackages = map[string]rules.Runtime{
	"python": rules.Python, "pypy": rules.PyPy, "openssl": rules.OpenSSL, "libressl": rules.LibreSSL, "ruby": rules.Ruby, "openjdk": rules.Java,
}

func parseCondaEnvironment(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		for _, item := range y.items(y.get(doc, "dependencies")) {
			if item.Kind == yaml.ScalarNode {
				declareConda(f, y.place(item), item.Value)
			}
		}
	}
}

// declareConda reads a match specification: channel::name=version=build,
// name>=1,<2, name[version='>=3'], name 2.7.
func declareConda(f *File, at Place, text string) {
	name := text
	if i := strings.Index(name, "::"); i >= 0 {
		name = name[i+2:]
	}
	end := strings.IndexAny(name, "=<>!~[ ")
	spec := ""
	if end >= 0 {
		name, spec = name[:end], name[end:]
	}
	rt := condaPackages[strings.ToLower(name)]
	if rt == "" {
		return
	}
	if _, inner, ok := strings.Cut(spec, "version="); ok && strings.HasPrefix(spec, "[") {
		spec = strings.Trim(strings.TrimSuffix(inner, "]"), `'"`)
	}
	spec = strings.TrimSpace(spec)
	d := Declaration{Runtime: rt, At: at, Text: spec, Binding: rules.Any, Unit: "(environment)"}
	if start := strings.LastIndex(at.Text(), spec); start >= 0 && spec != "" {
		d.At = f.At(at.Start+start, at.Start+start+len(spec))
	}
	if spec == "" {
		d.Text, d.Unresolved = text, "any version is allowed"
		f.Declare(d)
		return
	}
	if spec[0] == '=' && !strings.HasPrefix(spec, "==") || spec[0] >= '0' && spec[0] <= '9' {
		d.Binding = rules.Newest
	}
	d.setVersions(version.CondaSpec(rules.Scheme(rt), spec))
	if _, one := d.Versions.One(); one {
		d.Binding = rules.Exact
	}
	f.Declare(d)
}
