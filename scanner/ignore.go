package scanner

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"path"
	"strings"
)

// ignoreRules are the .gitignore file of one folder, and those of the folders
// above it. Nil ignores nothing. The patterns are git's:
// https://git-scm.com/docs/gitignore#_pattern_format
type ignoreRules struct {
	parent   *ignoreRules
	dir      string // of the file, "" for the root
	patterns []ignorePattern
}

type ignorePattern struct {
	negated  bool
	dirOnly  bool
	anchored bool     // matches from the folder on, not at any depth
	parts    []string // of the pattern, at the slashes
	first    string   // the first part, if it has no special character
	// What a name begins and ends with if the last part matches it, which rules out
	// most patterns by far; and whether that is all the last part asks for.
	prefix, suffix string
	literal, star  bool
}

// maxIgnoreSize bounds a .gitignore file; the rest of a larger one is not read.
const maxIgnoreSize = 256 << 10

// enter returns the rules that hold in a folder.
func (r *ignoreRules) enter(fsys fs.FS, dir string, in *names) *ignoreRules {
	for name, kind := range in.all() {
		if name != ".gitignore" || !kind.IsRegular() {
			continue
		}
		file, err := fsys.Open(path.Join(dir, name))
		if err != nil {
			return r
		}
		defer file.Close()
		data, err := io.ReadAll(io.LimitReader(file, maxIgnoreSize))
		if err != nil {
			return r
		}
		if dir == "." {
			dir = ""
		}
		return &ignoreRules{parent: r, dir: dir, patterns: parseIgnore(data)}
	}
	return r
}

func parseIgnore(data []byte) []ignorePattern {
	var out []ignorePattern
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, maxIgnoreSize)
	for lines.Scan() {
		if p, ok := parseIgnoreLine(strings.TrimSuffix(lines.Text(), "\r")); ok {
			out = append(out, p)
		}
	}
	return out
}

func parseIgnoreLine(line string) (p ignorePattern, ok bool) {
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	if rest, is := strings.CutPrefix(line, "!"); is {
		p.negated, line = true, rest
	}
	if rest, is := strings.CutSuffix(line, "/"); is {
		p.dirOnly, line = true, rest
	}
	if line == "" {
		return p, false
	}
	p.anchored = strings.Contains(line, "/")
	p.parts = strings.Split(strings.TrimPrefix(line, "/"), "/")
	for i, part := range p.parts {
		// path.Match negates a class by ^ only.
		p.parts[i] = strings.ReplaceAll(part, "[!", "[^")
	}
	if isLiteral(p.parts[0]) {
		p.first = p.parts[0]
	}
	p.last()
	return p, true
}

// last looks at the last part.
func (p *ignorePattern) last() {
	part := p.parts[len(p.parts)-1]
	p.prefix = part
	if i := strings.IndexAny(part, special); i >= 0 {
		p.prefix = part[:i]
		if !strings.Contains(part, `\`) {
			p.suffix = part[strings.LastIndexAny(part, `*?]`)+1:]
		}
	}
	p.literal = p.prefix == part
	p.star = part == "*"+p.suffix
}

// match reports whether a file or folder is ignored: the last pattern that
// matches decides, and the nearest file goes before those above.
func (r *ignoreRules) match(name string, isDir bool) bool {
	base := path.Base(name)
	for ; r != nil; r = r.parent {
		rel := name
		if r.dir != "" {
			rel = name[len(r.dir)+1:]
		}
		for i := len(r.patterns) - 1; i >= 0; i-- {
			p := &r.patterns[i]
			if (isDir || !p.dirOnly) && p.match(rel, base) {
				return !p.negated
			}
		}
	}
	return false
}

const special = `*?[\`

func isLiteral(part string) bool { return !strings.ContainsAny(part, special) }

func (p *ignorePattern) match(rel, base string) bool {
	switch {
	case !strings.HasSuffix(base, p.suffix) || !strings.HasPrefix(base, p.prefix) || p.literal && len(base) > len(p.prefix):
		return false
	case !p.anchored && (p.literal || p.star):
		return true
	case !p.anchored:
		ok, _ := path.Match(p.parts[0], base)
		return ok
	case p.first != "" && (!strings.HasPrefix(rel, p.first) || len(rel) > len(p.first) && rel[len(p.first)] != '/'):
		return false
	}
	return matchParts(p.parts, strings.Split(rel, "/"))
}

// matchParts matches a path part by part; ** stands for any number of them, but
// at the end for at least one. Where a part does not match, only the last ** takes
// one more, as those before it can't give what that one can't: so the time is
// bounded, whatever the pattern.
func matchParts(pattern, parts []string) bool {
	at, star, from := 0, -1, 0
	for i := 0; i < len(parts); {
		if at < len(pattern) && pattern[at] == "**" {
			if at == len(pattern)-1 {
				return true
			}
			star, from = at, i
			at++
			continue
		}
		if at < len(pattern) {
			if ok, _ := path.Match(pattern[at], parts[i]); ok {
				at, i = at+1, i+1
				continue
			}
		}
		if star < 0 {
			return false
		}
		from++
		at, i = star+1, from
	}
	return at == len(pattern)
}
