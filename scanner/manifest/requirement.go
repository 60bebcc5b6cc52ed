package manifest

import (
	"bytes"
	"strings"
)

// A requirement is a line of a requirements file, or a string of
// install_requires: what PEP 508 has, and the options, URLs and paths that pip
// takes besides.
//
// Sources: https://peps.python.org/pep-0508/
// https://pip.pypa.io/en/stable/reference/requirements-file-format/
type requirement struct {
	name        string // as PEP 503 normalises it; "" where only a path or a URL is known
	nameAt      Span
	extras      []string // normalised like names
	specifier   string   // ">=1.10,<2", without parentheses; "" for any version
	specifierAt Span
	marker      string // "python_version < '3'"; "" if it always counts
	markerAt    Span
	url         string // where it comes from, if from no index: a URL or a path
	include     string // the file that -r or -c names; all of the above is empty then
	includeAt   Span
	constraint  bool // it is -c, which includes nothing to install
}

// eachRequirement visits the lines of a requirements file. Options that name
// neither a package nor a file are left out, and so is what can't be understood.
func eachRequirement(f *File, visit func(requirement)) {
	eachRequirementLine(f.Data, func(offset int, line string) {
		var r requirement
		var ok bool
		if line[0] == '-' {
			r, ok = requirementOption(line, offset)
		} else {
			r, ok = parseRequirement(line[:optionsStart(line)], offset)
		}
		if ok {
			visit(r)
		}
	})
}

// eachRequirementLine visits lines without comments and joined where a backslash
// ends them. The backslash and the end of line become blanks, so that offsets
// into the line are offsets into the file.
func eachRequirementLine(data []byte, visit func(offset int, line string)) {
	for start := 0; start < len(data); {
		last, end := start, nextLine(data, start)
		for end < len(data) && goesOn(data[last:end]) {
			last, end = end, nextLine(data, end)
		}
		line := bytes.TrimRight(data[start:end], "\\\r\n")
		if last > start {
			line = joinLines(line)
		}
		text := withoutComment(line)
		trimmed := strings.TrimLeft(text, " \t")
		if trimmed != "" {
			visit(start+len(text)-len(trimmed), strings.TrimRight(trimmed, " \t"))
		}
		start = end
	}
}

// goesOn reports whether a line ends with a backslash. A comment never goes on.
func goesOn(line []byte) bool {
	return bytes.HasSuffix(bytes.TrimRight(line, "\r\n"), []byte(`\`)) && !bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("#"))
}

func joinLines(lines []byte) []byte {
	out := bytes.Clone(lines)
	for i, c := range out {
		if c != '\n' {
			continue
		}
		for ; i >= 0 && strings.IndexByte("\n\r\\", out[i]) >= 0; i-- {
			out[i] = ' '
		}
	}
	return out
}

// nextLine returns where the line behind the one at start begins.
func nextLine(data []byte, start int) int {
	if i := bytes.IndexByte(data[start:], '\n'); i >= 0 {
		return start + i + 1
	}
	return len(data)
}

// withoutComment cuts a comment off, which begins the line or follows a blank:
// the fragment of a URL is none.
func withoutComment(line []byte) string {
	for i, c := range line {
		if c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return string(line[:i])
		}
	}
	return string(line)
}

// optionsStart returns where the options behind a requirement begin: --hash and
// its like.
func optionsStart(line string) int {
	for i := 1; i < len(line); i++ {
		if line[i] == '-' && (line[i-1] == ' ' || line[i-1] == '\t') {
			return i
		}
	}
	return len(line)
}

// requirementOption reads a line that begins with an option.
func requirementOption(line string, offset int) (requirement, bool) {
	option, value := line, ""
	if i := strings.IndexAny(line, "= \t"); i >= 0 {
		option, value = line[:i], line[i+1:]
	}
	if len(option) > 2 && option[1] != '-' { // -rbase.txt
		option, value = line[:2], line[2:]
	}
	trimmed := strings.TrimLeft(value, " \t=\"'")
	at := offset + len(line) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " \t\"'")
	switch option {
	case "-e", "--editable":
		return parseRequirement(trimmed, at)
	case "-r", "--requirement", "-c", "--constraint":
		r := requirement{include: trimmed, includeAt: Span{at, at + len(trimmed)}}
		r.constraint = strings.HasPrefix(strings.TrimLeft(option, "-"), "c")
		return r, trimmed != ""
	}
	return requirement{}, false
}

// parseRequirement reads one requirement, whose text begins at the offset in its
// file. ok is false if it is none.
func parseRequirement(text string, offset int) (r requirement, ok bool) {
	p := requirementReader{text: text, offset: offset}
	p.blanks()
	start := p.at
	name := p.take(isRequirementName)
	afterName := p.at
	p.blanks()
	if name == "" || name[0] == '.' || isArchive(name) || !strings.ContainsRune("[(<>=!~@;", p.peek()) {
		p.at = start
		if isPath(p.text[start:]) {
			p.url(&r)
		}
		return r, r.url != ""
	}
	r.name, r.nameAt = normalName(name), p.span(start, afterName)
	if p.peek() == '[' {
		r.extras = p.extras()
		p.blanks()
	}
	if p.peek() == '@' {
		p.at++
		p.blanks()
		p.url(&r)
		return r, true
	}
	p.specifier(&r)
	p.marker(&r)
	return r, true
}

// normalName makes one name of Py_OpenSSL, py.openssl and PY-OpenSSL.
func normalName(name string) string {
	parts := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return c == '-' || c == '_' || c == '.' })
	return strings.Join(parts, "-")
}

func isRequirementName(c byte) bool {
	return isASCIILetter(c) || isDigitByte(c) || c == '-' || c == '_' || c == '.'
}
