package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var javaVersion = Kind{
	Name:     ".java-version",
	Files:    []string{".java-version"},
	Declares: "the JDK that jenv and others select",
	Parse: func(f *File) {
		eachLine(f.Data, func(offset int, line string) {
			word, _, _ := strings.Cut(line, " ")
			if word == "" || word[0] == '#' {
				return
			}
			d := Declaration{Runtime: rules.Java, At: f.At(offset, offset+len(word)), Binding: rules.Exact, Scope: Dev}
			if word == "system" {
				d.Unresolved = "it is the Java of the system"
				f.Declare(d)
				return
			}
			declareVersion(f, rules.Java, d)
		})
	},
}

var sdkmanrc = Kind{
	Name:     ".sdkmanrc",
	Files:    []string{".sdkmanrc"},
	Declares: "the JDK that SDKMAN selects",
	Parse: func(f *File) {
		done := false
		eachLine(f.Data, func(offset int, line string) {
			key, value, ok := strings.Cut(line, "=")
			if done || !ok || strings.TrimSpace(key) != "java" {
				return
			}
			done = true
			value, _, _ = strings.Cut(value, "#")
			start := offset + len(key) + 1 + len(value) - len(strings.TrimLeft(value, " \t"))
			value = strings.TrimSpace(value)
			declareVersion(f, rules.Java, Declaration{At: f.At(start, start+len(value)), Binding: rules.Exact, Scope: Dev})
		})
	},
}

var systemProperties = Kind{
	Name:     "system.properties",
	Files:    []string{"system.properties"},
	Declares: "the JDK that Heroku installs",
	Parse: func(f *File) {
		eachLine(f.Data, func(offset int, line string) {
			rest, ok := strings.CutPrefix(line, "java.runtime.version")
			value := strings.TrimLeft(rest, " \t=:")
			if !ok || value == "" || value == rest {
				return
			}
			start := offset + len(line) - len(value)
			declareVersion(f, rules.Java, Declaration{At: f.At(start, start+len(value)), Binding: rules.Exact, Scope: Run})
		})
	},
}
