package manifest

import (
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// declare turns the properties into declarations. An SDK takes TargetFramework
// or the list, and infers the version from it; an old project has the version
// alone. Where both stand, one TargetFramework beats the list.
func (p *msbuildProject) declare() {
	one, many := p.properties["targetframework"], p.properties["targetframeworks"]
	number := p.properties["targetframeworkversion"]
	found := false
	switch {
	case !p.sdk && !p.shared && isSet(number):
		found = p.declareVersion(number)
	case isSet(one) || isSet(many):
		note := ""
		if alwaysSet(one) && isSet(many) {
			note, many = "TargetFrameworks is set too and does not count", nil
		}
		found = p.declareList(one, note)
		found = p.declareList(many, "") || found
		if p.shared {
			p.declareVersion(number)
		}
	case isSet(number):
		found = p.declareVersion(number)
	}
	p.declareRuntimeVersion()
	if !found && !p.shared && p.root != nil {
		p.declareDefault()
	}
}

// isSet reports whether the property may have a value that is not empty.
func isSet(values []msbuildValue) bool {
	return slices.ContainsFunc(values, func(v msbuildValue) bool { return !isEmpty(&v) })
}

// alwaysSet reports whether every possible value is known and not empty.
func alwaysSet(values []msbuildValue) bool {
	return len(values) > 0 && !slices.ContainsFunc(values, func(v msbuildValue) bool { return isEmpty(&v) })
}

func isEmpty(v *msbuildValue) bool {
	return v.known() && strings.TrimSpace(v.text) == "" || v.outside
}

// A msbuildPlace tells apart what is declared: a text at a place.
type msbuildPlace struct {
	path string
	Span
	text string
}

func placeOf(p Place, text string) msbuildPlace {
	path := ""
	if p.File != nil {
		path = p.File.Path
	}
	return msbuildPlace{path, p.Span, text}
}

// declareList declares each item of the lists once. Of a literal that counts in
// several of the property's possible values the widest condition is kept.
func (p *msbuildProject) declareList(values []msbuildValue, note string) bool {
	declared := false
	seen := map[msbuildPlace]bool{}
	for i := range values {
		items := values[i].split()
		inThis := make(map[string]bool, len(items))
		for _, item := range items {
			m := item.merged()
			text := strings.ToLower(m.text)
			if m.outside || inThis[text] {
				continue
			}
			inThis[text] = true
			if key := placeOf(m.at, text); !seen[key] {
				seen[key] = true
				declared = p.declareItem(m, m.text, note) || declared
			}
		}
	}
	return declared
}

// declareItem declares one target framework; moniker is its full name.
func (p *msbuildProject) declareItem(m msbuildPiece, moniker, note string) bool {
	d := Declaration{Runtime: rules.Dotnet, At: m.at, Via: m.via, Condition: m.condition, Binding: rules.Target, Scope: p.scope(), Note: note}
	if d.At.File == nil {
		d.At = p.file.At(0, 0)
	}
	if strings.HasPrefix(moniker, ".NETFramework,") {
		d.Runtime = rules.DotnetFramework
	}
	if isEnding(d.At.File.Path, "directory.build.targets") || p.shared {
		d.Hint = true
	}
	if len(m.text) != m.at.End-m.at.Start {
		d.Text = m.text
	}
	switch {
	case isTemplate(m.text):
		d.Unresolved = templateReason
	case m.missing != "":
		d.Unresolved = m.missing
	}
	if d.Unresolved != "" {
		// $(X) where '$(X)' != '' is there for builds that set it from outside.
		if p.shared || m.missing != "" && strings.HasPrefix(m.text, "$(") && strings.Contains(m.condition, m.text) {
			return false // the projects below may know it
		}
		p.file.Declare(d)
		return true
	}
	list, err := rules.Monikers(moniker)
	if err != nil {
		d.Runtime, d.Unresolved = unresolvedDotnet(m.text, err)
		p.file.Declare(d)
		return true
	}
	for _, n := range list {
		d.Runtime, d.Versions = n.Runtime, n.Versions
		p.file.Declare(d)
	}
	return true
}

// declareVersion declares TargetFrameworkVersion, whose number means what the
// identifier, the profile or the kind of project says.
func (p *msbuildProject) declareVersion(values []msbuildValue) bool {
	declared := false
	seen := map[msbuildPlace]bool{}
	for _, v := range values {
		m := v.item().trim().merged()
		key := placeOf(m.at, m.text)
		if isEmpty(&v) || seen[key] {
			continue
		}
		seen[key] = true
		identifier, profile := p.under(m.condition).kindOfVersion()
		moniker := identifier + ",Version=" + m.text
		if profile != "" {
			moniker += ",Profile=" + profile
		}
		declared = p.declareItem(m, moniker, "") || declared
	}
	return declared
}

// declareRuntimeVersion declares the version of .NET that a self-contained
// program brings along.
func (p *msbuildProject) declareRuntimeVersion() {
	for _, v := range p.properties["runtimeframeworkversion"] {
		m := v.item().trim().merged()
		if isEmpty(&v) || m.outside {
			continue
		}
		d := Declaration{Runtime: rules.Dotnet, At: m.at, Via: m.via, Condition: m.condition, Binding: rules.Exact, Scope: p.scope(), Hint: p.shared}
		text := m.text
		if line, ok := strings.CutSuffix(text, ".*"); ok {
			text, d.Binding = line, rules.Newest
		}
		set, err := version.Dotnet.Line(text)
		switch {
		case m.missing != "":
			d.Unresolved = m.missing
		case isTemplate(m.text):
			d.Unresolved = templateReason
		case err != nil:
			d.Unresolved = err.Error()
		default:
			d.Versions = set
		}
		if d.Unresolved == "" || !p.shared {
			p.file.Declare(d)
		}
	}
}

// declareDefault says what holds for a project that names no target framework.
// MSBuild 4 and later then take 4.0; that of .NET 3.5 took 3.5, the one before
// it 2.0.
func (p *msbuildProject) declareDefault() {
	d := Declaration{At: p.nameOf(p.root), Binding: rules.Target, Scope: p.scope(), Implied: true, Text: "no target framework"}
	switch {
	case p.sdk && !p.needsTarget(), !p.sdk && p.platform == "" && !p.compiles:
		return
	case p.platform != "" && p.platform != "netportable":
		list, err := rules.Monikers(p.platform)
		if p.platform == "uap" {
			list, err = rules.Monikers("uap10.0")
		}
		if err != nil {
			d.Runtime, d.Unresolved = unresolvedDotnet(p.platform, err)
		} else {
			d.Runtime, d.Versions = list[0].Runtime, list[0].Versions
		}
	case p.sdk || p.platform != "" || len(p.lost) > 0:
		d.Runtime = rules.Dotnet
		d.Unresolved = "no target framework is set in the project or in a file that it imports"
		if p.alone {
			d.Unresolved = "no target framework is set in this file; Directory.Build.props may set it"
		} else if len(p.lost) > 0 {
			d.Unresolved = "no target framework is set in the project; " + p.lost[0] + ", which it imports, is not in the tree"
		}
	default:
		d.Runtime = rules.DotnetFramework
		d.Versions = version.Range(version.Bound{Version: version.DotnetFramework.MustParse("2.0"), Side: version.Before},
			version.Bound{Version: version.DotnetFramework.MustParse("4.0"), Side: version.After})
		d.Note = "The project names no target framework; MSBuild 4 and later then take 4.0, earlier ones 2.0 or 3.5"
	}
	p.file.Declare(d)
}

// needsTarget reports whether the SDK is one that compiles.
func (p *msbuildProject) needsTarget() bool {
	for _, none := range []string{"microsoft.build.notargets", "microsoft.build.traversal", "microsoft.docker.sdk", "microsoft.visualstudio.javascript"} {
		if strings.Contains(p.sdkNames, none) {
			return false
		}
	}
	return true
}

// nameOf is the place of an element's name in its tag.
func (p *msbuildProject) nameOf(e *element) Place {
	return p.file.At(e.start+1, e.start+1+len(e.name))
}
