package manifest

import "strings"

// What languages on top of OpenSSL have in common: its names of protocols, and
// options that take one away.

// opensslNames are protocols as OpenSSL's methods and versions are called, in
// Ruby, Python and C, without what stands around them.
var opensslNames = map[string]protocol{
	"SSLv2": olderTLS, "SSLv3": olderTLS, "TLSv1": olderTLS, "TLSv1_1": olderTLS,
	"TLSv1_2": namedTLS12, "TLSv1_3": namedTLS13,
	"SSL2": olderTLS, "SSL3": olderTLS, "TLS1": olderTLS, "TLS1_1": olderTLS,
	"TLS1_2": namedTLS12, "TLS1_3": namedTLS13,
}

// takesAway reads an option that takes a protocol away, OP_NO_TLSv1_2, where the
// statement sets options, rather than clearing them. One that leaves TLS 1.3
// alone takes nothing of use away.
func (c *code) takesAway(i int, prefix string) (chosen choice, ok bool) {
	first := i
	for c.is(first-1, ".") || c.is(first-1, ":") {
		first--
		if first > 0 && c.tokens[first-1].kind == 'n' {
			first--
		}
	}
	if c.is(first-1, "~") || c.is(first-1, "&") {
		return chosen, false
	}
	sets := false
	without := map[string]bool{}
	for j := c.statement(i); j < len(c.tokens) && j < i+maxStatement && (j <= i || !c.tokens[j].newLine || c.continues(j)) && c.tokens[j].kind != ';'; j++ {
		name := c.tokens[j].text
		sets = sets || name == "options" || strings.HasSuffix(name, "set_options")
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			without[rest] = true
		}
	}
	switch {
	case !sets, without["TLSv1"] && without["TLSv1_1"] && without["TLSv1_2"] && !without["TLSv1_3"]:
		return chosen, false
	case c.tokens[i].text == prefix+"TLSv1_3":
		return choice{tls12: true, limit: true}, !without["TLSv1_2"]
	}
	return choice{older: true, limit: true}, true
}
