package manifest

import (
	"path"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var toxINI = Kind{
	Name:     "tox.ini",
	Files:    []string{"tox.ini"},
	Declares: "the Pythons of `envlist` and `basepython`",
	Catalog:  true,
	Parse:    func(f *File) { parseTox(f, Span{0, len(f.Data)}) },
}

var toxTOML = Kind{
	Name:     "tox.toml",
	Files:    []string{"tox.toml"},
	Declares: "the Pythons of `env_list` and `base_python`",
	Catalog:  true,
	Parse: func(f *File) {
		parseTOML(f, func(v tomlValue) { declareToxTOML(f, v.path, v) })
	},
}

// parseTox reads tox.ini, or the same inside of pyproject.toml.
func parseTox(f *File, part Span) {
	var t toxFile
	eachINI(f, part, func(v iniValue) { t.setting(v) })
	t.declare(f)
}

// A toxFile is what tox's configuration says of Pythons.
type toxFile struct {
	lists    []iniValue // envlist
	bases    []iniValue // basepython
	sections []Span     // names of environments that have a section
}

// setting takes a value if it is one of tox. In setup.cfg its sections begin
// with "tox:".
func (t *toxFile) setting(v iniValue) {
	section := strings.TrimPrefix(v.section, "tox:")
	env, isEnv := strings.CutPrefix(section, "testenv")
	if name, ok := strings.CutPrefix(env, ":"); isEnv && ok {
		at := Span{v.sectionAt.End - len(name), v.sectionAt.End}
		if n := len(t.sections); n == 0 || t.sections[n-1] != at {
			t.sections = append(t.sections, at)
		}
	}
	switch {
	case section == "tox" && (v.key == "envlist" || v.key == "env_list"):
		t.lists = append(t.lists, v)
	case isEnv && (v.key == "basepython" || v.key == "base_python"):
		t.bases = append(t.bases, v)
	}
}

// declare declares the environments that are listed. Sections count only where
// there is no list: they may be left over.
func (t *toxFile) declare(f *File) {
	for _, v := range t.lists {
		declareEnvironments(f, v.at.Start, v.text)
	}
	if len(t.lists) == 0 {
		for _, s := range t.sections {
			declareEnvironments(f, s.Start, string(f.Data[s.Start:s.End]))
		}
	}
	for _, v := range t.bases {
		v.eachLine(func(offset int, line string) { declareBasePython(f, offset, line) })
	}
}

// declareBasePython declares the interpreters of a line of basepython, which may
// begin with the environments that it holds for: "py26,legacy: python2.6".
func declareBasePython(f *File, offset int, line string) {
	line = withoutComment([]byte(line))
	condition := ""
	if strings.Contains(line, "{env:") || strings.Contains(line, "{[") {
		line = strings.TrimSpace(line)
		f.Declare(Declaration{
			Runtime: rules.Python, At: f.At(offset, offset+len(line)), Binding: rules.Any, Scope: Test,
			Unresolved: "tox takes it from elsewhere",
		})
		return
	}
	if before, after, ok := strings.Cut(line, ":"); ok && !strings.ContainsAny(before, `/\`) && len(before) > 1 {
		condition = strings.TrimSpace(before)
		offset += len(before) + 1
		line = after
	}
	for at := 0; at < len(line); {
		size := strings.IndexAny(line[at:], " \t,")
		if size < 0 {
			size = len(line) - at
		}
		if size > 0 {
			declareInterpreter(f, f.At(offset+at, offset+at+size), condition)
		}
		at += size + 1
	}
}

// declareInterpreter declares one that tests run on, by its name or path.
func declareInterpreter(f *File, at Place, condition string) {
	text := strings.TrimSuffix(path.Base(strings.ReplaceAll(at.Text(), `\`, "/")), ".exe")
	if testedPython(text) {
		declareVersion(f, rules.Python, Declaration{At: at, Text: text, Binding: rules.Any, Scope: Test, Condition: condition})
	}
}

// testedPython reports whether a word names an interpreter with a version that
// says something: py and python3 are whatever is there.
func testedPython(word string) bool {
	lower := strings.ToLower(word)
	for _, prefix := range [...]string{"pypy", "jython", "cpython", "python", "py"} {
		if rest, ok := strings.CutPrefix(lower, prefix); ok {
			engine := prefix == "pypy" || prefix == "jython"
			rest = strings.TrimLeft(rest, "-")
			return engine && strings.Trim(rest, "0123456789.-") == "" || isPythonNumber(rest, 2)
		}
	}
	return isDottedPython(word)
}

// isDottedPython reports whether a word is the bare version of a Python, 3.11.
func isDottedPython(word string) bool { return strings.Contains(word, ".") && isPythonNumber(word, 0) }

// isPythonNumber reports whether a text is 27, 310, 2.7 or 3.10.1: a Python of
// which the second number is known.
func isPythonNumber(text string, digits int) bool {
	text = strings.TrimSuffix(text, "t") // a free-threaded build
	if len(text) < 2 || len(text) > len("3.10.10") || text[0] != '2' && text[0] != '3' || !isDigitByte(text[len(text)-1]) {
		return false
	}
	return strings.Trim(text, "0123456789.") == "" && (text[1] == '.' || !strings.Contains(text, ".") && len(text) <= digits+1)
}

// declareToxTOML reads a value of tox.toml or of [tool.tox] in pyproject.toml.
func declareToxTOML(f *File, key []string, v tomlValue) {
	if !v.isStr || len(key) == 0 {
		return
	}
	at := f.At(v.at.Start, v.at.End)
	switch last := key[len(key)-1]; {
	case key[0] == "env_list" && last != "prefix":
		declareEnvironments(f, v.at.Start, at.Text())
	case len(key) > 1 && strings.HasPrefix(key[0], "env") && (last == "base_python" || last == "default_base_python"):
		declareInterpreter(f, at, "")
	}
}
