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
	// may says by the text of the element in it that is named decides whether what
	// follows can matter.
	decides string
	may     func(text string) bool
}

// ownPom is of a POM itself, and parentPom of one that has children: what tells that it
// is the one they name, and what they inherit of levels.
var (
	ownPom    = pomWith(ownBuild)
	parentPom = pomWith(parentBuild)
)

func pomWith(build []pomShape) *pomShape {
	both := []pomShape{
		{name: "properties", below: []pomShape{{}}},
		{name: "build", below: build},
		{name: "dependencies", below: dependencyShape, isLibrary: true},
		{name: "dependencyManagement", below: managedShape, isLibrary: true},
	}
	profile := append([]pomShape{{name: "id"}, {name: "activation", below: activationShape}}, both...)
	return &pomShape{below: append([]pomShape{
		{name: "groupId"}, {name: "artifactId"}, {name: "version"},
		{name: "parent", below: parentShape},
		{name: "profiles", below: []pomShape{{name: "profile", below: profile}}},
	}, both...)}
}

var (
	parentShape     = []pomShape{{name: "groupId"}, {name: "artifactId"}, {name: "version"}, {name: "relativePath"}}
	activationShape = []pomShape{{name: "jdk"}, {name: "property", below: []pomShape{{name: "name"}}}, {name: "activeByDefault"}}

	ownBuild    = []pomShape{{name: "plugins", below: ownPlugin}, {name: "pluginManagement", below: []pomShape{{name: "plugins", below: ownPlugin}}}}
	parentBuild = []pomShape{{name: "plugins", below: parentPlugin}, {name: "pluginManagement", below: []pomShape{{name: "plugins", below: parentPlugin}}}}

	ownPlugin    = []pomShape{{name: "plugin", decides: "artifactId", may: isPomPlugin, below: []pomShape{{isAll: true}}}}
	parentPlugin = []pomShape{{name: "plugin", decides: "artifactId", may: isCompilerPlugin, below: []pomShape{
		{name: "artifactId"}, {name: "inherited"}, {name: "configuration", below: []pomShape{{}}},
		{name: "executions", below: []pomShape{{name: "execution", below: []pomShape{
			{name: "id"}, {name: "configuration", below: []pomShape{{}}},
		}}}},
	}}}

	managedShape    = []pomShape{{name: "dependencies", below: dependencyShape}}
	dependencyShape = []pomShape{{name: "dependency", decides: "groupId", may: isLibraryGroup, below: []pomShape{
		{name: "groupId"}, {name: "artifactId"}, {name: "version"}, {name: "scope"},
	}}}
)

func isCompilerPlugin(artifact string) bool { return artifact == compilerPlugin }

func isLibraryGroup(group string) bool { return libraryGroups()[group] }

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
	libraries bool            // what says something of these alone is kept too
	open      []shapedElement // from the root to the last one that was asked for
}

func newPomKeeper(top *pomShape, libraries bool) *pomKeeper {
	const usualDepth = 8
	return &pomKeeper{top, libraries, make([]shapedElement, 0, usualDepth)}
}

type shapedElement struct {
	*element
	shape            *pomShape
	isDecided, isOut bool // see decides
}

// keep reports whether an element is read that begins in an open one.
func (k *pomKeeper) keep(parent *element, name string) bool {
	if parent == nil {
		return true
	}
	in := k.find(parent)
	if in.shape.isAll {
		return true
	}
	in.decide()
	shape := in.shape.of(name)
	return shape != nil && !in.isOut && (k.libraries || !shape.isLibrary)
}

// decide looks at the last one in the element only, as it is asked before each.
func (e *shapedElement) decide() {
	if e.shape.may == nil || e.isDecided || len(e.children) == 0 {
		return
	}
	if last := e.children[len(e.children)-1]; last.name == e.shape.decides {
		e.isDecided, e.isOut = true, !e.shape.may(last.text)
	}
}

// find finds the shape of an open element: it is the last one asked for, or in that,
// or around it.
func (k *pomKeeper) find(e *element) *shapedElement {
	shape := k.top
	for len(k.open) > 0 {
		last := &k.open[len(k.open)-1]
		if last.element == e {
			return last
		}
		if last.element == e.parent {
			if shape = last.shape; !shape.isAll {
				shape = shape.of(e.name)
			}
			break
		}
		k.open = k.open[:len(k.open)-1]
	}
	k.open = append(k.open, shapedElement{element: e, shape: shape})
	return &k.open[len(k.open)-1]
}

func (s *pomShape) of(name string) *pomShape {
	for i := range s.below {
		if below := &s.below[i]; below.name == name || below.name == "" {
			return below
		}
	}
	return nil
}
