package manifest

import (
	"maps"
	"path"
	"strings"
)

// A gradleTree are the other files of the tree that the parsing of one script
// has opened.
type gradleTree struct {
	start      *File // the script
	opened     map[string]*gradleScript
	scripts    []*gradleScript // those of the projects above
	isSearched bool
	properties map[string]Place // of gradle.properties; nil until it is read
	catalogue  map[string]Place // versions by their keys; nil until it is read
	steps      int              // values read so far
}

// maxGradleScripts bounds how many scripts the reading of one opens.
const maxGradleScripts = 16

// open reads a script by its path from another one's folder or from a folder
// above, nil if there is none.
func (t *gradleTree) open(from *File, rel string) *gradleScript {
	if rel == "" {
		return nil
	}
	for range maxParents {
		f, err := from.Open(rel)
		if err == nil {
			return t.script(f)
		}
		rel = "../" + rel
	}
	return nil
}

func (t *gradleTree) script(f *File) *gradleScript {
	name := path.Clean(f.Path)
	if s := t.opened[name]; s != nil || len(t.opened) == maxGradleScripts {
		return s
	}
	s := newGradleScript(f)
	s.gradleTree = t
	t.opened[name] = s
	return s
}

// above are the scripts of the projects above the first one, the nearest first.
func (t *gradleTree) above() []*gradleScript {
	if t.isSearched {
		return t.scripts
	}
	t.isSearched = true
	rel := ""
	for range maxParents {
		rel += "../"
		for _, name := range []string{"build.gradle", "build.gradle.kts"} {
			if f, err := t.start.Open(rel + name); err == nil {
				if s := t.script(f); s != nil {
					t.scripts = append(t.scripts, s)
				}
			}
		}
	}
	return t.scripts
}

// property finds a name in gradle.properties, beside the script or above it.
func (t *gradleTree) property(name string) (Place, bool) {
	if t.properties == nil {
		t.properties = map[string]Place{}
		rel := "gradle.properties"
		for range maxParents {
			if f, err := t.start.Open(rel); err == nil {
				nearer := t.properties
				t.properties = map[string]Place{}
				eachProperty(f, func(key string, at Place) { t.properties[key] = at })
				maps.Copy(t.properties, nearer)
			}
			rel = "../" + rel
		}
	}
	at, ok := t.properties[name]
	return at, ok && at.Start < at.End
}

// catalog reads libs.versions.x.y.
func (g *gradleScript) catalog(links []gradleLink, use Place) gradleValue {
	var names []string
	for _, link := range links {
		names = append(names, link.name)
	}
	if len(names) < 2 || names[0] != "versions" {
		return gradleValue{at: use, unresolved: use.Text() + " is no version"}
	}
	return g.version(strings.Join(names[1:], "."), use)
}

// version looks a version up in the catalog.
func (t *gradleTree) version(key string, use Place) gradleValue {
	if t.catalogue == nil {
		t.catalogue = map[string]Place{}
		t.readCatalog()
	}
	if at, ok := t.catalogue[catalogKey(key)]; ok {
		return gradleValue{text: at.Text(), at: at, via: []Place{use}}
	}
	return gradleValue{at: use, unresolved: use.Text() + " is in no version catalog here"}
}

// catalogKey has dots for the other separators.
func catalogKey(name string) string { return strings.NewReplacer("-", ".", "_", ".").Replace(name) }

// readCatalog reads gradle/libs.versions.toml beside the script or above it. Of a
// rich version the preferred one is taken, else the strictest wish.
func (t *gradleTree) readCatalog() {
	rel := "gradle/libs.versions.toml"
	for range maxParents {
		f, err := t.start.Open(rel)
		if err != nil {
			rel = "../" + rel
			continue
		}
		parseTOML(NewFile(f.Path, f.Data), func(v tomlValue) {
			if len(v.path) < 2 || v.path[0] != "versions" || len(v.path) > 3 {
				return
			}
			key := catalogKey(v.path[1])
			_, known := t.catalogue[key]
			if len(v.path) == 2 || v.path[2] == "prefer" || !known && (v.path[2] == "strictly" || v.path[2] == "require") {
				t.catalogue[key] = f.At(v.at.Start, v.at.End)
			}
		})
		return
	}
}
