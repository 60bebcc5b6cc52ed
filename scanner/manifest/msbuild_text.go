package manifest

import (
	"strings"
	"sync"
)

// A msbuildText is a text of a file, cut at its $(...). What a text of a file comes to
// that projects share is often the same for all of them: then it is worked out once.
type msbuildText struct {
	file *File
	text string
	at   Span
	// exact says that the file has the text as it is, so that each piece of it has a
	// place of its own; else it is written with entities, or has no place.
	exact  bool
	tokens []msbuildToken // nil: the text stands for itself
	beyond bool           // there are more tokens than a value may have pieces

	fixed  bool // it comes to the same in all projects
	once   sync.Once
	values []msbuildValue
}

// A msbuildToken is a part of a text.
type msbuildToken struct {
	kind       tokenKind
	start, end int
	name       string // of what is referred to, in lower case
	call       *msbuildCall
	piece      *msbuildPiece // of what is the same whenever it is evaluated
}

type tokenKind uint8

const (
	literalToken  tokenKind = iota
	itemToken               // @(...) and %(...)
	propertyToken           // $(Name)
	reservedToken           // $(MSBuildThisFileDirectory) and others that tell where a file is
	callToken               // $(...) with anything else in it
)

// A msbuildReader cuts the texts of one file.
type msbuildReader struct {
	file   *File
	shared bool // projects share the file
	calls  int  // calls that are worked out once, so far

	asked    map[string]bool // names that decide
	followed map[*msbuildRefers]bool
}

// maxFixedCalls is how many calls of one file are worked out once for all projects.
// Others count for each project, which may make a thousand.
const maxFixedCalls = 200

// text cuts a text, whose place may be none.
func (r *msbuildReader) text(text string, at Span) *msbuildText { return r.cut(text, at, 0) }

func (r *msbuildReader) cut(text string, at Span, depth int) *msbuildText {
	t := &msbuildText{file: r.file, text: text, at: at, exact: at.End-at.Start == len(text), fixed: r.shared}
	if strings.IndexByte(text, '(') < 0 {
		return t
	}
	for from := 0; from < len(text); {
		if len(t.tokens) > maxMSBuildPieces {
			t.beyond = true
			return t
		}
		open := strings.IndexByte(text[from:], '(')
		if open < 1 || !strings.ContainsRune("$@%", rune(text[from+open-1])) {
			end := len(text)
			if open >= 0 {
				end = from + open + 1
			}
			t.literal(from, end)
			from = end
			continue
		}
		mark := from + open - 1
		if mark > from {
			t.literal(from, mark)
		}
		from = closingParenthesis(text, mark+1)
		token := msbuildToken{kind: itemToken, start: mark, end: from}
		if text[mark] == '$' {
			r.reference(&token, text[mark:from], depth)
		} else {
			token.piece = &msbuildPiece{text: text[mark:from], at: t.place(&token), missing: "items are not evaluated"}
		}
		t.fixed = t.fixed && token.isFixed()
		t.tokens = append(t.tokens, token)
	}
	return t
}

// literal is a token that stands for itself.
func (t *msbuildText) literal(start, end int) {
	token := msbuildToken{start: start, end: end}
	token.piece = &msbuildPiece{text: t.text[start:end], at: t.place(&token)}
	t.tokens = append(t.tokens, token)
}

// reference reads one $(...).
func (r *msbuildReader) reference(token *msbuildToken, text string, depth int) {
	inner := strings.TrimSpace(strings.TrimSuffix(text[2:], ")"))
	token.name = strings.ToLower(inner)
	switch {
	case !isMSBuildName(inner):
		token.kind, token.call = callToken, r.call(inner, depth)
	case isReserved(token.name):
		token.kind = reservedToken
	default:
		token.kind = propertyToken
	}
}

func (t *msbuildToken) isFixed() bool {
	switch t.kind {
	case propertyToken:
		return false
	case reservedToken:
		return !ofProject(t.name)
	case callToken:
		return t.call.fixed
	}
	return true
}

// part is the text of a token.
func (t *msbuildText) part(token *msbuildToken) string { return t.text[token.start:token.end] }

// place is where a token stands.
func (t *msbuildText) place(token *msbuildToken) Place {
	if t.exact {
		return t.file.At(t.at.Start+token.start, t.at.Start+token.end)
	}
	return t.file.At(t.at.Start, t.at.End)
}

// sole is the only token of a text.
func (t *msbuildText) sole() *msbuildToken {
	if len(t.tokens) != 1 {
		return nil
	}
	return &t.tokens[0]
}

// refers are the names in lower case that may be those of properties in a text, and
// names of functions.
func (t *msbuildText) refers(names []string) []string {
	if t.beyond {
		return names // it comes to nothing, whatever they are
	}
	for i := range t.tokens {
		switch token := &t.tokens[i]; token.kind {
		case propertyToken:
			names = append(names, token.name)
		case callToken:
			names = append(names, references(t.part(token))...)
		}
	}
	return names
}

// expand is what a text comes to. self is the property being set: that a value is made
// from its own earlier one is no step on a way.
func (p *msbuildProject) expand(t *msbuildText, self string) []msbuildValue {
	if !t.fixed {
		return p.expandTokens(t, self)
	}
	t.once.Do(func() { t.values = ofNoProject(t.file).expandTokens(t, self) })
	return t.values
}

// ofNoProject evaluates what is the same in all projects, whatever the one has read that
// is the first to ask.
func ofNoProject(f *File) *msbuildProject {
	return &msbuildProject{file: f}
}

func (p *msbuildProject) expandTokens(t *msbuildText, self string) []msbuildValue {
	if t.tokens == nil && len(t.text) <= maxMSBuildText {
		return []msbuildValue{literalValue(msbuildPiece{text: t.text, at: t.file.At(t.at.Start, t.at.End)})}
	}
	if t.beyond || t.tokens == nil {
		return t.tooLong()
	}
	values := []msbuildValue{{parts: make([]msbuildPart, 0, len(t.tokens))}}
	for i := range t.tokens {
		if p.work > maxMSBuildWork || values[0].size > maxMSBuildPieces {
			return t.tooLong()
		}
		values = p.append(values, t, &t.tokens[i], self)
	}
	for i := range values {
		if !values[i].join() {
			values[i] = t.tooLong()[0]
		}
	}
	return values
}

// tooLong stands for values that are.
func (t *msbuildText) tooLong() []msbuildValue {
	return []msbuildValue{literalValue(msbuildPiece{at: t.file.At(t.at.Start, t.at.End), missing: "the value grows beyond reason"})}
}

// append appends what a token comes to.
func (p *msbuildProject) append(values []msbuildValue, t *msbuildText, token *msbuildToken, self string) []msbuildValue {
	piece := token.piece
	if piece == nil {
		isSelf := strings.EqualFold(token.name, self)
		if next, ok := p.properties[token.name]; ok && token.kind == propertyToken {
			use := Place{}
			if !isSelf {
				use = t.place(token)
			}
			return p.link(values, next, use)
		}
		piece = p.piece(t, token, isSelf)
	}
	for i := range values {
		p.work++
		values[i].append(piece)
	}
	return values
}

// piece is what a token comes to that refers to no property which has been set.
func (p *msbuildProject) piece(t *msbuildText, token *msbuildToken, isSelf bool) *msbuildPiece {
	piece := &msbuildPiece{text: t.part(token), at: t.place(token)}
	switch token.kind {
	case reservedToken:
		piece.text = p.reserved(t.file, token.name)
	case callToken:
		if result, ok := p.callResult(t.file, token.call); ok {
			piece.text = result
		} else {
			piece.missing = piece.text + " is computed during the build"
		}
	default:
		if isSelf || targetProperties[token.name] {
			piece.text, piece.unset = "", true
		} else {
			piece.missing = p.undefined(strings.TrimSpace(strings.TrimSuffix(piece.text[2:], ")")))
		}
	}
	return piece
}

// link appends the values of a property, each of which makes one more of those that are
// there.
func (p *msbuildProject) link(values, next []msbuildValue, use Place) []msbuildValue {
	if len(next) == 1 {
		for i := range values {
			p.work += int(next[0].size)
			values[i].link(&next[0], use, "")
		}
		return values
	}
	out := make([]msbuildValue, 0, min(len(values)*len(next), maxMSBuildValues))
	for i := range values {
		v := &values[i]
		for j := range next {
			p.work += int(v.size + next[j].size)
			if len(out) == maxMSBuildValues {
				out[len(out)-1] = tooMany(v)
				break
			}
			both := *v
			both.parts = make([]msbuildPart, len(v.parts), cap(v.parts))
			copy(both.parts, v.parts)
			both.link(&next[j], use, "")
			out = append(out, both)
		}
	}
	return out
}

// one is what a text comes to if that is one text and known.
func (p *msbuildProject) one(t *msbuildText) (string, bool) {
	values := p.expand(t, "")
	return values[0].text, len(values) == 1 && values[0].known()
}
