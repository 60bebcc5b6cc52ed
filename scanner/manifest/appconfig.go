package manifest

import (
	"bytes"
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var appConfig = Kind{
	Name:     "web.config, app.config",
	Files:    []string{"*.config"},
	Declares: "supportedRuntime, httpRuntime, compilation; as evidence the AppContext switches for TLS",
	Parse:    parseAppConfig,
}

// An appConfigFile is a configuration file of the .NET Framework while it is
// read.
type appConfigFile struct {
	file *File
	web  bool // of an ASP.NET site
	// transform is the name of the build configuration whose changes the file
	// holds (web.Release.config), "" for a configuration itself.
	transform string
	runtimes  []rules.Runtime // that the evidence is about
	note      string
	scope     Scope
}

// parseAppConfig reads the file if its name is one of those that the .NET
// Framework reads.
func parseAppConfig(f *File) {
	c := appConfigFile{file: f, runtimes: []rules.Runtime{rules.DotnetFramework}, scope: Run}
	if !c.known(strings.ToLower(path.Base(f.Path))) {
		return
	}
	relevant := false
	for _, mark := range []string{"supportedRuntime", "requiredRuntime", "system.web", "AppContext", "configSource"} {
		relevant = relevant || bytes.Contains(f.Data, []byte(mark))
	}
	if !relevant {
		return
	}
	root := parseXML(f)
	if root == nil || root.name != "configuration" {
		return
	}
	overrides := root.child("runtime", "AppContextSwitchOverrides")
	if c.web && overrides != nil {
		// https://github.com/microsoft/dotnet/issues/816
		c.note = "ASP.NET does not read AppContextSwitchOverrides; it takes the switches from appSettings, with AppContext.SetSwitch: before their names"
	}
	c.startup(root.child("startup"))
	c.site(root, "")
	for _, location := range root.all("location") {
		c.site(location, location.value("path"))
	}
	if !c.web {
		c.overrides(overrides)
	}
	c.appSettings(root)
}

// known takes the name apart: web.config, app.config, tool.exe.config,
// web.Release.config.
func (c *appConfigFile) known(base string) bool {
	stem := strings.TrimSuffix(base, ".config")
	first, rest, _ := strings.Cut(stem, ".")
	switch {
	case stem == "aspnet":
		c.web = true
	case strings.HasSuffix(stem, ".exe"), strings.HasSuffix(stem, ".dll"):
		if scope, ok := toolScope(stem); ok {
			c.scope = scope
		}
	case stem == "machine":
	case first == "web", first == "app":
		c.web = first == "web"
		if rest != "" {
			name := path.Base(c.file.Path)
			c.transform = name[len(first)+1 : len(name)-len(".config")]
		}
	default:
		return false
	}
	return true
}

// tools are programs that people keep beside their source to build and test it, by
// how their names begin.
var tools = []struct {
	scope    Scope
	programs []string
}{
	{Build, []string{"nant", "msbuild", "ilmerge", "nuget", "antlr", "fxcop", "stylecop", "peverify", "simian", "fsi"}},
	{Test, []string{"nunit", "pnunit", "runfile", "xunit", "mspec", "mbunit", "gallio", "vstest", "opencover", "ncover", "partcover", "dotcover"}},
}

func toolScope(program string) (Scope, bool) {
	for _, kind := range tools {
		for _, name := range kind.programs {
			if rest, ok := strings.CutPrefix(program, name); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
				return kind.scope, true
			}
		}
	}
	return ScopeUnknown, false
}

// declare completes a declaration and adds it. Of a transformation it holds for
// its build configuration only, and what a transformation removes is none.
func (c *appConfigFile) declare(e *element, d Declaration) {
	if c.transform != "" {
		change := strings.ToLower(e.value("Transform"))
		if strings.HasPrefix(change, "remove") {
			return
		}
		d.Condition = "build configuration " + strings.ToValidUTF8(c.transform, "\uFFFD")
	}
	if d.Versions.IsEmpty() && d.Unresolved == "" {
		d.Unresolved = "no version satisfies it"
	}
	c.file.Declare(d)
}

// startup declares what may run the program: the first runtime of the list that
// is installed.
//
// Source: https://learn.microsoft.com/dotnet/framework/configure-apps/file-schema/startup/supportedruntime-element
func (c *appConfigFile) startup(e *element) {
	e, f := c.section(e)
	if e == nil {
		return
	}
	first := true
	for _, child := range e.children {
		if child.name != "supportedRuntime" && child.name != "requiredRuntime" {
			continue
		}
		engine, sku := child.attr("version"), child.attr("sku")
		at := engine
		if sku != nil && sku.value != "" {
			at = sku
		}
		if at == nil {
			continue
		}
		d := Declaration{Runtime: rules.DotnetFrameworkInstalled, At: f.At(at.at.Start, at.at.End), Binding: rules.Any, Scope: c.scope}
		if !first {
			d.Hint, d.Note = true, "It is taken only where no runtime named before it is installed"
		}
		first = false
		d.Versions, d.Unresolved = installed(engine, sku)
		c.declare(child, d)
	}
	if !first {
		c.runtimes = append(c.runtimes, rules.DotnetFrameworkInstalled)
	}
}

// installed are the versions that satisfy a supportedRuntime. The sku names the
// lowest framework; without one the version names the runtime engine, which
// several frameworks share.
func installed(engine, sku *attribute) (set version.Set, unresolved string) {
	text := ""
	if engine != nil {
		text = strings.ToLower(strings.TrimSpace(engine.value))
	}
	// .NET 3.5 had a Client profile too, whose sku was nothing but its name.
	if sku != nil && sku.value != "" && !strings.EqualFold(sku.value, "client") {
		if isTemplate(sku.value) {
			return set, templateReason
		}
		list, err := rules.Monikers(sku.value)
		if err != nil || list[0].Runtime != rules.DotnetFramework {
			return set, "the sku names no .NET Framework"
		}
		low := list[0].Versions.Low()
		if low.Version.Compare(version.DotnetFramework.MustParse("4.0")) < 0 {
			return between(low.Version.String(), "4.0"), ""
		}
		return between(low.Version.String(), afterFramework), ""
	}
	switch {
	case isTemplate(text):
		return set, templateReason
	case strings.HasPrefix(text, "v4.0"):
		return between("4.0", afterFramework), ""
	case strings.HasPrefix(text, "v2.0"):
		return between("2.0", "4.0"), ""
	case strings.HasPrefix(text, "v1.1"):
		return between("1.1", "2.0"), ""
	case strings.HasPrefix(text, "v1.0"):
		return between("1.0", "1.1"), ""
	}
	return set, "no runtime engine of the .NET Framework has this version"
}

// afterFramework is above every .NET Framework: what follows 4.8.1 is called .NET
// and does not run its programs.
const afterFramework = "5.0"

func between(low, high string) version.Set {
	return version.Range(version.Bound{Version: version.DotnetFramework.MustParse(low), Side: version.Before},
		version.Bound{Version: version.DotnetFramework.MustParse(high), Side: version.PreReleases})
}

// section follows configSource, which puts a section into a file of its own.
func (c *appConfigFile) section(e *element) (*element, *File) {
	source := e.attr("configSource")
	if source == nil || source.value == "" {
		return e, c.file
	}
	other, err := c.file.Open(source.value)
	if err != nil {
		return nil, c.file
	}
	root := parsedXML(other)
	if root == nil || root.name != e.name {
		return nil, c.file
	}
	return root, other
}
