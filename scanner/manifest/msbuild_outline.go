package manifest

import (
	"maps"
	"slices"
	"strings"
	"sync/atomic"
)

// A msbuildOutline is what is evaluated of a project, or of a file that projects import,
// in the order in which it stands; which properties it sets; and which ones decide on what
// it imports itself. Of the properties of a large build nearly all say nothing of a target
// framework, but how warnings are treated and where packages go, and every project has
// them all anew: those are never evaluated.
type msbuildOutline struct {
	steps []msbuildStep
	sets  map[string][]*msbuildRefers // by the property: what its values and their conditions refer to
	asks  []string                    // what imports and references to test frameworks refer to
	// last is what the last project needed that imported this file before others: the
	// next one likely needs the same, and what it does not need changes nothing.
	last atomic.Pointer[msbuildNeeded]
}

// A msbuildNeeded is what one project needed of the files that it imported.
type msbuildNeeded struct {
	outlines []*msbuildOutline
	names    map[string]bool
}

// A msbuildStep is an element of a project that is evaluated.
type msbuildStep struct {
	kind      stepKind
	condition *msbuildCondition
	settings  []msbuildSetting    // of a group
	file      *File               // that they stand in
	inner     []msbuildStep       // of imports in a group, and of the branches of a choice
	target    *msbuildText        // of an import
	sdk       string              // of an import
	tests     []*msbuildCondition // of the references to test frameworks in a group of items
}

type stepKind uint8

const (
	groupStep stepKind = iota
	importStep
	sdkImportStep
	importsStep
	itemsStep
	chooseStep
	whenStep
	otherwiseStep
)

// A msbuildSetting is an element that sets a property, whose name is in lower case.
type msbuildSetting struct {
	name      string
	condition *msbuildCondition
	value     *msbuildText // nil: the literal, as most are
	literal   string
	at        Span
}

// A msbuildRefers is what one place refers to, and what the conditions around it do,
// which many places share.
type msbuildRefers struct {
	names  []string
	around *msbuildRefers
}

// outlineOf is the outline of a file; projects share it, or it is one.
func outlineOf(f *File, root *element, shared bool) *msbuildOutline {
	o := &msbuildOutline{sets: map[string][]*msbuildRefers{}}
	r := msbuildReader{file: f, shared: shared, asked: map[string]bool{}, followed: map[*msbuildRefers]bool{}}
	o.steps = o.read(&r, root, nil)
	return o
}

// ask adds what a place refers to, which decides.
func (o *msbuildOutline) ask(r *msbuildReader, refers *msbuildRefers) {
	for ; refers != nil && !r.followed[refers]; refers = refers.around {
		r.followed[refers] = true
		for _, name := range refers.names {
			if !r.asked[name] {
				r.asked[name] = true
				o.asks = append(o.asks, name)
			}
		}
	}
}

// outlined is the outline of a file that projects import, nil if it has no root. It is
// made of the file's bytes once, however many do.
func (f *File) outlined() *msbuildOutline {
	c := &f.content().msbuild
	c.Do(func() {
		if root := parseXMLOf(f.alone(), keepMSBuild); root != nil {
			c.outline = outlineOf(f.Again(), root, true)
		}
	})
	return c.outline
}

// read reads the elements below one.
func (o *msbuildOutline) read(r *msbuildReader, parent *element, around *msbuildRefers) []msbuildStep {
	var out []msbuildStep
	for _, e := range parent.children {
		step := msbuildStep{}
		switch e.name {
		case "PropertyGroup":
			step.condition = r.condition(e.value("Condition"))
			o.readGroup(r, &step, e, around.and(step.condition.refers(nil)))
		case "Import":
			step.condition = r.condition(e.value("Condition"))
			o.readImport(r, &step, e, around.and(step.condition.refers(nil)))
		case "ImportGroup":
			step.kind, step.condition = importsStep, r.condition(e.value("Condition"))
			step.inner = o.read(r, e, around.and(step.condition.refers(nil)))
		case "ItemGroup":
			items := testItems(e)
			if items == nil {
				continue
			}
			step.kind, step.condition = itemsStep, r.condition(e.value("Condition"))
			asks := around.and(step.condition.refers(nil))
			for _, item := range items {
				condition := r.condition(item.value("Condition"))
				step.tests = append(step.tests, condition)
				o.ask(r, asks.and(condition.refers(nil)))
			}
		case "Choose":
			step.kind, step.condition = chooseStep, always
			step.inner = o.readBranches(r, e, around)
		default:
			continue
		}
		out = append(out, step)
	}
	return out
}

func (o *msbuildOutline) readGroup(r *msbuildReader, step *msbuildStep, e *element, asks *msbuildRefers) {
	step.file, step.settings = r.file, make([]msbuildSetting, len(e.children))
	for i, property := range e.children {
		at := property.textAt
		if property.text == "" {
			at = Span{property.start, property.start}
		}
		s := msbuildSetting{name: strings.ToLower(property.name), condition: r.condition(property.value("Condition"))}
		names := s.condition.refers(nil)
		if strings.IndexByte(property.text, '(') >= 0 || len(property.text) > maxMSBuildText {
			s.value = r.text(property.text, at)
			names = s.value.refers(names)
		} else {
			s.literal, s.at = property.text, at
		}
		step.settings[i] = s
		o.sets[s.name] = append(o.sets[s.name], asks.and(names))
	}
}

func (o *msbuildOutline) readImport(r *msbuildReader, step *msbuildStep, e *element, asks *msbuildRefers) {
	step.kind = importStep
	if sdk := e.attr("Sdk"); sdk != nil {
		step.kind, step.sdk = sdkImportStep, sdk.value
	}
	step.target = r.text(strings.TrimSpace(e.value("Project")), Span{})
	o.ask(r, asks.and(step.target.refers(nil)))
}

// readBranches reads a Choose. That a branch holds rests on those before it, which do not.
func (o *msbuildOutline) readBranches(r *msbuildReader, choose *element, asks *msbuildRefers) []msbuildStep {
	var out []msbuildStep
	for _, branch := range choose.children {
		step := msbuildStep{kind: whenStep, condition: always}
		switch branch.name {
		case "When":
			step.condition = r.condition(branch.value("Condition"))
			asks = asks.and(step.condition.refers(nil))
		case "Otherwise":
			step.kind = otherwiseStep
		default:
			continue
		}
		step.inner = o.read(r, branch, asks)
		out = append(out, step)
	}
	return out
}

// and is what names refer to within what is around them.
func (r *msbuildRefers) and(names []string) *msbuildRefers {
	if names == nil {
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
	msbuildNeeded          // the first outline is the project's own
	project       []string // names that it refers to where it decides
	borrowed      bool     // the names are another project's too
	followed      map[*msbuildRefers]bool
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
	// maxMSBuildLast is how many names the next project may begin with.
	maxMSBuildLast = 500
)

// msbuildResults are the properties by which a project is judged in the end.
var msbuildResults = func() map[string]bool {
	out := maps.Clone(targetProperties)
	out["azurefunctionsversion"] = true
	return out
}()

// begin is what a project needs before it imports anything.
func (n *msbuildNeeds) begin(p *msbuildProject) {
	n.outlines, n.names, n.borrowed = []*msbuildOutline{p.outline}, msbuildResults, true
	n.project = p.refers()
	n.close(p.outline, n.project)
}

// read adds what a file needs that the project imports. What the last project needed is
// taken over where nothing has been evaluated that would have to be again.
func (n *msbuildNeeds) read(o *msbuildOutline, begun bool) {
	if n.all || slices.Contains(n.outlines, o) {
		return
	}
	if last := o.last.Load(); last != nil && len(n.outlines) == 1 && !begun {
		own := n.outlines[0]
		n.outlines, n.names, n.borrowed, n.followed = append(n.outlines, last.outlines...), last.names, true, nil
		n.close(own, n.project)
		n.stale = false
		if slices.Contains(n.outlines, o) {
			return
		}
	}
	n.outlines = append(n.outlines, o)
	n.close(o, o.asks)
}

// close adds what a file refers to where it decides, and where it sets what is needed.
func (n *msbuildNeeds) close(o *msbuildOutline, names []string) {
	names = slices.Clone(names)
	for name := range n.names {
		names = n.follow(names, o.sets[name])
	}
	n.add(names)
}

// follow appends what places refer to, each of which is followed once.
func (n *msbuildNeeds) follow(names []string, refers []*msbuildRefers) []string {
	for _, r := range refers {
		for ; r != nil && !n.followed[r]; r = r.around {
			if n.followed == nil {
				n.followed = map[*msbuildRefers]bool{}
			}
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
		if n.borrowed {
			n.names, n.borrowed = maps.Clone(n.names), false
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
