package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// readJavaWords reads java -version, --version and -fullversion. The first line
// names the version, the two behind it the vendor: up to 7 OpenJDK too calls
// itself "java version".
func readJavaWords(w *wordsParser, i int) int {
	line := w.line(i)
	rest, ok := strings.CutPrefix(line, "java ")
	if !ok {
		if rest, ok = strings.CutPrefix(line, "openjdk "); !ok {
			return 0
		}
	}
	var text string
	switch {
	case strings.HasPrefix(rest, "version ") || strings.HasPrefix(rest, "full version "):
		_, quoted, _ := strings.Cut(rest, `"`)
		text, _, ok = strings.Cut(quoted, `"`)
		if !ok {
			return 0
		}
	case isDigitByte(rest[0]): // java --version
		text, _, _ = strings.Cut(rest, " ")
	default:
		return 0
	}
	read := 1
	vendor, service := "", ""
	for read < 4 && i+read < len(w.lines) {
		next := w.line(i + read)
		if !strings.Contains(next, "Runtime Environment") && !strings.Contains(next, " VM") && !strings.Contains(next, "J9") {
			break
		}
		switch {
		case strings.Contains(next, "IBM J9"):
			vendor = "ibm"
		case vendor == "" && strings.Contains(next, "Zulu"):
			vendor = "azul"
		case vendor == "" && strings.Contains(next, "Java(TM)"):
			vendor = "oracle"
		case vendor == "" && strings.Contains(next, "OpenJ"):
			vendor = "openjdk"
		}
		if s := serviceLevel(next, text); s != "" {
			service = s
		}
		read++
	}
	if strings.HasPrefix(line, "openjdk ") && vendor == "" {
		vendor = "openjdk"
	}
	if vendor == "ibm" && service != "" {
		w.declareAs(i, rules.Java, vendor, text, service)
		return read
	}
	if feature, build, ok := strings.Cut(text, "-b"); ok && strings.Contains(line, "full version") {
		_ = build
		text = feature
	}
	w.declare(i, rules.Java, vendor, text)
	return read
}

// serviceLevel reads IBM's own level from the second line, as the four numbers
// in which IBM counts: (SR16 FP25) of Java 6 is 6.0.16.25, and Java 8 prints
// 8.0.6.10 itself.
func serviceLevel(line, java string) string {
	if _, rest, ok := strings.Cut(line, "(build "); ok {
		if number, _, ok := strings.Cut(rest, " - "); ok && strings.Count(number, ".") == 3 && strings.Trim(number, "0123456789.") == "" {
			return number
		}
	}
	at := strings.LastIndex(line, "(SR")
	if at < 0 {
		return ""
	}
	level, _, _ := strings.Cut(line[at+len("(SR"):], ")")
	release, fix, _ := strings.Cut(level, " ")
	fix = strings.TrimPrefix(strings.TrimSpace(fix), "FP")
	if fix == "" {
		fix = "0"
	}
	minor := "0"
	if strings.Contains(line, "_27sr") || strings.Contains(line, "7127") || strings.Contains(line, "_27") {
		minor = "1" // Java 7.1 is J9 2.7
	}
	parts := strings.SplitN(strings.TrimPrefix(java, "1."), ".", 2)
	number := parts[0] + "." + minor + "." + release + "." + fix
	if strings.Trim(number, "0123456789.") != "" {
		return ""
	}
	return number
}
