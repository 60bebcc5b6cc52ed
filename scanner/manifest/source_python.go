package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var pythonModule = Kind{
	Name:     "Python source",
	Files:    []string{"*.py"},
	Probes:   []string{"PROTOCOL_TLSv1", "PROTOCOL_SSLv", "TLSv1_METHOD", "TLSv1_1_METHOD", "TLSv1_2_METHOD", "SSLv3_METHOD", "maximum_version", "OP_NO_TLSv1"},
	Declares: "`ssl.PROTOCOL_TLSv1` and its like given to a client, `maximum_version`, `SSL.TLSv1_METHOD`, `OP_NO_TLSv1_2`",
	Source:   true,
	Parse:    parsePythonSource,
}

var pythonSyntax = codeSyntax{
	comment: "#", strings: `"'`, triple: true, escape: '\\', assigns: "=", lines: true,
}

// A pythonCode is source of Python, with what is decided when all of it is read.
type pythonCode struct {
	*code
	pins []pythonPin
	// kept are the names that are given a newer protocol somewhere, or no protocol
	// at all: what else they are given is a choice.
	kept map[string]bool
	// serves says that contexts are used for a server's sockets.
	serves bool
}

type pythonPin struct {
	at      tokens
	name    string // what it is given to
	context bool   // a context that both sides may use
}

func parsePythonSource(f *File) {
	c := pythonCode{code: readCode(f, &pythonSyntax), kept: map[string]bool{}}
	for i := range c.tokens {
		name := c.word(i)
		switch protocol, ok := pythonProtocol(name); {
		case ok:
			c.given(i, protocol)
		case name == "maximum_version":
			c.maximum(i)
		case name == "OP_NO_TLSv1_2", name == "OP_NO_TLSv1_3":
			c.option(i)
		case name == "server_side" && c.is(i+1, "=", "True"), name == "ssl_context" && c.is(i+1, "=") && c.runsServer(i):
			c.serves = true
		}
	}
	for _, p := range c.pins {
		if !c.kept[p.name] && !(p.context && c.serves) {
			c.says("ssl_version", p.at, choice{older: true})
		}
	}
	f.inOrder()
}

func (c *pythonCode) says(setting string, at tokens, chosen choice) {
	e := Evidence{Runtime: rules.Python, At: c.at(at)}
	e.Setting = setting
	c.f.choose(e, chosen)
}

// pythonProtocol reads the constants of the ssl module and of pyOpenSSL.
func pythonProtocol(name string) (protocol, bool) {
	rest, ok := strings.CutPrefix(name, "PROTOCOL_")
	if !ok {
		rest, ok = strings.CutSuffix(name, "_METHOD")
	}
	if !ok {
		return noProtocol, false
	}
	switch p := opensslNames[rest]; {
	case p != noProtocol:
		return p, true
	case rest == "TLS", rest == "SSLv23", rest == "TLS_CLIENT":
		return anyProtocol, true
	}
	return noProtocol, false
}

// given finds what the constant at i is given to: ssl_version=, a key of that
// name, a context.
func (c *pythonCode) given(i int, is protocol) {
	first := i
	for c.is(first-1, ".") && first >= 2 {
		first -= 2
	}
	if !c.ends(i + 1) {
		return
	}
	call, open := c.call(i)
	name, context := "", false
	switch before := first - 1; {
	case c.is(before, "=") && !(c.joined(before-1) && strings.IndexByte("=!<>", c.tokens[before-1].kind) >= 0):
		name = c.word(before - 1)
	case c.is(before, ":") && before > 0 && c.tokens[before-1].kind == 's':
		name = c.tokens[before-1].text
	case open >= 0 && (call == "SSLContext" || call == "Context"):
		name, context = call, true
	case open >= 0 && (call == "wrap_socket" || call == "ssl_wrap_socket"):
		name = call
	default:
		return
	}
	if open >= 0 && (c.serverSide(open) || containsFold(call, "server")) {
		return
	}
	if name == "" || !context && name != call && !isVersionName(name) {
		return
	}
	at := tokens{first, i + 1}
	switch is {
	case olderTLS:
		c.pins = append(c.pins, pythonPin{at, name, context})
	case anyProtocol:
		c.kept[name] = c.kept[name] || !context
	default:
		c.kept[name] = c.kept[name] || !context
		c.says("ssl_version", at, choice{tls12: is == namedTLS12, tls13: is == namedTLS13})
	}
}

// isVersionName reports whether a name says that it holds a protocol:
// ssl_version, SSL_PROTOCOL, method.
func isVersionName(name string) bool {
	for _, end := range []string{"version", "protocol", "method"} {
		if strings.HasSuffix(strings.ToLower(name), end) {
			return true
		}
	}
	return false
}

// ends reports whether the value ends before token i.
func (c *pythonCode) ends(i int) bool {
	return i >= len(c.tokens) || c.tokens[i].newLine || strings.IndexByte(closingMarks+",;", c.tokens[i].kind) >= 0
}

// serverSide reports whether the call whose parenthesis opens at i says that it is
// for a server's socket.
func (c *pythonCode) serverSide(open int) bool {
	for _, a := range c.arguments(open) {
		if c.is(a.start, "server_side", "=") && !c.is(a.start+2, "False") {
			return true
		}
	}
	return false
}

// runsServer reports whether token i is an argument of a call that runs a server,
// as web frameworks name it.
func (c *pythonCode) runsServer(i int) bool {
	switch call, _ := c.call(i); call {
	case "run", "run_simple", "run_app", "serve":
		return true
	}
	return false
}

// maximum reads context.maximum_version = ssl.TLSVersion.TLSv1.
func (c *pythonCode) maximum(i int) {
	value, _, ok := c.assigned(i)
	if !ok || c.forServer(i) || value.isEmpty() || !c.is(value.end-2, ".") {
		return
	}
	chosen := choice{limit: true}
	chosen.add(opensslNames[c.word(value.end-1)])
	c.says("maximum_version", value, chosen)
}

func (c *pythonCode) option(i int) {
	if chosen, ok := c.takesAway(i, "OP_NO_"); ok && !c.forServer(i) {
		c.says("OP_NO_TLS", tokens{i, i + 1}, chosen)
	}
}
