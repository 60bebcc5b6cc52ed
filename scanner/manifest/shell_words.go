package manifest

import "strings"

// A shellWord is a word of a line of a shell script, without its quotes.
type shellWord struct {
	text     string
	at       Span
	computed bool // the shell puts something into it
}

// shellWords takes a line apart. Quotes that begin or end within a word, as in
// id="x", are left out of its text; its place ends before the last of them.
func shellWords(offset int, line string) []shellWord {
	var out []shellWord
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			i++
		case c == '#':
			return out
		case strings.IndexByte(";&|(){}", c) >= 0:
			out = append(out, shellWord{text: line[i : i+1], at: Span{offset + i, offset + i + 1}})
			i++
		default:
			w, end := readShellWord(line, i)
			w.at.Start += offset
			w.at.End += offset
			out = append(out, w)
			i = end
		}
	}
	return out
}

func readShellWord(line string, start int) (w shellWord, end int) {
	var text strings.Builder
	quote := byte(0)
	w.at = Span{start, start}
	i := start
	for ; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
			continue
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
			if i == start {
				w.at = Span{i + 1, i + 1}
			}
			continue
		case quote == 0 && strings.IndexByte(" \t;&|()", c) >= 0:
			w.text = text.String()
			return w, i
		case c == '$' || c == '`':
			w.computed = w.computed || quote != '\''
		}
		text.WriteByte(c)
		w.at.End = i + 1
	}
	w.text = text.String()
	return w, i
}
