package manifest

import "strings"

// declareGems declares what calls such as gem 'name', '~> 1.2', '< 1.4' ask for.
func declareGems(f *File, tokens []rubyToken, call string, scope Scope) {
	for i := range tokens {
		if t := &tokens[i]; t.kind == 'n' && t.text == call && (t.newLine || i > 0 && tokens[i-1].kind == '.') {
			declareGem(f, tokens[i+1:], scope)
		}
	}
}

func declareGem(f *File, tokens []rubyToken, scope Scope) {
	if len(tokens) > 0 && tokens[0].kind == '(' {
		tokens = tokens[1:]
	}
	if len(tokens) == 0 || tokens[0].kind != 's' || tokens[0].computed {
		return
	}
	name := tokens[0].text
	if _, known := gemLibraries.find(name); !known {
		return
	}
	var texts []string
	var at Place
	for i := 1; i < len(tokens); i++ {
		t, before := &tokens[i], tokens[i-1].kind
		switch {
		case t.kind == ',' || t.kind == '[' || t.kind == ']' || t.kind == '.' || t.text == "freeze":
			continue
		case t.kind == 's' && !t.computed && (before == ',' || before == '[') && (i+1 == len(tokens) || tokens[i+1].kind != '='):
			texts = append(texts, t.text)
			if at.File == nil {
				at = f.At(t.at.Start, t.at.End)
			}
			at.End = t.at.End
			continue
		}
		break // an option, or the end of the call
	}
	gemLibraries.ask(f, name, strings.Join(texts, ", "), at, Declaration{Scope: scope})
}
