package manifest

import (
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
)

// A pomShape says what of an element is read, so that the tree of a POM has nothing
// else: most of what POMs hold says nothing of any runtime, and the trees of parents
// stay for their children.
type pomShape struct {
	name      string // of the element; "" is that of any
	below     []pomShape
	isAll     bool // everything below
	isLibrary bool // it says something of libraries alone
	// may says by what an element has so far whether more of it can matter.
	may func(*element) bool
}

// ownPom is of a POM itself, and parentPom of one that has children: what tells that it
// is the one they name, and what they inherit of levels.
var (
	ownPom = pomShape{below: []pomShape{
		{name: "groupId"}, {name: "artifactId"}, {name: "version"},
		{name: "parent", below: parentShape},
		{name: "properties", below: []pomShape{{}}},
		{name: "build", below: ownBuild},
		{name: "profiles", below: []pomShape{{name: "profile", below: []pomShape{
			{name: "id"},
			{name: "activation", below: activationShape},
			{name: "properties", below: []pomShape{{}}},
			{name: "build", below: ownBuild},
			{name: "dependencies", below: dependencyShape, isLibrary: true},
			{name: "dependencyManagement", below: managedShape, isLibrary: true},
		}}}},
		{name: "dependencies", below: dependencyShape, isLibrary: true},
		{name: "dependencyManagement", below: managedShape, isLibrary: true},
	}}
	parentPom = pomShape{below: []pomShape{
		{name: "groupId"}, {name: "artifactId"}, {name: "version"},
		{name: "parent", below: parentShape},
		{name: "properties", below: []pomShape{{}}},
		{name: "build", below: parentBuild},
		{name: "profiles", below: []pomShape{{name: "profile", below: []pomShape{
			{name: "id"},
			{name: "activation", below: activationShape},
			{name: "properties", below: []pomShape{{}}},
			{name: "build", below: parentBuild},
		}}}},
	}}
)

var (
	parentShape     = []pomShape{{name: "groupId"}, {name: "artifactId"}, {name: "version"}, {name: "relativePath"}}
	activationShape = []pomShape{{name: "jdk"}, {name: "property", below: []pomShape{{name: "name"}}}, {name: "activeByDefault"}}

	ownBuild    = []pomShape{{name: "plugins", below: ownPlugin}, {name: "pluginManagement", below: []pomShape{{name: "plugins", below: ownPlugin}}}}
	parentBuild = []pomShape{{name: "plugins", below: parentPlugin}, {name: "pluginManagement", below: []pomShape{{name: "plugins", below: parentPlugin}}}}

	ownPlugin = []pomShape{{name: "plugin", may: isOfPomPlugin, below: []pomShape{
		{name: "artifactId"}, {name: "inherited"}, {name: "configuration", isAll: true}, {name: "executions", isAll: true},
	}}}
	parentPlugin = []pomShape{{name: "plugin", may: isOfCompiler, below: []pomShape{
		{name: "artifactId"}, {name: "inherited"}, {name: "configuration", below: []pomShape{{}}},
		{name: "executions", below: []pomShape{{name: "execution", below: []pomShape{
			{name: "id"}, {name: "configuration", below: []pomShape{{}}},
		}}}},
	}}}

	managedShape    = []pomShape{{name: "dependencies", below: dependencyShape}}
	dependencyShape = []pomShape{{name: "dependency", may: isOfLibraryGroup, below: []pomShape{
		{name: "groupId"}, {name: "artifactId"}, {name: "version"}, {name: "scope"},
	}}}
)

// isOfPomPlugin reports whether a <plugin> is one of pomPlugins, or may yet be.
func isOfPomPlugin(plugin *element) bool {
	id := plugin.child("artifactId")
	return id == nil || isPomPlugin(id.text)
}

func isOfCompiler(plugin *element) bool {
	id := plugin.child("artifactId")
	return id == nil || id.text == compilerPlugin
}

// isOfLibraryGroup reports the same of a <dependency> and the groups that have a
// library with rules.
func isOfLibraryGroup(dependency *element) bool {
	id := dependency.child("groupId")
	return id == nil || libraryGroups()[id.text]
}

var libraryGroups = sync.OnceValue(func() map[string]bool {
	groups := map[string]bool{}
	for _, name := range rules.KnownLibraries("maven") {
		group, _, _ := strings.Cut(strings.TrimPrefix(string(name), "maven/"), "/")
		groups[group] = true
	}
	return groups
})

// A pomKeeper goes with the reading of one POM.
type pomKeeper struct {
	top       *pomShape
	libraries bool
	open      []shapedElement // from the root to the last one that was asked for
}

type shapedElement struct {
	*element
	shape *pomShape
}

// keep reports whether an element is read that begins in an open one.
func (k *pomKeeper) keep(parent *element, name string) bool {
	if parent == nil {
		return true
	}
	in := k.shapeOf(parent)
	if in.isAll {
		return true
	}
	shape := in.of(name)
	return shape != nil && (k.libraries || !shape.isLibrary) && (in.may == nil || in.may(parent))
}

// shapeOf is the shape of an open element: the last one asked for, one in it, or one
// around it.
func (k *pomKeeper) shapeOf(e *element) *pomShape {
	last := len(k.open) - 1
	for ; last >= 0; last-- {
		switch open := &k.open[last]; open.element {
		case e:
			k.open = k.open[:last+1]
			return open.shape
		case e.parent:
			shape := open.shape
			if !shape.isAll {
				shape = shape.of(e.name)
			}
			k.open = append(k.open[:last+1], shapedElement{e, shape})
			return shape
		}
	}
	k.open = append(k.open[:0], shapedElement{e, k.top})
	return k.top
}

func (s *pomShape) of(name string) *pomShape {
	for i := range s.below {
		if below := &s.below[i]; below.name == name || below.name == "" {
			return below
		}
	}
	return nil
}
