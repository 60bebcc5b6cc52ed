package manifest

import (
	"maps"
	"path"
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/scanner/manifest/images"
	"github.com/tlsready/tlsready/scanner/manifest/internal/dockerfile"
)

var dockerfiles = Kind{
	Name:     "Dockerfile",
	Files:    []string{"dockerfile", "dockerfile.*", "dockerfile-*", "*.dockerfile", "containerfile", "containerfile.*", "containerfile-*", "*.containerfile"},
	Declares: "the image of each stage with the OpenSSL of its distribution, `ENV`, packages and sources that `RUN` installs",
	Parse:    parseDockerfile,
}

// notDockerfiles are endings of files that stand beside a Dockerfile and have its
// name.
var notDockerfiles = map[string]bool{".dockerignore": true, ".swp": true, ".md": true, ".sh": true, ".py": true, ".rb": true, ".js": true, ".go": true, ".json": true}

func parseDockerfile(f *File) {
	if notDockerfiles[strings.ToLower(path.Ext(f.Path))] {
		return
	}
	d := dockerParser{f: f, global: dockerfile.Variables{}}
	for _, in := range dockerfile.Parse(f.Data) {
		if len(d.stages) == maxStages && in.Name == "FROM" {
			f.Problemf(in.Start, "has more than %d stages; the rest is left out", maxStages)
			break
		}
		d.instruction(&in)
	}
	d.finish()
}

// maxStages is far above what anybody builds. Stages wait in memory for the last.
const maxStages = 1000

type dockerParser struct {
	f      *File
	global dockerfile.Variables // ARGs before the first FROM
	stages []*dockerStage
	named  map[string]*dockerStage // by name in lower case
}

// A dockerStage is one stage of the build. What it declares waits until it is
// known which stages make up the image that ships.
type dockerStage struct {
	f         *File
	name      string
	base      *dockerStage // the earlier stage that it is built from
	release   *images.Release
	variables dockerfile.Variables
	env       map[string]bool // variables of ENV, which go before those of ARG
	found     []Declaration
	evidence  []Evidence
}

func (d *dockerParser) instruction(in *dockerfile.Instruction) {
	if in.Name == "FROM" {
		d.from(in)
		return
	}
	if len(d.stages) == 0 {
		if in.Name == "ARG" {
			for _, w := range in.Words() {
				if name, value, ok := w.Assignment(); ok {
					d.global[name] = value.Expand(d.global)
				}
			}
		}
		return
	}
	stage := d.stages[len(d.stages)-1]
	switch in.Name {
	case "ARG":
		stage.arg(in, d.global)
	case "ENV":
		stage.setEnv(in)
	case "COPY":
		d.copyFrom(in, stage)
	case "RUN":
		stage.run(in)
	}
	stage.witness(in)
}

// from opens a stage. Only global ARGs have values in it.
func (d *dockerParser) from(in *dockerfile.Instruction) {
	stage := &dockerStage{f: d.f, variables: dockerfile.Variables{}, env: map[string]bool{}}
	args := in.Words()
	for len(args) > 0 && strings.HasPrefix(string(args[0].Raw), "--") {
		args = args[1:]
	}
	if len(args) >= 3 && strings.EqualFold(string(args[1].Raw), "as") {
		stage.name = string(args[2].Raw)
	}
	if len(args) == 0 {
		d.f.Problemf(in.Start, "FROM names no image")
	} else {
		image := args[0].Expand(d.global)
		if stage.base = d.stageNamed(image.Value); stage.base != nil {
			stage.release = stage.base.release
			stage.variables = maps.Clone(stage.base.variables)
			stage.env = maps.Clone(stage.base.env)
		} else {
			stage.found, stage.release = resolveImage(d.f, args[0], d.global)
		}
	}
	d.stages = append(d.stages, stage)
	if stage.name != "" {
		if d.named == nil {
			d.named = map[string]*dockerStage{}
		}
		d.named[strings.ToLower(stage.name)] = stage
	}
}

// stageNamed returns the last earlier stage of a name; names do not look at case.
func (d *dockerParser) stageNamed(name string) *dockerStage {
	return d.named[strings.ToLower(name)]
}

// copyFrom reads COPY --from=image, which takes a runtime out of an image: how
// much of it, the instruction does not say.
func (d *dockerParser) copyFrom(in *dockerfile.Instruction, stage *dockerStage) {
	for _, w := range in.Words() {
		flag, found := strings.CutPrefix(string(w.Raw), "--from=")
		if !found {
			continue
		}
		w.Raw, w.Start = w.Raw[len(w.Raw)-len(flag):], w.Start+len("--from=")
		from := w.Expand(stage.variables)
		if _, err := strconv.Atoi(from.Value); err == nil || d.stageNamed(from.Value) != nil {
			return
		}
		for _, decl := range imageDeclarations(d.f, w, stage.variables) {
			if !decl.Implied && decl.Unresolved == "" {
				decl.Hint = true
				stage.add(decl)
			}
		}
		return
	}
}

// add adds a declaration, unless the same place already says the same.
func (s *dockerStage) add(d Declaration) {
	for i := range s.found {
		known := &s.found[i]
		if known.Runtime == d.Runtime && known.At == d.At && known.Versions.Equal(d.Versions) {
			return
		}
	}
	s.found = append(s.found, d)
}

// addInstalled adds what a package or an archive brings, unless the stage already
// has the same versions: several packages make up one runtime, and a variable may
// name the version before. What is known of the vendor is kept.
func (s *dockerStage) addInstalled(d Declaration) {
	for i := range s.found {
		known := &s.found[i]
		if known.Runtime != d.Runtime || known.Implied || known.Unresolved != "" || !known.Versions.Equal(d.Versions) {
			continue
		}
		if known.Vendor == "" || d.Vendor == "" || known.Vendor == d.Vendor {
			known.Vendor = max(known.Vendor, d.Vendor)
			known.Scope = min(known.Scope, d.Scope)
			return
		}
	}
	s.add(d)
}

// finish declares everything. What ships is the last stage that is not for tests
// or development, with the stages that it is built from; others only build.
func (d *dockerParser) finish() {
	shipped := map[*dockerStage]bool{}
	for s := d.last(); s != nil; s = s.base {
		shipped[s] = true
	}
	names := map[string]bool{}
	for i, s := range d.stages {
		unit, scope := "(image)", Run
		if !shipped[s] {
			scope = max(s.purpose(), Build)
			unit = "(stage " + s.name + ")"
			if s.name == "" || names[strings.ToLower(s.name)] {
				unit = "(stage " + strconv.Itoa(i+1) + ")"
			}
			names[strings.ToLower(s.name)] = true
		}
		for _, decl := range s.found {
			decl.Unit = unit
			if scope != Run {
				decl.Scope = scope
			}
			d.f.Declare(decl)
		}
		for _, e := range s.evidence {
			e.Unit = unit
			d.f.Witness(e)
		}
	}
}

func (d *dockerParser) last() *dockerStage {
	for i := len(d.stages) - 1; i >= 0; i-- {
		if d.stages[i].purpose() == ScopeUnknown {
			return d.stages[i]
		}
	}
	if len(d.stages) == 0 {
		return nil
	}
	return d.stages[len(d.stages)-1]
}

// purpose is what a stage is for, if its name says that it is not for service.
func (s *dockerStage) purpose() Scope {
	for word := range strings.FieldsFuncSeq(strings.ToLower(s.name), func(c rune) bool { return c == '-' || c == '_' || c == '.' }) {
		switch word {
		case "test", "tests", "testing", "tester", "lint", "ci":
			return Test
		case "dev", "develop", "development", "debug":
			return Dev
		}
	}
	return ScopeUnknown
}
