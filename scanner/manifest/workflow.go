package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

var workflow = Kind{
	Name: "GitHub Actions workflow",
	Files: []string{".github/workflows/*.yml", ".github/workflows/*.yaml", ".gitea/workflows/*.yml", ".gitea/workflows/*.yaml",
		".forgejo/workflows/*.yml", ".forgejo/workflows/*.yaml"},
	Declares: "the versions that setup actions install, from matrices, version files and through local actions too; images of containers and services",
	Catalog:  true,
	Parse:    parseWorkflow,
}

// A setupAction installs a runtime.
type setupAction struct {
	input   string // the input that names the version
	runtime rules.Runtime
}

var setupActions = map[string]setupAction{
	"actions/setup-python":            {"python-version", rules.Python},
	"quansight-labs/setup-python":     {"python-version", rules.Python},
	"deadsnakes/action":               {"python-version", rules.Python},
	"conda-incubator/setup-miniconda": {"python-version", rules.Python},
	"astral-sh/setup-uv":              {"python-version", rules.Python},
	"actions/setup-java":              {"java-version", rules.Java},
	"graalvm/setup-graalvm":           {"java-version", rules.Java},
	"actions/setup-ruby":              {"ruby-version", rules.Ruby},
	"ruby/setup-ruby":                 {"ruby-version", rules.Ruby},
	"ruby/setup-ruby-pkgs":            {"ruby-version", rules.Ruby},
	"actions/setup-dotnet":            {"dotnet-version", rules.Dotnet},
}

func parseWorkflow(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		actions := localActions{}
		y.each(y.get(doc, "jobs"), func(name string, job *yamlNode) {
			w := workflowJob{yamlFile: y, doc: doc, job: job, unit: "(job " + name + ")", scope: jobScope(name), actions: actions}
			w.declare()
		})
	}
}

// A workflowJob is a job of a workflow, or the steps of an action.
type workflowJob struct {
	*yamlFile
	doc     *yamlNode // the workflow, or the action
	job     *yamlNode
	unit    string
	scope   Scope
	actions localActions
	known   ciValues           // nil until one is asked for
	done    map[*yamlNode]bool // values that are declared
}

func (w *workflowJob) declare() {
	w.done = map[*yamlNode]bool{}
	container := w.get(w.job, "container")
	w.image(container)
	w.each(w.get(w.job, "services"), func(_ string, service *yamlNode) { w.image(service) })
	for _, step := range w.items(w.get(w.job, "steps")) {
		if uses := w.get(step, "uses"); isScalar(uses) {
			w.step(uses, step)
		}
	}
	if uses := w.get(w.job, "uses"); isScalar(uses) {
		w.local(uses, w.get(w.job, "with")) // a reusable workflow
	}
	if system := w.get(w.job, "runs-on"); container == nil && isScalar(system) {
		if image := hostedUbuntu(system.Value); image != "" {
			w.jobSystem(system, image, w.unit, w.scope)
		}
	}
}

func (w *workflowJob) step(uses, step *yamlNode) {
	if image, ok := strings.CutPrefix(uses.Value, "docker://"); ok {
		at := w.place(uses)
		w.declareImage(w.f.At(at.End-len(image), at.End), w.unit, w.scope)
		return
	}
	if strings.HasPrefix(uses.Value, "./") {
		w.local(uses, w.get(step, "with"))
		return
	}
	action, release, _ := strings.Cut(strings.ToLower(uses.Value), "@")
	if setup, ok := setupActions[action]; ok {
		use := setupUse{runtime: setup.runtime, condition: stepCondition(w.get(step, "if"))}
		if setup.runtime == rules.Java && (release == "v1" || strings.HasPrefix(release, "v1.")) {
			use.vendor = "azul" // the first version of the action knew no other
		}
		w.setup(&setup, use, w.get(step, "with"))
	}
}

// A setupUse is one use of a setup action.
type setupUse struct {
	runtime   rules.Runtime
	vendor    string
	condition condition
	via       []Place // what leads to the literal
}

// setup reads the inputs of a setup action.
func (w *workflowJob) setup(action *setupAction, use setupUse, with *yamlNode) {
	if distribution := w.get(with, "distribution"); distribution != nil && use.runtime == rules.Java {
		use.vendor = javaDistribution(distribution.Value)
	}
	value := w.get(with, action.input)
	switch {
	case value == nil:
		w.namedFiles(use.runtime, action.input, with)
	case use.runtime == rules.Ruby && value.Value == "default":
		w.defaultFile(value, with)
	case isVersionFile(value.Value):
		w.versionFile(use.runtime, value) // ruby-version: .ruby-version
	default: // which goes before a file
		for _, v := range w.items(value) {
			w.version(use, v)
		}
	}
}

// javaDistribution is the vendor of setup-java's distributions.
func javaDistribution(name string) string {
	switch strings.ToLower(name) {
	case "zulu":
		return "azul"
	case "oracle":
		return "oracle"
	}
	if strings.Contains(name, "$") {
		return ""
	}
	return "openjdk"
}

// image declares a container, which is an image or a mapping with one.
func (w *workflowJob) image(n *yamlNode) {
	if n != nil && n.Kind == yaml.MappingNode {
		n = w.get(n, "image")
	}
	if n != nil {
		w.declareImages(n, githubSyntax, w.values(), w.unit, w.scope)
	}
}
