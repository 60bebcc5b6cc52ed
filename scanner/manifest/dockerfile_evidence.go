package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// javaProperties are options of the JVM that say which protocols clients use.
var javaProperties = []string{"https.protocols", "jdk.tls.client.protocols"}

// toolOptions are variables that only build tools read; what they say is nothing
// to the program. Neither is what RUN passes on.
var toolOptions = map[string]bool{"MAVEN_OPTS": true, "GRADLE_OPTS": true, "SBT_OPTS": true, "ANT_OPTS": true, "LEIN_JVM_OPTS": true, "JAVAC_OPTS": true}

// witness finds options of the JVM in ENV JAVA_OPTS, CMD and ENTRYPOINT.
func (s *dockerStage) witness(in *dockerfile.Instruction) {
	switch in.Name {
	case "CMD", "ENTRYPOINT":
		s.javaOptions(in.Text, in.At)
	case "ENV":
		words := in.Words()
		if len(words) > 1 && bytes.IndexByte(words[0].Raw, '=') < 0 && !toolOptions[string(words[0].Raw)] {
			s.javaOptions(in.Text, in.At)
			return
		}
		for _, w := range words {
			if name, value, ok := w.Assignment(); ok && !toolOptions[name] {
				s.javaOptions(value.Raw, value.Start)
			}
		}
	}
}

// javaOptions finds the options in text that stands at an offset.
func (s *dockerStage) javaOptions(text []byte, offset int) {
	for _, name := range javaProperties {
		option := []byte("-D" + name + "=")
		for at := 0; ; {
			i := bytes.Index(text[at:], option)
			if i < 0 {
				break
			}
			at += i + len(option)
			end := at
			for end < len(text) && isProtocolByte(text[end]) {
				end++
			}
			if e, ok := javaProtocols(name, string(text[at:end])); ok {
				e.At = s.f.At(offset+at, offset+end)
				s.evidence = append(s.evidence, e)
			}
			at = end
		}
	}
}

func isProtocolByte(c byte) bool { return isNameByte(c) || c == '.' || c == ',' }

// javaProtocols reads a list of protocols: TLSv1.2,TLSv1.1.
func javaProtocols(property, list string) (Evidence, bool) {
	e := Evidence{Runtime: rules.Java}
	e.Setting = property
	enables, old := false, false
	for name := range strings.SplitSeq(list, ",") {
		switch strings.ToUpper(name) {
		case "TLSV1.2":
			enables = true
		case "TLSV1.3":
			enables, e.TLS = true, rules.TLS13
		case "TLSV1", "TLSV1.1", "SSLV3":
			old = true
		}
	}
	e.Effect = rules.Enables
	if !enables {
		e.Effect = rules.PinsOld
	}
	return e, enables || old
}
