package manifest

import "strings"

// A rpmMacro is a use of a macro: %name, %{name}, %{?name}, %{?name:text},
// %(command).
type rpmMacro struct {
	end  int // behind it
	name string
	// optional says that nothing stands for it if it is not defined.
	optional bool
	// body is the text behind the colon; its end is 0 if there is none.
	body Span
	// computed says what it takes to know the value; "" if a definition is enough.
	computed string
}

// rpmMacroAt reads the use whose percent sign stands at i.
func rpmMacroAt(text string, i int) rpmMacro {
	at := i + 1
	if at < len(text) && strings.IndexByte("{([", text[at]) >= 0 {
		end := rpmClosing(text, at)
		if text[at] != '{' {
			return rpmMacro{end: end, computed: "a command or expression gives it"}
		}
		return rpmBraces(text, at+1, end)
	}
	for at < len(text) && (text[at] == '?' || text[at] == '!') {
		at++
	}
	start := at
	for at < len(text) && isMacroName(text[at]) {
		at++
	}
	return rpmMacro{end: at, name: text[start:at], optional: start > i+1}
}

// rpmBraces reads what stands in braces, of which the closing one ends at end.
func rpmBraces(text string, start, end int) rpmMacro {
	m := rpmMacro{end: end}
	stop := end
	if end <= len(text) && text[end-1] == '}' {
		stop--
	}
	for start < stop && (text[start] == '?' || text[start] == '!') {
		m.optional = true
		start++
	}
	at := start
	for at < stop && isMacroName(text[at]) {
		at++
	}
	m.name = text[start:at]
	switch {
	case at == stop:
	case text[at] == ':' && m.optional:
		m.body = Span{at + 1, stop}
		m.computed = "it depends on whether the macro " + m.name + " is defined"
	default: // %{expand:...}, %{macro argument}, %{lua: ...}
		m.computed = "the macro " + m.name + " computes it"
	}
	return m
}

// rpmClosing is the place behind the bracket that closes the one at i, or the end.
func rpmClosing(text string, i int) int {
	opening := text[i]
	closing := map[byte]byte{'{': '}', '(': ')', '[': ']'}[opening]
	depth := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case opening:
			depth++
		case closing:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// absentMacros are the optional ones that add nothing which matters here: the
// architecture behind a name, a release's distribution, an epoch.
var absentMacros = map[string]bool{"_isa": true, "dist": true, "epoch": true, "scl": true, "scl_prefix": true}

// expand replaces the macros of a text that the file defines.
func (r *rpmReader) expand(start int, text string) spliced {
	var out spliced
	for i := 0; i < len(text) && len(out.text) < maxSpliced; {
		next := strings.IndexByte(text[i:], '%')
		if next < 0 {
			next = len(text) - i
		}
		out.literal(r.f.Data, Span{start + i, start + i + next})
		if i += next; i == len(text) {
			break
		}
		if strings.HasPrefix(text[i:], "%%") {
			out.written("%", Span{start + i, start + i + 2})
			i += 2
			continue
		}
		m := rpmMacroAt(text, i)
		use := Span{start + i, start + m.end}
		i = m.end
		switch {
		case m.optional && absentMacros[m.name] && len(r.macros.sets[m.name]) == 0:
		case m.computed != "":
			out.add("%", splice{at: use, missing: m.computed}) // the use may have blanks in it
		case m.name == "":
			out.literal(r.f.Data, use)
		default:
			r.macros.use(&out, m.name, use, r.open)
		}
	}
	return out
}
