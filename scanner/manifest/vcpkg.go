package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var vcpkg = Kind{
	Name:     "vcpkg.json",
	Files:    []string{"vcpkg.json"},
	Declares: "OpenSSL and LibreSSL in `dependencies` with `version>=` and in `overrides`",
	Parse:    parseVcpkg,
}

// vcpkgPorts are the ports by their names.
var vcpkgPorts = map[string]rules.Runtime{
	"openssl": rules.OpenSSL, "libressl": rules.LibreSSL, "boringssl": rules.BoringSSL,
	"openssl-unix": rules.OpenSSL, "openssl-windows": rules.OpenSSL, "openssl-uwp": rules.OpenSSL,
}

// vcpkgVersions are the names of the fields for the version of an override.
var vcpkgVersions = []string{"version", "version-string", "version-semver", "version-date"}

// parseVcpkg declares floors and overrides. A dependency without a version is of
// the baseline, which is a commit of another repository.
//
// Source: https://learn.microsoft.com/vcpkg/reference/vcpkg-json
func parseVcpkg(f *File) {
	root := parseJSON(f)
	declareVcpkg(f, root.get("dependencies"), "")
	if features := root.get("features"); features != nil {
		for _, m := range features.members {
			declareVcpkg(f, m.value.get("dependencies"), "the feature "+m.name+" is chosen")
		}
	}
	overrides := root.get("overrides")
	if overrides == nil {
		return
	}
	for _, item := range overrides.items {
		for _, field := range vcpkgVersions {
			if value := item.get(field); value.isString() {
				declareVcpkgPort(f, item, value, Declaration{Binding: rules.Exact, Scope: Run})
				break
			}
		}
	}
}

// declareVcpkg declares the dependencies with a floor.
func declareVcpkg(f *File, list *jsonValue, condition string) {
	if list == nil {
		return
	}
	for _, item := range list.items {
		d := Declaration{Binding: rules.Any, Scope: Run, Condition: condition}
		if platform := item.get("platform"); platform.isString() && condition == "" {
			d.Condition = "the platform is " + platform.text
		}
		if host := item.get("host"); host != nil && host.text == "true" {
			d.Scope = Build
		}
		if value := item.get("version>="); value.isString() {
			declareVcpkgPort(f, item, value, d)
		}
	}
}

func declareVcpkgPort(f *File, item, value *jsonValue, d Declaration) {
	name := item.get("name")
	if !name.isString() || vcpkgPorts[name.text] == "" {
		return
	}
	d.Runtime = vcpkgPorts[name.text]
	d.At, d.Text = f.At(value.at.Start, value.at.End), value.text
	number, _, _ := strings.Cut(value.text, "#") // of the port, not of the program
	v, err := rules.Scheme(d.Runtime).Parse(number)
	set := version.Single(v)
	if d.Binding == rules.Any {
		set = version.AtLeast(v)
	}
	d.setVersions(set, err)
	f.Declare(d)
}
