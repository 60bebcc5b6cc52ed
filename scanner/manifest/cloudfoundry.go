package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var cloudFoundry = Kind{
	Name:     "Cloud Foundry manifest.yml",
	Files:    []string{"manifest.*yml", "manifest.*yaml", "manifest-*.yml", "manifest-*.yaml", "*-manifest.yml", "*-manifest.yaml"},
	Probes:   []string{"applications:"},
	Declares: "the `stack`, the JDK that the Java buildpack is told to install, images",
	Catalog:  true,
	Parse:    parseCloudFoundry,
}

// parseCloudFoundry reads the applications; what they share may stand beside them.
//
// Source: https://docs.cloudfoundry.org/devguide/deploy-apps/manifest-attributes.html
func parseCloudFoundry(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		applications := y.items(y.get(doc, "applications"))
		y.application(doc, "")
		for _, one := range applications {
			unit := ""
			name, path := y.get(one, "name"), y.get(one, "path")
			if isScalar(name) && (len(applications) > 1 || isScalar(path) && strings.Trim(path.Value, "./") != "") {
				unit = "(application " + name.Value + ")"
			}
			y.application(one, unit)
		}
	}
}

func (y *yamlFile) application(n *yamlNode, unit string) {
	if stack := y.get(n, "stack"); isScalar(stack) {
		y.f.declareSystem(y.literal(stack), unit)
	}
	if image := y.get(n, "docker", "image"); isScalar(image) {
		y.declareImage(y.place(image), unit, Run)
	}
	env := y.get(n, "env")
	y.each(env, func(name string, value *yamlNode) {
		if vendor, ok := buildpackJVMs[name]; ok && isScalar(value) {
			y.buildpackJVM(value, vendor, unit)
		}
	})
	y.environment(env, unit)
}

// buildpackJVMs are the variables that configure a JVM of the Java buildpack, and
// whose it is. BP_JVM_VERSION is that of Cloud Native Buildpacks and holds nothing
// but the version.
//
// Source: https://github.com/cloudfoundry/java-buildpack/tree/main/docs
var buildpackJVMs = map[string]string{
	"JBP_CONFIG_OPEN_JDK_JRE":      "openjdk",
	"JBP_CONFIG_SAP_MACHINE_JRE":   "openjdk",
	"JBP_CONFIG_ZULU_JRE":          "azul",
	"JBP_CONFIG_ZING_JRE":          "azul",
	"JBP_CONFIG_IBM_JRE":           "ibm",
	"JBP_CONFIG_ORACLE_JRE":        "oracle",
	"JBP_CONFIG_GRAAL_VM_JRE":      "openjdk",
	"JBP_CONFIG_AZUL_PLATFORM_JRE": "azul",
	"BP_JVM_VERSION":               "openjdk",
}

// buildpackJVM reads the version in '{ jre: { version: 1.8.0_+ } }': YAML inside
// of a string.
func (y *yamlFile) buildpackJVM(n *yamlNode, vendor, unit string) {
	at := y.place(n)
	if inner, ok := afterVersion(n.Value); ok {
		if i := strings.Index(at.Text(), n.Value[inner.Start:inner.End]); at.Text() == n.Value {
			at = y.f.At(at.Start+inner.Start, at.Start+inner.End)
		} else if i >= 0 {
			at = y.f.At(at.Start+i, at.Start+i+inner.End-inner.Start)
		}
		n = &yamlNode{Value: n.Value[inner.Start:inner.End]}
	} else if strings.ContainsAny(n.Value, "{[:") && !isTemplate(n.Value) && !strings.Contains(n.Value, "((") {
		return // memory, and no version
	}
	d := Declaration{Runtime: rules.Java, Vendor: vendor, At: at, Text: n.Value, Binding: rules.Exact, Scope: Run, Unit: unit}
	line := buildpackLine(n.Value)
	named, err := rules.Parse(rules.Java, line)
	switch {
	case isTemplate(n.Value), strings.Contains(n.Value, "(("):
		d.Unresolved = templateReason
	case line == "":
		d.Unresolved = n.Value + " takes any version"
	case err != nil:
		d.Unresolved = err.Error()
	default:
		d.Versions = named.Versions
		if _, one := d.Versions.One(); !one {
			d.Binding = rules.Any
			if floats(rules.Java, vendor) {
				d.Binding = rules.Newest
			}
		}
	}
	y.f.Declare(d)
}

// afterVersion finds the word behind "version:".
func afterVersion(text string) (Span, bool) {
	_, rest, ok := strings.Cut(text, "version")
	if !ok {
		return Span{}, false
	}
	rest = strings.TrimLeft(rest, `"' `)
	rest, ok = strings.CutPrefix(rest, ":")
	rest = strings.TrimLeft(rest, `"' `)
	end := strings.IndexAny(rest, `"' ,}]`)
	if end < 0 {
		end = len(rest)
	}
	start := len(text) - len(rest)
	return Span{start, start + end}, ok && end > 0
}

// buildpackLine is the line that a version with a wildcard stands for: 1.8.0_+ is
// Java 8, 11.+ is Java 11.
//
// Source: https://github.com/cloudfoundry/java-buildpack/blob/main/docs/extending-repositories.md
func buildpackLine(text string) string {
	line, wild := strings.CutSuffix(text, "+")
	if !wild {
		line, wild = strings.CutSuffix(text, "*")
	}
	if !wild {
		return text
	}
	line = strings.TrimRight(line, "._")
	if parts := strings.SplitN(line, ".", 3); len(parts) == 3 && parts[2] == "0" || len(parts) == 2 && parts[1] == "0" {
		line = strings.TrimSuffix(line, ".0") // no update is 0
	}
	return line
}
