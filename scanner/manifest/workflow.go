package manifest

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var workflow = Kind{
	Name:     "GitHub Actions workflow",
	Files:    []string{".github/workflows/*.yml", ".github/workflows/*.yaml"},
	Declares: "the versions that setup actions install, matrix values, images of containers and services",
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
			w := workflowJob{yamlFile: y, job: job, unit: "(job " + name + ")", scope: jobScope(name)}
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
		setup, ok := setupActions[strings.ToLower(action)]
		if value := w.get(step, "with", setup.input); ok && value != nil {
			vendor := ""
			if distribution := w.get(step, "with", "distribution"); distribution != nil && setup.runtime == rules.Java {
				vendor = javaDistribution(distribution.Value)
			}
			for _, v := range w.items(value) {
				w.version(setup.runtime, vendor, v)
			}
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
func (w *workflowJob) image(n *yaml.Node) {
	if n != nil && n.Kind == yaml.MappingNode {
		n = w.get(n, "image")
	}
	if n != nil && n.Kind == yaml.ScalarNode && !strings.Contains(n.Value, "${{") {
		w.declareImage(w.place(n), w.unit, w.scope)
	}
}

// version declares one input: a literal, several on lines of their own, or the
// values of a matrix.
func (w *workflowJob) version(rt rules.Runtime, vendor string, n *yaml.Node) {
	switch {
	case strings.Contains(n.Value, "${{"):
		w.expression(rt, vendor, n)
	case strings.Contains(n.Value, "\n"):
		w.lines(rt, vendor, n)
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
		declareToolVersion(w.f, rt, Declaration{At: w.f.At(start, start+len(word)), Vendor: vendor, Scope: w.scope, Unit: w.unit})
	}
}

// expression resolves ${{ matrix.x }} to the values of the matrix; other
// expressions are known only when the workflow runs.
func (w *workflowJob) expression(rt rules.Runtime, vendor string, n *yaml.Node) {
	inner := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(n.Value), "${{"), "}}"))
	key, ok := strings.CutPrefix(inner, "matrix.")
	found := false
	if ok && strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == "" {
		path := strings.Split(key, ".")
		matrix := w.get(w.job, "strategy", "matrix")
		for _, v := range w.items(w.get(matrix, path[0])) {
			found = w.matrixValue(rt, vendor, w.get(v, path[1:]...)) || found
		}
		for _, cell := range w.items(w.get(matrix, "include")) {
			found = w.matrixValue(rt, vendor, w.get(cell, path...)) || found
		}
	}
	if !found {
		w.f.Declare(Declaration{Runtime: rt, At: w.place(n), Binding: rules.Newest, Scope: w.scope, Unit: w.unit,
			Unresolved: "the expression " + inner + " is known only when the workflow runs"})
	}
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
