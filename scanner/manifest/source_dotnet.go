package manifest

import (
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// What the languages of .NET have in common: the classes and enumerations that
// say which protocols a client offers.

var (
	dotnetProbes = []string{"SecurityProtocol", "SslProtocols", "DontEnableSchUseStrongCrypto", "DontEnableSystemDefaultTlsVersions"}

	dotnetFinders = map[string]func(*code, int){
		"SecurityProtocol":          (*code).securityProtocol,
		"SslProtocols":              (*code).sslProtocols,
		"EnabledSslProtocols":       (*code).sslProtocols,
		"AuthenticateAsClient":      (*code).authenticateAsClient,
		"AuthenticateAsClientAsync": (*code).authenticateAsClient,
		"BeginAuthenticateAsClient": (*code).authenticateAsClient,
		"SetSwitch":                 (*code).setSwitch,
	}
	// dotnetFindersAnyCase are those for Visual Basic and PowerShell.
	dotnetFindersAnyCase = inLowerCase(dotnetFinders)
)

const dotnetDeclares = "`ServicePointManager.SecurityProtocol`, `SslProtocols` of clients, `AppContext.SetSwitch`"

func inLowerCase(finders map[string]func(*code, int)) map[string]func(*code, int) {
	out := map[string]func(*code, int){}
	for name, find := range finders {
		out[strings.ToLower(name)] = find
	}
	return out
}

// search gives each name to what looks for it.
func (c *code) search(finders map[string]func(*code, int)) {
	for i := range c.tokens {
		if c.tokens[i].kind == 'n' {
			if find := finders[c.word(i)]; find != nil {
				find(c, i)
			}
		}
	}
}

// dotnetNames are the words of SecurityProtocolType and SslProtocols. Default, of
// SslProtocols, is SSL 3.0 and TLS 1.0.
//
// Source: https://learn.microsoft.com/dotnet/api/system.security.authentication.sslprotocols
var dotnetNames = map[string]protocol{
	"ssl2": olderTLS, "ssl3": olderTLS, "tls": olderTLS, "tls11": olderTLS, "default": olderTLS,
	"tls12": namedTLS12, "tls13": namedTLS13, "systemdefault": anyProtocol, "none": anyProtocol,
}

// dotnetBits are the same as numbers.
var dotnetBits = []struct {
	bits uint64
	is   protocol
}{{0xc | 0x30 | 0xc0 | 0x300, olderTLS}, {0xc00, namedTLS12}, {0x3000, namedTLS13}}

// dotnetNeutral are words of an expression that name no value: types, casts and
// operators.
var dotnetNeutral = map[string]bool{
	"securityprotocoltype": true, "sslprotocols": true, "securityprotocoltypeextensions": true, "sslprotocolsextensions": true,
	"ctype": true, "directcast": true, "convert": true, "enum": true, "toobject": true, "enumofvalue": true, "languageprimitives": true,
	"typeof": true, "gettype": true, "int": true, "or": true, "bor": true, "_": true,
}

// securityProtocol reads an assignment to ServicePointManager.SecurityProtocol,
// however that is qualified.
func (c *code) securityProtocol(i int) {
	if !c.is(i-1, ".") && !c.is(i-2, ":", ":") {
		return
	}
	value, adds, ok := c.assigned(i)
	if !ok {
		return
	}
	chosen := c.dotnetChoice(value)
	chosen.open = chosen.open || adds
	c.choose("ServicePointManager.SecurityProtocol", value, chosen)
}

func (c *code) choose(setting string, at tokens, chosen choice) {
	e := Evidence{At: c.at(at), Unit: c.unit}
	e.Setting = setting
	for _, one := range chosen.evidence(e) {
		c.f.witnessFramework(one)
	}
}

// witnessFramework adds evidence on a program for the .NET Framework. What it
// turns on is on for the installed version that runs it too.
func (f *File) witnessFramework(e Evidence) {
	e.Runtime = rules.DotnetFramework
	f.Witness(e)
	if e.Effect == rules.Enables && e.Unit == "" {
		e.Runtime = rules.DotnetFrameworkInstalled
		f.Witness(e)
	}
}

// assigned returns what is assigned to the name at i, and whether it is added to
// what was there.
func (c *code) assigned(i int) (value tokens, adds, ok bool) {
	next := i + 1
	switch {
	case c.is(next, "<", "-") && c.syntax.assigns == "<-" && c.joined(next):
		return c.expression(next + 2), false, true
	case c.syntax.assigns == "<-":
		return value, false, false
	case (c.is(next, "|", "=") || c.is(next, "+", "=")) && c.joined(next):
		return c.expression(next + 2), true, true
	case !c.is(next, "="), (c.is(next, "=", "=") || c.is(next, "=", ">")) && c.joined(next), c.asks(i):
		return value, false, false
	}
	return c.expression(next + 1), false, true
}

// asks reports whether the statement of token i compares where others assign, as
// Visual Basic's do.
func (c *code) asks(i int) bool {
	if !c.syntax.anyCase {
		return false
	}
	switch c.word(c.statement(i)) {
	case "if", "elseif", "while", "until", "loop", "do", "return", "case", "assert":
		return true
	}
	return false
}

// dotnetChoice reads an expression of one of the enumerations.
func (c *code) dotnetChoice(r tokens) (chosen choice) {
	for i := r.start; i < r.end; i++ {
		t := &c.tokens[i]
		word := strings.ToLower(t.text)
		switch {
		case t.kind == '~', t.kind == 'n' && (word == "not" || word == "bnot"):
			i = c.operand(i+1) - 1 // what is taken away
		case t.kind == 's':
			for name := range strings.FieldsFuncSeq(word, func(r rune) bool { return r == ',' || r == ' ' }) {
				chosen.add(dotnetNames[name])
			}
		case t.kind == '0':
			chosen.merge(dotnetNumber(word))
		case t.kind != 'n', dotnetNeutral[word], c.is(i+1, "."), c.is(i+1, ":", ":"), c.is(i+1, "<"):
		case word == "default" && !c.is(i-1, "."):
			chosen.open = true
		default:
			chosen.add(dotnetNames[word])
		}
	}
	return chosen
}

// operand returns where the operand at i ends: a name with its qualifiers, behind
// a cast perhaps.
func (c *code) operand(i int) int {
	if c.is(i, "(") {
		i = c.inParentheses(i+1).end + 1
		if i >= len(c.tokens) || c.tokens[i].kind != '0' && c.tokens[i].kind != 'n' {
			return i
		}
	}
	for i++; c.is(i, "."); {
		i += 2
	}
	return i
}

func dotnetNumber(text string) (chosen choice) {
	n, err := strconv.ParseUint(text, 0, 32)
	if err != nil {
		return choice{open: true}
	}
	for _, known := range dotnetBits {
		if n&known.bits != 0 {
			chosen.add(known.is)
		}
		n &^= known.bits
	}
	chosen.open = n != 0 || chosen == choice{}
	return chosen
}

// dotnetClients are the classes whose SslProtocols are those of a client. Servers
// have properties of the same name.
var dotnetClients = map[string]bool{"httpclienthandler": true, "winhttphandler": true, "webrequesthandler": true, "sslclientauthenticationoptions": true}

// sslProtocols reads an assignment to SslProtocols of a client, or to
// EnabledSslProtocols of its options.
func (c *code) sslProtocols(i int) {
	if value, adds, ok := c.assigned(i); ok && c.ofClient(i) {
		chosen := c.dotnetChoice(value)
		chosen.open = chosen.open || adds
		c.choose("SslProtocols", value, chosen)
	} else if c.is(i+1, "=") && c.syntax.assigns == "<-" && c.ofClient(i) { // F#'s constructors set properties
		value := c.inParentheses(i + 2)
		c.choose("SslProtocols", value, c.dotnetChoice(value))
	}
}

// ofClient reports whether the property at i is that of a client: of a variable
// that the file makes one, or in an initializer behind one.
func (c *code) ofClient(i int) bool {
	if c.is(i-1, ".") && i >= 2 && c.tokens[i-2].kind == 'n' {
		return c.isClient(strings.ToLower(c.tokens[i-2].text))
	}
	depth := 0
	for j := i - 1; j > 0 && j > i-maxStatement; j-- {
		switch c.tokens[j].kind {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth >= 0 {
				continue
			}
			j--
			if strings.EqualFold(c.tokens[j].text, "with") {
				j--
			}
			if j = c.before(j); j < 0 {
				return false
			}
			if c.is(j, "new") && c.is(j-1, "=") { // the type stands in front of the name
				j -= 3
			}
			return j >= 0 && dotnetClients[strings.ToLower(c.tokens[j].text)]
		case ';':
			return false
		}
	}
	return false
}

// before returns the token in front of the parentheses that close at i, or i
// itself.
func (c *code) before(i int) int {
	if !c.is(i, ")") {
		return i
	}
	for depth, low := 0, max(0, i-maxStatement); i >= low; i-- {
		switch c.tokens[i].kind {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return i - 1
			}
		}
	}
	return -1
}

// isClient reports whether the file makes the variable a client, or it goes by
// the name of the options that SocketsHttpHandler has.
func (c *code) isClient(variable string) bool {
	if c.clients == nil {
		c.clients = map[string]bool{"ssloptions": true}
		for i := range c.tokens {
			if !dotnetClients[strings.ToLower(c.tokens[i].text)] {
				continue
			}
			if name := c.tokens[min(i+1, len(c.tokens)-1)]; name.kind == 'n' {
				c.clients[strings.ToLower(name.text)] = true
			}
			first := i
			for c.is(first-1, ".") {
				first -= 2
			}
			if first > 0 && strings.EqualFold(c.tokens[first-1].text, "new") {
				first--
			}
			if first > 1 && (c.is(first-1, "=") || c.is(first-1, ":") || strings.EqualFold(c.tokens[first-1].text, "as")) {
				c.clients[strings.ToLower(c.tokens[first-2].text)] = true
			}
		}
	}
	return c.clients[variable]
}

// authenticateAsClient reads the protocols that SslStream is given.
func (c *code) authenticateAsClient(i int) {
	for _, argument := range c.arguments(i + 1) {
		for j := argument.start; j < argument.end; j++ {
			if strings.EqualFold(c.tokens[j].text, "SslProtocols") {
				c.choose("SslProtocols", argument, c.dotnetChoice(argument))
				break
			}
		}
	}
}

// setSwitch reads AppContext.SetSwitch("Switch.System.Net...", false).
func (c *code) setSwitch(i int) {
	arguments := c.arguments(i + 1)
	if len(arguments) != 2 || c.tokens[arguments[0].start].kind != 's' {
		return
	}
	name := c.tokens[arguments[0].start].text
	tls, ok := tlsSwitches[name]
	if !ok {
		return
	}
	e := Evidence{At: c.at(tokens{arguments[0].start, arguments[1].end}), Unit: c.unit}
	e.Setting = name
	switch strings.ToLower(c.tokens[arguments[1].start].text) {
	case "false":
		c.f.witnessFramework(e) // enables
	case "true":
		e.Effect, e.TLS = rules.PinsOld, tls
		c.f.witnessFramework(e)
	}
}
