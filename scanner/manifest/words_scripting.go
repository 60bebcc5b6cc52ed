package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// readPythonWords reads python -V, -VV and sys.version, of PyPy, Jython and
// IronPython too.
func readPythonWords(w *wordsParser, i int) int {
	line := w.line(i)
	for _, engine := range []struct {
		prefix  string
		runtime rules.Runtime
	}{{"Jython ", rules.Jython}, {"IronPython ", rules.IronPython}} {
		if rest, ok := strings.CutPrefix(line, engine.prefix); ok && rest != "" && isDigitByte(rest[0]) {
			number, _, _ := strings.Cut(rest, " ")
			w.declare(i, engine.runtime, "", strings.TrimSuffix(number, ","))
			return 1
		}
	}
	number, ok := strings.CutPrefix(line, "Python ")
	bare := !ok && isSysVersion(line)
	if bare {
		number, ok = line, true
	}
	if !ok || number == "" || !isDigitByte(number[0]) {
		return 0
	}
	number, _, _ = strings.Cut(number, " ")
	// PyPy and Jython print a line of their own behind.
	for _, next := range []int{i, i + 1} {
		if _, rest, ok := strings.Cut(w.line(next), "[PyPy "); ok && next < len(w.lines) {
			own, _, _ := strings.Cut(rest, " ")
			w.declare(next, rules.PyPy, "", own)
			return next - i + 1
		}
	}
	read := 1
	if strings.HasPrefix(w.line(i+1), "[GCC") || strings.HasPrefix(w.line(i+1), "[Clang") || strings.HasPrefix(w.line(i+1), "[MSC") {
		read = 2
	}
	w.declare(i, rules.Python, "", number)
	return read
}

// isSysVersion recognises sys.version: "2.7.18 (default, Apr 20 2020, ...)".
func isSysVersion(line string) bool {
	number, rest, ok := strings.Cut(line, " (")
	return ok && strings.Count(number, ".") == 2 && strings.Trim(strings.TrimRight(number, "+"), "0123456789.abrc") == "" &&
		(strings.Contains(rest, "default,") || strings.Contains(rest, "main,") || strings.Contains(rest, "tags/") || strings.Contains(rest, "heads/"))
}

// readRubyWords reads ruby -v. JRuby's line names the JVM too, which decides;
// the level that an engine imitates, in brackets, is no version of MRI.
func readRubyWords(w *wordsParser, i int) int {
	line := w.line(i)
	engine, rest, ok := strings.Cut(line, " ")
	if !ok || rest == "" || !isDigitByte(rest[0]) {
		return 0
	}
	number, tail, _ := strings.Cut(rest, " ")
	number = strings.TrimSuffix(number, ",")
	switch engine {
	case "ruby":
		if _, patch, ok := strings.Cut(tail, "patchlevel "); ok { // 1.8.7 (2013-06-27 patchlevel 374)
			digits, _, _ := strings.Cut(patch, ")")
			w.declareAs(i, rules.Ruby, "", number, number+"-p"+digits)
			return 1
		}
		w.declare(i, rules.Ruby, "", number)
	case "jruby":
		w.declare(i, rules.JRuby, "", number)
		if _, vm, ok := strings.Cut(tail, " VM "); ok {
			java, _, _ := strings.Cut(vm, " ")
			vendor := "openjdk"
			if strings.Contains(tail, "Java HotSpot") {
				vendor = "oracle"
			}
			w.declare(i, rules.Java, vendor, java)
		}
	case "truffleruby":
		w.declare(i, rules.TruffleRuby, "", number)
	case "rubinius":
		w.declare(i, rules.Rubinius, "", number)
	default:
		return 0
	}
	return 1
}

// readNodeWords reads process.versions, which names the OpenSSL that Node has
// built in: JavaScript's notation or JSON, on one line or many.
func readNodeWords(w *wordsParser, i int) int {
	line := w.line(i)
	at := strings.Index(line, "openssl")
	if at < 0 {
		return 0
	}
	rest := strings.TrimLeft(line[at+len("openssl"):], `'" :`)
	if rest == line[at+len("openssl"):] || !strings.Contains(line[at:min(at+12, len(line))], ":") {
		return 0
	}
	end := strings.IndexAny(rest, `'", }`)
	if end < 0 {
		end = len(rest)
	}
	number := rest[:end]
	switch {
	case number == "" || !isDigitByte(number[0]):
		return 0
	case number == "0.0.0":
		w.unknown(i, rules.BoringSSL, "Electron has BoringSSL built in, which has no version numbers")
	default:
		w.declare(i, rules.OpenSSL, "", number)
	}
	return 1
}
