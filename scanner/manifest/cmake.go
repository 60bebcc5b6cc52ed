package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var cmake = Kind{
	Name:     "CMake",
	Files:    []string{"cmakelists.txt", "*.cmake"},
	Probes:   []string{"OpenSSL", "openssl", "libssl", "LibreSSL", "libressl", "Python", "Java", "JNI", "Ruby"},
	Declares: "`find_package(OpenSSL 1.0.1)`, also of Python, Java and Ruby, `pkg_check_modules(...)`, archives and tags of OpenSSL that it downloads; `set` variables",
	Parse:    parseCMake,
}

// A cmakePackage is what find_package finds by a name.
type cmakePackage struct {
	runtime rules.Runtime
	// before is the version from which on none is taken, whatever is asked for.
	before string
	// major says that versions of another major number than the wanted one are
	// not taken.
	major bool
}

// cmakePackages are the packages by their names. Languages run code generators and
// embed interpreters: both are at hand where it is built.
//
// Source: https://cmake.org/cmake/help/latest/module/FindPython.html
var cmakePackages = map[string]cmakePackage{
	"OpenSSL": {runtime: rules.OpenSSL}, "LibreSSL": {runtime: rules.LibreSSL}, "BoringSSL": {runtime: rules.BoringSSL},
	"Python": {runtime: rules.Python, major: true}, "Python2": {runtime: rules.Python, before: "3"}, "Python3": {runtime: rules.Python, before: "4"},
	"PythonInterp": {runtime: rules.Python}, "PythonLibs": {runtime: rules.Python},
	"Java": {runtime: rules.Java}, "JNI": {runtime: rules.Java}, "Ruby": {runtime: rules.Ruby},
}

func parseCMake(f *File) {
	s := &cmakeScope{f: f, variables: newVariables(f, "variable")}
	unclosed := eachCMakeCommand(f.Data, func(c cmakeCommand) {
		if s.follow(&c) {
			return
		}
		switch c.name {
		case "set":
			s.assign(&c)
		case "find_package", "find_dependency":
			s.findPackage(&c)
		case "pkg_check_modules", "pkg_search_module":
			s.pkgConfig(&c)
		case "hunter_config":
			s.hunter(&c)
		case "externalproject_add", "externalproject_declare", "fetchcontent_declare", "cpmaddpackage", "cpmfindpackage", "file":
			for _, a := range c.args {
				s.download(a)
			}
		}
	})
	if unclosed >= 0 {
		f.Problemf(unclosed, "the parenthesis of the command never closes")
	}
}

func (s *cmakeScope) declaration() Declaration {
	d := Declaration{}
	if s.open != nil {
		d.Condition = s.open.condition
	}
	return d
}

// findPackage reads find_package(OpenSSL 1.0.1 EXACT), where the version is the
// least that is taken. Without one any version is.
//
// Source: https://cmake.org/cmake/help/latest/command/find_package.html
func (s *cmakeScope) findPackage(c *cmakeCommand) {
	if len(c.args) < 2 {
		return
	}
	d := s.declaration()
	found := cmakePackages[s.expand(c.args[0]).text]
	if d.Runtime = found.runtime; !isNativeTLS(d.Runtime) {
		d.Scope = Build
	}
	wanted := s.expand(c.args[1])
	if d.Runtime == "" || wanted.text == "" {
		return
	}
	if why := wanted.missing(); !isDigitByte(wanted.text[0]) {
		// ${quiet} is no version that is not known.
		if !strings.Contains(strings.ToLower(wanted.text), "ver") || why == "" && !isTemplate(wanted.text) {
			return
		}
	}
	grammar := found.versions
	for _, a := range c.args[2:] {
		if s.expand(a).text == "EXACT" {
			grammar, d.Binding = (*version.Scheme).Prefix, rules.Exact
		}
	}
	declareSpliced(s.f, d, wanted, wanted, grammar)
}

// versions are those of the package that a wanted version or range admits.
func (p cmakePackage) versions(s *version.Scheme, text string) (version.Set, error) {
	set, err := cmakeRange(s, text)
	if err != nil {
		return set, err
	}
	if p.before != "" {
		set = set.Intersect(version.Below(version.Bound{Version: s.MustParse(p.before), Side: version.PreReleases}))
	}
	if p.major && !strings.Contains(text, "...") {
		number, _, _ := strings.Cut(text, ".")
		major, err := s.Prefix(number)
		return set.Intersect(major), err
	}
	return set, nil
}

// isNativeTLS reports whether a runtime is a library that programs link.
func isNativeTLS(rt rules.Runtime) bool {
	return rt == rules.OpenSSL || rt == rules.LibreSSL || rt == rules.BoringSSL
}

// cmakeRange reads 1.0.1 for at least that, 1.0...3.0 for all up to 3.0, and
// 1.0...<3.0 for all below 3.0. CMake compares numbers only, so that the letter
// releases of the last version are in.
func cmakeRange(s *version.Scheme, text string) (version.Set, error) {
	lowText, highText, bounded := strings.Cut(text, "...")
	low, err := s.Parse(lowText)
	if err != nil || !bounded {
		return version.AtLeast(low), err
	}
	highText, below := strings.CutPrefix(highText, "<")
	high, err := s.Parse(highText)
	if err != nil {
		return version.Set{}, err
	}
	end := version.Bound{Version: high, Side: version.PostReleases}
	if below {
		end.Side = version.PreReleases
	}
	return version.AtLeast(low).Intersect(version.Below(end)), nil
}

// pkgConfig reads pkg_check_modules(SSL REQUIRED openssl>=1.0.1).
//
// Source: https://cmake.org/cmake/help/latest/module/FindPkgConfig.html
func (s *cmakeScope) pkgConfig(c *cmakeCommand) {
	for i := 1; i < len(c.args); i++ {
		declarePkgConfig(s.f, s.declaration(), s.expand(c.args[i]))
	}
}

// hunter reads hunter_config(OpenSSL VERSION 1.0.2s).
func (s *cmakeScope) hunter(c *cmakeCommand) {
	for i := 1; i+1 < len(c.args); i++ {
		if s.expand(c.args[i]).text == "VERSION" {
			d := s.declaration()
			d.Binding, d.Scope = rules.Exact, Run
			if d.Runtime = cmakePackages[s.expand(c.args[0]).text].runtime; isNativeTLS(d.Runtime) {
				number := s.expand(c.args[i+1])
				declareSpliced(s.f, d, number, number, hunterVersion)
			}
			return
		}
	}
}

// hunterVersion is a version with what Hunter appends to it: 1.1.1k-p1.
func hunterVersion(s *version.Scheme, text string) (version.Set, error) {
	number, _, _ := strings.Cut(text, "-")
	return s.Line(number)
}

// download declares the release of an archive or tag that a project fetches in
// order to build it: openssl-1.0.2u.tar.gz, OpenSSL_1_0_2u, openssl-3.0.8.
func (s *cmakeScope) download(a cmakeArgument) {
	text := s.expand(a)
	d := s.declaration()
	d.Binding, d.Scope, d.Runtime = rules.Exact, Run, rules.OpenSSL
	start := strings.LastIndexAny(text.text, "/#@") + 1
	base := text.cut(start, len(text.text))
	switch {
	case strings.HasPrefix(base.text, "OpenSSL_"):
		base = base.cut(len("OpenSSL_"), len(base.text))
	case strings.HasPrefix(base.text, "openssl-"):
		base = base.cut(len("openssl-"), len(base.text))
	case strings.HasPrefix(base.text, "libressl-"):
		base = base.cut(len("libressl-"), len(base.text))
		d.Runtime = rules.LibreSSL
	default:
		return
	}
	for _, ending := range archiveEndings {
		if i := strings.Index(base.text, ending); i >= 0 {
			base = base.cut(0, i)
		}
	}
	if base.text == "" || !isDigitByte(base.text[0]) && base.missing() == "" {
		return
	}
	declareSpliced(s.f, d, base, base, downloadedVersion)
}

func downloadedVersion(s *version.Scheme, text string) (version.Set, error) {
	if branch, ok := strings.CutSuffix(text, "-stable"); ok {
		return s.Prefix(strings.ReplaceAll(branch, "_", "."))
	}
	return s.Line(strings.ReplaceAll(text, "_", "."))
}
