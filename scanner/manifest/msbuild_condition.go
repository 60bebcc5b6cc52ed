package manifest

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
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

// condition evaluates what stands in a Condition attribute of f. What can't be
// parsed or is not known is maybe.
//
// Source: https://learn.microsoft.com/visualstudio/msbuild/msbuild-conditions
func (p *msbuildProject) condition(f *File, text string) truth {
	if strings.TrimSpace(text) == "" {
		return yes
	}
	c := msbuildCondition{project: p, file: f, text: text}
	result := c.or(0)
	if c.blank(); c.odd || c.at < len(c.text) {
		return maybe
	}
	return result
}

// A msbuildCondition is a condition being read, by recursive descent.
type msbuildCondition struct {
	project *msbuildProject
	file    *File
	text    string
	at      int
	odd     bool // it is not understood
}

const maxConditionDepth = 50

func (c *msbuildCondition) blank() {
	for c.at < len(c.text) && strings.IndexByte(" \t\r\n", c.text[c.at]) >= 0 {
		c.at++
	}
}

// word steps over a word, regardless of case.
func (c *msbuildCondition) word(word string) bool {
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

func (c *msbuildCondition) or(depth int) truth {
	result := c.and(depth)
	for c.word("or") {
		result = max(result, c.and(depth))
	}
	return result
}

func (c *msbuildCondition) and(depth int) truth {
	result := c.term(depth)
	for c.word("and") {
		result = min(result, c.term(depth))
	}
	return result
}

func (c *msbuildCondition) term(depth int) truth {
	if depth > maxConditionDepth {
		c.odd = true
	}
	if c.odd {
		return maybe
	}
	if c.word("!") {
		return c.term(depth + 1).not()
	}
	if c.word("(") {
		result := c.or(depth + 1)
		c.odd = c.odd || !c.word(")")
		return result
	}
	left := c.operand()
	for _, op := range []string{"==", "!=", "<=", ">=", "<", ">"} {
		if c.word(op) {
			return left.compare(op, c.operand())
		}
	}
	return left.boolean()
}

// An operand is one side of a comparison: the texts that are possible.
type operand struct {
	values []operandValue
	result truth // of a function
	call   bool
}

type operandValue struct {
	text  string
	known bool
	unset bool
}

func (c *msbuildCondition) operand() operand {
	c.blank()
	if c.at == len(c.text) {
		c.odd = true
		return operand{}
	}
	start := c.at
	if quote := c.text[start]; quote == '\'' || quote == '"' || quote == '`' {
		size := quoted(c.text[start:])
		if size < 0 {
			c.odd = true
			return operand{}
		}
		c.at += size
		return c.values(c.text[start+1 : c.at-1])
	}
	if strings.HasPrefix(c.text[start:], "$(") {
		c.at = closingParenthesis(c.text, start+1)
		return c.values(c.text[start:c.at])
	}
	for c.at < len(c.text) && (isASCIILetter(c.text[c.at]) || strings.IndexByte("0123456789._-+", c.text[c.at]) >= 0) {
		c.at++
	}
	if c.at == start {
		c.odd = true
		return operand{}
	}
	name := c.text[start:c.at]
	if c.blank(); c.at < len(c.text) && c.text[c.at] == '(' {
		open := c.at
		c.at = closingParenthesis(c.text, open)
		return operand{call: true, result: c.call(name, c.text[open+1:max(open+1, c.at-1)])}
	}
	return operand{values: []operandValue{{text: name, known: true}}}
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

func (c *msbuildCondition) values(text string) operand {
	if strings.IndexByte(text, '(') < 0 {
		return operand{values: []operandValue{{text: text, known: true}}}
	}
	if name, ok := soleReference(text); ok {
		return operand{values: c.project.texts(c.file, text, name)}
	}
	var out operand
	for _, v := range c.project.expand(c.file, text, Span{}, "") {
		out.values = append(out.values, operandOf(v))
	}
	return out
}

func operandOf(v msbuildValue) operandValue {
	var out operandValue
	out.text, out.known = v.text()
	for i := range v {
		out.unset = out.unset || v[i].unset
	}
	return out
}

// soleReference is the name of the property that a text is, which most texts of
// conditions are.
func soleReference(text string) (name string, ok bool) {
	inner, ok := strings.CutPrefix(text, "$(")
	if ok {
		inner, ok = strings.CutSuffix(inner, ")")
	}
	return inner, ok && isMSBuildName(inner)
}

// texts are what a reference may stand for, as in reference, but for where it stands.
func (p *msbuildProject) texts(f *File, text, name string) []operandValue {
	if result, ok := p.reserved(f, name); ok {
		return []operandValue{{text: result, known: true}}
	}
	lower := strings.ToLower(name)
	values, ok := p.properties[lower]
	switch {
	case ok:
		out := make([]operandValue, len(values))
		for i, v := range values {
			out[i] = operandOf(v)
		}
		return out
	case targetProperties[lower]:
		return []operandValue{{known: true, unset: true}}
	}
	return []operandValue{{text: text}}
}

// call is a function that gives true or false.
func (c *msbuildCondition) call(name, argument string) truth {
	if !strings.EqualFold(name, "Exists") {
		return maybe
	}
	argument = strings.Trim(strings.TrimSpace(argument), `'"`)
	values := c.project.expand(c.file, argument, Span{}, "")
	path, known := values[0].text()
	if len(values) > 1 || !known {
		return maybe
	}
	_, err := c.project.open(c.file, path)
	switch {
	case err == nil:
		return yes
	case errors.Is(err, fs.ErrNotExist):
		return no
	}
	return maybe
}

// compare is decided if all values that are possible agree.
func (o operand) compare(op string, other operand) truth {
	if o.call || other.call || len(o.values) == 0 || len(other.values) == 0 {
		return maybe
	}
	result := o.values[0].compare(op, other.values[0])
	for _, a := range o.values {
		for _, b := range other.values {
			if a.compare(op, b) != result {
				return maybe
			}
		}
	}
	return result
}

func (a operandValue) compare(op string, b operandValue) truth {
	if !a.known || !b.known {
		return maybe
	}
	switch op {
	case "==", "!=":
		same := truthOf(strings.EqualFold(a.text, b.text))
		if x, y, ok := numbers(a.text, b.text); ok && x == y {
			same = yes
		}
		if (a.unset || b.unset) && same == no {
			same = maybe // a build may set it from outside
		}
		if op == "!=" {
			return same.not()
		}
		return same
	}
	x, y, ok := numbers(a.text, b.text)
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
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return x, y, errX == nil && errY == nil
}

// boolean is the operand as a condition by itself.
func (o operand) boolean() truth {
	if o.call {
		return o.result
	}
	result := maybe
	for i, v := range o.values {
		this := maybe
		switch strings.ToLower(v.text) {
		case "true", "on", "yes", "!false", "!off", "!no":
			this = yes
		case "false", "off", "no", "!true", "!on", "!yes":
			this = no
		}
		if !v.known || i > 0 && this != result {
			return maybe
		}
		result = this
	}
	return result
}
