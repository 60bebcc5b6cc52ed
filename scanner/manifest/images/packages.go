package images

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// A Package is what the name of a distribution's package says.
type Package struct {
	Runtime rules.Runtime
	Vendor  string
	// Key is what the package is called in the data: python, python2.7, java7.
	Key string
	// Line is the version in the name, as the runtime's scheme reads it; "" if
	// the name has none.
	Line string
	// Start and End are the bytes of the name that give the line, or the whole
	// name.
	Start, End int
	Build      bool // an SDK
}

// packageFamilies are the packages of the runtimes by what their names begin
// with. A number may follow, and then words that only say which part of the
// runtime it is.
var packageFamilies = []struct {
	prefix  string
	runtime rules.Runtime
	vendor  string
	// holds is what stands somewhere behind the number.
	holds string
	build bool
}{
	{"openjdk-", rules.Java, "openjdk", "", false},
	{"openjdk", rules.Java, "openjdk", "", false}, // of Alpine
	{"java-", rules.Java, "openjdk", "openjdk", false},
	{"java-", rules.Java, "openjdk", "corretto", false},
	{"java-", rules.Java, "oracle", "oracle", false},
	{"java-", rules.Java, "oracle", "sun", false},
	{"java-", rules.Java, "ibm", "ibm", false},
	{"oracle-java", rules.Java, "oracle", "", false},
	{"sun-java", rules.Java, "oracle", "", false},
	{"ibm-java", rules.Java, "ibm", "", false},
	{"temurin-", rules.Java, "openjdk", "", false},
	{"adoptopenjdk-", rules.Java, "openjdk", "", false},
	{"msopenjdk-", rules.Java, "openjdk", "", false},
	{"bellsoft-java", rules.Java, "openjdk", "", false},
	{"zulu-", rules.Java, "azul", "", false},
	{"zulu", rules.Java, "azul", "", false},
	{"rh-python", rules.Python, "", "", false},
	{"python", rules.Python, "", "", false},
	{"rh-ruby", rules.Ruby, "", "", false},
	{"ruby", rules.Ruby, "", "", false},
	{"dotnet-runtime-", rules.Dotnet, "", "", false},
	{"aspnetcore-runtime-", rules.Dotnet, "", "", false},
	{"dotnet-sdk-", rules.Dotnet, "", "", true},
}

// unnumbered are the packages whose names have no number.
var unnumbered = map[string]Package{
	"python":      {Runtime: rules.Python, Key: "python"},
	"ruby":        {Runtime: rules.Ruby, Key: "ruby"},
	"rubygems":    {Runtime: rules.Ruby, Key: "ruby"},
	"default-jre": {Runtime: rules.Java, Vendor: "openjdk", Key: "java"},
	"default-jdk": {Runtime: rules.Java, Vendor: "openjdk", Key: "java"},
}

// parts are the words behind a runtime's name that name a part of it, or what
// cannot be installed without it. Others are libraries: python-ldap.
var parts = map[string]bool{
	"dev": true, "devel": true, "minimal": true, "full": true, "libs": true, "venv": true, "pip": true, "setuptools": true, "virtualenv": true,
	"wheel": true, "distutils": true, "irb": true, "rdoc": true, "bundler": true, "headless": true, "jre": true, "jdk": true, "base": true,
	"installer": true, "set": true, "default": true, "unlimited": true, "jce": true, "policy": true, "hotspot": true, "openj9": true,
	"openjdk": true, "oracle": true, "ibm": true, "sun": true, "amazon": true, "corretto": true, "zero": true, "ca": true, "python": true, "ruby": true,
}

// NamedPackage reads a package's name: python2.7-dev, openjdk-7-jre-headless,
// java-1.7.0-openjdk, ruby1.9.1, rh-python36, default-jre. ok is false for
// packages that are no runtime.
func NamedPackage(name string) (p Package, ok bool) {
	stem := name
	for {
		if p, ok := unnumbered[stem]; ok {
			p.End = len(name)
			return p, true
		}
		i := strings.LastIndexByte(stem, '-')
		if i < 0 || !parts[stem[i+1:]] {
			break
		}
		stem = stem[:i]
	}
	for i := range packageFamilies {
		f := &packageFamilies[i]
		rest, found := strings.CutPrefix(name, f.prefix)
		if !found || rest == "" || rest[0] < '0' || rest[0] > '9' || !strings.Contains(rest, f.holds) {
			continue
		}
		number, words := cutNumber(rest)
		if !areParts(words) {
			continue
		}
		p = Package{Runtime: f.runtime, Vendor: f.vendor, Start: len(f.prefix), End: len(f.prefix) + len(number), Build: f.build}
		p.Line = packageLine(f.runtime, number)
		p.Key = packageKey(p.Runtime, p.Line)
		return p, p.Line != ""
	}
	return Package{}, false
}

// cutNumber splits 1.7.0-openjdk at the end of the number; SUSE writes 1_7_0.
func cutNumber(text string) (number, rest string) {
	i := 0
	for i < len(text) && (text[i] == '.' || text[i] == '_' || '0' <= text[i] && text[i] <= '9') {
		i++
	}
	return text[:i], text[i:]
}

func areParts(words string) bool {
	words = strings.TrimPrefix(words, "u") // of IUS: python36u
	for word := range strings.SplitSeq(strings.TrimPrefix(words, "-"), "-") {
		if word != "" && !parts[word] {
			return false
		}
	}
	return true
}

// packageLine is the version that the number in a name stands for.
func packageLine(rt rules.Runtime, number string) string {
	number = strings.ReplaceAll(number, "_", ".")
	switch {
	case rt == rules.Python || rt == rules.Ruby:
		if number == "1.9.1" && rt == rules.Ruby {
			return "1.9" // the number is that of the ABI: see the distributions
		}
		if len(number) > 1 && !strings.Contains(number, ".") { // python36, ruby193
			number = number[:1] + "." + number[1:]
			if rt == rules.Ruby && len(number) == 4 {
				number = number[:3] + "." + number[3:]
			}
		}
	case rt == rules.Java:
		if rest, ok := strings.CutPrefix(number, "1."); ok {
			number, _, _ = strings.Cut(rest, ".")
		} else if number == "80" || number == "71" || number == "70" || number == "60" {
			number = number[:1] // ibm-java80
		}
	}
	return strings.TrimSuffix(number, ".")
}

// packageKey is what the data calls a package of a line.
func packageKey(rt rules.Runtime, line string) string {
	switch {
	case rt == rules.Ruby && (line == "1.9" || line == "1.9.3"):
		line = "1.9.1"
	case rt == rules.Java:
		line, _, _ = strings.Cut(line, ".")
	}
	return string(rt) + line
}
