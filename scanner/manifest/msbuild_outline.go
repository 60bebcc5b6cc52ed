package manifest

import (
	"maps"
	"slices"
	"strings"
)

// A msbuildOutline says of a file that projects import which properties it sets, and
// which ones decide on what it imports itself. Of the properties of a large build
// nearly all say nothing of a target framework, but how warnings are treated and where
// packages go, and every project has them all anew: those are never evaluated.
type msbuildOutline struct {
	groups map[*element][]msbuildSetting // by the PropertyGroup
	tests  map[*element]bool             // the item groups that refer to a test framework
	sets   map[string][]*msbuildRefers   // by the property: what its values and their conditions refer to
	asks   []*msbuildRefers              // what imports and references to test frameworks refer to
}

// A msbuildRefers is what one place refers to, and what the conditions around it do,
// which many places share.
type msbuildRefers struct {
	names  []string
	around *msbuildRefers
}

// A msbuildSetting is an element that sets a property, whose name is in lower case.
type msbuildSetting struct {
	*element
	name string
}

func outlineOf(root *element) *msbuildOutline {
	o := &msbuildOutline{groups: map[*element][]msbuildSetting{}, tests: map[*element]bool{}, sets: map[string][]*msbuildRefers{}}
	o.read(root, nil)
	return o
}

// outlined is the root of a file that projects import, and its outline. Both are made
// of its bytes once, however many do.
func (f *File) outlined() (*element, *msbuildOutline) {
	c := &f.content().msbuild
	c.Do(func() {
		if c.root = parseXMLOf(f.alone(), keepMSBuild); c.root != nil {
			c.outline = outlineOf(c.root)
		}
	})
	return c.root, c.outline
}

// read goes the way of evaluate.
func (o *msbuildOutline) read(parent *element, around *msbuildRefers) {
	for _, e := range parent.children {
		asks := around.and(e.value("Condition"))
		switch e.name {
		case "PropertyGroup":
			for _, property := range e.children {
				name := strings.ToLower(property.name)
				o.groups[e] = append(o.groups[e], msbuildSetting{property, name})
				o.sets[name] = append(o.sets[name], asks.and(property.value("Condition"), property.text))
			}
		case "Import":
			o.asks = append(o.asks, asks.and(e.value("Project")))
		case "ImportGroup":
			o.read(e, asks)
		case "ItemGroup":
			for _, item := range testItems(e) {
				o.tests[e] = true
				o.asks = append(o.asks, asks.and(item.value("Condition")))
			}
		case "Choose":
			for _, branch := range e.children {
				// That one holds rests on those before it, which do not.
				asks = asks.and(branch.value("Condition"))
				o.read(branch, asks)
			}
		}
	}
}

// and is what texts refer to within what is around them.
func (r *msbuildRefers) and(texts ...string) *msbuildRefers {
	var names []string
	for _, text := range texts {
		names = append(names, references(text)...)
	}
	if names == nil && r != nil {
		return r
	}
	return &msbuildRefers{names, r}
}

// references are the names in lower case that may be those of properties in the
// $(...) of a text, and names of functions.
func references(text string) []string {
	var out []string
	for {
		start := strings.Index(text, "$(")
		if start < 0 {
			return out
		}
		end := closingParenthesis(text, start+1)
		out = append(out, strings.FieldsFunc(strings.ToLower(text[start:end]), func(c rune) bool {
			return c >= 0x80 || !isASCIILetter(byte(c)) && c != '_' && c != '-' && (c < '0' || c > '9')
		})...)
		text = text[end:]
	}
}

// msbuildNeeds are the properties that have to be evaluated for one project.
type msbuildNeeds struct {
	names    map[string]bool // nil until a file is imported
	outlines []*msbuildOutline
	followed map[*msbuildRefers]bool
	// stale says that a file which may have been evaluated before sets one of them, so
	// that the project has to be evaluated anew.
	stale bool
	all   bool // there were too many of these, or of the names
}

const (
	// maxMSBuildTries bounds how often one project is evaluated. Files that import
	// others take a second time, and a build was not seen that takes more.
	maxMSBuildTries = 8
	maxMSBuildNeeds = 5000
)

// msbuildResults are the properties by which a project is judged in the end.
var msbuildResults = func() map[string]bool {
	out := maps.Clone(targetProperties)
	out["azurefunctionsversion"] = true
	return out
}()

// read adds what a file needs that the project imports, which may itself refer to any
// property.
func (n *msbuildNeeds) read(project *element, o *msbuildOutline) {
	if n.all || slices.Contains(n.outlines, o) {
		return
	}
	var names []string
	if n.names == nil {
		n.names, n.followed = maps.Clone(msbuildResults), map[*msbuildRefers]bool{}
		project.walk(func(e *element) bool {
			names = append(names, references(e.text)...)
			for i := range e.attrs {
				names = append(names, references(e.attrs[i].value)...)
			}
			return true
		})
	}
	n.outlines = append(n.outlines, o)
	names = n.follow(names, o.asks)
	for name, refers := range o.sets {
		if n.names[name] {
			names = n.follow(names, refers)
		}
	}
	n.add(names)
}

// follow appends what places refer to, each of which is followed once.
func (n *msbuildNeeds) follow(names []string, refers []*msbuildRefers) []string {
	for _, r := range refers {
		for ; r != nil && !n.followed[r]; r = r.around {
			n.followed[r] = true
			names = append(names, r.names...)
		}
	}
	return names
}

// add adds names and what the values refer to that files set them to.
func (n *msbuildNeeds) add(names []string) {
	for len(names) > 0 {
		name := names[len(names)-1]
		names = names[:len(names)-1]
		if n.names[name] {
			continue
		}
		if len(n.names) == maxMSBuildNeeds {
			n.stale, n.all = true, true
			return
		}
		n.names[name] = true
		for i, o := range n.outlines {
			refers, ok := o.sets[name]
			n.stale = n.stale || ok && i < len(n.outlines)-1
			names = n.follow(names, refers)
		}
	}
}

func (n *msbuildNeeds) has(name string) bool { return n.all || n.names[name] }

// any reports whether any of the settings of a group is needed.
func (n *msbuildNeeds) any(group []msbuildSetting) bool {
	return slices.ContainsFunc(group, func(s msbuildSetting) bool { return n.has(s.name) })
}
