package images

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// runtimePart reads the runtime's version from the tag.
func (i *image) runtimePart(ref *reference) Part {
	p := Part{Runtime: i.Runtime, Vendor: i.Vendor, Start: ref.tagAt, End: ref.tagAt + len(ref.tag)}
	switch {
	case i.Read == "none":
		p.Unresolved = "the tag of this image is not a version of " + string(i.Runtime)
		return p
	case ref.tag == "" && ref.digest:
		p.Unresolved = "a digest names no version"
		return p
	case ref.tag == "":
		p.Unresolved = "without a tag the image is latest, which names no version"
		return p
	}
	start, end := i.versionIn(ref)
	if start == end {
		p.Unresolved = "the tag " + ref.tag + " names no version"
		return p
	}
	p.Start, p.End = start, end
	text := ref.tag[start-ref.tagAt : end-ref.tagAt]
	if i.Read == "sdk" {
		return i.sdkPart(p, ref, text)
	}
	p.read(text)
	return p
}

func (p *Part) read(text string) {
	named, err := rules.Parse(p.Runtime, text)
	if err != nil {
		p.Unresolved = err.Error()
		return
	}
	p.Versions = named.Versions
	if _, one := p.Versions.One(); !one {
		p.Floating = true
	}
}

// sdkPart reads .NET SDK images, whose third number is a feature band and no
// patch of the runtime.
func (i *image) sdkPart(p Part, ref *reference, text string) Part {
	p.Build = strings.Contains(ref.repository, "sdk") || strings.Contains(ref.repository, "build") || strings.Contains(ref.tag, "sdk")
	if p.Build {
		if fields := strings.SplitN(text, ".", 3); len(fields) == 3 {
			text = fields[0] + "." + fields[1]
			p.End = p.Start + len(text)
		}
	}
	p.read(text)
	return p
}

// versionIn returns the bytes of the reference that name the version.
func (i *image) versionIn(ref *reference) (start, end int) {
	switch i.Read {
	case "jdk":
		return jdkIn(ref)
	case "jdk-or-leading":
		if start, end := jdkIn(ref); end > start {
			return start, end
		}
	case "pypy":
		// 2.7-7.3.1: the first number is the Python that it speaks.
		first, rest, ok := strings.Cut(ref.tag, "-")
		if !ok || !isVersion(first) || rest == "" {
			return 0, 0
		}
		second, _, _ := strings.Cut(rest, "-")
		if !isVersion(second) {
			return 0, 0
		}
		at := ref.tagAt + len(first) + 1
		return at, at + len(second)
	}
	return leadingIn(ref)
}

// leadingIn finds the numbers at the start of the tag, with what belongs to them:
// 2.7.8, 1.9.3-p551, 8u292-b10, python3.8.
func leadingIn(ref *reference) (start, end int) {
	first := true
	ref.parts(func(offset int, part string) bool {
		switch {
		case first:
			skip := len(part) - len(strings.TrimLeft(part, "abcdefghijklmnopqrstuvwxyz"))
			if skip == len(part) || skip > 0 && part[0] != 'v' && !strings.HasPrefix(part, "python") && !strings.HasPrefix(part, "java") {
				return strings.HasPrefix(part, "open") || part == "jdk" // open-8u292 and jdk-8 of some Java images
			}
			start, end, first = offset+skip, offset+len(part), false
			return true
		case isPatchLevel(part) || isPreRelease(part):
			end = offset + len(part)
		}
		return false
	})
	return start, end
}

// jdkIn finds the number in jdk7, jre-8, openjdk-11, eclipse-temurin-17.
func jdkIn(ref *reference) (start, end int) {
	named := false
	ref.parts(func(offset int, part string) bool {
		lower := strings.ToLower(part)
		stem := strings.TrimRight(lower, "0123456789.u_")
		if named && stem == "" && lower != "" {
			start, end = offset, offset+len(part)
			return false
		}
		switch stem {
		case "jdk", "jre", "openjdk", "temurin", "corretto", "zulu", "ibmjava", "ibm", "sapmachine", "java", "semeru", "amazoncorretto":
			named = true
			if len(stem) < len(lower) {
				start, end = offset+len(stem), offset+len(part)
				return false
			}
		}
		return true
	})
	return start, end
}

// javaOfJRuby reads the JVM that a tag such as 9.2-jre8 names.
func (i *image) javaOfJRuby(ref *reference) (Part, bool) {
	if !i.Java {
		return Part{}, false
	}
	start, end := jdkIn(ref)
	if end == start {
		return Part{}, false
	}
	p := Part{Runtime: rules.Java, Vendor: "openjdk", Start: start, End: end}
	p.read(ref.tag[start-ref.tagAt : end-ref.tagAt])
	return p, p.Unresolved == ""
}

func isVersion(text string) bool {
	text = strings.TrimPrefix(text, "v")
	return text != "" && strings.Trim(text, "0123456789.") == ""
}

// isPatchLevel recognises Ruby's p551 and Java's b10.
func isPatchLevel(part string) bool {
	return len(part) > 1 && (part[0] == 'p' || part[0] == 'b') && strings.Trim(part[1:], "0123456789") == ""
}

func isPreRelease(part string) bool {
	stem := strings.TrimRight(part, "0123456789.")
	return stem == "rc" || stem == "preview" || stem == "ea" || stem == "beta" || stem == "alpha"
}

// distributionPart returns the OpenSSL of the distribution that the tag, or the
// image itself, names.
func (k *catalogue) distributionPart(i *image, ref *reference, official bool) (Part, bool) {
	found := Part{}
	ok := false
	ref.parts(func(offset int, part string) bool {
		name, number := k.releaseIn(i, part, offset == ref.tagAt)
		if d := k.Distributions[name]; d != nil {
			r, number, known := d.release(number)
			if known {
				found, ok = r.part(), true
				found.Start, found.End = offset, offset+len(part)
				if found.Note == "" && i.Distribution == "" {
					found.Note = "the OpenSSL of " + d.Title + " " + number
				}
				return false
			}
		}
		return true
	})
	switch {
	case ok:
		return found, true
	case i.Distribution == "rhel" && ref.repository != "":
		// ubi8, rhel7: the release stands in the repository's name.
		base := ref.repository[strings.LastIndexByte(ref.repository, '/')+1:]
		for _, name := range []string{base, strings.Split(ref.repository, "/")[0]} {
			digits := strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz-")
			if r, _, known := k.Distributions["rhel"].release(digits); known && digits != "" {
				p := r.part()
				p.Start, p.End = 0, ref.tagAt
				return p, true
			}
		}
	case official && i.Base.OpenSSL != "":
		set, err := version.ParseSet(version.OpenSSL, i.Base.OpenSSL)
		if err == nil {
			return Part{Runtime: rules.OpenSSL, Versions: set, End: ref.tagAt + len(ref.tag), Implied: true,
				Note: "official images of " + string(i.Runtime) + " have always stood on Debian 7 or later"}, true
		}
	}
	return Part{}, false
}

// releaseIn recognises wheezy, alpine3.4, ubuntu22.04, debian12, el6, and, as the
// tag of a distribution's own image, 12.04 or 6.
func (k *catalogue) releaseIn(i *image, part string, first bool) (distribution, release string) {
	part = strings.ToLower(part)
	if c, ok := k.names[part]; ok {
		return c.distribution, c.release
	}
	stem := strings.TrimRight(part, "0123456789.")
	number := part[len(stem):]
	switch {
	case first && i.Distribution != "":
		switch stem {
		case "", "v":
			return i.Distribution, number
		case "el", "centos", "ubi", "sl":
			return i.Distribution, number
		}
		return "", ""
	case number == "":
		return "", ""
	case stem == "el" || stem == "centos" || stem == "ubi" || stem == "al":
		if stem == "al" {
			return "amazonlinux", number
		}
		return "rhel", number
	}
	return stem, number
}

// release finds a release by its number, or by the part of it before the last
// dot: centos:7.4.1708 is 7.
func (d *distribution) release(number string) (release, string, bool) {
	for number != "" {
		if r, ok := d.Releases[number]; ok {
			return r, number, true
		}
		i := strings.LastIndexByte(number, '.')
		if i < 0 {
			break
		}
		number = number[:i]
	}
	return release{}, "", false
}

func (r release) part() Part {
	p := Part{Runtime: rules.OpenSSL, Vendor: r.Vendor, Implied: true, Note: r.Note}
	scheme, text := version.OpenSSL, r.OpenSSL
	if r.LibreSSL != "" {
		p.Runtime, scheme, text = rules.LibreSSL, version.LibreSSL, r.LibreSSL
	}
	set, err := version.ParseSet(scheme, text)
	if err != nil {
		p.Unresolved = err.Error()
	}
	p.Versions = set
	_, one := set.One()
	p.Floating = !one
	return p
}
