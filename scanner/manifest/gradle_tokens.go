package manifest

import (
	"bytes"
	"strings"
)

// A gradleToken is a name, a number, a string or a single character of a Groovy
// or Kotlin build script. Comments are left out.
type gradleToken struct {
	kind    byte // 'n' name, '0' number, 's' string, else the character
	text    string
	at      Span   // of a string its contents
	block   string // the names of the blocks around it: "java.toolchain"
	newLine bool
}

// maxGradleBlocks is how deep the names of blocks are kept; build scripts nest a
// tenth of it.
const maxGradleBlocks = 64

// gradleTokens reads the script. What is not closed ends with the file.
func gradleTokens(src []byte) []gradleToken {
	var out []gradleToken
	var blocks []string
	block, depth := "", 0
	lineStart := true
	statement := 0 // index in out of the first token of the statement
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '\n':
			lineStart = true
			i++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			i++
			continue
		case bytes.HasPrefix(src[i:], []byte("//")):
			end := bytes.IndexByte(src[i:], '\n')
			if end < 0 {
				return out
			}
			i += end
			continue
		case bytes.HasPrefix(src[i:], []byte("/*")):
			end := bytes.Index(src[i+2:], []byte("*/"))
			if end < 0 {
				return out
			}
			i += 2 + end + 2
			continue
		}
		t := gradleToken{block: block, newLine: lineStart}
		if lineStart || c == ';' {
			statement = len(out)
		}
		lineStart = false
		switch {
		case isNameStart(c):
			end := i
			for end < len(src) && isNameByte(src[end]) {
				end++
			}
			t.kind, t.text, t.at = 'n', string(src[i:end]), Span{i, end}
			i = end
		case isDigitByte(c):
			end := i
			for end < len(src) && (isDigitByte(src[end]) || src[end] == '.' && end+1 < len(src) && isDigitByte(src[end+1])) {
				end++
			}
			t.kind, t.text, t.at = '0', string(src[i:end]), Span{i, end}
			i = end
		case c == '"' || c == '\'':
			i = t.readString(src, i)
		case c == '{':
			if depth++; depth <= maxGradleBlocks {
				blocks = append(blocks, blockName(out[min(statement, len(out)):]))
				block = strings.Join(blocks, ".")
			}
			statement = len(out) + 1
			t.kind, t.text, t.at = c, "{", Span{i, i + 1}
			i++
		case c == '}':
			if depth > 0 && depth <= maxGradleBlocks {
				blocks = blocks[:depth-1]
				block = strings.Join(blocks, ".")
			}
			depth = max(depth-1, 0)
			t.kind, t.text, t.at = c, "}", Span{i, i + 1}
			i++
		default:
			t.kind, t.text, t.at = c, string(c), Span{i, i + 1}
			i++
		}
		out = append(out, t)
	}
	return out
}

// blockName is the name in front of an opening brace: the last one that is
// followed by nothing but a call's arguments.
func blockName(statement []gradleToken) string {
	var names []string
	for _, t := range statement {
		if t.kind == 'n' || t.kind == 's' {
			names = append(names, t.text)
		}
	}
	return strings.Join(names, " ")
}

func (t *gradleToken) readString(src []byte, i int) int {
	contents, end := stringContents(src, i)
	t.kind, t.at, t.text = 's', contents, string(src[contents.Start:contents.End])
	return end
}

func isDigitByte(c byte) bool { return '0' <= c && c <= '9' }
