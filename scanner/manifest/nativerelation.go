package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// A nativeRelation is a package of a distribution with the versions that are asked
// for.
type nativeRelation struct {
	name, version spliced
	op            string // one of < <= = >= >; "" for any version
	// revised says that revisions of the distribution count: Debian's 2.7-1 is more
	// than 2.7, to RPM it is not.
	revised bool
}

// nativeDeclaration completes d with what a relation asks for. ok is false if
// that is no runtime, or says nothing of its version.
func nativeDeclaration(f *File, d Declaration, r nativeRelation) (_ Declaration, ok bool) {
	p, ok := findNativePackage(r.name.text)
	if !ok {
		return d, false
	}
	if p.apart {
		r.op = ""
	}
	if r.op == "" && (p.series.IsAll() || p.generation) {
		return d, false
	}
	d.Runtime, d.Vendor, d.Binding = p.runtime, p.vendor, rules.Any
	if r.op == "" {
		d.At, d.Via = r.name.place(f)
		d.Text = r.name.text
		d.setVersions(p.series, nil)
		return d, true
	}
	if r.version.text == "" {
		d.At, d.Via = r.name.place(f)
		d.Text, d.Unresolved = r.name.text, "no version follows "+r.op
		return d, true
	}
	d.At, d.Via = r.version.place(f)
	d.Text = r.version.text
	u := upstreamOf(r.version.text)
	if d.Unresolved == "" {
		d.Unresolved = r.version.cut(u.start, u.end).missing()
	}
	if d.Unresolved != "" {
		d.Text = d.At.Text()
		return d, true
	}
	set, err := u.versions(&p, r)
	if set = set.Intersect(p.series); err == nil && set.IsEmpty() {
		d.Unresolved = "no version satisfies " + r.name.text + " " + r.op + " " + r.version.text
		return d, true
	}
	d.setVersions(set, err)
	if _, one := d.Versions.One(); one {
		d.Binding = rules.Exact
	}
	return d, true
}

// An upstream is the part of a package's version that its makers gave it:
// 1:1.0.1e-16.el6 is 1.0.1e.
type upstream struct {
	start, end int // in the package's version
	number     string
	// revision is what the distribution added; "" if nothing.
	revision string
	// before says that the number ends in a tilde: it stands before all versions
	// that begin with it, pre-releases included.
	before bool
}

func upstreamOf(text string) upstream {
	u := upstream{end: len(text)}
	if epoch, _, ok := strings.Cut(text, ":"); ok && (strings.Trim(epoch, "0123456789") == "" || epoch == "%{epoch}") {
		u.start = len(epoch) + 1
	}
	if i := strings.LastIndexByte(text, '-'); i > u.start {
		u.end, u.revision = i, text[i+1:]
	}
	if i := strings.IndexByte(text[u.start:u.end], '+'); i > 0 { // 1.0+dfsg
		u.end = u.start + i
		u.revision = text[u.end:]
	}
	u.number, u.before = strings.CutSuffix(text[u.start:u.end], "~")
	if number, pre, ok := strings.Cut(u.number, "~"); ok {
		u.number = number + "-" + pre // 1.1.0~beta1
		if pre[0] == 'u' {
			u.number = number + pre // 7~u3 of Java
		}
	}
	return u
}

// isFirst reports whether the revision stands before all that are given out:
// << 1.1.0-1~ is less than 1.1.0 itself.
func (u *upstream) isFirst() bool {
	return u.revision == "0" || strings.HasSuffix(u.revision, "~") && len(u.revision) <= 2
}

// versions are those of the runtime whose packages stand in the relation. Where
// it tells revisions of one version apart, the version is in.
func (u *upstream) versions(p *nativePackage, r nativeRelation) (version.Set, error) {
	s := rules.Scheme(p.runtime)
	if p.runtime == rules.Java { // 7u55-2.4.7: the second number is that of IcedTea
		if number, _, ok := strings.Cut(u.number, "-"); ok {
			u.number, u.revision = number, u.number[len(number):]
		}
	}
	if p.lines && (r.op == "=" || r.op == "<=") {
		line, err := u.line(p)
		if err != nil || r.op == "=" {
			return line, err
		}
		below, err := version.ParseSet(s, "<"+u.number)
		return below.Union(line), err
	}
	op, mark := r.op, ""
	switch {
	case op == ">" && (r.revised || u.revision != ""):
		op = ">="
	case op == "<" && u.revision != "" && !u.isFirst():
		op = "<="
	}
	if u.before && (op == ">=" || op == "<") {
		mark = "~"
	}
	return version.ParseSet(s, op+u.number+mark)
}

// line is the line that the number names. That of Ruby's binary interface is the
// first version which had it.
func (u *upstream) line(p *nativePackage) (version.Set, error) {
	number := strings.TrimSuffix(u.number, ".0")
	if p.runtime == rules.Ruby && number == "1.9.1" {
		number = "1.9"
	}
	named, err := rules.Parse(p.runtime, number)
	return named.Versions, err
}
