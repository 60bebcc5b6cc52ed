package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// Package returns the name under which a library has rules: "rubygems/httpclient",
// "maven/io.netty/netty-handler". name must be as its ecosystem compares names:
// that of PyPI normalised by PEP 503, that of NuGet in lower case.
func Package(ecosystem, name string) Runtime { return Runtime(ecosystem + "/" + name) }

// IsLibrary reports whether the name is that of a library, which runs on another
// runtime, rather than of a runtime.
func (rt Runtime) IsLibrary() bool { return strings.IndexByte(string(rt), '/') >= 0 }

// ecosystems are the orders of the versions of libraries.
var ecosystems = map[string]*version.Scheme{
	"maven":    version.Maven,
	"nuget":    version.NuGet,
	"pypi":     version.PEP440,
	"rubygems": version.RubyGems,
}

// IsKnownLibrary reports whether the default table has rules for a library. It
// reads no rules: readers of lock files ask it for each of thousands of packages.
func IsKnownLibrary(rt Runtime) bool { return knownLibraries()[rt] != "" }

// KnownLibraries returns the libraries of an ecosystem that the default table has
// rules for, sorted.
func KnownLibraries(ecosystem string) []Runtime {
	var out []Runtime
	for rt := range knownLibraries() {
		if strings.HasPrefix(string(rt), ecosystem+"/") {
			out = append(out, rt)
		}
	}
	slices.Sort(out)
	return out
}

// An Influence is what a library does to the verdict on the runtime that it runs
// on.
type Influence struct {
	On       []Runtime
	Evidence []Evidence // what it provides or enables
	Ignores  []string   // settings that do not reach its connections
	// Own says that only the connections go by it that the library itself makes.
	Own bool
}

// Reaches reports whether the library runs on a runtime.
func (i *Influence) Reaches(rt Runtime) bool { return i != nil && slices.Contains(i.On, rt) }

// Libraries returns what the table knows of libraries, ordered by name. Those of
// the default table are each read when they are first asked for.
func (t *Table) Libraries() []*RuntimeRules {
	libraries := t.libraries()
	return readAll(slices.Sorted(maps.Keys(libraries)), libraries)
}

// The shape of an influence in a rule file.
type influenceFile struct {
	On       []Runtime         `yaml:"on"`
	Provides map[string]string `yaml:"provides"`
	Enables  string            `yaml:"enables"`
	Ignores  []string          `yaml:"ignores"`
	Reach    string            `yaml:"reach"`
}

func (in *influenceFile) influence() (*Influence, error) {
	out := &Influence{On: in.On, Ignores: in.Ignores, Own: in.Reach == "own"}
	switch {
	case len(in.On) == 0:
		return nil, fmt.Errorf("says not on which runtimes")
	case in.Reach != "own" && in.Reach != "all":
		return nil, fmt.Errorf("reach %q is neither own nor all", in.Reach)
	case in.Enables == "" && len(in.Provides) == 0 && len(in.Ignores) == 0:
		return nil, fmt.Errorf("provides, enables and ignores nothing")
	}
	if in.Enables != "" {
		tls, ok := ParseTLS(in.Enables)
		if !ok {
			return nil, fmt.Errorf("enables TLS %q", in.Enables)
		}
		out.Evidence = append(out.Evidence, Evidence{Effect: Enables, TLS: tls})
	}
	for rt, text := range in.Provides {
		scheme := Scheme(Runtime(rt))
		if scheme == nil {
			return nil, fmt.Errorf("provides %q, which is unknown", rt)
		}
		set, err := version.ParseSet(scheme, text)
		if err != nil {
			return nil, err
		}
		out.Evidence = append(out.Evidence, Evidence{Effect: Provides, Provides: Companion{Runtime: Runtime(rt), Versions: set}})
	}
	slices.SortFunc(out.Evidence, func(a, b Evidence) int {
		return strings.Compare(string(a.Provides.Runtime), string(b.Provides.Runtime))
	})
	return out, nil
}
