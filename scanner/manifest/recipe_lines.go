package manifest

import "strings"

// A recipeLine is a value of a Conda recipe. A recipe is a template of YAML, no
// YAML before it is filled in, so that it is read line by line: keys by their
// indentation, and scalars of one line.
type recipeLine struct {
	path      string // the keys that lead to it: "outputs/requirements/host"
	at        Place  // without quotes
	condition string // [win] behind it, or what stands in if before it; "" if none
}

// eachRecipeLine visits scalars: the values of keys and the items of lists. What
// a template sets has the path "context/NAME", as newer recipes write it.
func eachRecipeLine(f *File, visit func(recipeLine)) {
	r := recipeReader{f: f, visit: visit}
	eachLine(f.Data, r.line)
}

type recipeReader struct {
	f     *File
	visit func(recipeLine)
	keys  []recipeKey
	ifs   []recipeKey // "if: win" of lists, by indentation
	jinja []string    // the conditions of {% if %} around the line
}

type recipeKey struct {
	name      string
	indent    int
	condition string
}

func (r *recipeReader) line(offset int, line string) {
	switch {
	case line == "" || line[0] == '#':
		return
	case strings.HasPrefix(line, "{%"):
		r.statement(offset, line)
		return
	}
	indent := 0
	for i := offset - 1; i >= 0 && r.f.Data[i] != '\n'; i-- {
		indent++
	}
	line, selector := cutSelector(line)
	item := false
	for line == "-" || strings.HasPrefix(line, "- ") {
		r.leave(indent + 1) // a list may stand at the indentation of its key
		rest := strings.TrimLeft(line[1:], " \t")
		size := len(line) - len(rest)
		indent, offset, line, item = indent+size, offset+size, rest, true
	}
	if key, value, ok := cutRecipeKey(line); ok {
		r.enter(recipeKey{name: key, indent: indent}, value)
		offset += len(line) - len(value)
		line = value
	} else if !item {
		return // a text that goes on
	}
	r.values(offset, line, selector)
}

// leave forgets the keys from an indentation on.
func (r *recipeReader) leave(indent int) {
	for n := len(r.keys); n > 0 && r.keys[n-1].indent >= indent; n-- {
		r.keys = r.keys[:n-1]
	}
}

// enter goes into a key. An if is remembered for the then and else beside it.
func (r *recipeReader) enter(k recipeKey, value string) {
	r.leave(k.indent)
	for n := len(r.ifs); n > 0 && (r.ifs[n-1].indent > k.indent || k.name == "if" && r.ifs[n-1].indent == k.indent); n-- {
		r.ifs = r.ifs[:n-1]
	}
	if k.name == "if" {
		r.ifs = append(r.ifs, recipeKey{"if", k.indent, strings.Trim(value, `"'`)})
	}
	if n := len(r.ifs); n > 0 && r.ifs[n-1].indent == k.indent {
		switch k.name {
		case "then":
			k.condition = r.ifs[n-1].condition
		case "else":
			k.condition = "not (" + r.ifs[n-1].condition + ")"
		}
	}
	r.keys = append(r.keys, k)
}

// maxRecipeDepth is how many keys or conditions may stand within each other.
const maxRecipeDepth = 32

// values visits a scalar, or those of a list in brackets.
func (r *recipeReader) values(offset int, text, selector string) {
	if text == "" || len(r.keys) > maxRecipeDepth { // what is empty may stand on the lines below
		return
	}
	l := recipeLine{}
	names := make([]string, len(r.keys))
	var conditions []string
	for i, k := range r.keys {
		names[i] = k.name
		conditions = appendText(conditions, k.condition)
	}
	conditions = appendText(append(conditions, r.jinja...), selector)
	l.path, l.condition = strings.Join(names, "/"), strings.Join(conditions, " and ")
	if text[0] != '[' || text[len(text)-1] != ']' {
		r.scalar(l, offset, text)
		return
	}
	quote, start := byte(0), 1
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == ',' || i == len(text)-1:
			r.scalar(l, offset+start, text[start:i])
			start = i + 1
		}
	}
}

func appendText(list []string, text string) []string {
	if text == "" {
		return list
	}
	return append(list, text)
}

func (r *recipeReader) scalar(l recipeLine, offset int, text string) {
	trimmed := strings.TrimLeft(text, " \t")
	offset += len(text) - len(trimmed)
	text = strings.TrimRight(trimmed, " \t")
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		text, offset = text[1:n-1], offset+1
	}
	l.at = r.f.At(offset, offset+len(text))
	r.visit(l)
}

// statement reads what is for the template engine: set, if, elif, else, endif.
func (r *recipeReader) statement(offset int, line string) {
	inner, _, _ := strings.Cut(strings.TrimLeft(line[len("{%"):], "-+ \t"), "%}")
	word, rest, _ := strings.Cut(strings.TrimRight(inner, "-+ \t"), " ")
	n := len(r.jinja)
	switch {
	case word == "set":
		name, value, _ := strings.Cut(rest, "=")
		value = strings.TrimLeft(value, " \t")
		if quoted := len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && strings.IndexByte(value[1:], value[0]) == len(value)-2; quoted {
			r.scalar(recipeLine{path: "context/" + strings.TrimSpace(name)}, offset+strings.Index(line, value), value)
		}
	case word == "if" && n < maxRecipeDepth:
		r.jinja = append(r.jinja, strings.TrimSpace(rest))
	case n == 0:
	case word == "elif":
		r.jinja[n-1] = strings.TrimSpace(rest)
	case word == "else":
		r.jinja[n-1] = "not (" + r.jinja[n-1] + ")"
	case word == "endif":
		r.jinja = r.jinja[:n-1]
	}
}

// cutSelector cuts the comment off a line. What it has in brackets is the
// condition under which the line counts.
func cutSelector(line string) (rest, selector string) {
	for i := 1; i < len(line); i++ {
		if line[i] != '#' || line[i-1] != ' ' && line[i-1] != '\t' {
			continue
		}
		if _, inner, ok := strings.Cut(line[i:], "["); ok {
			selector, _, _ = strings.Cut(inner, "]")
		}
		return strings.TrimRight(line[:i], " \t"), strings.TrimSpace(selector)
	}
	return line, ""
}

// cutRecipeKey takes "key: value" apart.
func cutRecipeKey(line string) (key, value string, ok bool) {
	i := strings.IndexByte(line, ':')
	if i <= 0 || i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' {
		return "", "", false
	}
	for _, c := range []byte(line[:i]) {
		if !isRequirementName(c) {
			return "", "", false
		}
	}
	return line[:i], strings.TrimLeft(line[i+1:], " \t"), true
}
