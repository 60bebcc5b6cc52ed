package manifest

import (
	"maps"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// An installer goes through the commands of one RUN instruction and declares what
// they install by name and version: packages of the distribution, what version
// managers fetch, archives. It runs nothing and follows no branch.
type installer struct {
	stage     *dockerStage
	variables dockerfile.Variables // with those that the shell sets
	own       bool                 // variables is a copy
}

// maxShells bounds shells in shells: sh -c "sh -c ...".
const maxShells = 4

func (s *dockerStage) run(in *dockerfile.Instruction) {
	i := installer{stage: s, variables: s.variables}
	if words, ok := in.ExecForm(); ok {
		i.command(words, 0)
		return
	}
	for _, c := range in.Commands() {
		i.command(skipFlags(c), 0)
	}
}

// skipFlags leaves out the flags of RUN itself: --mount=type=cache.
func skipFlags(c dockerfile.Command) dockerfile.Command {
	for len(c) > 0 && strings.HasPrefix(string(c[0].Raw), "--") {
		c = c[1:]
	}
	return c
}

// wrappers are commands and keywords with another command behind them.
var wrappers = map[string]bool{
	"sudo": true, "env": true, "exec": true, "time": true, "nice": true, "command": true, "builtin": true, "eval": true, "gosu": true,
	"export": true, "then": true, "do": true, "else": true, "if": true, "while": true, "until": true, "!": true, "call": true, "start": true,
	"cmd": true, "powershell": true, "pwsh": true, "retry": true, "travis_retry": true, "ionice": true, "nohup": true, "xvfb-run": true, "local": true,
}

// shells take the commands that follow -c.
var shells = map[string]bool{"sh": true, "bash": true, "ash": true, "dash": true, "zsh": true, "ksh": true, "su": true, "runuser": true}

// command reads one simple command.
func (i *installer) command(words dockerfile.Command, depth int) {
	for len(words) > 0 {
		w := words[0]
		if name, value, ok := w.Assignment(); ok {
			i.set(name, value)
			words = words[1:]
			continue
		}
		name := baseName(i.text(&w))
		switch {
		case shells[name] && depth < maxShells:
			i.nested(words[1:], depth)
			return
		case wrappers[name]:
			words = words[1:]
			for len(words) > 0 && isOption(string(words[0].Raw)) {
				words = words[1:]
			}
			if len(words) == 1 && depth < maxShells && strings.ContainsAny(string(words[0].Raw), `"'`) {
				i.script(words[0], depth) // powershell -Command "choco install ..."
				return
			}
			continue
		}
		i.simple(name, words[1:])
		for _, w := range words {
			i.archive(w)
		}
		return
	}
}

// isOption reports whether a word behind a wrapper is an option: -E, /S.
func isOption(word string) bool {
	return len(word) > 1 && word[0] == '-' || len(word) == 2 && word[0] == '/'
}

// nested reads the commands of sh -c "...".
func (i *installer) nested(words dockerfile.Command, depth int) {
	for n, w := range words {
		raw := string(w.Raw)
		if len(raw) > 1 && raw[0] == '-' && raw[1] != '-' && raw[len(raw)-1] == 'c' && n+1 < len(words) {
			i.script(words[n+1], depth)
			return
		}
	}
	for _, w := range words {
		i.archive(w)
	}
}

// script reads a word as shell text of its own.
func (i *installer) script(w dockerfile.Word, depth int) {
	inner := w.Inner()
	for _, c := range inner.Commands() {
		i.command(c, depth+1)
	}
}

func (i *installer) text(w *dockerfile.Word) string {
	t := w.Expand(i.variables)
	return t.Value
}

// set sets a variable of the shell.
func (i *installer) set(name string, value dockerfile.Word) {
	if !i.own {
		i.variables, i.own = maps.Clone(i.variables), true
	}
	i.variables[name] = value.Expand(i.variables)
}

// baseName is the name of a program by its path.
func baseName(text string) string {
	text = text[strings.LastIndexAny(text, `/\`)+1:]
	return strings.TrimSuffix(strings.ToLower(text), ".exe")
}

// simple reads the arguments of a program.
func (i *installer) simple(name string, args dockerfile.Command) {
	if m, ok := packageManagers[name]; ok {
		i.packages(&m, args)
		return
	}
	if read := versionManagers[name]; read != nil {
		read(i, args)
	}
}

// version declares the version that a word gives, or a part of it.
func (i *installer) version(rt rules.Runtime, w dockerfile.Word, start, end int) {
	t := w.Expand(i.variables)
	if len(t.Holes) > 0 {
		if hole, ok := t.Touches(0, len(t.Value)); ok && (t.Value == "" || hole.Variable == "") {
			i.stage.add(Declaration{
				Runtime: rt, At: i.stage.f.At(w.Start, w.End), Text: string(w.Raw),
				Binding: rules.Exact, Scope: Run, Unresolved: missing(hole),
			})
		}
		return
	}
	if end = min(end, len(t.Value)); start >= end {
		return
	}
	d := versionDeclaration(rt, t.Value[start:end])
	d.At, d.Via = textPlace(i.stage.f, &t, start, end, &w)
	i.stage.add(d)
}

// positional returns the arguments that are no options.
func positional(args dockerfile.Command) dockerfile.Command {
	var out dockerfile.Command
	for _, w := range args {
		if len(w.Raw) > 0 && w.Raw[0] != '-' {
			out = append(out, w)
		}
	}
	return out
}
