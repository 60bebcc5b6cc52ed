package manifest

import (
	"slices"

	"github.com/tlsready/tlsready/rules"
)

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
func (p *pomFile) declareLevels(own []*pomModel) {
	base := own[0]
	main, test := base.mainLevel(), base.testLevel()
	models := p.otherLevels(base)
	p.declareLevel(main, profiled(models, (*pomModel).mainLevel), Declaration{})
	p.declareLevel(test, profiled(models, (*pomModel).testLevel), Declaration{Scope: Test})
	for _, m := range own {
		m.declareExecutions()
	}
}

// otherLevels are the models of the profiles, of the project and of its parents,
// that configure the compiler plugin or set a property that the levels went by
// without them. No other changes a level.
func (p *pomFile) otherLevels(base *pomModel) []*pomModel {
	slices.Sort(base.asked)
	var out []*pomModel
	left, above := maxProfiles, 0
	for up := p; up != nil; up, above = up.parent, above+1 {
		profiles := up.profiles[:min(len(up.profiles), left)]
		left -= len(profiles)
		for i := range profiles {
			if profile := &profiles[i]; profile.configuresCompiler() || profile.setsAny(base.asked) {
				out = append(out, base.with(profile, above))
			}
		}
	}
	return out
}

// A pomLevel is a level and the condition under which it holds.
type pomLevel struct {
	pomValue
	condition string
	isWeak    bool // a convention that nothing here follows
}

// profiled are the levels that differ because a profile is active.
func profiled(models []*pomModel, level func(*pomModel) *pomLevel) []*pomLevel {
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
	for plugin := range m.layers[0].pluginsOf(compilerPlugin) {
		for _, execution := range plugin.child("executions").all("execution") {
			m.declareExecution(execution)
		}
	}
}

func (m *pomModel) declareExecution(execution *element) {
	id, phase := execution.child("id"), execution.child("phase")
	if id != nil && (id.text == mainExecution || id.text == testExecution) || phase != nil && phase.text == "none" {
		return
	}
	for _, s := range compilerSettings {
		own := execution.child("configuration", s.main)
		if own == nil || own.text == "" {
			if _, ok := m.compilerConfig("", s.main); ok {
				return // a stronger setting of all executions
			}
			continue
		}
		d := Declaration{}
		if isTestGoal(execution) {
			d.Scope = Test
		}
		level := pomLevel{pomValue: m.resolve(m.layers[0].value(own)), condition: m.condition}
		m.declareLevel(&level, nil, d)
		return
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
		executions := plugin.child("executions")
		if executions == nil {
			return nil
		}
		for _, execution := range executions.children {
			if execution.name != "execution" {
				continue
			}
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
	for managed := range 2 {
		for i := range m.layers {
			l := &m.layers[i]
			for _, plugin := range l.compilers[managed] {
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

func isInherited(plugin *element) bool {
	e := plugin.child("inherited")
	return e == nil || e.text != "false"
}
