package manifest

import (
	"slices"
	"strings"
)

// A gradleGroup is a set of tasks that one level holds for. The levels of one
// group compete; those of different groups do not.
type gradleGroup struct {
	project   string // the heads that choose projects: subprojects, project(':x')
	task      string // the tasks, if not those that compile the main classes
	condition string
}

func (g gradleGroup) scope() Scope {
	if strings.Contains(strings.ToLower(g.task), "test") {
		return Test
	}
	return ScopeUnknown
}

// gradleHeads are what stands around a place: its own statement up to it, then
// the heads of the blocks, from the innermost outwards.
type gradleHeads struct {
	own   []string
	block *gradleBlock
	// ownCondition is that of the statement itself: if (x) y = 1.
	ownCondition string
}

func (g *gradleScript) heads(i int) *gradleHeads {
	t := &g.tokens[i]
	h := &gradleHeads{block: t.block}
	for j := max(t.statement, i-maxGradleHead); j < i; j++ {
		if k := g.tokens[j].kind; k == 'n' || k == 's' {
			h.own = append(h.own, g.tokens[j].word())
		}
	}
	if len(h.own) > 0 && (h.own[0] == "if" || h.own[0] == "else") {
		h.ownCondition = conditionOf(g.tokens[t.statement:i], &gradleBlock{lastIf: "the condition before it"}, g.text)
	}
	return h
}

// each visits the heads until visit returns true.
func (h *gradleHeads) each(visit func(head []string) bool) bool {
	if visit(h.own) {
		return true
	}
	for b := h.block; b != nil; b = b.parent {
		if visit(b.head) {
			return true
		}
	}
	return false
}

// has reports whether one of the words stands in a head.
func (h *gradleHeads) has(words ...string) bool {
	return h.each(func(head []string) bool {
		for _, word := range words {
			if slices.Contains(head, word) {
				return true
			}
		}
		return false
	})
}

// headHas reports whether the block's own head has the word. A nil block has
// none.
func (b *gradleBlock) headHas(word string) bool { return b != nil && slices.Contains(b.head, word) }

// condition joins the conditions of the ifs around the place.
func (h *gradleHeads) condition() string {
	var parts []string
	for b := h.block; b != nil; b = b.parent {
		if b.condition != "" {
			parts = append(parts, b.condition)
		}
	}
	slices.Reverse(parts)
	if h.ownCondition != "" {
		parts = append(parts, h.ownCondition)
	}
	return strings.Join(parts, " and ")
}

// isTest reports whether the place is about tests: test { }, withType(Test),
// compileTestJava.
func (h *gradleHeads) isTest() bool {
	return h.has("test", "Test", "check") || strings.Contains(strings.ToLower(h.group().task), "test")
}

func (h *gradleHeads) group() gradleGroup {
	g := gradleGroup{condition: h.condition()}
	h.each(func(head []string) bool {
		if len(head) == 0 {
			return false
		}
		if choosesProjects(head) {
			g.project = strings.Join(head, " ") + "\n" + g.project
		}
		if g.task == "" {
			g.task = taskOf(head)
		}
		return false
	})
	return g
}

// choosesProjects reports whether a head says for which projects a block holds.
func choosesProjects(head []string) bool {
	return slices.Contains(head, "allprojects") || slices.Contains(head, "subprojects") || head[0] == "configure" ||
		head[0] == "project" && len(head) > 1 && strings.HasPrefix(head[1], ":")
}

// taskOf names the tasks of a head that compile other classes than the main
// ones: "" for compileJava, "Test" for compileTestJava, "Java9" for
// compileJava9Java, and the name of a task that is made or found by name.
func taskOf(head []string) string {
	named, task := false, ""
	for _, word := range head {
		set, ok := sourceSetOf(word)
		switch {
		case ok && set == "":
			return "" // compileJava among others
		case ok:
			task = set
		case word == "register" || word == "create" || word == "named" || word == "task":
			named = true
		case named && task == "" && word != "JavaCompile" && word != "KotlinCompile":
			task = word
		}
	}
	return task
}

// sourceSetOf reads the name of a task that compiles a source set.
func sourceSetOf(word string) (set string, ok bool) {
	rest, ok := strings.CutPrefix(word, "compile")
	if !ok {
		return "", false
	}
	for _, language := range []string{"Java", "Kotlin", "Groovy", "Scala"} {
		if set, ok := strings.CutSuffix(rest, language); ok {
			return set, true
		}
	}
	return "", false
}

// isAndroid reports whether the script builds for Android, whose levels are of
// the language and say nothing of a JVM.
func (g *gradleScript) isAndroid() bool {
	for i := range g.tokens {
		t := &g.tokens[i]
		if t.kind != 's' {
			continue
		}
		switch t.text {
		case "com.android.application", "com.android.library", "com.android.dynamic-feature", "com.android.test", "android", "android-library":
		default:
			continue
		}
		heads := g.heads(i)
		isPlugin := heads.has("id", "plugin", "alias") || heads.has("apply")
		if isPlugin && !g.isLater(i) {
			return true
		}
	}
	return false
}

// isLater reports whether a plugin is only named for other projects to apply:
// id 'x' version '1' apply false.
func (g *gradleScript) isLater(i int) bool {
	for j := i + 1; j < min(i+maxGradleHead, len(g.tokens)) && g.tokens[j].statement == g.tokens[i].statement; j++ {
		if g.tokens[j].text == "apply" && (g.textAt(j+1) == "false" || g.textAt(j+2) == "false") {
			return true
		}
	}
	return false
}

func (g *gradleScript) textAt(i int) string {
	if g.kind(i) == 0 {
		return ""
	}
	return g.tokens[i].text
}
