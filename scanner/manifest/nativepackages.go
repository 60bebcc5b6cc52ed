package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

// A nativePackage is what a package of a distribution holds, by its name.
type nativePackage struct {
	runtime rules.Runtime
	vendor  string
	series  version.Set // what the name says of the version; all if nothing
	// generation says that the series is no more than Python 2 or 3.
	generation bool
	// lines says that the package has the number of a line as its version, whatever
	// release of it is inside: java = 1:1.7.0 is every Java 7.
	lines bool
	// apart says that the package has versions of its own: python3-pip.
	apart bool
}

// opensslPackages are the packages of OpenSSL, and what their names say of its
// version. They are called after the shared library in Debian and SUSE, whose
// name stood still from 1.0.0 to 1.0.2 and from 1.1.0 to 1.1.1.
var opensslPackages = map[string]string{
	"openssl": "*", "libssl": "*", "libopenssl": "*", "lib64openssl": "*",
	"pkgconfig(openssl)": "*", "pkgconfig(libssl)": "*", "pkgconfig(libcrypto)": "*",

	"libssl0.9.6": "[0.9.6, 0.9.7)", "libssl0.9.7": "[0.9.7, 0.9.8)", "openssl097a": "[0.9.7, 0.9.8)",
	"libssl0.9.8": "[0.9.8, 1.0.0)", "libopenssl0_9_8": "[0.9.8, 1.0.0)", "openssl098e": "[0.9.8, 1.0.0)",
	"libssl1.0.0": "[1.0.0, 1.1.0)", "libopenssl1_0_0": "[1.0.0, 1.1.0)", "libopenssl-1_0_0": "[1.0.0, 1.1.0)",
	"compat-openssl10": "[1.0.0, 1.1.0)", "openssl10": "[1.0.0, 1.1.0)", "openssl1.0": "[1.0.0, 1.1.0)",
	"openssl101e": "[1.0.1, 1.0.2)",
	"libssl1.0":   "[1.0.2, 1.1.0)", "libssl1.0.2": "[1.0.2, 1.1.0)",
	"libssl1.1": "[1.1.0, 3)", "libopenssl1_1": "[1.1.0, 3)", "libopenssl-1_1": "[1.1.0, 3)", "openssl11": "[1.1.0, 3)", "compat-openssl11": "[1.1.0, 3)",
	"libssl3": "[3, 4)", "libssl3t64": "[3, 4)", "libopenssl3": "[3, 4)", "libopenssl-3": "[3, 4)", "openssl3": "[3, 4)",

	// Shared libraries, which packages of RPM provide. Red Hat counts them itself.
	"libssl.so.6": "[0.9.8, 1.0.0)", "libssl.so.0.9.8": "[0.9.8, 1.0.0)",
	"libssl.so.10": "[1.0.0, 1.1.0)", "libssl.so.1.0.0": "[1.0.0, 1.1.0)", "libssl.so.1.0.2": "[1.0.2, 1.1.0)",
	"libssl.so.1.1": "[1.1.0, 3)", "libssl.so.3": "[3, 4)",
}

// languagePackages are the packages of languages whose names have no number, or
// only that of a generation.
var languagePackages = map[string]nativePackage{
	"python": {runtime: rules.Python}, "python2": {runtime: rules.Python}, "python3": {runtime: rules.Python},
	"python(abi)": {runtime: rules.Python, lines: true},
	"ruby":        {runtime: rules.Ruby}, "ruby(release)": {runtime: rules.Ruby, lines: true}, "ruby(abi)": {runtime: rules.Ruby, lines: true},
	"java": {runtime: rules.Java, lines: true}, "jre": {runtime: rules.Java, lines: true}, "jdk": {runtime: rules.Java, lines: true},
	"default-jre": {runtime: rules.Java, lines: true}, "default-jdk": {runtime: rules.Java, lines: true},
}

// packageParts are the words behind a name for a part that has the same version.
var packageParts = []string{
	"-dev", "-devel", "-libs", "-all", "-headless", "-minimal", "-static", "-perl", "-dbg", "-debug", "-debuginfo", "-doc", "-udeb", "-base", "-full",
}

// packagesApart are the words behind a name for what is not a part of it.
var packagesApart = []string{"-setuptools", "-pip", "-virtualenv", "-wheel", "-bundler", "-rdoc", "-irb"}

// findNativePackage looks a package up. ok is false for those that are no runtime.
func findNativePackage(name string) (p nativePackage, ok bool) {
	name = strings.ToLower(name)
	if arch := strings.IndexByte(name, ':'); arch > 0 { // python:any
		name = name[:arch]
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, "(x86-64)"), "(x86-32)")
	if rest, isLibrary := strings.CutPrefix(strings.Replace(name, "libcrypto.so.", "libssl.so.", 1), "libssl.so."); isLibrary {
		rest, _, _ = strings.Cut(rest, "(") // libssl.so.10()(64bit)
		name = "libssl.so." + rest
	}
	for stem, cut := name, true; cut; stem, cut = withoutPart(stem) {
		if series := opensslPackages[stem]; series != "" {
			set, err := version.ParseSet(version.OpenSSL, series)
			return nativePackage{runtime: rules.OpenSSL, series: set}, err == nil
		}
		if p, ok = languagePackages[stem]; ok {
			p.series = version.All()
			if generation := stem[len(stem)-1:]; isDigitByte(generation[0]) { // python3
				p.generation = true
				p.series, _ = version.PEP440.Prefix(generation)
			}
			return p, true
		}
	}
	if set, isVirtual := virtualJava(name); isVirtual {
		return nativePackage{runtime: rules.Java, series: set}, true
	}
	named, ok := images.NamedPackage(name)
	if !ok || named.Line == "" {
		return nativePackage{}, false
	}
	read, err := rules.Parse(named.Runtime, named.Line)
	p = nativePackage{runtime: named.Runtime, vendor: named.Vendor, series: read.Versions}
	p.generation = p.runtime == rules.Python && len(named.Line) == 1
	for _, word := range packagesApart {
		p.apart = p.apart || strings.HasSuffix(name, word)
	}
	return p, err == nil
}

func withoutPart(name string) (stem string, cut bool) {
	for _, part := range packageParts {
		if stem, ok := strings.CutSuffix(name, part); ok {
			return stem, true
		}
	}
	return name, false
}

// virtualJava reads the names that several packages of Debian provide:
// java7-runtime-headless is of Java 7 and all later ones.
//
// Source: https://www.debian.org/doc/packaging-manuals/virtual-package-names-list.yaml
func virtualJava(name string) (version.Set, bool) {
	rest, ok := strings.CutPrefix(name, "java")
	number := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	if !ok || number == "" || number == "2" { // Java 2 is all of them
		return version.Set{}, false
	}
	switch strings.TrimSuffix(rest[len(number):], "-headless") {
	case "-runtime", "-sdk":
		v, err := version.Java.Parse(number)
		return version.AtLeast(v), err == nil
	}
	return version.Set{}, false
}
