package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

var azureFunctions = Kind{
	Name:     "local.settings.json",
	Files:    []string{"local.settings.json", "local.settings.*.json"},
	Probes:   []string{"FUNCTIONS_"},
	Declares: "the language worker of Azure Functions, and the version of their host that .NET runs in",
	Catalog:  true,
	Parse:    parseAzureFunctions,
}

// parseAzureFunctions reads the settings with which functions run on a developer's
// machine. Their host.json is none of ours: its version holds for several hosts,
// and names no language.
//
// Source: https://learn.microsoft.com/azure/azure-functions/functions-app-settings
func parseAzureFunctions(f *File) {
	values := parseJSON(f).get("Values")
	worker, extension := values.get("FUNCTIONS_WORKER_RUNTIME"), values.get("FUNCTIONS_EXTENSION_VERSION")
	if extension.isString() && (worker == nil || worker.text == "dotnet") {
		s := setting{text: extension.text, at: f.At(extension.at.Start, extension.at.End)}
		f.declareFunctionsHost(s, "", Dev)
		return
	}
	if !worker.isString() {
		return
	}
	d := Declaration{At: f.At(worker.at.Start, worker.at.End), Binding: rules.Exact, Scope: Dev,
		Unresolved: "the version is a setting of the function app in Azure"}
	switch strings.ToLower(worker.text) {
	case "python":
		d.Runtime = rules.Python
	case "java":
		d.Runtime = rules.Java
	default:
		return // of .NET, the project says which
	}
	f.Declare(d)
}

// declareFunctionsHost declares the .NET in whose process functions run.
func (f *File) declareFunctionsHost(s setting, unit string, scope Scope) {
	part, ok := images.FunctionsHost(s.text)
	if !ok || s.missing != "" {
		return
	}
	d := partOf(&part, s)
	d.Unit, d.Scope = unit, scope
	f.Declare(d)
}
