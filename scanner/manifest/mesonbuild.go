package manifest

import (
	"bytes"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var mesonBuild = Kind{
	Name:     "meson.build",
	Files:    []string{"meson.build"},
	Declares: "`dependency('openssl', version: ...)`, also of `libssl` and `libcrypto`",
	Parse:    parseMesonBuild,
}

// pkgConfigModules are the runtimes by the modules of pkg-config.
var pkgConfigModules = map[string]rules.Runtime{
	"openssl": rules.OpenSSL, "libssl": rules.OpenSSL, "libcrypto": rules.OpenSSL,
}

// parseMesonBuild reads the calls of dependency. The lexical rules of Meson are
// Python's as far as it matters here.
//
// Source: https://mesonbuild.com/Reference-manual_functions.html#dependency
func parseMesonBuild(f *File) {
	if !bytes.Contains(f.Data, []byte("openssl")) && !bytes.Contains(f.Data, []byte("libssl")) && !bytes.Contains(f.Data, []byte("libcrypto")) {
		return
	}
	p := newPythonValues(f)
	for i, t := range p.tokens {
		if t.kind == 'n' && t.text == "dependency" && p.is(i+1, '(') && !p.is(i-1, '.') {
			p.mesonDependency(i+2, p.closing(i+1, len(p.tokens)))
		}
	}
}

// mesonDependency declares what the arguments between two tokens ask for. There
// may be several names, of which the first that is found is taken.
func (p *pythonValues) mesonDependency(i, end int) {
	d := Declaration{Condition: indentedCondition(p.f.Data, p.tokens[i-1].at.Start)}
	var wanted spliced
	for _, a := range p.arguments(i, end) {
		if !p.is(a.Start, 'n') || !p.is(a.Start+1, ':') {
			if rt := pkgConfigModules[p.value(a.Start, a.End, 0).text]; rt != "" {
				d.Runtime = rt
			}
			continue
		}
		switch first := a.Start + 2; p.tokens[a.Start].text {
		case "version":
			wanted = p.mesonVersions(first, a.End)
		case "native":
			if first < a.End && p.tokens[first].text == "true" {
				d.Scope = Build
			}
		}
	}
	if d.Runtime != "" && wanted.text != "" {
		declareComparison(p.f, d, wanted)
	}
}

// mesonVersions joins the comparisons of a list, all of which must hold.
func (p *pythonValues) mesonVersions(i, end int) spliced {
	if name := p.tokens[min(i, len(p.tokens)-1)]; i+1 == end && name.kind == 'n' && p.assigned[name.text] > 0 && p.is(p.assigned[name.text], '[') {
		i = p.assigned[name.text]
		end = p.statementEnd(i)
	}
	if !p.is(i, '[') {
		return p.value(i, end, 0)
	}
	var out spliced
	for _, a := range p.arguments(i+1, p.closing(i, end)) {
		if item := p.value(a.Start, a.End, 0); len(item.pieces) > 0 {
			if out.text != "" {
				out.written(" ", Span{item.pieces[0].at.Start, item.pieces[0].at.Start})
			}
			out.join(item)
		}
	}
	return out
}

// declareComparison declares comparisons such as pkg-config has, all of which
// hold: >= 1.0.1 < 2. A bare version is that one.
func declareComparison(f *File, d Declaration, text spliced) {
	declareSpliced(f, d, text, text, version.ParseSet)
}
