package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

var azurePipelines = Kind{
	Name: "Azure Pipelines",
	Files: []string{"azure-pipelines.yml", "azure-pipelines.yaml", "azure-pipelines-*.yml", "azure-pipelines.*.yml", ".vsts-ci.yml",
		".azure-pipelines/*.yml", ".azure-pipelines/*.yaml", ".azuredevops/*.yml"},
	Declares: "the versions that tasks install, through variables, parameters and matrices; images of containers",
	Catalog:  true,
	Parse:    parseAzurePipelines,
}

// azureTasks are the inputs that name a version, by the task in lower case.
var azureTasks = map[string]struct {
	input   string
	runtime rules.Runtime
}{
	"usepythonversion":    {"versionSpec", rules.Python},
	"userubyversion":      {"versionSpec", rules.Ruby},
	"javatoolinstaller":   {"versionSpec", rules.Java},
	"usedotnet":           {"version", rules.Dotnet},
	"dotnetcoreinstaller": {"version", rules.Dotnet},
	"maven":               {"jdkVersionOption", rules.Java},
	"gradle":              {"jdkVersionOption", rules.Java},
	"ant":                 {"jdkVersionOption", rules.Java},
}

// An azurePart is a part of a pipeline with what is known there.
type azurePart struct {
	*yamlFile
	unit       string
	values     ciValues
	containers map[string]bool // names of resources, which are images declared there
}

// Source: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/
func parseAzurePipelines(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		p := azurePart{yamlFile: y, values: ciValues{}, containers: map[string]bool{}}
		for _, parameter := range y.items(y.get(doc, "parameters")) {
			if name := y.get(parameter, "name"); name != nil {
				p.values.add("parameters."+strings.ToLower(name.Value), y.get(parameter, "default"))
			}
		}
		y.each(y.get(doc, "parameters"), func(name string, value *yaml.Node) { p.values.add("parameters."+strings.ToLower(name), value) })
		for _, container := range y.items(y.get(doc, "resources", "containers")) {
			if name := y.get(container, "container"); name != nil {
				p.containers[name.Value] = true
			}
			p.image(y.get(container, "image"))
		}
		p.read(doc, 0)
	}
}

// read reads a mapping or sequence and all below it.
func (p azurePart) read(n *yaml.Node, depth int) {
	if n == nil || depth > maxYAMLWalk {
		return
	}
	if n.Kind == yaml.SequenceNode {
		for _, item := range p.items(n) {
			p.read(item, depth+1)
		}
		return
	}
	if n.Kind != yaml.MappingNode {
		return
	}
	p.values = p.values.with(p.variables(n))
	if job := p.get(n, "job"); job != nil && job.Kind == yaml.ScalarNode {
		p.unit = "(job " + job.Value + ")"
	} else if deployment := p.get(n, "deployment"); deployment != nil && deployment.Kind == yaml.ScalarNode {
		p.unit = "(job " + deployment.Value + ")"
	}
	if task := p.get(n, "task"); task != nil {
		p.task(task.Value, p.get(n, "inputs"))
	}
	container := p.get(n, "container")
	if container != nil && container.Kind == yaml.MappingNode {
		container = p.get(container, "image")
	}
	if container != nil && p.get(n, "image") == nil && !p.containers[container.Value] {
		p.image(container)
	}
	p.each(n, func(key string, value *yaml.Node) {
		if key != "resources" && key != "variables" && key != "parameters" && key != "inputs" && key != "container" {
			p.read(value, depth+1)
		}
	})
}

// variables are those that a pipeline, stage or job sets itself, and the cells of
// its matrix.
func (p azurePart) variables(n *yaml.Node) ciValues {
	out := ciValues{}
	set := func(name string, value *yaml.Node) { out.add(strings.ToLower(name), value) }
	p.each(p.get(n, "variables"), set)
	for _, v := range p.items(p.get(n, "variables")) {
		if name := p.get(v, "name"); name != nil {
			set(name.Value, p.get(v, "value"))
		}
	}
	cells := ciValues{}
	p.each(p.get(n, "strategy", "matrix"), func(_ string, cell *yaml.Node) {
		p.each(cell, func(name string, value *yaml.Node) { cells.add(strings.ToLower(name), value) })
	})
	return out.with(cells)
}

func (p azurePart) image(n *yaml.Node) {
	if n != nil && !strings.Contains(n.Value, "${{") {
		p.declareImages(n, azureSyntax, p.values, p.unit, Test)
	}
}

func (p azurePart) task(name string, inputs *yaml.Node) {
	name, _, _ = strings.Cut(strings.ToLower(name), "@")
	task, ok := azureTasks[name]
	if !ok {
		return
	}
	var input *yaml.Node
	p.each(inputs, func(key string, value *yaml.Node) {
		if strings.EqualFold(key, task.input) {
			input = value
		}
	})
	if input == nil || input.Kind != yaml.ScalarNode || input.Value == "" || strings.EqualFold(input.Value, "default") {
		return
	}
	variable, isMacro := azureSyntax.name(input.Value)
	if inner, ok := githubSyntax.name(input.Value); ok {
		variable, isMacro = strings.TrimPrefix(inner, "variables."), true
	}
	if !isMacro {
		p.version(task.runtime, input, nil)
		return
	}
	found := p.values[ciName(strings.ToLower(variable))]
	for _, value := range found {
		p.version(task.runtime, value, input)
	}
	if len(found) == 0 {
		p.f.Declare(Declaration{Runtime: task.runtime, At: p.place(input), Binding: rules.Newest, Scope: Test, Unit: p.unit,
			Unresolved: "the variable " + variable + " has no value here"})
	}
}

// version declares a value, which an input may use.
func (p azurePart) version(rt rules.Runtime, value, use *yaml.Node) {
	d := Declaration{At: p.place(value), Scope: Test, Unit: p.unit}
	d.Text, d.Note = yamlVersion(value)
	if use != nil {
		d.Via = []Place{p.place(use)}
	}
	if azureSyntax.uses(d.Text) || githubSyntax.uses(d.Text) {
		d.Runtime, d.Binding, d.Unresolved = rt, rules.Newest, "it is known only when the pipeline runs"
		p.f.Declare(d)
		return
	}
	declareToolVersion(p.f, rt, d)
}
