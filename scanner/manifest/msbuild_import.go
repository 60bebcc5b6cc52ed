package manifest

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxMSBuildImports bounds how deep files import one another, and how far up a
// file is looked for.
const maxMSBuildImports = 16

// treeRoot begins a path that is counted from the root of the tree. No text of a
// file holds a NUL byte.
const treeRoot = "\x00/"

// isReserved reports whether a property, whose name is in lower case, tells where a file
// is.
func isReserved(name string) bool {
	rest, ok := strings.CutPrefix(name, "msbuildthisfile")
	if !ok {
		if rest, ok = strings.CutPrefix(name, "msbuildproject"); !ok {
			return false
		}
		if rest == "file" {
			return true
		}
		ok = rest != ""
	}
	switch rest {
	case "", "name", "extension", "directory", "fullpath":
		return ok
	}
	return false
}

// ofProject reports whether it tells where the project is that is built, and not the
// file that refers to it.
func ofProject(reserved string) bool { return strings.HasPrefix(reserved, "msbuildproject") }

func (p *msbuildProject) reserved(f *File, name string) string {
	from, rest := f.Path, strings.TrimPrefix(name, "msbuildthisfile")
	if ofProject(name) {
		from, rest = p.file.Path, strings.TrimPrefix(name, "msbuildproject")
	}
	base := path.Base(from)
	switch rest {
	case "name":
		return strings.TrimSuffix(base, path.Ext(base))
	case "extension":
		return path.Ext(base)
	case "directory":
		// That of a file ends with a slash, that of the project does not; one too
		// many does no harm.
		return treeRoot + strings.TrimPrefix(path.Dir(from)+"/", "./")
	case "fullpath":
		return treeRoot + from
	}
	return base
}

// above looks for a file in a folder and those above it, and returns the folder
// that has it.
func (p *msbuildProject) above(f *File, start, name string) (dir string, ok bool) {
	dir, ok = inTree(f, start)
	for range maxMSBuildImports {
		if !ok {
			return "", false
		}
		if _, err := p.openIn(f, dir, name); err == nil {
			return dir, true
		}
		if dir == "." {
			return "", false
		}
		dir = path.Dir(dir)
	}
	return "", false
}

// inTree returns a path as counted from the root of the tree; ok is false if it
// leads out.
func inTree(f *File, name string) (string, bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	// A second root begins where a project's file was joined to a folder.
	if i := strings.LastIndex(name, treeRoot); i >= 0 {
		name = name[i+len(treeRoot):]
	} else if path.IsAbs(name) {
		return "", false
	} else {
		name = path.Join(path.Dir(f.Path), name)
	}
	name = path.Clean(strings.TrimLeft(name, "/"))
	return name, name != ".." && !strings.HasPrefix(name, "../")
}

// open opens a file by a path as f writes it.
func (p *msbuildProject) open(f *File, name string) (*File, error) {
	full, ok := inTree(f, name)
	if !ok {
		return nil, ErrOutside
	}
	return p.openAt(full)
}

// openIn opens a file of a folder, which is counted from the root of the tree.
func (p *msbuildProject) openIn(f *File, dir, name string) (*File, error) {
	switch {
	case strings.ContainsAny(name, `/\`), name == "", name[0] == '.':
		return p.open(f, treeRoot+path.Join(dir, name))
	case dir == ".":
		return p.openAt(name)
	}
	return p.openAt(dir + "/" + name)
}

// openAt opens a file by its clean path in the tree.
func (p *msbuildProject) openAt(full string) (*File, error) {
	if p.asked++; p.asked > maxMSBuildAsked {
		return nil, errTooManyFiles
	}
	return p.file.openAt(full)
}

const (
	maxMSBuildFiles = 200  // that one project imports
	maxMSBuildAsked = 3000 // that it asks for
)

var errTooManyFiles = errors.New("the project asks for too many files")

// include evaluates another file at this point, unless it has been already:
// MSBuild leaves out a second import of the same file too.
func (p *msbuildProject) include(other *File, g guard) {
	name := path.Clean(other.Path)
	if p.depth >= maxMSBuildImports || len(p.imported) >= maxMSBuildFiles || slices.Contains(p.imported, name) {
		return
	}
	p.imported = append(p.imported, name)
	outline := other.outlined()
	if outline == nil {
		return
	}
	p.outlines = append(p.outlines, outline)
	p.needs.read(outline, p.begun)
	p.depth++
	p.evaluate(outline.steps, g)
	p.depth--
}

// remember keeps for the next project what this one needed.
func (p *msbuildProject) remember() {
	if len(p.outlines) == 0 || p.needs.all || len(p.needs.names) > maxMSBuildLast {
		return
	}
	first := p.outlines[0]
	if last := first.last.Load(); last == nil || !p.needs.borrowed || !slices.Equal(last.outlines, p.outlines) {
		first.last.Store(&msbuildNeeded{p.outlines, p.needs.names})
	}
}

// includeNearest evaluates the nearest file of a name in the project's folder or
// above. Only that one counts: it has to import any further up itself.
func (p *msbuildProject) includeNearest(name string) {
	if dir, ok := p.above(p.file, treeRoot+path.Dir(p.file.Path), name); ok {
		if other, err := p.openIn(p.file, dir, name); err == nil {
			p.include(other, guard{})
		}
	}
}

// importFile follows an Import element.
func (p *msbuildProject) importFile(step *msbuildStep, g guard) {
	f, target := step.target.file, step.target.text
	lower := strings.ToLower(target)
	if step.kind == sdkImportStep {
		p.useSDK(step.sdk)
		switch lower {
		case "sdk.props":
			p.includeNearest("Directory.Build.props")
		case "sdk.targets":
			p.includeTargets()
		}
		return
	}
	if family := importedPlatform(lower); family != "" && g.open {
		p.platforms = append(p.platforms, conditionalPlatform{f, g.condition, family})
	} else if family != "" {
		p.platform = family
	}
	p.compiles = p.compiles || strings.HasSuffix(lower, "microsoft.csharp.targets") || strings.HasSuffix(lower, "microsoft.visualbasic.targets") ||
		strings.HasSuffix(lower, "microsoft.fsharp.targets")
	if strings.HasSuffix(lower, "microsoft.common.props") {
		p.includeNearest("Directory.Build.props")
		return
	}
	for _, v := range p.expand(step.target, "") {
		if !v.known() {
			p.importUnknown(f, target, g)
			continue
		}
		if v.text == "" || strings.HasPrefix(v.text, "$") {
			continue
		}
		switch other, err := p.open(f, v.text); {
		case err == nil:
			p.include(other, g)
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, ErrOutside):
			p.lost = append(p.lost, target)
		}
	}
}

// importedPlatform is the platform whose build tools an import belongs to. Packages
// name every platform that they are for in one folder, with a plus between.
func importedPlatform(target string) string {
	if !strings.HasPrefix(target, "$(") || strings.Contains(target, "+") {
		return ""
	}
	for _, mark := range platformImports {
		if strings.Contains(target, mark.text) {
			return mark.family
		}
	}
	return ""
}

// importUnknown handles a path that is not known. $(SolutionDir) is set by Visual
// Studio: the folder above the project that has the file is taken for it. Files
// of the build tools set no target framework that a project relies on.
func (p *msbuildProject) importUnknown(f *File, target string, g guard) {
	const solution = "$(SolutionDir)"
	if len(target) > len(solution) && strings.EqualFold(target[:len(solution)], solution) {
		rest := strings.TrimLeft(strings.ReplaceAll(target[len(solution):], `\`, "/"), "/")
		if dir, ok := p.above(f, treeRoot+path.Dir(f.Path), rest); ok {
			if other, err := p.openIn(f, dir, rest); err == nil {
				p.include(other, g)
				return
			}
		}
	}
	lower := strings.ToLower(target)
	for _, tools := range []string{"$(msbuild", "$(vstools", "$(nuget", "nuget.targets", "$(visualstudio", "$(baseintermediate", "$(dev"} {
		if strings.Contains(lower, tools) {
			return
		}
	}
	p.lost = append(p.lost, target)
}
