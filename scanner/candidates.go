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
	if f.Versions.IsEmpty() || namesDistribution(d.text.Data[f.Span.End:]) {
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

// unpinned are the texts to try in place of one that pins a protocol.
func unpinned(f *Finding, here func(string) Edit) []Edit {
	var out []Edit
	for _, r := range [...][2]string{
		{"SecurityProtocolType.Tls11", "SecurityProtocolType.Tls11 | SecurityProtocolType.Tls12"},
		{"SecurityProtocolType.Tls", "SecurityProtocolType.Tls | SecurityProtocolType.Tls12"},
		{"SecurityProtocolType.Ssl3", "SecurityProtocolType.Tls12"},
		{"PROTOCOL_TLSv1_1", "PROTOCOL_SSLv23"}, // every version has this name for "the best of both"
		{"PROTOCOL_TLSv1", "PROTOCOL_SSLv23"},
		{"PROTOCOL_SSLv3", "PROTOCOL_SSLv23"},
		{"TLSv1_1_client_method", "SSLv23_client_method"},
		{"TLSv1_client_method", "SSLv23_client_method"},
		{"SSLv3_client_method", "SSLv23_client_method"},
		{"TLSv1_1_METHOD", "SSLv23_METHOD"},
		{"TLSv1_METHOD", "SSLv23_METHOD"},
		{"SSLv3_METHOD", "SSLv23_METHOD"},
		{"TLSv1_1", "TLSv1_2"},
		{"TLSv1.1", "TLSv1.2"},
		{"TLSv1", "TLSv1_2"},
		{"TLSv1", "TLSv1.2"},
		{"SSLv3", "TLSv1_2"},
		{"SSLv3", "TLSv1.2"},
	} {
		if i := strings.LastIndex(f.Text, r[0]); i >= 0 && (i+len(r[0]) == len(f.Text) || !isWord(f.Text[i+len(r[0])])) {
			out = append(out, here(f.Text[:i]+r[1]+f.Text[i+len(r[0]):]))
		}
	}
	return out
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
