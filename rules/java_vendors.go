package rules

import (
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// javaVendors are the vendors, as rules name them, by what version managers, CI
// services and images call them. OpenJDK's sources are built by many.
var javaVendors = map[string]string{
	"oracle": "oracle", "oraclejdk": "oracle", "sun": "oracle", "sunjdk": "oracle", "graal": "oracle",
	"openjdk": "openjdk", "open": "openjdk", "ri": "openjdk",
	"temurin": "openjdk", "tem": "openjdk", "adoptopenjdk": "openjdk", "adopt": "openjdk", "adpt": "openjdk", "adoptium": "openjdk",
	"corretto": "openjdk", "amzn": "openjdk", "amazon": "openjdk",
	"liberica": "openjdk", "librca": "openjdk", "bellsoft": "openjdk",
	"semeru": "openjdk", "sem": "openjdk", "sapmachine": "openjdk", "sapmchn": "openjdk",
	"microsoft": "openjdk", "ms": "openjdk", "redhat": "openjdk", "icedtea": "openjdk", "heroku": "openjdk",
	"dragonwell": "openjdk", "albba": "openjdk", "kona": "openjdk", "bisheng": "openjdk",
	"jetbrains": "openjdk", "jbr": "openjdk", "trava": "openjdk", "trv": "openjdk",
	"graalvm": "openjdk", "graalce": "openjdk", "grl": "openjdk", "mandrel": "openjdk", "nik": "openjdk",
	"zulu": "azul", "azul": "azul",
	"ibm": "ibm", "ibmjdk": "ibm",
}

// javaWords are words that say nothing of the vendor.
var javaWords = map[string]bool{
	"java": true, "jdk": true, "jre": true, "javase": true, "j2se": true, "j2re": true, "se": true, "version": true, "jvm": true, "sdk": true,
	"openj9": true, "hotspot": true, "hs": true, "musl": true, "javafx": true, "fx": true, "lite": true, "full": true, "crac": true,
	"large": true, "heap": true, "ce": true, "ee": true, "community": true, "fiber": true, "certified": true, "development": true, "kit": true, "runtime": true,
	"headless": true, "devel": true, "installer": true, "other": true, "v": true,
}

// readGraal reads the Java of a GraalVM, which stands behind GraalVM's own number.
// Since Java 17.0.7 some distributions of it count as Java does.
func (n *javaName) readGraal() (set version.Set, ok bool) {
	own := n.rest
	switch i := strings.LastIndex(own, "java"); {
	case i >= 0: // 22.3.0+java17
		n.rest = strings.TrimPrefix(own[i+len("java"):], "-")
		if n.vendor == "" {
			n.vendor = "openjdk"
		}
	case n.has("grl", "nik", "mandrel") && strings.Contains(own, ".r"): // 22.3.r17-grl
		n.rest = own[strings.LastIndex(own, ".r")+len(".r"):]
	case n.has("java") && n.has("graalvm"): // graalvm-ce-java11-21.0.0
	case n.has("grl", "nik", "mandrel") || n.has("graalvm") && !n.has("community", "oracle"):
		return version.Set{}, true // which Java it has is not said
	default:
		return version.Set{}, false
	}
	n.rest, _, _ = strings.Cut(n.rest, "-")
	set, err := version.Java.Line(n.rest)
	return set, err == nil
}

// ownNumbers reads versions that a vendor counts by itself. The feature release
// comes first in all of them.
func (n *javaName) ownNumbers() (set version.Set, ok bool) {
	numbers := n.rest[:len(n.rest)-len(strings.TrimLeft(n.rest, ".0123456789"))]
	parts := strings.Split(strings.TrimRight(numbers, "."), ".")
	if len(parts) < 2 {
		return version.Set{}, false
	}
	feature, _ := strconv.Atoi(parts[0])
	second, _ := strconv.Atoi(parts[1])
	switch {
	case n.has("zulu", "azul") && feature > 1 && (second != 0 || len(parts) > 3):
		return zuluLine(feature, second), true
	case n.has("dragonwell", "albba", "kona") && feature == 8:
		return javaLine("8")
	case n.has("dragonwell", "albba") && len(parts) > 5: // Java's number, then its own
		return javaLine(strings.Join(parts[:3], "."))
	case feature == 8 && len(parts) > 3 && second > 200: // Corretto 8.252.09.1 is 8u252
		if n.vendor == "" {
			n.vendor = "openjdk"
		}
		return javaLine("8u" + parts[1])
	case feature <= 8 && len(parts) > 3 && len(parts[2]) > 3: // an installer's 8.0.2910.10 is 8u291
		if n.vendor == "" {
			n.vendor = "oracle"
		}
		return javaLine(parts[0] + "u" + parts[2][:len(parts[2])-1])
	case feature > 1 && feature <= 8 && len(parts) == 4 && second <= 1: // 8.0.6.25
		if n.vendor == "" {
			n.vendor = "ibm"
		}
	case feature > 1 && feature <= 8 && len(parts) == 4:
		return javaLine(parts[0]) // of whom?
	}
	return version.Set{}, false
}

func javaLine(text string) (version.Set, bool) {
	set, err := version.Java.Line(text)
	return set, err == nil
}

// zuluUpdates are the versions of Zulu that are built from the updates of Java
// at which support for TLS changes. Azul's files are named after both numbers:
// zulu7.17.0.5-jdk7.0.131.
var zuluUpdates = map[int][]struct {
	zulu int
	java string
}{
	7: {{17, "7u131"}},
	8: {{38, "8u212"}, {50, "8u272"}, {66, "8u352"}},
}

// zuluLine is what is known of the updates in a version of Zulu.
func zuluLine(feature, second int) version.Set {
	line, _ := javaLine(strconv.Itoa(feature))
	for _, u := range zuluUpdates[feature] {
		from := version.AtLeast(version.Java.MustParse(u.java))
		if second < u.zulu {
			return line.Minus(from)
		}
		line = line.Intersect(from)
	}
	return line
}
