package manifest

import "github.com/tlsready/tlsready/rules"

const compilerPlugin = "maven-compiler-plugin"

// The executions that the lifecycle binds by itself.
const (
	mainExecution = "default-compile"
	testExecution = "default-testCompile"
)

// A compilerSetting is a parameter of the compiler plugin, with the property
// that stands for it where no POM configures it.
type compilerSetting struct{ main, mainProperty, test, testProperty string }

// compilerSettings are what the level goes by, the strongest first. The target
// decides what the classes run on; the source level implies it where there is no
// target.
var compilerSettings = []compilerSetting{
	{"release", "maven.compiler.release", "testRelease", "maven.compiler.testRelease"},
	{"target", "maven.compiler.target", "testTarget", "maven.compiler.testTarget"},
	{"source", "maven.compiler.source", "testSource", "maven.compiler.testSource"},
}

// declareLevels declares the levels at which the project's classes are compiled,
// without a profile and with each. What a parent says in its own words is
// declared there.
func (p *pomFile) declareLevels() {
	var models []*pomModel
	for _, m := range p.withProfiles() {
		if m.profile.child("properties") != nil || m.profile.child("build") != nil {
			models = append(models, m)
		}
	}
	p.declareLevel(p.base().mainLevel(), p.profiled(models, (*pomModel).mainLevel), Declaration{})
	p.declareLevel(p.base().testLevel(), p.profiled(models, (*pomModel).testLevel), Declaration{Scope: Test})
	for _, m := range p.ownModels() {
		m.declareExecutions()
	}
}

// A pomLevel is a level and the condition under which it holds.
type pomLevel struct {
	pomValue
	condition string
	isWeak    bool // a convention that nothing here follows
}

// profiled are the levels that differ because a profile is active.
func (p *pomFile) profiled(models []*pomModel, level func(*pomModel) *pomLevel) []*pomLevel {
	var out []*pomLevel
	for _, m := range models {
		if l := level(m); l != nil && l.isProfile {
			l.condition = m.condition
			out = append(out, l)
		}
	}
	return out
}

// declareLevel declares a level without a profile, and those with one. A property
// that only profiles define is not missing.
func (p *pomFile) declareLevel(base *pomLevel, profiled []*pomLevel, d Declaration) {
	if base != nil && base.undefined != "" {
		for _, l := range profiled {
			if l.unresolved == "" {
				base = nil
				break
			}
		}
	}
	if base != nil {
		profiled = append([]*pomLevel{base}, profiled...)
	}
	for _, l := range profiled {
		if !l.touches(p.f) {
			continue
		}
		d := d
		d.At, d.Text, d.Via, d.Condition, d.Hint, d.Unresolved = l.at, l.text, l.via, l.condition, l.isWeak, l.unresolved
		if l.unresolved != "" {
			d.Runtime, d.Binding = rules.Java, rules.Target
			p.f.Declare(d)
			continue
		}
		declareJavaTarget(p.f, d)
	}
}

// mainLevel is the level of the project's own classes, nil if nothing says.
func (m *pomModel) mainLevel() *pomLevel {
	var undefined *pomLevel
	for _, s := range compilerSettings {
		v, ok := m.compilerConfig(mainExecution, s.main)
		if !ok {
			v, ok = m.property(s.mainProperty)
		}
		if !ok {
			continue
		}
		v = m.resolve(v)
		if v.undefined == s.mainProperty {
			// <release>${maven.compiler.release}</release> sets nothing where the
			// property is not set, which is how some choose it by profile.
			undefined = &pomLevel{pomValue: v}
			continue
		}
		return &pomLevel{pomValue: v}
	}
	if undefined != nil {
		return undefined
	}
	for _, name := range m.conventionsOf() {
		if v, ok := m.property(name); ok {
			return &pomLevel{pomValue: m.resolve(v)}
		}
	}
	if v, ok := m.property("java.version"); ok {
		if v = m.resolve(v); v.unresolved == "" {
			return &pomLevel{pomValue: v, isWeak: true}
		}
	}
	return nil
}

// testLevel is the level of the tests where something gives them their own.
func (m *pomModel) testLevel() *pomLevel {
	for _, s := range compilerSettings {
		v, ok := m.compilerConfig(testExecution, s.test)
		if !ok {
			v, ok = m.property(s.testProperty)
		}
		if !ok {
			v, ok = m.executionConfig(testExecution, s.main)
		}
		if ok {
			return &pomLevel{pomValue: m.resolve(v)}
		}
		if _, ok = m.compilerConfig("", s.main); !ok {
			_, ok = m.property(s.mainProperty)
		}
		if ok {
			return nil // the tests follow the main classes
		}
	}
	return nil
}

// declareExecutions declares the levels of further executions, such as one that
// compiles module-info.java or the classes of a multi-release JAR. They say
// nothing of the other classes.
func (m *pomModel) declareExecutions() {
	layer := &m.layers[0]
	for _, plugin := range layer.plugins(compilerPlugin) {
		for _, execution := range plugin.child("executions").all("execution") {
			id, phase := execution.child("id"), execution.child("phase")
			if id != nil && (id.text == mainExecution || id.text == testExecution) || phase != nil && phase.text == "none" {
				continue
			}
			for _, s := range compilerSettings {
				own := execution.child("configuration", s.main)
				if own == nil || own.text == "" {
					if _, ok := m.compilerConfig("", s.main); ok {
						break // a stronger setting of all executions
					}
					continue
				}
				d := Declaration{}
				if isTestGoal(execution) {
					d.Scope = Test
				}
				level := pomLevel{pomValue: m.resolve(layer.value(own)), condition: m.condition}
				m.declareLevel(&level, nil, d)
				break
			}
		}
	}
}

func isTestGoal(execution *element) bool {
	goals := execution.child("goals").all("goal")
	for _, goal := range goals {
		if goal.text != "testCompile" {
			return false
		}
	}
	return len(goals) > 0
}

// compilerConfig finds a parameter of the compiler plugin as Maven merges it:
// that of an execution before that of the plugin.
func (m *pomModel) compilerConfig(execution, name string) (pomValue, bool) {
	if execution != "" {
		if v, ok := m.executionConfig(execution, name); ok {
			return v, true
		}
	}
	return m.pluginConfig(name, func(plugin *element) *element { return plugin.child("configuration") })
}

func (m *pomModel) executionConfig(id, name string) (pomValue, bool) {
	return m.pluginConfig(name, func(plugin *element) *element {
		for _, execution := range plugin.child("executions").all("execution") {
			if e := execution.child("id"); e != nil && e.text == id {
				return execution.child("configuration")
			}
		}
		return nil
	})
}

// pluginConfig goes through what the layers say of the compiler plugin:
// build/plugins of all before build/pluginManagement of any.
func (m *pomModel) pluginConfig(name string, configuration func(plugin *element) *element) (pomValue, bool) {
	for _, managed := range []bool{false, true} {
		for i := range m.layers {
			l := &m.layers[i]
			for _, plugin := range m.compilers(l, managed) {
				if l.f != m.f && !isInherited(plugin) {
					continue
				}
				c := configuration(plugin)
				if e := c.child(name); e != nil && e.text != "" {
					return l.value(e), true
				}
				if combine := c.attr("combine.self"); combine != nil && combine.value == "override" {
					return pomValue{}, false
				}
			}
		}
	}
	return pomValue{}, false
}

// compilers are the compiler plugins of a layer; they are looked for once.
func (p *pomFile) compilers(l *pomLayer, managed bool) []*element {
	key := compilersOf{l.in, managed}
	found, ok := p.compilerPlugins[key]
	if !ok {
		found = l.pluginsIn(managed, compilerPlugin)
		if p.compilerPlugins == nil {
			p.compilerPlugins = map[compilersOf][]*element{}
		}
		found = found[:min(len(found), maxSamePlugins)]
		p.compilerPlugins[key] = found
	}
	return found
}

type compilersOf struct {
	in      *element
	managed bool
}

// maxSamePlugins bounds how often one POM may name a plugin: once is the rule.
const maxSamePlugins = 16

func isInherited(plugin *element) bool {
	e := plugin.child("inherited")
	return e == nil || e.text != "false"
}

// pluginsIn finds a plugin in build/plugins, or in build/pluginManagement.
func (l *pomLayer) pluginsIn(managed bool, artifact string) []*element {
	list := l.in.child("build", "plugins")
	if managed {
		list = l.in.child("build", "pluginManagement", "plugins")
	}
	var out []*element
	for _, plugin := range list.all("plugin") {
		if id := plugin.child("artifactId"); id != nil && id.text == artifact {
			out = append(out, plugin)
		}
	}
	return out
}

func (l *pomLayer) plugins(artifact string) []*element {
	return append(l.pluginsIn(false, artifact), l.pluginsIn(true, artifact)...)
}
