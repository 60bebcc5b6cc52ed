package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// site declares what ASP.NET goes by: httpRuntime for how it behaves, compilation
// for what it compiles pages against. below is the path of a location element.
//
// Source: https://learn.microsoft.com/dotnet/api/system.web.configuration.httpruntimesection.targetframework
func (c *appConfigFile) site(parent *element, below string) {
	web := parent.child("system.web")
	if web == nil || !c.web {
		return
	}
	note := c.note
	if below != "" && below != "." {
		note = "It holds below " + below + " only"
	}
	runtime, runtimeFile := c.section(web.child("httpRuntime"))
	compilation, compilationFile := c.section(web.child("compilation"))
	behaves, compiles := runtime.attr("targetFramework"), compilation.attr("targetFramework")
	if behaves != nil {
		d := Declaration{At: runtimeFile.At(behaves.at.Start, behaves.at.End), Binding: rules.Target, Scope: Run, Note: note}
		c.declareTarget(runtime, d, behaves.value)
	}
	if compiles != nil {
		d := Declaration{At: compilationFile.At(compiles.at.Start, compiles.at.End), Binding: rules.Target, Scope: Build}
		c.declareTarget(compilation, d, compiles.value)
	}
	if source := web.child("httpRuntime").attr("configSource"); source != nil && runtime == nil {
		c.file.Declare(Declaration{Runtime: rules.DotnetFramework, At: c.file.At(source.at.Start, source.at.End), Binding: rules.Target, Scope: Run,
			Unresolved: source.value + ", which holds httpRuntime, can't be read"})
		return
	}
	switch {
	case behaves != nil || c.transform != "":
	case compiles != nil:
		c.quirks(web, web.child("httpRuntime"), note)
	default:
		c.oldAssemblies(compilation, compilationFile)
	}
}

// maxSiteDepth bounds how far up a site's own configuration is looked for.
const maxSiteDepth = 16

// inherits reports whether a folder above has the configuration of a site.
func (c *appConfigFile) inherits() bool {
	up := ""
	for range min(maxSiteDepth, strings.Count(c.file.Path, "/")) {
		up += "../"
		for _, name := range []string{"Web.config", "web.config", "Web.Config"} {
			above, err := c.file.Open(up + name)
			if err != nil || !bytes.Contains(above.Data, []byte("targetFramework")) {
				continue
			}
			web := parsedXML(above).child("system.web")
			if web.child("httpRuntime").attr("targetFramework") != nil || web.child("compilation").attr("targetFramework") != nil {
				return true
			}
		}
	}
	return false
}

func (c *appConfigFile) declareTarget(e *element, d Declaration, text string) {
	d.Runtime = rules.DotnetFramework
	list, err := rules.Monikers(text)
	switch {
	case isTemplate(text):
		d.Unresolved = templateReason
	case err != nil:
		d.Runtime, d.Unresolved = unresolvedDotnet(text, err)
	default:
		d.Runtime, d.Versions = list[0].Runtime, list[0].Versions
	}
	c.declare(e, d)
}

// quirks declares 4.0 for a site that is compiled against a framework from 4.0
// on and whose httpRuntime does not say how to behave: it then behaves as under
// 4.0, whatever it is compiled for and whatever is installed.
//
// A site's folders inherit from the folders above them, and only the topmost
// configuration of a site may say how to behave. Where the folders above are not
// at hand it is but a hint.
func (c *appConfigFile) quirks(web, runtime *element, note string) {
	if c.inherits() {
		return
	}
	at := web
	if runtime != nil {
		at = runtime
	}
	if note != "" {
		note = ". " + note
	}
	d := Declaration{At: c.file.At(at.start+1, at.start+1+len(at.name)), Text: "no httpRuntime targetFramework", Binding: rules.Target, Scope: Run, Implied: true,
		Hint: c.file.open == nil,
		Note: "Without targetFramework in httpRuntime ASP.NET behaves as under 4.0, whatever the site is compiled for" + note}
	c.declareTarget(at, d, "4.0")
}

// oldAssemblies looks at a site without any targetFramework: before 4.0 only the
// assemblies that its pages are compiled with tell the framework.
func (c *appConfigFile) oldAssemblies(compilation *element, f *File) {
	var found *attribute
	for _, add := range compilation.child("assemblies").all("add") {
		assembly := add.attr("assembly")
		if assembly == nil || !strings.HasPrefix(assembly.value, "System") {
			continue
		}
		if strings.Contains(assembly.value, "Version=4.0.0.0") {
			return
		}
		if found == nil && strings.Contains(assembly.value, "Version=3.5.0.0") {
			found = assembly
		}
	}
	if found == nil {
		return
	}
	at := found.at.Start + max(0, strings.Index(f.At(found.at.Start, found.at.End).Text(), "3.5.0.0"))
	d := Declaration{At: f.At(at, at+len("3.5.0.0")), Binding: rules.Target, Scope: Run, Hint: true}
	c.declareTarget(compilation, d, "3.5")
}

// tlsSwitches are the AppContext switches that decide what ServicePointManager
// offers. Each turns something off when it is true.
//
// Source: https://learn.microsoft.com/dotnet/framework/network-programming/tls
var tlsSwitches = map[string]rules.TLS{
	// true: TLS 1.0 at most, for whatever target.
	"Switch.System.Net.DontEnableSchUseStrongCrypto": rules.TLS12,
	// true: a fixed list that ends at TLS 1.2.
	"Switch.System.Net.DontEnableSystemDefaultTlsVersions": rules.TLS13,
}

// overrides reads "Switch.A=false;Switch.B=true".
func (c *appConfigFile) overrides(e *element) {
	value := e.attr("value")
	if value == nil {
		return
	}
	raw := c.file.At(value.at.Start, value.at.End).Text()
	for start := 0; start <= len(raw); {
		size := strings.IndexByte(raw[start:], ';')
		if size < 0 {
			size = len(raw) - start
		}
		part := raw[start : start+size]
		if name, is, ok := strings.Cut(part, "="); ok {
			from := value.at.Start + start + len(part) - len(strings.TrimLeft(part, " \t\r\n"))
			c.witness(strings.TrimSpace(name), is, c.file.At(from, from+len(strings.TrimSpace(part))))
		}
		start += size + 1
	}
}

// appSettings reads the switches of an ASP.NET site; no other program takes them
// from there.
func (c *appConfigFile) appSettings(root *element) {
	if !c.web {
		return
	}
	settings, f := c.section(root.child("appSettings"))
	for _, add := range settings.all("add") {
		key, value := add.attr("key"), add.attr("value")
		if key == nil || value == nil {
			continue
		}
		name, ok := strings.CutPrefix(key.value, "AppContext.SetSwitch:")
		if ok && !strings.HasPrefix(strings.ToLower(add.value("Transform")), "remove") {
			c.witness(strings.TrimSpace(name), value.value, f.At(min(key.at.Start, value.at.Start), max(key.at.End, value.at.End)))
		}
	}
}

// witness adds a switch as evidence if it is one that matters. What a
// transformation turns on is on in one build configuration only, and so is no
// evidence; what it turns off is.
func (c *appConfigFile) witness(name, value string, at Place) {
	tls, ok := tlsSwitches[name]
	if !ok {
		return
	}
	e := rules.Evidence{Setting: name}
	switch {
	case strings.EqualFold(strings.TrimSpace(value), "false"):
		if c.transform != "" {
			return
		}
		e.Effect = rules.Enables
	case strings.EqualFold(strings.TrimSpace(value), "true"):
		e.Effect, e.TLS = rules.PinsOld, tls
	default:
		return // no boolean: the runtime ignores it
	}
	for _, rt := range c.runtimes {
		c.file.Witness(Evidence{Runtime: rt, Evidence: e, At: at})
	}
}
