package cyclonedx

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// types are those of the runtimes that are no platforms to run programs on.
var types = map[rules.Runtime]cdx.ComponentType{
	rules.BoringSSL: cdx.ComponentTypeLibrary, rules.LibreSSL: cdx.ComponentTypeLibrary, rules.OpenSSL: cdx.ComponentTypeLibrary,
	rules.DotnetFramework: cdx.ComponentTypeFramework, rules.DotnetFrameworkInstalled: cdx.ComponentTypeFramework, rules.NetStandard: cdx.ComponentTypeFramework,
	rules.Windows: cdx.ComponentTypeOS,
}

// newComponent is what a finding says of a runtime, without the place: two findings
// that agree in all of it are one component.
func newComponent(f *scanner.Finding) cdx.Component {
	c := cdx.Component{Type: cmp.Or(types[f.Runtime], cdx.ComponentTypePlatform), Name: cmp.Or(f.Title, string(f.Runtime)), Version: exactVersion(f)}
	if f.Runtime.IsLibrary() {
		c.Type = cdx.ComponentTypeLibrary
		c.Group, c.Name, c.PackageURL = library(f.Runtime, c.Version)
	}
	c.Properties = describe(f)
	var sources []cdx.ExternalReference
	for _, s := range f.Sources {
		ref := cdx.ExternalReference{Type: cdx.ERTypeDocumentation, URL: s.URL, Comment: s.Title}
		if !slices.Contains(sources, ref) {
			sources = append(sources, ref)
		}
	}
	if sources != nil {
		c.ExternalReferences = &sources
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
func newProtocol(tls rules.TLS) cdx.Component {
	return cdx.Component{
		BOMRef: "protocol-tls-" + tls.String(), Type: cdx.ComponentTypeCryptographicAsset, Name: "TLS " + tls.String(),
		CryptoProperties: &cdx.CryptoProperties{AssetType: cdx.CryptoAssetTypeProtocol,
			ProtocolProperties: &cdx.CryptoProtocolProperties{Type: cdx.CryptoProtocolTypeTLS, Version: tls.String()}},
	}
}

func occurrence(f *scanner.Finding) cdx.EvidenceOccurrence {
	o := cdx.EvidenceOccurrence{Location: f.Path, AdditionalContext: strings.TrimSpace(f.SourceLine)}
	if f.Start.Line > 0 {
		o.Line = &f.Start.Line
	}
	return o
}

// properties are those of a component, in a namespace of our own.
type properties []cdx.Property

func (p *properties) add(name, value string) {
	if value != "" {
		*p = append(*p, cdx.Property{Name: "tlsready:" + name, Value: value})
	}
}

func (p properties) list() *[]cdx.Property {
	list := []cdx.Property(p)
	return &list
}

// describe is what was found out about a declaration. Names that stand for several
// things are there several times.
func describe(f *scanner.Finding) *[]cdx.Property {
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
	return p.list()
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
