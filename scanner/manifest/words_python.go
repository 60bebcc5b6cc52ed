package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// readPythonWords reads python -V, -VV and sys.version, of PyPy, Jython and
// IronPython too. Those print the version of the language first, which is none
// of CPython's.
func readPythonWords(p *printout, i int) int {
	line, next := p.line(i), p.line(i+1)
	for _, here := range []piece{line, next} {
		if own, ok := here.behind("[PyPy "); ok && own.isNumber() && (here == line || isPythonVersion(line)) {
			number := own.until(" ]")
			p.versionAs(Declaration{Runtime: rules.PyPy}, number, strings.TrimSuffix(number.text, "-final0"))
			return lines(here == next)
		}
	}
	if read := p.jython(line, next); read > 0 {
		return read
	}
	if number, ok := line.behind("IronPython "); ok && number.isNumber() && number.word().has(".") {
		p.version(rules.IronPython, "", number.word())
		return 1
	}
	if !isPythonVersion(line) {
		return 0
	}
	if strings.HasPrefix(next.text, "[Graal") || line.has("[Graal") {
		p.nothing = "there are no rules for GraalPy"
		return lines(!line.has("[Graal"))
	}
	number, _ := line.after("Python ")
	p.version(rules.Python, "", number.until(" \t,"))
	return 1
}

func lines(two bool) int {
	if two {
		return 2
	}
	return 1
}

// jython reads Jython's name, and the JVM under it, which decides. Its
// sys.version is told from CPython's by the JVM's name alone.
func (p *printout) jython(line, next piece) int {
	jvm, two := next, true
	if line.has("[") && line.has(" VM (") {
		jvm, two = line, false
	}
	hasJVM := jvm.has(" VM (") && (!two || strings.HasPrefix(jvm.text, "["))
	number, named := line.after("Jython ")
	if !number.isNumber() || !named && !(hasJVM && isPythonVersion(line)) {
		return 0
	}
	p.version(rules.Jython, "", number.word())
	if !hasJVM {
		return 1
	}
	if java, ok := jvm.behind(" on java"); ok && java.isNumber() {
		java = java.word()
		p.versionAs(Declaration{Runtime: rules.Java, Vendor: jvmVendor("", []piece{jvm})}, java, javaNumber(java.text))
	}
	return lines(two)
}

var months = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// isPythonVersion recognises "Python 2.7.18" and sys.version, which begins with
// the number and goes on with when and by whom it was built:
//
//	2.7.18 (default, Apr 20 2020, 20:30:41)
//	2.7.15 |Anaconda, Inc.| (default, May  1 2018, 23:32:55)
func isPythonVersion(line piece) bool {
	number, named := line.after("Python ")
	word := number.word()
	if !word.isNumber() || !word.has(".") {
		return false
	}
	if named {
		return true
	}
	rest := number.text[len(word.text):]
	if !strings.HasPrefix(rest, " (") && !strings.HasPrefix(rest, " |") {
		return false
	}
	for _, month := range months {
		if strings.Contains(rest, ", "+month+" ") {
			return true
		}
	}
	return false
}
