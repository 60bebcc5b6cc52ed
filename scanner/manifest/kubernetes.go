package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

var kubernetes = Kind{
	Name:     "Kubernetes manifest",
	Files:    []string{"*.yaml", "*.yml"},
	Probes:   []string{"apiVersion:"},
	Declares: "the images of containers in pods and in all that makes pods",
	Parse:    parseKubernetes,
}

// containerLists are the keys under which pods list their containers.
var containerLists = map[string]bool{"containers": true, "initContainers": true, "ephemeralContainers": true}

// parseKubernetes reads the images of every object of the file: a pod, what has a
// template of one at whatever depth, or a list of them. Templates of Helm are no
// YAML until they are filled in.
func parseKubernetes(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		if y.get(doc, "apiVersion") == nil || y.get(doc, "kind") == nil {
			continue
		}
		name := ""
		if n := y.get(doc, "metadata", "name"); n != nil {
			name = n.Value
		}
		y.pods(doc, y.get(doc, "kind").Value+" "+name, 0)
	}
}

func (y *yamlFile) pods(n *yaml.Node, owner string, depth int) {
	n = y.resolve(n)
	switch {
	case n == nil || depth > maxYAMLWalk:
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			y.pods(item, owner, depth+1)
		}
	case n.Kind == yaml.MappingNode:
		y.each(n, func(key string, value *yaml.Node) {
			if containerLists[key] && value.Kind == yaml.SequenceNode {
				for _, container := range y.items(value) {
					y.container(container, owner)
				}
				return
			}
			y.pods(value, owner, depth+1)
		})
	}
}

func (y *yamlFile) container(n *yaml.Node, owner string) {
	image := y.get(n, "image")
	if image == nil || image.Kind != yaml.ScalarNode || image.Value == "" || strings.Contains(image.Value, "{{") {
		return
	}
	unit := "(" + strings.TrimSpace(owner)
	if name := y.get(n, "name"); name != nil {
		unit += ", container " + name.Value
	}
	y.declareImage(y.place(image), unit+")", Run)
}
