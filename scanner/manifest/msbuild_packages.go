package manifest

import "strings"

var directoryPackages = Kind{
	Name:     "Directory.Packages.props",
	Files:    []string{"directory.packages.props"},
	Declares: "libraries",
	Parse: func(f *File) {
		evaluateProject(f, true).declarePackages()
	},
}

// knownPackages are the packages that have rules, where a file names them.
func knownPackages(root *element) []*element {
	var out []*element
	root.walk(func(e *element) bool {
		switch e.name {
		case "PackageReference", "PackageVersion", "GlobalPackageReference", "DotNetCliToolReference":
			if _, known := nugetLibraries.find(packageName(e)); known {
				out = append(out, e)
			}
			return false
		}
		return true
	})
	return out
}

func packageName(e *element) string {
	name := e.value("Include")
	if name == "" {
		name = e.value("Update")
	}
	return strings.TrimSpace(name)
}

// declarePackages declares the packages that the project's own file names with a
// version. Where the versions are managed centrally, they stand there.
func (p *msbuildProject) declarePackages() {
	for _, e := range p.packages {
		p.declarePackage(e)
	}
}

// packageVersion is the version that a reference to a package asks for, as written.
func packageVersion(e *element) (text string, at Span) {
	for _, wanted := range []string{"VersionOverride", "Version"} {
		if a := e.attr(wanted); a != nil && text == "" {
			text, at = a.value, a.at
		}
		if c := e.child(wanted); c != nil && text == "" {
			text, at = c.text, c.textAt
		}
	}
	return text, at
}

func (p *msbuildProject) declarePackage(e *element) {
	text, at := packageVersion(e)
	if text == "" {
		return
	}
	scope := Run
	if p.scope() == Test {
		scope = Test
	}
	condition := strings.TrimSpace(e.value("Condition"))
	if e.parent != nil {
		condition = joinConditions(strings.TrimSpace(e.parent.value("Condition")), condition)
	}
	r := msbuildReader{file: p.file}
	for _, v := range p.expand(r.text(text, at), "") {
		piece := v.item().merged()
		d := Declaration{Scope: scope, Via: piece.via, Condition: joinConditions(condition, piece.condition), Unresolved: piece.missing}
		nugetLibraries.atLeast(p.file, packageName(e), piece.text, piece.at, d)
	}
}
