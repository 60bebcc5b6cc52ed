package manifest

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"sync"
)

// A truth is the value of a condition. Maybe is that of one that the build
// machine decides: both worlds are then kept.
type truth uint8

const (
	no truth = iota
	maybe
	yes
)

func (t truth) not() truth { return yes - t }

func truthOf(is bool) truth {
	if is {
		return yes
	}
	return no
}

// A msbuildCondition is what stands in a Condition attribute, read by recursive descent.
// What can't be parsed or is not known is maybe.
//
// Source: https://learn.microsoft.com/visualstudio/msbuild/msbuild-conditions
type msbuildCondition struct {
	text string // without white space around; "" always holds
	root *msbuildTerm

	file  *File
	fixed bool // it is the same in all projects
	once  sync.Once
	holds truth
}

// A msbuildTerm is a part of a condition.
type msbuildTerm struct {
	op          conditionOp
	terms       []*msbuildTerm // of or, and, not
	left, right *msbuildText   // of comparisons; the others have left alone
	comparison  string
}

type conditionOp uint8

const (
	neverKnown conditionOp = iota // a function that is not evaluated
	orOp
	andOp
	notOp
	compareOp
	valueOp
	existsOp
)

// condition reads a condition.
func (r *msbuildReader) condition(text string) *msbuildCondition {
	text = strings.TrimSpace(text)
	if text == "" {
		return always
	}
	c := &msbuildCondition{text: text, file: r.file, root: &msbuildTerm{}}
	if len(text) > maxMSBuildText {
		return c
	}
	p := conditionReader{reader: r, text: text, fixed: r.shared}
	root := p.or(0)
	if p.blank(); !p.odd && p.at == len(p.text) {
		c.root, c.fixed = root, p.fixed
	}
	return c
}

// always is the condition that is not there.
var always = &msbuildCondition{}

// A conditionReader reads one condition.
type conditionReader struct {
	reader *msbuildReader
	text   string
	at     int
	odd    bool // it is not understood
	fixed  bool
}

const maxConditionDepth = 50

func (c *conditionReader) blank() {
	for c.at < len(c.text) && isXMLBlank(c.text[c.at]) {
		c.at++
	}
}

// word steps over a word, regardless of case.
func (c *conditionReader) word(word string) bool {
	c.blank()
	end := c.at + len(word)
	if end > len(c.text) || !strings.EqualFold(c.text[c.at:end], word) {
		return false
	}
	if isASCIILetter(word[0]) && end < len(c.text) && isASCIILetter(c.text[end]) {
		return false
	}
	c.at = end
	return true
}

func (c *conditionReader) or(depth int) *msbuildTerm {
	first := c.and(depth)
	if !c.word("or") {
		return first
	}
	out := &msbuildTerm{op: orOp, terms: []*msbuildTerm{first, c.and(depth)}}
	for c.word("or") {
		out.terms = append(out.terms, c.and(depth))
	}
	return out
}

func (c *conditionReader) and(depth int) *msbuildTerm {
	first := c.term(depth)
	if !c.word("and") {
		return first
	}
	out := &msbuildTerm{op: andOp, terms: []*msbuildTerm{first, c.term(depth)}}
	for c.word("and") {
		out.terms = append(out.terms, c.term(depth))
	}
	return out
}

func (c *conditionReader) term(depth int) *msbuildTerm {
	if depth > maxConditionDepth {
		c.odd = true
	}
	if c.odd {
		return &msbuildTerm{}
	}
	if c.word("!") {
		return &msbuildTerm{op: notOp, terms: []*msbuildTerm{c.term(depth + 1)}}
	}
	if c.word("(") {
		result := c.or(depth + 1)
		c.odd = c.odd || !c.word(")")
		return result
	}
	left, isCall := c.operand()
	for _, op := range msbuildComparisons {
		if !c.word(op) {
			continue
		}
		right, isCallToo := c.operand()
		if isCall || isCallToo {
			return &msbuildTerm{}
		}
		return &msbuildTerm{op: compareOp, comparison: op, left: left, right: right}
	}
	switch {
	case !isCall:
		return &msbuildTerm{op: valueOp, left: left}
	case left == nil:
		return &msbuildTerm{}
	}
	return &msbuildTerm{op: existsOp, left: left}
}

var msbuildComparisons = []string{"==", "!=", "<=", ">=", "<", ">"}

// operand reads one side of a comparison. Of a call of Exists it is the argument, of
// other calls nil.
func (c *conditionReader) operand() (text *msbuildText, isCall bool) {
	c.blank()
	if c.at == len(c.text) {
		c.odd = true
		return nil, false
	}
	start := c.at
	if quote := c.text[start]; quote == '\'' || quote == '"' || quote == '`' {
		size := quoted(c.text[start:])
		if size < 0 {
			c.odd = true
			return nil, false
		}
		c.at += size
		return c.cut(c.text[start+1 : c.at-1]), false
	}
	if strings.HasPrefix(c.text[start:], "$(") {
		c.at = closingParenthesis(c.text, start+1)
		return c.cut(c.text[start:c.at]), false
	}
	for c.at < len(c.text) && (isASCIILetter(c.text[c.at]) || strings.IndexByte("0123456789._-+", c.text[c.at]) >= 0) {
		c.at++
	}
	if c.at == start {
		c.odd = true
		return nil, false
	}
	name := c.text[start:c.at]
	c.blank()
	if c.at == len(c.text) || c.text[c.at] != '(' {
		return c.cut(name), false
	}
	open := c.at
	c.at = closingParenthesis(c.text, open)
	if !strings.EqualFold(name, "Exists") {
		return nil, true
	}
	c.reader.calls++
	c.fixed = c.fixed && c.reader.calls <= maxFixedCalls
	return c.cut(strings.Trim(strings.TrimSpace(c.text[open+1:max(open+1, c.at-1)]), `'"`)), true
}

// cut reads a text that stands in the condition.
func (c *conditionReader) cut(text string) *msbuildText {
	t := c.reader.text(text, Span{})
	c.fixed = c.fixed && t.fixed
	return t
}

// refers are the names in lower case that may be those of properties in a condition.
func (c *msbuildCondition) refers(names []string) []string {
	if c.root == nil {
		return names
	}
	return c.root.refers(names)
}

func (t *msbuildTerm) refers(names []string) []string {
	if t.left != nil {
		names = t.left.refers(names)
	}
	if t.right != nil {
		names = t.right.refers(names)
	}
	for _, term := range t.terms {
		names = term.refers(names)
	}
	return names
}

// condition evaluates a condition.
func (p *msbuildProject) condition(c *msbuildCondition) truth {
	switch {
	case c.root == nil:
		return yes
	case c.fixed:
		c.once.Do(func() { c.holds = ofNoProject(c.file).term(c.root) })
		return c.holds
	}
	return p.term(c.root)
}

// conditionIn evaluates a condition that was made of others in a file.
func (p *msbuildProject) conditionIn(f *File, text string) truth {
	r := msbuildReader{file: f}
	return p.condition(r.condition(text))
}

func (p *msbuildProject) term(t *msbuildTerm) truth {
	switch t.op {
	case orOp:
		result := no
		for _, term := range t.terms {
			result = max(result, p.term(term))
		}
		return result
	case andOp:
		result := yes
		for _, term := range t.terms {
			result = min(result, p.term(term))
		}
		return result
	case notOp:
		return p.term(t.terms[0]).not()
	case compareOp:
		return compareMSBuild(t.comparison, p.operand(t.left), p.operand(t.right))
	case valueOp:
		return boolean(p.operand(t.left))
	case existsOp:
		return p.exists(t.left)
	}
	return maybe
}

// operand is what a text in a condition may come to. A property needs no place there.
func (p *msbuildProject) operand(t *msbuildText) []msbuildValue {
	token := t.sole()
	if token == nil || token.kind != propertyToken {
		return p.expand(t, "")
	}
	values, ok := p.properties[token.name]
	switch {
	case ok:
		return values
	case targetProperties[token.name]:
		return unsetValues
	}
	return unknownValues
}

var (
	unsetValues   = []msbuildValue{{unset: true}}
	unknownValues = []msbuildValue{{missing: true}}
)

func (p *msbuildProject) exists(t *msbuildText) truth {
	name, known := p.one(t)
	if !known {
		return maybe
	}
	_, err := p.open(t.file, name)
	switch {
	case err == nil:
		return yes
	case errors.Is(err, fs.ErrNotExist):
		return no
	}
	return maybe
}

// quoted returns the length of the quoted text at the start; a $(...) inside may
// hold quotes of its own.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == text[0]:
			return i + 1
		case text[i] == '$' && i+1 < len(text) && text[i+1] == '(':
			i = closingParenthesis(text, i+1) - 1
		}
	}
	return -1
}

// compareMSBuild is decided if all values that are possible agree.
func compareMSBuild(op string, left, right []msbuildValue) truth {
	result := left[0].compare(op, &right[0])
	for i := range left {
		for j := range right {
			if i+j > 0 && left[i].compare(op, &right[j]) != result {
				return maybe
			}
		}
	}
	return result
}

func (v *msbuildValue) compare(op string, other *msbuildValue) truth {
	if v.missing || other.missing {
		return maybe
	}
	switch op {
	case "==", "!=":
		same := truthOf(strings.EqualFold(v.text, other.text))
		if same == no {
			if x, y, ok := numbers(v.text, other.text); ok && x == y {
				same = yes
			}
		}
		if (v.unset || other.unset) && same == no {
			same = maybe // a build may set it from outside
		}
		if op == "!=" {
			return same.not()
		}
		return same
	}
	x, y, ok := numbers(v.text, other.text)
	switch {
	case !ok:
		return maybe
	case op == "<":
		return truthOf(x < y)
	case op == "<=":
		return truthOf(x <= y)
	case op == ">":
		return truthOf(x > y)
	}
	return truthOf(x >= y)
}

func numbers(a, b string) (x, y float64, ok bool) {
	if !beginsNumber(a) || !beginsNumber(b) {
		return 0, 0, false
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return x, y, errX == nil && errY == nil
}

// beginsNumber rules out most texts that are none, of which an error would be made.
func beginsNumber(text string) bool {
	return text != "" && strings.IndexByte("0123456789+-.iInN", text[0]) >= 0
}

// boolean is a text as a condition by itself.
func boolean(values []msbuildValue) truth {
	result := maybe
	for i := range values {
		v, this := &values[i], maybe
		switch strings.ToLower(v.text) {
		case "true", "on", "yes", "!false", "!off", "!no":
			this = yes
		case "false", "off", "no", "!true", "!on", "!yes":
			this = no
		}
		if v.missing || i > 0 && this != result {
			return maybe
		}
		result = this
	}
	return result
}
