package manifest

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

func isVersionFile(text string) bool {
	return strings.HasPrefix(text, ".") && strings.HasSuffix(text, "-version") || text == ".tool-versions"
}

// namedFiles reads the files that inputs name.
func (w *workflowJob) namedFiles(rt rules.Runtime, input string, with *yamlNode) {
	for _, name := range []string{input + "-file", "global-json-file"} {
		if file := w.get(with, name); isScalar(file) && (name != "global-json-file" || rt == rules.Dotnet) {
			w.versionFile(rt, file)
		}
	}
}

// defaultFile reads the first file that setup-ruby looks for.
//
// Source: https://github.com/ruby/setup-ruby#supported-version-syntax
func (w *workflowJob) defaultFile(value, with *yamlNode) {
	folder := ""
	if n := w.get(with, "working-directory"); isScalar(n) {
		folder = n.Value + "/"
	}
	for _, name := range []string{".ruby-version", ".tool-versions", "mise.toml"} {
		if other, err := w.f.Open(w.root() + folder + name); err == nil && w.declaredIn(other, rules.Ruby, []Place{w.place(value)}) > 0 {
			return
		}
	}
	w.f.Declare(Declaration{Runtime: rules.Ruby, At: w.place(value), Binding: rules.Exact, Scope: w.scope, Unit: w.unit,
		Unresolved: "no file is there that names the default"})
}

// versionFile declares what a file says that an input names. It stands at the
// file's own place; the input leads there.
func (w *workflowJob) versionFile(rt rules.Runtime, n *yamlNode) {
	at := w.place(n)
	unresolved := ""
	if githubSyntax.uses(n.Value) {
		unresolved = "the expression is known only when the workflow runs"
	} else if other, err := w.f.Open(w.root() + n.Value); err != nil {
		unresolved = n.Value + " can't be read here"
		if errors.Is(err, fs.ErrNotExist) {
			unresolved = "there is no file " + n.Value
		}
	} else if w.declaredIn(other, rt, []Place{at}) == 0 {
		unresolved = n.Value + " declares no version"
	}
	if unresolved != "" {
		w.f.Declare(Declaration{Runtime: rt, At: at, Binding: rules.Exact, Scope: w.scope, Unit: w.unit, Unresolved: unresolved})
	}
}

// dialects are the runtimes that an action for another installs too.
var dialects = map[rules.Runtime]rules.Runtime{rules.JRuby: rules.Ruby, rules.TruffleRuby: rules.Ruby, rules.PyPy: rules.Python}

// declaredIn declares what another file says of a runtime, as of this job, and
// returns how much that is. Workflows and actions are not read this way: they could
// name each other.
func (w *workflowJob) declaredIn(other *File, rt rules.Runtime, via []Place) int {
	if ext := path.Ext(other.Path); w.f.declared == nil || ext == ".yml" || ext == ".yaml" {
		return 0
	}
	count := 0
	list, _ := w.f.declared(other)
	for _, d := range list {
		if d.Runtime != rt && dialects[d.Runtime] != rt {
			continue
		}
		count++
		d.Via = append(via[:len(via):len(via)], d.Via...)
		d.Unit = w.unit
		if d.Scope != Build {
			d.Scope = w.scope
		}
		w.f.Declare(d)
	}
	return count
}

// root leads from the file to the top of its repository.
func (w *workflowJob) root() string {
	dir := path.Dir(w.f.Path)
	for up := "."; ; up += "/.." {
		switch path.Base(dir) {
		case ".github", ".gitea", ".forgejo":
			return up + "/../"
		case ".", "/":
			return strings.TrimPrefix(up+"/", "./")
		}
		dir = path.Dir(dir)
	}
}
