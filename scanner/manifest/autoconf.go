package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var autoconf = Kind{
	Name:     "configure.ac",
	Files:    []string{"configure.ac", "configure.in", "*.m4"},
	Probes:   []string{"PKG_CHECK_", "AM_PATH_PYTHON", "_PYTHON_DEVEL", "AX_PROG_PYTHON_VERSION", "AX_PROG_RUBY_VERSION"},
	Declares: "`PKG_CHECK_MODULES([X], [openssl >= 1.0.1])`, `PKG_CHECK_EXISTS`, `AM_PATH_PYTHON([2.6])`",
	Parse:    parseAutoconf,
}

// autoconfMacros are the macros that ask for versions: in which argument, and how
// they declare what stands there.
//
// Source: https://www.gnu.org/software/autoconf-archive/
var autoconfMacros = map[string]struct {
	argument int
	declare  func(*File, spliced)
}{
	"PKG_CHECK_MODULES":        {1, declareModules},
	"PKG_CHECK_MODULES_STATIC": {1, declareModules},
	"PKG_CHECK_EXISTS":         {0, declareModules},
	"AM_PATH_PYTHON":           {0, declareLeast(rules.Python)},
	"AX_PROG_PYTHON_VERSION":   {0, declareLeast(rules.Python)},
	"AX_PROG_RUBY_VERSION":     {0, declareLeast(rules.Ruby)},
	"AX_PYTHON_DEVEL":          {0, declarePythonDevel},
	"AC_PYTHON_DEVEL":          {0, declarePythonDevel},
}

func declareModules(f *File, list spliced) { declarePkgConfig(f, Declaration{}, list) }

func declareLeast(rt rules.Runtime) func(*File, spliced) {
	return func(f *File, text spliced) {
		if text.text != "" {
			declareSpliced(f, Declaration{Runtime: rt, Scope: Build}, text, text, func(s *version.Scheme, text string) (version.Set, error) {
				v, err := s.Parse(text)
				return version.AtLeast(v), err
			})
		}
	}
}

// declarePythonDevel declares a comparison with a string of Python: >= '2.7'.
func declarePythonDevel(f *File, text spliced) {
	if text.text != "" {
		declareSpliced(f, Declaration{Runtime: rules.Python, Scope: Build}, text, text, func(s *version.Scheme, text string) (version.Set, error) {
			return version.ParseSet(s, strings.NewReplacer("'", "", `"`, "").Replace(text))
		})
	}
}

// An autoconfScript is a script of m4 and shell, of which only calls of macros and
// what variables are set to are read.
type autoconfScript struct {
	f         *File
	shell, m4 variables
	unclosed  bool // a call never closes, and that is said
	// scanned is how many bytes of arguments and values were read. They nest, so that
	// some are read several times.
	scanned int
}

// parseAutoconf reads the calls of macros outside of comments, also those in the
// arguments of others.
func parseAutoconf(f *File) {
	s := &autoconfScript{f: f, shell: newVariables(f, "shell variable"), m4: newVariables(f, "macro")}
	data := f.Data
	command := true // only blanks and quotes stand before on the line
	for i := 0; i < len(data) && s.scanned < maxAutoconf; {
		c := data[i]
		if !isMacroName(c) {
			if c == '#' && (i == 0 || strings.IndexByte(" \t\n[", data[i-1]) >= 0 && !isIncludeAt(data, i)) {
				i = nextLine(data, i)
				command = true
				continue
			}
			command = c == '\n' || command && strings.IndexByte(" \t\r[", c) >= 0
			i++
			continue
		}
		start := i
		for i < len(data) && isMacroName(data[i]) {
			i++
		}
		word := string(data[start:i])
		switch {
		case word == "dnl":
			i = nextLine(data, i)
			command = true
			continue
		case i < len(data) && data[i] == '(':
			s.call(word, i+1)
		case i < len(data) && data[i] == '=' && command:
			s.assign(word, i+1)
		}
		command = false
	}
}

// isIncludeAt reports whether the # at i begins a directive of C: programs to try
// stand between quotes.
func isIncludeAt(data []byte, i int) bool {
	return strings.HasPrefix(string(data[i:min(i+len("#include"), len(data))]), "#include")
}

func isMacroName(c byte) bool { return c == '_' || isASCIILetter(c) || isDigitByte(c) }

// call reads the arguments from at on of a macro that matters.
func (s *autoconfScript) call(name string, at int) {
	switch name {
	case "AC_SUBST", "m4_define", "define":
		arguments, _ := s.arguments(at, 2)
		if len(arguments) < 2 {
			return
		}
		defined := string(s.f.Data[arguments[0].Start:arguments[0].End])
		value := s.expand(s.unquote(arguments[1]))
		if name == "AC_SUBST" {
			s.keep(defined, value)
		} else {
			s.m4.set(defined, value, nil)
		}
		return
	}
	m, ok := autoconfMacros[name]
	if !ok {
		return
	}
	arguments, closed := s.arguments(at, m.argument+1)
	switch {
	case len(arguments) > m.argument:
		if text := s.expand(s.unquote(arguments[m.argument])); !isM4Argument(text.text) {
			m.declare(s.f, text)
		}
	case !closed && !s.unclosed:
		s.unclosed = true
		s.f.Problemf(at-1, "the parenthesis of %s never closes", name)
	}
}

// isM4Argument reports whether a text is an argument that a macro passes on: who
// calls that one says what it is.
func isM4Argument(text string) bool {
	return len(text) > 1 && text[0] == '$' && strings.Trim(text[1:], "0123456789") == ""
}

// unquote takes the quotes of the shell off.
func (s *autoconfScript) unquote(at Span) Span {
	if d := s.f.Data; at.End-at.Start >= 2 && d[at.Start] == d[at.End-1] && (d[at.Start] == '"' || d[at.Start] == '\'') {
		return Span{at.Start + 1, at.End - 1}
	}
	return at
}

// assign keeps the value of a variable of the shell: one word, or what stands in
// quotes.
func (s *autoconfScript) assign(name string, at int) {
	data, end := s.f.Data, at
	if at < len(data) && (data[at] == '"' || data[at] == '\'') {
		end++
		for end < len(data) && end < at+maxM4 && data[end] != data[at] {
			end++
		}
		s.scanned += end - at
		s.keep(name, s.expand(Span{at + 1, min(end, len(data))}))
		return
	}
	for end < len(data) && end < at+maxM4 && strings.IndexByte(" \t\r\n;,[]()`", data[end]) < 0 {
		end++
	}
	if end < len(data) && (data[end] == '`' || data[end] == '(') {
		var out spliced
		out.gap(data, Span{at, end + 1}, "a command prints it")
		s.keep(name, out)
		return
	}
	s.keep(name, s.expand(Span{at, end}))
}

// keep notes a value of a variable. Which lines the shell comes by is not known:
// one that has several values has none that is.
func (s *autoconfScript) keep(name string, value spliced) {
	anywhere := &branch{}
	anywhere.first = anywhere
	s.shell.set(name, value, anywhere)
}

// expand replaces $name and ${name}, and words that are macros.
func (s *autoconfScript) expand(at Span) spliced {
	var out spliced
	data, start := s.f.Data, at.Start
	at.End = min(at.End, at.Start+maxM4)
	for i := at.Start; i < at.End; {
		first := i
		dollar := data[i] == '$'
		if dollar {
			i++
		}
		braces := dollar && i < at.End && data[i] == '{'
		if braces {
			i++
		}
		name := i
		for i < at.End && isMacroName(data[i]) {
			i++
		}
		word := string(data[name:i])
		if braces && i < at.End && data[i] == '}' {
			i++
		}
		switch {
		case dollar && word != "":
			out.literal(data, Span{start, first})
			if isDigitByte(word[0]) {
				out.gap(data, Span{first, i}, "it is an argument of the macro")
			} else {
				s.shell.use(&out, word, Span{first, i}, nil)
			}
			start = i
		case word != "" && len(s.m4.sets[word]) > 0:
			if i+1 < at.End && data[i] == '(' && data[i+1] == ')' {
				i += 2
			}
			out.literal(data, Span{start, first})
			s.m4.use(&out, word, Span{first, i}, nil)
			start = i
		case i == first:
			i++
		}
	}
	out.literal(data, Span{min(start, at.End), at.End})
	return out
}

const (
	// maxM4 is how far the arguments of a call that matter may reach.
	maxM4 = 8 << 10
	// maxAutoconf is how many bytes of arguments and values are read in one file.
	maxAutoconf = 16 << 20
)

// arguments are the first arguments of the call whose parenthesis opens before
// at, without blanks and one pair of quotes around them. Brackets are the quotes of
// m4 in Autoconf, and nest. closed is false if the call goes on to the end.
func (s *autoconfScript) arguments(at, most int) (out []Span, closed bool) {
	data := s.f.Data
	start, quotes, parentheses := at, 0, 0
	for i := at; i < len(data) && len(out) < most; i++ {
		s.scanned++
		if i > at+maxM4 {
			return nil, true
		}
		switch c := data[i]; {
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
			return append(out, m4Unquoted(data, Span{start, i})), true
		case c == ',' && parentheses == 0:
			out = append(out, m4Unquoted(data, Span{start, i}))
			start = i + 1
		}
	}
	return out, len(out) == most
}

func m4Unquoted(data []byte, at Span) Span {
	for at.Start < at.End && isListBlank(data[at.Start]) {
		at.Start++
	}
	for at.Start < at.End && isListBlank(data[at.End-1]) {
		at.End--
	}
	if at.End-at.Start >= 2 && data[at.Start] == '[' && data[at.End-1] == ']' {
		return Span{at.Start + 1, at.End - 1}
	}
	return at
}
