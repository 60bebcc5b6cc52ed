package images

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// A Release is one release of a distribution.
type Release struct {
	Distribution string `yaml:"-"` // "debian"
	Number       string `yaml:"-"` // "7"
	Software     `yaml:",inline"`
	Vendor       string            `yaml:"vendor"`
	Note         string            `yaml:"note"`
	Source       string            `yaml:"source"`
	Evidence     string            `yaml:"evidence"`
	Packages     map[string]string `yaml:"packages"`
	// PackagesEvidence speaks of the packages.
	PackagesEvidence string `yaml:"packages-evidence"`

	title string
	// packagesVerified says that the packages were looked up, and not recalled.
	packagesVerified bool
}

// String returns the release's name: "Debian 7".
func (r *Release) String() string { return r.title + " " + r.Number }

func (r *Release) part() Part {
	p := r.Software.part()
	p.Vendor, p.Note = r.Vendor, r.Note
	return p
}

// Versions returns the versions that a package of the release had in its life,
// and how one of them becomes what is installed: one that was updated is the
// last, which is then the only one in the set, if the data is verified. ok is
// false where the versions are not known, as for packages that somebody else
// builds for the distribution.
func (r *Release) Versions(p *Package) (set version.Set, binding rules.Binding, ok bool) {
	text, ok := r.Packages[p.Key]
	if !ok || p.Vendor != "" && p.Vendor != "openjdk" {
		return version.Set{}, rules.Any, false
	}
	set, err := version.ParseSet(rules.Scheme(p.Runtime), text)
	if err != nil {
		return version.Set{}, rules.Any, false
	}
	if _, one := set.One(); one {
		return set, rules.Exact, true
	}
	if !r.packagesVerified {
		return set, rules.Any, true
	}
	if high, open := set.High(); !open && high.Side == version.After {
		set = version.Single(high.Version)
	}
	return set, rules.Newest, true
}

// A found release, and the bytes of the reference that name it.
type foundRelease struct {
	release    *Release
	start, end int
}

// releaseOf finds the release that the tag names, or else the repository.
func (k *catalogue) releaseOf(m *match, ref *reference) (foundRelease, bool) {
	own := ""
	if m.entry != nil {
		own = m.entry.Distribution
	}
	var found foundRelease
	before := ""
	ref.parts(func(offset int, part string) bool {
		part = strings.ToLower(part)
		r := k.releaseIn(m, part, before, offset == ref.tagAt)
		before = part
		if r != nil {
			found = foundRelease{r, offset, offset + len(part)}
		}
		return r == nil
	})
	if found.release != nil {
		return found, true
	}
	if _, name := cutDistribution(ref.repository); name != "" {
		if r := k.releaseIn(&match{}, name, "", false); r != nil {
			return foundRelease{r, 0, ref.nameEnd}, true
		}
	}
	if own != "" && m.digits != "" {
		if r := k.distributions[own].release(m.digits); r != nil {
			return foundRelease{r, 0, ref.nameEnd}, true
		}
	}
	return foundRelease{}, false
}

// stems are what stands before the number of a release in tags.
var stems = map[string]string{
	"debian": "debian", "ubuntu": "ubuntu", "alpine": "alpine", "fedora": "fedora",
	"centos": "rhel", "el": "rhel", "rhel": "rhel", "ubi": "rhel", "ol": "rhel", "oraclelinux": "rhel", "rockylinux": "rhel",
	"amazonlinux": "amazonlinux", "al": "amazonlinux", "amzn": "amazonlinux",
	"leap": "sles", "sles": "sles",
	"windowsservercore": "windows", "nanoserver": "windows", "servercore": "windows",
}

// releaseIn recognises a release in a part of a tag: wheezy, alpine3.4,
// ubuntu22.04, el6; 10 behind debian; and 12.04 as the tag of a distribution's
// own image. before is the part before it.
func (k *catalogue) releaseIn(m *match, part, before string, first bool) *Release {
	if r := k.names[part]; r != nil {
		return r
	}
	stem := strings.TrimRight(part, "0123456789.")
	number := part[len(stem):]
	if d := k.distributions[stems[before]]; d != nil {
		if r := d.release(part); r != nil {
			return r
		}
	}
	if m.entry != nil && m.entry.Distribution != "" && first {
		d := k.distributions[m.entry.Distribution]
		if stem == "" || stem == "v" {
			return d.release(number)
		}
		if r := d.release(part); r != nil {
			return r
		}
	}
	if d := k.distributions[stems[stem]]; d != nil && number != "" {
		return d.release(number)
	}
	return nil
}

// release finds a release by its number, or by the part of it before a dot:
// centos:7.4.1708 is 7.
func (d *distribution) release(number string) *Release {
	for number != "" {
		if name, ok := d.Names[number]; ok {
			number = name
		}
		if r, ok := d.Releases[number]; ok {
			return r
		}
		i := strings.LastIndexByte(number, '.')
		if i < 0 {
			break
		}
		number = number[:i]
	}
	return nil
}

// cutDistribution splits a distribution off a repository's name: -centos7 off
// centos/ruby-25-centos7, -debian12 off distroless/java17-debian12.
func cutDistribution(repository string) (rest, release string) {
	i := strings.LastIndexByte(repository, '-')
	if i < 0 {
		return repository, ""
	}
	last := repository[i+1:]
	stem := strings.TrimRight(last, "0123456789.")
	if stem == last || stems[stem] == "" {
		return repository, ""
	}
	return repository[:i], last
}
