package manifest

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var workflow = Kind{
	Name:     "GitHub Actions workflow",
	Files:    []string{".github/workflows/*.yml", ".github/workflows/*.yaml"},
	Declares: "the versions that setup actions install, from matrices and version files too; images of containers and services",
	Parse:    parseWorkflow,
}

// setupActions are the inputs that name a version, by the action.
var setupActions = map[string]struct {
	input   string
	runtime rules.Runtime
}{
	"actions/setup-python": {"python-version", rules.Python},
	"actions/setup-java":   {"java-version", rules.Java},
	"actions/setup-ruby":   {"ruby-version", rules.Ruby},
	"ruby/setup-ruby":      {"ruby-version", rules.Ruby},
	"actions/setup-dotnet": {"dotnet-version", rules.Dotnet},
}

func parseWorkflow(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		y.each(y.get(doc, "jobs"), func(name string, job *yaml.Node) {
			w := workflowJob{yamlFile: y, doc: doc, job: job, unit: "(job " + name + ")", scope: jobScope(name)}
			w.declare()
		})
	}
}

// jobScope tells by a job's name whether it tests or builds what is published.
func jobScope(name string) Scope {
	lower := strings.ToLower(name)
	for _, word := range []string{"deploy", "release", "publish"} {
		if strings.Contains(lower, word) {
			return Build
		}
	}
	return Test
}

type workflowJob struct {
	*yamlFile
	doc   *yaml.Node // the workflow, or the action
	job   *yaml.Node
	unit  string
	scope Scope
	done  map[*yaml.Node]bool // matrix values that are declared
}

func (w *workflowJob) declare() {
	w.done = map[*yaml.Node]bool{}
	w.image(w.get(w.job, "container"))
	w.each(w.get(w.job, "services"), func(_ string, service *yaml.Node) { w.image(service) })
	for _, step := range w.items(w.get(w.job, "steps")) {
		uses := w.get(step, "uses")
		if uses == nil {
			continue
		}
		action, _, _ := strings.Cut(uses.Value, "@")
		if image, ok := strings.CutPrefix(uses.Value, "docker://"); ok {
			at := w.place(uses)
			w.declareImage(w.f.At(at.End-len(image), at.End), w.unit, w.scope)
			continue
		}
		if setup, ok := setupActions[strings.ToLower(action)]; ok {
			w.setup(setup.runtime, setup.input, w.get(step, "with"))
		}
	}
}

// setup reads the inputs of a setup action.
func (w *workflowJob) setup(rt rules.Runtime, input string, with *yaml.Node) {
	vendor := ""
	if distribution := w.get(with, "distribution"); distribution != nil && rt == rules.Java {
		vendor = javaDistribution(distribution.Value)
	}
	value := w.get(with, input)
	if value != nil && isVersionFile(value.Value) {
		w.versionFile(rt, value) // ruby-version: .ruby-version
		return
	}
	for _, v := range w.items(value) {
		w.version(rt, vendor, v)
	}
	if value != nil {
		return // which goes before a file
	}
	for _, name := range []string{input + "-file", "global-json-file"} {
		if file := w.get(with, name); file != nil && file.Kind == yaml.ScalarNode && (name != "global-json-file" || rt == rules.Dotnet) {
			w.versionFile(rt, file)
		}
	}
}

func isVersionFile(text string) bool {
	return strings.HasPrefix(text, ".") && strings.HasSuffix(text, "-version") || text == ".tool-versions"
}

// versionFile declares what a file says that an input names. It stands at the
// file's own place; the input leads there.
func (w *workflowJob) versionFile(rt rules.Runtime, n *yaml.Node) {
	at := w.place(n)
	unresolved := ""
	if githubSyntax.uses(n.Value) {
		unresolved = "the expression is known only when the workflow runs"
	} else if other, err := w.f.Open(w.root() + n.Value); err != nil {
		unresolved = n.Value + " can't be read here"
		if errors.Is(err, fs.ErrNotExist) {
			unresolved = "there is no file " + n.Value
		}
	} else if list, ok := w.declaredIn(other); ok {
		for _, d := range list {
			if d.Runtime == rt || rt == rules.Ruby && d.Runtime == rules.JRuby || rt == rules.Python && d.Runtime == rules.PyPy {
				d.Via = append([]Place{at}, d.Via...)
				d.Unit, d.Scope = w.unit, w.scope
				w.f.Declare(d)
			}
		}
		return
	} else {
		unresolved = n.Value + " is no kind of file that declares a version"
	}
	w.f.Declare(Declaration{Runtime: rt, At: at, Binding: rules.Exact, Scope: w.scope, Unit: w.unit, Unresolved: unresolved})
}

// declaredIn are the declarations of another file; ok is false if it is of no kind,
// or the workflow itself.
func (w *workflowJob) declaredIn(other *File) (list []Declaration, ok bool) {
	if w.f.declared == nil || other.Path == w.f.Path || strings.Contains(other.Path, ".github/") {
		return nil, false
	}
	return w.f.declared(other)
}

// root leads from the file to the top of its repository.
func (w *workflowJob) root() string {
	if path.Base(path.Dir(w.f.Path)) == "workflows" {
		return "../../"
	}
	return strings.Repeat("../", strings.Count(w.f.Path, "/"))
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
func (w *workflowJob) image(n *yaml.Node) {
	if n != nil && n.Kind == yaml.MappingNode {
		n = w.get(n, "image")
	}
	w.declareImages(n, githubSyntax, w.values(), w.unit, w.scope)
}

// values are the variables that images may use: those of the matrix, the
// environment and inputs with a default.
func (w *workflowJob) values() ciValues {
	out := ciValues{}
	matrix := w.get(w.job, "strategy", "matrix")
	w.each(matrix, func(name string, list *yaml.Node) {
		if name != "include" && name != "exclude" {
			out.add("matrix."+name, w.items(list)...)
		}
	})
	for _, cell := range w.items(w.get(matrix, "include")) {
		w.each(cell, func(name string, value *yaml.Node) { out.add("matrix."+name, value) })
	}
	for _, n := range []*yaml.Node{w.doc, w.job} {
		w.each(w.get(n, "env"), func(name string, value *yaml.Node) { out["env_"+ciName(name)] = nil; out.add("env."+name, value) })
	}
	for _, inputs := range []*yaml.Node{w.get(w.doc, "inputs"), w.get(w.doc, "on", "workflow_call", "inputs"), w.get(w.doc, "on", "workflow_dispatch", "inputs")} {
		w.each(inputs, func(name string, input *yaml.Node) { out.add("inputs."+name, w.get(input, "default")) })
	}
	return out
}

// version declares one input: a literal, several on lines of their own, or the
// values of a matrix.
func (w *workflowJob) version(rt rules.Runtime, vendor string, n *yaml.Node) {
	switch {
	case strings.Contains(n.Value, "\n"):
		w.lines(rt, vendor, n)
	case strings.Contains(n.Value, "${{"):
		w.expression(rt, vendor, n.Value, w.place(n))
	default:
		text, note := yamlVersion(n)
		declareToolVersion(w.f, rt, Declaration{At: w.place(n), Text: text, Vendor: vendor, Scope: w.scope, Unit: w.unit, Note: note})
	}
}

// lines declares the lines of a block scalar.
func (w *workflowJob) lines(rt rules.Runtime, vendor string, n *yaml.Node) {
	line := n.Line // the block begins on the line behind its indicator
	for range strings.Count(n.Value, "\n") + 1 {
		if line >= len(w.yamlFile.lines) {
			return
		}
		start := w.yamlFile.lines[line]
		text := w.f.Line(start)
		word := strings.TrimSpace(text)
		line++
		if word == "" || !strings.Contains(n.Value, word) {
			continue
		}
		start += strings.Index(text, word)
		if githubSyntax.uses(word) {
			w.expression(rt, vendor, word, w.f.At(start, start+len(word)))
			continue
		}
		declareToolVersion(w.f, rt, Declaration{At: w.f.At(start, start+len(word)), Vendor: vendor, Scope: w.scope, Unit: w.unit})
	}
}

// expression resolves ${{ matrix.x }} to the values of the matrix, and the names of
// inputs and of the environment to what they are set to; of several with || between
// them each counts. Other expressions are known only when the workflow runs.
func (w *workflowJob) expression(rt rules.Runtime, vendor, text string, at Place) {
	inner := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "${{"), "}}"))
	found := false
	for name := range strings.SplitSeq(inner, "||") {
		found = w.named(rt, vendor, strings.TrimSpace(name)) || found
	}
	if !found {
		w.f.Declare(Declaration{Runtime: rt, At: at, Binding: rules.Newest, Scope: w.scope, Unit: w.unit,
			Unresolved: "the expression " + inner + " is known only when the workflow runs"})
	}
}

// named declares the values of one name and reports whether there are any.
func (w *workflowJob) named(rt rules.Runtime, vendor, name string) bool {
	found := false
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") != "" {
		return false
	}
	key, isMatrix := strings.CutPrefix(name, "matrix.")
	if !isMatrix {
		for _, v := range w.values()[ciName(name)] {
			found = w.matrixValue(rt, vendor, v) || found
		}
		return found
	}
	path := strings.Split(key, ".")
	matrix := w.get(w.job, "strategy", "matrix")
	for _, v := range w.items(w.get(matrix, path[0])) {
		found = w.matrixValue(rt, vendor, w.get(v, path[1:]...)) || found
	}
	for _, cell := range w.items(w.get(matrix, "include")) {
		found = w.matrixValue(rt, vendor, w.get(cell, path...)) || found
	}
	return found
}

func (w *workflowJob) matrixValue(rt rules.Runtime, vendor string, n *yaml.Node) bool {
	if n == nil || n.Kind != yaml.ScalarNode || strings.Contains(n.Value, "${{") {
		return false
	}
	if !w.done[n] {
		w.done[n] = true
		w.version(rt, vendor, n)
	}
	return true
}

// declareToolVersion declares what setup actions and CI services accept for a
// version: one, the start of one, or a range in npm's grammar.
func declareToolVersion(f *File, rt rules.Runtime, d Declaration) {
	if d.Text == "" {
		d.Text = d.At.Text()
	}
	d.Binding = rules.Exact
	text := strings.TrimSuffix(d.Text, "-dev")
	if rt == rules.Dotnet {
		d.Scope = Build // an SDK
	}
	switch {
	case strings.ContainsAny(text, "<>=^~*|") || strings.HasSuffix(strings.ToLower(text), ".x"):
		d.Runtime, d.Binding = rt, rules.Newest
		d.setVersions(version.NPMRange(rules.Scheme(rt), text))
		f.Declare(d)
	case isMovingName(text):
		d.Runtime, d.Unresolved = rt, text+" names no version"
		f.Declare(d)
	default:
		declareVersion(f, rt, d)
	}
}

// isMovingName recognises names for whatever is newest.
func isMovingName(text string) bool {
	switch strings.ToLower(text) {
	case "latest", "head", "stable", "nightly", "default", "ruby", "jruby", "truffleruby", "ruby-head", "jruby-head", "lts", "tip", "debug", "mingw", "mswin":
		return true
	}
	return false
}

var compositeAction = Kind{
	Name:     "GitHub action",
	Files:    []string{"action.yml", "action.yaml"},
	Probes:   []string{"runs:"},
	Declares: "what the steps of a composite action set up; the image of one that is a container",
	Parse: func(f *File) {
		y := parseYAML(f)
		for _, doc := range y.docs {
			w := workflowJob{yamlFile: y, doc: doc, job: y.get(doc, "runs"), unit: "(action)", scope: Test}
			w.declare()
			if image := y.get(w.job, "image"); image != nil && strings.HasPrefix(image.Value, "docker://") {
				at := y.place(image)
				y.declareImage(f.At(at.Start+len("docker://"), at.End), w.unit, Run)
			}
		}
	},
}
