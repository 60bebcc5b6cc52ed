package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

var gitlabCI = Kind{
	Name:     ".gitlab-ci.yml",
	Files:    []string{".gitlab-ci.yml", ".gitlab-ci.yaml", "*.gitlab-ci.yml"},
	Declares: "the images of jobs and their services",
	Parse:    parseGitLabCI,
}

func parseGitLabCI(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		global := y.gitlabVariables(doc, nil)
		y.gitlabImages(doc, "(default)", global)
		y.each(doc, func(name string, job *yaml.Node) {
			if name != "variables" && name != "services" && name != "image" && job.Kind == yaml.MappingNode {
				y.gitlabImages(job, "(job "+name+")", y.gitlabVariables(job, global))
			}
		})
	}
}

// gitlabVariables are the variables of a job on top of the global ones.
func (y *yamlFile) gitlabVariables(n *yaml.Node, global dockerfile.Variables) dockerfile.Variables {
	out := dockerfile.Variables{}
	for k, v := range global {
		out[k] = v
	}
	y.each(y.get(n, "variables"), func(name string, value *yaml.Node) {
		if value.Kind == yaml.MappingNode {
			value = y.get(value, "value")
		}
		if value != nil && value.Kind == yaml.ScalarNode {
			out[name] = dockerfile.Value(value.Value, dockerfile.Span(y.place(value).Span))
		}
	})
	return out
}

func (y *yamlFile) gitlabImages(n *yaml.Node, unit string, variables dockerfile.Variables) {
	declare := func(image *yaml.Node) {
		if image != nil && image.Kind == yaml.MappingNode {
			image = y.get(image, "name")
		}
		if image == nil || image.Kind != yaml.ScalarNode || strings.Contains(image.Value, "$[[") {
			return
		}
		at := y.place(image)
		for _, d := range imageDeclarations(y.f, literalWord(at.Text(), at.Span), variables) {
			d.Unit, d.Scope = unit, Test
			y.f.Declare(d)
		}
	}
	declare(y.get(n, "image"))
	for _, service := range y.items(y.get(n, "services")) {
		declare(service)
	}
}
