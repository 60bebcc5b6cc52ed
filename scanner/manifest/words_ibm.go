package manifest

import "strings"

// ibmLevel reads the service level of IBM's Java, as the four numbers in which
// IBM counts: service refresh 16 fix pack 25 of Java 6 is 6.0.16.25. Before 8 it
// is the only thing that tells one build from another: the version that is
// printed first is 1.6.0 or 1.7.0 for all of them.
//
// Source: https://www.ibm.com/docs/en/sdk-java-technology/8?topic=introduction-java-virtual-machine
func ibmLevel(number piece, details []piece) (level string, at piece, ok bool) {
	for _, line := range append([]piece{number}, details...) {
		build, ok := line.build()
		if !ok && line != number {
			continue
		}
		if level, at, ok = ibmBuild(build); ok {
			return level, at, true
		}
	}
	return "", piece{}, false
}

// build returns what follows the word build, which some translations begin with
// a capital.
func (p piece) build() (rest piece, ok bool) {
	if rest, ok = p.behind("build "); ok {
		return rest, true
	}
	return p.behind("Build ")
}

// ibmBuild reads what IBM calls a build:
//
//	8.0.6.10 - pap6480sr6fp10-20200408_01(SR6 FP10)
//	pxa6470_27sr1-20140411_01(SR1)
//	pxi3260sr9fp1-20110208_03 (SR9 FP1)
//
// The letters name the platform, 64 its width, 70 Java 7 and _27 J9 2.7, which
// makes it 7.1; _26 makes Java 6 6.1. Without a service refresh it is the first
// release.
func ibmBuild(build piece) (level string, at piece, ok bool) {
	if own := build.word(); strings.Count(own.text, ".") == 3 && strings.Trim(own.text, "0123456789.") == "" {
		return own.text, own, true
	}
	id := build.until("-( \t")
	java, minor, ok := ibmJava(id.text)
	if !ok {
		return "", piece{}, false
	}
	at = id
	release, fix := "0", "0"
	if refresh, ok := build.behind("(SR"); ok {
		at = piece{"SR" + refresh.until(")").text, refresh.at - len("SR")}
		release = leadingDigits(refresh.text)
		if pack, ok := refresh.until(")").behind("FP"); ok {
			fix = leadingDigits(pack.text)
		}
	}
	if release == "" || fix == "" {
		return "", piece{}, false
	}
	return java + "." + minor + "." + release + "." + fix, at, true
}

// ibmJava reads the Java version from the name of a build.
func ibmJava(id string) (java, minor string, ok bool) {
	rest := strings.TrimLeft(id, "abcdefghijklmnopqrstuvwxyz")
	if rest == id || len(rest) < 4 {
		return "", "", false
	}
	switch width := rest[:2]; width {
	case "31", "32", "64":
	default:
		return "", "", false
	}
	rest = rest[2:]
	switch {
	case strings.HasPrefix(rest, "60_26"):
		return "6", "1", true
	case strings.HasPrefix(rest, "70_27"):
		return "7", "1", true
	case strings.HasPrefix(rest, "dev"):
		return "5", "0", true
	case strings.HasPrefix(rest, "60"), strings.HasPrefix(rest, "70"), strings.HasPrefix(rest, "80"):
		return rest[:1], "0", true
	}
	return "", "", false
}

func leadingDigits(text string) string {
	return text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
}
