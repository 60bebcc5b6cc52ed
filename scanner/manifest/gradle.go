package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var gradle = Kind{
	Name:     "build.gradle",
	Files:    []string{"*.gradle", "*.gradle.kts"},
	Declares: "`sourceCompatibility`, `targetCompatibility`, `options.release`, toolchains, Kotlin's `jvmTarget`",
	Parse:    parseGradle,
}

var gradleSigns = [][]byte{[]byte("Compatibility"), []byte("release"), []byte("JavaLanguageVersion"), []byte("jvmToolchain"), []byte("jvmTarget")}

func parseGradle(f *File) {
	for _, sign := range gradleSigns {
		if bytes.Contains(f.Data, sign) {
			g := &gradleScript{f: f, tokens: gradleTokens(f.Data)}
			g.parse()
			return
		}
	}
}

// A gradleScript is a build script as tokens. It is never run.
type gradleScript struct {
	f      *File
	tokens []gradleToken
	found  []gradleLevel
}

// A gradleLevel is a place that sets a level.
type gradleLevel struct {
	rank  int // what goes before what: release, target, source
	test  bool
	value int // index of the token where the value begins
}

const (
	rankRelease = iota
	rankTarget
	rankSource
)

func (g *gradleScript) parse() {
	for i, t := range g.tokens {
		if t.kind != 'n' || strings.Contains(t.block, "android") || strings.Contains(t.block, "compileOptions") {
			// Android's compileOptions are a language level, not a JVM.
			continue
		}
		switch t.text {
		case "targetCompatibility":
			g.add(rankTarget, i)
		case "sourceCompatibility":
			g.add(rankSource, i)
		case "release":
			if g.after(i, "options") || strings.HasSuffix(t.block, "options") {
				g.add(rankRelease, i)
			}
		case "jvmTarget":
			if v, ok := g.assigned(i); ok {
				g.declare(v, Declaration{Scope: g.scope(i)}, declareJavaTarget)
			}
		case "of":
			if g.after(i, "JavaLanguageVersion") && g.kind(i+1) == '(' {
				g.declare(i+2, Declaration{Binding: rules.Exact, Scope: Build}, declareToolchain)
			}
		case "jvmToolchain":
			if k := g.kind(i + 2); g.kind(i+1) == '(' && (k == '0' || k == 's') {
				g.declare(i+2, Declaration{Binding: rules.Exact, Scope: Build}, declareToolchain)
			}
		}
	}
	g.declareLevels()
}

func declareToolchain(f *File, d Declaration) { declareVersion(f, rules.Java, d) }

func (g *gradleScript) add(rank, i int) {
	if v, ok := g.assigned(i); ok {
		g.found = append(g.found, gradleLevel{rank, g.scope(i) == Test, v})
	}
}

// declareLevels declares the strongest level of the main code and of the tests;
// where a target is given, the source level says nothing of the JVM.
func (g *gradleScript) declareLevels() {
	for _, test := range []bool{false, true} {
		best := rankSource + 1
		for _, l := range g.found {
			if l.test == test {
				best = min(best, l.rank)
			}
		}
		for _, l := range g.found {
			if l.test == test && l.rank == best {
				d := Declaration{}
				if test {
					d.Scope = Test
				}
				g.declare(l.value, d, declareJavaTarget)
			}
		}
	}
}

func (g *gradleScript) scope(i int) Scope {
	for part := range strings.FieldsFuncSeq(g.tokens[i].block, func(c rune) bool { return c == '.' || c == ' ' }) {
		if part == "test" || part == "compileTestJava" || part == "compileTestKotlin" {
			return Test
		}
	}
	if g.after(i, "compileTestJava") {
		return Test
	}
	return ScopeUnknown
}

func (g *gradleScript) kind(i int) byte {
	if i < len(g.tokens) {
		return g.tokens[i].kind
	}
	return 0
}

// after reports whether token i is a member of the name: name.token.
func (g *gradleScript) after(i int, name string) bool {
	return i >= 2 && g.tokens[i-1].kind == '.' && g.tokens[i-2].text == name
}

// assigned returns where the value begins that token i is set to: x = v, x v,
// x.set(v).
func (g *gradleScript) assigned(i int) (int, bool) {
	switch g.kind(i + 1) {
	case '=':
		return i + 2, g.kind(i+2) != '=' && g.kind(i+2) != 0
	case '.':
		if i+4 < len(g.tokens) && g.tokens[i+2].text == "set" && g.tokens[i+3].kind == '(' {
			return i + 4, true
		}
	case 's', '0', 'n':
		return i + 1, !g.tokens[i+1].newLine
	}
	return 0, false
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
		if d.Scope != Build {
			d.Binding = rules.Target
		}
		g.f.Declare(d)
		return
	}
	as(g.f, d)
}
