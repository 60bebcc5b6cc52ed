package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var setupCfg = Kind{
	Name:     "setup.cfg",
	Files:    []string{"setup.cfg"},
	Declares: "`python_requires`, or else the classifiers; `[tox:tox]`; libraries",
	Parse:    parseSetupCfg,
}

func parseSetupCfg(f *File) {
	found := false
	var claims []Place
	var tox toxFile
	eachINI(f, Span{0, len(f.Data)}, func(v iniValue) {
		switch {
		case v.section == "options" && v.key == "python_requires",
			v.section == "metadata" && (v.key == "python_requires" || v.key == "requires_python"):
			found = true
			declareSpecifier(f, Declaration{At: f.At(v.at.Start, v.at.End), Text: strings.Join(strings.Fields(v.text), " "), Binding: rules.Any})
		case v.section == "options" && v.key == "install_requires", v.section == "options.extras_require":
			v.eachLine(func(offset int, line string) {
				declareRequirementText(f, line, Span{offset, offset + len(line)}, Declaration{})
			})
		case v.section == "metadata" && (v.key == "classifiers" || v.key == "classifier"):
			v.eachLine(func(offset int, line string) {
				if claim, ok := strings.CutPrefix(line, pythonClassifier); ok {
					claims = append(claims, f.At(offset+len(line)-len(claim), offset+len(line)))
				}
			})
		default:
			tox.setting(v)
		}
	})
	if !found {
		for _, at := range claims {
			declareClassifier(f, at.Text(), at)
		}
	}
	tox.declare(f)
}
