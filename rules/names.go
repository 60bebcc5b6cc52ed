package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// A Named is what a text names: versions of a runtime, perhaps of one vendor.
type Named struct {
	Runtime  Runtime
	Vendor   string // "" if the text does not say
	Versions version.Set
}

// Parse reads a version of a runtime as people write it: java "1.8.0_291" or
// "jdk8u291-b10", python "py27", ruby "2.0.0-p648", dotnet "net45" or
// ".NETFramework,Version=v4.5". A part names a whole line: python "2.7" is all
// of 2.7.*. The text may name another runtime than the one asked for: ruby
// "jruby-9.1" is JRuby, dotnet "net45" the .NET Framework. The error says what
// is accepted; the runtime may be known for all that, as of "pypy".
func Parse(rt Runtime, text string) (Named, error) {
	text = strings.TrimSpace(text)
	if read := readers[rt]; read != nil {
		return read(text)
	}
	scheme := Scheme(rt)
	if scheme == nil {
		return Named{}, fmt.Errorf("runtime %q is unknown; known are %s (an example: python 2.7.8)", rt, joinRuntimes(Known()))
	}
	if rt.IsLibrary() {
		v, err := scheme.Parse(text)
		return Named{Runtime: rt, Versions: version.Single(v)}, err
	}
	set, err := scheme.Line(text)
	return Named{Runtime: rt, Versions: set}, err
}

// Known returns the runtimes whose versions [Parse] can read, sorted.
func Known() []Runtime {
	var out []Runtime
	for rt := range runtimeSchemes {
		out = append(out, rt)
	}
	slices.Sort(out)
	return out
}

// Scheme returns the order of the versions of a runtime or library, nil for an
// unknown one.
func Scheme(rt Runtime) *version.Scheme {
	if ecosystem, _, ok := strings.Cut(string(rt), "/"); ok {
		return ecosystems[ecosystem]
	}
	return runtimeSchemes[rt]
}
