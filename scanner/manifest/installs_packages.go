package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest/images"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

// A packageManager installs packages of the distribution.
type packageManager struct {
	verbs string // between blanks; "" if every argument is a package
	rpm   bool   // versions stand behind the name: openssl-1.0.1e-57.el6
	// takes are options with an argument of their own, between blanks.
	takes   string
	virtual bool // -t names a group of packages that can be taken away together
}

var (
	apt = packageManager{verbs: " install satisfy ", takes: " -t --target-release --default-release -o --option -c "}
	yum = packageManager{verbs: " install localinstall groupinstall reinstall downgrade upgrade-minimal module ", rpm: true, takes: " -c -x --repo --repoid --installroot "}
)

var packageManagers = map[string]packageManager{
	"apt-get": apt, "apt": apt, "aptitude": apt, "apt-fast": apt,
	"install_packages": {takes: apt.takes}, "apt-install": {takes: apt.takes}, "clean-install": {takes: apt.takes},
	"yum": yum, "dnf": yum, "microdnf": yum, "tdnf": yum, "yum-install": {rpm: true},
	"zypper": {verbs: " install in ", rpm: true, takes: " --from -r --repo "},
	"apk":    {verbs: " add ", takes: " -t --virtual -X --repository -p --root ", virtual: true},
}

// packages reads the arguments of a package manager.
func (i *installer) packages(m *packageManager, args dockerfile.Command) {
	verb := m.verbs == ""
	var from origin
	for n := 0; n < len(args); n++ {
		w := args[n]
		raw := string(w.Raw)
		switch {
		case raw == "" || raw[0] == '-':
			from.foreign = from.foreign || strings.Contains(raw, "backports")
			from.build = from.build || strings.HasPrefix(raw, "--virtual") || raw == "-t" && m.virtual
			if strings.Contains(m.takes, " "+raw+" ") && n+1 < len(args) {
				n++
				from.foreign = from.foreign || strings.Contains(string(args[n].Raw), "backports")
			}
		case !verb:
			if verb = strings.Contains(m.verbs, " "+raw+" "); !verb {
				return
			}
		default:
			i.packageWords(m, w, from)
		}
	}
}

// An origin is what the options say of the packages.
type origin struct {
	foreign bool // they come from elsewhere than the release
	build   bool // they are taken away again after the build
}

// packageWords splits a word that a variable makes several of: $buildDeps.
func (i *installer) packageWords(m *packageManager, w dockerfile.Word, from origin) {
	t := w.Expand(i.variables)
	if w.Raw[0] != '$' || !strings.ContainsAny(t.Value, " \t\n") {
		i.packageOf(m, w, t, from)
		return
	}
	from.build = from.build || strings.Contains(strings.ToLower(string(w.Raw)), "build")
	at := 0
	for field := range strings.FieldsSeq(t.Value) {
		at += strings.Index(t.Value[at:], field)
		i.packageOf(m, w, t.Slice(at, at+len(field)), from)
		at += len(field)
	}
}

// A packageWord is an argument of a package manager, taken apart.
type packageWord struct {
	text      dockerfile.Text
	word      dockerfile.Word
	name      string
	op        string // "" if no version is asked for
	version   string
	versionAt int
	stream    bool // the version is the stream of a module
	origin
}

func (i *installer) packageOf(m *packageManager, w dockerfile.Word, text dockerfile.Text, from origin) {
	p := packageWord{text: text, word: w, origin: from}
	p.foreign = p.foreign || i.stage.release == nil
	if !p.split(m) {
		return
	}
	if rt, ok := sslPackages[p.name]; ok {
		i.sslPackage(&p, rt)
		return
	}
	named, ok := images.NamedPackage(p.name)
	if !ok {
		return
	}
	d := Declaration{Runtime: named.Runtime, Vendor: named.Vendor, Scope: Run, Text: p.name[named.Start:named.End]}
	if named.Build || p.build {
		d.Scope = Build
	}
	start, end := named.Start, named.End
	if p.op != "" {
		d.Text = p.version
		start, end = p.versionAt, p.versionAt+len(p.version)
		d.constrain(&p)
	} else if !i.fromRelease(&d, &named, &p) {
		return
	}
	d.At, d.Via = textPlace(i.stage.f, &p.text, start, end, &p.word)
	i.stage.addInstalled(d)
}

// split takes an argument apart: name=1.0, name~=1.0, name>1, name-1.0-2.el7,
// name:arch, name:stream, name@repository.
func (p *packageWord) split(m *packageManager) bool {
	text := p.text.Value
	if text == "" || strings.ContainsAny(text, "/") {
		return false
	}
	p.name = text
	if at := strings.IndexAny(text, "=<>~!"); at > 0 {
		after := strings.TrimLeft(text[at:], "=<>~!")
		p.name, p.version, p.versionAt = text[:at], after, len(text)-len(after)
		p.op = text[at:p.versionAt]
	}
	if m.rpm {
		p.splitRPM()
	}
	if at := strings.IndexByte(p.name, '@'); at > 0 {
		p.name, p.foreign = p.name[:at], true
	}
	if name, after, ok := strings.Cut(p.name, ":"); ok {
		p.name = strings.TrimPrefix(name, "@")
		if p.op == "" && after != "" && isDigitByte(after[0]) {
			after, _, _ = strings.Cut(after, "/")
			p.op, p.version, p.versionAt, p.stream = "=", after, len(name)+1, true
		}
	}
	if _, holed := p.text.Touches(0, len(p.text.Value)); holed {
		return false // which package, or which version, is not known
	}
	return p.op == "" || p.version != ""
}

// splitRPM splits a version off a name, with its release and architecture.
func (p *packageWord) splitRPM() {
	name := p.name
	for _, arch := range []string{".x86_64", ".i686", ".i386", ".noarch", ".aarch64"} {
		name = strings.TrimSuffix(name, arch)
	}
	if p.op != "" {
		p.name = name
		return
	}
	parts := strings.Split(name, "-")
	last := len(parts) - 1
	if last > 1 && startsWithDigit(parts[last]) && startsWithDigit(parts[last-1]) {
		last--
	}
	if last < 1 || !startsWithDigit(parts[last]) || parts[0] == "java" && last == 1 || parts[0] == "dotnet" || parts[0] == "aspnetcore" {
		return
	}
	p.name = strings.Join(parts[:last], "-")
	p.op, p.version, p.versionAt = "=", name[len(p.name)+1:], len(p.name)+1
}

func startsWithDigit(text string) bool { return text != "" && isDigitByte(text[0]) }

// constrain sets the versions that an argument asks for.
func (d *Declaration) constrain(p *packageWord) {
	number, open := upstreamVersion(d.Runtime, p.version)
	d.Binding = rules.Exact
	if p.op == "<" || p.op == "<=" || p.op == ">" || p.op == ">=" {
		d.Binding = rules.Any
		d.setVersions(version.ParseSet(rules.Scheme(d.Runtime), p.op+number))
		return
	}
	if open || strings.Contains(p.op, "~") || p.stream {
		d.Binding = rules.Newest
		d.setVersions(rules.Scheme(d.Runtime).Prefix(number))
		return
	}
	named, err := rules.Parse(d.Runtime, number)
	d.setVersions(named.Versions, err)
	if _, one := d.Versions.One(); !one {
		d.Binding = rules.Newest
		if !floats(d.Runtime, d.Vendor) {
			d.Binding = rules.Any
		}
	}
}

// upstreamVersion is the version of the program in that of a package, without
// epoch and revision: 1:1.9.3.484-2ubuntu1 is 1.9.3-p484, 7u79-2.5.5-1~deb8u1 is
// 7u79, 8.92.14-r0 is 8u92. open says that it ends in a star.
func upstreamVersion(rt rules.Runtime, text string) (number string, open bool) {
	if _, after, ok := strings.Cut(text, ":"); ok {
		text = after
	}
	text, _, _ = strings.Cut(text, "-")
	text, _, _ = strings.Cut(text, "~")
	if text, _, open = strings.Cut(text, "*"); open {
		text = strings.TrimRight(text, ".")
	}
	if rt != rules.Java {
		text, _, _ = strings.Cut(text, "+")
	}
	fields := strings.Split(text, ".")
	switch {
	case rt == rules.Ruby && len(fields) == 4 && fields[0] < "3":
		text = strings.Join(fields[:3], ".") + "-p" + fields[3]
	case rt == rules.Java && len(fields) > 2 && (fields[0] == "7" || fields[0] == "8"):
		text = fields[0] + "u" + fields[1]
	case rt == rules.Java:
		text, _, _ = strings.Cut(text, "_p")
	}
	return text, open
}

// fromRelease sets the versions that a package without a pin has: those of the
// release, or else the line in its name.
func (i *installer) fromRelease(d *Declaration, named *images.Package, p *packageWord) bool {
	if !p.foreign {
		if set, binding, ok := i.stage.release.Versions(named); ok {
			d.Versions, d.Binding = set, binding
			if v, one := set.One(); one {
				d.Note = i.stage.release.String() + " has " + v.String() + " as " + p.name
			}
			return true
		}
	}
	if named.Line == "" || named.Runtime == rules.Python && !strings.Contains(named.Line, ".") {
		return false // python3 names no line that could be judged
	}
	set, err := rules.Parse(named.Runtime, named.Line)
	d.Binding = rules.Any
	d.setVersions(set.Versions, err)
	return true
}

// sslPackages are the packages of OpenSSL and LibreSSL.
var sslPackages = map[string]rules.Runtime{
	"openssl": rules.OpenSSL, "libssl-dev": rules.OpenSSL, "openssl-dev": rules.OpenSSL, "openssl-devel": rules.OpenSSL, "openssl-libs": rules.OpenSSL,
	"libssl0.9.8": rules.OpenSSL, "libssl1.0.0": rules.OpenSSL, "libssl1.0.2": rules.OpenSSL, "libssl1.0": rules.OpenSSL, "libssl1.0-dev": rules.OpenSSL,
	"libssl1.1": rules.OpenSSL, "libssl3": rules.OpenSSL, "libcrypto1.0": rules.OpenSSL, "libcrypto1.1": rules.OpenSSL,
	"libressl": rules.LibreSSL, "libressl-dev": rules.LibreSSL,
}

// sonames are what a library's package proves where the release is not known. The
// name of Debian's libssl1.0.0 stayed from 1.0.0 to 1.0.2.
var sonames = map[string]string{
	"libssl0.9.8": "0.9.8.*", "libssl1.0.0": ">=1.0.0 <1.1.0", "libssl1.0.2": "1.0.2.*", "libssl1.1": ">=1.1.0 <3", "libssl3": ">=3 <4",
}

// sslPackage declares an OpenSSL with a distribution's revision behind its
// version: 1.0.1e-2+deb7u20, 1:1.0.2k-8.el7, 1.0.2o-r0. Without a version it is
// that of the release, which the image declares.
func (i *installer) sslPackage(p *packageWord, rt rules.Runtime) {
	d := Declaration{Runtime: rt, Scope: Run, Text: p.version}
	start, end := p.versionAt, p.versionAt+len(p.version)
	switch text, known := sonames[p.name]; {
	case p.op != "":
		d.constrain(p)
	case i.stage.release == nil && known:
		start, end = 0, len(p.name)
		d.Text, d.Binding = p.name, rules.Any
		d.setVersions(version.ParseSet(version.OpenSSL, text))
	default:
		return
	}
	if r := i.stage.release; r != nil && !p.foreign {
		d.Vendor = r.Vendor // a build of the distribution behaves as the distribution's does
	}
	d.At, d.Via = textPlace(i.stage.f, &p.text, start, end, &p.word)
	i.stage.add(d)
}
