package dockerfile

import "bytes"

// A Command is one simple command of a shell line.
type Command []Word

// Commands splits shell text that stands at an offset of the file into its
// simple commands, at && || ; | & ( ) { } and line ends. Redirections and
// comments are left out. Only what is needed to see the words is understood:
// keywords such as then and do are words like others.
func Commands(text []byte, at int, escape byte) []Command {
	var out []Command
	var command Command
	end := func() {
		if len(command) > 0 {
			out = append(out, command)
		}
		command = nil
	}
	redirected := false
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\n' || c == ';' || c == '|' || c == '&' || c == '(' || c == ')':
			end()
			i++
		case c == 0 || isSpace(c):
			i++
		case c == '#':
			i = nextLine(text, i)
		case c == '<' || c == '>':
			for i++; i < len(text) && (text[i] == c || text[i] == '&' || text[i] == '-'); i++ {
			}
			redirected = true // the next word is a file
		default:
			start := i
			i = wordEnd(text, i, escape)
			w := Word{Raw: text[start:i], Span: Span{at + start, at + i}, escape: escape, shell: true}
			switch raw := string(w.Raw); {
			case redirected:
				redirected = false
			case raw == "{" || raw == "}":
				end()
			default:
				command = append(command, w)
			}
		}
	}
	end()
	return out
}

// Commands are the commands of a RUN instruction in its shell form, those of its
// heredocs included where a shell reads them.
func (in *Instruction) Commands() []Command {
	out := Commands(in.Text, in.At, in.Escape)
	if len(in.Heredocs) == 1 && isShellLine(out) {
		out = append(out, Commands(in.Heredocs[0].Content, in.Heredocs[0].At, in.Escape)...)
	}
	return out
}

// Commands are the commands of a word that is shell text: that of sh -c "...".
func (w *Word) Commands() []Command { return Commands(w.Raw, w.Start, w.escape) }

// isShellLine reports whether what a heredoc is given to is a shell: RUN <<EOF,
// RUN bash -e <<EOF.
func isShellLine(commands []Command) bool {
	for _, c := range commands {
		for _, w := range c {
			if len(w.Raw) > 0 && w.Raw[0] != '-' {
				base := w.Raw[bytes.LastIndexByte(w.Raw, '/')+1:]
				return len(commands) == 1 && (string(base) == "sh" || string(base) == "bash")
			}
		}
	}
	return true
}

func nextLine(text []byte, i int) int {
	if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(text)
}

func wordEnd(text []byte, i int, escape byte) int {
	for i < len(text) {
		switch c := text[i]; {
		case isSpace(c) || bytes.IndexByte([]byte(";|&()<>"), c) >= 0:
			return i
		case c == '$' && i+1 < len(text) && (text[i+1] == '(' || text[i+1] == '{'):
			i = substitutionEnd(text, i+1, escape)
		case c == '`' && c != escape:
			n := bytes.IndexByte(text[i+1:], '`')
			if n < 0 {
				return len(text)
			}
			i += n + 2
		default:
			i = skip(text, i, escape)
		}
	}
	return i
}

// substitutionEnd moves behind $(...) or ${...}, whose parenthesis or brace
// stands at i.
func substitutionEnd(text []byte, i int, escape byte) int {
	opens, closes := text[i], byte('}')
	if opens == '(' {
		closes = ')'
	}
	for depth := 0; i < len(text); {
		switch text[i] {
		case opens:
			depth++
		case closes:
			if depth--; depth == 0 {
				return i + 1
			}
		}
		i = skip(text, i, escape)
	}
	return len(text)
}

// ExecForm returns the words of a JSON array: RUN ["apt-get", "install"]. ok is
// false if the text is none, and then a shell reads it.
func (in *Instruction) ExecForm() (words Command, ok bool) {
	text := trimLeft(in.Text)
	if len(text) < 2 || text[0] != '[' || text[len(text)-1] != ']' {
		return nil, false
	}
	at := in.At + len(in.Text) - len(text)
	for i := 1; i < len(text)-1; {
		switch c := text[i]; {
		case c == 0 || c == ',' || isSpace(c):
			i++
		case c == '"':
			end := skip(text, i, '\\')
			if end >= len(text) {
				return nil, false
			}
			words = append(words, Word{Raw: text[i+1 : end-1], Span: Span{at + i + 1, at + end - 1}, escape: '\\', shell: true})
			i = end
		default:
			return nil, false
		}
	}
	return words, true
}
