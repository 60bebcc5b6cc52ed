package manifest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var msbuild = Kind{
	Name:     "MSBuild project",
	Files:    []string{"*.csproj", "*.vbproj", "*.fsproj", "*.vcxproj"},
	Declares: "TargetFramework, TargetFrameworks, TargetFrameworkVersion with properties, conditions and imports",
	Parse: func(f *File) {
		if isEnding(f.Path, ".vcxproj") && !strings.Contains(string(f.Data), "<CLRSupport") {
			return // native code
		}
		p := evaluateProject(f)
		if isEnding(f.Path, ".vcxproj") && !p.managed() {
			return
		}
		p.declare()
	},
}

var msbuildProps = Kind{
	Name:     "Directory.Build.props",
	Files:    []string{"directory.build.props", "directory.build.targets"},
	Declares: "TargetFramework, TargetFrameworks, TargetFrameworkVersion for the projects below",
	Parse: func(f *File) {
		p := &msbuildProject{file: f, properties: msbuildProperties{}, shared: true}
		p.evaluate(f, parseXML(f), guard{})
		p.declare()
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
	properties msbuildProperties

	sdk      bool
	sdkNames string
	compiles bool   // imports the targets of a compiler
	test     bool   // refers to a test framework
	web      bool   // declares itself an ASP.NET project
	platform string // identifier of a target framework that the kind of project implies
	shared   bool   // it is no project, but what several import

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

func evaluateProject(f *File) *msbuildProject {
	p := &msbuildProject{file: f, properties: msbuildProperties{}}
	if p.root = parseXML(f); p.root == nil {
		return p
	}
	p.alone = f.open == nil
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
	p.evaluate(f, p.root, guard{})
	if implicit || !p.sdk {
		p.includeTargets()
	}
	p.projectTypes()
	return p
}

func (p *msbuildProject) useSDK(name string) {
	p.sdk = true
	p.sdkNames += ";" + strings.ToLower(name)
}

// includeTargets evaluates Directory.Build.targets, which comes after the
// project.
func (p *msbuildProject) includeTargets() { p.includeNearest("Directory.Build.targets") }

// evaluate goes through the children of a Project, When or Otherwise.
func (p *msbuildProject) evaluate(f *File, parent *element, g guard) {
	if parent == nil {
		return
	}
	for _, e := range parent.children {
		switch e.name {
		case "PropertyGroup":
			if inner, ok := p.enter(f, e, g); ok {
				for _, property := range e.children {
					p.assign(f, property, inner)
				}
			}
		case "Import":
			if inner, ok := p.enter(f, e, g); ok {
				p.importFile(f, e, inner)
			}
		case "ImportGroup":
			if inner, ok := p.enter(f, e, g); ok {
				p.evaluate(f, e, inner)
			}
		case "ItemGroup":
			if !p.test {
				if _, ok := p.enter(f, e, g); ok {
					p.items(f, e)
				}
			}
		case "Choose":
			p.choose(f, e, g)
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
func (p *msbuildProject) choose(f *File, e *element, g guard) {
	for _, branch := range e.children {
		switch branch.name {
		case "When":
			condition := strings.TrimSpace(branch.value("Condition"))
			holds := p.condition(f, condition)
			if holds == maybe {
				p.evaluate(f, branch, guard{true, joinConditions(g.condition, condition)})
				g = guard{true, joinConditions(g.condition, "!("+condition+")")}
				continue
			}
			if holds == yes {
				p.evaluate(f, branch, g)
				return
			}
		case "Otherwise":
			p.evaluate(f, branch, g)
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

// items looks for references that only test projects have.
func (p *msbuildProject) items(f *File, group *element) {
	for _, e := range group.children {
		if e.name != "PackageReference" && e.name != "Reference" {
			continue
		}
		name, _, _ := strings.Cut(e.value("Include"), ",")
		if testReferences[strings.ToLower(strings.TrimSpace(name))] {
			if _, ok := p.enter(f, e, guard{}); ok {
				p.test = true
			}
		}
	}
}

// testReferences are what only test projects refer to.
var testReferences = map[string]bool{
	"microsoft.net.test.sdk": true, "mstest": true, "mstest.testframework": true, "mstest.testadapter": true,
	"microsoft.visualstudio.qualitytools.unittestframework": true, "microsoft.visualstudio.testplatform.testframework": true,
	"nunit": true, "nunit.framework": true, "nunitlite": true, "nunit3testadapter": true, "mbunit": true,
	"xunit": true, "xunit.core": true, "xunit.v3": true, "xunit.runner.visualstudio": true, "xunit.console.runner": true, "tunit": true,
	"machine.specifications": true,
}

// projectTypes reads the GUIDs by which old projects say what they are.
func (p *msbuildProject) projectTypes() {
	for id := range strings.SplitSeq(p.properties.one("ProjectTypeGuids"), ";") {
		switch kind := projectTypes[strings.ToLower(strings.Trim(strings.TrimSpace(id), "{}"))]; kind {
		case "":
		case "web":
			p.web = true
		case "test":
			p.test = true
		default:
			p.platform = kind
		}
	}
}

// projectTypes are the types that say where a project runs: "web", "test", or
// the family of its target framework.
var projectTypes = map[string]string{
	"349c5851-65df-11da-9384-00065b846f21": "web",
	"e24c65dc-7377-472b-9aba-bc803b73c61a": "web", // web site
	"3ac096d0-a1c2-e12c-1390-a8335801fdab": "test",
	"efba0ad7-5a72-4c68-af49-83d382785dcf": "monoandroid",
	"10368e6c-d01b-4462-8e8b-01fc667a7035": "monoandroid", // bindings
	"feacfbd2-3405-455c-9665-78fe426c6842": "xamarinios",
	"6bc8ed88-2882-458c-8e55-dfd12b67127b": "monotouch",
	"a3f8f2ab-b479-4a4a-a458-a89e7dc349f1": "xamarinmac",
	"a1591282-1198-4647-a2b1-27e5ff5f6f3b": "silverlight",
	"c089c8c0-30e0-4e22-80c0-ce093f111a43": "windowsphone", // Silverlight for Windows Phone
	"76f1466a-8b6d-4e39-a767-685a06062a39": "windowsphoneapp",
	"bc8a1ffa-bee3-4634-8014-f334798102b3": "windows",
	"a5a43c5b-de2a-4c0c-9213-0a381af9435a": "uap",
	"4d628b5b-2fbc-4aa6-8c16-197242aeb884": "netcf", // C# for devices
	"68b1623d-7fb9-47d8-8664-7ecea3297d4f": "netcf", // Visual Basic for devices
	"b69e3092-b931-443c-abe7-7e7b65f2a37f": "netmf",
	"11a8dd76-328b-46df-9f39-f559912d0360": "netnano",
	"786c830f-07a1-408b-bd7f-6ee04809d6db": "netportable",
}

// platformImports are parts of imported paths that say the same.
var platformImports = []struct{ text, family string }{
	{"xamarin.android", "monoandroid"},
	{"novell.monodroid", "monoandroid"},
	{"xamarin.ios", "xamarinios"},
	{"xamarin.mac", "xamarinmac"},
	{"monotouch", "monotouch"},
	{`silverlight for phone`, "windowsphone"},
	{`\windowsphone\`, "windowsphone"},
	{"microsoft.silverlight.csharp.targets", "silverlight"},
	{"microsoft.silverlight.visualbasic.targets", "silverlight"},
	{"microsoft.portable.csharp.targets", "netportable"},
	{"microsoft.portable.visualbasic.targets", "netportable"},
	{"microsoft.compactframework", "netcf"},
	{"$(netmftargetsbasedir)", "netmf"},
}

// managed reports whether a C++ project is compiled for the .NET runtime in any
// of its configurations.
func (p *msbuildProject) managed() bool {
	for _, v := range p.properties["clrsupport"] {
		if text, _ := v.text(); text != "" && !strings.EqualFold(text, "false") {
			return true
		}
	}
	return false
}

// scope says what the project is for: a program runs, a library runs wherever it
// is used.
func (p *msbuildProject) scope() Scope {
	output := strings.ToLower(p.properties.one("OutputType"))
	switch {
	case p.test, strings.EqualFold(p.properties.one("IsTestProject"), "true"):
		return Test
	case p.web, output == "exe", output == "winexe", output == "appcontainerexe", output == "module",
		strings.Contains(p.sdkNames, "microsoft.net.sdk.web"), strings.Contains(p.sdkNames, "microsoft.net.sdk.worker"),
		strings.Contains(p.sdkNames, "microsoft.net.sdk.functions"), len(p.properties["azurefunctionsversion"]) > 0:
		return Run
	}
	return ScopeUnknown
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
