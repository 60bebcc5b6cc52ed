package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest/images"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// literalWord is the word that a value of another kind of file makes.
func literalWord(text string, at Span) dockerfile.Word {
	return dockerfile.Literal(text, dockerfile.Span(at))
}

// imageDeclarations is what the image of a word holds: its runtime, and the
// OpenSSL of its distribution.
func imageDeclarations(f *File, word dockerfile.Word, variables dockerfile.Variables) []Declaration {
	out, _ := resolveImage(f, word, variables)
	return out
}

func resolveImage(f *File, word dockerfile.Word, variables dockerfile.Variables) ([]Declaration, *images.Release) {
	text := word.Expand(variables)
	if text.Value == "scratch" {
		return nil, nil
	}
	image := images.Resolve(text.Value)
	var out []Declaration
	for i := range image.Parts {
		if d, ok := partDeclaration(f, &word, &text, &image.Parts[i]); ok {
			out = append(out, d)
		}
	}
	return out, image.Release
}

// partDeclaration is ok unless what follows from a name follows from one that is
// only partly known.
func partDeclaration(f *File, word *dockerfile.Word, text *dockerfile.Text, p *images.Part) (d Declaration, ok bool) {
	d = Declaration{
		Runtime: p.Runtime, Vendor: p.Vendor, Versions: p.Versions, Unresolved: p.Unresolved,
		Binding: p.Binding, Scope: Run, Implied: p.Implied, Note: p.Note,
	}
	if p.Build {
		d.Scope = Build
	}
	d.At, d.Via = textPlace(f, text, p.Start, p.End, word)
	d.Text = text.Value[p.Start:p.End]
	if p.Start == p.End || len(text.Holes) > 0 && (p.Unresolved != "" || p.Start == 0) {
		d.At, d.Via = f.At(word.Start, word.End), nil
		d.Text = string(word.Raw)
	}
	if p.Unresolved != "" {
		d.Binding = rules.Exact
	}
	hole, holed := text.Touches(p.Start, p.End)
	switch {
	case isTemplate(d.Text) && !p.Implied:
		d.Versions, d.Unresolved = version.Set{}, templateReason
	case !holed:
	case p.Implied:
		return d, p.Binding == rules.Any // what holds for every base
	case p.Unresolved != "" || hole.At < p.End:
		d.Versions, d.Unresolved = version.Set{}, missing(hole)
	case p.Binding == rules.Newest:
		d.Binding = rules.Any // python:2.7${SUFFIX}: more of the version may follow
	}
	return d, true
}

// missing says why a text with a hole is not known.
func missing(hole dockerfile.Hole) string {
	if hole.Variable == "" {
		return "it is computed by the shell"
	}
	return "the variable " + hole.Variable + " has no value here"
}

// textPlace is where the bytes of an expanded text between two offsets come from,
// and the uses through which they came; the whole word if they come from several
// places.
func textPlace(f *File, text *dockerfile.Text, start, end int, whole *dockerfile.Word) (at Place, via []Place) {
	span, uses, ok := text.Source(start, end)
	if !ok {
		return f.At(whole.Start, whole.End), nil
	}
	for _, use := range uses {
		via = append(via, f.At(use.Start, use.End))
	}
	return f.At(span.Start, span.End), via
}

// declareImage declares what the image holds that a scalar of a YAML file names.
// Variables in it have no values here but their own defaults.
func (y *yamlFile) declareImage(at Place, unit string, scope Scope) {
	text := at.Text()
	if strings.HasPrefix(text, "{{") {
		return
	}
	for _, d := range imageDeclarations(y.f, literalWord(text, at.Span), nil) {
		d.Unit = unit
		if scope != Run {
			d.Scope = scope
		}
		y.f.Declare(d)
	}
}
