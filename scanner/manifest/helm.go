package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

var helmValues = Kind{
	Name:     "Helm values",
	Files:    []string{"values.*yaml", "values.*yml", "values-*.yaml", "values-*.yml", "values_*.yaml", "*-values.yaml", "*-values.yml"},
	Probes:   []string{"repository:", "image:"},
	Declares: "images, in one piece or as `repository` and `tag`",
	Parse:    parseHelmValues,
}

// parseHelmValues reads every image of the values, at whatever depth: charts agree
// on the names alone.
//
// Source: https://helm.sh/docs/chart_best_practices/values/
func parseHelmValues(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		y.helmImages(doc, "", 0)
	}
}

func (y *yamlFile) helmImages(n *yamlNode, path string, depth int) {
	if n = y.resolve(n); n == nil || depth > maxYAMLWalk {
		return
	}
	if n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			y.helmImages(item, path, depth+1)
		}
		return
	}
	unit := "(values)"
	if path != "" {
		unit = "(values of " + path + ")"
	}
	if repository := y.get(n, "repository"); isScalar(repository) {
		y.declareTag(repository.Value, y.get(n, "tag"), unit, Run)
	}
	image := y.get(n, "image")
	if tag := y.get(n, "imageTag"); isScalar(image) && isScalar(tag) {
		y.declareTag(image.Value, tag, unit, Run)
	} else if isScalar(image) && strings.Contains(image.Value, ":") {
		y.declareImage(y.place(image), unit, Run)
	}
	y.each(n, func(key string, value *yamlNode) {
		if path != "" {
			key = path + "." + key
		}
		y.helmImages(value, key, depth+1)
	})
}
