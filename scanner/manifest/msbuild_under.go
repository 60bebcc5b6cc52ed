package manifest

import "strings"

// A conditionalPlatform is a platform whose targets a project imports under a
// condition.
type conditionalPlatform struct {
	file      *File
	condition string
	family    string
}

// maxMSBuildViews bounds the conditions under which one project is looked at.
const maxMSBuildViews = 32

// under is the project where a condition holds that can't be decided, such as one
// of its configurations: of each property there is what is set under it, else what
// always is.
func (p *msbuildProject) under(condition string) *msbuildProject {
	if view, ok := p.views[condition]; ok {
		return view
	}
	differs := len(p.platforms) > 0 || len(p.properties["targetframeworkidentifier"]) > 1 || len(p.properties["targetframeworkprofile"]) > 1
	if !differs || len(p.views) >= maxMSBuildViews {
		return p
	}
	view := *p
	view.properties = msbuildProperties{}
	for name, values := range p.properties {
		var always, here []msbuildValue
		for _, v := range values {
			switch v.item().merged().condition {
			case condition:
				here = append(here, v)
			case "":
				always = append(always, v)
			}
		}
		if here == nil {
			here = always
		}
		if here != nil {
			view.properties[name] = here
		}
	}
	if p.views == nil {
		p.views = map[string]*msbuildProject{}
	}
	p.views[condition] = &view
	return &view
}

// kindOfVersion is the identifier and the profile that a TargetFrameworkVersion
// goes with.
func (p *msbuildProject) kindOfVersion() (identifier, profile string) {
	identifier, profile = p.properties.one("targetframeworkidentifier"), p.properties.one("targetframeworkprofile")
	if identifier == "" {
		identifier = p.platform
	}
	if identifier == "" {
		identifier = p.conditionalPlatform()
	}
	switch {
	case identifier != "":
	case strings.HasPrefix(profile, "Profile"):
		identifier = ".NETPortable"
	default:
		identifier = ".NETFramework"
	}
	return identifier, profile
}

// conditionalPlatform is the platform of the imports whose condition holds. One
// that may hold counts where the project has no other compiler.
func (p *msbuildProject) conditionalPlatform() string {
	for _, c := range p.platforms {
		if holds := p.conditionIn(c.file, c.condition); holds == yes || holds == maybe && !p.compiles {
			return c.family
		}
	}
	return ""
}
