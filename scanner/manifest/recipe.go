package manifest

import (
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

var condaRecipe = Kind{
	Name:     "Conda recipe",
	Files:    []string{"meta.yaml", "meta.yml", "recipe.yaml", "recipe.yml"},
	Probes:   []string{"requirements:"},
	Declares: "Python and OpenSSL among its `requirements`",
	Parse:    parseRecipe,
}

var condaBuildConfig = Kind{
	Name:     "conda_build_config.yaml",
	Files:    []string{"conda_build_config.yaml", "conda_build_config.yml", "conda_build_config-*.yaml", "conda_build_config_*.yaml"},
	Declares: "the Pythons and OpenSSLs that recipes are built with",
	Parse:    parseBuildConfig,
}

// parseRecipe reads the requirements of a package and of its outputs. A name
// without a version leaves the choice to the build's configuration, and says
// nothing.
//
// Source: https://docs.conda.io/projects/conda-build/en/stable/resources/define-metadata.html
func parseRecipe(f *File) {
	variables := map[string]Place{}
	eachRecipeLine(f, func(l recipeLine) {
		if name, ok := strings.CutPrefix(l.path, "context/"); ok {
			variables[name] = l.at
			return
		}
		if section, ok := requirementSection(l.path); ok {
			declareRecipe(f, l, section, variables)
		}
	})
}

// requirementSection returns which requirements a path of keys leads to: host,
// build or run; "build" for the oldest form, which has one list for all. What
// recipes put under if, then and else belongs to the list around it.
func requirementSection(path string) (section string, ok bool) {
	keys := strings.Split(strings.TrimPrefix(path, "outputs/"), "/")
	keys = slices.DeleteFunc(keys, func(key string) bool { return key == "then" || key == "else" })
	switch {
	case len(keys) == 0 || len(keys) > 2 || keys[0] != "requirements":
		return "", false
	case len(keys) == 1:
		return "build", true
	}
	return keys[1], keys[1] == "host" || keys[1] == "build" || keys[1] == "run"
}

func declareRecipe(f *File, l recipeLine, section string, variables map[string]Place) {
	text, place, use := fillIn(l.at, variables)
	d := Declaration{At: l.at, Condition: l.condition}
	if !readCondaSpec(&d, text, recipeSpec) || isAnyCondaVersion(d.Text) {
		return
	}
	if place.File != nil {
		d.At, d.Via = place, []Place{use}
	}
	if section != "run" {
		d.Scope = Build
	}
	f.Declare(d)
}

// recipeSpec is a version in a recipe, where plain numbers are the beginning of
// one: conda-build puts ".*" behind them.
func recipeSpec(s *version.Scheme, text string) (version.Set, error) {
	if strings.Trim(text, "0123456789.") == "" {
		text += ".*"
	}
	return version.CondaSpec(s, text)
}

// isAnyCondaVersion reports whether a specification leaves the choice open. "x.x"
// is how old recipes ask for what they were built with.
func isAnyCondaVersion(spec string) bool { return spec == "" || spec == "*" || spec == "x.x" }

// fillIn puts the values of variables that the recipe sets itself into an item.
// place is where the last of them stands, and use where it is used. What is set
// elsewhere is left as it is.
func fillIn(at Place, variables map[string]Place) (text string, place, use Place) {
	rest, start := at.Text(), at.Start
	for {
		open := strings.Index(rest, "{{")
		size := strings.Index(rest[max(open, 0):], "}}")
		if open < 0 || size < 0 {
			return text + rest, place, use
		}
		end := open + size + len("}}")
		if value, ok := variables[strings.TrimSpace(rest[open+2:end-2])]; ok {
			text += strings.TrimSuffix(rest[:open], "$") + value.Text()
			if value.Start < value.End { // nothing is to be edited in what is empty
				place, use = value, at.File.At(start+open, start+end)
			}
		} else {
			text += rest[:end]
		}
		rest, start = rest[end:], start+end
	}
}

// parseBuildConfig reads the lists of versions for which recipes are built.
func parseBuildConfig(f *File) {
	eachRecipeLine(f, func(l recipeLine) {
		if condaPackages[l.path] == "" {
			return
		}
		d := Declaration{At: l.at, Scope: Build, Condition: l.condition}
		if readCondaSpec(&d, l.path+" "+l.at.Text(), recipeSpec); !isAnyCondaVersion(d.Text) {
			f.Declare(d)
		}
	})
}
