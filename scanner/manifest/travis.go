package manifest

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/images"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

var travis = Kind{
	Name:     ".travis.yml",
	Files:    []string{".travis.yml", ".travis.yaml"},
	Declares: "`python`, `rvm`, `jdk`, `dotnet`, `mono` and `TOXENV`, in the matrix too; packages of `addons`; the OpenSSL of `dist`",
	Catalog:  true,
	Parse:    parseTravis,
}

// travisKeys are the keys that list versions.
var travisKeys = []struct {
	key     string
	runtime rules.Runtime
}{
	{"python", rules.Python}, {"rvm", rules.Ruby}, {"ruby", rules.Ruby}, {"jdk", rules.Java}, {"dotnet", rules.Dotnet}, {"mono", rules.Mono},
}

// A travisJob is the matrix of a file, or one of the jobs that are added to it,
// which run on the system of the matrix unless they name their own.
//
// Source: https://docs.travis-ci.com/user/build-matrix/
type travisJob struct {
	*yamlFile
	node  *yamlNode
	dist  *yamlNode
	unit  string
	scope Scope
}

func parseTravis(f *File) {
	y := parseYAML(f)
	for _, doc := range y.docs {
		dist := y.get(doc, "dist")
		top := travisJob{y, doc, dist, "(matrix)", Test}
		top.declare()
		count := 0
		for _, matrix := range []string{"matrix", "jobs"} {
			for _, node := range y.items(y.get(doc, matrix, "include")) {
				count++
				job := travisJob{y, node, dist, "(job " + strconv.Itoa(count) + ")", Test}
				if own := y.get(node, "dist"); own != nil {
					job.dist = own
				}
				if stage := y.get(node, "stage"); stage != nil {
					job.scope = jobScope(stage.Value)
				}
				job.declare()
			}
		}
	}
}

func (t *travisJob) declare() {
	found := len(t.f.declarations)
	for _, k := range travisKeys {
		for _, v := range t.items(t.get(t.node, k.key)) {
			if v.Kind == yaml.ScalarNode && v.Value != "" && v.Value != "none" {
				t.version(k.runtime, v)
			}
		}
	}
	t.environment(t.get(t.node, "env"), 0)
	t.packages()
	if isScalar(t.dist) && (len(t.f.declarations) > found || t.get(t.node, "dist") != nil) {
		unit := t.unit
		if t.elsewhere() {
			unit = "(system)" // which not all of the jobs have
		}
		t.jobSystem(t.dist, "ubuntu:"+t.dist.Value, unit, t.scope)
	}
}

// elsewhere reports whether some jobs run on another system than Linux.
func (t *travisJob) elsewhere() bool {
	for _, system := range t.items(t.get(t.node, "os")) {
		if isScalar(system) && system.Value != "linux" {
			return true
		}
	}
	return false
}

func (t *travisJob) version(rt rules.Runtime, v *yamlNode) {
	d := Declaration{At: t.place(v), Scope: t.scope, Unit: t.unit}
	d.Text, d.Note = yamlVersion(v)
	d.Text, _, _ = strings.Cut(d.Text, "_with_system_site_packages")
	if engine, mode, ok := strings.Cut(d.Text, "-"); ok && rubyEngines[engine] != "" && (strings.HasSuffix(mode, "mode") || mode == "d18" || mode == "d19") {
		d.Runtime, d.Binding, d.Unresolved = rubyEngines[engine], rules.Exact, mode+" is a level of the language, not a version"
		t.f.Declare(d)
		return
	}
	declareToolVersion(t.f, rt, d)
}

// environment reads what variables say: lines of assignments in a list, or a
// mapping, of which global, matrix and jobs group others.
func (t *travisJob) environment(n *yamlNode, depth int) {
	if depth > 2 {
		return
	}
	for _, line := range t.items(n) {
		if line.Kind == yaml.MappingNode {
			t.environment(line, depth+1)
			continue
		}
		at := t.place(line)
		for _, command := range dockerfile.Commands([]byte(at.Text()), at.Start, '\\') {
			for _, word := range command {
				if name, value, ok := word.Assignment(); ok {
					text := value.Expand(nil)
					t.variable(name, text.Value, t.f.At(value.Start, value.End))
				}
			}
		}
	}
	t.each(n, func(name string, value *yamlNode) {
		switch {
		case name == "global" || name == "matrix" || name == "jobs":
			t.environment(value, depth+1)
		case value.Kind == yaml.ScalarNode && name != "secure":
			t.variable(name, value.Value, t.place(value))
		}
	})
}

// variable declares what a variable says whose name is that of a version, or the
// list of tox's environments.
func (t *travisJob) variable(name, value string, at Place) {
	if i := strings.Index(at.Text(), value); value != "" && i >= 0 {
		at = t.f.At(at.Start+i, at.Start+i+len(value)) // without quotes
	}
	rt, ok := versionVariables[name]
	switch {
	case name == "TOXENV" || name == "TOX_ENV":
		found := len(t.f.declarations)
		declareEnvironments(t.f, at.Start, at.Text())
		for i := range t.f.declarations[found:] {
			d := &t.f.declarations[found+i]
			d.Unit, d.Scope, d.Condition = t.unit, t.scope, ""
		}
	case ok && value != "" && isDigitByte(value[0]):
		unit := t.unit
		if rt == rules.OpenSSL || rt == rules.LibreSSL {
			unit = "(environment)" // of one cell: the others do without
		}
		declareToolVersion(t.f, rt, Declaration{At: at, Text: value, Scope: t.scope, Unit: unit})
	}
}

// packages declares what a job has apt install.
func (t *travisJob) packages() {
	stage := &dockerStage{f: t.f, variables: dockerfile.Variables{}, env: map[string]bool{}}
	if isScalar(t.dist) {
		stage.release = images.Resolve("ubuntu:" + t.dist.Value).Release
	}
	install := installer{stage: stage, variables: stage.variables}
	addons := t.get(t.node, "addons")
	command := dockerfile.Command{literalWord("install", Span{})}
	for _, list := range []*yamlNode{t.get(addons, "apt", "packages"), t.get(addons, "apt_packages"), t.get(addons, "apt")} {
		for _, item := range t.items(list) {
			if isScalar(item) && !strings.ContainsAny(item.Value, " \t\n$") {
				at := t.place(item)
				command = append(command, literalWord(at.Text(), at.Span))
			}
		}
	}
	install.simple("apt-get", command)
	for _, d := range stage.found {
		d.Unit, d.Scope = t.unit, t.scope
		t.f.Declare(d)
	}
}
