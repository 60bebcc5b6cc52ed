package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var autoconf = Kind{
	Name:     "configure.ac",
	Files:    []string{"configure.ac", "configure.in", "*.m4"},
	Probes:   []string{"PKG_CHECK_MODULES", "PKG_CHECK_EXISTS", "AM_PATH_PYTHON"},
	Declares: "`PKG_CHECK_MODULES([X], [openssl >= 1.0.1])`, `PKG_CHECK_EXISTS`, `AM_PATH_PYTHON([2.6])`",
	Parse:    parseAutoconf,
}

// parseAutoconf reads the calls of macros outside of comments. Brackets are the
// quotes of m4 in Autoconf, and nest.
//
// Source: https://people.freedesktop.org/~dbn/pkg-config-guide.html
func parseAutoconf(f *File) {
	for _, m := range []struct {
		name     string
		argument int
	}{{"PKG_CHECK_MODULES", 1}, {"PKG_CHECK_MODULES_STATIC", 1}, {"PKG_CHECK_EXISTS", 0}, {"AM_PATH_PYTHON", 0}} {
		for at := 0; ; {
			i := bytes.Index(f.Data[at:], []byte(m.name+"("))
			if i < 0 {
				break
			}
			at += i + len(m.name) + 1
			if before := at - len(m.name) - 2; before >= 0 && isMacroName(f.Data[before]) || inM4Comment(f, at) {
				continue
			}
			arguments := m4Arguments(f, at)
			if m.argument >= len(arguments) {
				continue
			}
			text := shellText(f, arguments[m.argument])
			if m.name != "AM_PATH_PYTHON" {
				declarePkgConfig(f, Declaration{}, text)
			} else if text.text != "" {
				declareSpliced(f, Declaration{Runtime: rules.Python, Binding: rules.Any}, text, text, func(s *version.Scheme, text string) (version.Set, error) {
					return version.ParseSet(s, ">="+text)
				})
			}
		}
	}
}

func isMacroName(c byte) bool { return c == '_' || isASCIILetter(c) || '0' <= c && c <= '9' }

// inM4Comment reports whether dnl or # stands before a place on its line.
func inM4Comment(f *File, at int) bool {
	start := bytes.LastIndexByte(f.Data[:at], '\n') + 1
	line := string(f.Data[start:at])
	return strings.Contains(line, "#") || strings.HasPrefix(line, "dnl") || strings.Contains(line, " dnl ")
}

// maxM4 is how far the arguments of a call may reach.
const maxM4 = 8 << 10

// m4Arguments are the arguments of the call whose parenthesis opens before at,
// without their quotes.
func m4Arguments(f *File, at int) []Span {
	var out []Span
	start, quotes, parentheses := at, 0, 0
	add := func(end int) {
		out = append(out, unquoted(f.Data, Span{start, end}))
		start = end + 1
	}
	for i := at; i < len(f.Data) && i < at+maxM4; i++ {
		switch c := f.Data[i]; {
		case c == '[':
			quotes++
		case c == ']':
			quotes--
		case quotes > 0:
		case c == '(':
			parentheses++
		case c == ')' && parentheses > 0:
			parentheses--
		case c == ')':
			add(i)
			return out
		case c == ',' && parentheses == 0:
			add(i)
		}
	}
	return nil // it never closes
}

// unquoted takes white space and one pair of quotes off.
func unquoted(data []byte, at Span) Span {
	blank := func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
	for at.Start < at.End && blank(data[at.Start]) {
		at.Start++
	}
	for at.Start < at.End && blank(data[at.End-1]) {
		at.End--
	}
	if at.End-at.Start >= 2 && data[at.Start] == '[' && data[at.End-1] == ']' {
		return Span{at.Start + 1, at.End - 1}
	}
	return at
}

// shellText is a text in which variables of the shell are not known.
func shellText(f *File, at Span) spliced {
	var out spliced
	text := string(f.Data[at.Start:at.End])
	for i := 0; i < len(text); {
		next := strings.IndexByte(text[i:], '$')
		if next < 0 {
			next = len(text) - i
		}
		out.literal(f.Data, Span{at.Start + i, at.Start + i + next})
		if i += next; i == len(text) {
			break
		}
		end := i + 1
		for end < len(text) && (isMacroName(text[end]) || text[end] == '{' || text[end] == '}') {
			end++
		}
		name := strings.Trim(text[i+1:end], "{}")
		out.gap(f.Data, Span{at.Start + i, at.Start + end}, "the shell variable "+name+" has no value here")
		i = end
	}
	return out
}
