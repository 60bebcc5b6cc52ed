package manifest

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var ant = Kind{
	Name:     "Ant build.xml",
	Files:    []string{"build.xml", "*.ant.xml"},
	Probes:   []string{"<javac", "<import", "<include", "ant.build.javac"},
	Declares: "`release`, `target` or `source` of javac tasks, through properties and the files they are loaded from",
	Parse:    parseAnt,
}

// maxAntFiles bounds the files that one build imports or loads.
const maxAntFiles = 64

// An antProject is a build file with all that it imports.
type antProject struct {
	f          *File  // the build file that is parsed
	base       string // what names of files start from, below its folder
	properties map[string]antValue
	loaded     map[string]bool // files by path
	missing    string          // the first file that can't be read
	tasks      []antTask
}

// An antValue is text with its place.
type antValue struct {
	text string
	at   Place
}

// An antTask is a javac task, in whichever file it stands.
type antTask struct {
	f *File
	e *element
}

// parseAnt reads the javac tasks. Properties never change once they are set, so
// the first definition counts, in the order in which Ant comes by them: those
// outside of targets before those inside.
//
// Source: https://ant.apache.org/manual/properties.html
func parseAnt(f *File) {
	root := parseXML(f)
	if root == nil || root.name != "project" {
		return
	}
	p := &antProject{f: f, base: baseDirectory(root), properties: map[string]antValue{}, loaded: map[string]bool{f.Path + "\x00": true}}
	p.read(f, root)
	for _, t := range p.tasks {
		p.declare(t)
	}
}

// baseDirectory is the basedir of a project, where it is one of the tree.
func baseDirectory(root *element) string {
	base := strings.ReplaceAll(root.value("basedir"), `\`, "/")
	if path.IsAbs(base) || strings.Contains(base, "${") {
		return ""
	}
	return base
}

// isAntName reports whether a file is read as a build file of its own.
func isAntName(name string) bool {
	base := strings.ToLower(path.Base(name))
	return base == "build.xml" || strings.HasSuffix(base, ".ant.xml")
}

func (p *antProject) read(f *File, root *element) {
	inTargets := []*element{}
	for _, e := range root.children {
		switch e.name {
		case "target", "extension-point":
			inTargets = append(inTargets, e)
		case "import", "include":
			p.include(f, e.value("file"))
		default:
			p.set(f, e)
		}
	}
	for _, target := range inTargets {
		target.walk(func(e *element) bool {
			p.set(f, e)
			return true
		})
	}
	root.walk(func(e *element) bool {
		if e.name == "javac" {
			p.tasks = append(p.tasks, antTask{f, e})
		}
		return true
	})
}

// set reads one element that may set properties.
func (p *antProject) set(f *File, e *element) {
	switch e.name {
	case "property":
		name, value := e.value("name"), e.attr("value")
		if value == nil {
			value = e.attr("location")
		}
		if name != "" && value != nil {
			p.define(name, antValue{value.value, f.At(value.at.Start, value.at.End)})
		}
		p.load(e.value("file"), e.value("prefix"))
	case "loadproperties":
		p.load(e.value("srcFile"), "")
	}
}

func (p *antProject) define(name string, v antValue) {
	if _, ok := p.properties[name]; !ok {
		p.properties[name] = v
	}
}

// load reads a file of properties. Its name starts from the base of the project
// that is built, whichever file names it.
func (p *antProject) load(name, prefix string) {
	other := p.open(p.f, p.base, name, prefix)
	if other == nil {
		return
	}
	if prefix != "" && !strings.HasSuffix(prefix, ".") {
		prefix += "."
	}
	eachProperty(other, func(key string, at Place) { p.define(prefix+key, antValue{at.Text(), at}) })
}

// include reads a file whose name starts from the file that names it.
func (p *antProject) include(f *File, name string) {
	base := ""
	if strings.HasPrefix(name, "${basedir}/") {
		f, base = p.f, p.base
	}
	if other := p.open(f, base, name, ""); other != nil {
		if root := parsedXML(other); root != nil && root.name == "project" {
			p.read(other, root)
		}
	}
}

// open opens a file that a build file names; nil if that can't be, or was done.
// A file that is not there is nothing to Ant: it is for people's own settings.
func (p *antProject) open(f *File, base, name, prefix string) *File {
	name = strings.ReplaceAll(strings.ReplaceAll(name, "${basedir}/", ""), "${ant.file.dir}/", "")
	if name == "" || len(p.loaded) > maxAntFiles {
		return nil
	}
	if v := p.resolve(antValue{text: name}, nil, 0); v.unresolved == "" {
		name = v.text
	}
	if !path.IsAbs(name) {
		name = path.Join(base, name)
	}
	other, err := f.Open(name)
	if err != nil {
		if p.missing == "" && !errors.Is(err, fs.ErrNotExist) {
			p.missing = name
		}
		return nil
	}
	key := other.Path + "\x00" + prefix
	if p.loaded[key] {
		return nil
	}
	p.loaded[key] = true
	return other
}

// declare declares the level of one task. Without a word of its own the task goes
// by ant.build.javac.target and ant.build.javac.source.
func (p *antProject) declare(t antTask) {
	d := Declaration{}
	for e := t.e; e != nil; e = e.parent {
		if name := strings.ToLower(e.value("name")); e.name == "target" && strings.Contains(name, "test") {
			d.Scope = Test
		}
	}
	for _, name := range []string{"release", "target", "source"} {
		a := t.e.attr(name)
		var v antValue
		if a != nil {
			v = antValue{a.value, t.f.At(a.at.Start, a.at.End)}
		} else if own, ok := p.properties["ant.build.javac."+name]; ok && name != "release" {
			v = own
		} else {
			continue
		}
		r := p.resolve(v, t.e, 0)
		if t.f != p.f && isAntName(t.f.Path) && !r.touches(p.f) {
			return // it is declared where that file is read
		}
		d.At, d.Text, d.Via, d.Unresolved = r.at, r.text, r.via, r.unresolved
		if r.unresolved != "" {
			d.Runtime, d.Binding = rules.Java, rules.Target
			p.f.Declare(d)
			return
		}
		declareJavaTarget(p.f, d)
		return
	}
}

// resolve replaces ${property} and, in the macros around a task, @{attribute}.
func (p *antProject) resolve(v antValue, task *element, depth int) pomValue {
	out := pomValue{text: v.text, at: v.at}
	for steps := 0; ; steps++ {
		start, mark := nextAntVariable(out.text)
		if start < 0 {
			return out
		}
		size := strings.IndexByte(out.text[start:], '}')
		if size < 0 || depth == maxParents || steps == maxInterpolations || len(out.text) > maxInterpolated {
			out.unresolved = "the properties in it use each other without end"
			return out
		}
		name := out.text[start+2 : start+size]
		value, ok := p.properties[name]
		if mark == '@' {
			value, ok = p.macroDefault(task, name)
		}
		if !ok {
			out.unresolved = p.undefined(mark, name)
			return out
		}
		inner := p.resolve(value, task, depth+1)
		if inner.unresolved != "" {
			out.unresolved = inner.unresolved
			return out
		}
		if start == 0 && size == len(out.text)-1 {
			inner.via = append(append(append([]Place(nil), out.via...), out.at), inner.via...)
			return inner
		}
		out.via = append(append(out.via, inner.at), inner.via...)
		out.text = out.text[:start] + inner.text + out.text[start+size+1:]
	}
}

func nextAntVariable(text string) (start int, mark byte) {
	for i := 0; i+1 < len(text); i++ {
		if (text[i] == '$' || text[i] == '@') && text[i+1] == '{' {
			return i, text[i]
		}
	}
	return -1, 0
}

// macroDefault is what an attribute of the macro around the task has where it is
// not given.
func (p *antProject) macroDefault(task *element, name string) (antValue, bool) {
	for e := task; e != nil; e = e.parent {
		if e.name != "macrodef" {
			continue
		}
		for _, a := range e.all("attribute") {
			if value := a.attr("default"); value != nil && strings.EqualFold(a.value("name"), name) {
				return antValue{value.value, p.f.At(value.at.Start, value.at.End)}, true
			}
		}
	}
	return antValue{}, false
}

func (p *antProject) undefined(mark byte, name string) string {
	switch {
	case mark == '@':
		return "it is the attribute " + name + " of a macro"
	case name == "ant.java.version" || name == "java.specification.version" || name == "java.version":
		return "it is the version of the Java that runs Ant"
	case strings.HasPrefix(name, "env."):
		return "it is the environment variable " + name[len("env."):]
	case p.missing != "":
		return "the property " + name + " is not defined here; " + p.missing + " can't be read"
	}
	return "the property " + name + " is not defined here"
}
