package manifest

import (
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var dockerfile = Kind{
	Name:     "Dockerfile",
	Files:    []string{"dockerfile", "dockerfile.*", "dockerfile-*", "*.dockerfile", "containerfile", "containerfile.*", "*.containerfile"},
	Declares: "the image of each stage with the OpenSSL of its distribution, `ENV`, packages and sources that `RUN` installs",
	Parse:    parseDockerfile,
}

func parseDockerfile(f *File) {
	d := dockerParser{f: f, global: map[string]dockerVariable{}}
	for _, in := range dockerInstructions(f.Data) {
		d.instruction(&in)
	}
	d.finish()
}

type dockerParser struct {
	f      *File
	global map[string]dockerVariable // ARGs before the first FROM
	stages []*dockerStage
}

// A dockerStage is one stage of the build. What it declares waits until it is
// known which stages make up the image that ships.
type dockerStage struct {
	name      string
	base      *dockerStage // the earlier stage that it is built from
	variables map[string]dockerVariable
	found     []Declaration
}

func (d *dockerParser) instruction(in *dockerInstruction) {
	if in.name == "FROM" {
		d.from(in)
		return
	}
	if len(d.stages) == 0 {
		if in.name == "ARG" {
			d.define(in, d.global)
		}
		return
	}
	stage := d.stages[len(d.stages)-1]
	switch in.name {
	case "ARG":
		d.arg(in, stage)
	case "ENV":
		d.env(in, stage)
	case "RUN":
		stage.run(d.f, in)
	}
}

func (d *dockerParser) from(in *dockerInstruction) {
	stage := &dockerStage{variables: map[string]dockerVariable{}}
	d.stages = append(d.stages, stage)
	var args []dockerWord
	for _, w := range in.words() {
		if !strings.HasPrefix(w.text, "--") {
			args = append(args, w)
		}
	}
	if len(args) == 0 {
		d.f.Problemf(in.start, "FROM names no image")
		return
	}
	if len(args) >= 3 && strings.EqualFold(args[1].text, "as") {
		stage.name = args[2].text
	}
	image := expand(args[0], d.global)
	for _, earlier := range d.stages[:len(d.stages)-1] {
		if earlier.name != "" && strings.EqualFold(earlier.name, image.text) {
			stage.base = earlier
			for k, v := range earlier.variables {
				stage.variables[k] = v
			}
			return
		}
	}
	stage.image(d.f, args[0], &image)
}

// image declares what the base image holds.
func (s *dockerStage) image(f *File, word dockerWord, image *dockerText) {
	s.found = append(s.found, imageDeclarations(f, word, image)...)
}

// finish declares everything. What ships is the last stage with the stages that
// it is built from; the others only build.
func (d *dockerParser) finish() {
	if len(d.stages) == 0 {
		return
	}
	shipped := map[*dockerStage]bool{}
	for s := d.stages[len(d.stages)-1]; s != nil; s = s.base {
		shipped[s] = true
	}
	for i, s := range d.stages {
		unit := "(image)"
		if !shipped[s] {
			unit = "(stage " + strconv.Itoa(i+1) + ")"
			if s.name != "" {
				unit = "(stage " + s.name + ")"
			}
		}
		for _, decl := range s.found {
			decl.Unit = unit
			if !shipped[s] {
				decl.Scope = Build
			}
			d.f.Declare(decl)
		}
	}
}

// define reads NAME=value, NAME="value" and a bare NAME.
func (d *dockerParser) define(in *dockerInstruction, into map[string]dockerVariable) {
	for _, w := range in.words() {
		name, value, ok := strings.Cut(w.text, "=")
		if !ok {
			into[name] = dockerVariable{}
			continue
		}
		into[name] = newVariable(w, name, value, into)
	}
}

func newVariable(w dockerWord, name, value string, known map[string]dockerVariable) dockerVariable {
	if strings.Contains(value, "$") {
		t := expand(dockerWord{value, w.at}, known)
		return dockerVariable{text: t.text, set: t.unset == ""}
	}
	start := w.at.Start + len(name) + 1
	if w.at.End-start == len(value)+2 {
		start++ // quotes
	}
	return dockerVariable{text: value, at: Span{start, start + len(value)}, set: true}
}

// arg declares a build argument inside a stage; without a default it takes that
// of the global one.
func (d *dockerParser) arg(in *dockerInstruction, s *dockerStage) {
	for _, w := range in.words() {
		name, value, ok := strings.Cut(w.text, "=")
		switch {
		case ok:
			s.variables[name] = newVariable(w, name, value, s.variables)
		case d.global[name].set:
			s.variables[name] = d.global[name]
		}
		s.versionVariable(d.f, name)
	}
}

// env reads ENV K=V K=V and the old ENV K V.
func (d *dockerParser) env(in *dockerInstruction, s *dockerStage) {
	f := d.f
	words := in.words()
	if len(words) >= 2 && !strings.Contains(words[0].text, "=") {
		name := words[0].text
		// In this form the value is all the rest of the line.
		w := dockerWord{words[1].text, Span{words[1].at.Start, words[len(words)-1].at.End}}
		if len(words) > 2 {
			w.text = string(f.Data[w.at.Start:w.at.End])
		} else {
			w.at = words[1].at
		}
		v := dockerVariable{text: w.text, at: w.at, set: true}
		if strings.Contains(w.text, "$") {
			t := expand(w, s.variables)
			v = dockerVariable{text: t.text, set: t.unset == ""}
		}
		s.variables[name] = v
		s.versionVariable(d.f, name)
		return
	}
	for _, w := range words {
		if name, value, ok := strings.Cut(w.text, "="); ok {
			s.variables[name] = newVariable(w, name, value, s.variables)
			s.versionVariable(d.f, name)
		}
	}
}

// versionVariables are names that build files give to the version that they
// install.
var versionVariables = map[string]rules.Runtime{
	"OPENSSL_VERSION": rules.OpenSSL, "LIBRESSL_VERSION": rules.LibreSSL,
	"PYTHON_VERSION": rules.Python, "PYPY_VERSION": rules.PyPy,
	"RUBY_VERSION": rules.Ruby, "JRUBY_VERSION": rules.JRuby,
	"JAVA_VERSION": rules.Java, "JDK_VERSION": rules.Java,
	"DOTNET_VERSION": rules.Dotnet, "ASPNET_VERSION": rules.Dotnet, "ASPNETCORE_VERSION": rules.Dotnet,
	"MONO_VERSION": rules.Mono,
}

func (s *dockerStage) versionVariable(f *File, name string) {
	v := s.variables[name]
	rt, ok := versionVariables[strings.ToUpper(name)]
	if !ok || !v.set || v.text == "" || v.at == (Span{}) {
		return
	}
	s.version(f, rt, v.text, f.At(v.at.Start, v.at.End))
}

// version adds a declaration of what people write for a version.
func (s *dockerStage) version(f *File, rt rules.Runtime, text string, at Place) {
	named, err := rules.Parse(rt, text)
	d := Declaration{Runtime: rt, At: at, Text: text, Binding: rules.Exact, Scope: Run}
	switch {
	case isTemplate(text):
		d.Unresolved = templateReason
	case strings.Contains(text, "$(") || strings.Contains(text, "`"):
		d.Unresolved = "it is computed by the shell"
	case err != nil:
		d.Unresolved = err.Error()
	default:
		d.Runtime, d.Vendor, d.Versions = named.Runtime, named.Vendor, named.Versions
		if _, one := d.Versions.One(); !one {
			d.Binding = rules.Newest
		}
	}
	s.found = append(s.found, d)
}
