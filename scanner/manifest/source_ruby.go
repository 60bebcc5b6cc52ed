package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var rubySource = Kind{
	Name:     "Ruby source",
	Files:    []string{"*.rb", "*.rake", "*.ru", "rakefile"},
	Probes:   []string{"ssl_version", "max_version", "SSLContext", "OP_NO_TLSv1"},
	Declares: "`ssl_version`, `max_version`, `SSLContext.new` with a protocol, `OP_NO_TLSv1_2`",
	Source:   true,
	Parse:    parseRubySource,
}

// Strings with lines are rare beside slashes that hide quotes, so a string ends
// with its line.
var rubySyntax = codeSyntax{
	comment: "#", section: [2]string{"\n=begin", "\n=end"}, last: "\n__END__", strings: `"'`, escape: '\\', assigns: "=", lines: true,
}

// A rubyCode is source of Ruby, for MRI and JRuby alike.
type rubyCode struct{ *code }

var rubyFinders = map[string]func(rubyCode, int){
	"ssl_version":   rubyCode.sslVersion,
	"max_version":   rubyCode.sslVersion,
	"SSLContext":    rubyCode.context,
	"OP_NO_TLSv1_2": rubyCode.option,
	"OP_NO_TLSv1_3": rubyCode.option,
}

func parseRubySource(f *File) {
	c := rubyCode{readCode(f, &rubySyntax)}
	for i := range c.tokens {
		t := &c.tokens[i]
		if find := rubyFinders[t.text]; find != nil && (t.kind == 'n' || t.kind == 's') {
			find(c, i)
		}
	}
}

func (c rubyCode) says(setting string, at tokens, chosen choice) {
	e := Evidence{Runtime: rules.Ruby, At: c.at(at)}
	e.Setting = setting
	for _, one := range chosen.evidence(e) {
		c.f.Witness(one)
		if one.Effect == rules.Enables {
			one.Runtime = rules.JRuby
			c.f.Witness(one)
		}
	}
}

// sslVersion reads what is given to ssl_version, the only protocol that is then
// spoken, or to max_version, the newest:
//
//	http.ssl_version = :TLSv1
//	{ssl_version: :TLSv1, :ssl_version => "TLSv1"}
//	DEFAULT_PARAMS[:ssl_version] = "TLSv1"
//	ssl_version :TLSv1
func (c rubyCode) sslVersion(i int) {
	t := &c.tokens[i]
	key := t.kind == 's' || c.is(i-1, ":") && c.tokens[i-1].end() == int(t.start)
	next := i + 1
	switch {
	case c.forServer(i):
		return
	case key && c.is(next, "=", ">") && c.joined(next):
		next += 2
	case key && c.is(next, "]", "=") && !c.is(next+2, "="):
		next += 2
	case key:
		return
	case c.is(next, ":") && int(c.tokens[next].start) == t.end():
		next++
	case c.is(next, "=") && !(c.joined(next) && (c.is(next+1, "=") || c.is(next+1, "~") || c.is(next+1, ">"))):
		next++
	case c.is(next, ":") && !c.tokens[next].newLine && !c.is(i-1, "."):
	default:
		return
	}
	value := c.value(next)
	chosen := c.choice(value)
	chosen.limit = t.text == "max_version"
	c.says(t.text, value, chosen)
}

// value is the expression at i, without a condition behind it.
func (c rubyCode) value(i int) tokens {
	r := c.expression(i)
	for j := r.start; j < r.end; j++ {
		switch c.word(j) {
		case "if", "unless", "do", "rescue":
			return tokens{r.start, j}
		}
	}
	return r
}

// context reads OpenSSL::SSL::SSLContext.new(:TLSv1).
func (c rubyCode) context(i int) {
	if !c.is(i+1, ".", "new") || c.forServer(i) {
		return
	}
	value := tokens{i + 3, i + 3}
	if arguments := c.arguments(i + 3); len(arguments) > 0 {
		value = arguments[0]
	} else if c.is(i+3, ":") && !c.tokens[i+3].newLine {
		value = c.value(i + 3)
	}
	if !value.isEmpty() {
		c.says("ssl_version", value, c.choice(value))
	}
}

func (c rubyCode) option(i int) {
	if chosen, ok := c.takesAway(i, "OP_NO_"); ok {
		c.says("OP_NO_TLS", tokens{i, i + 1}, chosen)
	}
}

// rubyNeutral are words around the name of a protocol that name none.
var rubyNeutral = map[string]bool{"OpenSSL": true, "SSL": true, "to_sym": true, "intern": true, "freeze": true}

// choice reads the name of a protocol: :TLSv1, "TLSv1_client", TLS1_VERSION.
func (c rubyCode) choice(r tokens) (chosen choice) {
	for i := r.start; i < r.end; i++ {
		t := &c.tokens[i]
		if t.kind != 'n' && t.kind != 's' || t.kind == 'n' && rubyNeutral[t.text] {
			continue
		}
		name := strings.TrimSuffix(strings.TrimSuffix(t.text, "_client"), "_VERSION")
		chosen.add(opensslNames[name])
	}
	return chosen
}
