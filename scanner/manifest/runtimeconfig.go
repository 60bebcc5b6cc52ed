package manifest

import (
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var runtimeConfig = Kind{
	Name:     "runtimeconfig.json",
	Files:    []string{"*.runtimeconfig.json", "runtimeconfig.template.json"},
	Declares: "the .NET that a built program starts on",
	Parse:    parseRuntimeConfig,
}

// parseRuntimeConfig declares the shared framework, which rolls forward to later
// patches and minor versions, or the one that is included.
//
// Source: https://learn.microsoft.com/dotnet/core/runtime-config/
func parseRuntimeConfig(f *File) {
	options := parseJSON(f).get("runtimeOptions")
	declareFramework(f, options.get("framework"), rules.Any)
	for _, list := range []struct {
		name    string
		binding rules.Binding
	}{{"frameworks", rules.Any}, {"includedFrameworks", rules.Exact}} {
		if frameworks := options.get(list.name); frameworks != nil {
			for _, one := range frameworks.items {
				declareFramework(f, one, list.binding)
			}
		}
	}
}

func declareFramework(f *File, framework *jsonValue, binding rules.Binding) {
	name, number := framework.get("name"), framework.get("version")
	// The others stand on Microsoft.NETCore.App.
	if !name.isString() || !number.isString() || name.text != "Microsoft.NETCore.App" && binding == rules.Exact {
		return
	}
	d := Declaration{Runtime: rules.Dotnet, At: f.At(number.at.Start, number.at.End), Text: number.text, Binding: binding, Scope: Run}
	v, err := version.Dotnet.Parse(number.text)
	switch {
	case isTemplate(number.text):
		d.Unresolved = templateReason
	case err != nil:
		d.Unresolved = err.Error()
	case binding == rules.Exact:
		d.Versions = version.Single(v)
	default:
		d.Versions = version.AtLeast(v)
	}
	f.Declare(d)
}
