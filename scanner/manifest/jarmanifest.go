package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var jarManifest = Kind{
	Name:     "JAR manifest",
	Files:    []string{"manifest.mf", "*.mf", "bnd.bnd"},
	Probes:   []string{"Build-Jdk", "RequiredExecutionEnvironment", "osgi.ee"},
	Declares: "the execution environments that a bundle accepts; as a hint the JDK that built it",
	Parse:    parseJARManifest,
}

// parseJARManifest reads the main section: what follows an empty line describes
// single files of the archive.
//
// Source: https://docs.oracle.com/javase/8/docs/technotes/guides/jar/jar.html#Manifest_Specification
func parseJARManifest(f *File) {
	built := map[string]spliced{}
	for _, h := range manifestHeaders(f) {
		switch h.name {
		case "bundle-requiredexecutionenvironment":
			declareEnvironmentsOf(f, h.value, executionEnvironments(h.value))
		case "require-capability":
			declareEnvironmentsOf(f, h.value, osgiEnvironments(h.value))
		case "build-jdk-spec", "build-jdk":
			built[h.name] = h.value
		}
	}
	for _, name := range []string{"build-jdk-spec", "build-jdk"} {
		if v, ok := built[name]; ok && len(v.text) > 0 {
			if _, err := rules.Parse(rules.Java, v.text); err != nil {
				continue
			}
			at, via := v.place(f)
			declareVersion(f, rules.Java, Declaration{At: at, Via: via, Text: v.text, Binding: rules.Exact, Scope: Build, Hint: true})
			return
		}
	}
}

// A manifestHeader is one attribute of a manifest with its continuation lines.
type manifestHeader struct {
	name  string // in lower case
	value spliced
}

// manifestHeaders reads the main section. A line that begins with a blank goes on
// with the one before it, wherever that was cut.
func manifestHeaders(f *File) []manifestHeader {
	var out []manifestHeader
	ended := false
	eachRawLine(f.Data, func(start int, line []byte) {
		switch {
		case ended:
		case len(line) == 0:
			ended = len(out) > 0
		case line[0] == ' ' || line[0] == '\t':
			if n := len(out); n > 0 {
				out[n-1].value.literal(f.Data, Span{start + 1, start + len(line)})
			}
		default:
			name, _, ok := bytes.Cut(line, []byte(":"))
			if !ok {
				return
			}
			value := bytes.TrimLeft(line[len(name)+1:], " ")
			h := manifestHeader{name: strings.ToLower(string(bytes.TrimSpace(name)))}
			h.value.literal(f.Data, Span{start + len(line) - len(value), start + len(line)})
			out = append(out, h)
		}
	})
	return out
}

// executionEnvironments are the names of a list: JavaSE-1.6, J2SE-1.5.
func executionEnvironments(v spliced) []spliced {
	var out []spliced
	for at := 0; at < len(v.text); {
		end := at + len(v.text[at:])
		if i := strings.IndexByte(v.text[at:], ','); i >= 0 {
			end = at + i
		}
		name := v.text[at:end]
		start := at + len(name) - len(strings.TrimLeft(name, " "))
		name = strings.TrimSpace(name)
		if strings.HasPrefix(name, "JavaSE-") || strings.HasPrefix(name, "J2SE-") {
			out = append(out, v.cut(start, start+len(name)))
		}
		at = end + 1
	}
	return out
}

// osgiEnvironments are the versions of Java SE that a capability's filter names:
// (&(osgi.ee=JavaSE)(version=1.6)).
func osgiEnvironments(v spliced) []spliced {
	var out []spliced
	for at := 0; ; {
		i := strings.Index(v.text[at:], "(osgi.ee=JavaSE)")
		if i < 0 {
			return out
		}
		at += i
		i = strings.Index(v.text[at:], "(version")
		if i < 0 {
			return out
		}
		at += i + len("(version")
		at += len(v.text[at:]) - len(strings.TrimLeft(v.text[at:], "~>= "))
		end := strings.IndexByte(v.text[at:], ')')
		if end < 0 {
			return out
		}
		out = append(out, v.cut(at, at+end))
		at += end
	}
}

// declareEnvironmentsOf declares the lowest of the environments: a bundle runs on
// any of them.
func declareEnvironmentsOf(f *File, whole spliced, names []spliced) {
	var lowest spliced
	var low version.Version
	for _, name := range names {
		named, err := rules.Parse(rules.Java, name.text)
		if err != nil {
			continue
		}
		if v := named.Versions.Low().Version; low.IsZero() || v.Compare(low) < 0 {
			lowest, low = name, v
		}
	}
	if low.IsZero() {
		return
	}
	at, via := lowest.place(f)
	declareJavaTarget(f, Declaration{At: at, Via: via, Text: lowest.text})
}
