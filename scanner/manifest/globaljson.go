package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var globalJSON = Kind{
	Name:     "global.json",
	Files:    []string{"global.json"},
	Declares: "sdk.version with rollForward: the .NET SDK that builds",
	Parse:    parseGlobalJSON,
}

// parseGlobalJSON declares the SDK. Of its version only major and minor say
// something about .NET; what follows is a feature band and a patch of the SDK.
//
// Source: https://learn.microsoft.com/dotnet/core/tools/global-json
func parseGlobalJSON(f *File) {
	root := parseJSON(f)
	value := root.get("sdk", "version")
	if !value.isString() {
		return
	}
	d := Declaration{Runtime: rules.Dotnet, At: f.At(value.at.Start, value.at.End), Binding: rules.Newest, Scope: Build}
	roll := ""
	if v := root.get("sdk", "rollForward"); v.isString() {
		roll = strings.ToLower(v.text)
	}
	v, err := version.Dotnet.Parse(value.text)
	switch {
	case isTemplate(value.text):
		d.Unresolved = templateReason
	case err != nil:
		d.Unresolved = err.Error()
	case strings.HasPrefix(value.text, "1.0.0-beta"), strings.HasPrefix(value.text, "1.0.0-rc"):
		d.Unresolved = "it is a preview from before .NET Core 1.0"
	default:
		d.Versions = sdkVersions(v, roll)
	}
	if roll == "disable" {
		d.Binding = rules.Any
	}
	f.Declare(d)
}

// sdkVersions are the versions of .NET that come with the SDKs that may be taken
// in place of v.
func sdkVersions(v version.Version, roll string) version.Set {
	if v.IsZero() {
		return version.Set{}
	}
	major, rest, _ := strings.Cut(v.String(), ".")
	minor, _, _ := strings.Cut(rest, ".")
	if minor == "" {
		minor = "0"
	}
	line, err := version.Dotnet.Prefix(major + "." + minor)
	if err != nil {
		return version.Set{}
	}
	// The SDKs 2.1.2 to 2.1.202 came with .NET Core 2.0.
	if core20 := version.Dotnet.MustParse("2.1.300-a"); major == "2" && minor == "1" && v.Compare(core20) < 0 {
		if line, _ = version.Dotnet.Prefix("2.0"); roll == "feature" || roll == "latestfeature" {
			next, _ := version.Dotnet.Prefix("2.1")
			line = line.Union(next)
		}
	}
	switch roll {
	case "minor", "latestminor":
		all, _ := version.Dotnet.Prefix(major)
		line = version.From(line.Low()).Intersect(all)
	case "major", "latestmajor":
		line = version.From(line.Low())
	}
	return line
}
