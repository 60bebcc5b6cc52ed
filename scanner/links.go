package scanner

import (
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// links are the declarations and the evidence of one folder, laid out to find
// what belongs to the same program.
type links struct {
	units    map[unit][]*manifest.Declaration
	folder   []*manifest.Declaration // those that may be companions of the whole folder
	pins     []*manifest.Declaration // those of the folder that can contradict each other
	images   []unit                  // what the folder's Dockerfile ships
	evidence map[unit][]*manifest.Evidence
}

// A unit is one of the programs that a file holds. The zero unit is the program
// of the folder.
type unit struct {
	file *manifest.File
	name string
}

func unitOf(name string, f *manifest.File) unit {
	if name == "" {
		return unit{}
	}
	return unit{f, name}
}

// maxCompanions bounds what is looked through for one declaration, where a
// folder or a file declares thousands.
const maxCompanions = 32

// shippedUnit is what the Dockerfile kind calls the image that ships.
const shippedUnit = "(image)"

func newLinks(files []parsed, sources []manifest.Evidence) *links {
	l := &links{units: map[unit][]*manifest.Declaration{}, evidence: map[unit][]*manifest.Evidence{}}
	for _, p := range files {
		declarations, evidence := p.file.Declarations(), p.file.Evidence()
		for i := range declarations {
			l.add(&declarations[i])
		}
		l.addEvidence(evidence)
		if name := strings.ToLower(path.Base(p.file.Path)); name == "dockerfile" || name == "containerfile" {
			l.images = append(l.images, unit{p.file, shippedUnit})
		}
	}
	l.addEvidence(sources)
	return l
}

func (l *links) addEvidence(list []manifest.Evidence) {
	for i := range list {
		e := &list[i]
		u := unitOf(e.Unit, e.At.File)
		l.evidence[u] = append(l.evidence[u], e)
	}
}

func (l *links) add(d *manifest.Declaration) {
	if d.Versions.IsEmpty() {
		return
	}
	if u := unitOf(d.Unit, d.At.File); u != (unit{}) {
		if len(l.units[u]) < maxCompanions {
			l.units[u] = append(l.units[u], d)
		}
		return
	}
	if canContradict(d) && len(l.pins) < maxCompanions {
		l.pins = append(l.pins, d)
	}
	if decidesForFolder(d) && len(l.folder) < maxCompanions {
		l.folder = append(l.folder, d)
	}
}

// decidesForFolder reports whether a declaration may be a companion of others in
// its folder. The OpenSSL of which a C program is built is not that of a script
// beside it, and neither the level that a program is compiled for nor the JDK of
// its tests is the JVM that runs it.
func decidesForFolder(d *manifest.Declaration) bool {
	switch d.Runtime {
	case rules.Java:
		return (d.Binding == rules.Exact || d.Binding == rules.Newest) && (d.Scope == manifest.Run || d.Scope == manifest.Dev)
	case rules.DotnetFramework, rules.DotnetFrameworkInstalled, rules.Windows:
		return !d.Hint
	}
	return false
}

// canContradict leaves out what may well differ: the targets of a project, what
// only tests or builds, conditional values and hints.
func canContradict(d *manifest.Declaration) bool {
	return d.Unit == "" && d.Binding != rules.Target && d.Condition == "" && !d.Hint && !d.Implied &&
		d.Scope != manifest.Test && d.Scope != manifest.Build
}

// disagreements are the declarations of the same folder, in other files, whose
// versions have none in common with d's.
func (l *links) disagreements(d *manifest.Declaration) []Location {
	if !canContradict(d) || d.Versions.IsEmpty() {
		return nil
	}
	var out []Location
	for _, other := range l.pins {
		if other.Runtime == d.Runtime && other.At.File.Path != d.At.File.Path && !other.Versions.Intersects(d.Versions) {
			out = append(out, locate(other.At))
		}
	}
	return out
}

// companions are the other runtimes of the declaration's program, the nearest
// first: of the same unit, what is written before what is implied; of the
// folder; and of the image that the folder's Dockerfile makes for this runtime.
func (l *links) companions(d *manifest.Declaration) []Companion {
	var out []Companion
	add := func(list []*manifest.Declaration, implied bool) {
		for _, c := range list {
			if c.Runtime != d.Runtime && c.Implied == implied {
				out = append(out, Companion{rules.Companion{Runtime: c.Runtime, Vendor: c.Vendor, Versions: c.Versions}, locate(c.At)})
			}
		}
	}
	if u := unitOf(d.Unit, d.At.File); u != (unit{}) {
		add(l.units[u], false)
		add(l.units[u], true)
		return out
	}
	add(l.folder, false)
	for _, image := range l.images {
		if l.holds(image, d.Runtime) {
			add(l.units[image], false)
			add(l.units[image], true)
		}
	}
	return out
}

// holds reports whether an image holds the runtime: then it is what runs it.
func (l *links) holds(image unit, rt rules.Runtime) bool {
	for _, c := range l.units[image] {
		if c.Runtime == rt {
			return true
		}
	}
	return false
}

// evidenceFor is what moves the verdict on the declaration, of its unit or its
// folder.
func (l *links) evidenceFor(d *manifest.Declaration) []Evidence {
	var out []Evidence
	for _, e := range l.evidence[unitOf(d.Unit, d.At.File)] {
		if e.Runtime == d.Runtime {
			out = append(out, Evidence{e.Evidence, locate(e.At)})
		}
	}
	return out
}
