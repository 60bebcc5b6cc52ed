package manifest

import (
	"bytes"
	"strings"
)

// An iniValue is the value of a key with all of its lines.
type iniValue struct {
	section   string
	sectionAt Span   // where its name stands
	key       string // in lower case, with underscores for hyphens
	at        Span   // from its first character to the end of its last line
	// text is what stands there, of the same length: blanks are in the place of
	// lines that are comments.
	text string
}

// eachINI visits the values of a part of a file that is in the format of Python's
// configparser: a line that is indented goes on with the value before it. A
// number sign or semicolon makes a comment of a whole line only.
func eachINI(f *File, part Span, visit func(iniValue)) {
	var v iniValue
	open := false
	done := func() {
		if open && v.at.Start < v.at.End {
			v.text = blankComments(f.Data[v.at.Start:v.at.End])
			visit(v)
		}
		open = false
	}
	eachLine(f.Data[part.Start:part.End], func(offset int, line string) {
		offset += part.Start
		indented := offset > part.Start && f.Data[offset-1] != '\n'
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case open && indented:
			if v.at.Start == v.at.End {
				v.at.Start = offset
			}
			v.at.End = offset + len(line)
		case line[0] == '[':
			done()
			v.section, _, _ = strings.Cut(line[1:], "]")
			v.sectionAt = Span{offset + 1, offset + 1 + len(v.section)}
		default:
			done()
			i := strings.IndexAny(line, "=:")
			if i < 0 {
				f.Problemf(offset, "neither a section nor a key with a value")
				return
			}
			v.key = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(line[:i])), "-", "_")
			value := strings.TrimLeft(line[i+1:], " \t")
			end := offset + len(line)
			v.at, open = Span{end - len(value), end}, true
		}
	})
	done()
}

// eachLine visits the lines of a value.
func (v iniValue) eachLine(visit func(offset int, line string)) {
	eachLine([]byte(v.text), func(offset int, line string) {
		if line != "" {
			visit(v.at.Start+offset, line)
		}
	})
}

func blankComments(data []byte) string {
	if bytes.IndexByte(data, '\n') < 0 {
		return string(data)
	}
	out := bytes.Clone(data)
	for start := 0; start < len(out); {
		end := nextLine(out, start)
		if line := bytes.TrimLeft(out[start:end], " \t"); start > 0 && len(line) > 0 && (line[0] == '#' || line[0] == ';') {
			for i := range bytes.TrimRight(line, "\r\n") {
				line[i] = ' '
			}
		}
		start = end
	}
	return string(out)
}
