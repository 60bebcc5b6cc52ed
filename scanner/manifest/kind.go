package manifest

import (
	"path"
	"strings"
	"sync"
)

// A Kind is one kind of file.
type Kind struct {
	// Name stands in reports: "pom.xml".
	Name string
	// Files are the base names it goes by, in lower case: a whole name
	// ("pom.xml"), or one with a star beside a dot, hyphen or underscore
	// ("*.csproj", "dockerfile.*", "docker-compose.*.yml"). A folder in front of it
	// (".github/workflows/*.yml") limits it to files directly in that folder. Case
	// does not matter.
	Files []string
	// Probes are texts of which one is in every file of the kind: others that go by
	// the same names are not read. Empty if the name says enough.
	Probes []string
	// Declares says in a few words what is read from it, for the README.
	Declares string
	Large    bool // lock files, which may be many megabytes
	Locked   bool // written by a tool from another file: not for people to edit
	// Catalog marks what picks its versions from a list that others keep: the
	// runtimes of a platform, the interpreters of a service, the environments of
	// tox. A newer release need not be on it, so no edit is offered.
	Catalog bool
	// Source marks source code and settings, which declare nothing and are searched
	// for evidence alone.
	Source bool
	Parse  func(*File)

	probe func() *literals // of Probes
}

// Kinds returns all kinds, in the order of the README's table.
func Kinds() []Kind {
	index() // which readies them
	out := make([]Kind, len(kinds))
	for i, k := range kinds {
		out[i] = *k
	}
	return out
}

// Candidates are the kinds that a file may be of by its name: one, or several
// that their probes tell apart.
type Candidates []*Kind

// Find returns the kinds that a file may be of by its path, none if it says
// nothing of any runtime. It looks at no bytes. What names a file more closely
// goes first: its whole name, then one in a folder, a beginning, an ending.
func Find(name string) Candidates {
	dir, base := path.Split(name)
	return FindIn(strings.TrimSuffix(dir, "/"), base)
}

// FindIn is [Find] for a file by its folder, "" or "." for the top one, and its
// name in there. It allocates nothing.
func FindIn(dir, base string) Candidates {
	var buf [maxName]byte
	lower := lowerName(buf[:0], base)
	anywhere, inFolders := index()
	if c := anywhere.whole[string(lower)]; c != nil {
		return c
	}
	if dir != "" {
		if c := inFolders.find(dir, lower); c != nil {
			return c
		}
	}
	return anywhere.find(lower)
}

// Of returns the kind that the file is of by its bytes, nil if it is of none.
func (c Candidates) Of(data []byte) *Kind {
	for _, k := range c {
		if k.probed(data) {
			return k
		}
	}
	return nil
}

// Source reports whether the file can hold nothing but evidence.
func (c Candidates) Source() bool {
	for _, k := range c {
		if !k.Source {
			return false
		}
	}
	return true
}

// Large reports whether the file may be of many megabytes.
func (c Candidates) Large() bool {
	for _, k := range c {
		if k.Large {
			return true
		}
	}
	return false
}

func (k *Kind) probed(data []byte) bool {
	switch {
	case len(k.Probes) == 0:
		return true
	case k.probe == nil: // it is on no list
		return newLiterals(k.Probes...).in(data)
	}
	return k.probe().in(data)
}

// Read parses the file. A parser that panics becomes a problem of the file:
// one bad file must not end a scan.
func (k *Kind) Read(f *File) {
	defer f.recovered(k.Name)
	f.declared = declaredBy
	k.Parse(f)
}

// declaredBy reads another file as its own kind does; ok is false if it is of none.
func declaredBy(other *File) (list []Declaration, ok bool) {
	kind := Find(other.Path).Of(other.Data)
	if kind == nil {
		return nil, false
	}
	kind.Read(other)
	return other.Declarations(), true
}

// recovered makes a problem of a panic in a parser. It is deferred.
func (f *File) recovered(kind string) {
	if r := recover(); r != nil {
		f.Problemf(0, "internal error while reading this %s: %v", kind, r)
	}
}

// names finds kinds by a base name: whole names, beginnings and endings by map,
// so that the cost does not grow with the number of kinds.
type names struct {
	whole   map[string]Candidates
	starts  map[string][]start    // up to a dot, hyphen or underscore
	endings map[string]Candidates // from one on
}

// A start is what names with a beginning may end in.
type start struct {
	ending string // "" for all
	kinds  Candidates
}

// index finds all kinds. It is made when a file is looked for: to judge a version
// takes none.
var index = sync.OnceValues(func() (*names, folders) { return indexNames(kinds) })

func newNames() names {
	return names{whole: map[string]Candidates{}, starts: map[string][]start{}, endings: map[string]Candidates{}}
}

func indexNames(kinds []*Kind) (*names, folders) {
	anywhere, inFolders := newNames(), folders{}
	for _, k := range kinds {
		if len(k.Probes) > 0 {
			k.probe = sync.OnceValue(func() *literals { return newLiterals(k.Probes...) })
		}
		for _, p := range k.Files {
			if i := strings.LastIndexByte(p, '/'); i >= 0 {
				inFolders.add(p[:i], p[i+1:], k)
			} else {
				anywhere.add(p, k)
			}
		}
	}
	anywhere.share()
	return &anywhere, inFolders
}

// share lets kinds that go by an ending alone look at the files of closer names
// too, last: app.yaml may be one of App Engine, or of Kubernetes.
func (n *names) share() {
	for name, c := range n.whole {
		n.whole[name] = append(c, n.byEnding([]byte(name))...)
	}
	for _, list := range n.starts {
		for i, s := range list {
			if s.ending != "" {
				list[i].kinds = append(s.kinds, n.byEnding([]byte("."+strings.TrimPrefix(s.ending, ".")))...)
			}
		}
	}
}

func (n *names) add(pattern string, k *Kind) {
	before, after, star := strings.Cut(pattern, "*")
	switch {
	case len(pattern) > maxName, strings.Contains(after, "*"),
		star && (before == "" || !isJoint(before[len(before)-1])) && (after == "" || !isJoint(after[0])):
		panic("manifest: kind " + k.Name + ": pattern " + pattern)
	case !star:
		n.whole[pattern] = append(n.whole[pattern], k)
	case before == "":
		n.endings[after] = append(n.endings[after], k)
	default:
		n.addStart(before, after, k)
	}
}

func (n *names) addStart(before, ending string, k *Kind) {
	list := n.starts[before]
	for i := range list {
		if list[i].ending == ending {
			list[i].kinds = append(list[i].kinds, k)
			return
		}
	}
	n.starts[before] = append(list, start{ending, Candidates{k}})
}

func isJoint(c byte) bool { return c == '.' || c == '-' || c == '_' }

// folders finds kinds that go by the folder of a file too, by the folder's last
// name.
type folders map[string][]folder

type folder struct {
	path string // as in the pattern
	names
}

func (fs folders) add(dir, pattern string, k *Kind) {
	last := path.Base(dir)
	for i := range fs[last] {
		if fs[last][i].path == dir {
			fs[last][i].add(pattern, k)
			return
		}
	}
	f := folder{dir, newNames()}
	f.add(pattern, k)
	fs[last] = append(fs[last], f)
}

func (fs folders) find(dir string, lower []byte) Candidates {
	for _, f := range fs[path.Base(dir)] {
		if rest, ok := strings.CutSuffix(dir, f.path); ok && (rest == "" || rest[len(rest)-1] == '/') {
			if c := f.whole[string(lower)]; c != nil {
				return c
			}
			return f.find(lower)
		}
	}
	return nil
}

// maxName is longer than any name, ending or beginning in the list.
const maxName = 64

// lowerName appends the base name in lower case, or the end of a long one: only an
// ending can match it.
func lowerName(buf []byte, base string) []byte {
	if len(base) > maxName {
		base = base[len(base)-maxName:]
	}
	for i := range len(base) {
		c := base[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		buf = append(buf, c)
	}
	return buf
}

// find goes by beginnings and endings, the longest first.
func (n *names) find(lower []byte) Candidates {
	for i := len(lower) - 1; i > 0; i-- {
		if !isJoint(lower[i]) {
			continue
		}
		for _, s := range n.starts[string(lower[:i+1])] {
			if len(lower) > i+len(s.ending) && string(lower[len(lower)-len(s.ending):]) == s.ending {
				return s.kinds
			}
		}
	}
	return n.byEnding(lower)
}

func (n *names) byEnding(lower []byte) Candidates {
	for i := range len(lower) {
		if isJoint(lower[i]) {
			if c := n.endings[string(lower[i:])]; c != nil {
				return c
			}
		}
	}
	return nil
}
