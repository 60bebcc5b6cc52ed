package manifest

import (
	"bytes"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var pom = Kind{
	Name:     "pom.xml",
	Files:    []string{"pom.xml", "*.pom"},
	Declares: "the compiler's `release`, `target` or `source`, `java.version`, the enforcer's range, toolchains",
	Parse:    parsePom,
}

// pomSigns are in every POM that can declare a Java.
var pomSigns = [][]byte{[]byte("compiler"), []byte("java.version"), []byte("requireJavaVersion"), []byte("toolchain"), []byte("animal-sniffer")}

func parsePom(f *File) {
	root := parseXML(f)
	if root == nil || root.name != "project" {
		return
	}
	for _, sign := range pomSigns {
		if bytes.Contains(f.Data, sign) {
			p := &pomFile{f: f, root: root}
			p.loadParents()
			p.compilerLevel("", root)
			for _, profile := range root.child("profiles").all("profile") {
				id := "?"
				if e := profile.child("id"); e != nil {
					id = e.text
				}
				p.compilerLevel("the profile "+id+" is active", profile)
			}
			p.otherPlugins()
			return
		}
	}
}

// A pomFile is a POM with its parents inside the tree.
type pomFile struct {
	f      *File
	root   *element
	parent *pomFile
	// missing names the parent that could not be read.
	missing string
	steps   int // ${...} replaced so far
}

// levels are what the compiler plugin goes by, the strongest first.
var levels = []struct{ config, property string }{
	{"release", "maven.compiler.release"},
	{"target", "maven.compiler.target"},
	{"source", "maven.compiler.source"},
}

// compilerLevel declares the level at which the project, or one profile of it,
// is compiled: the first one that is set. What a parent says in its own words
// is declared there.
func (p *pomFile) compilerLevel(condition string, in *element) {
	for _, level := range levels {
		v, ok := p.configured(in, level.config)
		if !ok {
			v, ok = propertyOf(p.f, in, level.property)
		}
		if !ok && condition == "" {
			v, ok = p.inherited(level.config, level.property)
		}
		if !ok {
			continue
		}
		v = p.resolve(v, 0)
		if !v.touches(p.f) {
			return // all of it stands in a parent, which declares it
		}
		d := Declaration{At: v.at, Text: v.text, Via: v.via, Condition: condition, Unresolved: v.unresolved}
		if v.unresolved != "" {
			d.Runtime, d.Binding = rules.Java, rules.Target
			p.f.Declare(d)
			return
		}
		declareJavaTarget(p.f, d)
		return
	}
	if v, ok := propertyOf(p.f, in, "java.version"); ok {
		v = p.resolve(v, 0)
		if v.unresolved == "" && v.at.File == p.f {
			// A convention of Spring Boot's parent; without it only a hint.
			declareJavaTarget(p.f, Declaration{At: v.at, Text: v.text, Via: v.via, Condition: condition, Hint: !p.isSpringBoot()})
		}
	}
}

// configured finds a setting of the compiler plugin.
func (p *pomFile) configured(in *element, name string) (pomValue, bool) {
	for _, plugin := range plugins(in, "maven-compiler-plugin") {
		if e := plugin.child("configuration", name); e != nil && e.text != "" {
			return pomValue{text: e.text, at: p.f.At(e.textAt.Start, e.textAt.End)}, true
		}
		for _, execution := range plugin.child("executions").all("execution") {
			if id := execution.child("id"); id != nil && id.text == "default-testCompile" {
				continue
			}
			if e := execution.child("configuration", name); e != nil && e.text != "" {
				return pomValue{text: e.text, at: p.f.At(e.textAt.Start, e.textAt.End)}, true
			}
		}
	}
	return pomValue{}, false
}

// inherited finds a setting in the parents.
func (p *pomFile) inherited(config, property string) (pomValue, bool) {
	for up := p.parent; up != nil; up = up.parent {
		if v, ok := up.configured(up.root, config); ok {
			return v, true
		}
		if v, ok := propertyOf(up.f, up.root, property); ok {
			return v, true
		}
	}
	return pomValue{}, false
}

// plugins finds a plugin in build/plugins and build/pluginManagement.
func plugins(in *element, artifact string) []*element {
	var out []*element
	for _, list := range []*element{in.child("build", "plugins"), in.child("build", "pluginManagement", "plugins")} {
		for _, plugin := range list.all("plugin") {
			if id := plugin.child("artifactId"); id != nil && id.text == artifact {
				out = append(out, plugin)
			}
		}
	}
	return out
}

func (p *pomFile) isSpringBoot() bool {
	for up := p; up != nil; up = up.parent {
		if id := up.root.child("parent", "groupId"); id != nil && id.text == "org.springframework.boot" {
			return true
		}
	}
	return false
}

// otherPlugins declares what other plugins ask of the JDK.
func (p *pomFile) otherPlugins() {
	for _, plugin := range plugins(p.root, "maven-enforcer-plugin") {
		plugin.walk(func(e *element) bool {
			if v := e.child("version"); e.name == "requireJavaVersion" && v != nil && v.text != "" {
				p.declareRange(v)
			}
			return true
		})
	}
	for _, plugin := range plugins(p.root, "maven-toolchains-plugin") {
		if v := plugin.child("configuration", "toolchains", "jdk", "version"); v != nil && v.text != "" {
			d, ok := p.declaration(v)
			d.Binding, d.Scope = rules.Exact, Build
			if ok {
				declareVersion(p.f, rules.Java, d)
			} else {
				p.f.Declare(d)
			}
		}
	}
	for _, plugin := range plugins(p.root, "animal-sniffer-maven-plugin") {
		if id := plugin.child("configuration", "signature", "artifactId"); id != nil && len(id.text) == len("java17") && id.text[:5] == "java1" {
			// java17 is Java 1.7 here; later ones are called java-17.
			declareJavaTarget(p.f, Declaration{At: p.f.At(id.textAt.Start, id.textAt.End), Text: "1." + id.text[5:]})
		}
	}
}

func (p *pomFile) declaration(e *element) (d Declaration, ok bool) {
	v := p.resolve(pomValue{text: e.text, at: p.f.At(e.textAt.Start, e.textAt.End)}, 0)
	return Declaration{Runtime: rules.Java, At: v.at, Text: v.text, Via: v.via, Unresolved: v.unresolved}, v.unresolved == ""
}

func (p *pomFile) declareRange(e *element) {
	d, ok := p.declaration(e)
	d.Binding, d.Scope = rules.Any, Build
	if ok {
		set, err := version.MavenRange(version.Java, d.Text)
		switch {
		case isTemplate(d.Text):
			d.Unresolved = "a template placeholder"
		case err != nil:
			d.Unresolved = err.Error()
		case set.IsEmpty():
			d.Unresolved = "no version satisfies " + d.Text
		default:
			d.Versions = set
		}
	}
	p.f.Declare(d)
}
