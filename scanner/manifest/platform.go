package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

// A setting is the value of a key once its variables are followed.
type setting struct {
	text string
	at   Place   // the literal that decides
	via  []Place // the uses that lead to it
	// missing says why the text is not known, or no more than the beginning that
	// text has: it completes "the version is not known".
	missing string
	note    string // as in Declaration
}

// declarePlatform declares the runtime that a platform's identifier names, such
// as python2.7. Those that no rules speak of are none. An identifier that is not
// known is a problem, as it may name any runtime.
func (f *File) declarePlatform(p images.Platform, s setting, unit string) {
	if s.missing == "" && isTemplate(s.text) {
		s.missing = templateReason
	}
	if s.missing != "" {
		f.partlyKnown(p, s, unit)
		return
	}
	part, ok := p.Runtime(s.text)
	if !ok {
		return
	}
	d := partOf(&part, s)
	d.Unit = unit
	if !strings.ContainsAny(s.text, " |:") {
		d.At, d.Text = s.at, s.text // java8.al2
	}
	f.Declare(d)
}

// partlyKnown says what is missing. What stands before it may name the runtime:
// python${version}, or say that it is none of ours: COMPOSE|${file}.
func (f *File) partlyKnown(p images.Platform, s setting, unit string) {
	name, cut := strings.CutSuffix(s.text, "|")
	part, ok := p.Runtime(name)
	switch {
	case ok:
		f.Declare(Declaration{Runtime: part.Runtime, Vendor: part.Vendor, At: s.at, Via: s.via, Binding: rules.Exact, Scope: Run, Unit: unit, Unresolved: s.missing})
	case !cut:
		f.Problemf(s.at.Start, "the runtime is not known: %s", s.missing)
	}
}

// declareSystem declares what opens connections on the system that a text names.
func (f *File) declareSystem(s setting, unit string) {
	if part, ok := images.SystemOf(s.text); ok && s.missing == "" {
		d := partOf(&part, s)
		d.Unit, d.Implied = unit, true
		f.Declare(d)
	}
}

// declareLine declares a version that stands alone, of a runtime that its key
// names.
func (f *File) declareLine(rt rules.Runtime, vendor string, s setting, unit string) {
	d := Declaration{At: s.at, Via: s.via, Text: s.text, Vendor: vendor, Binding: rules.Exact, Scope: Run, Unit: unit, Note: s.note}
	if s.missing != "" {
		d.Runtime, d.Text, d.Unresolved = rt, "", s.missing
		f.Declare(d)
		return
	}
	declareVersion(f, rt, d)
}

func partOf(part *images.Part, s setting) Declaration {
	d := Declaration{
		Runtime: part.Runtime, Vendor: part.Vendor, Versions: part.Versions, Unresolved: part.Unresolved,
		At: s.at, Via: s.via, Text: s.text[part.Start:part.End], Binding: part.Binding, Scope: Run, Note: part.Note,
	}
	if s.at.Text() == s.text {
		d.At = s.at.File.At(s.at.Start+part.Start, s.at.Start+part.End)
	}
	return d
}

// literal is a scalar as it stands.
func (y *yamlFile) literal(n *yamlNode) setting { return setting{text: n.Value, at: y.place(n)} }

// environment searches variables of a program's environment for what decides its
// TLS.
func (y *yamlFile) environment(n *yamlNode, unit string) {
	y.each(n, func(name string, value *yamlNode) {
		if !toolOptions[name] {
			y.options(value, unit)
		}
	})
}

// isScalar reports whether a node is there and is one value.
func isScalar(n *yamlNode) bool { return n != nil && n.Kind == yaml.ScalarNode && n.Value != "" }

// options searches one value, a command or options of the JVM.
func (y *yamlFile) options(n *yamlNode, unit string) {
	if !isScalar(n) {
		return
	}
	at := y.place(n)
	for _, e := range y.f.javaOptions(y.f.Data[at.Start:at.End], at.Start) {
		e.Unit = unit
		y.f.Witness(e)
	}
}
