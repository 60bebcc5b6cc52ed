package manifest

import (
	"bytes"
	"strings"
)

// A rubyToken is a name, a symbol, a number, a string or a single character of
// Ruby source. Comments and what stands behind __END__ are left out.
type rubyToken struct {
	kind     byte // 'n' name, ':' symbol, '0' number, 's' string, else the character
	text     string
	at       Span // of a string its contents
	newLine  bool // first of its line
	computed bool // a string with #{...}
}

// rubyTokens reads the source. What is not closed ends with the file.
func rubyTokens(src []byte) []rubyToken {
	var out []rubyToken
	lineStart := true
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '\n' || i == 0 && bytes.HasPrefix(src, []byte("=begin")):
			lineStart = true
			if c == '\n' {
				i++
			}
			if bytes.HasPrefix(src[i:], []byte("=begin")) {
				end := bytes.Index(src[i:], []byte("\n=end"))
				if end < 0 {
					return out
				}
				i += end + len("\n=end")
			}
			if bytes.HasPrefix(src[i:], []byte("__END__")) {
				return out
			}
			continue
		case c == ' ' || c == '\t' || c == '\r' || c == '\\':
			i++
			continue
		case c == '#':
			end := bytes.IndexByte(src[i:], '\n')
			if end < 0 {
				return out
			}
			i += end
			continue
		}
		t := rubyToken{newLine: lineStart}
		lineStart = false
		i = t.read(src, i)
		out = append(out, t)
	}
	return out
}

// read reads one token and returns where it ends.
func (t *rubyToken) read(src []byte, i int) int {
	c := src[i]
	switch {
	case isNameStart(c) || c == '@':
		end := i + 1
		for end < len(src) && isNameByte(src[end]) {
			end++
		}
		if end < len(src) && (src[end] == '?' || src[end] == '!') {
			end++
		}
		t.kind, t.text, t.at = 'n', string(src[i:end]), Span{i, end}
		return end
	case '0' <= c && c <= '9':
		end := i
		for end < len(src) && (isNameByte(src[end]) || src[end] == '.' && end+1 < len(src) && isNameByte(src[end+1])) {
			end++
		}
		t.kind, t.text, t.at = '0', string(src[i:end]), Span{i, end}
		return end
	case c == '"' || c == '\'':
		return t.readString(src, i+1, c, c)
	case c == '%' && i+2 < len(src) && (src[i+1] == 'q' || src[i+1] == 'Q') && strings.IndexByte("([{<|/!", src[i+2]) >= 0:
		return t.readString(src, i+3, src[i+2], closing(src[i+2]))
	case c == ':' && i+1 < len(src) && isNameStart(src[i+1]):
		end := i + 1
		for end < len(src) && isNameByte(src[end]) {
			end++
		}
		t.kind, t.text, t.at = ':', string(src[i+1:end]), Span{i, end}
		return end
	}
	t.kind, t.text, t.at = c, string(c), Span{i, i + 1}
	return i + 1
}

func (t *rubyToken) readString(src []byte, start int, open, end byte) int {
	depth := 1
	i := start
	for ; i < len(src); i++ {
		switch {
		case src[i] == '\\':
			i++
			continue
		case src[i] == end:
			depth--
		case src[i] == open:
			depth++
		}
		if depth == 0 {
			break
		}
	}
	i = min(i, len(src))
	t.kind, t.at, t.text = 's', Span{start, i}, string(src[start:i])
	t.computed = open != '\'' && strings.Contains(t.text, "#{")
	return min(i+1, len(src))
}

func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	case '{':
		return '}'
	case '<':
		return '>'
	}
	return open
}
