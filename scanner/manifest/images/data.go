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

var (
	//go:embed images.yaml
	imageData string
	//go:embed distributions.yaml
	distributionData string
)

// catalogue is all that is known.
type catalogue struct {
	distributions map[string]*distribution
	entries       []*entry
	byRepository  map[string]*entry
	byFamily      map[string]*entry
	// names are the code names of all releases of all distributions.
	names map[string]*Release
}

// The shape of the files; they say what the fields mean.
type (
	distribution struct {
		Title            string              `yaml:"title"`
		Names            map[string]string   `yaml:"names"`
		Source           string              `yaml:"source"`
		Evidence         string              `yaml:"evidence"`
		PackagesSource   string              `yaml:"packages-source"`
		PackagesEvidence string              `yaml:"packages-evidence"`
		Releases         map[string]*Release `yaml:"releases"`
	}
	entry struct {
		Repositories []string      `yaml:"repositories"`
		Families     []string      `yaml:"families"`
		Distribution string        `yaml:"distribution"`
		Runtime      rules.Runtime `yaml:"runtime"`
		Vendor       string        `yaml:"vendor"`
		Read         string        `yaml:"read"`
		Prefixes     []string      `yaml:"prefixes"`
		Versions     string        `yaml:"versions"`
		Java         bool          `yaml:"java"`     // the tag names a JVM too
		SDK          bool          `yaml:"sdk"`      // the third number is a feature band
		SDKTags      bool          `yaml:"sdk-tags"` // so it is where the tag says sdk
		Last         []string      `yaml:"last"`
		Ended        bool          `yaml:"ended"`
		Base         []base        `yaml:"base"`
		Source       string        `yaml:"source"`

		last []version.Version
	}
	base struct {
		Software `yaml:",inline"`
		From     string `yaml:"from"`
		Alpine   bool   `yaml:"alpine"`
		Note     string `yaml:"note"`

		from version.Version
		part Part
	}
	// Software is what opens connections for the programs of a system.
	Software struct {
		OpenSSL  string `yaml:"openssl"`
		LibreSSL string `yaml:"libressl"`
		Windows  string `yaml:"windows"`
	}
)

var knowledge = sync.OnceValue(func() *catalogue {
	k, err := load(imageData, distributionData)
	if err != nil {
		panic(err) // a test loads it
	}
	return k
})

func load(imageData, distributionData string) (*catalogue, error) {
	k := &catalogue{byRepository: map[string]*entry{}, byFamily: map[string]*entry{}, names: map[string]*Release{}}
	if err := decode(imageData, &k.entries); err != nil {
		return nil, err
	}
	if err := decode(distributionData, &k.distributions); err != nil {
		return nil, err
	}
	for name, d := range k.distributions {
		for number, r := range d.Releases {
			r.Distribution, r.Number, r.title = name, number, d.Title
			r.packagesVerified = r.PackagesEvidence == "verified" || r.PackagesEvidence == "" && d.PackagesEvidence == "verified"
		}
		for code, number := range d.Names {
			if !isVersion(code) {
				k.names[code] = d.Releases[number]
			}
		}
	}
	for _, e := range k.entries {
		if err := k.index(e); err != nil {
			return nil, err
		}
	}
	return k, nil
}

func decode(data string, into any) error {
	dec := yaml.NewDecoder(strings.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("images: %w", err)
	}
	return nil
}

func (k *catalogue) index(e *entry) error {
	for _, r := range e.Repositories {
		if k.byRepository[r] != nil {
			return fmt.Errorf("images: %s stands twice", r)
		}
		k.byRepository[r] = e
	}
	for _, f := range e.Families {
		if k.byFamily[f] != nil {
			return fmt.Errorf("images: family %s stands twice", f)
		}
		k.byFamily[f] = e
	}
	for _, text := range e.Last {
		v, err := rules.Scheme(e.Runtime).Parse(text)
		if err != nil {
			return fmt.Errorf("images: %w", err)
		}
		e.last = append(e.last, v)
	}
	for i := range e.Base {
		b := &e.Base[i]
		b.part = b.Software.part()
		b.part.Note = b.Note
		b.part.Binding = rules.Any
		if b.From != "" {
			v, err := rules.Scheme(e.Runtime).Parse(b.From)
			if err != nil {
				return fmt.Errorf("images: %w", err)
			}
			b.from = v
		}
	}
	return nil
}

func (s *Software) part() Part {
	p := Part{Runtime: rules.OpenSSL, Implied: true}
	text := s.OpenSSL
	switch {
	case s.LibreSSL != "":
		p.Runtime, text = rules.LibreSSL, s.LibreSSL
	case s.Windows != "":
		p.Runtime, text = rules.Windows, s.Windows
	}
	p.setVersions(version.ParseSet(rules.Scheme(p.Runtime), text))
	return p
}

// setVersions sets what the part holds: one version, or the newest of several.
// The newest of Java depends on whose it is: Oracle's last free release of a line
// is older than OpenJDK's, so all stay possible.
func (p *Part) setVersions(set version.Set, err error) {
	if err != nil {
		p.Unresolved = err.Error()
		return
	}
	p.Versions, p.Binding = set, rules.Exact
	if _, one := set.One(); !one {
		p.Binding = rules.Newest
		if p.Runtime == rules.Java && (p.Vendor == "" || p.Vendor == "oracle") {
			p.Binding = rules.Any
		}
	}
}
