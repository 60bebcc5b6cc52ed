package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// readOpenSSLWords reads openssl version, also with -a, and what Python, Ruby and
// the headers say of the library. Where a library of another version is loaded
// than the program was built with, the library is what speaks TLS.
func readOpenSSLWords(p *printout, i int) int {
	line := p.line(i)
	if p.opensslNumber(line) {
		return 1
	}
	if line.has("OPENSSL_VERSION_TEXT") {
		quoted, _ := line.behind(`"`)
		line = quoted.until(`"`)
	}
	if library, ok := line.behind("(Library: "); ok {
		line = library
	}
	if p.opensslStandIn(line) {
		return 1
	}
	number, ok := line.after("LibreSSL ")
	if ok && number.isNumber() {
		p.version(rules.LibreSSL, "", number.until(" \t)"))
		return 1
	}
	if number, ok = line.after("OpenSSL "); !ok || !number.isNumber() {
		return 0
	}
	number = number.until(" \t)")
	p.openssl(number, p.withoutClient(i+1))
	return 1
}

// openssl declares a release of OpenSSL. withoutClient says that it was built
// with OPENSSL_NO_TLS1_2_CLIENT, which OpenSSL knows from 1.0.1a up to 1.0.2.
func (p *printout) openssl(number piece, withoutClient bool) {
	d := Declaration{Runtime: rules.OpenSSL}
	text := opensslRelease(number.text)
	v, err := version.OpenSSL.Parse(text)
	switch {
	case !withoutClient || err != nil:
	case strings.HasPrefix(text, "1.0.1"):
		d.Vendor = "ubuntu-12.04" // the distribution that is known for it
	case v.Compare(version.OpenSSL.MustParse("1.0.1")) > 0 && v.Compare(version.OpenSSL.MustParse("1.1.0")) < 0:
		// There is no rule for it. The vendor keeps it from being taken for an
		// OpenSSL of which nothing is known where it is a companion.
		d.Vendor = "ubuntu-12.04"
		d.Unresolved = "it is " + text + " built with OPENSSL_NO_TLS1_2_CLIENT, which takes TLS 1.2 out of the client"
		p.declare(d, number)
		return
	}
	p.versionAs(d, number, text)
}

// withoutClient looks through the lines of openssl version -a for the option
// that takes TLS 1.2 out of the client. Nothing else shows it.
func (p *printout) withoutClient(i int) bool {
	const details = 40 // more lines than any version prints
	for end := min(i+details, len(p.lines)); i < end; i++ {
		switch line := p.lines[i]; {
		case line.has("-DOPENSSL_NO_TLS1_2_CLIENT"):
			return true
		case strings.HasPrefix(line.text, "OpenSSL "), strings.HasPrefix(line.text, "LibreSSL "):
			return false
		}
	}
	return false
}

// opensslStandIn recognises what goes by OpenSSL's name and is another library.
func (p *printout) opensslStandIn(line piece) bool {
	switch {
	case line.has("as emulated by Java SSL"):
		p.nothing = "Jython calls Java's TLS an OpenSSL, which it is not; what counts is the version of Java"
		return true
	case line.has("(.NET SSL)"):
		p.nothing = "IronPython calls .NET's TLS an OpenSSL, which it is not; what counts is the version of .NET"
		return true
	case line.text == "BoringSSL", line.has("(compatible; BoringSSL"):
		p.set(rules.BoringSSL, line, version.All())
		return true
	}
	if name, ok := line.behind("(compatible; "); ok && strings.HasPrefix(line.text, "OpenSSL ") {
		p.unknown(rules.OpenSSL, line, "it is "+name.until(")").text+" in the place of OpenSSL")
		return true
	}
	if strings.HasPrefix(line.text, "AWS-LC ") {
		p.unknown(rules.OpenSSL, line, "it is AWS-LC in the place of OpenSSL")
		return true
	}
	return false
}

// opensslRelease is a release without what builders append to it: -fips,
// -fips-rhel5, +quic, -freebsd. A pre-release is told before or behind that.
func opensslRelease(text string) string {
	number := text[:len(text)-len(strings.TrimLeft(text, "0123456789."))]
	letters := text[len(number):]
	letters = letters[:len(letters)-len(strings.TrimLeft(letters, "abcdefghijklmnopqrstuvwxyz"))]
	for _, label := range strings.FieldsFunc(text[len(number)+len(letters):], func(c rune) bool { return c == '-' || c == '+' || c == '_' }) {
		switch stem := strings.TrimRight(label, "0123456789"); stem {
		case "alpha", "beta", "pre":
			return number + letters + "-" + label
		}
	}
	return number + letters
}
