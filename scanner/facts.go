package scanner

import (
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// facts are what one file says, with all that findings keep of it: its bytes are
// no longer needed, and texts that may be parts of them are copied.
type facts struct {
	path     string
	declared []declared
	evidence []witnessed
	problems []Problem
	comments []comment // that suppress findings
}

// A declared is a finding before it is judged.
type declared struct {
	Finding
	unit       string // as in manifest.Declaration
	unresolved string
	note       string
}

// A witnessed is a piece of evidence with what a finding of its own needs.
type witnessed struct {
	Evidence
	runtime rules.Runtime
	kind    string
	unit    string
	line    string // the text of the line
	program string // the folder whose program it is, once that is known
}

// factsOf takes from a file what it declares.
func (s *Scanner) factsOf(kind *manifest.Kind, f *manifest.File) facts {
	out := facts{path: f.Path}
	declarations := f.Declarations()
	if len(declarations) > 0 {
		out.declared = make([]declared, len(declarations))
	}
	for i := range declarations {
		d := &declarations[i]
		out.declared[i] = declared{s.undecided(kind.Name, d), strings.Clone(d.Unit), strings.Clone(d.Unresolved), strings.Clone(d.Note)}
		out.declared[i].locked, out.declared[i].catalog = kind.Locked, kind.Catalog
	}
	for _, e := range f.Evidence() {
		out.evidence = append(out.evidence, witnessed{Evidence{e.Evidence, locate(e.At)}, e.Runtime, kind.Name, strings.Clone(e.Unit), e.At.File.Line(e.At.Start), ""})
	}
	for _, p := range f.Problems() {
		out.problems = append(out.problems, Problem{p.At.File.Path, p.At.Position().Line, p.Message})
	}
	out.comments = comments(f)
	return out
}

// undecided is the finding that a declaration makes, but for what follows from it.
func (s *Scanner) undecided(kind string, d *manifest.Declaration) Finding {
	f := Finding{
		Runtime: d.Runtime, Vendor: d.Vendor, Title: s.table.Title(d.Runtime), Declared: strings.Clone(d.Text), Versions: d.Versions,
		Binding: d.Binding, Scope: d.Scope, Kind: kind, Condition: strings.Clone(d.Condition), Hint: d.Hint, Implied: d.Implied,
	}
	if d.At.File != nil {
		f.Location = locate(d.At)
		f.SourceLine = d.At.File.Line(d.At.Start)
		f.Component = component(d.At.File.Path, d.Unit)
		f.Fixture = isFixture(f.Path)
		if (f.Scope == manifest.Run || f.Scope == manifest.ScopeUnknown) && isDevContainer(f.Path) {
			f.Scope = manifest.Dev
		}
	}
	for _, via := range d.Via {
		f.Via = append(f.Via, locate(via))
	}
	return f
}

// isDevContainer reports whether a file describes the container in which a developer
// works.
//
// Source: https://containers.dev/implementors/spec/#devcontainerjson
func isDevContainer(name string) bool {
	return strings.HasPrefix(name, ".devcontainer/") || strings.Contains(name, "/.devcontainer/")
}

// component names the program that a place belongs to: the folder of its file, or
// a unit of the file.
func component(name, unit string) string {
	if unit != "" {
		return name + " " + unit
	}
	return path.Dir(name)
}

func locate(p manifest.Place) Location {
	return Location{Path: p.File.Path, Span: p.Span, Start: p.Position(), End: p.EndPosition(), Text: p.Text()}
}

func (f *facts) isEmpty() bool {
	return len(f.declared)+len(f.evidence)+len(f.problems)+len(f.comments) == 0
}
