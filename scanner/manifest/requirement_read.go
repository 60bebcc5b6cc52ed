package manifest

import "strings"

// A requirementReader goes through the text of one requirement.
type requirementReader struct {
	text   string
	at     int
	offset int // of the text in its file
}

func (p *requirementReader) span(start, end int) Span {
	return Span{p.offset + start, p.offset + end}
}

// peek returns the next character; at the end a semicolon, which ends all that
// stands before a marker.
func (p *requirementReader) peek() rune {
	if p.at < len(p.text) {
		return rune(p.text[p.at])
	}
	return ';'
}

func (p *requirementReader) blanks() {
	p.take(func(c byte) bool { return c == ' ' || c == '\t' })
}

func (p *requirementReader) take(is func(byte) bool) string {
	start := p.at
	for p.at < len(p.text) && is(p.text[p.at]) {
		p.at++
	}
	return p.text[start:p.at]
}

func (p *requirementReader) extras() []string {
	list, _, _ := strings.Cut(p.text[p.at+1:], "]")
	p.at = min(p.at+len(list)+2, len(p.text))
	var out []string
	for extra := range strings.SplitSeq(list, ",") {
		if extra = normalName(strings.TrimSpace(extra)); extra != "" {
			out = append(out, extra)
		}
	}
	return out
}

// specifier reads up to the marker. Parentheses around it are allowed.
func (p *requirementReader) specifier(r *requirement) {
	start := p.at
	text := p.take(func(c byte) bool { return c != ';' })
	inner := strings.TrimLeft(text, " \t(")
	start += len(text) - len(inner)
	r.specifier = strings.TrimRight(inner, " \t)")
	if r.specifier != "" {
		r.specifierAt = p.span(start, start+len(r.specifier))
	}
}

func (p *requirementReader) marker(r *requirement) {
	if p.at >= len(p.text) {
		return
	}
	p.at++ // the semicolon
	p.blanks()
	r.marker = strings.TrimRight(p.text[p.at:], " \t")
	r.markerAt = p.span(p.at, p.at+len(r.marker))
	p.at = len(p.text)
}

// url reads a URL or a path, and what its name tells. A semicolon is a part of
// it unless a blank stands before it.
func (p *requirementReader) url(r *requirement) {
	start := p.at
	r.url = p.take(func(c byte) bool { return c != ' ' && c != '\t' })
	if fragment := strings.IndexByte(r.url, '#'); fragment >= 0 {
		p.egg(r, start+fragment+1)
	}
	p.wheel(r, start)
	p.blanks()
	if p.peek() == ';' {
		p.marker(r)
	}
}

// egg reads #egg=name, name[extra], name==1.0 and the old name-1.0.
func (p *requirementReader) egg(r *requirement, start int) {
	fragment := p.text[start:p.at]
	i := strings.Index(fragment, "egg=")
	if i < 0 || i > 0 && fragment[i-1] != '&' || r.name != "" {
		return
	}
	start += i + len("egg=")
	egg, _, _ := strings.Cut(p.text[start:p.at], "&")
	inner, ok := parseRequirement(egg, p.offset+start)
	if !ok || inner.name == "" {
		return
	}
	r.name, r.nameAt, r.extras = inner.name, inner.nameAt, inner.extras
	r.specifier, r.specifierAt = inner.specifier, inner.specifierAt
	dash := strings.LastIndexByte(egg, '-')
	if inner.specifier == "" && dash > 0 && dash+1 < len(egg) && isDigitByte(egg[dash+1]) {
		r.name, r.nameAt = normalName(egg[:dash]), p.span(start, start+dash)
		r.specifier, r.specifierAt = "=="+egg[dash+1:], p.span(start+dash+1, start+len(egg))
	}
}

// wheel reads the file name of a wheel: name-version(-build)-python-abi-platform.whl
func (p *requirementReader) wheel(r *requirement, start int) {
	end := strings.IndexAny(r.url, "?#")
	if end < 0 {
		end = len(r.url)
	}
	slash := strings.LastIndexAny(r.url[:end], `/\`) + 1
	file := r.url[slash:end]
	name, rest, _ := strings.Cut(file, "-")
	number, _, ok := strings.Cut(rest, "-")
	if !ok || !strings.HasSuffix(strings.ToLower(file), ".whl") || name == "" || number == "" || r.specifier != "" {
		return
	}
	start += slash
	if r.name == "" {
		r.name, r.nameAt = normalName(name), p.span(start, start+len(name))
	}
	start += len(name) + 1
	r.specifier, r.specifierAt = "=="+number, p.span(start, start+len(number))
}

// isPath reports whether a text that begins like no requirement is a path or a URL.
func isPath(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return strings.ContainsAny(word, `/\:`) || strings.HasPrefix(word, ".") || isArchive(word)
}

// isArchive reports whether what looks like a name is a file.
func isArchive(name string) bool {
	lower := strings.ToLower(name)
	for _, ending := range [...]string{".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2"} {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}
