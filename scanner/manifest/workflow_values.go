package manifest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
)

// values are the variables that a job may use: those of the matrix, the environment
// and inputs with a default.
func (w *workflowJob) values() ciValues {
	if w.known == nil {
		w.known = w.readValues()
	}
	return w.known
}

func (w *workflowJob) readValues() ciValues {
	out := ciValues{}
	matrix := w.get(w.job, "strategy", "matrix")
	w.each(matrix, func(name string, list *yamlNode) {
		if name == "include" || name == "exclude" {
			return
		}
		excluded := w.excluded(matrix, name)
		for _, value := range w.items(list) {
			if value.Kind != yaml.ScalarNode || !slices.Contains(excluded, value.Value) {
				w.add(out, "matrix."+name, value, 0)
			}
		}
	})
	for _, cell := range w.items(w.get(matrix, "include")) {
		w.add(out, "matrix", cell, 0)
	}
	for _, n := range []*yamlNode{w.doc, w.job} {
		own := ciValues{}
		w.each(w.get(n, "env"), func(name string, value *yamlNode) { own.add("env."+name, value) })
		out = out.with(own)
	}
	for _, inputs := range []*yamlNode{w.get(w.doc, "inputs"), w.get(w.doc, "on", "workflow_call", "inputs"), w.get(w.doc, "on", "workflow_dispatch", "inputs")} {
		w.each(inputs, func(name string, input *yamlNode) {
			out.add("inputs."+name, w.get(input, "default"))
			out.add("github.event.inputs."+name, w.get(input, "default"))
		})
	}
	return out
}

// add adds a value, or all that a mapping or a list holds, by their names:
// matrix.jdk.version, matrix.system[1].
func (w *workflowJob) add(to ciValues, name string, value *yamlNode, depth int) {
	if value.Kind == yaml.ScalarNode {
		to.add(name, value)
	}
	if depth == 8 {
		return
	}
	w.each(value, func(key string, inner *yamlNode) { w.add(to, name+"."+key, inner, depth+1) })
	for i, inner := range w.items(value) {
		w.add(to, name+"["+strconv.Itoa(i)+"]", inner, depth+1)
	}
}

// excluded are the values of a matrix's variable that exclude leaves out by
// themselves. Those that it leaves out beside others stay in other cells.
func (w *workflowJob) excluded(matrix *yamlNode, name string) (out []string) {
	for _, cell := range w.items(w.get(matrix, "exclude")) {
		if value := w.get(cell, name); cell.Kind == yaml.MappingNode && len(cell.Content) == 2 && isScalar(value) {
			out = append(out, value.Value)
		}
	}
	return out
}

// version declares one input: a literal, several on lines of their own, or the
// values of a matrix.
func (w *workflowJob) version(use setupUse, n *yamlNode) {
	switch {
	case n.Kind != yaml.ScalarNode || n.Value == "":
	case strings.Contains(n.Value, "\n"):
		w.lines(use, n)
	case githubSyntax.uses(n.Value):
		w.expression(use, n.Value, w.place(n))
	default:
		text, note := yamlVersion(n)
		declareToolVersion(w.f, use.runtime, Declaration{At: w.place(n), Via: use.via, Text: text, Vendor: use.vendor, Scope: w.scope, Unit: w.unit, Note: note})
	}
}

// lines declares the lines of a block scalar.
func (w *workflowJob) lines(use setupUse, n *yamlNode) {
	offsets := w.lineOffsets()
	line := n.Line // the block begins on the line behind its indicator
	for range strings.Count(n.Value, "\n") + 1 {
		if line >= len(offsets) {
			return
		}
		start := offsets[line]
		text := w.f.Line(start)
		word := strings.TrimSpace(text)
		line++
		if word == "" || !strings.Contains(n.Value, word) {
			continue
		}
		start += strings.Index(text, word)
		if githubSyntax.uses(word) {
			w.expression(use, word, w.f.At(start, start+len(word)))
			continue
		}
		declareToolVersion(w.f, use.runtime, Declaration{At: w.f.At(start, start+len(word)), Via: use.via, Vendor: use.vendor, Scope: w.scope, Unit: w.unit})
	}
}

// expression resolves ${{ matrix.x }} to the values of the matrix, and the names of
// inputs and of the environment to what they are set to; of several with || between
// them each counts. Other expressions are known only when the workflow runs.
func (w *workflowJob) expression(use setupUse, text string, at Place) {
	before, rest, _ := strings.Cut(strings.TrimSpace(text), "${{")
	inner, after, _ := strings.Cut(rest, "}}")
	inner = strings.TrimSpace(inner)
	through := use
	through.via = append([]Place{at}, use.via...)
	found := false
	switch {
	case before == "" && after == "":
		for name := range strings.SplitSeq(inner, "||") {
			found = w.named(through, strings.TrimSpace(name), at) || found
		}
	case !githubSyntax.uses(after):
		found = w.within(through, before, inner, after)
	}
	if found {
		return
	}
	reason := "the expression " + inner + " is known only when the workflow runs"
	if githubSyntax.uses(after) {
		reason = "it is put together from several expressions"
	}
	if input, ok := strings.CutPrefix(inner, "inputs."); ok && isPlainName(strings.ReplaceAll(input, "-", "_")) {
		reason = "what uses this gives the input " + input + ", which has no default"
	}
	w.f.Declare(Declaration{Runtime: use.runtime, At: at, Binding: rules.Newest, Scope: w.scope, Unit: w.unit, Unresolved: reason})
}

// named declares the values of one name, or a literal, and reports whether there
// are any.
func (w *workflowJob) named(use setupUse, name string, at Place) bool {
	if literal, ok := expressionLiteral(name); ok {
		return w.literal(use, literal, at)
	}
	if strings.HasPrefix(name, "fromJSON(") {
		return w.fromJSON(use, name, at)
	}
	found := false
	for _, v := range w.values()[ciName(name)] {
		switch {
		case !use.condition.admits(name, v.Value):
			found = true
		case githubSyntax.uses(v.Value):
			if inner, ok := githubSyntax.name(v.Value); ok && strings.HasPrefix(inner, "fromJSON(") {
				found = w.fromJSON(use, inner, w.place(v)) || found
			}
		default:
			found = true
			if !w.done[v] {
				w.done[v] = true
				w.version(use, v)
			}
		}
	}
	return found
}

// within declares the values of a name that stands within other text, and reports
// whether there are any: ${{ matrix.dotnet }}.0.x.
func (w *workflowJob) within(use setupUse, before, name, after string) (found bool) {
	for _, v := range w.values()[ciName(name)] {
		if !isScalar(v) || githubSyntax.uses(v.Value) {
			continue
		}
		found = true
		if use.condition.admits(name, v.Value) && !w.done[v] {
			w.done[v] = true
			text, note := yamlVersion(v)
			declareToolVersion(w.f, use.runtime, Declaration{At: w.place(v), Via: use.via, Text: before + text + after, Vendor: use.vendor, Scope: w.scope, Unit: w.unit, Note: note})
		}
	}
	return found
}

// expressionLiteral is a text in single quotes.
func expressionLiteral(text string) (string, bool) {
	if len(text) < 3 || text[0] != '\'' || strings.IndexByte(text[1:], '\'') != len(text)-2 {
		return "", false
	}
	return text[1 : len(text)-1], true
}

// literal declares a text that stands in an expression.
func (w *workflowJob) literal(use setupUse, text string, at Place) bool {
	if i := strings.Index(at.Text(), text); i >= 0 {
		at = w.f.At(at.Start+i, at.Start+i+len(text))
	}
	declareToolVersion(w.f, use.runtime, Declaration{At: at, Text: text, Vendor: use.vendor, Scope: w.scope, Unit: w.unit})
	return true
}

// fromJSON declares the elements of a literal list: fromJSON('["2.7", "3.6"]').
func (w *workflowJob) fromJSON(use setupUse, call string, at Place) bool {
	argument, ok := strings.CutSuffix(strings.TrimPrefix(call, "fromJSON("), ")")
	list, quoted := expressionLiteral(argument)
	var items []any
	if !ok || !quoted || json.Unmarshal([]byte(list), &items) != nil {
		return false
	}
	for _, item := range items {
		w.literal(use, fmt.Sprint(item), at)
	}
	return len(items) > 0
}
