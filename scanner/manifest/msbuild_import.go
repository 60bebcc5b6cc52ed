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

// reserved returns the properties that tell where a file is.
func (p *msbuildProject) reserved(f *File, name string) (string, bool) {
	name = strings.ToLower(name)
	from := f.Path
	rest, ok := strings.CutPrefix(name, "msbuildthisfile")
	if !ok {
		if rest, ok = strings.CutPrefix(name, "msbuildproject"); !ok {
			return "", false
		}
		from = p.file.Path
		switch rest {
		case "file":
			rest = ""
		case "":
			return "", false
		}
	}
	base := path.Base(from)
	switch rest {
	case "":
		return base, true
	case "name":
		return strings.TrimSuffix(base, path.Ext(base)), true
	case "extension":
		return path.Ext(base), true
	case "directory":
		// That of a file ends with a slash, that of the project does not; one too
		// many does no harm.
		return treeRoot + strings.TrimPrefix(path.Dir(from)+"/", "./"), true
	case "fullpath":
		return treeRoot + from, true
	}
	return "", false
}

// function evaluates the functions by which files find one another, and those by
// which they look at their name; ok is false for all others.
//
// Source: https://learn.microsoft.com/visualstudio/msbuild/property-functions
func (p *msbuildProject) function(f *File, call string) (result string, ok bool) {
	open := strings.IndexByte(call, '(')
	if open < 0 || closingParenthesis(call, open) != len(call) || !strings.HasSuffix(call, ")") {
		return "", false
	}
	name, arguments := call[:open], p.arguments(f, call[open+1:len(call)-1])
	switch strings.ToLower(strings.ReplaceAll(name, " ", "")) {
	case "[msbuild]::getpathoffileabove":
		if len(arguments) == 0 || p.alone {
			return "", false
		}
		start := treeRoot + path.Dir(f.Path)
		if len(arguments) > 1 {
			start = arguments[1]
		}
		if dir, ok := p.above(f, start, arguments[0]); ok {
			return treeRoot + path.Join(dir, arguments[0]), true
		}
		return "", true
	case "[msbuild]::getdirectorynameoffileabove":
		if len(arguments) < 2 || p.alone {
			return "", false
		}
		if dir, ok := p.above(f, arguments[0], arguments[1]); ok {
			return treeRoot + dir, true
		}
		return "", true
	}
	property, method, ok := strings.Cut(name, ".")
	if !ok || len(arguments) != 1 {
		return "", false
	}
	values := p.reference(f, "$("+property+")", Place{}, "")
	text, known := values[0].text()
	if len(values) > 1 || !known {
		return "", false
	}
	is := false
	switch method {
	case "StartsWith":
		is = strings.HasPrefix(text, arguments[0])
	case "EndsWith":
		is = strings.HasSuffix(text, arguments[0])
	case "Contains":
		is = strings.Contains(text, arguments[0])
	default:
		return "", false
	}
	if is {
		return "true", true
	}
	return "false", true
}

// arguments are the texts between the parentheses of a function call, nil if any
// of them is not known.
func (p *msbuildProject) arguments(f *File, text string) []string {
	var out []string
	for text = strings.TrimSpace(text); text != ""; {
		size := strings.IndexByte(text, ',')
		argument := text
		if c := text[0]; c == '\'' || c == '"' || c == '`' {
			end := quoted(text)
			if end < 0 {
				return nil
			}
			argument, size = text[1:end-1], strings.IndexByte(text[end:], ',')
			if size >= 0 {
				size += end
			}
		} else if size >= 0 {
			argument = text[:size]
		}
		if p.calls++; p.calls > maxMSBuildCalls {
			return nil
		}
		values := p.expand(f, strings.TrimSpace(argument), Span{}, "")
		value, known := values[0].text()
		if len(values) > 1 || !known {
			return nil
		}
		out = append(out, value)
		if size < 0 {
			break
		}
		text = strings.TrimSpace(text[size+1:])
	}
	return out
}

// maxMSBuildCalls bounds the arguments of functions that are evaluated for one
// project: each may hold further calls.
const maxMSBuildCalls = 1000

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
	if known, ok := p.opened[full]; ok {
		return known.file, known.err
	}
	if len(p.opened) >= maxMSBuildOpened {
		return nil, errTooManyFiles
	}
	other, err := p.file.openAt(full)
	p.opened[full] = openedFile{other, err}
	return other, err
}

const (
	maxMSBuildFiles  = 200  // that one project imports
	maxMSBuildOpened = 1000 // that it asks for
)

var errTooManyFiles = errors.New("the project asks for too many files")

type openedFile struct {
	file *File
	err  error
}

// include evaluates another file at this point, unless it has been already:
// MSBuild leaves out a second import of the same file too.
func (p *msbuildProject) include(other *File, g guard) {
	name := path.Clean(other.Path)
	if p.depth >= maxMSBuildImports || len(p.imported) >= maxMSBuildFiles || slices.Contains(p.imported, name) {
		return
	}
	p.imported = append(p.imported, name)
	root, outline := other.outlined()
	if root == nil {
		return
	}
	p.needs.read(p.root, outline)
	p.depth++
	p.evaluate(other, outline, root, g)
	p.depth--
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
func (p *msbuildProject) importFile(f *File, e *element, g guard) {
	if sdk := e.attr("Sdk"); sdk != nil {
		p.useSDK(sdk.value)
		switch strings.ToLower(e.value("Project")) {
		case "sdk.props":
			p.includeNearest("Directory.Build.props")
		case "sdk.targets":
			p.includeTargets()
		}
		return
	}
	target := strings.TrimSpace(e.value("Project"))
	lower := strings.ToLower(target)
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
	for _, v := range p.expand(f, target, Span{}, "") {
		name, known := v.text()
		if !known {
			p.importUnknown(f, target, g)
			continue
		}
		if name == "" || strings.HasPrefix(name, "$") {
			continue
		}
		switch other, err := p.open(f, name); {
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
