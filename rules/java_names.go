package rules

import (
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// javaVendors are the vendors, as rules name them, by what version managers, CI
// services and images call them.
var javaVendors = map[string]string{
	"oracle": "oracle", "oraclejdk": "oracle", "oracle64": "oracle", "oracle32": "oracle", "sunjdk": "oracle",
	"openjdk": "openjdk", "openjdk64": "openjdk", "openjdk32": "openjdk", "open": "openjdk",
	"temurin": "openjdk", "tem": "openjdk", "adoptopenjdk": "openjdk", "adopt": "openjdk", "adpt": "openjdk", "hs": "openjdk",
	"corretto": "openjdk", "amzn": "openjdk", "amazon": "openjdk",
	"liberica": "openjdk", "librca": "openjdk", "bellsoft": "openjdk",
	"semeru": "openjdk", "sem": "openjdk", "sapmachine": "openjdk", "sapmchn": "openjdk",
	"microsoft": "openjdk", "ms": "openjdk", "redhat": "openjdk", "dragonwell": "openjdk", "albba": "openjdk", "kona": "openjdk",
	"zulu": "azul", "azul": "azul",
	"ibm": "ibm", "ibmjdk": "ibm",
}

// javaLevels are prefixes of language levels and execution environments.
var javaLevels = []string{"javase-", "j2se-", "version_", "jdk_", "jvm-", "jvm_", "java-", "java"}

// readJava reads what people call a Java:
//
//	8u291  1.8.0_291  jdk8u291-b10  8.0.291  11.0.11+9  1.7  17
//	JavaSE-1.7  J2SE-1.5  VERSION_1_8  JDK_1_7
//	temurin-8.0.292+10  openjdk64-1.7.0.80  oraclejdk7  8.0.352-tem
//	zulu-7.56.0.11 and corretto-8.252.09.1, whose first number alone is Java's
//	graalvm-ce-java11-21.0.0  22.3.0+java17  22.3.r17-grl
func readJava(text string) (Named, error) {
	lower := strings.ToLower(strings.TrimSpace(text))
	if rest, ok := graalJava(lower); ok {
		return javaLine(text, rest, "openjdk")
	}
	vendor, rest := javaVendor(lower)
	for _, level := range javaLevels {
		if after, ok := strings.CutPrefix(rest, level); ok && after != "" {
			rest = strings.ReplaceAll(after, "_", ".")
			break
		}
	}
	rest = strings.TrimPrefix(rest, "v")
	return javaLine(text, rest, vendor)
}

// javaVendor splits a vendor's name from the version, before or behind it.
func javaVendor(lower string) (vendor, rest string) {
	at := strings.IndexAny(lower, "0123456789")
	if at < 0 {
		return "", lower
	}
	head := lower[:at]
	if i := strings.LastIndexByte(lower, '-'); i >= at {
		if vendor, ok := javaVendors[lower[i+1:]]; ok { // SDKMAN
			return vendor, ownNumbers(lower[i+1:], lower[:i])
		}
	}
	word := strings.Trim(head, "-_. ")
	word = strings.TrimSuffix(word, "-jdk")
	// openjdk64-1.7: the digits belong to the name.
	if i := strings.IndexByte(lower, '-'); i > at {
		if vendor, ok := javaVendors[lower[:i]]; ok {
			return vendor, ownNumbers(lower[:i], lower[i+1:])
		}
	}
	first, _, _ := strings.Cut(word, "-")
	for _, name := range []string{word, first} {
		if vendor, ok := javaVendors[name]; ok {
			return vendor, ownNumbers(name, lower[at:])
		}
	}
	return "", lower
}

// ownNumbers cuts versions that a vendor counts by itself to the Java feature
// release, which comes first in them.
func ownNumbers(name, text string) string {
	switch name {
	case "zulu", "azul":
		first, rest, _ := strings.Cut(text, ".")
		second, _, _ := strings.Cut(rest, ".")
		if first != "1" && !(len(first) > 0 && second == "0") {
			return first
		}
	case "corretto", "amzn":
		first, rest, _ := strings.Cut(text, ".")
		second, _, more := strings.Cut(rest, ".")
		if first == "8" && more && second != "0" {
			return "8u" + second // 8.252.09.1 is 8u252
		}
	}
	return text
}

// graalJava finds the Java version of GraalVM, which stands behind its own.
func graalJava(lower string) (rest string, ok bool) {
	if i := strings.Index(lower, "java"); i > 0 && (strings.Contains(lower, "graalvm") || lower[i-1] == '+') {
		rest = lower[i+len("java"):]
		rest, _, _ = strings.Cut(rest, "-")
		return rest, rest != ""
	}
	if head, found := strings.CutSuffix(lower, "-grl"); found {
		if i := strings.LastIndex(head, ".r"); i >= 0 {
			return head[i+2:], true
		}
	}
	return "", false
}

func javaLine(whole, text, vendor string) (Named, error) {
	// Distributions append to the build: 17.0.15+6-Debian-1deb12u1.
	set, err := version.Java.Line(text)
	if err != nil {
		return Named{}, &version.SyntaxError{Grammar: "Java version", Text: whole, Example: "8u291, 1.8.0_291, 11.0.11 or temurin-17"}
	}
	if v, ok := set.One(); ok && vendor == "" && strings.Count(v.String(), ".") == 3 && v.String()[0] <= '8' && v.String()[1] == '.' {
		vendor = "ibm" // 8.0.6.25
	}
	return Named{Runtime: Java, Vendor: vendor, Versions: set}, nil
}
