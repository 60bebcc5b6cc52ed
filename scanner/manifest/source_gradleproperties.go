package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// gradle.properties sets up the JVM that builds, not the one that runs what was
// built.
//
// Source: https://docs.gradle.org/current/userguide/build_environment.html
var gradleProperties = Kind{
	Name:     "gradle.properties",
	Files:    []string{"gradle.properties"},
	Probes:   javaOptionProbes,
	Declares: "the protocols of the build's own connections: `systemProp.https.protocols`, `org.gradle.jvmargs`",
	Source:   true,
	Parse:    parseGradleProperties,
}

func parseGradleProperties(f *File) {
	witness := func(list []Evidence) {
		for _, e := range list {
			e.Unit = buildUnit
			f.Witness(e)
		}
	}
	eachLine(f.Data, func(offset int, line string) {
		text := strings.TrimLeft(line, " \t")
		if text == "" || text[0] == '#' || text[0] == '!' {
			return
		}
		split := strings.IndexAny(text, "=:")
		if split < 0 {
			return
		}
		value := strings.TrimSpace(text[split+1:])
		start := offset + strings.LastIndex(line, value)
		switch key := strings.TrimSpace(text[:split]); {
		case key == "org.gradle.jvmargs":
			witness(f.javaOptions([]byte(value), start))
		case strings.HasPrefix(key, "systemProp."):
			for _, name := range javaProperties {
				if key == "systemProp."+name && value != "" {
					e := Evidence{Runtime: rules.Java, At: f.At(start, start+len(value))}
					e.Setting = name
					witness(javaList(value).evidence(e))
				}
			}
		}
	})
}
