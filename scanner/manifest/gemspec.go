package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var gemspec = Kind{
	Name:     "*.gemspec",
	Files:    []string{"*.gemspec"},
	Declares: "`required_ruby_version`",
	Parse:    parseGemspec,
}

func parseGemspec(f *File) {
	tokens := rubyTokens(f.Data)
	declareGems(f, tokens, "add_dependency", Run)
	declareGems(f, tokens, "add_runtime_dependency", Run)
	declareGems(f, tokens, "add_development_dependency", Test)
	for i, t := range tokens {
		if t.kind == 'n' && t.text == "required_ruby_version" && i+1 < len(tokens) && tokens[i+1].kind == '=' {
			declareGemspec(f, tokens[i+2:], t)
		}
	}
}

// declareGemspec reads one requirement, a list of them, or
// Gem::Requirement.new(...), with or without .freeze.
func declareGemspec(f *File, tokens []rubyToken, use rubyToken) {
	var texts []string
	var at Place
	d := Declaration{Runtime: rules.Ruby, Binding: rules.Any}
	end := false
	for i, t := range tokens {
		if end || t.newLine && i > 0 && tokens[i-1].kind != ',' && tokens[i-1].kind != '[' && tokens[i-1].kind != '(' && t.kind != ']' && t.kind != ')' {
			break
		}
		switch {
		case t.kind == 's' && !t.computed:
			texts = append(texts, t.text)
			if at.File == nil {
				at = f.At(t.at.Start, t.at.End)
			}
			at.End = t.at.End
		case t.kind == 'n' && (t.text == "if" || t.text == "unless") && len(texts) > 0:
			d.Condition = modifierCondition(f, &tokens[i])
		case (t.kind == '}' || t.kind == ';' || t.text == "end") && len(texts) > 0:
			end = true
		case t.kind == 'n' && (t.text == "Gem" || t.text == "Requirement" || t.text == "new" || t.text == "freeze"), strings.IndexByte("[](),.:", t.kind) >= 0 && t.text != "default":
		default:
			if d.Condition == "" {
				d.Unresolved = "it is computed by the gemspec"
			}
		}
	}
	if len(texts) == 0 || d.Unresolved != "" {
		d.At, d.Unresolved = f.At(use.at.Start, use.at.End), "it is computed by the gemspec"
		f.Declare(d)
		return
	}
	d.At, d.Text = at, strings.Join(texts, ", ")
	if !strings.ContainsAny(d.Text, "<>=~!,") {
		d.Text = "= " + d.Text
	}
	declareRubyRequirement(f, d)
}

func restOfLine(f *File, offset int) string {
	rest := f.Data[offset:]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}
