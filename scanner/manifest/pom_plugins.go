package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// pomPlugins are the other plugins that say something of a Java. Each visits the
// elements below its own <plugin>, executions included. The <source> and <target>
// of further plugins are paths or anything else.
var pomPlugins = []struct {
	artifact string
	visit    func(*pomModel, *element)
}{
	{"maven-enforcer-plugin", (*pomModel).enforced},
	{"maven-toolchains-plugin", (*pomModel).toolchain},
	{compilerPlugin, (*pomModel).toolchain},
	{"maven-surefire-plugin", (*pomModel).testToolchain},
	{"maven-failsafe-plugin", (*pomModel).testToolchain},
	{"animal-sniffer-maven-plugin", (*pomModel).signature},
	{"kotlin-maven-plugin", (*pomModel).jvmTarget},
	{"jib-maven-plugin", (*pomModel).baseImage},
	{"spring-boot-maven-plugin", (*pomModel).buildpack},
}

func isPomPlugin(artifact string) bool {
	for i := range pomPlugins {
		if pomPlugins[i].artifact == artifact {
			return true
		}
	}
	return false
}

// declarePlugins declares what the plugins of the model's first layer ask for;
// those of the parents are declared there.
func (m *pomModel) declarePlugins() {
	layer := &m.layers[0]
	for i := range pomPlugins {
		for plugin := range layer.pluginsOf(pomPlugins[i].artifact) {
			plugin.walk(func(e *element) bool {
				pomPlugins[i].visit(m, e)
				return true
			})
		}
	}
	for plugin := range layer.pluginsOf("kotlin-maven-plugin") {
		if plugin.child("configuration", "jvmTarget") != nil {
			return
		}
	}
	if e := layer.properties.child("kotlin.compiler.jvmTarget"); e != nil && e.text != "" {
		m.declareTarget(e)
	}
}

// declaration is the start of one whose value stands in an element.
func (m *pomModel) declaration(e *element) (d Declaration, ok bool) {
	v := m.resolve(m.layers[0].value(e))
	d = Declaration{Runtime: rules.Java, At: v.at, Text: v.text, Via: v.via, Unresolved: v.unresolved, Condition: m.condition}
	if d.Unresolved == "" && isTemplate(d.Text) {
		d.Unresolved = templateReason
	}
	return d, d.Unresolved == ""
}

// enforced reads requireJavaVersion: a range, or a bare version as a minimum.
func (m *pomModel) enforced(e *element) {
	v := e.child("version")
	if e.name != "requireJavaVersion" || v == nil || v.text == "" {
		return
	}
	d, ok := m.declaration(v)
	d.Binding, d.Scope = rules.Any, Build
	if ok {
		d.Versions, d.Unresolved = javaRange(d.Text)
	}
	m.f.Declare(d)
}

func javaRange(text string) (set version.Set, unresolved string) {
	set, err := version.MavenRange(version.Java, enforcedUpdates(text))
	switch {
	case err != nil:
		return version.Set{}, err.Error()
	case set.IsEmpty():
		return version.Set{}, "no version satisfies " + text
	}
	return set, ""
}

// enforcedUpdates puts back the underscore of 1.6.0_18, for which the enforcer
// has a hyphen.
func enforcedUpdates(text string) string {
	out := []byte(text)
	for i := 2; i+1 < len(out); i++ {
		if out[i] == '-' && isDigitByte(out[i-1]) && out[i-2] == '.' && isDigitByte(out[i+1]) {
			out[i] = '_'
		}
	}
	return string(out)
}

// toolchain reads <jdk><version> of the toolchains plugin, and <jdkToolchain> of
// others: a version, or a range of them.
func (m *pomModel) toolchain(e *element) { m.declareToolchain(e, Build) }

func (m *pomModel) testToolchain(e *element) { m.declareToolchain(e, Test) }

func (m *pomModel) declareToolchain(e *element, scope Scope) {
	v := e.child("version")
	isToolchain := e.name == "jdkToolchain" || e.name == "jdk" && e.parent != nil && e.parent.name == "toolchains"
	if !isToolchain || v == nil || v.text == "" {
		return
	}
	d, ok := m.declaration(v)
	d.Binding, d.Scope = rules.Exact, scope
	switch {
	case !ok:
		m.f.Declare(d)
	case strings.ContainsAny(d.Text, "[("):
		d.Binding = rules.Any
		d.Versions, d.Unresolved = javaRange(d.Text)
		m.f.Declare(d)
	default:
		declareVersion(m.f, rules.Java, d)
	}
}

// signature reads the API that animal-sniffer holds the classes to. In the names
// of these artifacts java17 is Java 1.7; from 9 on there are none.
func (m *pomModel) signature(e *element) {
	id := e.child("artifactId")
	if e.name != "signature" || id == nil {
		return
	}
	name, _, _ := strings.Cut(id.text, "-") // java16-sun
	digits, ok := strings.CutPrefix(name, "java1")
	if !ok || len(digits) != 1 || digits < "3" || digits > "8" {
		return
	}
	d, _ := m.declaration(id)
	d.Text = "1." + digits
	declareJavaTarget(m.f, d)
}

func (m *pomModel) jvmTarget(e *element) {
	if e.name == "jvmTarget" && e.text != "" {
		m.declareTarget(e)
	}
}

func (m *pomModel) declareTarget(e *element) {
	d, ok := m.declaration(e)
	if !ok {
		d.Binding = rules.Target
		m.f.Declare(d)
		return
	}
	declareJavaTarget(m.f, d)
}

// baseImage reads the image that Jib puts the program on.
func (m *pomModel) baseImage(e *element) {
	if e.name != "image" || e.text == "" || e.parent == nil || e.parent.name != "from" || strings.Contains(e.text, "${") {
		return
	}
	for _, d := range imageDeclarations(m.f, literalWord(e.text, e.textAt), nil) {
		d.Condition, d.Unit = m.condition, "(image)"
		m.f.Declare(d)
	}
}

// buildpack reads the Java that the image of a Spring Boot program gets, which is
// a build of OpenJDK.
func (m *pomModel) buildpack(e *element) {
	if e.name != "BP_JVM_VERSION" || e.text == "" {
		return
	}
	d, ok := m.declaration(e)
	d.Binding, d.Scope, d.Vendor, d.Unit = rules.Exact, Run, "openjdk", "(image)"
	if !ok {
		m.f.Declare(d)
		return
	}
	d.Text = strings.TrimSuffix(d.Text, ".*")
	declareVersion(m.f, rules.Java, d)
}
