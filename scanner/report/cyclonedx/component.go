package cyclonedx

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// types are those of the runtimes that are no platforms to run programs on.
var types = map[rules.Runtime]string{
	rules.BoringSSL: "library", rules.LibreSSL: "library", rules.OpenSSL: "library",
	rules.DotnetFramework: "framework", rules.DotnetFrameworkInstalled: "framework", rules.NetStandard: "framework",
	rules.Windows: "operating-system",
}

// newComponent is what a finding says of a runtime, without the place: two findings
// that agree in all of it are one component.
func newComponent(f *scanner.Finding) component {
	c := component{Type: cmp.Or(types[f.Runtime], "platform"), Name: cmp.Or(f.Title, string(f.Runtime)), Version: exactVersion(f)}
	if f.Runtime.IsLibrary() {
		c.Type = "library"
		c.Group, c.Name, c.PackageURL = library(f.Runtime, c.Version)
	}
	c.Properties = describe(f)
	for _, s := range f.Sources {
		ref := externalReference{Type: "documentation", URL: s.URL, Comment: s.Title}
		if !slices.Contains(c.ExternalReferences, ref) {
			c.ExternalReferences = append(c.ExternalReferences, ref)
		}
	}
	return c
}

// exactVersion is the one version that runs; "" if there may be others. What a
// program is compiled for does not say on what it runs.
func exactVersion(f *scanner.Finding) string {
	if v, ok := f.Versions.One(); ok && f.Binding == rules.Exact {
		return v.String()
	}
	return ""
}

// packageTypes are the types of package URLs, by the ecosystem of a library.
var packageTypes = map[string]string{"maven": "maven", "nuget": "nuget", "pypi": "pypi", "rubygems": "gem"}

// library takes the name of a library apart and makes its package URL.
func library(rt rules.Runtime, version string) (group, name, purl string) {
	ecosystem, name, _ := strings.Cut(string(rt), "/")
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		group, name = name[:i], name[i+1:]
	}
	kind, ok := packageTypes[ecosystem]
	if !ok {
		return group, name, ""
	}
	purl = "pkg:" + kind + "/"
	if group != "" {
		purl += url.QueryEscape(group) + "/"
	}
	purl += url.QueryEscape(name)
	if version != "" {
		purl += "@" + url.QueryEscape(version)
	}
	return group, name, purl
}

// newProtocol is TLS of one version as a cryptographic asset.
func newProtocol(tls rules.TLS) component {
	return component{
		BOMRef: "protocol-tls-" + tls.String(), Type: "cryptographic-asset", Name: "TLS " + tls.String(),
		CryptoProperties: &cryptoProperties{AssetType: "protocol", ProtocolProperties: protocolProperties{Type: "tls", Version: tls.String()}},
	}
}

func newOccurrence(f *scanner.Finding) occurrence {
	return occurrence{Location: f.Path, Line: f.Start.Line, AdditionalContext: strings.TrimSpace(f.SourceLine)}
}

// properties are those of a component, in a namespace of our own.
type properties []property

func (p *properties) add(name, value string) {
	if value != "" {
		*p = append(*p, property{Name: "tlsready:" + name, Value: value})
	}
}

// describe is what was found out about a declaration. Names that stand for several
// things are there several times.
func describe(f *scanner.Finding) properties {
	var p properties
	p.add("runtime", string(f.Runtime))
	p.add("vendor", f.Vendor)
	p.add("declared", f.Declared)
	if !f.Versions.IsEmpty() {
		p.add("versions", f.Versions.Plain())
	}
	p.add("binding", f.Binding.String())
	p.add("scope", f.Scope.String())
	p.add("condition", f.Condition)
	p.add("verdict", f.Verdict.String())
	p.add("best", f.Best.String())
	p.add("certain", fmt.Sprint(f.Certain))
	p.add("level", f.Level.String())
	p.add("witness", f.Witness.String())
	p.add("floor", f.Floor.String())
	p.add("reason", f.Reason)
	p.add("message", f.Message)
	for _, m := range f.Remedies {
		p.add("remedy", m.Text)
	}
	for _, d := range f.DependsOn {
		p.add("dependsOn", string(d.Runtimes[0])+" "+d.Versions.Plain())
	}
	for _, c := range f.Companions {
		text := string(c.Runtime)
		if !c.Versions.IsEmpty() {
			text += " " + c.Versions.Plain()
		}
		p.add("companion", text)
	}
	for _, e := range f.Evidence {
		p.add("evidence", at(e.Path, e.Start.Line)+e.Effect.String())
	}
	if s := f.Suppressed; s != nil {
		p.add("suppressed", strings.TrimSuffix(at(s.Path, s.Start.Line)+cmp.Or(s.Reason, s.Source), ": "))
	}
	return p
}

// at is a place before what is said of it.
func at(path string, line int) string {
	switch {
	case path == "":
		return ""
	case line == 0:
		return path + ": "
	}
	return fmt.Sprintf("%s:%d: ", path, line)
}
