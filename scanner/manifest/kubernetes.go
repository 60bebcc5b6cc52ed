package manifest

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v4"
)

var kubernetes = Kind{
	Name:     "Kubernetes manifest",
	Files:    []string{"*.yaml", "*.yml"},
	Probes:   []string{"apiVersion:"},
	Declares: "the images of containers in pods and in all that makes pods, in templates of Helm too; `env`, `command` and `args`",
	Parse:    parseKubernetes,
}

// containerKeys are the keys under which pods list their containers. The steps of
// Tekton and the single containers of Argo are pods' too, and only under these keys.
//
// Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
var containerKeys = map[string]bool{
	"containers": true, "initContainers": true, "ephemeralContainers": true,
	"container": true, "sidecars": true, "script": true, "steps": true,
}

// parseKubernetes reads the images of every object of the file: a pod, what has a
// template of one at whatever depth, or a list of them.
func parseKubernetes(f *File) {
	if !bytes.Contains(f.Data, []byte("image")) {
		return
	}
	y := parseYAML(f)
	if len(y.docs) == 0 && bytes.Contains(f.Data, []byte("{{")) {
		helmTemplate(f)
		return
	}
	for _, doc := range y.docs {
		if kind := y.get(doc, "kind"); isScalar(kind) && y.get(doc, "apiVersion") != nil {
			y.pods(doc, y.objectName(doc), 0)
		}
	}
}

// objectName is the kind of an object, and its name if it has one.
func (y *yamlFile) objectName(n *yamlNode) string {
	owner := y.get(n, "kind").Value
	if name := y.get(n, "metadata", "name"); isScalar(name) && !isTemplate(name.Value) {
		owner += " " + name.Value
	}
	return owner
}

func (y *yamlFile) pods(n *yamlNode, owner string, depth int) {
	n = y.resolve(n)
	switch {
	case n == nil || depth > maxYAMLWalk:
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			y.pods(item, owner, depth+1)
		}
	case n.Kind == yaml.MappingNode:
		if kind := y.get(n, "kind"); isScalar(kind) && depth > 0 && y.get(n, "spec") != nil {
			owner = y.objectName(n) // of a list
		}
		y.each(n, func(key string, value *yamlNode) {
			if !containerKeys[key] {
				y.pods(value, owner, depth+1)
				return
			}
			containers := []*yamlNode{value}
			if value.Kind == yaml.SequenceNode {
				containers = y.items(value)
			}
			for _, container := range containers {
				y.container(container, owner)
				y.pods(container, owner, depth+1)
			}
		})
	}
}

func (y *yamlFile) container(n *yamlNode, owner string) {
	image := y.get(n, "image")
	if !isScalar(image) {
		return
	}
	unit := "(" + strings.TrimSpace(owner)
	if name := y.get(n, "name"); isScalar(name) && !isTemplate(name.Value) {
		unit += ", container " + name.Value
	}
	unit += ")"
	y.declareImage(y.place(image), unit, Run)
	for _, variable := range y.items(y.get(n, "env")) {
		if name := y.get(variable, "name"); name != nil && !toolOptions[name.Value] {
			y.options(y.get(variable, "value"), unit)
		}
	}
	for _, key := range []string{"command", "args"} {
		for _, word := range y.items(y.get(n, key)) {
			y.options(word, unit)
		}
	}
}

// helmTemplate reads the images of a template that is no YAML until it is filled
// in, line by line. What names an image in part says so; what is all filled in says
// nothing of a runtime.
func helmTemplate(f *File) {
	y := &yamlFile{f: f}
	eachLine(f.Data, func(offset int, line string) {
		p := piece{line, offset}
		if rest, ok := p.after("- "); ok {
			p = rest.trim(" ")
		}
		value, ok := p.after("image:")
		if value = value.trim(" "); !ok || value.text == "" || strings.HasPrefix(value.text, "#") {
			return
		}
		switch quote := value.text[:1]; quote {
		case `"`, `'`:
			value = value.from(1)
			if end := strings.LastIndex(value.text, quote); end >= 0 {
				value.text = value.text[:end]
			}
		default:
			if i := strings.Index(value.text, " #"); i >= 0 {
				value.text = strings.TrimRight(value.text[:i], " ")
			}
		}
		y.declareImage(f.At(value.at, value.at+len(value.text)), "(template)", Run)
	})
}
