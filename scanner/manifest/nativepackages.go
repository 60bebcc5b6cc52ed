package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

// opensslPackages are the packages of OpenSSL whose names say which series they
// hold: those of Debian are called after the name of the shared library.
var opensslPackages = map[string]string{
	"openssl": "", "openssl-devel": "", "openssl-libs": "", "libssl-dev": "", "libopenssl-devel": "", "pkgconfig(openssl)": "", "pkgconfig(libssl)": "",
	"libssl0.9.7": ">=0.9.7 <0.9.8", "libssl0.9.8": ">=0.9.8 <1.0.0", "libopenssl0_9_8": ">=0.9.8 <1.0.0", "openssl098e": ">=0.9.8 <1.0.0",
	"libssl1.0.0": ">=1.0.0 <1.1.0", "libopenssl1_0_0": ">=1.0.0 <1.1.0", "libssl1.0-dev": ">=1.0.0 <1.1.0", "libssl1.0.2": ">=1.0.2 <1.1.0",
	"compat-openssl10": ">=1.0.0 <1.1.0", "libssl1.1": ">=1.1.0 <3", "libopenssl1_1": ">=1.1.0 <3", "libssl3": ">=3 <4", "libssl3t64": ">=3 <4",
}

// virtualPackages are what packages of RPM provide beside their names.
var virtualPackages = map[string]rules.Runtime{
	"java": rules.Java, "jre": rules.Java, "jdk": rules.Java, "java-devel": rules.Java, "java-headless": rules.Java, "jre-headless": rules.Java,
	"python": rules.Python, "python-devel": rules.Python, "python(abi)": rules.Python, "python2": rules.Python, "python3": rules.Python,
	"python-dev": rules.Python, "python-all": rules.Python, "python-all-dev": rules.Python, "python3-all": rules.Python, "python3-dev": rules.Python,
	"default-jre": rules.Java, "default-jre-headless": rules.Java, "default-jdk": rules.Java, "default-jdk-headless": rules.Java,
	"ruby": rules.Ruby, "ruby-devel": rules.Ruby, "ruby-dev": rules.Ruby, "ruby(release)": rules.Ruby, "ruby(abi)": rules.Ruby,
}

// A nativeRelation is a package of a distribution with the versions that are asked
// for.
type nativeRelation struct {
	name, version spliced
	op            string // of dpkg; "" for any version
	// whole is what stands for the relation where no version does.
	whole spliced
}

// declareNative declares a relation to a runtime. What is asked for without a
// version, by a name that has none, declares nothing.
func declareNative(f *File, d Declaration, r nativeRelation) {
	d.Binding = rules.Any
	name := strings.ToLower(r.name.text)
	name, _, _ = strings.Cut(name, ":") // python:any
	series, isOpenSSL := opensslPackages[name]
	rt := virtualPackages[name]
	if isOpenSSL {
		rt = rules.OpenSSL
	} else if named, ok := images.NamedPackage(name); ok && named.Line != "" {
		rt, d.Vendor = named.Runtime, named.Vendor
		series = named.Line
		if rt == rules.Java {
			d.Vendor = ""
		}
	}
	switch {
	case rt == "", series == "" && r.op == "":
		return
	case d.Unresolved != "":
		d.Runtime = rt
		d.At, d.Via = r.version.place(f)
		f.Declare(d)
		return
	case r.op == "=" && strings.HasSuffix(name, ")") && !isOpenSSL: // python(abi) = 2.6
		d.Runtime = rt
		declareSpliced(f, d, r.version, r.whole, func(_ *version.Scheme, text string) (version.Set, error) {
			named, err := rules.Parse(rt, upstream(text))
			return named.Versions, err
		})
		return
	case r.op != "":
		d.Runtime = rt
		declareSpliced(f, d, r.version, r.whole, func(s *version.Scheme, text string) (version.Set, error) {
			set, err := version.DebianRelation(s, r.op+" "+upstream(text))
			if err == nil && isOpenSSL && series != "" {
				var of version.Set
				of, err = version.ParseSet(s, series)
				set = set.Intersect(of)
			}
			return set, err
		})
		return
	}
	d.Runtime = rt
	d.At, d.Via = r.name.place(f)
	d.Text = r.name.text
	if isOpenSSL {
		d.setVersions(version.ParseSet(version.OpenSSL, series))
	} else if named, err := rules.Parse(rt, series); err == nil {
		d.Versions = named.Versions
	} else {
		d.Unresolved = err.Error()
	}
	f.Declare(d)
}

// upstream is a package's version without the epoch before it and the revision of
// the distribution behind.
func upstream(text string) string {
	if epoch, rest, ok := strings.Cut(text, ":"); ok && strings.Trim(epoch, "0123456789") == "" {
		text = rest
	}
	if i := strings.LastIndexByte(text, '-'); i > 0 {
		text = text[:i]
	}
	text, _, _ = strings.Cut(text, "+")
	return strings.TrimSuffix(text, "~")
}
