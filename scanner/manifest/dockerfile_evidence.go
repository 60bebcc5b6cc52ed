package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// javaProperties are options of the JVM that say which protocols clients use.
var javaProperties = []string{"https.protocols", "jdk.tls.client.protocols"}

// witness finds options of the JVM in ENV JAVA_OPTS, CMD, ENTRYPOINT and RUN.
func (s *dockerStage) witness(in *dockerfile.Instruction) {
	for _, name := range javaProperties {
		option := []byte("-D" + name + "=")
		for at := 0; ; {
			i := bytes.Index(in.Text[at:], option)
			if i < 0 {
				break
			}
			at += i + len(option)
			end := at
			for end < len(in.Text) && isProtocolByte(in.Text[end]) {
				end++
			}
			if e, ok := javaProtocols(name, string(in.Text[at:end])); ok {
				e.At = s.f.At(in.At+at, in.At+end)
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
	old := false
	for name := range strings.SplitSeq(list, ",") {
		switch strings.ToUpper(name) {
		case "TLSV1.2":
			e.Effect = rules.Enables
		case "TLSV1.3":
			e.Effect, e.TLS = rules.Enables, rules.TLS13
		case "TLSV1", "TLSV1.1", "SSLV3":
			old = true
		}
	}
	if old && e.Effect != rules.Enables {
		e.Effect = rules.PinsOld
	}
	return e, old || e.Effect == rules.Enables
}
