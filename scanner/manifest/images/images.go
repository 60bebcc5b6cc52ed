// Package images knows what container images hold: which runtime an image is,
// how its tag is read, and what its distribution brings. It is reviewed data,
// each entry with its source, and no rule: what a version can do is for package
// rules to say.
package images

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// An Image is what is known of an image by its name.
type Image struct {
	Parts []Part
	// Release is the distribution that the image is built from, nil if that is
	// not known.
	Release *Release
}

// A Part is one runtime that an image holds.
type Part struct {
	Runtime  rules.Runtime
	Vendor   string
	Versions version.Set
	// Start and End are the bytes of the reference that name the version; they
	// are equal where nothing does.
	Start, End int
	Binding    rules.Binding
	Implied    bool // follows from the distribution
	Build      bool // an SDK
	// Unresolved says why the version is not known; Versions is then empty.
	Unresolved string
	Note       string
}

// Resolve returns what the image of a reference such as
// "registry.example.com:5000/python:2.7.8-wheezy" holds. An image of the same
// name in somebody's own registry is taken for the same runtime, though not for
// one on the same base. The zero Image means that nothing is known. A reference
// by digest alone names no version.
func Resolve(reference string) Image {
	k := knowledge()
	ref := parseReference(reference)
	found := k.find(ref.repository)
	var out Image
	if found.entry != nil && (found.entry.Runtime != "" || found.entry.Read == "lambda") {
		if p, ok := found.runtime(&ref); ok {
			out.Parts = append(out.Parts, p)
		}
		if java, ok := found.entry.javaOfJRuby(&ref); ok {
			out.Parts = append(out.Parts, java)
		}
	}
	if at, ok := k.releaseOf(&found, &ref); ok {
		out.Release = at.release
		p := at.release.part()
		p.Start, p.End = at.start, at.end
		if title := softwareTitles[p.Runtime]; p.Note == "" && title != "" && (found.entry == nil || found.entry.Distribution == "") {
			p.Note = "the " + title + " of " + at.release.String()
		}
		out.Parts = append(out.Parts, p)
		return out
	}
	if p, ok := found.base(&ref, out.Parts); ok {
		out.Parts = append(out.Parts, p)
	}
	return out
}

var softwareTitles = map[rules.Runtime]string{rules.OpenSSL: "OpenSSL", rules.LibreSSL: "LibreSSL"}

// A match is the entry that a repository's name leads to.
type match struct {
	entry    *entry
	official bool   // the name is the whole name
	digits   string // those that the name goes on with
}

// find looks the repository up, then its path without the registry's host.
func (k *catalogue) find(repository string) match {
	repository, _ = cutDistribution(repository)
	for name := repository; name != ""; {
		if e := k.byRepository[name]; e != nil {
			return match{entry: e, official: name == repository}
		}
		family, digits := familyOf(name)
		if e := k.byFamily[family]; e != nil && digits != "" {
			return match{entry: e, official: name == repository, digits: digits}
		}
		_, rest, _ := strings.Cut(name, "/")
		name = rest
	}
	return match{}
}

// familyOf splits digits from a name: those of its last element, or else those
// at the end of the element before it. ubi8/python-36 is 36 of ubi/python-, and
// ubi8/ubi 8 of ubi/ubi.
func familyOf(name string) (family, digits string) {
	space, last := "", name
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		space, last = name[:i], name[i+1:]
	}
	stem := strings.TrimRight(space, "0123456789.")
	digits = space[len(stem):]
	family = strings.TrimSuffix(stem, "-")
	if family != "" {
		family += "/"
	}
	if i := strings.IndexAny(last, "0123456789"); i >= 0 {
		end := i
		for end < len(last) && (last[end] == '.' || '0' <= last[end] && last[end] <= '9') {
			end++
		}
		return family + last[:i], last[i:end]
	}
	return family + last, digits
}

// base returns what an official image stands on whose tag names no distribution.
// It depends on the version of the runtime, which is the last of the parts.
func (m *match) base(ref *reference, parts []Part) (Part, bool) {
	if !m.official || len(parts) == 0 || ref.has("windowsservercore") || ref.has("nanoserver") && m.entry.Runtime != rules.DotnetFrameworkInstalled {
		return Part{}, false
	}
	alpine := ref.has("alpine")
	var best *base
	for i := range m.entry.Base {
		b := &m.entry.Base[i]
		if b.Alpine == alpine && (b.From == "" || !b.from.IsZero() && !parts[0].Versions.IsEmpty() && parts[0].Versions.Subset(version.From(version.Bound{Version: b.from, Side: version.PreReleases}))) {
			best = b
		}
	}
	if best == nil {
		return Part{}, false
	}
	p := best.part
	p.End = len(ref.text)
	return p, true
}
