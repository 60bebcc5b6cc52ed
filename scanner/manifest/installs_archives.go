package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// archives are source and binary archives by what their names begin with.
var archives = []struct {
	prefix  string
	runtime rules.Runtime
	vendor  string
}{
	{"openssl-", rules.OpenSSL, ""},
	{"libressl-", rules.LibreSSL, ""},
	{"Python-", rules.Python, ""},
	{"python-", rules.Python, ""},
	{"ruby-", rules.Ruby, ""},
	{"rubyinstaller-", rules.Ruby, ""},
	{"jruby-bin-", rules.JRuby, ""},
	{"jruby-dist-", rules.JRuby, ""},
	{"jdk-", rules.Java, "oracle"},
	{"jre-", rules.Java, "oracle"},
	{"server-jre-", rules.Java, "oracle"},
	{"openjdk-", rules.Java, "openjdk"},
	{"pypy-", rules.PyPy, ""},
	{"pypy2.7-v", rules.PyPy, ""},
	{"pypy3.6-v", rules.PyPy, ""},
	{"dotnet-runtime-", rules.Dotnet, ""},
	{"aspnetcore-runtime-", rules.Dotnet, ""},
}

// archiveEndings end the names of archives and installers.
var archiveEndings = []string{".tar", ".tgz", ".tbz", ".txz", ".zip", ".rpm", ".exe", ".msi", ".bin", ".sh"}

// archiveWords follow the version in the names of archives.
var archiveWords = []string{"-linux", "_linux", "-windows", "_windows", "-win", "-macos", "-osx", "-src", "-x64", "-x86", "-amd64", ".amd64", "-bin", "-devkit", "-rubyinstaller"}

// archive declares what a word such as https://.../openssl-1.0.1t.tar.gz names.
func (i *installer) archive(w dockerfile.Word) {
	if !mayBeArchive(w.Raw) {
		return
	}
	t := w.Expand(i.variables)
	if end := strings.IndexAny(t.Value, "?#"); end >= 0 {
		t = t.Slice(0, end)
	}
	start := strings.LastIndexAny(t.Value, "/=") + 1
	base := t.Value[start:]
	if rest, ok := strings.CutPrefix(base, "OpenSSL_"); ok {
		i.openSSLTag(&t, w, start+len(base)-len(rest))
		return
	}
	for _, a := range archives {
		rest, ok := strings.CutPrefix(base, a.prefix)
		if !ok {
			continue
		}
		if number, ok := archiveNumber(rest); ok {
			at := start + len(a.prefix)
			if _, holed := t.Touches(at, at+len(number)); !holed {
				i.archiveVersion(a.runtime, a.vendor, &t, w, at, at+len(number))
			}
			return
		}
	}
}

// mayBeArchive is a cheap look at a word.
func mayBeArchive(raw []byte) bool {
	text := string(raw)
	for _, ending := range archiveEndings {
		if strings.Contains(text, ending) {
			return true
		}
	}
	return false
}

func archiveNumber(text string) (number string, ok bool) {
	for _, ending := range archiveEndings {
		if number, _, ok = strings.Cut(text, ending); ok {
			break
		}
	}
	for _, word := range archiveWords {
		number, _, _ = strings.Cut(number, word)
	}
	return number, ok && number != "" && isDigitByte(number[0])
}

// archiveVersion declares the version in a name.
func (i *installer) archiveVersion(rt rules.Runtime, vendor string, t *dockerfile.Text, w dockerfile.Word, start, end int) {
	text := t.Value[start:end]
	d := versionDeclaration(rt, text)
	if d.Unresolved != "" {
		return
	}
	d.At, d.Via = textPlace(i.stage.f, t, start, end, &w)
	if vendor != "" {
		d.Vendor = vendor
	}
	i.stage.addInstalled(d)
}

// openSSLTag reads OpenSSL_1_0_1t and the branch OpenSSL_1_0_2-stable, whose
// numbers begin at start.
func (i *installer) openSSLTag(t *dockerfile.Text, w dockerfile.Word, start int) {
	rest := t.Value[start:]
	number, _, _ := strings.Cut(rest, ".")
	number, branch := strings.CutSuffix(number, "-stable")
	if number == "" || !isDigitByte(number[0]) || len(t.Holes) > 0 {
		return
	}
	dotted := strings.ReplaceAll(number, "_", ".")
	d := Declaration{Runtime: rules.OpenSSL, Text: number, Binding: rules.Exact, Scope: Run}
	if branch {
		d.Binding = rules.Newest
		d.setVersions(version.OpenSSL.Prefix(dotted))
	} else {
		d.setVersions(version.OpenSSL.Line(dotted))
	}
	if d.Unresolved == "" {
		d.At, d.Via = textPlace(i.stage.f, t, start, start+len(number), &w)
		i.stage.add(d)
	}
}

// gitTag reads git clone -b OpenSSL_1_0_1t and git checkout OpenSSL_1_0_1t.
func gitTag(i *installer, args dockerfile.Command) {
	for _, w := range args {
		t := w.Expand(i.variables)
		if rest, ok := strings.CutPrefix(t.Value, "OpenSSL_"); ok && !mayBeArchive(w.Raw) {
			i.openSSLTag(&t, w, len(t.Value)-len(rest))
		}
		if rest, ok := strings.CutPrefix(t.Value, "openssl-"); ok && !mayBeArchive(w.Raw) && rest != "" && isDigitByte(rest[0]) {
			i.archiveVersion(rules.OpenSSL, "", &t, w, len("openssl-"), len(t.Value))
		}
	}
}
