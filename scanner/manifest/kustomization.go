package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

var kustomization = Kind{
	Name:     "Kustomization",
	Files:    []string{"kustomization.yaml", "kustomization.yml"},
	Declares: "the tags that `images` sets",
	Parse:    parseKustomization,
}

// parseKustomization reads the images that replace those of the manifests below.
//
// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
func parseKustomization(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		for _, image := range y.items(y.get(doc, "images")) {
			name := y.get(image, "newName")
			if name == nil {
				name = y.get(image, "name")
			}
			if isScalar(name) {
				y.declareTag(name.Value, y.get(image, "newTag"), "(image "+name.Value+")", Run)
			}
		}
	}
}

// declareTag declares what an image holds whose tag stands apart from its name.
// Without one, the chart or the manifest decides.
func (y *yamlFile) declareTag(name string, tag *yamlNode, unit string, scope Scope) {
	if !isScalar(tag) || isTemplate(name) || strings.ContainsAny(name, "$ ") {
		return
	}
	at := y.place(tag)
	text, note := yamlVersion(tag)
	word := literalWord(name+":${tag}", at.Span)
	values := dockerfile.Variables{"tag": dockerfile.Value(text, dockerfile.Span(at.Span))}
	for _, d := range imageDeclarations(y.f, word, values) {
		if d.Via = nil; d.At.Start < at.Start || d.At.End > at.End {
			d.At = at
		}
		if d.Note == "" {
			d.Note = note
		}
		if d.Unit = unit; scope != Run {
			d.Scope = scope
		}
		y.f.Declare(d)
	}
}
