package manifest

import "strings"

// A gradleValue is a value with the place that decides it.
type gradleValue struct {
	text       string
	at         Place
	via        []Place
	unresolved string
}

const (
	computedByScript = "it is computed by the build script"
	endlessNames     = "the names in it stand for each other without end"
)

// maxGradleDepth bounds names that stand for names, maxGradleSteps all lookups of
// one script, where strings use strings many times over.
const (
	maxGradleDepth = 8
	maxGradleSteps = 20000
)

// A gradleLink is one name of a chain such as rootProject.ext.level.get(), with
// the arguments of its call or index.
type gradleLink struct {
	name     string
	token    int
	argument int // index of the first token in ( ) or [ ], 0 if there are none
	isCall   bool
}

// value reads the expression that begins at token i: the literals that people
// write, names that stand for them, and JavaVersion.VERSION_1_8 in its forms. What
// is computed is not resolved.
func (g *gradleScript) value(i, depth int) gradleValue {
	if g.kind(i) == '(' {
		i++
	}
	if g.kind(i) == 0 {
		return gradleValue{at: g.f.At(len(g.f.Data), len(g.f.Data)), unresolved: "nothing follows"}
	}
	t := &g.tokens[i]
	v := gradleValue{text: t.text, at: g.f.At(t.at.Start, t.at.End)}
	computed := gradleValue{at: v.at, text: v.text, unresolved: computedByScript}
	if g.steps++; depth > maxGradleDepth || g.steps > maxGradleSteps {
		computed.unresolved = endlessNames
		return computed
	}
	if t.kind != 'n' {
		links, end := g.links(i+1, false) // '1.8'.toInteger()
		switch {
		case t.kind != '0' && t.kind != 's' || !areConversions(links) || !g.ends(end):
			return computed
		case t.kind == 's' && t.quote == '"' && strings.Contains(t.text, "$"):
			return g.interpolated(v, depth)
		}
		return v
	}
	links, end := g.links(i, true)
	fallback := 0
	links, fallback = g.withoutConversions(links)
	if g.kind(end) == '?' && g.kind(end+1) == ':' {
		fallback = end + 2
	} else if !g.ends(end) {
		computed.at.End = g.tokens[end-1].at.End
		computed.text = computed.at.Text()
		return computed
	}
	v = g.chain(links, depth)
	if v.unresolved != "" && fallback > 0 {
		return g.value(fallback, depth+1)
	}
	return v
}

// links reads names from token i on, each after a dot: .a.b(c).d[e], or as the
// start of a chain without the first dot. end is the first token behind them.
func (g *gradleScript) links(i int, isStart bool) (links []gradleLink, end int) {
	end = i
	for len(links) < maxGradleHead {
		at := end
		switch {
		case len(links) == 0 && isStart && g.kind(at) == 'n':
		case g.kind(at) == '.' && g.kind(at+1) == 'n':
			at++
		case g.kind(at) == '?' && g.kind(at+1) == '.' && g.kind(at+2) == 'n':
			at += 2
		default:
			return links, end
		}
		link := gradleLink{name: g.tokens[at].text, token: at}
		end = at + 1
		if g.kind(end) == '<' { // extra<String>("x")
			if close := end + 2; g.kind(end+1) == 'n' && g.kind(close) == '>' {
				end = close + 1
			}
		}
		if k := g.kind(end); (k == '(' || k == '[') && !g.tokens[end].newLine {
			link.argument, link.isCall = end+1, k == '('
			end = g.behind(end)
		}
		if g.kind(end) == '{' && !g.tokens[end].newLine && link.name == "map" {
			end = g.behind(end)
			link.isCall = true
		}
		for g.kind(end) == '!' && g.kind(end+1) == '!' { // Kotlin's x!!
			end += 2
		}
		links = append(links, link)
	}
	return links, end
}

// maxGradleArguments bounds the tokens of one call.
const maxGradleArguments = 200

// behind is the token behind the bracket that closes the one at i.
func (g *gradleScript) behind(i int) int {
	depth := 0
	for j := i; j < min(i+maxGradleArguments, len(g.tokens)); j++ {
		switch g.tokens[j].kind {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return len(g.tokens)
}

// ends reports whether an expression can end before token i.
func (g *gradleScript) ends(i int) bool {
	if i >= len(g.tokens) {
		return true
	}
	switch t := &g.tokens[i]; t.kind {
	case ')', ']', '}', ',', ';':
		return true
	case 'n': // as String, or the next statement of a line
		return t.newLine || t.text != "in" && t.text != "is" && t.text != "if" && t.text != "to" && t.text != "or" && t.text != "and"
	case '[':
		return t.newLine
	case '.', '?', '+', '-', '*', '/', '%', ':', '<', '>', '=', '&', '|':
		return false
	default:
		return t.newLine
	}
}

// gradleConversions change nothing of a value but its type.
var gradleConversions = map[string]bool{
	"toString": true, "toInteger": true, "toInt": true, "toDouble": true, "toFloat": true, "toBigDecimal": true, "trim": true, "get": true,
	"orNull": true, "asInt": true, "asProvider": true, "getMajorVersion": true, "map": true, "forUseAtConfigurationTime": true,
	"requiredVersion": true, "strictVersion": true, "preferredVersion": true,
}

// gradleMembers say in another way what a constant of an enumeration says.
var gradleMembers = map[string]bool{"majorVersion": true, "target": true, "name": true}

func areConversions(links []gradleLink) bool {
	for _, link := range links {
		if !gradleConversions[link.name] {
			return false
		}
	}
	return true
}

// withoutConversions cuts what changes nothing from the end. fallback is where
// the value begins that x.orElse(y) has without x.
func (g *gradleScript) withoutConversions(links []gradleLink) (rest []gradleLink, fallback int) {
	for len(links) > 1 { // a chain of one name is that name, whatever it is
		last, before := links[len(links)-1], links[len(links)-2]
		switch {
		case last.name == "orElse" || last.name == "getOrElse":
			fallback = last.argument
		case gradleMembers[last.name] && isConstant(before.name):
		case !gradleConversions[last.name], g.kind(last.argument) == 's' && last.argument > 0: // extra.get("x")
			return links, fallback
		}
		links = links[:len(links)-1]
	}
	return links, fallback
}

// isConstant reports whether a name is a constant of JavaVersion or JvmTarget.
func isConstant(name string) bool {
	return strings.HasPrefix(name, "VERSION_") || strings.HasPrefix(name, "JVM_")
}

// chain resolves a chain of names.
func (g *gradleScript) chain(links []gradleLink, depth int) gradleValue {
	first, last := &links[0], &links[len(links)-1]
	start, end := g.tokens[first.token].at.Start, g.tokens[last.token].at.End
	if last.argument > 0 {
		end = g.tokens[g.behind(last.argument-1)-1].at.End
	}
	use := g.f.At(start, end)
	argument := gradleToken{}
	if last.argument > 0 && g.kind(last.argument) == 's' {
		argument = g.tokens[last.argument]
	}
	isName := last.argument == 0
	switch {
	case isName && isConstant(last.name):
		at := g.tokens[last.token].at
		return gradleValue{text: last.name, at: g.f.At(at.Start, at.End)}
	case first.name == "libs" && isName:
		return g.catalog(links[1:], use)
	case last.name == "findVersion" && argument.kind == 's':
		return g.version(argument.text, use)
	case last.name == "environmentVariable" || last.name == "getenv":
		return gradleValue{at: use, unresolved: "it is the environment variable " + argument.text}
	case last.isCall && readsArgument[last.name] && last.argument > 0:
		return g.value(last.argument, depth+1)
	case argument.kind == 's' && (readsProperty[last.name] || last.name == "get" && len(links) > 1 && readsProperty[links[len(links)-2].name]):
		return g.variable(argument.text, use, depth)
	case first.name == "JavaVersion" && last.name == "current":
		return gradleValue{at: use, unresolved: "it is the Java that runs Gradle"}
	case !isName && !last.isCall && argument.kind == 's':
		return g.entry(gradleEntry{last.name, argument.text}, use, depth)
	case !isName:
		return gradleValue{at: use, unresolved: computedByScript}
	}
	if isCompatibility(last.name) {
		if v, ok := g.compatibility(last, use, depth); ok {
			return v
		}
	}
	for i := range links[:len(links)-1] {
		if !isScope[links[i].name] {
			return g.entry(gradleEntry{links[len(links)-2].name, last.name}, use, depth)
		}
	}
	return g.variable(last.name, use, depth)
}

// readsArgument are calls whose argument is the value: JavaVersion.toVersion("8").
var readsArgument = map[string]bool{"toVersion": true, "valueOf": true, "fromTarget": true, "of": true, "parseInt": true, "toInteger": true}

// readsProperty are calls and maps that take the name of a property.
var readsProperty = map[string]bool{
	"property": true, "findProperty": true, "getProperty": true, "gradleProperty": true, "ext": true, "extra": true, "properties": true,
}

// isScope are names in front of a variable that say where it is from.
var isScope = map[string]bool{"project": true, "rootProject": true, "ext": true, "extra": true, "this": true, "parent": true, "gradle": true, "properties": true}

// interpolated resolves the names in a string: "$level", "1.${level}". A string
// that is nothing but one name is decided where that name is set.
func (g *gradleScript) interpolated(v gradleValue, depth int) gradleValue {
	text := ""
	var via []Place
	for rest := v.text; rest != ""; {
		i := strings.IndexByte(rest, '$')
		if i < 0 {
			text += rest
			break
		}
		names, size := interpolatedNames(rest[i:], g.kotlin)
		if names == nil {
			v.unresolved = computedByScript
			return v
		}
		found := g.interpolation(names, v.at, depth+1)
		if found.unresolved != "" || i == 0 && size == len(v.text) {
			return found
		}
		if len(text) > maxInterpolated {
			v.unresolved = endlessNames
			return v
		}
		text += rest[:i] + found.text
		via = append(append(via, found.at), found.via[1:]...) // the first is the string itself
		rest = rest[i+size:]
	}
	v.text, v.via = text, via
	return v
}

// interpolation looks up what a string names: level, rootProject.ext.level, or the
// entry of a map, versions.java.
func (g *gradleScript) interpolation(names []string, use Place, depth int) gradleValue {
	last := len(names) - 1
	for _, name := range names[:last] {
		if !isScope[name] {
			return g.entry(gradleEntry{names[last-1], names[last]}, use, depth)
		}
	}
	return g.variable(names[last], use, depth)
}

// interpolatedNames reads $name, ${scope.name} or, in Groovy, $map.key at the start
// of a text. The names are nil where there is more than names with dots between.
func interpolatedNames(text string, kotlin bool) (names []string, size int) {
	rest := text[1:]
	if strings.HasPrefix(rest, "{") {
		end := strings.IndexByte(rest, '}')
		if end < 0 {
			return nil, 0
		}
		names, size = strings.Split(strings.TrimSpace(rest[1:end]), "."), end+2
	} else {
		end := 0
		for end < len(rest) && (isNameByte(rest[end]) || !kotlin && end > 0 && rest[end] == '.' && end+1 < len(rest) && isNameStart(rest[end+1])) {
			end++
		}
		names, size = strings.Split(rest[:end], "."), end+1
	}
	for _, name := range names {
		if name == "" || !isNameStart(name[0]) || strings.ContainsFunc(name, func(c rune) bool { return c < 0x80 && !isNameByte(byte(c)) }) {
			return nil, 0
		}
	}
	return names, size
}
