package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// javaNames are the protocols that Java knows by name. Case matters to it: a name
// in another case is an error when the program runs.
//
// Source: https://docs.oracle.com/en/java/javase/21/docs/specs/security/standard-names.html
var javaNames = map[string]protocol{
	"SSLv2Hello": olderTLS, "SSLv3": olderTLS, "TLSv1": olderTLS, "TLSv1.1": olderTLS,
	"TLSv1.2": namedTLS12, "TLSv1.3": namedTLS13,
	// IBM's: TLS 1.0 to 1.2.
	"SSL_TLSv2": namedTLS12,
}

// javaProperties are properties of the JVM that list the protocols of clients.
var javaProperties = []string{"https.protocols", "jdk.tls.client.protocols", "com.ibm.jsse2.overrideDefaultProtocol"}

// javaSwitches are options that turn newer protocols on and name none.
var javaSwitches = []struct {
	option, setting string
	tls             rules.TLS
}{
	// https://www.ibm.com/docs/en/sdk-java-technology/8?topic=customization-matching-behavior-sslcontextgetinstancetls-oracle
	{"-Dcom.ibm.jsse2.overrideDefaultTLS=true", "com.ibm.jsse2.overrideDefaultTLS", rules.TLS12},
	{"-XX:+UseOpenJSSE", "UseOpenJSSE", rules.TLS13},
}

var javaOptionProbes = []string{"https.protocols", "jdk.tls.client.protocols", "com.ibm.jsse2.override", "UseOpenJSSE"}

// toolOptions are variables that only build tools read; what they say is nothing
// to the program. Neither is what RUN passes on.
var toolOptions = map[string]bool{"MAVEN_OPTS": true, "GRADLE_OPTS": true, "SBT_OPTS": true, "ANT_OPTS": true, "LEIN_JVM_OPTS": true, "JAVAC_OPTS": true}

// javaOptions finds options of the JVM in text that stands at an offset.
func (f *File) javaOptions(text []byte, offset int) []Evidence {
	var out []Evidence
	for _, name := range javaProperties {
		eachOption(text, "-D"+name+"=", func(start int) {
			e := Evidence{Runtime: rules.Java}
			e.Setting = name
			value, open := javaValue(text, &start)
			e.At = f.At(offset+start, offset+start+len(value))
			chosen := javaList(value)
			chosen.open = chosen.open || open
			out = append(out, chosen.evidence(e)...)
		})
	}
	for _, known := range javaSwitches {
		eachOption(text, known.option, func(end int) {
			if end < len(text) && isNameByte(text[end]) {
				return
			}
			e := Evidence{Runtime: rules.Java, At: f.At(offset+end-len(known.option), offset+end)}
			e.Setting, e.TLS = known.setting, known.tls
			out = append(out, e)
		})
	}
	return out
}

// eachOption visits the ends of an option in text.
func eachOption(text []byte, option string, visit func(end int)) {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(option))
		if i < 0 {
			return
		}
		at += i + len(option)
		visit(at)
	}
}

// javaValue returns the list of protocols at start, which it moves past a quote,
// and whether a variable goes on where it ends.
func javaValue(text []byte, start *int) (value string, open bool) {
	for *start < len(text) && strings.IndexByte(`\"'`, text[*start]) >= 0 {
		*start++
	}
	end := *start
	for end < len(text) && (isNameByte(text[end]) || text[end] == '.' || text[end] == ',') {
		end++
	}
	return string(text[*start:end]), end < len(text) && strings.IndexByte("$%{", text[end]) >= 0
}

// javaList reads a list of protocols: TLSv1.2,TLSv1.1.
func javaList(list string) (chosen choice) {
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			chosen.add(javaNames[name])
		}
	}
	return chosen
}
