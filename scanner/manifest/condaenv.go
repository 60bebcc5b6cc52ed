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

// declareConda declares a runtime of an environment.
func declareConda(f *File, at Place, text string) {
	d := Declaration{At: at, Unit: "(environment)"}
	if !readCondaSpec(&d, text, version.CondaSpec) {
		return
	}
	if d.Text == "" {
		d.Text, d.Unresolved = text, "any version is allowed"
	}
	f.Declare(d)
}

// readCondaSpec reads a match specification: channel::name=version=build,
// name>=1,<2, name[version='>=3'], name 2.7. It narrows the declaration's place
// down to the version; Text is empty if there is none. ok is false if it is no
// runtime.
func readCondaSpec(d *Declaration, text string, grammar func(*version.Scheme, string) (version.Set, error)) (ok bool) {
	name := text
	if i := strings.Index(name, "::"); i >= 0 {
		name = name[i+2:]
	}
	end := strings.IndexAny(name, "=<>!~[{$ \t")
	spec := ""
	if end >= 0 {
		name, spec = name[:end], name[end:]
	}
	if d.Runtime = condaPackages[strings.ToLower(name)]; d.Runtime == "" {
		return false
	}
	if _, inner, ok := strings.Cut(spec, "version="); ok && strings.HasPrefix(spec, "[") {
		spec = strings.Trim(strings.TrimSuffix(inner, "]"), `'"`)
	}
	spec = strings.TrimSpace(spec)
	d.Text = spec
	if start := strings.LastIndex(d.At.Text(), spec); start >= 0 && spec != "" {
		d.At = d.At.File.At(d.At.Start+start, d.At.Start+start+len(spec))
	}
	if spec == "" {
		return true
	}
	if spec[0] == '=' && !strings.HasPrefix(spec, "==") || isDigitByte(spec[0]) {
		d.Binding = rules.Newest
	}
	d.setVersions(grammar(rules.Scheme(d.Runtime), spec))
	if _, one := d.Versions.One(); one {
		d.Binding = rules.Exact
	}
	return true
}
