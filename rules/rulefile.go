package rules

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// The shapes of a rule file.
type (
	runtimeFile struct {
		Runtime  Runtime               `yaml:"runtime"`
		Title    string                `yaml:"title"`
		Scheme   string                `yaml:"scheme"`
		Releases releasesFile          `yaml:"releases" json:",omitzero"`
		Sources  map[string]sourceFile `yaml:"sources"`
		Remedies map[string]remedyFile `yaml:"remedies" json:",omitzero"`
		Pins     []string              `yaml:"pins" json:",omitzero"`
		Rows     []rowFile             `yaml:"rows"`
	}
	releasesFile struct {
		AsOf  string   `yaml:"as-of"`
		Known []string `yaml:"known"`
	}
	sourceFile struct {
		Title string `yaml:"title"`
		URL   string `yaml:"url"`
	}
	remedyFile struct {
		Kind    string            `yaml:"kind"`
		Text    string            `yaml:"text"`
		Code    string            `yaml:"code" json:",omitzero"`
		To      string            `yaml:"to" json:",omitzero"`
		Runtime Runtime           `yaml:"runtime" json:",omitzero"`
		With    map[string]string `yaml:"with" json:",omitzero"`
		Patched bool              `yaml:"patched" json:",omitzero"`
		On      bool              `yaml:"on" json:",omitzero"`
		Setting string            `yaml:"setting" json:",omitzero"`
	}
	rowFile struct {
		ID        string         `yaml:"id"`
		Versions  string         `yaml:"versions"`
		Vendors   []string       `yaml:"vendors" json:",omitzero"`
		Why       string         `yaml:"why"`
		TLS12     abilityFile    `yaml:"tls1.2"`
		TLS13     abilityFile    `yaml:"tls1.3"`
		EnabledBy []string       `yaml:"enabled-by" json:",omitzero"`
		Sources   []string       `yaml:"sources"`
		Evidence  string         `yaml:"evidence"`
		Guidance  string         `yaml:"guidance" json:",omitzero"`
		Note      string         `yaml:"note" json:",omitzero"`
		Influence *influenceFile `yaml:"effect" json:",omitzero"`
	}
	abilityFile struct {
		Support  string   `yaml:"support"`
		Then     string   `yaml:"then" json:",omitzero"`
		Why      string   `yaml:"why" json:",omitzero"`
		Follows  []string `yaml:"follows" json:",omitzero"`
		Requires struct {
			Runtime  string `yaml:"runtime"`
			Versions string `yaml:"versions"`
			Else     string `yaml:"else"`
		} `yaml:"requires" json:",omitzero"`
		Assume   string   `yaml:"assume" json:",omitzero"`
		Remedies []string `yaml:"remedies" json:",omitzero"`
	}
)

// schemes are the orders that a rule file may name.
var schemes = map[string]*version.Scheme{
	"dotnet":           version.Dotnet,
	"dotnet-framework": version.DotnetFramework,
	"dotted":           version.Dotted,
	"java":             version.Java,
	"jruby":            version.JRuby,
	"libressl":         version.LibreSSL,
	"maven":            version.Maven,
	"nuget":            version.NuGet,
	"openssl":          version.OpenSSL,
	"pep440":           version.PEP440,
	"ruby":             version.Ruby,
	"rubygems":         version.RubyGems,
	"windows":          version.Windows,
}

func (f *runtimeFile) rules() (*RuntimeRules, error) {
	scheme := schemes[f.Scheme]
	if f.Runtime == "" || scheme == nil {
		return nil, fmt.Errorf("a runtime and a known scheme are needed, not %q", f.Scheme)
	}
	if want := Scheme(f.Runtime); want != nil && want != scheme {
		return nil, fmt.Errorf("its versions are not in the order %q", f.Scheme)
	}
	r := &RuntimeRules{Runtime: f.Runtime, Title: f.Title, Scheme: scheme, ReleasesAsOf: f.Releases.AsOf}
	if r.Title == "" {
		r.Title = string(f.Runtime)
	}
	for _, text := range f.Releases.Known {
		v, err := scheme.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("releases: %w", err)
		}
		r.Releases = append(r.Releases, v)
	}
	if !slices.IsSortedFunc(r.Releases, version.Version.Compare) {
		return nil, errors.New("releases are not in order")
	}
	remedies := map[string]*Remedy{}
	for id, m := range f.Remedies {
		remedy, err := m.remedy(id, scheme)
		if err != nil {
			return nil, fmt.Errorf("remedy %s: %w", id, err)
		}
		remedies[id] = remedy
	}
	for _, key := range f.Pins {
		source, err := f.source(key)
		if err != nil {
			return nil, fmt.Errorf("pins: %w", err)
		}
		r.PinSources = append(r.PinSources, source)
	}
	for i := range f.Rows {
		row, err := f.row(&f.Rows[i], scheme, remedies)
		if err != nil {
			return nil, fmt.Errorf("row %q: %w", f.Rows[i].ID, err)
		}
		r.Rows = append(r.Rows, row)
	}
	if err := f.checkUse(); err != nil {
		return nil, err
	}
	r.index()
	return r, nil
}

func (f *runtimeFile) source(key string) (Source, error) {
	s, ok := f.Sources[key]
	if u, err := url.Parse(s.URL); !ok || s.Title == "" || err != nil || u.Scheme != "https" || u.Host == "" {
		return Source{}, fmt.Errorf("source %q is missing or has no title and https address", key)
	}
	return Source(s), nil
}

// checkUse refuses sources and remedies that nothing names: they are slips.
func (f *runtimeFile) checkUse() error {
	sources, remedies := maps.Clone(f.Sources), maps.Clone(f.Remedies)
	for _, key := range f.Pins {
		delete(sources, key)
	}
	for i := range f.Rows {
		row := &f.Rows[i]
		for _, key := range row.Sources {
			delete(sources, key)
		}
		for _, key := range slices.Concat(row.TLS12.Remedies, row.TLS13.Remedies) {
			delete(remedies, key)
		}
	}
	if unused := slices.Sorted(maps.Keys(sources)); len(unused) > 0 {
		return fmt.Errorf("no row cites the source %q", unused[0])
	}
	if unused := slices.Sorted(maps.Keys(remedies)); len(unused) > 0 {
		return fmt.Errorf("no row names the remedy %q", unused[0])
	}
	return nil
}

func (f *runtimeFile) row(in *rowFile, scheme *version.Scheme, remedies map[string]*Remedy) (*Row, error) {
	if in.ID == "" || in.Why == "" {
		return nil, errors.New("needs an id and a why")
	}
	set, err := version.ParseSet(scheme, in.Versions)
	if err != nil {
		return nil, err
	}
	row := &Row{ID: in.ID, Runtime: f.Runtime, Versions: set, Vendors: in.Vendors, Why: in.Why, EnabledBy: in.EnabledBy,
		Evidence: in.Evidence, Guidance: in.Guidance, Note: in.Note}
	if row.Evidence != "verified" && row.Evidence != "recalled" {
		return nil, fmt.Errorf("evidence %q is neither verified nor recalled", row.Evidence)
	}
	for _, key := range in.Sources {
		source, err := f.source(key)
		if err != nil {
			return nil, err
		}
		row.Sources = append(row.Sources, source)
	}
	if len(row.Sources) == 0 {
		return nil, errors.New("cites no source")
	}
	if in.Influence != nil {
		if !f.Runtime.IsLibrary() {
			return nil, errors.New("only a library has an effect on others")
		}
		if row.Influence, err = in.Influence.influence(); err != nil {
			return nil, fmt.Errorf("effect: %w", err)
		}
	}
	for i, a := range []*abilityFile{&in.TLS12, &in.TLS13} {
		ability, err := a.ability(remedies)
		if err != nil {
			return nil, fmt.Errorf("TLS %s: %w", TLS(i), err)
		}
		row.Abilities[i] = ability
	}
	return row, nil
}

func (in *abilityFile) ability(remedies map[string]*Remedy) (Ability, error) {
	out := Ability{Why: in.Why}
	var err error
	parse := func(text string) Support {
		i, ok := index(supportNames[:], text)
		if !ok && err == nil {
			err = fmt.Errorf("support %q is unknown", text)
		}
		return Support(i)
	}
	switch {
	case len(in.Follows) > 0:
		out.Support = ByDefault
		req := &Requirement{Follows: true}
		for _, rt := range in.Follows {
			req.Runtimes = append(req.Runtimes, Runtime(rt))
		}
		out.Requires = req
	case in.Requires.Runtime != "":
		out.Support = parse(in.Support)
		// The set is read once all runtimes, and so all schemes, are there.
		out.Requires = &Requirement{Runtimes: []Runtime{Runtime(in.Requires.Runtime)}, Else: parse(in.Requires.Else), text: in.Requires.Versions}
	default:
		out.Support = parse(in.Support)
	}
	if in.Then != "" {
		out.Then = parse(in.Then)
	}
	if err != nil {
		return out, err
	}
	patched := out.Support == Patch || out.Requires != nil && out.Requires.Else == Patch
	if patched != (out.Then == ByDefault || out.Then == OptIn) {
		return out, errors.New("what needs a patch says what then holds, default or opt-in, and nothing else does")
	}
	if out.Requires != nil {
		if in.Assume != "met" && in.Assume != "unmet" {
			return out, fmt.Errorf("assume %q is neither met nor unmet", in.Assume)
		}
		out.Requires.AssumeMet = in.Assume == "met"
	}
	for _, id := range in.Remedies {
		remedy := remedies[id]
		if remedy == nil {
			return out, fmt.Errorf("remedy %q is not defined", id)
		}
		out.Remedies = append(out.Remedies, remedy)
	}
	for v := Configure; v <= Upgrade; v++ {
		for _, m := range out.Remedies {
			// What updates is no help where it is configured only, and what
			// configures none where more is needed.
			if m.Kind == v || m.Kind == Upgrade {
				out.remediesFor[v] = append(out.remediesFor[v], m)
			}
		}
	}
	return out, nil
}

func (in *remedyFile) remedy(id string, scheme *version.Scheme) (*Remedy, error) {
	kind, ok := ParseVerdict(in.Kind)
	if !ok || kind < Configure {
		return nil, fmt.Errorf("kind %q is not configure, update or upgrade", in.Kind)
	}
	if in.Text == "" {
		return nil, errors.New("needs a text")
	}
	out := &Remedy{ID: id, Kind: kind, Text: in.Text, Code: strings.TrimSpace(in.Code), Runtime: in.Runtime,
		Patched: in.Patched, On: in.On || in.Setting != "", Setting: in.Setting}
	switch {
	case in.Runtime != "" && in.To == "":
		return nil, fmt.Errorf("moves to %s, but to which version", in.Runtime)
	case in.Runtime != "":
		out.to = in.To // read once all runtimes, and so all schemes, are there
	case in.To != "":
		v, err := scheme.Parse(in.To)
		if err != nil {
			return nil, err
		}
		out.To = v
	}
	for rt, text := range in.With {
		out.with = append(out.with, [2]string{rt, text})
	}
	slices.SortFunc(out.with, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return out, nil
}
