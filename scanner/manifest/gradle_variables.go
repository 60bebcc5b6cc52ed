package manifest

import (
	"path"
	"strings"
)

// A gradleDefinition is a place where a name is given a value.
type gradleDefinition struct {
	value int // index of the token where the value begins; -1: a property of the project
	isExt bool
}

// variable looks a name up: in the script, in the scripts that it applies, in
// those of the projects above, which share their extra properties, then in
// gradle.properties.
func (g *gradleScript) variable(name string, use Place, depth int) gradleValue {
	v, ok := g.defined(name, use, depth, false)
	if !ok {
		for _, above := range g.above() {
			if above != g {
				if v, ok = above.defined(name, use, depth, true); ok {
					break
				}
			}
		}
	}
	if ok && v.unresolved == "" {
		return v
	}
	if at, found := g.property(name); found {
		return gradleValue{text: at.Text(), at: at, via: []Place{use}}
	}
	if ok {
		return v
	}
	return gradleValue{at: use, unresolved: "the variable " + name + " is set to no literal here"}
}

// defined looks a name up in one script and those that it applies. Others see
// only its extra properties.
func (g *gradleScript) defined(name string, use Place, depth int, onlyExt bool) (gradleValue, bool) {
	if depth > maxGradleDepth {
		return gradleValue{}, false
	}
	if g.definitions == nil {
		g.define()
	}
	var one *gradleDefinition
	for i := range g.definitions[name] {
		d := &g.definitions[name][i]
		if onlyExt && !d.isExt || d.value >= 0 && use.File == g.f && g.tokens[d.value].at.Start == use.Start {
			continue // val x = project.x is another project's x
		}
		if one != nil {
			return gradleValue{at: use, unresolved: "the variable " + name + " is set more than once"}, true
		}
		one = d
	}
	if one != nil && one.value >= 0 {
		v := g.value(one.value, depth+1)
		if v.unresolved == endlessNames {
			return gradleValue{at: use, unresolved: endlessNames}, true
		}
		v.via = append([]Place{use}, v.via...)
		return v, true
	}
	for _, applied := range g.appliedScripts() {
		if v, ok := applied.defined(name, use, depth+1, true); ok {
			return v, true
		}
	}
	return gradleValue{}, false
}

// define finds the definitions of all names: def x =, val x =, val x by extra(...),
// String x =, x = in an ext block, ext.x =, ext["x"] =, ext.set("x", ...), and x =
// outside of all blocks.
func (g *gradleScript) define() {
	g.definitions = map[string][]gradleDefinition{}
	for i := range g.tokens {
		t := &g.tokens[i]
		switch t.kind {
		case 'n':
			if isCompatibility(t.text) {
				if value, ok := g.assigned(i); ok {
					g.addDefinition(t.text, gradleDefinition{value: value})
				}
				continue
			}
			inExt := t.block.headHas("ext") || t.block.headHas("extra")
			isExt := inExt || g.isMember(i, "ext") || g.isMember(i, "extra")
			if d, ok := g.definition(i, isExt); ok && (isExt || g.isDeclared(i) || t.block == nil && t.statement == i) {
				g.addDefinition(t.text, d)
			}
		case 's':
			if value := g.namedByString(i); value > 0 {
				g.addDefinition(t.text, gradleDefinition{value: value, isExt: true})
			}
		}
	}
}

// maxGradleDefinitions bounds those of one name.
const maxGradleDefinitions = 32

func (g *gradleScript) addDefinition(name string, d gradleDefinition) {
	if found := g.definitions[name]; len(found) < maxGradleDefinitions {
		g.definitions[name] = append(found, d)
	}
}

func isCompatibility(name string) bool {
	return name == "sourceCompatibility" || name == "targetCompatibility"
}

// compatibility resolves the use of one level for another, in the same group.
func (g *gradleScript) compatibility(link *gradleLink, use Place, depth int) (gradleValue, bool) {
	if g.definitions == nil {
		g.define()
	}
	group := g.heads(link.token).group()
	for _, d := range g.definitions[link.name] {
		if d.value != link.token && depth < maxGradleDepth && g.heads(d.value).group() == group {
			v := g.value(d.value, depth+1)
			v.via = append([]Place{use}, v.via...)
			return v, true
		}
	}
	return gradleValue{}, false
}

// isDeclared reports whether token i follows def, val or a type.
func (g *gradleScript) isDeclared(i int) bool {
	if g.kind(i-1) != 'n' || g.tokens[i].newLine {
		return false
	}
	switch g.tokens[i-1].text {
	case "def", "val", "var", "final", "String", "int", "Integer", "Object", "double", "JavaVersion", "Provider":
		return true
	}
	return false
}

// definition reads what follows a name: = v, : Type = v, by extra(v), by project.
func (g *gradleScript) definition(i int, isExt bool) (d gradleDefinition, ok bool) {
	d = gradleDefinition{isExt: isExt}
	next := i + 1
	if g.kind(next) == ':' && g.kind(next+1) == 'n' {
		if next += 2; g.kind(next) == '?' {
			next++
		}
	}
	switch {
	case g.kind(next) == '=' && g.kind(next+1) != '=' && g.kind(next+1) != 0:
		d.value = next + 1
		return d, true
	case g.textAt(next) != "by":
		return d, false
	case g.textAt(next+1) == "extra" && (g.kind(next+2) == '(' || g.kind(next+2) == '{') && g.kind(next+3) != 0:
		d.value, d.isExt = next+3, true
		return d, true
	}
	d.value = -1
	return d, g.kind(next+1) == 'n'
}

// namedByString returns where the value begins in ext["x"] = v and
// ext.set("x", v), 0 elsewhere.
func (g *gradleScript) namedByString(i int) int {
	holder := g.textAt(i - 2)
	switch {
	case g.kind(i-1) == '[' && (holder == "ext" || holder == "extra") && g.kind(i+1) == ']' && g.kind(i+2) == '=' && g.kind(i+3) != '=':
		return i + 3
	case g.kind(i-1) == '(' && holder == "set" && (g.isMember(i-2, "ext") || g.isMember(i-2, "extra") || g.tokens[i].block.headHas("ext")) && g.kind(i+1) == ',':
		return i + 2
	}
	return 0
}

// appliedScripts are those that the script applies from a file of the tree.
func (g *gradleScript) appliedScripts() []*gradleScript {
	if g.isApplied {
		return g.applied
	}
	g.isApplied = true
	for i := range g.tokens {
		if g.tokens[i].kind != 'n' || g.tokens[i].text != "from" || len(g.applied) == maxGradleScripts {
			continue
		}
		next := i + 1
		if k := g.kind(next); k != ':' && k != '=' {
			continue
		}
		for next++; g.kind(next) == 'n' || g.kind(next) == '.' || g.kind(next) == '('; next++ {
		}
		if g.kind(next) != 's' || !g.heads(i).has("apply") {
			continue
		}
		if script := g.open(g.f, scriptPath(g.tokens[next].text)); script != nil {
			g.applied = append(g.applied, script)
		}
	}
	return g.applied
}

// scriptPath is the path of an applied script without the variable for the
// folder of the root project.
func scriptPath(text string) string {
	for _, root := range []string{"$rootDir/", "${rootDir}/", "${rootProject.projectDir}/", "$rootProject.projectDir/", "${rootProject.rootDir}/", "$projectDir/", "${projectDir}/"} {
		text = strings.TrimPrefix(text, root)
	}
	if strings.Contains(text, "$") || strings.Contains(text, "://") {
		return ""
	}
	return path.Clean(text)
}
