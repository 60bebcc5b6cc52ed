package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var rubyVersion = Kind{
	Name:     ".ruby-version",
	Files:    []string{".ruby-version", ".rbenv-version"},
	Declares: "the Ruby that version managers select",
	Parse: func(f *File) {
		done := false
		eachLine(f.Data, func(offset int, line string) {
			if done || line == "" || line[0] == '#' {
				return
			}
			done = true
			declareRuby(f, f.At(offset, offset+len(firstWord(line))))
		})
	},
}

// firstWord is what version managers read of a line. What a template fills in
// stays whole.
func firstWord(line string) string {
	if end := strings.IndexAny(line, " \t"); end >= 0 && !isTemplate(line) {
		return line[:end]
	}
	return line
}

// declareRuby declares what a version manager selects.
func declareRuby(f *File, at Place) {
	d := Declaration{Runtime: rules.Ruby, At: at, Binding: rules.Exact, Scope: Dev}
	switch text := at.Text(); {
	case text == "system":
		d.Unresolved = "it is the Ruby of the system"
	case text == "default":
		d.Unresolved = "it is the default of each machine"
	case text == "head" || text == "ruby-head":
		d.Unresolved = "it is built from the head of a branch"
	default:
		declareVersion(f, rules.Ruby, d)
		return
	}
	f.Declare(d)
}
