package manifest

import (
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

// imageDeclarations is what the image of a reference holds: the runtime, and the
// OpenSSL of its distribution. image is the expanded word.
func imageDeclarations(f *File, word dockerWord, image *dockerText) []Declaration {
	if image.text == "scratch" {
		return nil
	}
	var out []Declaration
	for _, p := range images.Resolve(image.text) {
		d := Declaration{Runtime: p.Runtime, Vendor: p.Vendor, Versions: p.Versions, Unresolved: p.Unresolved, Binding: rules.Exact,
			Scope: Run, Implied: p.Implied, Note: p.Note}
		d.At, d.Via = image.place(f, p.Start, p.End, word.at)
		d.Text = image.text[p.Start:p.End]
		if p.Start == p.End {
			d.At, d.Text = f.At(word.at.Start, word.at.End), image.text
		}
		if p.Floating {
			d.Binding = rules.Newest
		}
		if p.Build {
			d.Scope = Build
		}
		if image.unset != "" {
			d.Text = word.text
			if p.Unresolved != "" {
				d.Unresolved = "the variable " + image.unset + " has no value here"
			}
		}
		out = append(out, d)
	}
	return out
}

// declareImage declares what the image holds that a scalar of a YAML file names.
// Variables in it have no values here but their own defaults.
func (y *yamlFile) declareImage(at Place, unit string, scope Scope) {
	word := dockerWord{at.Text(), at.Span}
	text := expand(word, nil)
	for _, d := range imageDeclarations(y.f, word, &text) {
		d.Unit = unit
		if scope != Run {
			d.Scope = scope
		}
		y.f.Declare(d)
	}
}
