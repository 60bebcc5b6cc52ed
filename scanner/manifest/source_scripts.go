package manifest

import (
	"path"
	"strings"
)

// Scripts and settings that start a JVM are searched for its options.
var javaScript = Kind{
	Name: "script with options of the JVM",
	Files: []string{"*.sh", "*.bash", "*.bat", "*.cmd", "*.service", "jvm.config", "jvm.options", "*.jvmopts",
		".jvmopts"},
	Probes:   javaOptionProbes,
	Declares: "`-Dhttps.protocols`, `-Djdk.tls.client.protocols`, `-XX:+UseOpenJSSE`, IBM's `-Dcom.ibm.jsse2.override...`",
	Source:   true,
	Parse:    parseJavaScript,
}

// buildUnit is the unit of evidence that is about the JVM of a build.
const buildUnit = "(build)"

func parseJavaScript(f *File) {
	unit := ""
	if path.Base(path.Dir(f.Path)) == ".mvn" {
		unit = buildUnit // Maven's own JVM
	}
	building := false // a command that goes on in the next line
	eachLine(f.Data, func(offset int, line string) {
		code := line[:scriptComment(line)]
		found := f.javaOptions([]byte(code), offset)
		for _, e := range found {
			before := code[:e.At.Start-offset]
			if e.Unit = unit; building || startsBuild(before) {
				e.Unit = buildUnit
			}
			f.Witness(e)
		}
		end := strings.TrimRight(code, " \t\r")
		goesOn := strings.HasSuffix(end, `\`) || strings.HasSuffix(end, "^")
		building = goesOn && (building || startsBuild(code))
	})
}

// scriptComment returns where the comment of a line begins, of whatever kind of
// script.
func scriptComment(line string) int {
	text := strings.TrimLeft(line, " \t@")
	switch word, _, _ := strings.Cut(strings.ToLower(text), " "); {
	case strings.HasPrefix(text, "::"), strings.HasPrefix(text, ";"), word == "rem", word == "echo":
		return 0
	}
	quote := byte(0)
	for i := range len(line) {
		switch b := line[i]; {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return i
		}
	}
	return len(line)
}

// buildTools are commands that run in a JVM of their own, by a part of their
// names: mvnw, $MAVEN_HOME/bin/mvn, gradlew.bat.
var buildTools = []string{"mvn", "maven", "gradle", "sbt", "lein", "keytool"}

// startsBuild reports whether what stands before an option runs a build tool, or
// sets the variable of one.
func startsBuild(before string) bool {
	for name := range toolOptions {
		if strings.Contains(before, name) {
			return true
		}
	}
	for word := range strings.FieldsSeq(before) {
		for _, tool := range buildTools {
			if containsFold(word, tool) {
				return true
			}
		}
		if strings.EqualFold(word, "ant") {
			return true
		}
	}
	return false
}
