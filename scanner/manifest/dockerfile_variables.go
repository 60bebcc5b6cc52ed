package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// versionVariables are names that build files give to the version that they
// install.
var versionVariables = map[string]rules.Runtime{
	"OPENSSL_VERSION": rules.OpenSSL, "OPENSSL_VER": rules.OpenSSL, "VERSION_OPENSSL": rules.OpenSSL, "LIBRESSL_VERSION": rules.LibreSSL,
	"PYTHON_VERSION": rules.Python, "PYTHON_VER": rules.Python, "PYENV_VERSION": rules.Python, "PYPY_VERSION": rules.PyPy,
	"RUBY_VERSION": rules.Ruby, "RBENV_VERSION": rules.Ruby, "JRUBY_VERSION": rules.JRuby,
	"JAVA_VERSION": rules.Java, "JDK_VERSION": rules.Java, "JRE_VERSION": rules.Java,
	"DOTNET_VERSION": rules.Dotnet, "ASPNET_VERSION": rules.Dotnet, "ASPNETCORE_VERSION": rules.Dotnet, "DOTNET_SDK_VERSION": rules.Dotnet,
	"MONO_VERSION": rules.Mono,
}

// arg declares build arguments inside a stage; without a default they take that
// of the global ones.
func (s *dockerStage) arg(in *dockerfile.Instruction, global dockerfile.Variables) {
	for _, w := range in.Words() {
		name, value, ok := w.Assignment()
		if !ok {
			name = string(w.Raw)
		}
		if s.env[name] {
			continue
		}
		if ok {
			s.set(name, value.Expand(s.variables))
		} else if v, known := global[name]; known {
			s.set(name, v)
		}
	}
}

// setEnv reads ENV K=V K=V and the old ENV K V, whose value is all the rest of the
// line. All values are those from before the instruction.
func (s *dockerStage) setEnv(in *dockerfile.Instruction) {
	words := in.Words()
	if len(words) >= 2 && bytes.IndexByte(words[0].Raw, '=') < 0 {
		rest := in.Rest(words[1].Start)
		name := string(words[0].Raw)
		s.env[name] = true
		s.set(name, rest.Expand(s.variables))
		return
	}
	var names []string
	var values []dockerfile.Text
	for _, w := range words {
		if name, value, ok := w.Assignment(); ok {
			names, values = append(names, name), append(values, value.Expand(s.variables))
		}
	}
	for i, name := range names {
		s.env[name] = true
		s.set(name, values[i])
	}
}

// set sets a variable, and declares it if its name is that of a version.
func (s *dockerStage) set(name string, value dockerfile.Text) {
	s.variables[name] = value
	upper := strings.ToUpper(name)
	rt, ok := versionVariables[upper]
	if !ok || value.Value == "" && len(value.Holes) == 0 {
		return
	}
	text := value.Value
	var whole dockerfile.Word
	if len(value.Pieces) > 0 {
		whole.Span = value.Pieces[0].Span
	}
	if len(value.Holes) > 0 {
		if whole.End == 0 {
			return // nothing but variables without values: their names say it elsewhere
		}
		d := Declaration{Runtime: rt, Text: text, Binding: rules.Exact, Scope: Run, Unresolved: missing(value.Holes[0])}
		d.At = s.f.At(whole.Start, whole.End)
		s.add(d)
		return
	}
	at, via := textPlace(s.f, &value, 0, len(text), &whole)
	scope := Run
	if upper == "DOTNET_SDK_VERSION" {
		scope = Build
		if fields := strings.SplitN(text, ".", 3); len(fields) == 3 {
			text = fields[0] + "." + fields[1] // the third number is a feature band
		}
	}
	d := versionDeclaration(rt, text)
	d.At, d.Via, d.Scope, d.Text = at, via, scope, value.Value
	if isNumber(text) || d.Unresolved == "" {
		s.add(d)
	}
}

// isNumber reports whether a text at least begins like a version. JAVA_VERSION=oracle
// is none that could be unknown.
func isNumber(text string) bool {
	return text != "" && (isDigitByte(text[0]) || text[0] == '$' || isTemplate(text))
}

// versionDeclaration declares what people write for a version: one, or the newest
// of a line.
func versionDeclaration(rt rules.Runtime, text string) Declaration {
	d := Declaration{Runtime: rt, Text: text, Binding: rules.Exact, Scope: Run}
	named, err := rules.Parse(rt, text)
	if d.setVersions(named.Versions, err); d.Unresolved != "" {
		return d
	}
	d.Runtime, d.Vendor = named.Runtime, named.Vendor
	if _, one := d.Versions.One(); !one {
		d.Binding = rules.Newest
		if !floats(d.Runtime, d.Vendor) {
			d.Binding = rules.Any
		}
	}
	return d
}
