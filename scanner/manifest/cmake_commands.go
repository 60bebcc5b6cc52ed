package manifest

import (
	"bytes"
	"strings"
)

// A cmakeCommand is a call of a command: name(arguments).
type cmakeCommand struct {
	name string // in lower case
	at   Span   // of the name
	args []cmakeArgument
	// raw is what stands between the parentheses.
	raw Span
}

// A cmakeArgument is an argument as it stands in the file, without its quotes or
// brackets. Parentheses inside of an argument list are arguments too.
type cmakeArgument struct {
	at      Span
	quoted  bool
	bracket bool // nothing in it is replaced
}

// eachCMakeCommand visits the commands of a script. What is not closed ends with
// the file; unclosed is then the place of its name, else -1.
//
// Source: https://cmake.org/cmake/help/latest/manual/cmake-language.7.html
func eachCMakeCommand(data []byte, visit func(cmakeCommand)) (unclosed int) {
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case c == '#':
			i = cmakeComment(data, i)
		case isNameStart(c):
			name := i
			for i < len(data) && isNameByte(data[i]) {
				i++
			}
			end := i
			for i < len(data) && (data[i] == ' ' || data[i] == '\t') {
				i++
			}
			if i == len(data) || data[i] != '(' {
				continue
			}
			command := cmakeCommand{name: strings.ToLower(string(data[name:end])), at: Span{name, end}}
			if i = command.arguments(data, i+1); i < 0 {
				return name
			}
			visit(command)
		default:
			i++
		}
	}
	return -1
}

// arguments reads up to the closing parenthesis and returns what is behind it, -1
// if there is none.
func (c *cmakeCommand) arguments(data []byte, i int) int {
	depth := 0
	c.raw.Start = i
	for i < len(data) {
		switch data[i] {
		case ' ', '\t', '\r', '\n', ';':
			i++
		case '#':
			i = cmakeComment(data, i)
		case '(':
			depth++
			c.args = append(c.args, cmakeArgument{at: Span{i, i + 1}})
			i++
		case ')':
			if depth == 0 {
				c.raw.End = i
				return i + 1
			}
			depth--
			c.args = append(c.args, cmakeArgument{at: Span{i, i + 1}})
			i++
		case '"':
			end := i + 1
			for end < len(data) && data[end] != '"' {
				if data[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end, len(data))
			c.args = append(c.args, cmakeArgument{at: Span{i + 1, end}, quoted: true})
			i = end + 1
		default:
			if contents, end := cmakeBracket(data, i); end > 0 {
				c.args = append(c.args, cmakeArgument{contents, true, true})
				i = end
				continue
			}
			end := i
			for end < len(data) && strings.IndexByte(" \t\r\n()#;\"", data[end]) < 0 {
				if data[end] == '\\' {
					end++
				}
				end++
			}
			end = max(min(end, len(data)), i+1)
			c.args = append(c.args, cmakeArgument{at: Span{i, end}})
			i = end
		}
	}
	return -1
}

// cmakeComment returns the end of the comment at i: of its line, or of its
// brackets.
func cmakeComment(data []byte, i int) int {
	if _, end := cmakeBracket(data, i+1); end > 0 {
		return end
	}
	return nextLine(data, i)
}

// cmakeBracket reads [[text]] and [==[text]==]. end is 0 if there is none at i.
func cmakeBracket(data []byte, i int) (contents Span, end int) {
	if i >= len(data) || data[i] != '[' {
		return Span{}, 0
	}
	start := i + 1
	for start < len(data) && data[start] == '=' {
		start++
	}
	if start == len(data) || data[start] != '[' {
		return Span{}, 0
	}
	closing := "]" + string(data[i+1:start]) + "]"
	size := bytes.Index(data[start+1:], []byte(closing))
	if size < 0 {
		return Span{start + 1, len(data)}, len(data)
	}
	return Span{start + 1, start + 1 + size}, start + 1 + size + len(closing)
}
