package manifest

// A gradleEntry is a name of a map and a key in it.
type gradleEntry struct{ name, key string }

// entry looks up versions.java, or versions["java"], where versions is a map:
// [java: '1.8'].
func (g *gradleScript) entry(e gradleEntry, use Place, depth int) gradleValue {
	for _, script := range append([]*gradleScript{g}, g.above()...) {
		for _, s := range append([]*gradleScript{script}, script.appliedScripts()...) {
			if s.entries == nil {
				s.readMaps()
			}
			switch found := s.entries[e]; {
			case len(found) > 1:
				return gradleValue{at: use, unresolved: use.Text() + " is set more than once"}
			case len(found) == 1 && depth < maxGradleDepth:
				v := s.value(found[0], depth+1)
				v.via = append([]Place{use}, v.via...)
				return v
			}
		}
	}
	return gradleValue{at: use, unresolved: use.Text() + " is set to no literal here"}
}

// readMaps finds where the values of maps begin: x = [a: v], x += [a: v],
// x["a"] = v and x.a = v.
func (g *gradleScript) readMaps() {
	g.entries = map[gradleEntry][]int{}
	for i := range g.tokens {
		if g.tokens[i].kind != 'n' {
			continue
		}
		name := g.tokens[i].text
		switch {
		case g.kind(i+1) == '=' && g.kind(i+2) == '[':
			g.readMap(name, i+2)
		case g.kind(i+1) == '+' && g.kind(i+2) == '=' && g.kind(i+3) == '[':
			g.readMap(name, i+3)
		case g.kind(i+1) == '[' && g.kind(i+2) == 's' && g.kind(i+3) == ']' && g.isAssigned(i+4):
			g.addEntry(gradleEntry{name, g.tokens[i+2].text}, i+5)
		case g.kind(i+1) == '.' && g.kind(i+2) == 'n' && g.isAssigned(i+3):
			g.addEntry(gradleEntry{name, g.tokens[i+2].text}, i+4)
		}
	}
}

func (g *gradleScript) isAssigned(i int) bool {
	return g.kind(i) == '=' && g.kind(i+1) != '=' && g.kind(i+1) != 0
}

// maxGradleMap bounds the tokens of a map.
const maxGradleMap = 2000

// readMap reads the keys of the map that begins at token start.
func (g *gradleScript) readMap(name string, start int) {
	depth := 0
	for i := start; i < min(start+maxGradleMap, len(g.tokens)); i++ {
		switch t := &g.tokens[i]; {
		case t.kind == '[' || t.kind == '(' || t.kind == '{':
			depth++
		case t.kind == ']' || t.kind == ')' || t.kind == '}':
			if depth--; depth == 0 {
				return
			}
		case depth == 1 && (t.kind == 'n' || t.kind == 's') && g.kind(i+1) == ':' && (g.kind(i-1) == '[' || g.kind(i-1) == ','):
			g.addEntry(gradleEntry{name, t.text}, i+2)
		}
	}
}

func (g *gradleScript) addEntry(e gradleEntry, value int) {
	if len(g.entries[e]) < 2 {
		g.entries[e] = append(g.entries[e], value)
	}
}
