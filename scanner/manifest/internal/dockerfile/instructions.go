package dockerfile

import (
	"bytes"
	"strings"
)

// An Instruction is one instruction of a Dockerfile.
type Instruction struct {
	Name  string // in upper case
	Start int    // where the name stands
	// Text are the arguments. It is as long as its source, so that offsets agree:
	// a byte that does not count, of a continuation or of a comment inside of it,
	// is NUL.
	Text     []byte
	At       int // where Text stands
	Heredocs []Heredoc
	// Escape is the byte that escapes others: a backslash, or what the escape
	// directive says.
	Escape byte
}

// A Heredoc is text that follows an instruction up to a line with its name.
type Heredoc struct {
	Name    string
	Content []byte
	At      int  // where Content stands
	Literal bool // the name is quoted: variables are not replaced
}

// Parse splits a file into its instructions. data must have no NUL bytes.
func Parse(data []byte) []Instruction {
	p := parser{src: bytes.Clone(data), escape: '\\', directives: true}
	var out []Instruction
	for p.at < len(p.src) {
		start, end := p.line()
		line := trimLeft(p.src[start:end])
		p.directive(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if end = p.join(start, end); len(trimLeft(p.src[start:end])) == 0 {
			continue
		}
		in := p.instruction(start, end)
		p.heredocs(&in)
		out = append(out, in)
	}
	return out
}

type parser struct {
	src        []byte
	at         int // the next line
	escape     byte
	directives bool // only comments that are directives came so far
}

// line returns the bounds of the next line, without its end, and moves behind it.
func (p *parser) line() (start, end int) {
	start, end = p.at, len(p.src)
	p.at = end
	if i := bytes.IndexByte(p.src[start:], '\n'); i >= 0 {
		end = start + i
		p.at = end + 1
	}
	return start, start + len(bytes.TrimRight(p.src[start:end], "\r"))
}

// directive reads "# escape=`". Directives stand before everything else; the
// first line that is none ends them.
func (p *parser) directive(line []byte) {
	if !p.directives {
		return
	}
	comment, ok := bytes.CutPrefix(line, []byte("#"))
	name, value, isPair := bytes.Cut(comment, []byte("="))
	value = bytes.TrimSpace(value)
	switch name := strings.ToLower(string(bytes.TrimSpace(name))); {
	case !ok || !isPair || len(value) == 0 || name != "escape" && name != "syntax" && name != "check":
		p.directives = false
	case name == "escape" && (string(value) == "`" || string(value) == `\`):
		p.escape = value[0]
	}
}

// join blanks out the ends of continued lines, and the comments and empty lines
// between them, and returns where the instruction ends.
func (p *parser) join(start, end int) int {
	for p.continues(start, end) {
		for {
			if p.at >= len(p.src) {
				return end
			}
			erased := end
			start, end = p.line()
			erase(p.src[erased:start])
			if line := trimLeft(p.src[start:end]); len(line) > 0 && line[0] != '#' {
				break
			}
			erase(p.src[start:end])
		}
	}
	return end
}

// continues reports whether the line goes on in the next one, and erases the mark
// that says so. A mark behind another is none.
func (p *parser) continues(start, end int) bool {
	line := bytes.TrimRight(p.src[start:end], " \t")
	last := len(line) - 1
	if last < 0 || line[last] != p.escape || last > 0 && line[last-1] == p.escape {
		return false
	}
	erase(p.src[start+last : end])
	return true
}

func erase(b []byte) { clear(b) }

func (p *parser) instruction(start, end int) Instruction {
	line := p.src[start:end]
	indent := len(line) - len(trimLeft(line))
	line = line[indent:]
	size := 0
	for size < len(line) && !isSpace(line[size]) {
		size++
	}
	rest := trimLeft(line[size:])
	name := strings.ReplaceAll(string(line[:size]), "\x00", "")
	return Instruction{
		Name:   strings.ToUpper(name),
		Start:  start + indent,
		Text:   bytes.TrimRight(rest, " \t\r\v\f\x00"),
		At:     end - len(rest),
		Escape: p.escape,
	}
}

// heredocs reads the heredocs that an instruction opens. One without an end is
// none.
func (p *parser) heredocs(in *Instruction) {
	name := in.Name
	if name == "ONBUILD" {
		if words := in.Words(); len(words) > 0 {
			name = strings.ToUpper(string(words[0].Raw))
		}
	}
	if name != "RUN" && name != "COPY" && name != "ADD" || !bytes.Contains(in.Text, []byte("<<")) {
		return
	}
	words := in.Words()
	for i := 0; i < len(words); i++ {
		raw := bytes.TrimLeft(words[i].Raw, "0123456789")
		raw, ok := bytes.CutPrefix(raw, []byte("<<"))
		if !ok {
			continue
		}
		raw, tabs := bytes.CutPrefix(raw, []byte("-"))
		if len(raw) == 0 && i+1 < len(words) {
			i++
			raw = words[i].Raw // << EOF
		}
		if len(raw) == 0 || bytes.IndexByte(raw, '<') >= 0 {
			continue
		}
		h := Heredoc{Name: (&Word{Raw: raw, escape: '\\'}).Expand(nil).Value, At: p.at}
		h.Literal = bytes.ContainsAny(raw, `"'`)
		if !p.heredoc(&h, tabs) {
			return
		}
		in.Heredocs = append(in.Heredocs, h)
	}
}

func (p *parser) heredoc(h *Heredoc, tabs bool) bool {
	back := p.at
	for p.at < len(p.src) {
		start, end := p.line()
		line := p.src[start:end]
		if tabs {
			line = bytes.TrimLeft(line, "\t")
		}
		if string(line) == h.Name {
			h.Content = p.src[back:start]
			return true
		}
	}
	p.at = back
	return false
}

// isSpace reports whether a byte separates words. NUL stands for bytes that are
// not there.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'
}

// trimLeft cuts white space, and bytes that are not there, from the start.
func trimLeft(b []byte) []byte {
	for len(b) > 0 && (isSpace(b[0]) || b[0] == 0) {
		b = b[1:]
	}
	return b
}
