package manifest

import "strings"

// A gradleValue is a value with the place that decides it.
type gradleValue struct {
	text       string
	at         Place
	via        []Place
	unresolved string
}

const computedByScript = "it is computed by the build script"

// value reads the literals that people write, names that stand for them, and
// JavaVersion.VERSION_1_8 in its forms.
func (g *gradleScript) value(i, depth int) gradleValue {
	t := g.tokens[i]
	v := gradleValue{text: t.text, at: g.f.At(t.at.Start, t.at.End)}
	switch {
	case t.kind == '0':
		return v
	case t.kind == 's' && !strings.Contains(t.text, "$"):
		return v
	case t.kind == 's':
		return g.interpolated(v, depth)
	case t.kind != 'n':
		v.unresolved = computedByScript
		return v
	}
	// A chain of names: JavaVersion.VERSION_1_8, rootProject.ext.level.
	last := i
	names := []string{t.text}
	for g.kind(last+1) == '.' && g.kind(last+2) == 'n' {
		last += 2
		names = append(names, g.tokens[last].text)
	}
	end := g.tokens[last]
	name := names[len(names)-1]
	switch {
	case strings.HasPrefix(name, "VERSION_"), strings.HasPrefix(name, "JVM_"):
		v.text, v.at = name, g.f.At(end.at.Start, end.at.End)
		return v
	case (name == "toVersion" || name == "valueOf" || name == "fromTarget" || name == "toInteger" || name == "parseInt") && g.kind(last+1) == '(' && depth < maxGradleDepth:
		return g.value(last+2, depth+1)
	case (name == "property" || name == "findProperty" || name == "gradleProperty") && g.kind(last+1) == '(' && g.kind(last+2) == 's':
		name = g.tokens[last+2].text
		end = g.tokens[last+2]
	case g.kind(last+1) == '(' && !strings.HasPrefix(names[0], "libs"):
		v.at, v.text, v.unresolved = g.f.At(t.at.Start, end.at.End), "", computedByScript
		return v
	}
	use := g.f.At(t.at.Start, end.at.End)
	if names[0] == "libs" {
		return g.catalog(names, use)
	}
	v = g.variable(name, use, depth)
	if v.unresolved != "" && depth < maxGradleDepth {
		// findProperty("x") ?: '8'
		for next := last + 1; next < min(last+5, len(g.tokens)-2); next++ {
			if g.kind(next) == '?' && g.kind(next+1) == ':' {
				return g.value(next+2, depth+1)
			}
		}
	}
	return v
}

// maxGradleDepth bounds names that stand for names.
const maxGradleDepth = 8

// variable looks a name up in the script, then in gradle.properties.
func (g *gradleScript) variable(name string, use Place, depth int) gradleValue {
	if i := g.definition(name); i >= 0 && depth < maxGradleDepth {
		v := g.value(i, depth+1)
		if v.unresolved == "" {
			v.via = append([]Place{use}, v.via...)
			return v
		}
	}
	if at, ok := g.property(name); ok {
		return gradleValue{text: at.Text(), at: at, via: []Place{use}}
	}
	return gradleValue{at: use, unresolved: "the variable " + name + " is set to no literal here"}
}

// definition finds where a name is given its only value: def x =, ext.x =,
// x = in an ext block, val x =, val x by extra(...), var x: String =.
func (g *gradleScript) definition(name string) int {
	found := -1
	for i, t := range g.tokens {
		if t.kind != 'n' || t.text != name || i == 0 {
			continue
		}
		before := g.tokens[i-1]
		isDefinition := before.text == "def" || before.text == "val" || before.text == "var" || before.text == "String" ||
			strings.HasSuffix(t.block, "ext") || g.after(i, "ext") || t.newLine && t.block == ""
		value := -1
		switch {
		case !isDefinition:
		case g.kind(i+1) == '=' && g.kind(i+2) != '=':
			value = i + 2
		case g.kind(i+1) == ':' && g.kind(i+3) == '=':
			value = i + 4
		case i+4 < len(g.tokens) && g.tokens[i+1].text == "by" && g.tokens[i+2].text == "extra" && g.kind(i+3) == '(':
			value = i + 4
		}
		if value < 0 || value >= len(g.tokens) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = value
	}
	return found
}

// property finds a name in gradle.properties, beside the script or above it.
func (g *gradleScript) property(name string) (Place, bool) {
	rel := "gradle.properties"
	for range maxParents {
		if f, err := g.f.Open(rel); err == nil {
			if at, ok := propertiesValue(f, name); ok {
				return at, true
			}
		}
		rel = "../" + rel
	}
	return Place{}, false
}

// propertiesValue finds a key in a file of Java properties; the last one counts.
func propertiesValue(f *File, key string) (at Place, ok bool) {
	eachLine(f.Data, func(offset int, line string) {
		if line == "" || line[0] == '#' || line[0] == '!' {
			return
		}
		i := strings.IndexAny(line, "=: \t")
		if i < 0 || line[:i] != key {
			return
		}
		value := strings.TrimLeft(line[i:], " \t")
		value = strings.TrimLeft(strings.TrimLeft(value, "=:"), " \t")
		start := offset + len(line) - len(value)
		at, ok = f.At(start, start+len(value)), value != ""
	})
	return at, ok
}

// catalog reads libs.versions.x.y.get() from the version catalog.
func (g *gradleScript) catalog(names []string, use Place) gradleValue {
	unresolved := gradleValue{at: use, unresolved: strings.Join(names, ".") + " is in no version catalog here"}
	if len(names) < 3 || names[1] != "versions" {
		return unresolved
	}
	key := strings.Join(names[2:], ".")
	for _, call := range []string{".get", ".asProvider", ".toInt"} {
		key = strings.TrimSuffix(key, call)
	}
	rel := "gradle/libs.versions.toml"
	for range maxParents {
		if f, err := g.f.Open(rel); err == nil {
			out := unresolved
			parseTOML(NewFile(f.Path, f.Data), func(v tomlValue) {
				if len(v.path) >= 2 && v.path[0] == "versions" && strings.NewReplacer("-", ".", "_", ".").Replace(v.path[1]) == key {
					out = gradleValue{text: v.text, at: f.At(v.at.Start, v.at.End), via: []Place{use}}
				}
			})
			return out
		}
		rel = "../" + rel
	}
	return unresolved
}

// interpolated resolves a string that is nothing but one name: "$level".
func (g *gradleScript) interpolated(v gradleValue, depth int) gradleValue {
	name, ok := strings.CutPrefix(v.text, "$")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "{"), "}")
	if !ok || strings.ContainsAny(name, "${}() ") || depth >= maxGradleDepth {
		v.unresolved = computedByScript
		return v
	}
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return g.variable(name, v.at, depth+1)
}
