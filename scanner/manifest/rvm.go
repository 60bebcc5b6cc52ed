package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var rvmrc = Kind{
	Name:     ".rvmrc",
	Files:    []string{".rvmrc"},
	Declares: "the Ruby that RVM selects, where it stands there literally",
	Parse:    parseRvmrc,
}

// parseRvmrc reads a script of the shell for its first literal: the
// environment_id of the ones that RVM writes, or "rvm use ruby-1.9.3-p551@x" and
// its short forms. It never runs it.
func parseRvmrc(f *File) {
	done := false
	computed := Place{}
	declare := func(w shellWord) {
		if done = !w.computed; done {
			declareRuby(f, f.At(w.at.Start, w.at.End))
		} else if computed.File == nil {
			computed = f.At(w.at.Start, w.at.End)
		}
	}
	eachLine(f.Data, func(offset int, line string) {
		if done {
			return
		}
		words := shellWords(offset, line)
		for i, w := range words {
			if id, ok := strings.CutPrefix(w.text, "environment_id="); ok && id != "" {
				w.at.Start = w.at.End - len(id)
				declare(w)
			} else if w.text == "rvm" {
				if ruby, ok := rvmRuby(words[i+1:]); ok {
					declare(ruby)
				}
			}
			if done {
				return
			}
		}
	})
	if !done && computed.File != nil {
		f.Declare(Declaration{Runtime: rules.Ruby, At: computed, Binding: rules.Exact, Scope: Dev, Unresolved: "the shell computes it"})
	}
}

// rvmRuby returns the Ruby among the words behind rvm. Of its other commands
// only the short form begins with a version.
func rvmRuby(words []shellWord) (ruby shellWord, ok bool) {
	use := false
	for _, w := range words {
		switch {
		case strings.HasPrefix(w.text, "-"):
		case w.text == "use" && !use:
			use = true
		case use:
			return w, !isShellOperator(w.text)
		default:
			return w, isRubyName(w.text)
		}
	}
	return ruby, false
}

func isShellOperator(word string) bool { return strings.Trim(word, "&|;<>12") == "" }

// isRubyName reports whether a word looks like a Ruby rather than a command.
func isRubyName(word string) bool {
	for _, prefix := range [...]string{"ruby-", "jruby", "rbx", "rubinius", "ree", "truffleruby"} {
		if strings.HasPrefix(word, prefix) {
			return true
		}
	}
	return word != "" && isDigitByte(word[0]) && strings.Contains(word, ".")
}

var versionsConf = Kind{
	Name:     ".versions.conf",
	Files:    []string{".versions.conf"},
	Declares: "the Ruby that RVM selects",
	Parse: func(f *File) {
		done := false
		eachLine(f.Data, func(offset int, line string) {
			key, value, ok := strings.Cut(line, "=")
			if done || !ok || strings.TrimSpace(key) != "ruby" {
				return
			}
			value, _, _ = strings.Cut(value, "#")
			trimmed := strings.Trim(value, " \t\"'")
			if done = trimmed != ""; done {
				start := offset + len(key) + 1 + strings.Index(value, trimmed)
				declareRuby(f, f.At(start, start+len(trimmed)))
			}
		})
	},
}
