package images

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// runtime reads the runtime's version from the tag or the name. ok is false if
// the image is of none that has rules.
func (m *match) runtime(ref *reference) (Part, bool) {
	e := m.entry
	p := Part{Runtime: e.Runtime, Vendor: e.Vendor, Start: ref.tagAt, End: ref.tagAt + len(ref.tag)}
	if e.Read == "lambda" {
		return lambda(ref)
	}
	if e.Versions != "" {
		set, err := version.ParseSet(rules.Scheme(e.Runtime), e.Versions)
		p.setVersions(set, err)
		p.Binding, p.Start, p.End = rules.Any, 0, ref.nameEnd
		return p, true
	}
	start, end := e.versionIn(ref)
	if start < end {
		p.Start, p.End = start, end
		if e.Runtime == rules.Java {
			p.Vendor = vendorIn(ref, p.Vendor)
			p.End = start + len(withoutBuild(ref.text[start:end]))
		}
		e.readTag(&p, ref, ref.text[start:p.End])
		return p, true
	}
	if text := m.nameVersion(); text != "" {
		p.Start, p.End = 0, ref.nameEnd
		p.read(text)
		return p, true
	}
	switch {
	case e.Read == "none":
		p.Unresolved = "the tag of this image is not a version of " + string(e.Runtime)
	case ref.tag == "" && ref.digest:
		p.Unresolved = "a digest names no version"
	case ref.tag == "":
		p.Unresolved = "without a tag the image is latest, which names no version"
	default:
		p.Unresolved = "the tag " + ref.tag + " names no version"
	}
	return p, true
}

func (p *Part) read(text string) {
	named, err := rules.Parse(p.Runtime, text)
	p.setVersions(named.Versions, err)
}

// readTag reads a version of the tag. The third number of a .NET SDK is a
// feature band and no patch of the runtime.
func (e *entry) readTag(p *Part, ref *reference, text string) {
	p.Build = e.SDK || e.SDKTags && ref.has("sdk")
	if p.Build {
		if fields := strings.SplitN(text, ".", 3); len(fields) == 3 {
			text = fields[0] + "." + fields[1]
			p.End = p.Start + len(text)
		}
	}
	p.read(text)
	e.limit(p)
}

// limit keeps a line that floats to what the image was ever made with: the last
// java:7 is older than the last Java 7.
func (e *entry) limit(p *Part) {
	if p.Binding != rules.Newest {
		return
	}
	for _, v := range e.last {
		if p.Versions.Contains(v) {
			p.Note = "this is the last that " + e.Repositories[0] + " was made with"
			p.Versions, p.Binding = version.Single(v), rules.Exact
			return
		}
	}
	if e.Ended {
		p.Binding = rules.Any
	}
}

// nameVersion is the version that the repository's name gives.
func (m *match) nameVersion() string {
	d := m.digits
	switch {
	case m.entry.Read == "name-dotted" && len(d) > 1 && !strings.Contains(d, "."):
		return d[:1] + "." + d[1:]
	case m.entry.Read == "name" || m.entry.Read == "name-dotted" || m.entry.Read == "tag-or-name":
		return d
	}
	return ""
}

// versionIn returns the bytes of the reference whose text names the version.
func (e *entry) versionIn(ref *reference) (start, end int) {
	switch e.Read {
	case "tag":
		return leadingIn(ref, e.Prefixes)
	case "jdk":
		return jdkIn(ref)
	case "jdk-or-tag", "tag-or-name":
		if start, end := jdkIn(ref); end > start {
			return start, end
		}
		return leadingIn(ref, e.Prefixes)
	case "second":
		first, rest, _ := strings.Cut(ref.tag, "-")
		second, _, _ := strings.Cut(rest, "-")
		if isVersion(first) && isVersion(second) {
			at := ref.tagAt + len(first) + 1
			return at, at + len(second)
		}
	}
	return 0, 0
}

// leadingIn finds the numbers at the start of the tag, with what belongs to them:
// 2.7.8, v2.7.8, 1.9.3-p551, 8u292-b10. Some images have a word before them.
func leadingIn(ref *reference, prefixes []string) (start, end int) {
	first := true
	ref.parts(func(offset int, part string) bool {
		if !first {
			if isPatchLevel(part) || isPreRelease(part) {
				end = offset + len(part)
			}
			return false
		}
		for _, p := range prefixes {
			if part == p {
				return true
			}
			if rest, ok := strings.CutPrefix(part, p); ok {
				offset, part = offset+len(p), rest
			}
		}
		if rest, ok := strings.CutPrefix(part, "v"); ok {
			offset, part = offset+1, rest
		}
		if part == "" || part[0] < '0' || part[0] > '9' {
			return false
		}
		// 8u202b08_jdk
		if i := strings.IndexByte(part, '_'); i > 0 && i+1 < len(part) && (part[i+1] < '0' || part[i+1] > '9') {
			part = part[:i]
		}
		start, end, first = offset, offset+len(part), false
		return true
	})
	return start, end
}

// javaWords are what stands in front of the number of a Java in tags.
var javaWords = map[string]bool{
	"jdk": true, "jre": true, "openjdk": true, "temurin": true, "corretto": true, "zulu": true, "ibmjava": true, "ibm": true,
	"sapmachine": true, "java": true, "semeru": true, "amazoncorretto": true, "liberica": true, "graalvm": true,
}

// jdkIn finds the number in jdk7, jre-8, openjdk-11, eclipse-temurin-17,
// jdk8u292-b10.
func jdkIn(ref *reference) (start, end int) {
	named := false
	ref.parts(func(offset int, part string) bool {
		if end > start {
			if isPatchLevel(part) {
				end = offset + len(part)
			}
			return false
		}
		lower := strings.ToLower(part)
		at := strings.IndexAny(lower, "0123456789")
		switch {
		case at < 0:
			named = javaWords[lower]
		case at == 0 && named, at > 0 && javaWords[lower[:at]]:
			number := withoutBuild(part[at:])
			if _, err := version.Java.Line(number); err == nil {
				start, end = offset+at, offset+at+len(number)
			}
		}
		return true
	})
	return start, end
}

// withoutBuild drops the build of a Java from 9 on, in front of which tags have an
// underscore, for they can hold no plus: 17.0.9_9 is 17.0.9+9. In 1.8.0_292 it is
// the update that stands there.
func withoutBuild(number string) string {
	head, build, ok := strings.Cut(number, "_")
	if ok && !strings.HasPrefix(head, "1.") && isVersion(head) && isVersion(build) {
		return head
	}
	return number
}

// vendorIn is the vendor of Java that the tag names: tomcat:9.0-jdk8-zulu.
func vendorIn(ref *reference, vendor string) string {
	switch {
	case ref.has("ibmjava"), ref.has("ibm"):
		return "ibm"
	case ref.has("zulu"):
		return "azul"
	case ref.has("oracle"):
		return "oracle"
	}
	return vendor
}

// javaOfJRuby reads the JVM that a tag such as 9.2-jre8 names.
func (e *entry) javaOfJRuby(ref *reference) (Part, bool) {
	if !e.Java {
		return Part{}, false
	}
	start, end := jdkIn(ref)
	if end == start {
		return Part{}, false
	}
	p := Part{Runtime: rules.Java, Vendor: "openjdk", Start: start, End: end}
	p.read(ref.text[start:end])
	return p, p.Unresolved == ""
}

// lambda reads the tags python3.8, build-ruby2.5, java8.al2.
func lambda(ref *reference) (Part, bool) {
	tag, build := strings.CutPrefix(ref.tag, "build-")
	p, number, ok := identified(tag)
	if !ok || p.Unresolved != "" {
		return Part{}, false
	}
	at := ref.tagAt + len(ref.tag) - len(tag)
	p.Start, p.End, p.Build = at+number, at+p.End, build
	return p, true
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
	switch strings.TrimRight(part, "0123456789.") {
	case "rc", "preview", "ea", "beta", "alpha":
		return true
	}
	return false
}
