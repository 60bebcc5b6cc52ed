package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var msbuild = Kind{
	Name:     "MSBuild project",
	Files:    []string{"*.csproj", "*.vbproj", "*.fsproj", "*.vcxproj"},
	Declares: "TargetFramework, TargetFrameworks, TargetFrameworkVersion with properties, conditions and imports; libraries",
	Parse: func(f *File) {
		if isEnding(f.Path, ".vcxproj") && !bytes.Contains(f.Data, []byte("<CLRSupport")) {
			return // native code
		}
		p := evaluateProject(f, false)
		if isEnding(f.Path, ".vcxproj") && !p.managed() {
			return
		}
		p.declare()
		p.declarePackages()
	},
}

var msbuildProps = Kind{
	Name:     "Directory.Build.props",
	Files:    []string{"directory.build.props", "directory.build.targets"},
	Declares: "TargetFramework, TargetFrameworks, TargetFrameworkVersion for the projects below",
	Parse: func(f *File) {
		evaluateProject(f, true).declare()
	},
}

// A msbuildProject is a project while it is evaluated: properties and imports in
// the order in which they stand, as MSBuild's first pass does it. What stands in
// targets is left out, since it runs only when the target does.
//
// Source: https://learn.microsoft.com/visualstudio/msbuild/build-process-overview
type msbuildProject struct {
	file       *File
	root       *element
	packages   []*element // the references to packages that have rules
	properties msbuildProperties
	needs      *msbuildNeeds

	sdk      bool
	sdkNames string
	compiles bool   // imports the targets of a compiler
	test     bool   // refers to a test framework
	web      bool   // declares itself an ASP.NET project
	platform string // identifier of a target framework that the kind of project implies
	shared   bool   // it is no project, but what several import

	platforms []conditionalPlatform // where platform is not known without their conditions
	views     map[string]*msbuildProject

	alone    bool     // other files can't be opened
	lost     []string // imports that are not in the tree, as written
	imported []string
	opened   map[string]openedFile
	depth    int
	calls    int
	work     int // pieces of values that were copied
}

// A guard is what conditions around say: nothing, or that they can't be decided.
type guard struct {
	open      bool
	condition string
}

// evaluateProject evaluates a project, or a file that projects share.
func evaluateProject(f *File, shared bool) *msbuildProject {
	return evaluateNeeded(f, shared, &msbuildNeeds{})
}

func evaluateNeeded(f *File, shared bool, needs *msbuildNeeds) *msbuildProject {
	first := msbuildProject{file: f, shared: shared, alone: f.open == nil, root: parseXMLOf(f, keepMSBuild), needs: needs, opened: map[string]openedFile{}}
	if first.root == nil {
		return &first
	}
	first.packages = knownPackages(first.root)
	for try := 1; ; try++ {
		needs.stale, needs.all = false, needs.all || try == maxMSBuildTries
		p := first
		p.properties = msbuildProperties{}
		p.evaluateAll()
		if !needs.stale {
			return &p
		}
	}
}

func (p *msbuildProject) evaluateAll() {
	if p.shared {
		p.evaluate(p.file, nil, p.root, guard{})
		return
	}
	if sdk := p.root.attr("Sdk"); sdk != nil {
		p.useSDK(sdk.value)
	}
	for _, e := range p.root.all("Sdk") {
		p.useSDK(e.value("Name"))
	}
	implicit := p.sdk
	if implicit {
		p.includeNearest("Directory.Build.props")
	}
	p.evaluate(p.file, nil, p.root, guard{})
	if implicit || !p.sdk {
		p.includeTargets()
	}
	p.projectTypes()
	if p.platform == "" && !p.compiles {
		p.platform = p.conditionalPlatform()
	}
}

func (p *msbuildProject) useSDK(name string) {
	p.sdk = true
	p.sdkNames += ";" + strings.ToLower(name)
}

// includeTargets evaluates Directory.Build.targets, which comes after the
// project.
func (p *msbuildProject) includeTargets() { p.includeNearest("Directory.Build.targets") }

// evaluate goes through the children of a Project, When or Otherwise. Of a file that
// is imported o says what is needed; of the project itself, where it is nil, all is.
func (p *msbuildProject) evaluate(f *File, o *msbuildOutline, parent *element, g guard) {
	for _, e := range parent.children {
		if p.needs.stale {
			return
		}
		switch e.name {
		case "PropertyGroup":
			if o == nil || p.needs.any(o.groups[e]) {
				p.assignGroup(f, o, e, g)
			}
		case "Import":
			if inner, ok := p.enter(f, e, g); ok {
				p.importFile(f, e, inner)
			}
		case "ImportGroup":
			if inner, ok := p.enter(f, e, g); ok {
				p.evaluate(f, o, e, inner)
			}
		case "ItemGroup":
			if (o == nil || o.tests[e]) && !p.test {
				if _, ok := p.enter(f, e, g); ok {
					p.items(f, e)
				}
			}
		case "Choose":
			p.choose(f, o, e, g)
		}
	}
}

// enter adds the element's condition to the guard; ok is false if it does not
// hold.
func (p *msbuildProject) enter(f *File, e *element, g guard) (guard, bool) {
	condition := strings.TrimSpace(e.value("Condition"))
	switch p.condition(f, condition) {
	case no:
		return g, false
	case maybe:
		return guard{open: true, condition: joinConditions(g.condition, condition)}, true
	}
	return g, true
}

// choose takes the first When that holds. After one that can't be decided the
// others are possible too, under the condition that it does not hold.
func (p *msbuildProject) choose(f *File, o *msbuildOutline, e *element, g guard) {
	for _, branch := range e.children {
		switch branch.name {
		case "When":
			condition := strings.TrimSpace(branch.value("Condition"))
			holds := p.condition(f, condition)
			if holds == maybe {
				p.evaluate(f, o, branch, guard{true, joinConditions(g.condition, condition)})
				g = guard{true, joinConditions(g.condition, "!("+condition+")")}
				continue
			}
			if holds == yes {
				p.evaluate(f, o, branch, g)
				return
			}
		case "Otherwise":
			p.evaluate(f, o, branch, g)
		}
	}
}

// assignGroup evaluates the properties of a group, or those that are needed.
func (p *msbuildProject) assignGroup(f *File, o *msbuildOutline, e *element, g guard) {
	g, ok := p.enter(f, e, g)
	if !ok {
		return
	}
	if o == nil {
		for _, property := range e.children {
			p.assign(f, property, g)
		}
		return
	}
	for _, s := range o.groups[e] {
		if p.needs.has(s.name) {
			p.assign(f, s.element, g)
		}
	}
}

func (p *msbuildProject) assign(f *File, e *element, g guard) {
	g, ok := p.enter(f, e, g)
	if !ok {
		return
	}
	at := e.textAt
	if e.text == "" {
		at = Span{e.start, e.start}
	}
	values := p.expand(f, e.text, at, e.name)
	if g.open {
		p.properties.add(e.name, values, g.condition)
	} else {
		p.properties.set(e.name, values)
	}
}

func isEnding(name, ending string) bool {
	return len(name) >= len(ending) && strings.EqualFold(name[len(name)-len(ending):], ending)
}

// value returns an attribute's value, "" if there is none.
func (e *element) value(name string) string {
	if a := e.attr(name); a != nil {
		return a.value
	}
	return ""
}

// unresolvedDotnet is why the name of a target framework gives no versions. A
// platform without rules and an unknown name stand under the runtime dotnet: it
// is the name by which people call them all, and nothing is judged by it.
func unresolvedDotnet(text string, err error) (rules.Runtime, string) {
	var platform *rules.PlatformError
	var syntax *version.SyntaxError
	switch {
	case errors.As(err, &platform):
		return rules.Dotnet, platform.Platform + " is not a runtime that tlsready judges"
	case errors.As(err, &syntax):
		return rules.Dotnet, fmt.Sprintf("%q is no known target framework: %s", text, syntax.Reason)
	}
	return rules.Dotnet, err.Error()
}
