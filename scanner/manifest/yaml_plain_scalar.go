package manifest

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// goesOn reports whether the next line goes on with a scalar without quotes.
func (r *yamlReader) goesOn(indent int) bool {
	line := r.text[r.rest:]
	blanks := 0
	for blanks < len(line) && line[blanks] == ' ' {
		blanks++
	}
	return blanks > indent && blanks < len(line) && line[blanks] != '\n' && line[blanks] != '\r' && line[blanks] != '#'
}

// goOn adds the lines to a scalar without quotes that go on with it.
func (r *yamlReader) goOn(n *yamlNode, indent int) {
	r.buffer = append(r.buffer[:0], n.Value...)
	for r.at == r.end && r.goesOn(indent) {
		r.nextLine()
		size, isKey := plainSize(r.text[r.at:r.end], 0)
		if isKey {
			r.gaveUp = true
			return
		}
		r.buffer = append(r.buffer, ' ')
		r.buffer = append(r.buffer, r.text[r.at:r.at+size]...)
		r.at += size
	}
	n.Value, n.Tag = string(r.buffer), ""
}

// maxYAMLKey is the length of a key that is looked for on a line.
const maxYAMLKey = 500

// key is the length of a key with a colon behind it.
func (r *yamlReader) key() (size int, isKey bool) {
	if c := r.text[r.at]; c != '"' && c != '\'' {
		size, isKey = r.plain()
	} else if size = r.quoted(); size > 0 {
		behind := strings.TrimLeft(r.text[r.at+size:r.end], " ")
		isKey = behind == ":" || strings.HasPrefix(behind, ": ")
	}
	return size, isKey && size <= maxYAMLKey
}

// plain is the length of a scalar without quotes, and whether it is a key. It is 0
// where none can begin.
func (r *yamlReader) plain() (size int, isKey bool) {
	line := r.text[r.at:r.end]
	if strings.IndexByte("-?:,[]{}#&*!|>'\"%@`", line[0]) >= 0 && (line[0] != '-' || len(line) == 1 || line[1] == ' ') {
		return 0, false
	}
	return plainSize(line, 1)
}

// plainSize is how much of a line is a scalar without quotes that goes as far as
// from at least, and whether a colon ends it.
func plainSize(line string, from int) (size int, isKey bool) {
	for i := from; i < len(line); i++ {
		switch line[i] {
		case ':':
			if i+1 == len(line) || line[i+1] == ' ' {
				return len(strings.TrimRight(line[:i], " ")), true
			}
		case '#':
			if i > 0 && line[i-1] == ' ' {
				return len(strings.TrimRight(line[:i], " ")), false
			}
		}
	}
	return len(line), false
}

// quoted is the length of a scalar in quotes with them, 0 if it doesn't end on the
// line.
func (r *yamlReader) quoted() int {
	line := r.text[r.at:r.end]
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && line[0] == '"':
			if i++; i == len(line) || strings.IndexByte(`\"n`, line[i]) < 0 {
				return 0
			}
		case line[i] != line[0]:
		case line[0] == '\'' && i+1 < len(line) && line[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return 0
}

var yamlEscapes = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n")

// scalar reads a scalar of a length that is known.
func (r *yamlReader) scalar(size int) *yamlNode {
	if size == 0 {
		return r.giveUp()
	}
	n := r.node(yaml.ScalarNode)
	n.Value = r.text[r.at : r.at+size]
	switch n.Value[0] {
	case '"':
		n.Style, n.Value = yaml.DoubleQuotedStyle, n.Value[1:size-1]
		if strings.Contains(n.Value, `\`) {
			n.Value = yamlEscapes.Replace(n.Value)
		}
	case '\'':
		n.Style, n.Value = yaml.SingleQuotedStyle, strings.ReplaceAll(n.Value[1:size-1], "''", "'")
	default:
		n.Tag = numberTag(n.Value)
	}
	r.at += size
	return n
}

// numberTag is the tag of a scalar without quotes that is a number, "" for others.
func numberTag(text string) string {
	switch text {
	case "-0", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
		return "!!float"
	}
	digits := text
	switch c := text[0]; {
	case isDigitByte(c), c == '+', c == '-':
		digits = strings.ReplaceAll(text, "_", "")
	case c != '.':
		return ""
	}
	if _, err := strconv.ParseInt(digits, 0, 64); err == nil {
		return "!!int"
	}
	if _, err := strconv.ParseUint(strings.TrimPrefix(digits, "+"), 0, 64); err == nil {
		return "!!int"
	}
	if _, err := strconv.ParseFloat(digits, 64); err == nil && strings.Trim(digits, "0123456789.+-eE_") == "" {
		return "!!float"
	}
	return ""
}

// lines reads the lines of a block scalar, which are indented more than the block
// that it stands in.
func (r *yamlReader) lines(indent int) *yamlNode {
	n := r.node(yaml.ScalarNode)
	header, _, _ := strings.Cut(r.text[r.at:r.end], " #")
	header = strings.TrimRight(header, " ")
	folds := header[0] == '>'
	n.Style = yaml.LiteralStyle
	if folds {
		n.Style = yaml.FoldedStyle
	}
	if header[1:] != "" && header[1:] != "-" {
		return r.giveUp()
	}
	inner := -1 // how much the lines are indented
	breaks := 0 // at the end of what is read so far
	r.buffer = r.buffer[:0]
	for r.rest < len(r.text) {
		line, size := r.rawLine()
		blanks := 0
		for blanks < len(line) && line[blanks] == ' ' {
			blanks++
		}
		if inner < 0 {
			inner = blanks
		}
		if blanks < inner && blanks < len(line) {
			break
		}
		if len(line) > inner {
			r.separate(folds, breaks)
			r.buffer = append(r.buffer, line[inner:]...)
			breaks = 0
			r.gaveUp = r.gaveUp || folds && blanks > inner
		}
		if size > len(line) {
			breaks++
		} else {
			r.gaveUp = r.gaveUp || blanks == len(line)
		}
		r.rest += size
		r.line++
	}
	if r.gaveUp || inner <= indent || len(r.buffer) == 0 || r.buffer[0] == '\n' || r.buffer[0] == ' ' {
		return r.giveUp()
	}
	if len(header) == 1 && breaks > 0 {
		r.buffer = append(r.buffer, '\n')
	}
	n.Value = string(r.buffer)
	r.next()
	return n
}

// separate adds what is between two lines of a block scalar: one of several breaks
// is none if they are folded, and a single one is a blank.
func (r *yamlReader) separate(folds bool, breaks int) {
	if folds && breaks == 1 {
		r.buffer = append(r.buffer, ' ')
		return
	}
	if folds {
		breaks--
	}
	for range breaks {
		r.buffer = append(r.buffer, '\n')
	}
}
