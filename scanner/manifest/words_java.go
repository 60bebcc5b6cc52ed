package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// readJavaWords reads java -version, --version and -fullversion, and javac
// -version. The first line names the version, those behind it the vendor: up to
// Java 7 OpenJDK, too, prints "java version".
func readJavaWords(p *printout, i int) int {
	line := p.line(i)
	scope := Run
	product := line.word().text
	switch product {
	case "java", "openjdk":
	case "javac":
		scope = Build
	default:
		return 0
	}
	number, ok := javaQuoted(line.from(len(product)))
	if !ok {
		return 0
	}
	details := p.javaDetails(i + 1)
	d := Declaration{Runtime: rules.Java, Vendor: jvmVendor(product, details), Scope: scope}
	if d.Vendor == "ibm" || number.has("IBM") || number.has(" - p") {
		d.Vendor = "ibm"
		if level, at, ok := ibmLevel(number, details); ok {
			p.versionAs(d, at, level)
			return 1 + len(details)
		}
	}
	p.versionAs(d, number, javaNumber(number.text))
	return 1 + len(details)
}

// javaQuoted finds the version behind the name of the program.
func javaQuoted(rest piece) (number piece, ok bool) {
	for _, lead := range []string{` version "`, ` full version "`} {
		if number, ok := rest.after(lead); ok {
			number = number.until(`"`)
			return number, number.isNumber() || number.has("IBM")
		}
	}
	number = rest.trim(" ").word()
	return number, number.isNumber()
}

// javaDetails returns the lines behind the first one that tell whose Java it is.
func (p *printout) javaDetails(i int) []piece {
	const most = 3
	var out []piece
	for ; len(out) < most && i < len(p.lines); i++ {
		line := p.lines[i]
		if _, ok := line.build(); !ok && !line.has("Runtime Environment") && !line.has("libgcj") {
			break
		}
		out = append(out, line)
	}
	return out
}

// jvmVendors are marks of whose class library a Java has, which is what speaks
// TLS; the first that is there decides. SAP and HP number their builds of
// Oracle's Java in ways of their own.
var jvmVendors = []struct{ mark, vendor string }{
	{"IBM J9", "ibm"}, {"SAP Java", ""}, {"jinteg", ""}, {"Zing", ""}, {"Zulu", "azul"},
	{"OpenJDK", "openjdk"}, {"OpenJ9", "openjdk"}, {"Java(TM)", "oracle"}, {"Java HotSpot(TM)", "oracle"}, {"JRockit", "oracle"},
}

func jvmVendor(product string, details []piece) string {
	for _, v := range jvmVendors {
		for _, line := range details {
			if line.has(v.mark) {
				return v.vendor
			}
		}
	}
	if product == "openjdk" {
		return "openjdk"
	}
	return ""
}

// javaNumber drops what builders append to a version and keeps what makes it
// another one: 1.8.0_232-8u232-b09-1~deb9u1-b09 is 8u232, 21-ea is a pre-release,
// and 1.7.0-u80-unofficial is 7u80.
func javaNumber(text string) string {
	text, _, _ = strings.Cut(text, "+")
	number, labels, _ := strings.Cut(text, "-")
	if head, build, ok := strings.Cut(number, "_b"); ok && strings.Trim(build, "0123456789") == "" {
		number = head // 1.7.0_b147, from before there were updates
	}
	for label := range strings.SplitSeq(strings.ToLower(labels), "-") {
		switch stem := strings.TrimRight(label, "0123456789"); {
		case stem == "ea", stem == "beta", label == "internal", label == "snapshot":
			return number + "-" + label
		case stem == "u" && stem != label && !strings.Contains(number, "_"):
			number += "_" + label[1:]
		}
	}
	return number
}
