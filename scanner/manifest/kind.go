package manifest

import (
	"fmt"
	"path"
	"strings"
)

// A Kind is one kind of file.
type Kind struct {
	// Name stands in reports: "pom.xml".
	Name string
	// Files are the base names it goes by, in lower case: a whole name
	// ("pom.xml"), an ending ("*.csproj") or a beginning ("dockerfile.*"). A folder
	// in front of it (".github/workflows/*.yml") limits it to files directly in
	// that folder. Case does not matter.
	Files []string
	// Declares says in a few words what is read from it, for the README.
	Declares string
	Large    bool // lock files, which may be many megabytes
	Parse    func(*File)
}

// Kinds returns all kinds, in the order of the README's table.
func Kinds() []Kind { return kinds }

// Find returns the kind of a file by its path, nil if it is none that declares
// anything. It looks at no bytes.
func Find(name string) *Kind {
	base := path.Base(name)
	if k := byName.find(base); k != nil {
		return k
	}
	dir := strings.TrimSuffix(name, base)
	if dir == "" {
		return nil
	}
	return byFolder.find(dir[:len(dir)-1], base)
}

// Read parses the file. A parser that panics becomes a problem of the file:
// one bad file must not end a scan.
func (k *Kind) Read(f *File) {
	defer f.recovered(k.Name)
	k.Parse(f)
}

// recovered makes a problem of a panic in a parser. It is deferred.
func (f *File) recovered(kind string) {
	if r := recover(); r != nil {
		f.Problemf(0, "internal error while reading this %s: %v", kind, r)
	}
}

// names finds a kind by a base name: whole names and endings by map, so that
// the cost does not grow with the number of kinds.
type names struct {
	whole   map[string]*Kind
	endings map[string]*Kind
	starts  map[string]*Kind // by the part up to a dot or hyphen
}

var byName, byFolder = indexNames(kinds)

func newNames() names {
	return names{whole: map[string]*Kind{}, endings: map[string]*Kind{}, starts: map[string]*Kind{}}
}

func indexNames(kinds []Kind) (names, folders) {
	anywhere, inFolders := newNames(), folders{}
	for i := range kinds {
		k := &kinds[i]
		for _, p := range k.Files {
			if i := strings.LastIndexByte(p, '/'); i >= 0 {
				inFolders.add(p[:i], p[i+1:], k)
			} else {
				anywhere.add(p, k)
			}
		}
	}
	return anywhere, inFolders
}

func (n *names) add(pattern string, k *Kind) {
	into, key := n.whole, pattern
	switch {
	case strings.HasPrefix(pattern, "*."):
		into, key = n.endings, pattern[1:]
	case strings.HasSuffix(pattern, ".*"), strings.HasSuffix(pattern, "-*"):
		into, key = n.starts, pattern[:len(pattern)-1]
	case strings.Contains(pattern, "*"):
		panic(fmt.Sprintf("manifest: kind %s: pattern %q", k.Name, pattern))
	}
	into[key] = k
}

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

func (fs folders) find(dir, base string) *Kind {
	for _, f := range fs[path.Base(dir)] {
		if rest, ok := strings.CutSuffix(dir, f.path); ok && (rest == "" || rest[len(rest)-1] == '/') {
			return f.find(base)
		}
	}
	return nil
}

// maxName is longer than any name or ending in the list.
const maxName = 64

func (n *names) find(base string) *Kind {
	var buf [maxName]byte
	lower := buf[:0]
	if len(base) > maxName {
		base = base[len(base)-maxName:] // only an ending can match
	}
	for i := range len(base) {
		c := base[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		lower = append(lower, c)
	}
	if k := n.whole[string(lower)]; k != nil {
		return k
	}
	for i := len(lower) - 1; i >= 0; i-- {
		if lower[i] == '.' {
			if k := n.endings[string(lower[i:])]; k != nil {
				return k
			}
		}
	}
	for i := len(lower) - 1; i > 0; i-- {
		if lower[i] == '.' || lower[i] == '-' {
			if k := n.starts[string(lower[:i+1])]; k != nil {
				return k
			}
		}
	}
	return nil
}
