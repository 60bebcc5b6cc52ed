package manifest

import (
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
)

var gradle = Kind{
	Name:     "build.gradle",
	Files:    []string{"*.gradle", "*.gradle.kts"},
	Declares: "`sourceCompatibility`, `targetCompatibility`, `options.release`, toolchains, Kotlin's `jvmTarget`; libraries",
	Parse:    parseGradle,
}

// gradleSigns are in every script that can declare a Java.
var gradleSigns = sync.OnceValue(func() *literals {
	return newLiterals("Compatibility", "release", "languageVersion", "jvmToolchain", "jvmTarget", "compilerArgs", "jib", "BP_JVM_VERSION")
})

func parseGradle(f *File) {
	java, library := gradleSigns().in(f.Data), artifactSigns().in(f.Data)
	if !java && !library {
		return
	}
	g := newGradleScript(f)
	if java {
		g.read()
		g.declareLevels()
	}
	if library {
		g.declareLibraries()
	}
}

// A gradleScript is a build script as tokens. It is never run.
type gradleScript struct {
	f      *File
	text   string
	kotlin bool
	tokens []gradleToken
	*gradleTree
	found       []gradleLevel
	definitions map[string][]gradleDefinition // nil until a name is looked up
	entries     map[gradleEntry][]int         // where values of maps begin; nil until one is looked up
	applied     []*gradleScript               // by apply from:
	isApplied   bool                          // applied is known
}

func newGradleScript(f *File) *gradleScript {
	kotlin := strings.HasSuffix(strings.ToLower(f.Path), ".kts")
	text := string(f.Data)
	return &gradleScript{f: f, text: text, kotlin: kotlin, tokens: gradleTokens(text, kotlin), gradleTree: &gradleTree{start: f, opened: map[string]*gradleScript{}}}
}

// A gradleLevel is a place that sets a level.
type gradleLevel struct {
	rank  int
	group gradleGroup
	value int // index of the token where the value begins
}

// What goes before what.
const (
	rankRelease = iota
	rankTarget
	rankSource
	rankNone
)

// read finds everything that a script can say of a Java.
func (g *gradleScript) read() {
	android := g.isAndroid()
	arguments := -1 // the statement that sets compiler arguments
	for i := range g.tokens {
		t := &g.tokens[i]
		switch {
		case t.kind == 's':
			if arguments == t.statement {
				g.readArgument(i)
			}
			if t.text == "BP_JVM_VERSION" {
				g.readBuildpack(i)
			}
			continue
		case t.kind != 'n':
			continue
		}
		switch t.text {
		case "targetCompatibility", "setTargetCompatibility":
			if !android {
				g.add(rankTarget, i)
			}
		case "sourceCompatibility", "setSourceCompatibility":
			if !android {
				g.add(rankSource, i)
			}
		case "release", "getRelease":
			if g.isMember(i, "options") || g.tokens[i].block.headHas("options") {
				g.add(rankRelease, i)
			}
		case "compilerArgs":
			arguments = t.statement
		case "jvmTarget":
			if !android {
				g.readJVMTarget(i)
			}
		case "languageVersion":
			if g.heads(i).has("toolchain", "jvmToolchain", "launcherFor", "compilerFor", "javadocToolFor") {
				g.readToolchain(i)
			}
		case "jvmToolchain":
			if g.kind(i+1) == '(' {
				g.readToolchain(i)
			}
		case "image":
			g.readImage(i)
		}
	}
}

// add notes a place that sets a level, unless it is an IDE's.
func (g *gradleScript) add(rank, i int) {
	value, ok := g.assigned(i)
	heads := g.heads(i)
	if ok && !heads.has("android", "compileOptions", "eclipse", "idea", "javadoc") {
		g.found = append(g.found, gradleLevel{rank, heads.group(), value})
	}
}

// compilerFlags are the arguments of javac that set a level.
var compilerFlags = map[string]int{
	"--release": rankRelease, "-release": rankRelease, "-target": rankTarget, "--target": rankTarget, "-source": rankSource, "--source": rankSource,
}

// readArgument reads '-target', '1.7' in compilerArgs.
func (g *gradleScript) readArgument(i int) {
	rank, ok := compilerFlags[g.tokens[i].text]
	if ok && g.kind(i+1) == ',' && g.kind(i+2) != 0 {
		g.found = append(g.found, gradleLevel{rank, g.heads(i).group(), i + 2})
	}
}

// declareLevels declares the strongest level of each group; where a target is
// given, the source level says nothing of the JVM.
func (g *gradleScript) declareLevels() {
	best := map[gradleGroup]int{}
	for _, l := range g.found {
		if rank, ok := best[l.group]; !ok || l.rank < rank {
			best[l.group] = l.rank
		}
	}
	for _, l := range g.found {
		if best[l.group] == l.rank {
			g.declare(l.value, Declaration{Scope: l.group.scope(), Condition: l.group.condition}, declareJavaTarget)
		}
	}
}

// readJVMTarget reads the level of Kotlin's classes. detekt has one of its own,
// which it analyses for.
func (g *gradleScript) readJVMTarget(i int) {
	heads := g.heads(i)
	if v, ok := g.assigned(i); ok && !heads.has("android", "androidTarget", "androidLibrary", "detekt", "Detekt", "DetektCreateBaselineTask") {
		group := heads.group()
		g.declare(v, Declaration{Scope: group.scope(), Condition: group.condition}, declareJavaTarget)
	}
}

// readToolchain reads languageVersion and jvmToolchain.
func (g *gradleScript) readToolchain(i int) {
	v, ok := g.assigned(i)
	if !ok {
		return
	}
	heads := g.heads(i)
	d := Declaration{Binding: rules.Exact, Scope: Build, Vendor: g.toolchainVendor(i), Condition: heads.condition()}
	if heads.isTest() {
		d.Scope = Test
	}
	g.declare(v, d, declareToolchain)
}

func declareToolchain(f *File, d Declaration) { declareVersion(f, rules.Java, d) }

// toolchainVendors are the constants of JvmVendorSpec as rules name vendors.
var toolchainVendors = map[string]string{
	"ORACLE": "oracle", "AZUL": "azul", "IBM": "ibm",
	"ADOPTIUM": "openjdk", "ADOPTOPENJDK": "openjdk", "AMAZON": "openjdk", "BELLSOFT": "openjdk", "IBM_SEMERU": "openjdk",
	"JETBRAINS": "openjdk", "MICROSOFT": "openjdk", "SAP": "openjdk", "TENCENT": "openjdk",
}

// toolchainVendor finds the vendor in the block that token i stands in.
func (g *gradleScript) toolchainVendor(i int) string {
	block := g.tokens[i].block
	for _, step := range []int{-1, 1} {
		for j := i; j > i-maxGradleArguments && j < i+maxGradleArguments && g.kind(j) != 0 && g.tokens[j].block == block && block != nil; j += step {
			if g.tokens[j].text == "JvmVendorSpec" && g.kind(j+2) == 'n' {
				return toolchainVendors[g.tokens[j+2].text]
			}
		}
	}
	return ""
}

// readImage reads the image that Jib puts the program on: jib { from { image =.
func (g *gradleScript) readImage(i int) {
	heads := g.heads(i)
	v, ok := g.assigned(i)
	if !ok || !heads.has("jib") || !heads.has("from") || g.kind(v) != 's' {
		return
	}
	t := &g.tokens[v]
	if strings.Contains(t.text, "$") && t.quote == '"' {
		return
	}
	for _, d := range imageDeclarations(g.f, literalWord(t.text, t.at), nil) {
		d.Unit, d.Condition = "(image)", heads.condition()
		g.f.Declare(d)
	}
}

// readBuildpack reads the Java of an image that buildpacks make.
func (g *gradleScript) readBuildpack(i int) {
	for i++; g.kind(i) == ']' || g.kind(i) == ')'; i++ {
	}
	if k := g.kind(i); k != ':' && k != ',' && k != '=' && (k != 'n' || g.tokens[i].text != "to") {
		return
	}
	if i+1 < len(g.tokens) {
		g.declare(i+1, Declaration{Binding: rules.Exact, Scope: Run, Vendor: "openjdk", Unit: "(image)"}, declareToolchain)
	}
}

// declare declares the value that begins at token i.
func (g *gradleScript) declare(i int, d Declaration, as func(*File, Declaration)) {
	if i >= len(g.tokens) {
		return
	}
	v := g.value(i, 0)
	d.At, d.Text, d.Via = v.at, v.text, v.via
	if v.unresolved != "" {
		d.Runtime, d.Unresolved = rules.Java, v.unresolved
		if d.Binding != rules.Exact {
			d.Binding = rules.Target
		}
		g.f.Declare(d)
		return
	}
	as(g.f, d)
}

// kind is the kind of token i, 0 behind the last one.
func (g *gradleScript) kind(i int) byte {
	if i < 0 || i >= len(g.tokens) {
		return 0
	}
	return g.tokens[i].kind
}

// isMember reports whether token i is a member of the name: name.token, or
// name?.token and name*.token.
func (g *gradleScript) isMember(i int, name string) bool {
	if g.kind(i-1) != '.' {
		return false
	}
	i -= 2
	if k := g.kind(i); k == '?' || k == '*' {
		i--
	}
	return g.kind(i) == 'n' && g.tokens[i].text == name
}

// assigned returns where the value begins that token i is set to: x = v, x v,
// x(v), x.set(v).
func (g *gradleScript) assigned(i int) (int, bool) {
	if g.kind(i+1) == '(' && g.kind(i+2) == ')' { // getRelease().set(v)
		i += 2
	}
	switch g.kind(i + 1) {
	case '=':
		k := g.kind(i + 2)
		return i + 2, k != '=' && k != '~' && k != 0
	case '.':
		if g.kind(i+3) == '(' && g.kind(i+4) != 0 {
			switch g.tokens[i+2].text {
			case "set", "convention", "value":
				return i + 4, true
			}
		}
	case '(':
		return i + 2, g.kind(i+2) != 0
	case 's', '0', 'n':
		t := &g.tokens[i+1]
		return i + 1, !t.newLine && t.text != "in" && t.text != "is" && t.text != "as" && t.text != "to"
	}
	return 0, false
}
