package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// readRubyWords reads ruby -v. An engine that is not MRI names in brackets the
// version of MRI that it imitates, which says nothing of what it can do. JRuby's
// line names the JVM too, which decides.
func readRubyWords(p *printout, i int) int {
	line := p.line(i)
	engine := line.word()
	number := line.from(len(engine.text)).trim(" ")
	if !number.isNumber() {
		return 0
	}
	tail := number.from(len(number.word().text)).trim(" ")
	number = number.until(" \t,")
	switch engine.text {
	case "ruby":
		if strings.HasPrefix(tail.text, "(") && !tail.from(1).isNumber() {
			return 0 // ruby 2.5.3p105 (jruby 9.2.9.0), of a lock file
		}
		text := number.text
		if patch, ok := tail.behind("patchlevel "); ok { // 1.8.7 (2013-06-27 patchlevel 374)
			text += "-p" + leadingDigits(patch.text)
		}
		p.versionAs(Declaration{Runtime: rules.Ruby}, number, text)
	case "jruby":
		text := number.text
		if release, ok := strings.CutSuffix(text, "-SNAPSHOT"); ok {
			text = release + ".dev"
		}
		p.versionAs(Declaration{Runtime: rules.JRuby}, number, text)
		p.jrubyJVM(tail)
	case "truffleruby":
		p.version(rules.TruffleRuby, "", number)
	case "rubinius":
		p.version(rules.Rubinius, "", number)
	default:
		return 0
	}
	return 1
}

// jrubyJVM reads the JVM that a JRuby runs on:
//
//	on Java HotSpot(TM) 64-Bit Server VM 1.8.0_131-b11 +jit
//	OpenJDK 64-Bit Server VM 25.232-b09 on 1.8.0_232-b09 +jit
//
// Where both are told, the number behind the VM's name is that of HotSpot and the
// one behind "on" that of Java.
func (p *printout) jrubyJVM(tail piece) {
	jvm, ok := tail.behind(" VM ")
	if !ok {
		return
	}
	name := tail
	name.text = tail.text[:jvm.at-tail.at]
	d := Declaration{Runtime: rules.Java, Vendor: jvmVendor("", []piece{name})}
	if java, ok := jvm.behind(" on "); ok {
		jvm = java
	} else if java, ok := jvm.after("on "); ok {
		jvm = java
	}
	if d.Vendor == "ibm" {
		if level, at, ok := ibmBuild(jvm); ok {
			p.versionAs(d, at, level)
			return
		}
	}
	java := jvm.until(" \t)")
	if !java.isNumber() {
		p.unknown(rules.Java, tail, "JRuby does not name the version of this JVM")
		return
	}
	p.versionAs(d, java, javaNumber(java.text))
}
