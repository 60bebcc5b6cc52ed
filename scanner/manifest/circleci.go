package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

var circleCI = Kind{
	Name:     "CircleCI configuration",
	Files:    []string{".circleci/*.yml", ".circleci/*.yaml", "circle.yml"},
	Declares: "the images of jobs and executors, with their parameters and matrices; what orbs install; `machine` versions of the first format",
	Parse:    parseCircleCI,
}

// A circleFile is one configuration.
//
// Source: https://circleci.com/docs/configuration-reference/
type circleFile struct {
	*yamlFile
	doc      *yamlNode
	pipeline ciValues
	given    map[string]ciValues // what workflows give to the parameters of a job
	passed   map[string]ciValues // what jobs give to those of an executor
}

func parseCircleCI(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		c := circleFile{yamlFile: y, doc: doc, pipeline: ciValues{}, given: map[string]ciValues{}, passed: map[string]ciValues{}}
		c.declare()
	}
}

func (c *circleFile) declare() {
	c.machine(c.get(c.doc, "machine"))
	c.each(c.get(c.doc, "parameters"), func(name string, p *yamlNode) {
		c.pipeline.add("pipeline.parameters."+name, c.get(p, "default"))
	})
	jobs, executors := c.get(c.doc, "jobs"), c.get(c.doc, "executors")
	c.workflows(jobs)
	c.each(jobs, func(name string, job *yamlNode) {
		c.use(executors, c.get(job, "executor"), c.values(job, c.given[name]), "(job "+name+")", jobScope(name))
	})
	c.each(executors, func(name string, executor *yamlNode) {
		c.images(executor, c.values(executor, c.passed[name]), "(executor "+name+")", Test)
	})
	c.each(jobs, func(name string, job *yamlNode) {
		values, unit, scope := c.values(job, c.given[name]), "(job "+name+")", jobScope(name)
		c.images(job, values, unit, scope)
		c.orbs(job, values, unit, scope)
	})
	c.each(c.get(c.doc, "commands"), func(name string, command *yamlNode) {
		c.orbs(command, c.values(command, nil), "(command "+name+")", Test)
	})
}

// values are what the parameters of a job, executor or command may be: what is
// given to them, or their defaults.
func (c *circleFile) values(n *yamlNode, given ciValues) ciValues {
	own := ciValues{}
	c.each(c.get(n, "parameters"), func(name string, p *yamlNode) { own.add("parameters."+name, c.get(p, "default")) })
	return c.pipeline.with(own).with(given)
}

// workflows collects what workflows give to jobs. One that leaves a parameter out
// gives its default.
func (c *circleFile) workflows(jobs *yamlNode) {
	c.each(c.get(c.doc, "workflows"), func(_ string, workflow *yamlNode) {
		for _, entry := range c.items(c.get(workflow, "jobs")) {
			if entry.Kind == yaml.ScalarNode {
				c.give(c.given, jobs, entry.Value, nil)
			}
			c.each(entry, func(job string, with *yamlNode) {
				given := ciValues{}
				c.each(with, func(name string, value *yamlNode) { given.add("parameters."+name, value) })
				c.each(c.get(with, "matrix", "parameters"), func(name string, list *yamlNode) { given.add("parameters."+name, c.items(list)...) })
				c.give(c.given, jobs, job, given)
				c.orb(job, with, c.pipeline.with(given), "(job "+job+")", jobScope(job))
			})
		}
	})
}

// give adds what one use gives to the parameters of a job or executor.
func (c *circleFile) give(to map[string]ciValues, all *yamlNode, name string, given ciValues) {
	if to[name] == nil {
		to[name] = ciValues{}
	}
	for parameter, values := range given {
		to[name].add(parameter, values...)
	}
	c.each(c.get(all, name, "parameters"), func(parameter string, p *yamlNode) {
		if key := ciName("parameters." + parameter); given[key] == nil {
			to[name].addNew(key, c.get(p, "default"))
		}
	})
}

// use reads the executor of a job: its name, or a mapping with parameters too,
// which may be those of the job.
func (c *circleFile) use(executors, executor *yamlNode, values ciValues, unit string, scope Scope) {
	if executor == nil {
		return
	}
	if executor.Kind == yaml.ScalarNode {
		c.give(c.passed, executors, executor.Value, nil)
		return
	}
	name := c.get(executor, "name")
	if !isScalar(name) {
		return
	}
	given := ciValues{}
	c.each(executor, func(parameter string, value *yamlNode) {
		if variable, ok := circleSyntax.name(value.Value); ok && value.Kind == yaml.ScalarNode {
			given.add("parameters."+parameter, values[ciName(variable)]...)
		} else if !circleSyntax.uses(value.Value) {
			given.add("parameters."+parameter, value)
		}
	})
	c.give(c.passed, executors, name.Value, given)
	c.orb(name.Value, executor, values, unit, scope)
}

func (c *circleFile) images(n *yamlNode, values ciValues, unit string, scope Scope) {
	for _, container := range c.items(c.get(n, "docker")) {
		c.declareImages(c.get(container, "image"), circleSyntax, values, unit, scope)
	}
	image := c.get(n, "machine", "image")
	if image == nil {
		image = c.get(n, "machine")
	}
	if isScalar(image) {
		if system := hostedUbuntu(image.Value); system != "" {
			c.jobSystem(image, system, unit, scope)
		}
	}
}

// circleOrbs are the parameters that name a version in jobs, commands and
// executors of orbs, by the last two parts of their name.
//
// Source: https://circleci.com/developer/orbs/orb/circleci/python and ruby
var circleOrbs = map[string]struct {
	parameter string
	runtime   rules.Runtime
}{
	"python/test": {"version", rules.Python}, "python/default": {"tag", rules.Python},
	"ruby/install": {"version", rules.Ruby}, "ruby/default": {"tag", rules.Ruby},
}

// orbs reads the steps of a job or command.
func (c *circleFile) orbs(n *yamlNode, values ciValues, unit string, scope Scope) {
	for _, step := range c.items(c.get(n, "steps")) {
		c.each(step, func(name string, with *yamlNode) { c.orb(name, with, values, unit, scope) })
	}
}

func (c *circleFile) orb(name string, with *yamlNode, values ciValues, unit string, scope Scope) {
	known, ok := circleOrbs[name]
	version := c.get(with, known.parameter)
	if !ok {
		return
	}
	versions := c.items(version)
	var via []Place
	if version == nil {
		versions = values[ciName("parameters."+known.parameter)] // of a matrix
	} else if variable, ok := circleSyntax.name(version.Value); ok {
		versions, via = values[ciName(variable)], []Place{c.place(version)}
		if len(versions) == 0 {
			c.f.Declare(Declaration{Runtime: known.runtime, At: via[0], Binding: rules.Newest, Scope: scope, Unit: unit,
				Unresolved: "the variable " + variable + " has no value here"})
		}
	}
	for _, v := range versions {
		d := Declaration{At: c.place(v), Scope: scope, Unit: unit, Via: via}
		d.Text, d.Note = yamlVersion(v)
		d.Text, _, _ = strings.Cut(d.Text, "-") // 2.7.5-browsers
		declareToolVersion(c.f, known.runtime, d)
	}
}

// machine reads the first format, which installs versions.
func (c *circleFile) machine(machine *yamlNode) {
	for _, m := range []struct {
		key     string
		runtime rules.Runtime
	}{{"java", rules.Java}, {"python", rules.Python}, {"ruby", rules.Ruby}} {
		if v := c.get(machine, m.key, "version"); isScalar(v) {
			text, note := yamlVersion(v)
			declareToolVersion(c.f, m.runtime, Declaration{At: c.place(v), Text: text, Scope: Test, Note: note})
		}
	}
}
