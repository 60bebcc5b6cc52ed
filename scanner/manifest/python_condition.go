package manifest

import (
	"bytes"
	"strings"
)

// indentedCondition returns the condition of the innermost if around a statement
// of Python or Meson, by the indentation of the lines before it; "" if there is
// none near.
func indentedCondition(data []byte, offset int) string {
	const lines = 200
	indent := lineIndent(data, offset)
	alternative := false
	for range lines {
		start := bytes.LastIndexByte(data[:offset], '\n') + 1
		if start == 0 || indent == 0 && !alternative {
			return ""
		}
		offset = start - 1
		line := bytes.TrimSpace(data[bytes.LastIndexByte(data[:offset], '\n')+1 : offset])
		at := lineIndent(data, offset)
		if len(line) == 0 || line[0] == '#' || at > indent || at == indent && !alternative {
			continue
		}
		words := string(line)
		switch condition, ok := cutCondition(words); {
		case ok && alternative && at == indent:
			return "not " + condition
		case ok && !alternative:
			return condition
		case strings.HasPrefix(words, "else") && at < indent:
			alternative = true
		case strings.HasPrefix(words, "def ") || strings.HasPrefix(words, "class "):
			return ""
		}
		indent = min(indent, at)
	}
	return ""
}

// cutCondition returns the condition of a line that begins with if or elif.
func cutCondition(line string) (condition string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(line, "el"), "if")
	if !ok || rest == "" || isNameByte(rest[0]) {
		return "", false
	}
	if i := strings.LastIndexByte(rest, ':'); i >= 0 {
		if after := strings.TrimSpace(rest[i+1:]); after == "" || after[0] == '#' {
			rest = rest[:i]
		}
	}
	return strings.TrimSpace(rest), true
}

// lineIndent counts the blanks before the line of an offset.
func lineIndent(data []byte, offset int) int {
	line := data[bytes.LastIndexByte(data[:offset], '\n')+1:]
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}
