package manifest

import (
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

var appEngine = Kind{
	Name:     "App Engine app.yaml",
	Files:    []string{"app.*yaml", "app.*yml", "app-*.yaml", "app-*.yml", "*-app.yaml", "*.app.yaml"},
	Probes:   []string{"runtime:"},
	Declares: "the `runtime`, and of the flexible environment its `runtime_config`",
	Catalog:  true,
	Parse:    parseAppEngine,
}

// appEngineVersions are the keys of runtime_config that name a version, by the
// runtime.
var appEngineVersions = map[string]struct {
	runtime rules.Runtime
	vendor  string
	keys    []string
}{
	"python":     {rules.Python, "", []string{"runtime_version", "python_version"}},
	"java":       {rules.Java, "openjdk", []string{"runtime_version", "jdk"}},
	"ruby":       {rules.Ruby, "", []string{"runtime_version"}},
	"dotnet":     {rules.Dotnet, "", []string{"runtime_version"}},
	"aspnetcore": {rules.Dotnet, "", []string{"runtime_version"}},
}

// parseAppEngine reads the configuration of one service.
//
// Source: https://cloud.google.com/appengine/docs/standard/reference/app-yaml
// and https://cloud.google.com/appengine/docs/flexible/reference/app-yaml
func parseAppEngine(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		runtime := y.get(doc, "runtime")
		if !isScalar(runtime) {
			continue
		}
		y.appEngineRuntime(doc, runtime)
		if system := y.get(doc, "runtime_config", "operating_system"); isScalar(system) {
			f.declareSystem(y.literal(system), "")
		}
		y.environment(y.get(doc, "env_variables"), "")
		y.options(y.get(doc, "entrypoint"), "")
	}
}

func (y *yamlFile) appEngineRuntime(doc, runtime *yamlNode) {
	config := y.get(doc, "runtime_config")
	flexible := appEngineVersions[strings.ToLower(runtime.Value)]
	for _, key := range flexible.keys {
		v := y.get(config, key)
		if !isScalar(v) {
			continue
		}
		s := y.literal(v)
		s.text, s.note = yamlVersion(v)
		if strings.HasPrefix(s.text, "openjdk") {
			y.f.declarePlatform(images.AppEngine, s, "")
			return
		}
		y.f.declareLine(flexible.runtime, flexible.vendor, s, "")
		return
	}
	y.f.declarePlatform(images.AppEngine, y.literal(runtime), "")
}

var appEngineWeb = Kind{
	Name:     "appengine-web.xml",
	Files:    []string{"appengine-web.xml"},
	Declares: "the `runtime`; as evidence the system properties for TLS",
	Catalog:  true,
	Parse:    parseAppEngineWeb,
}

// parseAppEngineWeb reads the configuration of a service in Java.
//
// Source: https://cloud.google.com/appengine/docs/legacy/standard/java/config/appref
func parseAppEngineWeb(f *File) {
	root := parseXML(f)
	if root == nil || root.name != "appengine-web-app" {
		return
	}
	if runtime := root.child("runtime"); runtime != nil && runtime.text != "" {
		f.declarePlatform(images.AppEngine, setting{text: runtime.text, at: f.At(runtime.textAt.Start, runtime.textAt.End)}, "")
	} else {
		f.Declare(Declaration{Runtime: rules.Java, Vendor: "openjdk", At: f.At(root.start, root.start+len("<appengine-web-app")), Scope: Run,
			Unresolved: "without a runtime it is the default of App Engine, which was Java 7 and then Java 8"})
	}
	for _, property := range root.child("system-properties").all("property") {
		name, value := property.value("name"), property.attr("value")
		if value == nil || !slices.Contains(javaProperties, name) {
			continue
		}
		e := Evidence{Runtime: rules.Java, At: f.At(value.at.Start, value.at.End)}
		e.Setting = name
		chosen := javaList(value.value)
		for _, e := range chosen.evidence(e) {
			f.Witness(e)
		}
	}
}
