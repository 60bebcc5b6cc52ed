package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// printable keeps names of files, which may hold any byte, from moving the
// cursor, faking lines, or turning around how the rest of a line reads.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || 0x80 <= r && r < 0xa0 || unicode.Is(unicode.Bidi_Control, r) {
			return '?'
		}
		return r
	}, text)
}

// printableLines is the same for a text of lines, in which tabs indent.
func printableLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = printable(strings.ReplaceAll(lines[i], "\t", "    "))
	}
	return strings.Join(lines, "\n")
}

// xmlLine is a text of one line without what XML 1.0 has no way to write.
func xmlLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xfffe || r == 0xffff {
			return '?'
		}
		return r
	}, printable(text))
}

// xmlText is the same for a text of lines.
func xmlText(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = xmlLine(lines[i])
	}
	return strings.Join(lines, "\n")
}

// fenced is a text in Markdown as it stands: no character of it means anything.
func fenced(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fmt.Sprintf("%s\n%s\n%s\n", fence, text, fence)
}
