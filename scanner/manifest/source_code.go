package manifest

import (
	"sort"
	"strings"
)

// A codeSyntax is what has to be known of a language to tell its comments and
// strings from its code.
type codeSyntax struct {
	comment    string      // opens a comment to the end of the line
	blocks     [][2]string // open and close comments
	nested     bool        // blocks nest
	section    [2]string   // opens and closes comments of whole lines
	last       string      // ends the code
	strings    string      // the characters that quote strings
	chars      byte        // the character that quotes one character
	triple     bool        // three quotes open a string with lines
	raw        bool        // and nothing escapes in it
	heres      bool        // @" and a line end open a string with lines, as any quote does: PowerShell
	escape     byte        // in strings; 0 if nothing escapes
	doubled    bool        // two quotes in a string are one
	verbatim   byte        // before a quote: nothing escapes, quotes double
	directives bool        // a line that begins with # is no code
	names      string      // characters of names besides letters, digits and _
	lines      bool        // a statement ends with its line
	anyCase    bool        // names are the same in upper and lower case
	assigns    string      // what assigns: "=", or "<-"
}

// A codeToken is a name, a number, a string or a single character of source code.
type codeToken struct {
	kind    byte   // 'n' name, '0' number, 's' string, 'c' character, else the token itself
	newLine bool   // the first of its line
	start   uint32 // of the text in the file
	text    string // of a string its contents
}

func (t codeToken) end() int { return int(t.start) + len(t.text) }

// Code is source code as tokens: comments, blanks and line ends are left out.
type code struct {
	f      *File
	syntax *codeSyntax
	tokens []codeToken
	unit   string // of the evidence

	constants map[string]tokens // see constant
	clients   map[string]bool   // see isClient
}

// readCode reads a file. What is not closed ends with the file.
func readCode(f *File, syntax *codeSyntax) *code {
	c := &code{f: f, syntax: syntax}
	text := string(f.Data)
	c.tokens = make([]codeToken, 0, len(text)/6)
	newLine := true
	for i := 0; i < len(text); {
		t, end := syntax.token(text, i, newLine)
		if t.kind != 0 {
			t.newLine, newLine = newLine, false
			c.tokens = append(c.tokens, t)
		}
		newLine = newLine || strings.IndexByte(text[i:end], '\n') >= 0
		i = end
	}
	return c
}

// token reads the blank, comment or token at i and returns where it ends; of
// what is no token the kind is 0.
func (s *codeSyntax) token(text string, i int, newLine bool) (t codeToken, end int) {
	rest, b := text[i:], text[i]
	switch {
	case b == '\n' && s.section != [2]string{} && strings.HasPrefix(rest, s.section[0]):
		return t, i + len(s.section[0]) + until(rest[len(s.section[0]):], s.section[1], len(s.section[1]))
	case b == '\n' && s.last != "" && strings.HasPrefix(rest, s.last):
		return t, len(text)
	case b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == '\f':
		return t, i + 1
	case s.directives && newLine && b == '#':
		return t, i + until(rest, "\n", 0)
	}
	for _, block := range s.blocks {
		if strings.HasPrefix(rest, block[0]) {
			return t, i + s.block(rest, block)
		}
	}
	if s.comment != "" && strings.HasPrefix(rest, s.comment) {
		return t, i + until(rest, "\n", 0)
	}
	switch {
	case s.isName(b) && !isDigitByte(b):
		for end = i + 1; end < len(text) && s.isName(text[end]); {
			end++
		}
		return codeToken{kind: 'n', start: uint32(i), text: text[i:end]}, end
	case isDigitByte(b):
		for end = i + 1; end < len(text) && isNameByte(text[end]); {
			end++
		}
		return codeToken{kind: '0', start: uint32(i), text: text[i:end]}, end
	case strings.IndexByte(s.strings, b) >= 0:
		contents, end := s.quoted(text, i)
		return codeToken{kind: 's', start: uint32(contents.Start), text: text[contents.Start:contents.End]}, end
	case b == s.chars:
		if end = s.character(text, i); end > 0 {
			return codeToken{kind: 'c', start: uint32(i), text: text[i:end]}, end
		}
	}
	return codeToken{kind: b, start: uint32(i), text: text[i : i+1]}, i + 1
}

func (s *codeSyntax) isName(b byte) bool {
	return isNameByte(b) || strings.IndexByte(s.names, b) >= 0
}

// block returns how long a comment is.
func (s *codeSyntax) block(text string, marks [2]string) int {
	depth := 0
	for i := 0; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], marks[1]) && depth > 0:
			depth--
			if i += len(marks[1]); depth == 0 || !s.nested {
				return i
			}
		case strings.HasPrefix(text[i:], marks[0]):
			depth++
			i += len(marks[0])
		default:
			i++
		}
	}
	return len(text)
}

// quoted finds the contents of the string that opens at i, and where it ends. One
// that has no lines ends with its line at the latest.
func (s *codeSyntax) quoted(text string, i int) (contents Span, end int) {
	escape, doubled, lines, quote := s.escape, s.doubled, s.heres, text[i:i+1]
	if s.heres && i > 0 && text[i-1] == '@' {
		end = i + 1 + until(text[i+1:], "\n"+quote+"@", len("\n"+quote+"@"))
		return Span{i + 1, end}, end
	}
	switch {
	case s.triple && strings.HasPrefix(text[i+1:], quote+quote):
		quote, doubled, lines = text[i:i+3], false, true
		if s.raw {
			escape = 0
		}
	case s.heres && quote == "'":
		escape = 0
	case s.verbatim != 0 && (i > 0 && text[i-1] == s.verbatim || i > 1 && text[i-1] == '$' && text[i-2] == s.verbatim):
		escape, doubled, lines = 0, true, true
	}
	start := i + len(quote)
	for i = start; i < len(text); i++ {
		switch {
		case escape != 0 && text[i] == escape:
			i++
		case strings.HasPrefix(text[i:], quote):
			if doubled && strings.HasPrefix(text[i+1:], quote) {
				i++
				continue
			}
			return Span{start, i}, i + len(quote)
		case text[i] == '\n' && !lines:
			return Span{start, i}, i
		}
	}
	return Span{min(start, len(text)), len(text)}, len(text)
}

// character returns where a character ends that opens at i, 0 if none does: in
// some languages the mark has other uses.
func (s *codeSyntax) character(text string, i int) int {
	const longest = len(`'\u{10ffff}'`)
	line := text[i+1 : min(len(text), i+longest)]
	if s.escape != 0 && line != "" && line[0] == s.escape && len(line) > 1 {
		line = line[:1] + "_" + line[2:] // what is escaped may be the mark itself
	}
	n := strings.IndexByte(line, s.chars)
	if n <= 0 || strings.IndexByte(line[:n], '\n') >= 0 || n > 4 && line[0] != s.escape {
		return 0
	}
	return i + 1 + n + 1
}

// is reports whether the tokens from i on are these names and characters.
func (c *code) is(i int, tokens ...string) bool {
	if i < 0 || i+len(tokens) > len(c.tokens) {
		return false
	}
	for j, want := range tokens {
		t := &c.tokens[i+j]
		if t.kind == 's' || t.kind == 'c' || t.text != want && !(c.syntax.anyCase && strings.EqualFold(t.text, want)) {
			return false
		}
	}
	return true
}

// joined reports whether two characters stand together: an operator.
func (c *code) joined(i int) bool {
	return i >= 0 && i+1 < len(c.tokens) && c.tokens[i].end() == int(c.tokens[i+1].start)
}

// word returns the name at i, in lower case where case does not matter.
func (c *code) word(i int) string {
	if i < 0 || i >= len(c.tokens) || c.tokens[i].kind != 'n' {
		return ""
	}
	if c.syntax.anyCase {
		return strings.ToLower(c.tokens[i].text)
	}
	return c.tokens[i].text
}

// A tokens is a range of tokens, the end excluded.
type tokens struct{ start, end int }

func (t tokens) isEmpty() bool { return t.start >= t.end }

// at is the place of a range of tokens, with the quotes of strings.
func (c *code) at(r tokens) Place {
	if r.isEmpty() {
		return c.f.At(0, 0)
	}
	first, last := &c.tokens[r.start], &c.tokens[r.end-1]
	start, end := int(first.start), last.end()
	if first.kind == 's' && first != last {
		start--
	}
	if last.kind == 's' && first != last {
		end++
	}
	return c.f.At(start, end)
}

// maxStatement bounds how many tokens of a statement are read.
const maxStatement = 400

const opening, closingMarks = "([{", ")]}"

// expression returns the expression that begins at i: up to what separates it
// from the next, or to what closes around it.
func (c *code) expression(i int) tokens {
	depth := 0
	for j := i; j < len(c.tokens) && j < i+maxStatement; j++ {
		t := &c.tokens[j]
		switch {
		case depth == 0 && j > i && c.syntax.lines && t.newLine && !c.continues(j):
			return tokens{i, j}
		case strings.IndexByte(opening, t.kind) >= 0:
			depth++
		case strings.IndexByte(closingMarks, t.kind) >= 0:
			if depth--; depth < 0 {
				return tokens{i, j}
			}
		case t.kind == ';' || t.kind == ',' && depth == 0:
			return tokens{i, j}
		}
	}
	return tokens{i, min(len(c.tokens), i+maxStatement)}
}

// continues reports whether a line goes on with token j: an operator stands on
// either side of the break.
func (c *code) continues(j int) bool {
	switch c.word(j - 1) {
	case "or", "bor", "_":
		return true
	}
	before, after := c.tokens[j-1], c.tokens[j]
	operator := func(t codeToken, marks string) bool {
		return t.kind != 'n' && len(t.text) == 1 && strings.Contains(marks, t.text)
	}
	return operator(before, "|+=.,&:-<_`([") || operator(after, "|.+&") || c.word(j) == "or"
}

// arguments are those of the call whose parenthesis opens at i, one range each.
func (c *code) arguments(i int) []tokens {
	var out []tokens
	if i >= len(c.tokens) || c.tokens[i].kind != '(' {
		return nil
	}
	for start := i + 1; ; {
		e := c.inParentheses(start)
		if !e.isEmpty() {
			out = append(out, e)
		}
		if e.end >= len(c.tokens) || c.tokens[e.end].kind != ',' || e.end-i > maxStatement {
			return out
		}
		start = e.end + 1
	}
}

// inParentheses is expression where lines end nothing.
func (c *code) inParentheses(i int) tokens {
	syntax := *c.syntax
	syntax.lines = false
	inside := *c
	inside.syntax = &syntax
	return inside.expression(i)
}

// call returns the name of the call around token i and where its parenthesis
// opens; "" if there is none in the statement.
func (c *code) call(i int) (name string, open int) {
	depth := 0
	for j := i - 1; j >= 0 && j > i-maxStatement; j-- {
		switch c.tokens[j].kind {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth < 0 {
				if c.tokens[j].kind == '(' {
					return c.word(j - 1), j
				}
				depth = 0 // a list among the arguments
			}
		case ';':
			return "", -1
		}
	}
	return "", -1
}

// statement returns where the statement of token i begins.
func (c *code) statement(i int) int {
	for j := i; j > 0 && j > i-maxStatement; j-- {
		switch {
		case strings.IndexByte(";{}", c.tokens[j-1].kind) >= 0,
			c.syntax.lines && c.tokens[j].newLine && !c.continues(j):
			return j
		}
	}
	return max(i-maxStatement, 0)
}

// forServer reports whether a name of the statement up to token i says that it is
// about a server's sockets.
func (c *code) forServer(i int) bool {
	for j := c.statement(i); j < i; j++ {
		if t := &c.tokens[j]; t.kind == 'n' && containsFold(t.text, "server") {
			return true
		}
	}
	return false
}

func containsFold(text, lower string) bool {
	return len(text) >= len(lower) && strings.Contains(strings.ToLower(text), lower)
}

// constant returns what the file assigns to the name of a constant, which is
// written in capitals or declared as one. It is empty where there is none, or
// more than one.
func (c *code) constant(name string) tokens {
	if c.constants == nil {
		c.constants = map[string]tokens{}
		for i := 1; i+1 < len(c.tokens); i++ {
			if c.tokens[i].kind != '=' || c.tokens[i-1].kind != 'n' || c.is(i+1, "=") || !c.isConstant(i-1) {
				continue
			}
			value := c.expression(i + 1)
			if _, twice := c.constants[c.tokens[i-1].text]; twice {
				value = tokens{}
			}
			c.constants[c.tokens[i-1].text] = value
		}
	}
	return c.constants[name]
}

func (c *code) isConstant(i int) bool {
	name := c.tokens[i].text
	if strings.ToUpper(name) == name {
		return true
	}
	for j := max(0, i-8); j < i; j++ {
		switch c.word(j) {
		case "final", "val", "const":
			return j >= c.statement(i)
		}
	}
	return false
}

// inOrder puts evidence that was found by several searches in the order of the
// file.
func (f *File) inOrder() {
	sort.SliceStable(f.evidence, func(i, j int) bool { return f.evidence[i].At.Start < f.evidence[j].At.Start })
}
