package manifest

import (
	"iter"
	"slices"
)

// A pomOutline is what is read of a POM, with maxProfiles at most.
type pomOutline struct {
	project  pomPart
	profiles []pomPart
}

func (o *pomOutline) root() *element { return o.project.in }

// A pomPart is the <project> or a <profile> of a POM.
type pomPart struct {
	in         *element
	isProfile  bool
	properties *element
	plugins    [2][]pomPlugin // those that say something of a Java; see pluginLists
	compilers  [2][]*element  // of these the compiler plugins, maxSamePlugins at most
}

type pomPlugin struct {
	artifact string
	*element
}

// pluginLists are where a POM configures plugins, the stronger one first.
var pluginLists = [2][]string{{"build", "plugins"}, {"build", "pluginManagement", "plugins"}}

// maxSamePlugins bounds how often one POM may name a plugin: once is the rule.
const maxSamePlugins = 16

func outlinePom(root *element) *pomOutline {
	o := &pomOutline{project: partOfPom(root)}
	for _, profile := range root.child("profiles").all("profile") {
		if len(o.profiles) == maxProfiles {
			break
		}
		part := partOfPom(profile)
		part.isProfile = true
		o.profiles = append(o.profiles, part)
	}
	return o
}

func partOfPom(in *element) pomPart {
	part := pomPart{in: in, properties: in.child("properties")}
	for i, path := range pluginLists {
		list := in.child(path...)
		if list == nil {
			continue
		}
		for _, plugin := range list.children {
			id := plugin.child("artifactId")
			if plugin.name != "plugin" || id == nil || !isPomPlugin(id.text) {
				continue
			}
			part.plugins[i] = append(part.plugins[i], pomPlugin{id.text, plugin})
			if id.text == compilerPlugin && len(part.compilers[i]) < maxSamePlugins {
				part.compilers[i] = append(part.compilers[i], plugin)
			}
		}
	}
	return part
}

// outlinedPom is the outline of a POM that is a parent of others, nil if there is none.
// It is made of its bytes once, however many children ask.
func (f *File) outlinedPom() *pomOutline {
	c := &f.content().pom
	c.Do(func() {
		if root := parseXMLOf(f.alone(), newPomKeeper(parentPom, false).keep); root != nil {
			c.outline = outlinePom(root)
		}
	})
	return c.outline
}

// pluginsOf are the plugins of an artifact.
func (p *pomPart) pluginsOf(artifact string) iter.Seq[*element] {
	return func(yield func(*element) bool) {
		for _, list := range p.plugins {
			for _, plugin := range list {
				if plugin.artifact == artifact && !yield(plugin.element) {
					return
				}
			}
		}
	}
}

func (p *pomPart) configuresCompiler() bool { return p.compilers[0] != nil || p.compilers[1] != nil }

// setsAny reports whether the part sets one of the properties, whose names are sorted.
func (p *pomPart) setsAny(sorted []string) bool {
	return p.properties != nil && slices.ContainsFunc(p.properties.children, func(e *element) bool {
		_, found := slices.BinarySearch(sorted, e.name)
		return found
	})
}
