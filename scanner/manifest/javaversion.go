package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var javaVersion = Kind{
	Name:     ".java-version",
	Files:    []string{".java-version"},
	Declares: "the JDK that jenv and others select",
	Parse:    parseJavaVersion,
}

// parseJavaVersion reads the first word that is no comment: the tools read no
// more of the file.
func parseJavaVersion(f *File) {
	done := false
	eachLine(f.Data, func(offset int, line string) {
		if done || line == "" || line[0] == '#' {
			return
		}
		done = true
		word := firstWord(line)
		d := Declaration{Runtime: rules.Java, At: f.At(offset, offset+len(word)), Binding: rules.Exact, Scope: Dev}
		if word == "system" {
			d.Unresolved = "it is the Java of the system"
			f.Declare(d)
			return
		}
		declareVersion(f, rules.Java, d)
	})
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
		var last Place // what counts of a key that is set twice
		eachProperty(f, func(key string, at Place) {
			if key == "java.runtime.version" {
				last = at
			}
		})
		if last.Start < last.End {
			declareVersion(f, rules.Java, Declaration{At: last, Binding: rules.Exact, Scope: Run})
		}
	},
}

// eachProperty visits the keys of a file of Java properties with their values.
func eachProperty(f *File, visit func(key string, at Place)) {
	eachLine(f.Data, func(offset int, line string) {
		if line == "" || line[0] == '#' || line[0] == '!' {
			return
		}
		i := strings.IndexAny(line, "=: \t")
		if i < 0 {
			return
		}
		value := strings.TrimLeft(line[i:], " \t")
		if value != "" && (value[0] == '=' || value[0] == ':') {
			value = strings.TrimLeft(value[1:], " \t")
		}
		start := offset + len(line) - len(value)
		visit(line[:i], f.At(start, start+len(value)))
	})
}
