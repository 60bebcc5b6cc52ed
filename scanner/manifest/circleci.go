package manifest

import (
	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

var circleCI = Kind{
	Name:     "CircleCI configuration",
	Files:    []string{".circleci/*.yml", ".circleci/*.yaml", "circle.yml"},
	Declares: "the images of jobs and executors, with their parameters and matrices; `machine` versions of the first format",
	Parse:    parseCircleCI,
}

// parseCircleCI reads both formats of the configuration.
//
// Source: https://circleci.com/docs/configuration-reference/
func parseCircleCI(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		y.circleMachine(y.get(doc, "machine"))
		pipeline := ciValues{}
		y.each(y.get(doc, "parameters"), func(name string, p *yaml.Node) {
			pipeline.add("pipeline.parameters."+name, y.get(p, "default"))
		})
		given := y.circleMatrices(doc)
		y.each(y.get(doc, "executors"), func(name string, executor *yaml.Node) {
			values := pipeline.with(y.circleDefaults(executor)).with(y.circlePassed(doc, name))
			y.circleImages(executor, values, "(executor "+name+")")
		})
		y.each(y.get(doc, "jobs"), func(name string, job *yaml.Node) {
			values := pipeline.with(y.circleDefaults(job)).with(given[name])
			y.circleImages(job, values, "(job "+name+")")
		})
	}
}

func (y *yamlFile) circleImages(n *yaml.Node, values ciValues, unit string) {
	for _, container := range y.items(y.get(n, "docker")) {
		y.declareImages(y.get(container, "image"), circleSyntax, values, unit, Test)
	}
}

func (y *yamlFile) circleDefaults(n *yaml.Node) ciValues {
	out := ciValues{}
	y.each(y.get(n, "parameters"), func(name string, p *yaml.Node) {
		out.add("parameters."+name, y.get(p, "default"))
	})
	return out
}

// circleMatrices are the values that workflows give to the parameters of jobs.
func (y *yamlFile) circleMatrices(doc *yaml.Node) map[string]ciValues {
	out := map[string]ciValues{}
	y.each(y.get(doc, "workflows"), func(_ string, workflow *yaml.Node) {
		for _, entry := range y.items(y.get(workflow, "jobs")) {
			y.each(entry, func(job string, with *yaml.Node) {
				if out[job] == nil {
					out[job] = ciValues{}
				}
				y.each(with, func(name string, value *yaml.Node) { out[job].add("parameters."+name, value) })
				y.each(y.get(with, "matrix", "parameters"), func(name string, list *yaml.Node) {
					out[job].add("parameters."+name, y.items(list)...)
				})
			})
		}
	})
	return out
}

// circlePassed are the values that jobs give to the parameters of an executor.
func (y *yamlFile) circlePassed(doc *yaml.Node, executor string) ciValues {
	out := ciValues{}
	y.each(y.get(doc, "jobs"), func(_ string, job *yaml.Node) {
		use := y.get(job, "executor")
		if name := y.get(use, "name"); name != nil && name.Value == executor {
			y.each(use, func(name string, value *yaml.Node) {
				if !circleSyntax.uses(value.Value) {
					out.add("parameters."+name, value)
				}
			})
		}
	})
	return out
}

// circleMachine reads the first format, which installs versions.
func (y *yamlFile) circleMachine(machine *yaml.Node) {
	for _, m := range []struct {
		key     string
		runtime rules.Runtime
	}{{"java", rules.Java}, {"python", rules.Python}, {"ruby", rules.Ruby}} {
		if v := y.get(machine, m.key, "version"); v != nil && v.Kind == yaml.ScalarNode {
			text, note := yamlVersion(v)
			declareToolVersion(y.f, m.runtime, Declaration{At: y.place(v), Text: text, Scope: Test, Note: note})
		}
	}
}
