package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

var pyproject = Kind{
	Name:     "pyproject.toml",
	Files:    []string{"pyproject.toml"},
	Declares: "`requires-python`, and what Poetry, PDM, Flit, Hatch and Pixi have in its place; `tool.tox`; libraries",
	Parse:    parsePyproject,
}

// pythonRequirements are the keys whose value is a PEP 440 specifier.
var pythonRequirements = map[string]bool{
	"project.requires-python":             true,
	"tool.flit.metadata.requires-python":  true,
	"tool.pdm.python_requires":            true,
	"tool.pdm.python-requires":            true,
	"tool.pixi.project.requires-python":   true,
	"tool.pixi.workspace.requires-python": true,
}

func parsePyproject(f *File) {
	required := false
	var claims []Place
	parseTOML(f, func(v tomlValue) {
		at := f.At(v.at.Start, v.at.End)
		switch key := strings.Join(v.path, "."); {
		case pythonRequirements[key]:
			required = true
			declareSpecifier(f, Declaration{At: at, Text: v.text, Binding: rules.Any})
		case key == "tool.poetry.dependencies.python", key == "tool.poetry.dependencies.python.version":
			required = true
			declarePoetry(f, at, v)
		case key == "project.dependencies" || strings.HasPrefix(key, "project.optional-dependencies."):
			declareRequirementText(f, v.text, v.at, Declaration{})
		case v.path[0] == "dependency-groups" && len(v.path) == 2: // PEP 735
			declareRequirementText(f, v.text, v.at, Declaration{Scope: Test})
		case strings.HasPrefix(key, "tool.poetry.dependencies."):
			poetryLibrary(f, v, 3, ScopeUnknown)
		case strings.HasPrefix(key, "tool.poetry.dev-dependencies."):
			poetryLibrary(f, v, 3, Test)
		case strings.HasPrefix(key, "tool.poetry.group.") && len(v.path) > 5 && v.path[4] == "dependencies":
			poetryLibrary(f, v, 5, Test)
		case key == "project.classifiers":
			if claim, ok := strings.CutPrefix(v.text, pythonClassifier); ok {
				claims = append(claims, f.At(at.End-len(claim), at.End))
			}
		case key == "tool.tox.legacy_tox_ini":
			parseTox(f, v.at)
		case strings.HasPrefix(key, "tool.tox."):
			declareToxTOML(f, v.path[2:], v)
		case strings.HasPrefix(key, "tool.hatch.envs.") && strings.HasSuffix(key, ".python"):
			declareVersion(f, rules.Python, Declaration{At: at, Text: v.text, Binding: rules.Exact, Scope: Test})
		}
	})
	if !required {
		for _, at := range claims {
			declareClassifier(f, at.Text(), at)
		}
	}
}

// declarePoetry declares a constraint in Poetry's grammar.
func declarePoetry(f *File, at Place, v tomlValue) {
	d := Declaration{Runtime: rules.Python, At: at, Text: v.text, Binding: rules.Any}
	if v.isStr {
		d.setVersions(version.PoetryConstraint(version.PEP440, v.text))
	} else {
		d.Unresolved = "written unquoted, " + v.text + " is a number and no constraint: quote it"
	}
	f.Declare(d)
}
