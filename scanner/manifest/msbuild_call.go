package manifest

import (
	"path"
	"strings"
)

// A msbuildCall is a $(...) that is no name: the functions by which files find one
// another, those by which they look at their name, and others, which the build computes.
//
// Source: https://learn.microsoft.com/visualstudio/msbuild/property-functions
type msbuildCall struct {
	function  msbuildFunction
	of        *msbuildText   // whose text the function looks at
	arguments []*msbuildText // none where they can't be read
	fixed     bool           // its result is the same in all projects
}

type msbuildFunction uint8

const (
	otherFunction msbuildFunction = iota
	pathOfFileAbove
	directoryOfFileAbove
	startsWith
	endsWith
	contains
)

const (
	// maxMSBuildCalls bounds the arguments that are evaluated for one project: each may
	// hold further calls.
	maxMSBuildCalls = 1000
	// maxCallDepth bounds calls in arguments of calls.
	maxCallDepth = 20
)

// call reads a call.
func (r *msbuildReader) call(text string, depth int) *msbuildCall {
	c := &msbuildCall{fixed: r.shared}
	open := strings.IndexByte(text, '(')
	if open < 0 || closingParenthesis(text, open) != len(text) || !strings.HasSuffix(text, ")") || depth == maxCallDepth {
		return c
	}
	name := text[:open]
	switch strings.ToLower(strings.ReplaceAll(name, " ", "")) {
	case "[msbuild]::getpathoffileabove":
		c.function = pathOfFileAbove
	case "[msbuild]::getdirectorynameoffileabove":
		c.function = directoryOfFileAbove
	default:
		property, method, _ := strings.Cut(name, ".")
		switch method {
		case "StartsWith":
			c.function = startsWith
		case "EndsWith":
			c.function = endsWith
		case "Contains":
			c.function = contains
		default:
			return c
		}
		if property = strings.TrimSpace(property); !isMSBuildName(property) {
			return &msbuildCall{fixed: r.shared}
		}
		c.of = r.cut("$("+property+")", Span{}, depth+1)
		c.fixed = c.of.fixed
	}
	c.arguments = r.arguments(text[open+1:len(text)-1], depth)
	for _, a := range c.arguments {
		c.fixed = c.fixed && a.fixed
	}
	if c.fixed {
		r.calls++
		c.fixed = r.calls <= maxFixedCalls
	}
	return c
}

// arguments reads the texts between the parentheses of a call.
func (r *msbuildReader) arguments(text string, depth int) []*msbuildText {
	var out []*msbuildText
	for text = strings.TrimSpace(text); text != ""; {
		size := strings.IndexByte(text, ',')
		argument := text
		if c := text[0]; c == '\'' || c == '"' || c == '`' {
			end := quoted(text)
			if end < 0 {
				return nil
			}
			argument, size = text[1:end-1], strings.IndexByte(text[end:], ',')
			if size >= 0 {
				size += end
			}
		} else if size >= 0 {
			argument = text[:size]
		}
		if len(out) == maxMSBuildCalls {
			return nil
		}
		out = append(out, r.cut(strings.TrimSpace(argument), Span{}, depth+1))
		if size < 0 {
			break
		}
		text = strings.TrimSpace(text[size+1:])
	}
	return out
}

// callResult is what a call in f gives; ok is false where the build computes that.
func (p *msbuildProject) callResult(f *File, c *msbuildCall) (result string, ok bool) {
	if c.function == otherFunction {
		return "", false
	}
	arguments := p.texts(c.arguments)
	switch c.function {
	case pathOfFileAbove:
		if len(arguments) == 0 || p.alone {
			return "", false
		}
		start := treeRoot + path.Dir(f.Path)
		if len(arguments) > 1 {
			start = arguments[1]
		}
		if dir, ok := p.above(f, start, arguments[0]); ok {
			return treeRoot + path.Join(dir, arguments[0]), true
		}
		return "", true
	case directoryOfFileAbove:
		if len(arguments) < 2 || p.alone {
			return "", false
		}
		if dir, ok := p.above(f, arguments[0], arguments[1]); ok {
			return treeRoot + dir, true
		}
		return "", true
	}
	if len(arguments) != 1 {
		return "", false
	}
	text, known := p.one(c.of)
	if !known {
		return "", false
	}
	is := false
	switch c.function {
	case startsWith:
		is = strings.HasPrefix(text, arguments[0])
	case endsWith:
		is = strings.HasSuffix(text, arguments[0])
	case contains:
		is = strings.Contains(text, arguments[0])
	}
	if is {
		return "true", true
	}
	return "false", true
}

// texts are what texts come to, nil if any of them is not known.
func (p *msbuildProject) texts(of []*msbuildText) []string {
	out := make([]string, len(of))
	for i, t := range of {
		if p.calls++; p.calls > maxMSBuildCalls {
			return nil
		}
		text, known := p.one(t)
		if !known {
			return nil
		}
		out[i] = text
	}
	return out
}
