package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// run looks through a RUN instruction for what it installs by name and version:
// packages of the distribution, version managers, sources. It runs nothing and
// expands variables only.
func (s *dockerStage) run(f *File, in *dockerInstruction) {
	words := in.words()
	for i := 0; i < len(words); i++ {
		if i > 0 && !isSeparator(words[i-1].text) {
			s.archive(f, words[i])
			continue
		}
		end := i
		for end < len(words) && !isSeparator(words[end].text) {
			end++
		}
		if s.command(f, words[i:end]) {
			i = end - 1
		}
	}
}

func isSeparator(word string) bool {
	return len(word) == 1 && strings.IndexByte("&|;\n", word[0]) >= 0
}

// command reads one command; it reports whether it is one that installs.
func (s *dockerStage) command(f *File, words []dockerWord) bool {
	for len(words) > 1 && (words[0].text == "sudo" || strings.Contains(words[0].text, "=") || strings.HasPrefix(words[0].text, "--")) {
		words = words[1:]
	}
	if len(words) < 3 {
		return false
	}
	args := words[1:]
	for len(args) > 0 && strings.HasPrefix(args[0].text, "-") {
		args = args[1:]
	}
	if len(args) < 2 {
		return false
	}
	verb := args[0].text
	switch words[0].text {
	case "apt-get", "apt", "aptitude", "yum", "dnf", "microdnf", "tdnf", "zypper", "apk":
		if verb == "install" || verb == "add" || verb == "in" {
			for _, w := range args[1:] {
				s.packageOf(f, w)
			}
			return true
		}
	case "pyenv", "rbenv", "rvm", "ruby-install":
		if verb == "install" || verb == "global" || verb == "use" {
			rt := rules.Ruby
			if words[0].text == "pyenv" {
				rt = rules.Python
			}
			if w, ok := firstArgument(args[1:]); ok {
				s.expanded(f, rt, w)
			}
			return true
		}
	case "sdk":
		if verb == "install" && len(args) > 2 && args[1].text == "java" {
			s.expanded(f, rules.Java, args[2])
			return true
		}
	case "choco":
		if verb == "install" {
			for _, w := range args[1:] {
				if n, ok := strings.CutPrefix(strings.ToLower(w.text), "jdk"); ok && n != "" {
					s.version(f, rules.Java, n, f.At(w.at.Start, w.at.End))
				}
			}
			return true
		}
	}
	return false
}

func firstArgument(words []dockerWord) (dockerWord, bool) {
	for _, w := range words {
		if !strings.HasPrefix(w.text, "-") {
			return w, true
		}
	}
	return dockerWord{}, false
}

// expanded declares a word that is a version once its variables are replaced.
func (s *dockerStage) expanded(f *File, rt rules.Runtime, w dockerWord) {
	t := expand(w, s.variables)
	if t.unset != "" || t.text == "" {
		return
	}
	at, _ := t.place(f, 0, len(t.text), w.at)
	s.version(f, rt, t.text, at)
}

// versionedPackages are packages whose name holds the version of a line, by the
// part of the name before and behind it.
var versionedPackages = []struct {
	prefix, suffix string
	runtime        rules.Runtime
	vendor         string
}{
	{"openjdk-", "", rules.Java, "openjdk"},
	{"openjdk", "", rules.Java, "openjdk"}, // apk: openjdk7-jre
	{"java-", "-openjdk", rules.Java, "openjdk"},
	{"oracle-java", "-installer", rules.Java, "oracle"},
	{"python", "", rules.Python, ""},
	{"ruby", "", rules.Ruby, ""},
	{"dotnet-runtime-", "", rules.Dotnet, ""},
	{"aspnetcore-runtime-", "", rules.Dotnet, ""},
}

// pinnedPackages are packages whose version is that of the runtime.
var pinnedPackages = map[string]rules.Runtime{"ruby": rules.Ruby, "python": rules.Python, "python2": rules.Python, "python3": rules.Python}

// packageOf declares a package with a version in its name or behind it.
func (s *dockerStage) packageOf(f *File, w dockerWord) {
	t := expand(w, s.variables)
	name, number, pinned := strings.Cut(t.text, "=")
	name = strings.TrimRight(name, "~<>")
	number = strings.TrimLeft(number, "=~")
	if t.unset != "" || name == "" || name[0] == '-' {
		return
	}
	switch {
	case pinned && (name == "openssl" || name == "libssl-dev" || strings.HasPrefix(name, "libssl1") || name == "libssl3"):
		s.distributionOpenSSL(f, &t, w, strings.TrimSuffix(number, "*"))
		return
	case strings.HasPrefix(name, "openssl-") && len(name) > 8 && isDigitByte(name[8]):
		s.distributionOpenSSL(f, &t, w, name[8:])
		return
	}
	if rt, ok := pinnedPackages[name]; ok && pinned {
		number, _, _ = strings.Cut(number, "-")
		start := strings.LastIndex(t.text, number)
		at, _ := t.place(f, start, start+len(number), w.at)
		s.version(f, rt, strings.TrimRight(number, ".*"), at)
		return
	}
	for _, p := range versionedPackages {
		rest, ok := strings.CutPrefix(name, p.prefix)
		if !ok || rest == "" || !isDigitByte(rest[0]) || p.suffix != "" && !strings.Contains(rest, p.suffix) {
			continue
		}
		line, _, _ := strings.Cut(rest, "-")
		note := ""
		if line == "1.9.1" && p.runtime == rules.Ruby {
			line, note = "1.9.3", "the package has the name of the ABI and holds Ruby 1.9.3"
		}
		if p.runtime == rules.Python && !strings.Contains(line, ".") {
			return // python3 names no line that could be judged
		}
		start := strings.Index(t.text, rest)
		at, _ := t.place(f, start, start+strings.IndexByte(rest+"-", '-'), w.at)
		before := len(s.found)
		s.version(f, p.runtime, line, at)
		for i := before; i < len(s.found); i++ {
			s.found[i].Vendor, s.found[i].Note = p.vendor, note
			// What is installed is the release that the distribution has, which
			// for an old one is not the newest of the line.
			s.found[i].Binding = rules.Any
		}
		return
	}
}

// distributionOpenSSL declares an OpenSSL with a distribution's revision behind
// its version: 1.0.1e-2+deb7u20, 1.0.1e-57.el6, 1:1.0.2k-8.el7, 1.0.2o-r0.
func (s *dockerStage) distributionOpenSSL(f *File, t *dockerText, w dockerWord, number string) {
	if _, after, ok := strings.Cut(number, ":"); ok {
		number = after
	}
	upstream, _, _ := strings.Cut(number, "-")
	upstream = strings.TrimRight(upstream, ".*")
	start := strings.LastIndex(t.text, number)
	at, _ := t.place(f, start, start+len(number), w.at)
	d := Declaration{Runtime: rules.OpenSSL, At: at, Text: number, Binding: rules.Exact, Scope: Run}
	set, err := version.OpenSSL.Line(upstream)
	if err != nil {
		d.Unresolved = err.Error()
	}
	d.Versions = set
	for _, known := range s.found {
		// A build of the distribution behaves as the distribution's does.
		if known.Runtime == rules.OpenSSL && known.Implied {
			d.Vendor = known.Vendor
		}
	}
	s.found = append(s.found, d)
}

// archives are source and binary archives by the beginning of their names.
var archives = []struct {
	prefix  string
	runtime rules.Runtime
	vendor  string
}{
	{"openssl-", rules.OpenSSL, ""},
	{"libressl-", rules.LibreSSL, ""},
	{"Python-", rules.Python, ""},
	{"ruby-", rules.Ruby, ""},
	{"jruby-bin-", rules.JRuby, ""},
	{"jdk-", rules.Java, "oracle"},
	{"jre-", rules.Java, "oracle"},
	{"server-jre-", rules.Java, "oracle"},
}

// archive declares what a word such as https://.../openssl-1.0.1t.tar.gz names.
func (s *dockerStage) archive(f *File, w dockerWord) {
	if !strings.Contains(w.text, ".t") && !strings.Contains(w.text, ".zip") {
		return
	}
	t := expand(w, s.variables)
	base := t.text[strings.LastIndexByte(t.text, '/')+1:]
	if t.unset != "" {
		return
	}
	for _, a := range archives {
		rest, ok := strings.CutPrefix(base, a.prefix)
		if !ok {
			continue
		}
		for _, ending := range []string{".tar", ".tgz", ".tbz", ".zip"} {
			number, _, ok := strings.Cut(rest, ending)
			if !ok {
				continue
			}
			number, _, _ = strings.Cut(strings.TrimSuffix(number, "-src"), "-linux")
			if _, err := rules.Parse(a.runtime, number); err != nil || number == "" {
				return
			}
			for _, known := range s.found {
				if known.Runtime == a.runtime && known.Text == number && !known.Implied {
					return // the variable that names it is declared
				}
			}
			start := strings.LastIndex(t.text, number)
			at, _ := t.place(f, start, start+len(number), w.at)
			s.version(f, a.runtime, number, at)
			s.found[len(s.found)-1].Vendor = a.vendor
			return
		}
	}
}
