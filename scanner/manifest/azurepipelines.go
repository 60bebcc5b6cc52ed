package manifest

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var azurePipelines = Kind{
	Name: "Azure Pipelines",
	Files: []string{"azure-pipelines.*yml", "azure-pipelines.*yaml", "azure-pipelines-*.yml", "azure-pipelines-*.yaml", ".vsts-ci.yml",
		".azure-pipelines/*.yml", ".azure-pipelines/*.yaml", ".azuredevops/*.yml", ".azuredevops/*.yaml", "azure-pipelines/*.yml"},
	Declares: "the versions that tasks install, through variables, parameters and matrices; images of containers; the OpenSSL of `vmImage`",
	Catalog:  true,
	Parse:    parseAzurePipelines,
}

// An azureTask installs a runtime.
type azureTask struct {
	input   string // the input that names the version, in lower case
	runtime rules.Runtime
	bare    bool // of .NET, the runtime without an SDK
}

// azureTasks are the tasks by their names in lower case.
var azureTasks = map[string]azureTask{
	"usepythonversion":    {input: "versionspec", runtime: rules.Python},
	"userubyversion":      {input: "versionspec", runtime: rules.Ruby},
	"javatoolinstaller":   {input: "versionspec", runtime: rules.Java},
	"usedotnet":           {input: "version", runtime: rules.Dotnet},
	"dotnetcoreinstaller": {input: "version", runtime: rules.Dotnet},
	"maven":               {input: "jdkversionoption", runtime: rules.Java},
	"gradle":              {input: "jdkversionoption", runtime: rules.Java},
	"ant":                 {input: "jdkversionoption", runtime: rules.Java},
}

// An azurePart is a part of a pipeline with what is known there.
type azurePart struct {
	*yamlFile
	unit       string
	scope      Scope
	values     ciValues
	containers map[string]bool // names of resources, which are images declared there
}

// Source: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/
func parseAzurePipelines(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		p := azurePart{yamlFile: y, scope: Test, values: ciValues{}, containers: map[string]bool{}}
		for _, parameter := range y.items(y.get(doc, "parameters")) {
			if name := y.get(parameter, "name"); name != nil {
				p.values.add("parameters."+strings.ToLower(name.Value), y.get(parameter, "default"))
			}
		}
		y.each(y.get(doc, "parameters"), func(name string, value *yamlNode) { p.values.add("parameters."+strings.ToLower(name), value) })
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
func (p azurePart) read(n *yamlNode, depth int) {
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
		p.unit, p.scope = "(job "+job.Value+")", jobScope(job.Value)
	} else if deployment := p.get(n, "deployment"); deployment != nil && deployment.Kind == yaml.ScalarNode {
		p.unit, p.scope = "(job "+deployment.Value+")", Build
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
	if pool := p.get(n, "pool", "vmImage"); isScalar(pool) && container == nil {
		p.system(pool)
	}
	p.each(n, func(key string, value *yamlNode) {
		if key != "resources" && key != "variables" && key != "parameters" && key != "inputs" && key != "container" {
			p.read(value, depth+1)
		}
	})
}

// variables are those that a pipeline, stage or job sets itself, and the cells of
// its matrix.
func (p azurePart) variables(n *yamlNode) ciValues {
	out := ciValues{}
	set := func(name string, value *yamlNode) { out.add(strings.ToLower(name), value) }
	p.each(p.get(n, "variables"), set)
	for _, v := range p.items(p.get(n, "variables")) {
		if name := p.get(v, "name"); name != nil {
			set(name.Value, p.get(v, "value"))
		}
	}
	cells := ciValues{}
	p.each(p.get(n, "strategy", "matrix"), func(_ string, cell *yamlNode) {
		p.each(cell, func(name string, value *yamlNode) { cells.add(strings.ToLower(name), value) })
	})
	return out.with(cells)
}

// system declares the OpenSSL of hosted machines, unless those of a matrix differ.
func (p azurePart) system(n *yamlNode) {
	if variable, ok := azureSyntax.name(n.Value); ok {
		values := p.values[azureSyntax.key(variable)]
		if len(values) != 1 {
			return
		}
		n = values[0]
	}
	if image := hostedUbuntu(n.Value); image != "" {
		p.jobSystem(n, image, p.unit, p.scope)
	}
}

func (p azurePart) image(n *yamlNode) {
	if n != nil && !strings.Contains(n.Value, "${{") {
		p.declareImages(n, azureSyntax, p.values, p.unit, p.scope)
	}
}

func (p azurePart) task(name string, inputs *yamlNode) {
	name, _, _ = strings.Cut(strings.ToLower(name), "@")
	task, ok := azureTasks[name]
	if !ok {
		return
	}
	given := map[string]*yamlNode{}
	p.each(inputs, func(key string, value *yamlNode) { given[strings.ToLower(key)] = value })
	if global := given["useglobaljson"]; global != nil && strings.EqualFold(global.Value, "true") {
		p.globalJSON(global, given["workingdirectory"])
		return
	}
	input := given[task.input]
	if input == nil || input.Kind != yaml.ScalarNode || input.Value == "" || strings.EqualFold(input.Value, "default") {
		return
	}
	if kind := given["packagetype"]; kind != nil && strings.EqualFold(kind.Value, "runtime") {
		task.bare = true
	}
	variable, isMacro := azureSyntax.name(input.Value)
	if inner, ok := githubSyntax.name(input.Value); ok {
		variable, isMacro = strings.TrimPrefix(inner, "variables."), true
	}
	if !isMacro {
		p.version(&task, input, nil)
		return
	}
	found := p.values[azureSyntax.key(variable)]
	for _, value := range found {
		p.version(&task, value, input)
	}
	if len(found) == 0 {
		d := Declaration{Runtime: task.runtime, At: p.place(input), Binding: rules.Newest, Scope: p.scope, Unit: p.unit,
			Unresolved: "the variable " + variable + " has no value here"}
		if _, template := githubSyntax.name(input.Value); template || isFunction(variable) {
			d.Unresolved = templateReason // filled in by what includes this file
		}
		p.f.Declare(d)
	}
}

func isFunction(text string) bool { return strings.ContainsAny(text, "([") }

// globalJSON declares the SDK that the global.json of the repository asks for, or
// that of the folder which a task names.
func (p azurePart) globalJSON(use, folder *yamlNode) {
	name := "global.json"
	if isScalar(folder) && !strings.Contains(folder.Value, "$") {
		name = strings.TrimSuffix(folder.Value, "/") + "/" + name
	}
	if strings.HasPrefix(path.Base(path.Dir(p.f.Path)), ".azure") {
		name = "../" + name
	}
	other, err := p.f.Open(name)
	if err != nil || p.f.declared == nil {
		return // another global.json is a file of its own
	}
	list, _ := p.f.declared(other)
	for _, d := range list {
		d.Via = append([]Place{p.place(use)}, d.Via...)
		d.Unit = p.unit
		p.f.Declare(d)
	}
}

// version declares a value, which an input may use.
func (p azurePart) version(task *azureTask, value, use *yamlNode) {
	d := Declaration{At: p.place(value), Scope: p.scope, Unit: p.unit}
	d.Text, d.Note = yamlVersion(value)
	if use != nil {
		d.Via = []Place{p.place(use)}
	}
	switch {
	case azureSyntax.uses(d.Text) || githubSyntax.uses(d.Text):
		d.Runtime, d.Binding, d.Unresolved = task.runtime, rules.Newest, "it is known only when the pipeline runs"
		p.f.Declare(d)
	case task.bare && !strings.HasSuffix(d.Text, ".x"):
		d.Binding = rules.Exact
		declareVersion(p.f, task.runtime, d)
	case task.bare:
		d.Runtime, d.Binding = task.runtime, rules.Newest
		d.setVersions(version.NPMRange(version.Dotnet, d.Text))
		p.f.Declare(d)
	default:
		declareToolVersion(p.f, task.runtime, d)
	}
}
