package manifest

import (
	"strings"
)

// A condition is what the `if` of a step says of single variables: all of it must
// hold. The zero condition always does.
type condition []clause

// A clause compares a variable with a literal.
type clause struct {
	name, text string
	holds      func(value, text string) bool
	not        bool
}

// comparisons are the functions of expressions that compare texts. None of them
// looks at case.
var comparisons = map[string]func(value, text string) bool{
	"startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix, "contains": strings.Contains,
}

// stepCondition reads the clauses between && that are understood, none where ||
// leaves other ways open.
//
// Source: https://docs.github.com/actions/reference/workflows-and-actions/expressions
func stepCondition(n *yamlNode) condition {
	if !isScalar(n) || strings.Contains(n.Value, "||") {
		return nil
	}
	text := n.Value
	if inner, ok := githubSyntax.name(text); ok {
		text = inner
	}
	var out condition
	for part := range strings.SplitSeq(text, "&&") {
		if c, ok := readClause(strings.TrimSpace(part)); ok {
			out = append(out, c)
		}
	}
	return out
}

// readClause reads matrix.x != 'y' and !startsWith(matrix.x, 'y').
func readClause(text string) (c clause, ok bool) {
	for _, operator := range []string{"==", "!="} {
		if name, literal, found := strings.Cut(text, operator); found {
			c.name, c.holds, c.not = strings.TrimSpace(name), func(value, text string) bool { return value == text }, operator == "!="
			c.text, ok = expressionLiteral(strings.TrimSpace(literal))
			return c, ok
		}
	}
	text, c.not = strings.CutPrefix(text, "!")
	function, arguments, _ := strings.Cut(strings.TrimSpace(text), "(")
	name, literal, found := strings.Cut(strings.TrimSuffix(arguments, ")"), ",")
	c.name, c.holds = strings.TrimSpace(name), comparisons[function]
	c.text, ok = expressionLiteral(strings.TrimSpace(literal))
	return c, ok && found && c.holds != nil && strings.HasSuffix(arguments, ")")
}

// admits reports whether a step runs for a value of a variable, as far as that
// variable decides.
func (c condition) admits(name, value string) bool {
	for _, clause := range c {
		if clause.name == name && clause.holds(strings.ToLower(value), strings.ToLower(clause.text)) == clause.not {
			return false
		}
	}
	return true
}
