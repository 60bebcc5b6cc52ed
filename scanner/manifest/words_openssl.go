package manifest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// readOpenSSLWords reads openssl version, also with -a, ssl.OPENSSL_VERSION and
// the header's number. Where a library of another version is loaded than the
// program was built with, the library is what speaks TLS.
func readOpenSSLWords(w *wordsParser, i int) int {
	line := w.line(i)
	switch {
	case strings.Contains(line, "as emulated by Java SSL"), strings.Contains(line, "(.NET SSL)"):
		return 1 // Jython's and IronPython's stand-ins: no OpenSSL at all
	case line == "BoringSSL" || strings.Contains(line, "compatible; BoringSSL"):
		w.unknown(i, rules.BoringSSL, "BoringSSL has no version numbers")
		return 1
	case strings.Contains(line, "AWS-LC"):
		w.unknown(i, rules.OpenSSL, "this is AWS-LC, which tlsready does not judge")
		return 1
	}
	if rest, ok := strings.CutPrefix(line, "LibreSSL "); ok {
		number, _, _ := strings.Cut(rest, " ")
		w.declare(i, rules.LibreSSL, "", number)
		return 1
	}
	if number, ok := headerNumber(line); ok {
		w.declareAs(i, rules.OpenSSL, "", line[strings.Index(line, "0x"):], number)
		return 1
	}
	name, library := line, ""
	if head, tail, ok := strings.Cut(line, "(Library: "); ok {
		name, library = head, strings.TrimSuffix(tail, ")")
	}
	if library != "" {
		name = library
	}
	rest, ok := strings.CutPrefix(strings.TrimSpace(name), "OpenSSL ")
	if !ok || rest == "" || !isDigitByte(rest[0]) {
		return 0
	}
	// OpenSSL 1.1.1k  FIPS 25 Mar 2021: what follows the number is no version.
	number, _, _ := strings.Cut(rest, " ")
	vendor, read := "", 1
	for read < 12 && isOpenSSLDetail(w.line(i+read)) {
		if strings.Contains(w.line(i+read), "-DOPENSSL_NO_TLS1_2_CLIENT") {
			vendor = "ubuntu-12.04" // built as Ubuntu 12.04 does
		}
		read++
	}
	w.declare(i, rules.OpenSSL, vendor, number)
	return read
}

// isOpenSSLDetail recognises the lines of openssl version -a.
func isOpenSSLDetail(line string) bool {
	for _, prefix := range []string{"built on:", "platform:", "options:", "compiler:", "OPENSSLDIR:", "ENGINESDIR:", "MODULESDIR:", "Seeding source:", "CPUINFO:"} {
		if strings.HasPrefix(line, prefix) {
			return true
		}
	}
	return false
}

// headerNumber reads OPENSSL_VERSION_NUMBER: 0xMNNFFPPS, where up to 1.1.1 PP is
// the letter; from 3.0 on 0xMNN00PP0.
func headerNumber(line string) (string, bool) {
	at := strings.Index(line, "0x")
	if at < 0 || !strings.Contains(line, "OPENSSL_VERSION_NUMBER") && strings.TrimSpace(line) != line[at:] {
		return "", false
	}
	digits := strings.TrimRight(strings.TrimSpace(line[at+2:]), "L")
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 8 {
		return "", false
	}
	major, minor, fix, patch, status := n>>28, n>>20&0xff, n>>12&0xff, n>>4&0xff, n&0xf
	if n == 0x20000000 {
		return "", false // LibreSSL's, which never changes
	}
	if major >= 3 {
		return fmt.Sprintf("%d.%d.%d", major, minor, patch), true
	}
	text := fmt.Sprintf("%d.%d.%d", major, minor, fix)
	switch {
	case patch > 30: // the headers of 0.9.8zf to 0.9.8zh count one less
		text += "z" + string(rune('a'+patch-26))
	case patch > 26:
		text += "z" + string(rune('a'+patch-27))
	case patch > 0:
		text += string(rune('a' + patch - 1))
	}
	if status > 0 && status < 0xf {
		text += fmt.Sprintf("-beta%d", status)
	}
	return text, true
}
