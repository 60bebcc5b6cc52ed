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
		declareConan(f, strings.TrimSpace(line), offset, scope)
	})
}

// declareConan reads name/version@user/channel#revision.
func declareConan(f *File, reference string, offset int, scope Scope) {
	name, rest, ok := strings.Cut(reference, "/")
	rt := conanPackages[strings.ToLower(name)]
	if !ok || rt == "" {
		return
	}
	number := rest
	if !strings.HasPrefix(rest, "[") {
		if i := strings.IndexAny(rest, "@#%"); i >= 0 {
			number = rest[:i]
		}
	} else if end := strings.IndexByte(rest, ']'); end >= 0 {
		number = rest[:end+1]
	}
	start := offset + len(name) + 1
	d := Declaration{Runtime: rt, At: f.At(start, start+len(number)), Text: number, Binding: rules.Exact, Scope: scope}
	if strings.HasPrefix(number, "[") {
		d.Binding = rules.Any
	}
	d.setVersions(version.ConanRange(rules.Scheme(rt), number))
	f.Declare(d)
}
