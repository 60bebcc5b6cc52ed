package manifest

import (
	"errors"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var projectJSON = Kind{
	Name:     "project.json",
	Files:    []string{"project.json", "*.project.json"},
	Probes:   []string{`"frameworks"`},
	Declares: "the target frameworks that are the keys of `frameworks`, of DNX and the previews of .NET Core",
	Parse:    parseProjectJSON,
}

// parseProjectJSON declares each target framework. What a framework imports are
// packages of others that it takes in their place, and no targets. Other tools
// have a project.json too: it is one of .NET if one of the names is a framework's.
//
// Source: https://learn.microsoft.com/dotnet/core/tools/project-json-to-csproj
func parseProjectJSON(f *File) {
	root := parseJSON(f)
	frameworks := root.get("frameworks")
	if frameworks == nil || !hasFramework(frameworks.members) {
		return
	}
	scope := projectJSONScope(root)
	for _, m := range frameworks.members {
		d := Declaration{At: f.At(m.at.Start, m.at.End), Binding: rules.Target, Scope: scope}
		list, err := rules.Monikers(m.name)
		switch {
		case isTemplate(m.name):
			d.Runtime, d.Unresolved = rules.Dotnet, templateReason
		case err != nil:
			d.Runtime, d.Unresolved = unresolvedDotnet(m.name, err)
		}
		if d.Unresolved != "" {
			f.Declare(d)
			continue
		}
		for _, n := range list {
			d.Runtime, d.Versions = n.Runtime, n.Versions
			f.Declare(d)
		}
	}
}

func hasFramework(members []jsonMember) bool {
	for _, m := range members {
		var platform *rules.PlatformError
		if _, err := rules.Monikers(m.name); err == nil || errors.As(err, &platform) {
			return true
		}
	}
	return false
}

// projectJSONScope tells a program by its entry point or by the commands that
// start it, and tests by their runner or by what they refer to.
func projectJSONScope(root *jsonValue) Scope {
	if root.get("testRunner") != nil || refersToTests(root) {
		return Test
	}
	for _, options := range []string{"buildOptions", "compilationOptions"} {
		if v := root.get(options, "emitEntryPoint"); v != nil && v.text == "true" {
			return Run
		}
	}
	if commands := root.get("commands"); commands != nil && len(commands.members) > 0 {
		return Run
	}
	return ScopeUnknown
}

func refersToTests(root *jsonValue) bool {
	if command := root.get("commands", "test"); command.isString() && strings.HasPrefix(command.text, "xunit") {
		return true
	}
	if dependencies := root.get("dependencies"); dependencies != nil {
		for _, m := range dependencies.members {
			if testReferences[strings.ToLower(m.name)] {
				return true
			}
		}
	}
	return false
}
