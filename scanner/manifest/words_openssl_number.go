package manifest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// opensslNumber reads a line that has OpenSSL's version as numbers:
//
//	OPENSSL_VERSION_NUMBER 0x1000105fL   0x1000105f   (1, 0, 1, 5, 15)
//
// The last is Python's ssl.OPENSSL_VERSION_INFO.
//
// Source: OPENSSL_VERSION_NUMBER(3), https://docs.openssl.org/master/man3/OPENSSL_VERSION_NUMBER/
func (p *printout) opensslNumber(line piece) bool {
	labelled := line.has("OPENSSL_VERSION_NUMBER") || line.has("OPENSSL_VERSION_INFO")
	if at := strings.Index(line.text, "0x"); at == 0 || at > 0 && labelled {
		number := line.from(at).word()
		fields, ok := headerNumber(number.text)
		if ok {
			p.opensslFields(number, fields)
		}
		return ok
	}
	if at := strings.IndexByte(line.text, '('); at == 0 || at > 0 && labelled {
		if fields, ok := fiveNumbers(line.text[at:]); ok {
			p.opensslFields(line.from(at), fields)
			return true
		}
	}
	return false
}

// headerNumber splits 0x1000105fL into its five fields.
func headerNumber(text string) (fields [5]uint64, ok bool) {
	digits := strings.TrimRight(strings.TrimPrefix(text, "0x"), "L")
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 8 || n>>28 > 9 || n>>20 < 9 {
		return fields, false
	}
	return [5]uint64{n >> 28, n >> 20 & 0xff, n >> 12 & 0xff, n >> 4 & 0xff, n & 0xf}, true
}

// fiveNumbers reads "(1, 0, 1, 5, 15)".
func fiveNumbers(text string) (out [5]uint64, ok bool) {
	if len(text) < 2 || text[len(text)-1] != ')' {
		return out, false
	}
	fields := strings.Split(text[1:len(text)-1], ",")
	if len(fields) != len(out) {
		return out, false
	}
	for i, field := range fields {
		n, err := strconv.ParseUint(strings.TrimSpace(field), 10, 8)
		if err != nil {
			return out, false
		}
		out[i] = n
	}
	return out, out[0] <= 9 && out[4] <= 15
}

// opensslFields declares the release with these five numbers.
func (p *printout) opensslFields(at piece, fields [5]uint64) {
	d, nothing := opensslOf(fields)
	if nothing != "" {
		p.nothing = nothing
		return
	}
	p.declare(d, at)
}

// opensslOf is the release with five numbers: major, minor, fix, patch and
// status. Up to 1.1.1 the patch is the letter; from 3.0 on it is the third
// number. nothing says why there is none.
func opensslOf(n [5]uint64) (d Declaration, nothing string) {
	major, minor, fix, patch, status := n[0], n[1], n[2], n[3], n[4]
	const released = 0xf
	text := fmt.Sprintf("%d.%d.%d", major, minor, fix)
	switch {
	case major == 2:
		return Declaration{Runtime: rules.LibreSSL, Unresolved: "all releases of LibreSSL have this number"}, ""
	case major >= 3:
		text = fmt.Sprintf("%d.%d.%d", major, minor, patch)
	case status == 0 && patch == 0 && fix == 0 && minor == 0:
		return Declaration{}, "Jython and IronPython have this number and no OpenSSL"
	case status == 0:
		return Declaration{Runtime: rules.OpenSSL, Unresolved: "it is a state of " + text + " between two releases"}, ""
	case status < released && minor == 1:
		text += fmt.Sprintf("-pre%d", status)
	case status < released:
		text += fmt.Sprintf("-beta%d", status)
	case patch > 'z'-'a'+1:
		// The headers do not count evenly behind z: that of 0.9.8zh has the
		// number that 0.9.8zg should have.
		set, _ := version.OpenSSL.Prefix(text)
		return Declaration{Runtime: rules.OpenSSL, Versions: set}, ""
	case patch > 0:
		text += string(rune('a' + patch - 1))
	}
	d = Declaration{Runtime: rules.OpenSSL}
	set, err := version.OpenSSL.Line(text)
	if d.Versions = set; err != nil {
		d.Unresolved = err.Error()
	}
	return d, ""
}
