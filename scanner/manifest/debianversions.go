package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner/manifest/images"
)

func declareDebianPythons(f *File, d Declaration, value spliced) {
	d.Runtime, d.Binding = rules.Python, rules.Any
	declareDebianVersions(f, d, value, debianPythons)
}

func declareDebianRubies(f *File, d Declaration, value spliced) {
	d.Runtime, d.Binding = rules.Ruby, rules.Any
	declareDebianVersions(f, d, value, debianRubies)
}

func declareDebianVersions(f *File, d Declaration, value spliced, grammar func(*version.Scheme, string) (version.Set, error)) {
	value = trimmedSplice(value)
	if set, err := grammar(rules.Scheme(d.Runtime), value.text); err == nil && set.IsAll() {
		return
	}
	declareSpliced(f, d, value, value, grammar)
}

// debianPythons reads the versions that modules are made for: comparisons, all of
// which hold, or single versions: >= 2.6, << 2.8; 2.6, 2.7; all.
//
// Source: https://www.debian.org/doc/packaging-manuals/python-policy/
func debianPythons(s *version.Scheme, text string) (version.Set, error) {
	bounds := version.All()
	var single version.Set
	for part := range strings.SplitSeq(text, ",") {
		number := strings.TrimLeft(part, " \t<>=")
		op := debianOperators[strings.TrimSpace(part[:len(part)-len(number)])]
		number = strings.TrimSpace(number)
		switch {
		case number == "" || number == "all" || number == "current":
		case op == "" || op == "=":
			line, err := s.Prefix(number)
			if err != nil {
				return line, err
			}
			single = single.Union(line)
		default:
			set, err := version.ParseSet(s, op+strings.TrimSuffix(number, "~"))
			if err != nil {
				return set, err
			}
			bounds = bounds.Intersect(set)
		}
	}
	if single.IsEmpty() {
		return bounds, nil
	}
	return bounds.Intersect(single), nil
}

// debianRubies reads a list of packages: ruby1.8 ruby1.9.1.
func debianRubies(_ *version.Scheme, text string) (version.Set, error) {
	var out version.Set
	for name := range strings.FieldsSeq(text) {
		p, ok := images.NamedPackage(name)
		if !ok || p.Line == "" || p.Runtime != rules.Ruby {
			return version.All(), nil
		}
		named, err := rules.Parse(rules.Ruby, p.Line)
		if err != nil {
			return out, err
		}
		out = out.Union(named.Versions)
	}
	return out, nil
}
