package manifest

import (
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var nuspec = Kind{
	Name:     "nuspec",
	Files:    []string{"*.nuspec"},
	Declares: "the target frameworks of a package's groups, assemblies and files, as hints",
	Parse:    parseNuspec,
}

// parseNuspec declares each framework that the package is made for once, at the
// first place that names it. A package is a library: which of its frameworks runs
// is up to the programs that use it.
//
// Source: https://learn.microsoft.com/nuget/reference/nuspec
func parseNuspec(f *File) {
	p := nuspecPackage{f: f}
	parseXML(f).walk(func(e *element) bool {
		switch e.name {
		case "group":
			if target := e.attr("targetFramework"); target != nil {
				p.declare(target, Span{0, len(target.value)})
			}
		case "frameworkAssembly":
			p.list(e.attr("targetFramework"))
		case "file":
			p.folder(e.attr("target"))
		}
		return true
	})
}

type nuspecPackage struct {
	f    *File
	seen []rules.Named
}

// list reads frameworks between commas. One in its long form has commas itself.
func (p *nuspecPackage) list(target *attribute) {
	if target == nil {
		return
	}
	if _, err := rules.Monikers(target.value); err == nil {
		p.declare(target, Span{0, len(target.value)})
		return
	}
	start := 0
	for part := range strings.SplitSeq(target.value, ",") {
		p.declare(target, Span{start, start + len(part)})
		start += len(part) + 1
	}
}

// folder reads the framework from the place of a file in the package: the folder
// below lib or ref, which may stand below that of a platform (runtimes/win/lib).
// Folders of other names hold files for the build.
func (p *nuspecPackage) folder(target *attribute) {
	if target == nil {
		return
	}
	path := strings.ReplaceAll(target.value, `\`, "/")
	start, assemblies := 0, false
	for i, part := range strings.Split(path, "/") {
		switch {
		case assemblies:
			p.declare(target, Span{start, start + len(part)})
			return
		case strings.EqualFold(part, "lib"), strings.EqualFold(part, "ref"):
			assemblies = true
		case i == 0 && !strings.EqualFold(part, "runtimes") && part != "", i > 2:
			return
		}
		start += len(part) + 1
	}
}

// declare reads a framework from a part of an attribute's value. A name that is
// none of ours gives nothing: a hint that says nothing is none.
func (p *nuspecPackage) declare(target *attribute, part Span) {
	text := target.value[part.Start:part.End]
	at := p.f.At(target.at.Start, target.at.End)
	if len(target.value) == target.at.End-target.at.Start { // no references to characters
		blank := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
		start := target.at.Start + part.Start + blank
		at = p.f.At(start, start+len(strings.TrimSpace(text)))
	}
	text = strings.TrimSpace(text)
	d := Declaration{At: at, Text: text, Binding: rules.Target, Hint: true}
	if isTemplate(text) {
		d.Runtime, d.Unresolved = rules.Dotnet, templateReason
		p.f.Declare(d)
		return
	}
	list, err := rules.Monikers(text)
	if err != nil {
		return
	}
	for _, n := range list {
		if !slices.ContainsFunc(p.seen, func(s rules.Named) bool { return s.Runtime == n.Runtime && s.Versions.Equal(n.Versions) }) {
			p.seen = append(p.seen, n)
			d.Runtime, d.Versions = n.Runtime, n.Versions
			p.f.Declare(d)
		}
	}
}
