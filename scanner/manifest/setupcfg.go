package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var setupCfg = Kind{
	Name:     "setup.cfg",
	Files:    []string{"setup.cfg"},
	Declares: "`python_requires`, or else the classifiers",
	Parse:    parseSetupCfg,
}

func parseSetupCfg(f *File) {
	found := false
	var claims []Place
	section, key := "", ""
	eachLine(f.Data, func(offset int, line string) {
		indented := offset > 0 && f.Data[offset-1] != '\n' && line != ""
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
			return
		case line[0] == '[':
			section, _, _ = strings.Cut(line[1:], "]")
			key = ""
			return
		}
		value := line
		if !indented {
			i := strings.IndexAny(line, "=:")
			if i < 0 {
				f.Problemf(offset, "neither a section nor a key with a value")
				return
			}
			key = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(line[:i])), "-", "_")
			value = strings.TrimLeft(line[i+1:], " \t")
		}
		start := offset + len(line) - len(value)
		at := f.At(start, start+len(value))
		switch {
		case value == "":
		case section == "options" && key == "python_requires",
			section == "metadata" && (key == "python_requires" || key == "requires_python"):
			found = true
			declareSpecifier(f, Declaration{At: at, Binding: rules.Any})
		case section == "metadata" && (key == "classifiers" || key == "classifier"):
			if claim, ok := strings.CutPrefix(value, pythonClassifier); ok {
				claims = append(claims, f.At(at.End-len(claim), at.End))
			}
		}
	})
	if !found {
		for _, at := range claims {
			declareClassifier(f, at.Text(), at)
		}
	}
}
