package manifest

import "strings"

var directoryPackages = Kind{
	Name:     "Directory.Packages.props",
	Files:    []string{"directory.packages.props"},
	Declares: "libraries",
	Parse: func(f *File) {
		p := &msbuildProject{file: f, properties: msbuildProperties{}, shared: true}
		if p.root = parseXML(f); p.root != nil {
			p.evaluate(f, p.root, guard{})
			p.declarePackages()
		}
	},
}

// declarePackages declares the packages that the project's own file names with a
// version. Where the versions are managed centrally, they stand there.
func (p *msbuildProject) declarePackages() {
	p.root.walk(func(e *element) bool {
		switch e.name {
		case "PackageReference", "PackageVersion", "GlobalPackageReference", "DotNetCliToolReference":
			p.declarePackage(e)
			return false
		}
		return true
	})
}

func (p *msbuildProject) declarePackage(e *element) {
	name := e.value("Include")
	if name == "" {
		name = e.value("Update")
	}
	if _, known := nugetLibraries.find(strings.TrimSpace(name)); !known {
		return
	}
	text, at := "", Span{}
	for _, wanted := range []string{"VersionOverride", "Version"} {
		if a := e.attr(wanted); a != nil && text == "" {
			text, at = a.value, a.at
		}
		if c := e.child(wanted); c != nil && text == "" {
			text, at = c.text, c.textAt
		}
	}
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
	for _, v := range p.expand(p.file, text, at, "") {
		piece := v.merged()
		d := Declaration{Scope: scope, Via: piece.via, Condition: joinConditions(condition, piece.condition), Unresolved: piece.missing}
		nugetLibraries.atLeast(p.file, strings.TrimSpace(name), piece.text, piece.at, d)
	}
}
