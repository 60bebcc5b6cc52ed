package manifest

import "strings"

// A gradleToken is a name, a number, a string or a single character of a Groovy
// or Kotlin build script. Comments are left out.
type gradleToken struct {
	kind      byte // 'n' name, '0' number, 's' string, else the character
	newLine   bool // the first of its line
	quote     byte // of a string
	text      string
	at        Span         // of a string its contents
	block     *gradleBlock // the innermost block around it; nil outside of all
	statement int          // index of the first token of its statement
}

// A gradleBlock is what stands between braces. Its head is the statement before
// the opening one: tasks.withType<JavaCompile>().configureEach.
type gradleBlock struct {
	parent    *gradleBlock
	head      []string // the names and strings of the head
	condition string   // of an if, and of what is else to one
	lastIf    string   // the condition of the last if inside the block
}

// maxGradleBlocks is how deep blocks are told apart; build scripts nest a tenth
// of it.
const maxGradleBlocks = 64

// A gradleLexer reads a script into tokens. What is not closed ends with the
// file.
type gradleLexer struct {
	text   string
	kotlin bool
	tokens []gradleToken

	block     *gradleBlock
	outside   gradleBlock // stands for the file, to note its ifs
	depth     int         // of braces
	parens    []int       // open parentheses and brackets, one count for each brace
	statement int
	newLine   bool
}

// gradleTokens reads the script. In Groovy strings stand between slashes too.
func gradleTokens(text string, kotlin bool) []gradleToken {
	l := gradleLexer{text: text, kotlin: kotlin, parens: []int{0}, newLine: true}
	l.tokens = make([]gradleToken, 0, len(text)/6)
	for i := 0; i < len(text); {
		i = l.token(i)
	}
	return l.tokens
}

// token reads the blank, comment or token at i and returns where it ends.
func (l *gradleLexer) token(i int) int {
	c := l.text[i]
	rest := l.text[i:]
	switch {
	case c == '\n':
		l.newLine = true
		return i + 1
	case c == ' ' || c == '\t' || c == '\r':
		return i + 1
	case strings.HasPrefix(rest, "//"):
		return i + until(rest, "\n", 0)
	case strings.HasPrefix(rest, "/*"):
		return i + until(rest[2:], "*/", len("*/")) + 2
	case isNameStart(c):
		end := i + 1
		for end < len(l.text) && isNameByte(l.text[end]) {
			end++
		}
		l.add('n', Span{i, end})
		return end
	case isDigitByte(c):
		end := i + 1
		for end < len(l.text) && (isDigitByte(l.text[end]) || l.text[end] == '.' && end+1 < len(l.text) && isDigitByte(l.text[end+1])) {
			end++
		}
		l.add('0', Span{i, end})
		return end
	case c == '"' || c == '\'':
		contents, end := l.quoted(i)
		l.addString(contents, c)
		return end
	case c == '/' && !l.kotlin:
		if size := l.slashy(rest); size > 0 {
			l.addString(Span{i + 1, i + size - 1}, '\'')
			return i + size
		}
	case c == '{':
		l.open(i)
		return i + 1
	case c == '}':
		l.close(i)
		return i + 1
	case c == '(' || c == '[':
		l.add(c, Span{i, i + 1})
		l.parens[len(l.parens)-1]++
		return i + 1
	case c == ')' || c == ']':
		n := len(l.parens) - 1
		l.parens[n] = max(l.parens[n]-1, 0)
	}
	l.add(c, Span{i, i + 1})
	return i + 1
}

// until is the length of text up to mark and, where it is there, extra more.
func until(text, mark string, extra int) int {
	if size := strings.Index(text, mark); size >= 0 {
		return size + extra
	}
	return len(text)
}

func (l *gradleLexer) add(kind byte, at Span) {
	if l.newLine && l.parens[len(l.parens)-1] == 0 {
		l.statement = len(l.tokens)
	}
	l.tokens = append(l.tokens, gradleToken{kind: kind, newLine: l.newLine, text: l.text[at.Start:at.End], at: at, block: l.block, statement: l.statement})
	l.newLine = false
	if kind == ';' {
		l.statement = len(l.tokens)
	}
}

func (l *gradleLexer) addString(at Span, quote byte) {
	l.add('s', at)
	l.tokens[len(l.tokens)-1].quote = quote
}

// open begins a block with the statement so far as its head.
func (l *gradleLexer) open(i int) {
	l.add('{', Span{i, i + 1})
	if l.depth++; l.depth <= maxGradleBlocks {
		b := &gradleBlock{parent: l.block}
		b.readHead(l.tokens[l.statement:len(l.tokens)-1], l.around(), l.text)
		l.block = b
		l.parens = append(l.parens, 0)
	}
	l.statement = len(l.tokens)
}

func (l *gradleLexer) close(i int) {
	if l.depth > 0 && l.depth <= maxGradleBlocks {
		l.block = l.block.parent
		l.parens = l.parens[:len(l.parens)-1]
	}
	l.depth = max(l.depth-1, 0)
	l.add('}', Span{i, i + 1})
	l.statement = len(l.tokens)
}

func (l *gradleLexer) around() *gradleBlock {
	if l.block == nil {
		return &l.outside
	}
	return l.block
}

// maxGradleHead bounds the names that are kept of a head, and maxGradleWord their
// length.
const (
	maxGradleHead = 32
	maxGradleWord = 80
)

// word is the start of a token's text.
func (t *gradleToken) word() string { return t.text[:min(len(t.text), maxGradleWord)] }

func (b *gradleBlock) readHead(head []gradleToken, around *gradleBlock, text string) {
	b.condition = conditionOf(head, around, text)
	for _, t := range head {
		if (t.kind == 'n' || t.kind == 's') && len(b.head) < maxGradleHead {
			b.head = append(b.head, t.word())
		}
	}
}

// maxGradleCondition bounds the text of a condition, and the tokens in which its
// end is looked for.
const maxGradleCondition = 120

// conditionOf is the condition of a statement that begins with if, or with else.
func conditionOf(statement []gradleToken, around *gradleBlock, text string) string {
	if len(statement) > 0 && statement[0].kind == '}' {
		statement = statement[1:]
	}
	negated := ""
	if len(statement) > 0 && statement[0].kind == 'n' && statement[0].text == "else" {
		negated = "not " + around.lastIf
		statement = statement[1:]
	}
	if len(statement) < 3 || statement[0].text != "if" || statement[1].kind != '(' {
		return negated
	}
	depth := 0
	for _, t := range statement[1:min(len(statement), maxGradleCondition)] {
		switch t.kind {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			condition := strings.Join(strings.Fields(text[statement[1].at.End:t.at.Start]), " ")
			if len(condition) > maxGradleCondition {
				condition = strings.ToValidUTF8(condition[:maxGradleCondition], "") + "..."
			}
			around.lastIf = condition
			return condition
		}
	}
	return negated
}

// quoted reads a string in one quote or three. Between double quotes an
// expression in ${...} may have strings of its own.
func (l *gradleLexer) quoted(i int) (contents Span, end int) {
	quote := l.text[i : i+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(l.text[i:], triple) {
		quote = triple
	}
	start := i + len(quote)
	braces := 0
	for i = start; i < len(l.text); i++ {
		switch c := l.text[i]; {
		case c == '\n' && len(quote) == 1:
			return Span{start, i}, i
		case c == '\\' && (len(quote) == 1 || !l.kotlin):
			i++
		case quote[0] == '"' && (strings.HasPrefix(l.text[i:], "${") || braces > 0 && c == '{'):
			braces++
			if c == '$' {
				i++
			}
		case c == '}' && braces > 0:
			braces--
		case braces == 0 && strings.HasPrefix(l.text[i:], quote):
			return Span{start, i}, i + len(quote)
		}
	}
	end = len(l.text)
	return Span{min(start, end), end}, end
}

// slashy is the length of a string between slashes that begins the text, 0 if the
// slash divides.
func (l *gradleLexer) slashy(text string) int {
	if n := len(l.tokens); n > 0 && !l.newLine {
		switch t := &l.tokens[n-1]; t.kind {
		case '=', '(', ',', '[', ':', '~', '{', '|', '&', '!':
		case 'n':
			if t.text != "return" && t.text != "case" && t.text != "in" {
				return 0
			}
		default:
			return 0
		}
	}
	for i := 1; i < len(text) && text[i] != '\n'; i++ {
		switch text[i] {
		case '\\':
			i++
		case '/':
			return i + 1
		}
	}
	return 0
}

func isDigitByte(c byte) bool { return '0' <= c && c <= '9' }
