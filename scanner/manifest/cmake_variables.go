package manifest

import "bytes"

// A cmakeScope holds the variables of a script, and in which branches they were
// set.
type cmakeScope struct {
	f         *File
	block     *cmakeBlock // the innermost open one; nil outside of all
	depth     int
	variables map[string][]cmakeSetting
	budget    int
}

// A cmakeBlock is a branch of an if, or the body of a loop or function.
type cmakeBlock struct {
	parent    *cmakeBlock
	first     *cmakeBlock // the first branch of the same if
	condition string
}

type cmakeSetting struct {
	value spliced
	block *cmakeBlock
}

const (
	// maxCMakeSettings is how often a variable may be set before it is given up.
	maxCMakeSettings = 32
	// maxCMakeBlocks is how deep blocks are told apart.
	maxCMakeBlocks = 64
	// maxCMakeSteps bounds the variables that are replaced in one file.
	maxCMakeSteps = 100_000
)

// enter follows blocks. It reports whether the command was one of theirs.
func (s *cmakeScope) enter(c *cmakeCommand) bool {
	switch c.name {
	case "if", "foreach", "while", "function", "macro", "block":
		if s.depth++; s.depth <= maxCMakeBlocks {
			b := &cmakeBlock{parent: s.block}
			if b.first = b; c.name == "if" {
				b.condition = s.condition(c)
			}
			s.block = b
		}
	case "elseif", "else":
		if b := s.block; b != nil && s.depth <= maxCMakeBlocks {
			condition := "not " + b.condition
			if c.name == "elseif" {
				condition = s.condition(c)
			}
			s.block = &cmakeBlock{parent: b.parent, first: b.first, condition: condition}
		}
	case "endif", "endforeach", "endwhile", "endfunction", "endmacro", "endblock":
		if s.block != nil {
			if s.depth <= maxCMakeBlocks {
				s.block = s.block.parent
			}
			s.depth--
		}
	default:
		return false
	}
	return true
}

func (s *cmakeScope) condition(c *cmakeCommand) string {
	const most = 200
	raw := s.f.Data[c.raw.Start:c.raw.End]
	if len(raw) > most {
		return "a long condition"
	}
	return string(bytes.Join(bytes.Fields(raw), []byte(" ")))
}

// set notes the value of set(NAME value).
func (s *cmakeScope) set(c *cmakeCommand) {
	if len(c.args) == 0 {
		return
	}
	name := s.expand(c.args[0]).text
	var value spliced
	if len(c.args) > 1 {
		value = s.expand(c.args[1])
	}
	if list := s.variables[name]; len(list) <= maxCMakeSettings {
		s.variables[name] = append(list, cmakeSetting{value, s.block})
	}
}

// expand replaces the variables of an argument.
func (s *cmakeScope) expand(a cmakeArgument) spliced {
	if a.bracket {
		return literalSplice(s.f, a.at)
	}
	var out spliced
	data, start := s.f.Data, a.at.Start
	for i := a.at.Start; i < a.at.End; i++ {
		switch {
		case data[i] == '\\' && i+1 < a.at.End:
			out.literal(data, Span{start, i})
			out.written(string(data[i+1:i+2]), Span{i, i + 2})
			i++
			start = i + 1
		case data[i] == '$' && i+1 < a.at.End && data[i+1] == '{':
			out.literal(data, Span{start, i})
			size := bytes.IndexByte(data[i:a.at.End], '}')
			if size < 0 {
				size = a.at.End - i - 1
			}
			use := Span{i, i + size + 1}
			s.use(&out, string(data[i+2:max(i+2, use.End-1)]), use)
			i = use.End - 1
			start = use.End
		}
	}
	out.literal(data, Span{min(start, a.at.End), a.at.End})
	return out
}

// use adds the value that a variable has in the open block.
func (s *cmakeScope) use(out *spliced, name string, use Span) {
	settings := s.variables[name]
	why := "the variable " + name + " has no value here"
	if s.budget++; len(settings) > maxCMakeSettings || s.budget > maxCMakeSteps {
		settings, why = nil, "the variable "+name+" is set too often"
	}
	var one *cmakeSetting
	for i := len(settings) - 1; i >= 0; i-- {
		set := &settings[i]
		if s.block.excludes(set.block) {
			continue
		}
		if one != nil && set.block.holds(s.block) && one.value.text == set.value.text {
			break
		}
		if one != nil {
			one, why = nil, "the variable "+name+" has several values"
			break
		}
		if one = set; set.block.holds(s.block) {
			break
		}
	}
	if one == nil {
		out.gap(s.f.Data, use, why)
		return
	}
	out.value(one.value, use)
}

// holds reports whether b is the block inner or around it.
func (b *cmakeBlock) holds(inner *cmakeBlock) bool {
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
func (b *cmakeBlock) excludes(other *cmakeBlock) bool {
	for at := b; at != nil; at = at.parent {
		for o := other; o != nil; o = o.parent {
			if at != o && at.first == o.first {
				return true
			}
		}
	}
	return false
}
