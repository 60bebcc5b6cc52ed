package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var eclipseClasspath = Kind{
	Name:     "Eclipse .classpath",
	Files:    []string{".classpath"},
	Probes:   []string{"JRE_CONTAINER"},
	Declares: "the execution environment of the JRE container",
	Parse:    parseEclipseClasspath,
}

// parseEclipseClasspath reads the last part of the container's path: the name of
// an execution environment (JavaSE-1.7), or one that somebody gave to a JDK of a
// workspace.
func parseEclipseClasspath(f *File) {
	for _, entry := range parseXML(f).all("classpathentry") {
		p := entry.attr("path")
		if p == nil || !strings.EqualFold(entry.value("kind"), "con") || !strings.HasPrefix(p.value, "org.eclipse.jdt.launching.JRE_CONTAINER/") {
			continue
		}
		raw := f.At(p.at.Start, p.at.End).Text()
		name := raw[strings.LastIndexByte(raw, '/')+1:]
		d := Declaration{At: f.At(p.at.End-len(name), p.at.End), Scope: Dev}
		if strings.HasPrefix(name, "JavaSE-") || strings.HasPrefix(name, "J2SE-") {
			declareJavaTarget(f, d)
		} else if _, err := rules.Parse(rules.Java, name); err == nil {
			d.Binding, d.Hint = rules.Exact, true
			declareVersion(f, rules.Java, d)
		}
	}
}

var eclipsePreferences = Kind{
	Name:     "Eclipse compiler settings",
	Files:    []string{".settings/org.eclipse.jdt.core.prefs"},
	Declares: "the target, compliance or source level",
	Parse:    parseEclipsePreferences,
}

func parseEclipsePreferences(f *File) {
	levels := map[string]Place{}
	eachProperty(f, func(key string, at Place) { levels[key] = at })
	for _, key := range []string{"codegen.targetPlatform", "compliance", "source"} {
		if at, ok := levels["org.eclipse.jdt.core.compiler."+key]; ok && at.Start < at.End {
			declareJavaTarget(f, Declaration{At: at, Scope: Dev})
			return
		}
	}
}

var eclipseFacets = Kind{
	Name:     "Eclipse project facets",
	Files:    []string{".settings/org.eclipse.wst.common.project.facet.core.xml"},
	Declares: "the version of the java facet",
	Parse: func(f *File) {
		for _, facet := range parseXML(f).all("installed") {
			name, version := facet.value("facet"), facet.attr("version")
			if version != nil && (name == "java" || name == "jst.java") {
				declareJavaTarget(f, Declaration{At: f.At(version.at.Start, version.at.End), Scope: Dev})
			}
		}
	},
}
