// Package cyclonedx writes what a scan found as a bill of materials: the runtimes
// that programs declare, where they do, and which of them provide the TLS that is
// asked for. It is CycloneDX 1.6 in JSON (ECMA-424), with its part on cryptography,
// and stands apart from package report for the sake of those who need no CycloneDX.
package cyclonedx

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// informationURI is where people read about the tool.
const informationURI = "https://github.com/tlsready/tlsready"

// Write writes the report as a CycloneDX document. Declarations that say the same with
// the same outcome are one component with an occurrence each. A component has a
// version only where the declaration names exactly one; what else it admits is a
// property, as is the verdict with its reasons; its sources are references.
//
// A component whose verdict is ready provides the protocol, a cryptographic asset of
// the document. Of one that first has to be configured, updated or upgraded, or of
// which nothing is known, the document says nothing of the kind: the format has no
// way to say that something is not provided. A component depends on the companions
// that had a part in its verdict.
//
// Components that are ready or suppressed are left out unless Options.All is set; a
// full inventory needs it. What could not be read, and that a scan was stopped, are
// properties of the metadata. Equal reports are equal byte for byte: there is no time
// in them, and the serial number is a UUID of version 5 (RFC 9562) of the content.
func Write(w io.Writer, r *scanner.Report, o report.Options) error {
	list := newInventory(r, o)
	bom := &document{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", BOMFormat: "CycloneDX", SpecVersion: "1.6", Version: 1,
		Metadata: newMetadata(r, o), Components: list.components, Dependencies: list.dependencies(),
	}
	var content bytes.Buffer
	if err := encode(&content, bom); err != nil {
		return err
	}
	bom.SerialNumber = "urn:uuid:" + uuid(content.Bytes())
	return encode(w, bom)
}

func encode(w io.Writer, bom *document) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(bom)
}

// urlNamespace is the one for names that are URLs (RFC 9562, 6.6).
var urlNamespace = []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// uuid is the UUID of version 5 of an address that only this content has.
func uuid(content []byte) string {
	sum := sha1.Sum(slices.Concat(urlNamespace, []byte(informationURI+"#"), content))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

func newMetadata(r *scanner.Report, o report.Options) metadata {
	tool := component{
		Type: "application", Name: "tlsready", Version: o.Version,
		ExternalReferences: []externalReference{{Type: "website", URL: informationURI}},
	}
	var p properties
	p.add("minTLS", r.MinTLS.String())
	p.add("table", r.Table)
	if !r.Effective.IsZero() {
		p.add("effective", r.Effective.UTC().Format("2006-01-02T15:04:05Z"))
	}
	if r.Partial {
		p.add("partial", "the scan was stopped: this is what was found until then")
	}
	for _, problem := range r.Problems {
		p.add("problem", at(problem.Path, problem.Line)+problem.Message)
	}
	return metadata{Tools: tools{Components: []component{tool}}, Properties: p}
}

// An inventory is the components of a report.
type inventory struct {
	components []component
	links      map[string]*dependency // by component
	byKey      map[string]int         // index of the component
	byPlace    map[place]string       // reference of the component that stands there
}

// A place is where a runtime is declared.
type place struct {
	runtime rules.Runtime
	path    string
	start   int
}

func newInventory(r *scanner.Report, o report.Options) *inventory {
	list := &inventory{components: []component{}, links: map[string]*dependency{}, byKey: map[string]int{}, byPlace: map[place]string{}}
	var shown []*scanner.Finding
	for i := range r.Findings {
		if f := &r.Findings[i]; o.All || f.Level > scanner.LevelNone && f.Suppressed == nil {
			shown = append(shown, f)
			list.add(f)
		}
	}
	protocol := newProtocol(r.MinTLS)
	provided := false
	for _, f := range shown {
		ref := list.byPlace[place{f.Runtime, f.Path, f.Span.Start}]
		for _, c := range f.Companions {
			if to, ok := list.byPlace[place{c.Runtime, c.Path, c.Span.Start}]; ok && c.Path != "" && to != ref {
				link(&list.from(ref).Dependencies, to)
			}
		}
		if f.Verdict == rules.Ready {
			link(&list.from(ref).Provides, protocol.BOMRef)
			provided = true
		}
	}
	if provided {
		list.components = append(list.components, protocol)
	}
	return list
}

// add makes a component of a finding, or an occurrence of one that is there.
func (list *inventory) add(f *scanner.Finding) {
	c := newComponent(f)
	key, _ := json.Marshal(c) // plain data
	i, ok := list.byKey[string(key)]
	if !ok {
		i = len(list.components)
		list.byKey[string(key)] = i
		sum := sha1.Sum(key)
		c.BOMRef = fmt.Sprintf("%s-%s", f.Runtime, hex.EncodeToString(sum[:8]))
		list.components = append(list.components, c)
	}
	list.byPlace[place{f.Runtime, f.Path, f.Span.Start}] = list.components[i].BOMRef
	if f.Path == "" {
		return
	}
	if list.components[i].Evidence == nil {
		list.components[i].Evidence = &evidence{}
	}
	e := list.components[i].Evidence
	e.Occurrences = append(e.Occurrences, newOccurrence(f))
}

func (list *inventory) from(ref string) *dependency {
	if list.links[ref] == nil {
		list.links[ref] = &dependency{Ref: ref}
	}
	return list.links[ref]
}

func link(to *[]string, ref string) {
	if !slices.Contains(*to, ref) {
		*to = append(*to, ref)
	}
}

// dependencies are those of all components of which any are known.
func (list *inventory) dependencies() []dependency {
	var out []dependency
	for i := range list.components {
		if d := list.links[list.components[i].BOMRef]; d != nil {
			out = append(out, *d)
		}
	}
	return out
}
