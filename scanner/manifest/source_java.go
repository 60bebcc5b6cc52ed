package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// What Java's languages have in common.

var (
	javaProbes = []string{"SSLContext", "nabledProtocols", "https.protocols", "jdk.tls.client.protocols", "tlsVersions", "SSLConnectionSocketFactory"}

	javaFinders = map[string]func(*javaCode, int){
		"getInstance":                (*javaCode).context,
		"useProtocol":                (*javaCode).contextBuilder,
		"setProtocol":                (*javaCode).contextBuilder,
		"setEnabledProtocols":        (*javaCode).setEnabledProtocols,
		"enabledProtocols":           (*javaCode).enabledProtocols,
		"SSLConnectionSocketFactory": (*javaCode).socketFactory,
		"tlsVersions":                (*javaCode).tlsVersions,
		"setProperty":                (*javaCode).setProperty,
		"put":                        (*javaCode).setProperty,
	}
)

const javaDeclares = "`SSLContext.getInstance`, `setEnabledProtocols`, `System.setProperty` of protocols, `SSLConnectionSocketFactory`, `tlsVersions`"

var javaSource = Kind{
	Name:     "Java source",
	Files:    []string{"*.java"},
	Probes:   javaProbes,
	Declares: javaDeclares,
	Source:   true,
	Parse:    func(f *File) { parseJava(f, &javaSyntax) },
}

var javaSyntax = codeSyntax{
	comment: "//", blocks: [][2]string{{"/*", "*/"}}, strings: `"`, chars: '\'', triple: true, escape: '\\', assigns: "=",
}

// A javaCode is source for the JVM, with what is decided when all of it is read.
type javaCode struct {
	*code
	// pins are choices of contexts and of connection specifications: they hold
	// unless the file names newer protocols by the same means.
	pins  []javaPin
	newer bool
}

type javaPin struct {
	at     tokens
	chosen choice
}

func parseJava(f *File, syntax *codeSyntax) {
	c := javaCode{code: readCode(f, syntax)}
	for i := range c.tokens {
		if c.tokens[i].kind == 'n' {
			if find := javaFinders[c.tokens[i].text]; find != nil {
				find(&c, i)
			}
		}
	}
	for _, p := range c.pins {
		if !c.newer {
			c.says("SSLContext", p.at, p.chosen)
		}
	}
	f.inOrder()
}

func (c *javaCode) says(setting string, at tokens, chosen choice) {
	e := Evidence{Runtime: rules.Java, At: c.at(at)}
	e.Setting = setting
	c.f.choose(e, chosen)
}

// unlessNewer says it now if it turns something on, else when all is read.
func (c *javaCode) unlessNewer(at tokens, chosen choice) {
	if chosen.isPin() {
		c.pins = append(c.pins, javaPin{at, chosen})
		return
	}
	c.newer = c.newer || chosen.isNew()
	c.says("SSLContext", at, chosen)
}

// context reads SSLContext.getInstance("TLSv1"). The name of a protocol is the
// newest that the context's clients offer; TLS, SSL and Default are no names of
// that kind.
//
// Source: TLS10Context, TLS11Context and TLS12Context of
// https://github.com/openjdk/jdk8u-dev/blob/master/jdk/src/share/classes/sun/security/ssl/SSLContextImpl.java,
// the same in 7 and in 11.
func (c *javaCode) context(i int) {
	if c.is(i-2, "SSLContext", ".") && !c.forServer(i) {
		c.algorithm(i)
	}
}

// contextBuilder reads SSLContexts.custom().useProtocol("TLSv1") of Apache's
// HttpClient, which asks for a context of that name.
func (c *javaCode) contextBuilder(i int) {
	for j := c.statement(i); j < i; j++ {
		if strings.HasPrefix(c.tokens[j].text, "SSLContext") {
			c.algorithm(i)
			return
		}
	}
}

func (c *javaCode) algorithm(i int) {
	arguments := c.arguments(i + 1)
	if len(arguments) == 0 {
		return
	}
	if chosen := c.choice(arguments[0], true); chosen.older || chosen.isNew() {
		c.unlessNewer(arguments[0], chosen)
	}
}

func (c *javaCode) setEnabledProtocols(i int) {
	if arguments := c.arguments(i + 1); len(arguments) == 1 {
		c.setProtocols(i, arguments[0])
	}
}

// enabledProtocols reads the same as Kotlin, Groovy and Scala write it:
// socket.enabledProtocols = arrayOf("TLSv1").
func (c *javaCode) enabledProtocols(i int) {
	if value, adds, ok := c.assigned(i); ok && !adds && c.is(i-1, ".") {
		c.setProtocols(i, value)
	}
}

func (c *javaCode) setProtocols(i int, list tokens) {
	if c.forServer(i) {
		return
	}
	chosen := c.choice(list, true)
	c.newer = c.newer || chosen.isNew()
	c.says("SSLContext", list, chosen)
}

// socketFactory reads the protocols that Apache's HttpClient 4 is given: its
// second argument.
func (c *javaCode) socketFactory(i int) {
	if arguments := c.arguments(i + 1); len(arguments) > 2 && !c.is(i-1, "class") {
		c.says("SSLContext", arguments[1], c.choice(arguments[1], true))
	}
}

// tlsVersions reads those of an OkHttp ConnectionSpec.
func (c *javaCode) tlsVersions(i int) {
	if !c.is(i-1, ".") {
		return
	}
	var all choice
	arguments := c.arguments(i + 1)
	for _, a := range arguments {
		all.merge(c.choice(a, true))
	}
	if len(arguments) > 0 {
		c.unlessNewer(tokens{arguments[0].start, arguments[len(arguments)-1].end}, all)
	}
}

// setProperty reads System.setProperty("https.protocols", "TLSv1").
func (c *javaCode) setProperty(i int) {
	arguments := c.arguments(i + 1)
	if len(arguments) != 2 {
		return
	}
	key, value := c.text(arguments[0]), c.text(arguments[1])
	for _, name := range javaProperties {
		if key == name && value != "" {
			c.says(name, arguments[1], javaList(value))
		}
	}
}

// text is a string, as it stands or as a constant; "" if it is neither.
func (c *javaCode) text(r tokens) string {
	if r.end-r.start == 1 && c.tokens[r.start].kind == 'n' {
		r = c.constant(c.tokens[r.start].text)
	}
	if r.end-r.start == 1 && c.tokens[r.start].kind == 's' {
		return c.tokens[r.start].text
	}
	return ""
}

var (
	// javaNeutral are words around a list that name no protocol.
	javaNeutral = map[string]bool{"new": true, "String": true, "arrayOf": true, "Array": true, "Seq": true, "as": true, "asList": true, "of": true, "listOf": true, "null": true}
	// okhttpNames are the values of TlsVersion.
	okhttpNames = map[string]protocol{"SSL_3_0": olderTLS, "TLS_1_0": olderTLS, "TLS_1_1": olderTLS, "TLS_1_2": namedTLS12, "TLS_1_3": namedTLS13}
)

// choice reads a list of protocols. Constants are looked up once, not theirs.
func (c *javaCode) choice(r tokens, lookUp bool) (chosen choice) {
	for i := r.start; i < r.end; i++ {
		t := &c.tokens[i]
		switch {
		case t.kind == 's':
			if p := javaNames[t.text]; p != noProtocol || t.text != "" {
				chosen.add(p)
			}
		case t.kind != 'n', javaNeutral[t.text], c.is(i+1, "."):
		case okhttpNames[t.text] != noProtocol:
			chosen.add(okhttpNames[t.text])
		default:
			value := c.constant(t.text)
			if value.isEmpty() || !lookUp {
				chosen.open = true
				continue
			}
			chosen.merge(c.choice(value, false))
		}
	}
	return chosen
}
