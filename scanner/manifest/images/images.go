// Package images knows what container images hold: which runtime an image is,
// how its tag is read, and which OpenSSL its distribution has. It is reviewed
// data, each entry with its source, and no rule: what a version can do is for
// package rules to say.
package images

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

//go:embed images.yaml
var data []byte

// A Part is one runtime that an image holds.
type Part struct {
	Runtime  rules.Runtime
	Vendor   string
	Versions version.Set
	// Start and End are the bytes of the reference that name the version.
	Start, End int
	Floating   bool // the newest of a line when the image was built
	Implied    bool // follows from the distribution
	Build      bool // an SDK
	// Unresolved says why the version is not known; Versions is then empty.
	Unresolved string
	Note       string
}

// Resolve returns what the image of a reference such as
// "registry.example.com:5000/python:2.7.8-wheezy" holds. It is empty for images
// of which nothing is known. A reference by digest alone names no version.
func Resolve(reference string) []Part {
	k := knowledge()
	ref := parseReference(reference)
	entry, official := k.find(ref)
	if entry == nil {
		return nil
	}
	var parts []Part
	if entry.Runtime != "" {
		parts = append(parts, entry.runtimePart(&ref))
		if java, ok := entry.javaOfJRuby(&ref); ok {
			parts = append(parts, java)
		}
	}
	if p, ok := k.distributionPart(entry, &ref, official); ok {
		parts = append(parts, p)
	}
	return parts
}

// The shape of images.yaml.
type (
	catalogue struct {
		Distributions map[string]*distribution `yaml:"distributions"`
		Images        []*image                 `yaml:"images"`

		byRepository map[string]*image
		// names are the code names of all releases of all distributions.
		names map[string]codeName
	}
	distribution struct {
		Title    string             `yaml:"title"`
		Names    map[string]string  `yaml:"names"`
		Source   string             `yaml:"source"`
		Evidence string             `yaml:"evidence"`
		Releases map[string]release `yaml:"releases"`
	}
	release struct {
		OpenSSL  string `yaml:"openssl"`
		LibreSSL string `yaml:"libressl"`
		Vendor   string `yaml:"vendor"`
		Note     string `yaml:"note"`
		Evidence string `yaml:"evidence"`
	}
	image struct {
		Repositories []string      `yaml:"repositories"`
		Runtime      rules.Runtime `yaml:"runtime"`
		Vendor       string        `yaml:"vendor"`
		Read         string        `yaml:"read"`
		Java         bool          `yaml:"java"` // the tag names a JVM too
		Distribution string        `yaml:"distribution"`
		Base         struct {
			Distribution string `yaml:"distribution"`
			OpenSSL      string `yaml:"openssl"`
		} `yaml:"base"`
		Source string `yaml:"source"`
	}
	codeName struct{ distribution, release string }
)

var knowledge = sync.OnceValue(func() *catalogue {
	k, err := load(data)
	if err != nil {
		panic(err) // a test loads it
	}
	return k
})

func load(data []byte) (*catalogue, error) {
	k := &catalogue{byRepository: map[string]*image{}, names: map[string]codeName{}}
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(k); err != nil {
		return nil, fmt.Errorf("images: %w", err)
	}
	for name, d := range k.Distributions {
		for code, number := range d.Names {
			k.names[code] = codeName{name, number}
		}
	}
	for _, i := range k.Images {
		for _, r := range i.Repositories {
			if k.byRepository[r] != nil {
				return nil, fmt.Errorf("images: %s stands twice", r)
			}
			k.byRepository[r] = i
		}
	}
	return k, nil
}

// find looks the repository up, then its path without the registry's host: an
// image of the same name in somebody's own registry is taken for the same
// runtime, though not for the same base.
func (k *catalogue) find(ref reference) (entry *image, official bool) {
	for name := ref.repository; ; {
		if i := k.byRepository[name]; i != nil {
			return i, name == ref.repository
		}
		_, rest, ok := strings.Cut(name, "/")
		if !ok {
			return nil, false
		}
		name = rest
	}
}
