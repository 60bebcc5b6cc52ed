package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var cSource = Kind{
	Name:     "C or C++ source",
	Files:    []string{"*.c", "*.cc", "*.cpp", "*.cxx", "*.c++", "*.h", "*.hh", "*.hpp", "*.hxx", "*.m", "*.mm"},
	Probes:   []string{"SSLv2_", "SSLv3_", "TLSv1_", "_max_proto_version", "CURL_SSLVERSION_MAX_"},
	Declares: "`SSL_CTX_new(TLSv1_client_method())`, `SSL_CTX_set_max_proto_version`, `SSL_OP_NO_TLSv1_2`, `CURL_SSLVERSION_MAX_TLSv1_0`",
	Source:   true,
	Parse:    parseC,
}

// What stands between #if and #endif counts: which of it is compiled is not known.
var cSyntax = codeSyntax{
	comment: "//", blocks: [][2]string{{"/*", "*/"}}, strings: `"`, chars: '\'', escape: '\\', directives: true, assigns: "=",
}

// A cCode is source of C, with what is decided when all of it is read.
type cCode struct {
	*code
	pins []tokens // older methods
	// newer says that the file uses a method without a limit too, so that an older
	// one is a choice of whoever builds or runs it.
	newer bool
	// limits are the newest protocols that contexts are given: of several the
	// newest counts, for the same reason.
	limits []cLimit
}

type cLimit struct {
	at tokens
	is protocol
}

func parseC(f *File) {
	c := cCode{code: readCode(f, &cSyntax)}
	for i := range c.tokens {
		if c.tokens[i].kind != 'n' {
			continue
		}
		switch name := c.tokens[i].text; {
		case strings.HasSuffix(name, "_method"):
			c.method(i)
		case name == "SSL_OP_NO_TLSv1_2", name == "SSL_OP_NO_TLSv1_3":
			c.option(i)
		case name == "SSL_CTX_set_max_proto_version", name == "SSL_set_max_proto_version":
			c.maximum(i)
		case strings.HasPrefix(name, "CURL_SSLVERSION_MAX_"):
			c.curl(i)
		}
	}
	for _, at := range c.pins {
		if !c.newer {
			c.says("SSL_CTX_new", at, choice{older: true})
		}
	}
	newest := noProtocol
	for _, l := range c.limits {
		newest = max(newest, l.is)
	}
	for _, l := range c.limits {
		if l.is == newest {
			chosen := choice{limit: true}
			chosen.add(l.is)
			c.says("SSL_CTX_set_max_proto_version", l.at, chosen)
		}
	}
	f.inOrder()
}

func (c *cCode) says(setting string, at tokens, chosen choice) {
	e := Evidence{Runtime: rules.OpenSSL, At: c.at(at)}
	e.Setting = setting
	c.f.choose(e, chosen)
}

// method reads SSL_CTX_new(TLSv1_client_method()), or the method given to a
// variable. What declares or defines the method is no use of it, and a server's
// methods are none of a client. SSLv23_client_method is the name that OpenSSL
// before 1.1.0 has for any protocol.
//
// Source: https://docs.openssl.org/1.0.2/man3/SSL_CTX_new/
func (c *cCode) method(i int) {
	name := strings.TrimSuffix(c.tokens[i].text, "_method")
	name = strings.TrimSuffix(name, "_client")
	is := opensslNames[name]
	if name == "SSLv23" || name == "TLS" {
		is = anyProtocol
	}
	if is == noProtocol || !c.is(i+1, "(", ")") || !c.isGiven(i) || c.forServer(i) {
		return
	}
	at := tokens{i, i + 1}
	switch is {
	case olderTLS:
		c.pins = append(c.pins, at)
	case anyProtocol:
		c.newer = true
	default:
		c.newer = true
		c.says("SSL_CTX_new", at, choice{tls12: is == namedTLS12, tls13: is == namedTLS13})
	}
}

// isGiven reports whether the call at i, or a cast of it, is assigned or handed
// to SSL_CTX_new.
func (c *cCode) isGiven(i int) bool {
	before := i - 1
	if c.is(before, ")") {
		before = c.before(before)
	}
	switch {
	case c.is(before, "="):
		return !(c.joined(before-1) && strings.IndexByte("=!<>", c.tokens[before-1].kind) >= 0)
	case c.is(before, "("):
		return c.word(before-1) == "SSL_CTX_new" || c.word(before-1) == "SSL_CTX_set_ssl_version"
	}
	return false
}

func (c *cCode) option(i int) {
	if chosen, ok := c.takesAway(i, "SSL_OP_NO_"); ok && !c.conditional(i) && !c.forServer(i) {
		c.says("OP_NO_TLS", tokens{i, i + 1}, chosen)
	}
}

// maximum reads SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION). A number
// or a variable may be any protocol.
func (c *cCode) maximum(i int) {
	arguments := c.arguments(i + 1)
	if len(arguments) != 2 || c.forServer(arguments[1].start) {
		return
	}
	limit := cLimit{arguments[1], anyProtocol}
	if name, ok := strings.CutSuffix(c.word(arguments[1].start), "_VERSION"); ok && !c.conditional(i) && opensslNames[name] != noProtocol {
		limit.is = opensslNames[name]
	}
	c.limits = append(c.limits, limit)
}

// curl reads the newest protocol that libcurl is given. CURL_SSLVERSION_TLSv1_0
// alone is the oldest.
//
// Source: https://curl.se/libcurl/c/CURLOPT_SSLVERSION.html
func (c *cCode) curl(i int) {
	if call, open := c.call(i); call != "curl_easy_setopt" || !c.is(open+1, c.word(open+1), ",", "CURLOPT_SSLVERSION") || c.conditional(i) {
		return
	}
	chosen := choice{limit: true}
	chosen.add(opensslNames[strings.TrimSuffix(strings.TrimPrefix(c.tokens[i].text, "CURL_SSLVERSION_MAX_"), "_0")])
	c.says("CURLOPT_SSLVERSION", tokens{i, i + 1}, chosen)
}

// conditional reports whether token i stands under an if, or a case: a program
// that has options for it is not held to one of them.
func (c *cCode) conditional(i int) bool {
	start := c.statement(i)
	if c.under(start) {
		return true
	}
	depth := 0
	for j := start - 1; j > 0 && j > start-maxStatement; j-- {
		switch c.tokens[j].kind {
		case '}':
			depth++
		case '{':
			if depth--; depth < 0 {
				if c.before(j-1) != j-1 {
					return c.asksIn(c.before(j - 1))
				}
				return c.is(j-1, "else")
			}
		}
	}
	return false
}

// under reports whether the statement that begins at start is itself an if with
// what it decides.
func (c *cCode) under(start int) bool {
	return c.asksIn(start) || c.is(start, "else") || c.is(start, "case") || c.is(start, "default")
}

func (c *cCode) asksIn(i int) bool {
	return c.is(i, "if") || c.is(i, "while") || c.is(i, "switch") || c.is(i, "for")
}
