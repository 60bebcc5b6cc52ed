package manifest

import "strings"

// keepMSBuild leaves out the items that nothing is read from: the files of a project,
// which are most of it.
func keepMSBuild(parent *element, name string) bool {
	return parent == nil || parent.name != "ItemGroup" || msbuildItems[name]
}

var msbuildItems = map[string]bool{
	"Reference": true, "PackageReference": true, "PackageVersion": true, "GlobalPackageReference": true, "DotNetCliToolReference": true,
}

// testItems are the references of an item group that only test projects have.
func testItems(group *element) []*element {
	var out []*element
	for _, e := range group.children {
		if e.name != "PackageReference" && e.name != "Reference" {
			continue
		}
		name, _, _ := strings.Cut(e.value("Include"), ",")
		if testReferences[strings.ToLower(strings.TrimSpace(name))] {
			out = append(out, e)
		}
	}
	return out
}

// items reads the references of an item group, one of which makes a test project.
func (p *msbuildProject) items(step *msbuildStep) {
	for _, condition := range step.tests {
		if p.condition(condition) != no {
			p.test = true
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
	for id := range strings.SplitSeq(p.properties.one("projecttypeguids"), ";") {
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
		if v.text != "" && !strings.EqualFold(v.text, "false") {
			return true
		}
	}
	return false
}

// scope says what the project is for: a program runs, a library runs wherever it
// is used.
func (p *msbuildProject) scope() Scope {
	output := strings.ToLower(p.properties.one("outputtype"))
	switch {
	case p.test, strings.EqualFold(p.properties.one("istestproject"), "true"):
		return Test
	case p.web, output == "exe", output == "winexe", output == "appcontainerexe", output == "module",
		strings.Contains(p.sdkNames, "microsoft.net.sdk.web"), strings.Contains(p.sdkNames, "microsoft.net.sdk.worker"),
		strings.Contains(p.sdkNames, "microsoft.net.sdk.functions"), len(p.properties["azurefunctionsversion"]) > 0:
		return Run
	}
	return ScopeUnknown
}
