package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var conanfile = Kind{
	Name:     "conanfile.txt",
	Files:    []string{"conanfile.txt"},
	Declares: "OpenSSL, LibreSSL and BoringSSL in `[requires]`",
	Parse:    parseConanfile,
}

// conanPackages are the recipes by their names, in lower case.
var conanPackages = map[string]rules.Runtime{
	"openssl": rules.OpenSSL, "libressl": rules.LibreSSL, "boringssl": rules.BoringSSL,
}

func parseConanfile(f *File) {
	section := ""
	eachLine(f.Data, func(offset int, line string) {
		switch {
		case line == "" || line[0] == '#':
			return
		case line[0] == '[':
			section, _, _ = strings.Cut(line[1:], "]")
			return
		}
		scope := ScopeUnknown
		switch section {
		case "requires":
			scope = Run
		case "build_requires", "tool_requires":
			scope = Build
		default:
			return
		}
		line, _, _ = strings.Cut(line, " #")
		reference := literalSplice(f, Span{offset, offset + len(strings.TrimSpace(line))})
		declareConan(f, reference, Declaration{Scope: scope})
	})
}

// declareConan reads name/version@user/channel#revision.
func declareConan(f *File, reference spliced, d Declaration) {
	slash := strings.IndexByte(reference.text, '/')
	if slash < 0 || reference.cut(0, slash).missing() != "" {
		return
	}
	d.Runtime = conanPackages[strings.ToLower(reference.text[:slash])]
	if d.Runtime == "" {
		return
	}
	number := reference.cut(slash+1, len(reference.text))
	if !strings.HasPrefix(number.text, "[") {
		if i := strings.IndexAny(number.text, "@#%"); i >= 0 {
			number = number.cut(0, i)
		}
	} else if end := strings.IndexByte(number.text, ']'); end >= 0 {
		number = number.cut(0, end+1)
	}
	d.Binding = rules.Exact
	if strings.HasPrefix(number.text, "[") {
		d.Binding = rules.Any
	}
	declareSpliced(f, d, number, reference, version.ConanRange)
}

// declareSpliced declares the text of a constraint in a grammar, which stands in
// a larger text.
func declareSpliced(f *File, d Declaration, text, whole spliced, grammar func(*version.Scheme, string) (version.Set, error)) {
	d.At, d.Via = text.place(f)
	if text.text == "" {
		d.At, d.Via = whole.place(f)
		d.At.Start = d.At.End
	}
	d.Text = text.text
	if d.Unresolved = text.missing(); d.Unresolved != "" {
		d.Text = d.At.Text()
	} else {
		d.setVersions(grammar(rules.Scheme(d.Runtime), text.text))
		if _, one := d.Versions.One(); one {
			d.Binding = rules.Exact
		}
	}
	f.Declare(d)
}
