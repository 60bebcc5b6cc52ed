package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// readNodeWords reads process.versions of Node, which names the OpenSSL that is
// built into it: JavaScript's notation or JSON, on one line or many.
func readNodeWords(p *printout, i int) int {
	line := p.line(i)
	if isNodeVersion(line.text) {
		p.unknown(rules.Node, line, "what counts is the OpenSSL in Node, which node -p process.versions names")
		return 1
	}
	number, ok := quotedField(line, "openssl")
	switch {
	case !ok:
		return 0
	case number.text == "0.0.0" || p.electron: // Electron has BoringSSL in its place
		p.set(rules.BoringSSL, number, version.All())
	default:
		p.openssl(number, false)
	}
	return 1
}

// quotedField finds the version in openssl: '1.1.1t+quic' or
// "openssl":"1.1.1t+quic".
func quotedField(line piece, name string) (number piece, ok bool) {
	for rest := line; ; {
		if rest, ok = rest.behind(name); !ok {
			return piece{}, false
		}
		value := rest.trim(`"'`)
		if value, ok = value.after(":"); !ok {
			continue
		}
		value = value.trim(" ")
		if value.text == "" || value.text[0] != '\'' && value.text[0] != '"' {
			continue
		}
		if value = value.from(1).until(`'"`); value.isNumber() {
			return value, true
		}
	}
}

// isNodeVersion recognises what node -v prints: v20.11.1.
func isNodeVersion(text string) bool {
	rest, ok := strings.CutPrefix(text, "v")
	return ok && strings.Count(rest, ".") == 2 && strings.Trim(rest, "0123456789.") == "" && isDigitByte(rest[0])
}
