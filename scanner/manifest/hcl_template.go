package manifest

import "bytes"

// quoted reads a string in quotes.
func (r *hclReader) quoted() *hclValue {
	r.at++
	v := &hclValue{kind: hclText, at: Span{r.at, r.at}}
	piece := []byte{}
	flush := func() {
		if len(piece) > 0 {
			v.parts = append(v.parts, &hclValue{kind: hclText, text: string(piece)})
			piece = nil
		}
	}
	for r.fault == "" {
		switch c := r.peek(); {
		case r.at == len(r.data) || c == '\n':
			r.fail("the string never ends")
		case c == '"':
			v.at.End = r.at
			r.at++
			if len(v.parts) == 0 {
				v.text = string(piece)
			} else {
				flush()
			}
			return v
		case c == '\\' && r.at+1 < len(r.data):
			piece = append(piece, hclEscape(r.data[r.at+1]))
			r.at += 2
		case r.has("$${") || r.has("%%{"):
			piece = append(piece, c, '{')
			r.at += 3
		case r.has("${") || r.has("%{"):
			flush()
			v.parts = append(v.parts, r.inserted(c == '%'))
		default:
			piece = append(piece, c)
			r.at++
		}
	}
	return v
}

func hclEscape(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case 'r':
		return '\r'
	}
	return c
}

// inserted reads ${...}, or skips %{...}, which is an instruction.
func (r *hclReader) inserted(instruction bool) *hclValue {
	start := r.at
	r.at += 2
	if r.peek() == '~' {
		r.at++
	}
	if instruction {
		for r.at < len(r.data) && r.peek() != '}' && r.peek() != '\n' {
			if r.peek() == '"' {
				r.quoted()
				continue
			}
			r.at++
		}
		r.close('}')
		return &hclValue{at: Span{start, r.at}}
	}
	r.blank(true)
	v := r.expression(true)
	if r.blank(true); r.peek() == '~' {
		r.at++
	}
	r.close('}')
	return v
}

// heredoc reads <<END up to a line that is END. Variables in it are not looked for.
func (r *hclReader) heredoc() *hclValue {
	r.at += 2
	if r.peek() == '-' {
		r.at++
	}
	word := r.name()
	end := bytes.IndexByte(r.data[r.at:], '\n')
	if word == "" || end < 0 {
		r.fail("the heredoc never ends")
		return &hclValue{kind: hclText}
	}
	start := r.at + end + 1
	for at := start; at < len(r.data); {
		size := bytes.IndexByte(r.data[at:], '\n')
		if size < 0 {
			size = len(r.data) - at
		}
		if string(bytes.TrimSpace(r.data[at:at+size])) == word {
			r.at = at + size
			return &hclValue{kind: hclText, text: string(r.data[start:at]), at: Span{start, at}}
		}
		at += size + 1
	}
	r.fail("the heredoc never ends")
	return &hclValue{kind: hclText}
}
