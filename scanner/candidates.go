package scanner

import (
	"bytes"
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// candidates are the edits to try for a finding, the best first.
func (x *fixer) candidates(d *draft, f *Finding) []Edit {
	here := func(text string) Edit { return d.edit(f.Span.Start, f.Span.End, text) }
	if f.isPin() {
		return unpinned(f, here)
	}
	var out []Edit
	if e, ok := x.switches(d, f); ok {
		out = append(out, e)
	}
	// What only hints at a version is a list of what is supported, and there a
	// release is added by people, not moved.
	if f.Hint || f.catalog {
		return out
	}
	if f.Versions.IsEmpty() || namesDistribution(d.text.Data[f.Span.End:]) || !d.retargets(f) {
		return out
	}
	from := f.Versions.Low().Version
	if from.IsZero() {
		return out
	}
	for _, to := range x.s.targets(f, from) {
		old, new := from.String(), to.String()
		if text, ok := replaceVersion(f.Text, old, new); ok {
			out = append(out, here(text))
		}
		// Monikers leave out the dots: net45, net48.
		if text, ok := replaceVersion(f.Text, strings.ReplaceAll(old, ".", ""), strings.ReplaceAll(new, ".", "")); ok {
			out = append(out, here(text))
		}
	}
	return out
}

// namesDistribution reports whether the tag of an image goes on with the release
// of a distribution: 2.7.18-wheezy was never made.
func namesDistribution(rest []byte) bool {
	tag, ok := bytes.CutPrefix(rest, []byte("-"))
	if !ok {
		return false
	}
	if end := bytes.IndexFunc(tag, func(c rune) bool { return c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' }); end >= 0 {
		tag = tag[:end]
	}
	for word := range strings.SplitSeq(string(tag), "-") {
		switch word {
		case "slim", "alpine", "jre", "jdk", "onbuild":
		default:
			return true
		}
	}
	return false
}

// targets are the versions to move to without leaving the major version: for a
// constraint its floor, for a single version the newest of its line, then what
// the remedies name.
func (s *Scanner) targets(f *Finding, from version.Version) []version.Version {
	var out []version.Version
	add := func(v version.Version) {
		if !v.IsZero() && major(v) == major(from) && from.Compare(v) < 0 {
			out = append(out, v)
		}
	}
	if f.Binding == rules.Any {
		add(f.Floor)
		return out
	}
	for _, m := range f.Remedies {
		add(m.To)
	}
	if r := s.table.Runtime(f.Runtime); r != nil {
		for i := len(r.Releases) - 1; i >= 0; i-- {
			if v := r.Releases[i]; minor(v) == minor(from) {
				add(v)
			}
		}
	}
	add(f.Floor)
	return out
}

// major is the first number of a version. What has a letter behind it, such as
// Java's 7u80, is told apart by that number too.
func major(v version.Version) string {
	text := v.String()
	end := strings.IndexFunc(text, func(c rune) bool { return c < '0' || c > '9' })
	if end < 0 {
		return text
	}
	return text[:end]
}

func minor(v version.Version) string {
	first, rest, _ := strings.Cut(v.String(), ".")
	second, _, _ := strings.Cut(rest, ".")
	return first + "." + second
}

// replaceVersion replaces the first occurrence of a version that is not part of
// a longer number.
func replaceVersion(text, old, new string) (string, bool) {
	for at := 0; ; {
		i := strings.Index(text[at:], old)
		if i < 0 || old == "" {
			return "", false
		}
		i += at
		end := i + len(old)
		if (i == 0 || !inNumber(text[i-1])) && (end == len(text) || !inNumber(text[end])) {
			return text[:i] + new + text[end:], true
		}
		at = i + 1
	}
}

func inNumber(c byte) bool { return '0' <= c && c <= '9' || c == '.' }

// switchOverrides is what lets programs for the .NET Framework 4.0 to 4.5.2 ask for
// TLS 1.2 where 4.6 or later is installed.
const switchOverrides = `<AppContextSwitchOverrides value="Switch.System.Net.DontEnableSchUseStrongCrypto=false"/>`

// switches adds the switch to the App.config of a program, where there is one that
// has none.
func (x *fixer) switches(d *draft, f *Finding) (Edit, bool) {
	if f.Runtime != rules.DotnetFramework || f.Verdict != rules.Configure {
		return Edit{}, false
	}
	config := d
	if !strings.EqualFold(path.Base(d.path), "app.config") {
		var err error
		for _, name := range []string{"App.config", "app.config"} {
			if config, err = x.draft(path.Join(path.Dir(d.path), name)); err == nil {
				break
			}
		}
		if err != nil {
			return Edit{}, false
		}
	}
	text := config.text.Data
	if bytes.Contains(text, []byte("AppContextSwitchOverrides")) {
		return Edit{}, false
	}
	newline := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		newline = "\r\n"
	}
	if i := bytes.Index(text, []byte("<runtime>")); i >= 0 {
		i += len("<runtime>")
		return config.edit(i, i, newline+"    "+switchOverrides), true
	}
	i := bytes.LastIndex(text, []byte("</configuration>"))
	if i < 0 {
		return Edit{}, false
	}
	return config.edit(i, i, "  <runtime>"+newline+"    "+switchOverrides+newline+"  </runtime>"+newline), true
}

// A respelling is a name of an older protocol and what to write in its place.
type respelling struct{ old, new string }

// unpinned are the texts to try in place of one that pins a protocol. Every
// language has its own names for them, and its own way to join two.
func unpinned(f *Finding, here func(string) Edit) []Edit {
	var out []Edit
	for _, r := range respellings(f) {
		i := strings.LastIndex(f.Text, r.old)
		if i < 0 {
			continue
		}
		end := i + len(r.old)
		if (i == 0 || !isWord(f.Text[i-1]) || !isWord(r.old[0])) && (end == len(f.Text) || !isWord(f.Text[end]) && f.Text[end] != '.') {
			out = append(out, here(f.Text[:i]+r.new+f.Text[end:]))
		}
	}
	return out
}

func respellings(f *Finding) []respelling {
	switch f.Runtime {
	case rules.Java:
		return javaNames
	case rules.Python:
		return pythonNames
	case rules.Ruby, rules.JRuby:
		return rubyNames
	case rules.OpenSSL:
		return opensslNames
	case rules.DotnetFramework, rules.DotnetFrameworkInstalled, rules.Dotnet, rules.Windows:
		return append(dotnetNames(path.Ext(f.Path)), registryNames...)
	}
	return nil
}

var (
	javaNames   = []respelling{{"TLSv1.1", "TLSv1.2"}, {"TLSv1", "TLSv1.2"}, {"SSLv3", "TLSv1.2"}}
	pythonNames = []respelling{
		{"PROTOCOL_TLSv1_1", "PROTOCOL_SSLv23"}, // every version has this name for "the best of both"
		{"PROTOCOL_TLSv1", "PROTOCOL_SSLv23"}, {"PROTOCOL_SSLv3", "PROTOCOL_SSLv23"},
		{"TLSv1_1_METHOD", "SSLv23_METHOD"}, {"TLSv1_METHOD", "SSLv23_METHOD"}, {"SSLv3_METHOD", "SSLv23_METHOD"}, // pyOpenSSL
		{"TLSVersion.TLSv1_1", "TLSVersion.TLSv1_2"}, {"TLSVersion.TLSv1", "TLSVersion.TLSv1_2"}, {"TLSVersion.SSLv3", "TLSVersion.TLSv1_2"},
	}
	rubyNames = []respelling{
		{"TLSv1_1", "TLSv1_2"}, {"TLSv1", "TLSv1_2"}, {"SSLv3", "TLSv1_2"}, {"TLS1_1", "TLS1_2"}, {"TLS1", "TLS1_2"},
		{"TLS1_1_VERSION", "TLS1_2_VERSION"}, {"TLS1_VERSION", "TLS1_2_VERSION"}, {"SSL3_VERSION", "TLS1_2_VERSION"},
	}
	opensslNames = []respelling{
		{"TLSv1_1_client_method", "SSLv23_client_method"}, {"TLSv1_client_method", "SSLv23_client_method"}, {"SSLv3_client_method", "SSLv23_client_method"},
		{"TLSv1_1_method", "SSLv23_method"}, {"TLSv1_method", "SSLv23_method"}, {"SSLv3_method", "SSLv23_method"},
		{"TLS1_1_VERSION", "TLS1_2_VERSION"}, {"TLS1_VERSION", "TLS1_2_VERSION"}, {"SSL3_VERSION", "TLS1_2_VERSION"},
		{"CURL_SSLVERSION_MAX_TLSv1_0", "CURL_SSLVERSION_MAX_TLSv1_2"}, {"CURL_SSLVERSION_MAX_TLSv1_1", "CURL_SSLVERSION_MAX_TLSv1_2"},
		{"CURL_SSLVERSION_SSLv3", "CURL_SSLVERSION_TLSv1"},
	}
	registryNames = []respelling{
		{`"SchUseStrongCrypto"=dword:00000000`, `"SchUseStrongCrypto"=dword:00000001`},
		{`"SystemDefaultTlsVersions"=dword:00000000`, `"SystemDefaultTlsVersions"=dword:00000001`},
		{`"Enabled"=dword:00000000`, `"Enabled"=dword:00000001`},
		{`"DisabledByDefault"=dword:00000001`, `"DisabledByDefault"=dword:00000000`},
	}
)

// dotnetNames keep TLS 1.0 and 1.1 beside 1.2, for servers that have no more.
func dotnetNames(extension string) []respelling {
	or, scope := " | ", "."
	switch strings.ToLower(extension) {
	case ".vb":
		or = " Or "
	case ".fs", ".fsx", ".fsi":
		or = " ||| "
	case ".ps1", ".psm1", ".psd1":
		or, scope = " -bor ", "::"
	}
	var out []respelling
	for _, enum := range []string{"SecurityProtocolType", "SslProtocols"} {
		if scope == "::" {
			for _, namespace := range []string{"System.Net.", "Net.", "System.Security.Authentication.", "Security.Authentication.", ""} {
				name := "[" + namespace + enum + "]::"
				for _, old := range []string{"Tls11", "Tls"} {
					out = append(out, respelling{name + old, name + old + or + name + "Tls12"})
				}
				out = append(out, respelling{name + "Ssl3", name + "Tls12"})
			}
			continue
		}
		for _, old := range []string{"Tls11", "Tls"} {
			out = append(out, respelling{enum + scope + old, enum + scope + old + or + enum + scope + "Tls12"})
		}
		out = append(out, respelling{enum + scope + "Ssl3", enum + scope + "Tls12"}, respelling{enum + scope + "Default", enum + scope + "Tls12"})
	}
	if scope == "::" { // names in a string
		out = append(out, respelling{"Tls11", "Tls11, Tls12"}, respelling{"Tls", "Tls, Tls12"}, respelling{"Ssl3", "Tls12"})
	}
	return out
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
