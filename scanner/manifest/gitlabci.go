package manifest

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

var gitlabCI = Kind{
	Name:     ".gitlab-ci.yml",
	Files:    []string{".gitlab-ci.yml", ".gitlab-ci.yaml", "*.gitlab-ci.yml", "*.gitlab-ci.yaml", ".gitlab/*.yml", ".gitlab/ci/*.yml", ".gitlab-ci/*.yml"},
	Declares: "the images of jobs and their services, through `extends`, variables and `parallel: matrix`",
	Parse:    parseGitLabCI,
}

// gitlabKeywords are the keys beside the jobs. default holds what jobs have
// unless they say otherwise; as pages is one, it is read as a job.
var gitlabKeywords = map[string]bool{
	"variables": true, "services": true, "image": true, "stages": true, "workflow": true, "include": true, "cache": true,
	"before_script": true, "after_script": true, "spec": true, "types": true,
}

// A gitlabFile is one document with the jobs that others extend.
//
// Source: https://docs.gitlab.com/ci/yaml/
type gitlabFile struct {
	*yamlFile
	doc      *yamlNode
	inputs   ciValues // of all documents: spec stands in the first
	extended map[string]bool
	steps    int // jobs that others extend, looked at so far
}

// maxExtends is how deep GitLab itself lets jobs extend others; the steps bound
// jobs that extend several which extend several.
const (
	maxExtends      = 11
	maxExtendsSteps = 10000
)

func parseGitLabCI(f *File) {
	y := parseYAML(f)
	inputs := ciValues{}
	for _, doc := range y.docs {
		y.each(y.get(doc, "spec", "inputs"), func(name string, input *yamlNode) { inputs.add("inputs."+name, y.get(input, "default")) })
		g := gitlabFile{yamlFile: y, doc: doc, inputs: inputs, extended: map[string]bool{}}
		g.declare()
	}
}

func (g *gitlabFile) declare() {
	g.each(g.doc, func(_ string, job *yamlNode) {
		for _, base := range g.items(g.get(job, "extends")) {
			g.extended[base.Value] = true
		}
	})
	global := g.inputs.with(g.variables(g.doc))
	g.images("(default)", Test, global, g.get(g.doc, "image"), g.get(g.doc, "services"))
	g.each(g.doc, func(name string, job *yamlNode) {
		// What only others extend runs with their variables.
		if !gitlabKeywords[name] && job.Kind == yaml.MappingNode && !(strings.HasPrefix(name, ".") && g.extended[name]) {
			g.job(name, job, global)
		}
	})
}

func (g *gitlabFile) job(name string, job *yamlNode, global ciValues) {
	own := ciValues{}
	g.inherit(job, 0, func(base *yamlNode) {
		for name, values := range g.variables(base) {
			if own[name] == nil {
				own[name] = values
			}
		}
	})
	matrix := ciValues{}
	for _, row := range g.items(g.inherited(job, "parallel", "matrix")) {
		g.each(row, func(name string, list *yamlNode) { matrix.add(name, g.items(list)...) })
	}
	scope, unit := g.scope(name, job), "(job "+name+")"
	if name == "default" {
		unit = "(default)"
	}
	image, services := g.inherited(job, "image"), g.inherited(job, "services")
	if image == nil && name != "default" && len(own)+len(matrix) > 0 {
		if image = g.standard(); image != nil && !strings.Contains(g.place(g.imageName(image)).Text(), "$") {
			image = nil // which is declared where it stands
		}
	}
	g.images(unit, scope, global.with(own).with(matrix), image, services)
}

// standard is the image of jobs that name none.
func (g *gitlabFile) standard() *yamlNode {
	image := g.get(g.doc, "default", "image")
	if image == nil {
		image = g.get(g.doc, "image")
	}
	if n := g.imageName(image); n == nil || n.Kind != yaml.ScalarNode {
		return nil
	}
	return image
}

// scope tells whether a job tests or publishes.
func (g *gitlabFile) scope(name string, job *yamlNode) Scope {
	if g.inherited(job, "environment") != nil {
		return Build
	}
	if stage := g.inherited(job, "stage"); stage != nil {
		return jobScope(name, stage.Value)
	}
	return jobScope(name)
}

// inherit visits a job and then those that it extends, in the order in which they
// decide: of several bases the last goes first.
func (g *gitlabFile) inherit(job *yamlNode, depth int, visit func(*yamlNode)) {
	if g.steps++; job == nil || depth > maxExtends || g.steps > maxExtendsSteps {
		return
	}
	visit(job)
	for _, base := range slices.Backward(g.items(g.get(job, "extends"))) {
		g.inherit(g.get(g.doc, base.Value), depth+1, visit)
	}
}

// inherited is the value of a path in a job or the first of its bases that has it.
func (g *gitlabFile) inherited(job *yamlNode, path ...string) (found *yamlNode) {
	g.inherit(job, 0, func(base *yamlNode) {
		if found == nil {
			found = g.referred(g.get(base, path...))
		}
	})
	return found
}

// referred follows !reference [.job, key].
func (g *gitlabFile) referred(n *yamlNode) *yamlNode {
	for range maxExtends {
		if n == nil || n.Tag != "!reference" {
			return n
		}
		var path []string
		for _, item := range g.items(n) {
			path = append(path, item.Value)
		}
		if len(path) == 0 {
			return nil
		}
		n = g.get(g.doc, path...)
	}
	return nil
}

// variables are those that a job or the document sets.
func (g *gitlabFile) variables(n *yamlNode) ciValues {
	out := ciValues{}
	g.each(g.referred(g.get(n, "variables")), func(name string, value *yamlNode) {
		if value.Kind == yaml.MappingNode {
			value = g.get(value, "value")
		}
		out.add(name, value)
	})
	return out
}

// imageName is the scalar of an image, which may be a mapping with a name.
func (g *gitlabFile) imageName(image *yamlNode) *yamlNode {
	if image = g.referred(image); image != nil && image.Kind == yaml.MappingNode {
		return g.referred(g.get(image, "name"))
	}
	return image
}

func (g *gitlabFile) images(unit string, scope Scope, values ciValues, image, services *yamlNode) {
	g.declareImages(g.imageName(image), gitlabSyntax, values, unit, scope)
	for _, service := range g.items(services) {
		g.declareImages(g.imageName(service), gitlabSyntax, values, unit, scope)
	}
}
