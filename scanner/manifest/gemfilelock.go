package manifest

import (
	"bytes"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var gemfileLock = Kind{
	Name:     "Gemfile.lock",
	Files:    []string{"gemfile.lock", "gems.locked", "*.gemfile.lock"},
	Declares: "the Ruby of its `RUBY VERSION`; libraries",
	Locked:   true,
	Large:    true,
	Parse:    parseGemfileLock,
}

func parseGemfileLock(f *File) {
	lockedGems(f)
	at := bytes.Index(f.Data, []byte("RUBY VERSION"))
	if at < 0 || at > 0 && f.Data[at-1] != '\n' {
		return
	}
	rest := f.Data[at:]
	done := false
	eachLine(rest, func(offset int, line string) {
		if done || offset == 0 {
			return
		}
		done = true
		offset += at
		text, ok := strings.CutPrefix(line, "ruby ")
		if !ok {
			f.Problemf(offset, "RUBY VERSION is not followed by a version of Ruby")
			return
		}
		start := offset + len("ruby ")
		text = strings.TrimSpace(text)
		// ruby 2.5.7 (jruby 9.2.9.0): the engine decides, the first number is
		// the level that it imitates.
		if _, engine, ok := strings.Cut(text, "("); ok {
			start += strings.Index(text, "(") + 1
			text = strings.ReplaceAll(strings.TrimSuffix(engine, ")"), " ", "-")
		}
		declareVersion(f, rules.Ruby, Declaration{At: f.At(start, start+len(text)), Text: text, Binding: rules.Exact, Scope: Run})
	})
}

// lockedGems declares the gems under specs: "    name (1.2.3)", with four blanks;
// what they depend on stands under them with six.
func lockedGems(f *File) {
	specs := false
	eachRawLine(f.Data, func(start int, line []byte) {
		switch {
		case len(line) == 0:
			specs = false
		case bytes.Equal(line, []byte("  specs:")):
			specs = true
		case specs && len(line) > 5 && string(line[:4]) == "    " && line[4] != ' ':
			name, version, ok := strings.Cut(string(line[4:]), " (")
			if ok && strings.HasSuffix(version, ")") {
				version, _, _ = strings.Cut(version[:len(version)-1], "-") // a platform: 1.2.3-java
				at := start + 4 + len(name) + 2
				gemLibraries.pin(f, name, version, f.At(at, at+len(version)), Declaration{Scope: Run})
			}
		}
	})
}
