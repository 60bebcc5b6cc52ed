package scanner

import (
	"path"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// A folder is one folder of the scanned tree in which something is declared or
// witnessed, laid out to find what belongs to the same program.
type folder struct {
	path   string
	parent *folder // the nearest one above
	files  []*facts
	own    program
	units  map[unit]*program
	images []unit // what the folder's Dockerfile ships
}

// A program is what the declarations and the evidence of one program are found by.
type program struct {
	declared  []*declared // that decide for others of the program
	contested []*declared // that can contradict each other
	libraries []*declared
	evidence  []*witnessed // that moves verdicts
}

// A unit is one of the programs that a file holds.
type unit struct{ file, name string }

// maxCompanions bounds what is looked through for one declaration, where a
// folder or a file declares thousands.
const maxCompanions = 32

// shippedUnit is what the Dockerfile kind calls the image that ships.
const shippedUnit = "(image)"

// grow makes folders of files, in the order of their paths.
func grow(files []*facts) []*folder {
	slices.SortFunc(files, func(a, b *facts) int { return strings.Compare(a.path, b.path) })
	byPath := map[string]*folder{}
	var order []*folder
	for _, file := range files {
		dir := path.Dir(file.path)
		f := byPath[dir]
		if f == nil {
			f = &folder{path: dir}
			byPath[dir] = f
			order = append(order, f)
		}
		f.add(file)
	}
	for _, f := range order {
		for dir := f.path; f.parent == nil && dir != "." && dir != "/"; {
			dir = path.Dir(dir)
			f.parent = byPath[dir]
		}
	}
	for _, f := range order {
		f.shareEvidence()
	}
	return order
}

func (f *folder) add(file *facts) {
	f.files = append(f.files, file)
	for i := range file.declared {
		f.declare(file, &file.declared[i])
	}
	for i := range file.evidence {
		if e := &file.evidence[i]; e.unit != "" {
			p := f.program(file, e.unit)
			p.evidence = append(p.evidence, e)
		}
	}
	if name := strings.ToLower(path.Base(file.path)); name == "dockerfile" || name == "containerfile" {
		f.images = append(f.images, unit{file.path, shippedUnit})
	}
}

func (f *folder) program(file *facts, name string) *program {
	if name == "" {
		return &f.own
	}
	u := unit{file.path, name}
	p := f.units[u]
	if p == nil {
		if f.units == nil { // most folders have none
			f.units = map[unit]*program{}
		}
		p = &program{}
		f.units[u] = p
	}
	return p
}

func (f *folder) declare(file *facts, d *declared) {
	if d.Versions.IsEmpty() {
		return
	}
	p := f.program(file, d.unit)
	if d.Runtime.IsLibrary() {
		p.libraries = append(p.libraries, d)
		return
	}
	if canContradict(d) && len(p.contested) < maxCompanions {
		p.contested = append(p.contested, d)
	}
	if (d.unit != "" || decidesForFolder(d)) && len(p.declared) < maxCompanions {
		p.declared = append(p.declared, d)
	}
}

// decidesForFolder reports whether a declaration may be a companion of others in
// its folder. The OpenSSL of which a C program is built is not that of a script
// beside it, though that of the system on which a platform runs the folder is;
// and neither the level that a program is compiled for nor the JDK of
// its tests is the JVM that runs it. Python is a companion of its libraries only.
func decidesForFolder(d *declared) bool {
	switch d.Runtime {
	case rules.Java:
		return (d.Binding == rules.Exact || d.Binding == rules.Newest) && (d.Scope == manifest.Run || d.Scope == manifest.Dev)
	case rules.DotnetFramework, rules.DotnetFrameworkInstalled, rules.Windows:
		return !d.Hint
	case rules.OpenSSL, rules.LibreSSL:
		return d.Implied && d.Scope == manifest.Run
	case rules.Python:
		return canContradict(d)
	}
	return false
}

// canContradict leaves out what may well differ: the targets of a project, what
// only tests or builds, conditional values and hints.
func canContradict(d *declared) bool {
	return d.unit == "" && d.Binding != rules.Target && d.Condition == "" && !d.Hint && !d.Implied &&
		d.Scope != manifest.Test && d.Scope != manifest.Build
}

// disagreements are the declarations of the same folder, in other files, whose
// versions have none in common with d's.
func (f *folder) disagreements(d *declared) []Location {
	if !canContradict(d) || d.Versions.IsEmpty() {
		return nil
	}
	var out []Location
	for _, other := range f.own.contested {
		if other.Runtime == d.Runtime && other.Path != d.Path && !other.Versions.Intersects(d.Versions) {
			out = append(out, other.Location)
		}
	}
	return out
}

// companions are the other runtimes of the declaration's program, the nearest
// first: of the same unit, what is written before what is implied; of the folder;
// of the image that the folder's Dockerfile makes for this runtime; and then the
// same of the folders above.
func (f *folder) companions(file *facts, d *declared) []Companion {
	if d.unit != "" {
		return f.units[unit{file.path, d.unit}].companions(d.Runtime)
	}
	out := compiledAgainst(file, d)
	for at := f; at != nil && len(out) < maxCompanions; at = at.parent {
		for _, c := range at.own.companions(d.Runtime) {
			if c.Runtime == rules.DotnetFrameworkInstalled && !canRun(&c, d) {
				continue
			}
			if c.Runtime != rules.OpenSSL && c.Runtime != rules.LibreSSL || at == f && runsInService(d) {
				out = append(out, c)
			}
		}
		for _, image := range at.images {
			if p := at.units[image]; p.holds(d.Runtime) {
				out = append(out, p.companions(d.Runtime)...)
			}
		}
	}
	return out
}

// canRun leaves out the framework of another program of the folder: one that is
// older than what a program is compiled for does not start it.
func canRun(installed *Companion, d *declared) bool {
	if d.Runtime != rules.DotnetFramework || d.Versions.IsEmpty() {
		return true
	}
	return installed.Versions.Intersects(version.AtLeast(d.Versions.Low().Version))
}

// compiledAgainst is the framework that a site's pages are compiled against: one as
// old at least is installed where the site runs, whatever version it behaves as.
//
// Source: https://learn.microsoft.com/dotnet/framework/migration-guide/versions-and-dependencies
func compiledAgainst(file *facts, d *declared) []Companion {
	if d.Runtime != rules.DotnetFramework || d.Scope != manifest.Run || d.Versions.IsEmpty() {
		return nil
	}
	behaves := d.Versions.Low().Version
	for i := range file.declared {
		c := &file.declared[i]
		if c.Runtime != d.Runtime || c.Scope != manifest.Build || c.Kind != d.Kind || c.Versions.IsEmpty() {
			continue
		}
		if low := c.Versions.Low().Version; behaves.Compare(low) < 0 {
			installed := rules.Companion{Runtime: rules.DotnetFrameworkInstalled, Versions: version.AtLeast(low)}
			return []Companion{{installed, c.Location}}
		}
	}
	return nil
}

// runsInService leaves out what only machines of developers and builds run: the
// system of a platform is none of theirs.
func runsInService(d *declared) bool {
	return d.Scope == manifest.Run || d.Scope == manifest.ScopeUnknown
}

func (p *program) companions(of rules.Runtime) []Companion {
	if p == nil {
		return nil
	}
	var out []Companion
	for _, implied := range [...]bool{false, true} {
		for _, c := range p.declared {
			if c.Runtime != of && c.Implied == implied {
				out = append(out, Companion{rules.Companion{Runtime: c.Runtime, Vendor: c.Vendor, Versions: c.Versions}, c.Location})
			}
		}
	}
	return out
}

// holds reports whether an image holds the runtime: then it is what runs it.
func (p *program) holds(rt rules.Runtime) bool {
	return p != nil && slices.ContainsFunc(p.declared, func(d *declared) bool { return d.Runtime == rt })
}
