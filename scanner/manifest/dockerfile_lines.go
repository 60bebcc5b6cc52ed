package manifest

import (
	"bytes"
	"strings"
)

// A dockerInstruction is one instruction of a Dockerfile. Its text has the
// length of the source, so that offsets agree: continuations and the comments
// between them are blanks.
type dockerInstruction struct {
	name  string // in upper case
	text  []byte // the arguments
	at    int    // offset of text in the file
	start int
}

// dockerInstructions splits the file as its reference describes: parser
// directives, comments, continuations and heredocs.
// Source: https://docs.docker.com/reference/dockerfile/#format
func dockerInstructions(data []byte) []dockerInstruction {
	src := bytes.Clone(data)
	escape := escapeDirective(src)
	var out []dockerInstruction
	for at := 0; at < len(src); {
		end := lineEnd(src, at)
		line := bytes.TrimSpace(src[at:end])
		if len(line) == 0 || line[0] == '#' {
			at = end + 1
			continue
		}
		end = joinLines(src, at, end, escape)
		in := newInstruction(src, at, min(end, len(src)))
		if word := heredoc(in.text); word != "" {
			end = heredocEnd(src, end, word)
			in.text = src[in.at:min(end, len(src))]
		}
		out = append(out, in)
		at = end + 1
	}
	return out
}

func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(src)
}

// escapeDirective reads "# escape=`", which may stand on the first lines only.
func escapeDirective(src []byte) byte {
	for at := 0; at < len(src); {
		end := lineEnd(src, at)
		line := bytes.TrimSpace(src[at:end])
		name, value, ok := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("#"))), []byte("="))
		if len(line) == 0 || line[0] != '#' || !ok {
			return '\\'
		}
		if value = bytes.TrimSpace(value); strings.EqualFold(string(bytes.TrimSpace(name)), "escape") && len(value) == 1 {
			return value[0]
		}
		at = end + 1
	}
	return '\\'
}

// joinLines blanks out the ends of continued lines, and comments and empty lines
// between them, and returns where the instruction ends.
func joinLines(src []byte, at, end int, escape byte) int {
	for {
		line := bytes.TrimRight(src[at:end], " \t\r")
		if len(line) == 0 || line[len(line)-1] != escape || end >= len(src) {
			return end
		}
		blank(src, at+len(line)-1, end+1)
		for at = end + 1; at < len(src); at = end + 1 {
			end = lineEnd(src, at)
			next := bytes.TrimSpace(src[at:end])
			if len(next) > 0 && next[0] != '#' {
				break
			}
			blank(src, at, min(end+1, len(src)))
		}
		if at >= len(src) {
			return len(src)
		}
	}
}

func blank(src []byte, start, end int) {
	for i := start; i < end; i++ {
		src[i] = ' '
	}
}

func newInstruction(src []byte, start, end int) dockerInstruction {
	line := src[start:end]
	indent := len(line) - len(bytes.TrimLeft(line, " \t\r"))
	line = line[indent:]
	size := bytes.IndexAny(line, " \t\r")
	if size < 0 {
		size = len(line)
	}
	rest := bytes.TrimLeft(line[size:], " \t\r")
	return dockerInstruction{
		name:  strings.ToUpper(string(line[:size])),
		text:  bytes.TrimRight(rest, " \t\r"),
		at:    end - len(rest),
		start: start + indent,
	}
}

// heredoc returns the word that ends the heredoc that an instruction opens.
func heredoc(text []byte) string {
	i := bytes.Index(text, []byte("<<"))
	if i < 0 {
		return ""
	}
	word := strings.TrimPrefix(string(text[i+2:]), "-")
	word, _, _ = strings.Cut(word, " ")
	word = strings.Trim(word, `"'`)
	for i := range len(word) {
		if !isNameByte(word[i]) {
			return ""
		}
	}
	return word
}

func heredocEnd(src []byte, end int, word string) int {
	for at := end + 1; at < len(src); {
		next := lineEnd(src, at)
		if string(bytes.TrimSpace(src[at:next])) == word {
			return next
		}
		at = next + 1
	}
	return end
}

// A dockerWord is one word of an instruction, without quotes.
type dockerWord struct {
	text string
	at   Span // in the file
}

// words splits the arguments at blanks, as a shell does without expanding
// anything. Separators of commands (&& || ; | and line ends) are words.
func (in *dockerInstruction) words() []dockerWord {
	var out []dockerWord
	text := in.text
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\n' || c == ';' || c == '|' || c == '&':
			out = append(out, dockerWord{string(c), Span{in.at + i, in.at + i + 1}})
			i++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			i++
			continue
		}
		start := i
		var word []byte
		var quote byte
		for ; i < len(text); i++ {
			c := text[i]
			if quote == 0 && (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ';' || c == '|' || c == '&') {
				break
			}
			switch {
			case quote == 0 && (c == '"' || c == '\''):
				quote = c
			case c == quote:
				quote = 0
			default:
				word = append(word, c)
			}
		}
		out = append(out, dockerWord{string(word), Span{in.at + start, in.at + i}})
	}
	return out
}
