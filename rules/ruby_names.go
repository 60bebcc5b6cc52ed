package rules

import (
	"fmt"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// rubyEngines are the engines by the prefix that version files give them.
var rubyEngines = []struct {
	prefix  string
	runtime Runtime
}{
	{"truffleruby+graalvm", TruffleRuby},
	{"truffleruby", TruffleRuby},
	{"jruby", JRuby},
	{"rubinius", Rubinius},
	{"rbx", Rubinius},
}

// readRuby reads what version managers call a Ruby:
//
//	2.3.1  ruby-2.0.0-p648  1.9.3p551  1.9.3-p551@gemset
//	jruby-9.2.9.0  truffleruby-22.3.0  rbx-3.107
//	ree-1.8.7-2012.02  1.9.3-p327-falcon (MRI with patches)
//	Ruby193  Ruby25-x64 (as the Windows installers name their folders)
func readRuby(text string) (Named, error) {
	lower := strings.ToLower(strings.TrimSpace(text))
	lower, _, _ = strings.Cut(lower, "@")
	for _, e := range rubyEngines {
		if rest, ok := strings.CutPrefix(lower, e.prefix); ok {
			return readEngine(e.runtime, text, strings.TrimLeft(rest, "-"))
		}
	}
	lower = strings.TrimSuffix(lower, "-x64")
	rest := strings.TrimLeft(strings.TrimPrefix(lower, "ruby"), "- ")
	if after, ok := strings.CutPrefix(rest, "ree-"); ok {
		rest, _, _ = strings.Cut(after, "-")
	}
	if rest == "ree" {
		rest = "1.8" // Ruby Enterprise Edition never was another
	}
	for _, patches := range []string{"-falcon", "-perf", "-railsexpress"} {
		rest = strings.TrimSuffix(rest, patches)
	}
	rest = strings.TrimPrefix(rest, "v")
	if rest != lower && (len(rest) == 2 || len(rest) == 3) && strings.Trim(rest, "0123456789") == "" {
		rest = strings.Join(strings.Split(rest, ""), ".") // Ruby193
	}
	set, err := version.Ruby.Line(rest)
	if err != nil {
		return Named{}, &version.SyntaxError{Grammar: "Ruby version", Text: text, Example: "2.0.0-p648, 3.3.7 or jruby-9.4.12.0"}
	}
	return Named{Runtime: Ruby, Versions: set}, nil
}

// engineReader reads versions of one engine, with or without its name.
func engineReader(rt Runtime) func(string) (Named, error) {
	return func(text string) (Named, error) {
		named, err := readRuby(text)
		if err == nil && named.Runtime == Ruby {
			return readEngine(rt, text, strings.TrimSpace(text))
		}
		return named, err
	}
}

func readEngine(rt Runtime, whole, text string) (Named, error) {
	if text == "" {
		return Named{}, fmt.Errorf("%q names no version of the engine (an example: jruby-9.4.12.0)", whole)
	}
	set, err := version.JRuby.Line(text)
	if err != nil {
		return Named{}, &version.SyntaxError{Grammar: "version of " + string(rt), Text: whole, Example: "jruby-9.4.12.0"}
	}
	return Named{Runtime: rt, Versions: set}, nil
}
