package manifest

import (
	"strings"
)

var compositeAction = Kind{
	Name:     "GitHub action",
	Files:    []string{"action.yml", "action.yaml"},
	Probes:   []string{"runs:"},
	Declares: "what the steps of a composite action set up; the image of one that is a container",
	Catalog:  true,
	Parse:    parseAction,
}

// Source: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
func parseAction(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		w := workflowJob{yamlFile: y, doc: doc, job: y.get(doc, "runs"), unit: "(action)", scope: Test, actions: localActions{}}
		w.declare()
		if image := y.get(w.job, "image"); image != nil && strings.HasPrefix(image.Value, "docker://") {
			at := y.place(image)
			y.declareImage(f.At(at.Start+len("docker://"), at.End), w.unit, Run)
		}
	}
}

// localActions are the actions and workflows of the same repository, by their
// paths: what they set up from their inputs.
type localActions map[string][]localInput

// A localInput is an input that names the version of a runtime.
type localInput struct {
	name string
	use  setupUse // via is where the action uses it
}

// local declares what a use of a local action gives to inputs that name versions.
// The values stand here, the setup there.
func (w *workflowJob) local(uses, with *yamlNode) {
	path, _, _ := strings.Cut(uses.Value, "@")
	inputs, ok := w.actions[path]
	if !ok {
		inputs = w.inputsOf(path)
		w.actions[path] = inputs
	}
	for _, input := range inputs {
		if value := w.get(with, input.name); isScalar(value) {
			w.version(input.use, value)
		}
	}
}

// inputsOf reads an action, or a workflow that others call.
func (w *workflowJob) inputsOf(path string) []localInput {
	names := []string{path}
	if !strings.HasSuffix(path, ".yml") && !strings.HasSuffix(path, ".yaml") {
		names = []string{path + "/action.yml", path + "/action.yaml"}
	}
	for _, name := range names {
		if other, err := w.f.Open(w.root() + name); err == nil {
			action := &other.content().action
			action.Do(func() { action.inputs = setupInputs(parseYAML(NewFile(other.Path, other.Data))) })
			return action.inputs
		}
	}
	return nil
}

func setupInputs(y *yamlFile) (out []localInput) {
	for _, doc := range y.docs {
		jobs := []*yamlNode{y.get(doc, "runs")}
		y.each(y.get(doc, "jobs"), func(_ string, job *yamlNode) { jobs = append(jobs, job) })
		for _, job := range jobs {
			for _, step := range y.items(y.get(job, "steps")) {
				uses := y.get(step, "uses")
				if !isScalar(uses) {
					continue
				}
				action, _, _ := strings.Cut(strings.ToLower(uses.Value), "@")
				setup := setupActions[action]
				value := y.get(step, "with", setup.input)
				if !isScalar(value) {
					continue
				}
				variable, _ := githubSyntax.name(value.Value)
				if name, ok := strings.CutPrefix(variable, "inputs."); ok {
					use := setupUse{runtime: setup.runtime, via: []Place{y.place(value)}}
					if distribution := y.get(step, "with", "distribution"); distribution != nil {
						use.vendor = javaDistribution(distribution.Value)
					}
					out = append(out, localInput{name, use})
				}
			}
		}
	}
	return out
}
