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
			word, _, _ := strings.Cut(line, " ")
			if done || word == "" || word[0] == '#' {
				return
			}
			done = true
			d := Declaration{At: f.At(offset, offset+len(word)), Binding: rules.Exact, Scope: Dev}
			if word == "system" {
				d.Runtime, d.Unresolved = rules.Ruby, "it is the Ruby of the system"
				f.Declare(d)
				return
			}
			declareVersion(f, rules.Ruby, d)
		})
	},
}
