package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
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
	outline    *msbuildOutline
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
	outlines []*msbuildOutline // of what was imported
	begun    bool              // a property has been evaluated
	depth    int
	asked    int // files
	calls    int
	work     int // pieces that values were made of
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
	first := msbuildProject{file: f, shared: shared, alone: f.open == nil, root: parseXMLOf(f, keepMSBuild), needs: needs}
	if first.root == nil {
		return &first
	}
	first.packages = knownPackages(first.root)
	first.outline = outlineOf(f, first.root, false)
	needs.begin(&first)
	for try := 1; ; try++ {
		needs.stale, needs.all = false, needs.all || try == maxMSBuildTries
		p := first
		p.properties = msbuildProperties{}
		p.evaluateAll()
		if !needs.stale {
			p.remember()
			return &p
		}
	}
}

func (p *msbuildProject) evaluateAll() {
	if p.shared {
		p.evaluate(p.outline.steps, guard{})
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
	p.evaluate(p.outline.steps, guard{})
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

// evaluate goes through steps, and evaluates what is needed.
func (p *msbuildProject) evaluate(steps []msbuildStep, g guard) {
	for i := range steps {
		if p.needs.stale {
			return
		}
		step := &steps[i]
		switch step.kind {
		case groupStep:
			if p.needs.any(step.settings) {
				p.begun = true
				p.assignGroup(step, g)
			}
		case importStep, sdkImportStep:
			if inner, ok := p.enter(step.condition, g); ok {
				p.importFile(step, inner)
			}
		case importsStep:
			if inner, ok := p.enter(step.condition, g); ok {
				p.evaluate(step.inner, inner)
			}
		case itemsStep:
			if p.test {
				continue
			}
			if _, ok := p.enter(step.condition, g); ok {
				p.items(step)
			}
		case chooseStep:
			p.choose(step, g)
		}
	}
}

// enter adds a condition to the guard; ok is false if it does not hold.
func (p *msbuildProject) enter(c *msbuildCondition, g guard) (guard, bool) {
	switch p.condition(c) {
	case no:
		return g, false
	case maybe:
		return guard{open: true, condition: joinConditions(g.condition, c.text)}, true
	}
	return g, true
}

// choose takes the first When that holds. After one that can't be decided the
// others are possible too, under the condition that it does not hold.
func (p *msbuildProject) choose(choose *msbuildStep, g guard) {
	for i := range choose.inner {
		branch := &choose.inner[i]
		if branch.kind == otherwiseStep {
			p.evaluate(branch.inner, g)
			continue
		}
		condition := branch.condition.text
		switch p.condition(branch.condition) {
		case maybe:
			p.evaluate(branch.inner, guard{true, joinConditions(g.condition, condition)})
			g = guard{true, joinConditions(g.condition, "!("+condition+")")}
		case yes:
			p.evaluate(branch.inner, g)
			return
		}
	}
}

// assignGroup evaluates the properties of a group that are needed.
func (p *msbuildProject) assignGroup(step *msbuildStep, g guard) {
	g, ok := p.enter(step.condition, g)
	if !ok {
		return
	}
	for i := range step.settings {
		if s := &step.settings[i]; p.needs.has(s.name) {
			p.assign(step.file, s, g)
		}
	}
}

func (p *msbuildProject) assign(f *File, s *msbuildSetting, g guard) {
	g, ok := p.enter(s.condition, g)
	if !ok {
		return
	}
	var values []msbuildValue
	if s.value != nil {
		values = p.expand(s.value, s.name)
	} else {
		values = []msbuildValue{literalValue(msbuildPiece{text: s.literal, at: f.At(s.at.Start, s.at.End)})}
	}
	if g.open {
		p.properties.add(s.name, values, g.condition)
	} else {
		p.properties[s.name] = values
	}
}

// refers are the names of properties that the project itself refers to where that
// decides on more than on properties.
func (p *msbuildProject) refers() []string {
	names := slices.Clone(p.outline.asks)
	for _, e := range p.packages {
		version, _ := packageVersion(e)
		names = append(names, references(version)...)
	}
	return names
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
