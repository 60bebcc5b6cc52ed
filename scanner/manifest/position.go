package manifest

import (
	"bytes"
	"unicode/utf8"
)

// A Position is a place in a text as editors count: both numbers begin at 1. The
// zero Position means that there is no text. A byte order mark does not count.
type Position struct {
	Line   int
	Column int // in characters (Unicode code points)
	UTF16  int // the column in UTF-16 code units, as language servers count
}

// Position returns the position of an offset into the file's data.
func (f *File) Position(offset int) Position {
	before := f.Data[:min(max(offset, 0), len(f.Data))]
	p := Position{Line: f.lineEnds(len(before)) + 1, Column: 1, UTF16: 1}
	for line := before[bytes.LastIndexByte(before, '\n')+1:]; len(line) > 0; {
		r, size := utf8.DecodeRune(line)
		line = line[size:]
		p.Column++
		p.UTF16++
		if r > 0xffff {
			p.UTF16++
		}
	}
	return p
}

// maxLine is the length in bytes from which on a line is not given out: nobody
// reads it, and a file may have all it declares on one.
const maxLine = 2000

// Line returns the text of the line at an offset, without its end; "" for a line
// of more than 2,000 bytes.
func (f *File) Line(offset int) string {
	offset = min(max(offset, 0), len(f.Data))
	start := bytes.LastIndexByte(f.Data[:offset], '\n') + 1
	end := bytes.IndexByte(f.Data[offset:], '\n')
	if end < 0 {
		end = len(f.Data) - offset
	}
	if offset+end-start > maxLine {
		return ""
	}
	return string(bytes.TrimRight(f.Data[start:offset+end], "\r"))
}

// Position returns where the place begins.
func (p Place) Position() Position {
	if p.File == nil {
		return Position{}
	}
	return p.File.Position(p.Start)
}

// EndPosition returns where the place ends: the position behind its last byte.
func (p Place) EndPosition() Position {
	if p.File == nil {
		return Position{}
	}
	return p.File.Position(p.End)
}

// lineBlock is how many bytes share a count of the lines that end before them: a
// block is counted in no time, and the counts of a file take next to no memory.
const lineBlock = 4 << 10

// lineEnds is the number of lines that end before an offset.
func (f *File) lineEnds(offset int) int {
	l := &f.content().lines
	l.Do(func() {
		l.before = make([]int, len(f.Data)/lineBlock+1)
		for i := range l.before[1:] {
			l.before[i+1] = l.before[i] + bytes.Count(f.Data[i*lineBlock:(i+1)*lineBlock], newline)
		}
	})
	block := offset / lineBlock
	return l.before[block] + bytes.Count(f.Data[block*lineBlock:offset], newline)
}

var newline = []byte{'\n'}
