package manifest

// branches follows the conditional blocks of a script, so that what is set in one
// branch is not taken for the value in another. The zero value is outside of all
// blocks.
type branches struct {
	open  *branch // the innermost one; nil outside of all
	depth int
}

// A branch is one of an if, or the body of a loop or function.
type branch struct {
	parent    *branch
	first     *branch // the first branch of the same if
	condition string
}

// maxBranches is how deep blocks are told apart.
const maxBranches = 64

// enter opens a block. The condition is "" for one that is no if.
func (b *branches) enter(condition string) {
	if b.depth++; b.depth <= maxBranches {
		inner := &branch{parent: b.open, condition: condition}
		inner.first = inner
		b.open = inner
	}
}

// next goes on with the next branch of the innermost block.
func (b *branches) next(condition string) {
	if b.open != nil && b.depth <= maxBranches {
		b.open = &branch{parent: b.open.parent, first: b.open.first, condition: condition}
	}
}

// leave closes the innermost block.
func (b *branches) leave() {
	if b.open != nil {
		if b.depth <= maxBranches {
			b.open = b.open.parent
		}
		b.depth--
	}
}

// holds reports whether b is the block inner or around it.
func (b *branch) holds(inner *branch) bool {
	for at := inner; ; at = at.parent {
		if at == b {
			return true
		}
		if at == nil {
			return false
		}
	}
}

// excludes reports whether other is, or lies in, another branch of an if than
// the one that b lies in.
func (b *branch) excludes(other *branch) bool {
	for at := b; at != nil; at = at.parent {
		for o := other; o != nil; o = o.parent {
			if at != o && at.first == o.first {
				return true
			}
		}
	}
	return false
}

// variables are what the variables of a script were set to so far, and in which
// branches.
type variables struct {
	f    *File
	what string // what the language calls one: "variable"
	sets map[string][]assigned
	uses int
}

type assigned struct {
	value spliced
	in    *branch
}

const (
	// maxSettings is how often a variable may be set before it is given up.
	maxSettings = 32
	// maxUses bounds the variables that are replaced in one file.
	maxUses = 100_000
)

func newVariables(f *File, what string) variables {
	return variables{f: f, what: what, sets: map[string][]assigned{}}
}

func (v *variables) set(name string, value spliced, in *branch) {
	if list := v.sets[name]; len(list) <= maxSettings {
		v.sets[name] = append(list, assigned{value, in})
	}
}

// use adds the value that a variable has in a branch: the last one that was set
// in it or around it, if no other branch may have set another since. One that is
// set in a single branch and nowhere else has no other value.
func (v *variables) use(out *spliced, name string, use Span, in *branch) {
	settings := v.sets[name]
	why := "the " + v.what + " " + name + " has no value here"
	if v.uses++; len(settings) > maxSettings || v.uses > maxUses {
		settings, why = nil, "the "+v.what+" "+name+" is set too often"
	}
	var one *assigned
	for i := len(settings) - 1; i >= 0; i-- {
		set := &settings[i]
		if in.excludes(set.in) {
			continue
		}
		if one != nil && one.value.text == set.value.text {
			if set.in.holds(in) {
				break
			}
			continue
		}
		if one != nil {
			one, why = nil, "the "+v.what+" "+name+" has several values"
			break
		}
		if one = set; set.in.holds(in) {
			break
		}
	}
	if one == nil {
		out.gap(v.f.Data, use, why)
		return
	}
	out.value(one.value, use)
}
