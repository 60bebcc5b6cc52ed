package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var packagesConfig = Kind{
	Name:     "packages.config",
	Files:    []string{"packages.config"},
	Declares: "the lowest targetFramework of its packages, as a hint; libraries",
	Parse:    parsePackagesConfig,
}

// parsePackagesConfig declares one framework for the file. The one beside a
// package is what the project targeted when the package was installed; NuGet
// marks those that a change of target has made stale, and they count only if
// there are no others.
func parsePackagesConfig(f *File) {
	var best, stale *Declaration
	for _, e := range parseXML(f).all("package") {
		if v := e.attr("version"); v != nil {
			nugetLibraries.pin(f, e.value("id"), v.value, f.At(v.at.Start, v.at.End), Declaration{Scope: Run})
		}
		target := e.attr("targetFramework")
		if target == nil {
			continue
		}
		list, err := rules.Monikers(target.value)
		if err != nil {
			continue // a hint that says nothing is none
		}
		d := Declaration{Runtime: list[0].Runtime, Versions: list[0].Versions, At: f.At(target.at.Start, target.at.End),
			Binding: rules.Target, Hint: true}
		if strings.EqualFold(e.value("requireReinstallation"), "true") {
			stale = lower(stale, &d)
		} else {
			best = lower(best, &d)
		}
	}
	if best == nil {
		best = stale
	}
	if best != nil {
		f.Declare(*best)
	}
}

// lower returns the one that asks for the lower framework, the earlier one of two
// equals. The .NET Framework goes before all others.
func lower(a, b *Declaration) *Declaration {
	switch {
	case a == nil:
		return b
	case a.Runtime != b.Runtime:
		if b.Runtime == rules.DotnetFramework {
			return b
		}
	case b.Versions.Low().Compare(a.Versions.Low()) < 0:
		return b
	}
	return a
}
