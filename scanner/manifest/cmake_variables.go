package manifest

import "bytes"

// A cmakeScope holds the variables of a script, and in which branches they were
// set.
type cmakeScope struct {
	f *File
	branches
	variables
}

// follow follows blocks. It reports whether the command was one of theirs.
func (s *cmakeScope) follow(c *cmakeCommand) bool {
	switch c.name {
	case "if":
		s.enter(s.condition(c))
	case "foreach", "while", "function", "macro", "block":
		s.enter("")
	case "elseif":
		s.next(s.condition(c))
	case "else":
		if s.open != nil {
			s.next("not " + s.open.condition)
		}
	case "endif", "endforeach", "endwhile", "endfunction", "endmacro", "endblock":
		s.leave()
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

// assign notes the value of set(NAME value).
func (s *cmakeScope) assign(c *cmakeCommand) {
	if len(c.args) == 0 {
		return
	}
	var value spliced
	if len(c.args) > 1 {
		value = s.expand(c.args[1])
	}
	s.set(s.expand(c.args[0]).text, value, s.open)
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
			end := i + 2
			for end < a.at.End && data[end] != '}' {
				end++
			}
			name := string(data[i+2 : end])
			end = min(end+1, a.at.End)
			s.use(&out, name, Span{i, end}, s.open)
			i = end - 1
			start = end
		}
	}
	out.literal(data, Span{min(start, a.at.End), a.at.End})
	return out
}
