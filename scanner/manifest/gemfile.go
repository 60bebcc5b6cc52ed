package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var gemfile = Kind{
	Name:     "Gemfile",
	Files:    []string{"gemfile", "gems.rb", "*.gemfile"},
	Declares: "`ruby '2.3.1'` with its engine, or `ruby file:`; libraries",
	Parse:    parseGemfile,
}

func parseGemfile(f *File) {
	if !bytes.Contains(f.Data, []byte("ruby")) && !bytes.Contains(f.Data, []byte("gem")) {
		return
	}
	tokens := rubyTokens(f.Data)
	declareGems(f, tokens, "gem", Run)
	for i, t := range tokens {
		if t.newLine && t.kind == 'n' && t.text == "ruby" {
			if call, ok := readRubyCall(tokens[i+1:]); ok {
				call.declare(f, t)
			}
		}
	}
}

// A rubyCall is what stands behind ruby in a Gemfile.
type rubyCall struct {
	versions []rubyToken // the strings
	options  map[string]rubyToken
	computed *rubyToken // the first thing that is not literal
	modifier *rubyToken // the if or unless behind the call
}

// readRubyCall reads the arguments up to the end of the statement. ok is false
// if this is no call with arguments.
func readRubyCall(tokens []rubyToken) (call rubyCall, ok bool) {
	call.options = map[string]rubyToken{}
	comma := true // an argument may begin here, on a new line too
	depth := 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.newLine && !comma && depth == 0 {
			break
		}
		switch {
		case t.kind == '=' && i == 0:
			return call, false // ruby = ...
		case t.kind == '.' && i == 0:
			return call, false
		case t.kind == '(' || t.kind == '[':
			depth++
			continue
		case t.kind == ')' || t.kind == ']':
			if depth--; depth < 0 {
				return call, ok
			}
			continue
		case t.kind == ',':
			comma = true
			continue
		}
		name, value := optionName(tokens, i)
		switch {
		case name != "" && value < len(tokens):
			if tokens[value].kind == 's' {
				call.options[name] = tokens[value]
			} else if name == "file" || name == "engine_version" {
				call.computed = &tokens[value]
			}
			i = value
			ok = true
		case t.kind == 's' && !t.computed:
			call.versions = append(call.versions, t)
			ok = true
		case t.kind == 'n' && (t.text == "if" || t.text == "unless") && !comma:
			call.modifier = &tokens[i]
			return call, ok
		case t.kind == '.' && i+1 < len(tokens) && tokens[i+1].text == "freeze":
			i++
		default:
			if call.computed == nil {
				call.computed = &tokens[i]
			}
			ok = true
		}
		comma = false
	}
	return call, ok
}

// optionName recognises engine: 'x', :engine => 'x' and "engine" => 'x' and
// returns the name and the index of the value.
func optionName(tokens []rubyToken, i int) (name string, value int) {
	t := tokens[i]
	at := func(n int) byte {
		if i+n < len(tokens) {
			return tokens[i+n].kind
		}
		return 0
	}
	switch {
	case t.kind == 'n' && at(1) == ':':
		if i+1 < len(tokens) && tokens[i+1].text == ":" {
			return t.text, i + 2
		}
	case (t.kind == ':' || t.kind == 's') && at(1) == '=' && at(2) == '>':
		return t.text, i + 3
	}
	return "", 0
}

func (c *rubyCall) declare(f *File, use rubyToken) {
	d := Declaration{Runtime: rules.Ruby, Scope: Run, Binding: rules.Exact, At: f.At(use.at.Start, use.at.End)}
	if c.modifier != nil {
		d.Condition = modifierCondition(f, c.modifier)
	}
	engine, hasEngine := c.options["engine"]
	number, hasNumber := c.options["engine_version"]
	file, hasFile := c.options["file"]
	switch {
	case hasEngine && engine.text != "ruby":
		c.declareEngine(f, d, engine, number, hasNumber)
		return
	case c.computed != nil:
		d.At = f.At(c.computed.at.Start, c.computed.at.End)
		d.Unresolved = "it is computed by the Gemfile"
		f.Declare(d)
		return
	case hasFile:
		declareRubyFile(f, d, file)
		return
	case len(c.versions) == 0:
		return
	}
	first, last := c.versions[0], c.versions[len(c.versions)-1]
	d.At = f.At(first.at.Start, last.at.End)
	texts := make([]string, len(c.versions))
	for i, v := range c.versions {
		texts[i] = v.text
	}
	d.Text = strings.Join(texts, ", ")
	if patch, ok := c.options["patchlevel"]; ok && len(c.versions) == 1 {
		d.Text += "-p" + patch.text
	}
	declareRubyRequirement(f, d)
}

func (c *rubyCall) declareEngine(f *File, d Declaration, engine, number rubyToken, hasNumber bool) {
	if !hasNumber {
		d.At = f.At(engine.at.Start, engine.at.End)
		d.Unresolved = "the engine " + engine.text + " is named without its version"
		f.Declare(d)
		return
	}
	d.At = f.At(number.at.Start, number.at.End)
	named, err := rules.Parse(rules.Ruby, engine.text+"-"+number.text)
	if err != nil {
		d.Unresolved = err.Error()
	}
	if named.Runtime != "" {
		d.Runtime = named.Runtime
	}
	d.Versions, d.Text = named.Versions, number.text
	f.Declare(d)
}

// declareRubyRequirement declares a version, which Bundler takes exactly in all
// the numbers that are given, or a requirement.
func declareRubyRequirement(f *File, d Declaration) {
	if d.Text == "" {
		d.Text = d.At.Text()
	}
	if isTemplate(d.Text) {
		d.Unresolved = templateReason
		f.Declare(d)
		return
	}
	if !strings.ContainsAny(d.Text, "<>=~!,") {
		declareVersion(f, rules.Ruby, d)
		return
	}
	d.Binding = rules.Any
	d.setVersions(version.GemRequirement(version.Ruby, d.Text))
	f.Declare(d)
}

// modifierCondition is the condition of an if or unless behind a statement.
func modifierCondition(f *File, t *rubyToken) string {
	condition := strings.TrimSpace(restOfLine(f, t.at.End))
	if t.text == "unless" {
		condition = "not " + condition
	}
	return condition
}

// declareRubyFile follows ruby file: '.ruby-version'.
func declareRubyFile(f *File, d Declaration, name rubyToken) {
	use := f.At(name.at.Start, name.at.End)
	other, err := f.Open(name.text)
	if err != nil {
		d.At, d.Unresolved = use, "it stands in "+name.text+", which can't be read here"
		f.Declare(d)
		return
	}
	found := false
	eachLine(other.Data, func(offset int, line string) {
		word := strings.TrimSpace(line)
		if found || word == "" || word[0] == '#' {
			return
		}
		if rest, ok := strings.CutPrefix(word, "ruby "); ok { // .tool-versions
			word = strings.TrimSpace(rest)
			offset += len(line) - len(word)
		} else if strings.Contains(word, " ") {
			return
		}
		found = true
		d.At, d.Via = other.At(offset, offset+len(word)), []Place{use}
		d.Text = word
		declareVersion(f, rules.Ruby, d)
	})
	if !found {
		d.At, d.Unresolved = use, name.text+" names no Ruby"
		f.Declare(d)
	}
}
