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
	// ("pom.xml"), an ending ("*.csproj") or a beginning ("dockerfile.*"). Case
	// does not matter.
	Files []string
	// Declares says in a few words what is read from it, for the README.
	Declares string
	Large    bool // lock files, which may be many megabytes
	Parse    func(*File)
}

// Kinds returns all kinds, in the order of the README's table.
func Kinds() []Kind { return kinds }

// Find returns the kind of a file by its base name, nil if it is none that
// declares anything. It looks at no bytes.
func Find(name string) *Kind { return byName.find(path.Base(name)) }

// Read parses the file. A parser that panics becomes a problem of the file:
// one bad file must not end a scan.
func (k *Kind) Read(f *File) {
	defer func() {
		if r := recover(); r != nil {
			f.Problemf(0, "internal error while reading this %s: %v", k.Name, r)
		}
	}()
	k.Parse(f)
}

// names finds a kind by a base name: whole names and endings by map, so that
// the cost does not grow with the number of kinds.
type names struct {
	whole   map[string]*Kind
	endings map[string]*Kind
	starts  map[string]*Kind // by the part up to the first dot or hyphen
}

var byName = indexNames(kinds)

func indexNames(kinds []Kind) names {
	n := names{whole: map[string]*Kind{}, endings: map[string]*Kind{}, starts: map[string]*Kind{}}
	for i := range kinds {
		k := &kinds[i]
		for _, p := range k.Files {
			into, key := n.whole, p
			switch {
			case strings.HasPrefix(p, "*."):
				into, key = n.endings, p[1:]
			case strings.HasSuffix(p, ".*"), strings.HasSuffix(p, "-*"):
				into, key = n.starts, p[:len(p)-1]
			case strings.Contains(p, "*"):
				panic(fmt.Sprintf("manifest: kind %s: pattern %q", k.Name, p))
			}
			into[key] = k
		}
	}
	return n
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
	for i, c := range lower {
		if c == '.' || c == '-' {
			return n.starts[string(lower[:i+1])]
		}
	}
	return nil
}
