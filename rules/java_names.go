package rules

import (
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// readJava reads what people and tools call a Java: words that say whose it is,
// and a version in any of Java's spellings or in the vendor's own counting.
//
//	8u291  1.8.0_291  jdk8u291-b10  8.0.291  11.0.11+9  1.7  17
//	JavaSE-1.7  J2SE-1.5  VERSION_1_8  JDK_1_7  Java SE 7 Update 80
//	temurin-8.0.292+10  openjdk64-1.7.0.80  oraclejdk7  adopt@1.8.0-292
//	8.0.352-tem  8.0.282.hs-adpt  java-1.7.0-openjdk
//	zulu-7.56.0.11  corretto-8.252.09.1  8.0.6.25
//	graalvm-ce-java11-21.0.0  22.3.0+java17  22.3.r17-grl
func readJava(text string) (Named, error) {
	n := javaName{rest: strings.ToLower(strings.Join(strings.Fields(text), "-"))}
	n.rest = strings.ReplaceAll(n.rest, "-update-", "u")
	known := n.readWords()
	n.readEnd()
	set, ok := n.readGraal()
	if !ok {
		set, ok = n.ownNumbers()
	}
	if !ok && known && !strings.HasPrefix(n.rest, "0") {
		n.respell()
		line, err := version.Java.Line(n.rest)
		set, ok = line, err == nil
	}
	if !ok || !known || set.IsEmpty() {
		return Named{}, &version.SyntaxError{Grammar: "Java version", Text: text, Example: "8u291, 1.8.0_291, 11.0.11 or temurin-17"}
	}
	return Named{Runtime: Java, Vendor: n.vendor, Versions: set}, nil
}

// A javaName is a name of a Java while it is being read.
type javaName struct {
	rest   string // what is still to be read: in the end the version
	words  []string
	vendor string
}

// readWords reads the words before the version. It is false if one of them has
// nothing to do with Java.
func (n *javaName) readWords() bool {
	for n.rest != "" {
		size := strings.IndexAny(n.rest, "-_@/")
		if size < 0 {
			size = len(n.rest)
		}
		word := n.rest[:size]
		digits := strings.IndexAny(word, "0123456789")
		switch {
		case digits == 0:
			return true
		case digits > 0 && size < len(n.rest) && (word[digits:] == "64" || word[digits:] == "32"):
			word = word[:digits] // oracle64-1.7.0.80
		case digits > 0 && !javaWords[word]: // j2se and openj9 are words
			size, word = digits, word[:digits]
		}
		if _, isVendor := javaVendors[word]; !isVendor && !javaWords[word] {
			return false
		}
		n.add(word)
		n.rest = strings.TrimLeft(n.rest[size:], "-_@/")
	}
	return true
}

// add notes a word. Of several vendors the last one counts; Oracle's GraalVM is
// Oracle's.
func (n *javaName) add(word string) {
	if vendor := javaVendors[word]; vendor != "" && (word != "graalvm" || n.vendor == "") {
		n.vendor = vendor
	}
	n.words = append(n.words, word)
}

func (n *javaName) has(words ...string) bool {
	for _, word := range n.words {
		for _, w := range words {
			if w == word {
				return true
			}
		}
	}
	return false
}

// readEnd reads the words behind the version: SDKMAN's vendors, the packages
// of distributions.
func (n *javaName) readEnd() {
	n.rest, _, _ = strings.Cut(n.rest, "openj9") // its own version
	n.rest = strings.TrimRight(n.rest, "-_.")
	for {
		i := strings.LastIndexAny(n.rest, "-.")
		if i < 0 {
			return
		}
		word := n.rest[i+1:]
		_, isVendor := javaVendors[word]
		if !isVendor && !javaWords[word] && word != "j9" {
			return
		}
		n.add(word)
		n.rest = n.rest[:i]
	}
}

// respell turns what tools make of a version into a spelling of Java's own.
func (n *javaName) respell() {
	text := strings.TrimPrefix(n.rest, "v")
	if digits, ok := strings.CutPrefix(text, "1_"); ok { // VERSION_1_8
		text = "1." + digits
	}
	if rest, ok := strings.CutPrefix(text, "1."); ok {
		text = respellOne(text, rest)
	}
	text = strings.Replace(text, ".ea.", "-ea", 1) // 22.ea.12
	text = strings.Replace(text, "-ea.", "-ea", 1)
	n.rest = cutBuild(text)
}

// respellOne reads what jabba makes of 1.N: 1.8.0-292, 1.8.92, 1.11.0-2.
func respellOne(text, rest string) string {
	feature, more, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(feature)
	update, isUpdate := strings.CutPrefix(more, "0-")
	switch {
	case err != nil || n < 5: // 1.4.2 is a release
		return text
	case n > 10:
		return rest
	case isUpdate && update != "" && isDigit(update[0]):
		return feature + "u" + update
	case strings.Trim(more, "0") != "" && strings.Trim(more, "0123456789") == "":
		return feature + "u" + more
	}
	return text
}

// cutBuild cuts a build that is glued to the version: 17.0.5b653.25, 11.0.10.b1.
func cutBuild(text string) string {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == 'b' && (isDigit(text[i-1]) || text[i-1] == '.') && isDigit(text[i+1]) {
			return strings.TrimRight(text[:i], ".")
		}
	}
	return text
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
