package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// declareToolVersion declares what setup actions and CI services accept for a
// version: one, the start of one, or a range in npm's grammar.
func declareToolVersion(f *File, rt rules.Runtime, d Declaration) {
	if d.Text == "" {
		d.Text = d.At.Text()
	}
	d.Binding = rules.Exact
	text := strings.TrimSuffix(d.Text, "-dev")
	switch lower := strings.ToLower(text); {
	case rt == rules.Dotnet:
		declareSDK(f, d)
	case strings.ContainsAny(text, "<>=^~*|") || strings.HasSuffix(lower, ".x"):
		d.Runtime, d.Binding = rt, rules.Newest
		d.setVersions(version.NPMRange(rules.Scheme(rt), text))
		f.Declare(d)
	case isMovingName(lower):
		d.Runtime, d.Unresolved = rt, text+" names no version"
		if engine, _, _ := strings.Cut(lower, "-"); rubyEngines[engine] != "" {
			d.Runtime = rubyEngines[engine]
		}
		f.Declare(d)
	case rt == rules.Python && oldPyPy(lower) != "":
		d.Runtime, d.Binding = rules.PyPy, rules.Newest
		d.setVersions(rules.Scheme(rules.PyPy).Line(oldPyPy(lower)))
		f.Declare(d)
	case pypySince[pypyLine(lower)] != "":
		d.Runtime, d.Binding = rules.PyPy, rules.Newest
		d.setVersions(version.ParseSet(rules.Scheme(rules.PyPy), ">="+pypySince[pypyLine(lower)]))
		d.Note = "no version of PyPy is named: the newest for this Python is installed"
		f.Declare(d)
	default:
		declareVersion(f, rt, d)
	}
}

// isMovingName recognises names for whatever is newest.
func isMovingName(lower string) bool {
	switch lower {
	case "latest", "head", "stable", "nightly", "weekly", "beta", "alpha", "default", "ruby", "ruby-head", "jruby", "rbx", "rbx-head", "truffleruby", "jruby-head", "truffleruby-head",
		"lts", "sts", "tip", "debug", "mingw", "mswin", "ucrt", "openjdk-ea", "oraclejdk-ea":
		return true
	}
	return false
}

// rubyEngines are the runtimes of Ruby by their names.
var rubyEngines = map[string]rules.Runtime{"jruby": rules.JRuby, "rbx": rules.Rubinius, "truffleruby": rules.TruffleRuby}

// oldPyPy is PyPy's own version in pypy-5.4, as no Python has such a number.
func oldPyPy(lower string) string {
	line, ok := strings.CutPrefix(lower, "pypy-")
	if !ok || !isVersion(line) || line[0] < '4' {
		return ""
	}
	return line
}

// pypySince are the first releases of PyPy for each Python that it speaks, since
// when every release comes for it until it is dropped.
//
// Source: https://doc.pypy.org/en/latest/index-of-release-notes.html
var pypySince = map[string]string{"3.8": "7.3.6", "3.9": "7.3.8", "3.10": "7.3.12", "3.11": "7.3.18"}

// pypyLine is the Python that pypy3.9 or pypy-3.9 speaks.
func pypyLine(lower string) string {
	line, ok := strings.CutPrefix(lower, "pypy")
	if !ok {
		return ""
	}
	return strings.TrimPrefix(line, "-")
}

// declareSDK declares a .NET SDK: 3.1.x, 3.1.101, 6.0.1xx, 8. Its third number is
// a feature band, which says little about the runtime that comes with it.
//
// Source: https://github.com/actions/setup-dotnet#supported-version-syntax
func declareSDK(f *File, d Declaration) {
	d.Runtime, d.Scope, d.Binding = rules.Dotnet, Build, rules.Newest
	text := d.Text
	if fields := strings.Split(text, "."); len(fields) == 3 && strings.HasSuffix(fields[2], "xx") {
		text = fields[0] + "." + fields[1] // the newest of a band
	}
	switch lower := strings.ToLower(text); {
	case isTemplate(text):
		d.Unresolved = templateReason
	case isMovingName(lower):
		d.Unresolved = text + " names no version"
	case strings.ContainsAny(text, "<>=^~*|") || strings.HasSuffix(lower, ".x"):
		d.setVersions(version.NPMRange(rules.Scheme(rules.Dotnet), text))
	case strings.Count(text, ".") >= 2:
		v, err := version.Dotnet.Parse(text)
		d.setVersions(sdkVersions(v, ""), err)
	default:
		d.setVersions(version.Dotnet.Line(text))
	}
	f.Declare(d)
}
