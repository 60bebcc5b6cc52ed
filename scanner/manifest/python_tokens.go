package manifest

import (
	"bytes"
	"strings"
)

// A pythonToken is a name, a number, a string or a single character of Python
// source. Comments, blanks and line ends are left out, except that newLine marks
// the first token of a logical line.
type pythonToken struct {
	kind    byte   // 'n' name, '0' number, 's' string, else the character itself
	text    string // of a string its value as far as escapes allow
	at      Span   // of a string its contents without quotes
	newLine bool   // begins a logical line without indentation
	first   bool   // begins a logical line, indented or not
	format  bool   // an f-string: its value is computed
}

// pythonTokens reads the source. What is not closed ends with the file.
func pythonTokens(src []byte) []pythonToken {
	var out []pythonToken
	depth := 0
	lineStart, indented := true, false
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '\n':
			lineStart, indented = depth == 0, false
			i++
			continue
		case c == '\\' && i+1 < len(src) && (src[i+1] == '\n' || src[i+1] == '\r'):
			i += 2
			if src[i-1] == '\r' && i < len(src) && src[i] == '\n' {
				i++
			}
			continue
		case c == ' ' || c == '\t' || c == '\r' || c == '\f':
			indented = indented || lineStart
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
		t := pythonToken{newLine: lineStart && !indented, first: lineStart}
		lineStart = false
		switch {
		case isNameStart(c):
			end := i
			for end < len(src) && isNameByte(src[end]) {
				end++
			}
			if end < len(src) && (src[end] == '"' || src[end] == '\'') && end-i <= 2 && strings.Trim(strings.ToLower(string(src[i:end])), "rbuf") == "" {
				t.format = bytes.ContainsAny(src[i:end], "fF")
				raw := bytes.ContainsAny(src[i:end], "rR")
				i = t.readString(src, end, raw)
			} else {
				t.kind, t.text, t.at = 'n', string(src[i:end]), Span{i, end}
				i = end
			}
		case '0' <= c && c <= '9':
			end := i
			for end < len(src) && (isNameByte(src[end]) || src[end] == '.') {
				end++
			}
			t.kind, t.text, t.at = '0', string(src[i:end]), Span{i, end}
			i = end
		case c == '"' || c == '\'':
			i = t.readString(src, i, false)
		default:
			switch c {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth = max(depth-1, 0)
			}
			t.kind, t.text, t.at = c, string(c), Span{i, i + 1}
			i++
		}
		out = append(out, t)
	}
	return out
}

// readString reads a string from its opening quote on and returns where it ends.
func (t *pythonToken) readString(src []byte, i int, raw bool) int {
	contents, end := stringContents(src, i)
	t.kind, t.at, t.text = 's', contents, string(src[contents.Start:contents.End])
	if !raw && strings.Contains(t.text, "\\\n") {
		t.text = strings.ReplaceAll(t.text, "\\\n", "")
	}
	return end
}

// stringContents finds the contents of a string that opens at i with one quote or three,
// as Python, Groovy and Kotlin have them, and where the string ends. A string in
// single quotes ends with its line at the latest.
func stringContents(src []byte, i int) (contents Span, end int) {
	quote := src[i : i+1]
	if bytes.HasPrefix(src[i:], []byte(`"""`)) || bytes.HasPrefix(src[i:], []byte(`'''`)) {
		quote = src[i : i+3]
	}
	start := i + len(quote)
	for i = start; i < len(src); i++ {
		if src[i] == '\\' {
			i++
			continue
		}
		if bytes.HasPrefix(src[i:], quote) || src[i] == '\n' && len(quote) == 1 {
			break
		}
	}
	end = min(i, len(src))
	contents = Span{start, max(start, end)}
	if i < len(src) && src[i] != '\n' {
		end += len(quote)
	}
	return contents, max(start, end)
}

func isNameStart(c byte) bool { return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 }
func isNameByte(c byte) bool  { return isNameStart(c) || '0' <= c && c <= '9' }
