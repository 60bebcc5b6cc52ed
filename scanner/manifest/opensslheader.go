package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var opensslHeader = Kind{
	Name:     "opensslv.h",
	Files:    []string{"opensslv.h"},
	Declares: "the OpenSSL or LibreSSL of which it is a part: a copy in the tree",
	Parse:    parseOpenSSLHeader,
}

// opensslTexts are what a header calls the release in words. The number is the
// second choice: LibreSSL's never changes, and from 3.0 on it is computed.
var opensslTexts = []struct {
	define, library string
	runtime         rules.Runtime
}{
	{"LIBRESSL_VERSION_TEXT", `"LibreSSL `, rules.LibreSSL},
	{"OPENSSL_VERSION_TEXT", `"OpenSSL `, rules.OpenSSL},
}

func parseOpenSSLHeader(f *File) {
	defined := definitions(f.Data)
	for _, text := range opensslTexts {
		number, ok := defined[text.define].after(text.library)
		if number.has("(compatible;") {
			return // another library in the place of OpenSSL
		}
		if number = number.until(" \t\""); ok && number.isNumber() && !isBoringSSL(defined) {
			d := Declaration{Runtime: text.runtime}
			set, err := rules.Scheme(text.runtime).Line(opensslRelease(number.text))
			d.setVersions(set, err)
			declareVendored(f, d, number)
			return
		}
	}
	number := defined["OPENSSL_VERSION_NUMBER"].word()
	fields, ok := headerNumber(number.text)
	switch d, nothing := opensslOf(fields); {
	case isBoringSSL(defined):
		declareVendored(f, Declaration{Runtime: rules.BoringSSL, Versions: version.All()}, defined["OPENSSL_IS_BORINGSSL"])
	case ok && nothing == "":
		declareVendored(f, d, number)
	}
}

// isBoringSSL reports whether a header is BoringSSL's, or that of AWS-LC, which
// is made of it. Its OpenSSL version is the one whose interface it imitates.
func isBoringSSL(defined map[string]piece) bool { return defined["OPENSSL_IS_BORINGSSL"].text != "" }

func declareVendored(f *File, d Declaration, at piece) {
	d.At, d.Binding, d.Scope = f.At(at.at, at.at+len(at.text)), rules.Exact, Run
	f.Declare(d)
}

// definitions are what a C header defines; of a name that is defined twice the
// first one. The value of a name that is only defined is the name.
func definitions(data []byte) map[string]piece {
	out := map[string]piece{}
	comment := false
	eachLine(data, func(offset int, text string) {
		line := piece{text, offset}
		if comment {
			rest, closed := line.behind("*/")
			if !closed {
				return
			}
			line, comment = rest.trim(" \t"), false
		}
		if i := strings.LastIndex(line.text, "/*"); i >= 0 && !strings.Contains(line.text[i:], "*/") {
			line.text, comment = line.text[:i], true
		}
		directive, ok := line.after("#")
		if !ok {
			return
		}
		name, ok := directive.trim(" \t").after("define")
		if !ok || name.text == "" || name.text[0] != ' ' && name.text[0] != '\t' {
			return
		}
		name = name.trim(" \t")
		value := name.from(len(name.word().text)).trim(" \t")
		name = name.word()
		if value.text == "" {
			value = name
		}
		if _, again := out[name.text]; !again {
			out[name.text] = value
		}
	})
	return out
}

var opensslVersionDat = Kind{
	Name:     "VERSION.dat",
	Files:    []string{"version.dat"},
	Probes:   []string{"SHLIB_VERSION="},
	Declares: "the OpenSSL, from 3.0 on, of which it is a part: a copy in the tree",
	Parse:    parseVersionDat,
}

// parseVersionDat reads the file that OpenSSL 3 has its version in.
//
// Source: https://github.com/openssl/openssl/blob/master/VERSION.dat
func parseVersionDat(f *File) {
	fields := map[string]piece{}
	eachLine(f.Data, func(offset int, text string) {
		if value, ok := (piece{text, offset}).behind("="); ok {
			fields[text[:len(text)-len(value.text)-1]] = value
		}
	})
	major, minor, patch := fields["MAJOR"], fields["MINOR"], fields["PATCH"]
	if !major.isNumber() || !minor.isNumber() || !patch.isNumber() {
		return
	}
	d := Declaration{Runtime: rules.OpenSSL, Text: major.text + "." + minor.text + "." + patch.text}
	if tag := fields["PRE_RELEASE_TAG"].text; tag != "" {
		d.Text += "-" + tag
	}
	set, err := version.OpenSSL.Line(opensslRelease(d.Text))
	d.setVersions(set, err)
	declareVendored(f, d, major)
}
