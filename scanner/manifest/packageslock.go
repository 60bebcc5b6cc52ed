package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var packagesLock = Kind{
	Name:     "packages.lock.json",
	Files:    []string{"packages.lock.json", "packages.*.lock.json"},
	Declares: "the target frameworks that packages were resolved for, as a hint; packages that have rules",
	Large:    true,
	Locked:   true,
	Parse:    parsePackagesLock,
}

// parsePackagesLock declares the frameworks whose dependencies are listed. They
// are those of the project when its packages were last restored. A framework
// with a platform behind a slash (net8.0/linux-x64) is listed without it too.
//
// Source: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies
func parsePackagesLock(f *File) {
	frameworks := parseJSON(f).get("dependencies")
	if frameworks == nil {
		return
	}
	for _, m := range frameworks.members {
		if strings.Contains(m.name, "/") {
			continue
		}
		for _, p := range m.value.members {
			resolved := p.value.get("resolved")
			if !resolved.isString() {
				continue // a project of the same solution
			}
			nugetLibraries.pin(f, p.name, resolved.text, f.At(resolved.at.Start, resolved.at.End), Declaration{Scope: Run})
		}
		list, err := rules.Monikers(m.name)
		if err != nil {
			continue // a hint that says nothing is none
		}
		for _, n := range list {
			f.Declare(Declaration{Runtime: n.Runtime, Versions: n.Versions, At: f.At(m.at.Start, m.at.End), Binding: rules.Target, Hint: true})
		}
	}
}
