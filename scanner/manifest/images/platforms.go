package images

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

//go:embed platforms.yaml
var platformData string

// A Platform is a service that runs programs on runtimes of its own, by its name
// in platforms.yaml. The zero Platform is one of which nothing is known.
type Platform string

const (
	Lambda         Platform = "lambda"
	AppEngine      Platform = "app-engine"
	CloudFunctions Platform = "cloud-functions"
	Beanstalk      Platform = "beanstalk"
	Azure          Platform = "azure"
)

type (
	platformCatalogue struct {
		Families  map[string]family     `yaml:"families"`
		Platforms map[Platform]platform `yaml:"platforms"`
		Systems   []system              `yaml:"systems"`
		Hosts     azureData             `yaml:"functions-hosts"`
		Dotnet    azureData             `yaml:"azure-dotnet"`
	}
	family struct {
		Runtime rules.Runtime `yaml:"runtime"`
		Vendor  string        `yaml:"vendor"`
		Dotted  bool          `yaml:"dotted"`
	}
	platform struct {
		Title    string            `yaml:"title"`
		Source   string            `yaml:"source"`
		Evidence string            `yaml:"evidence"`
		Until    map[string]string `yaml:"until"`
	}
	azureData struct {
		Source   string                  `yaml:"source"`
		Evidence string                  `yaml:"evidence"`
		Versions map[string]azureVersion `yaml:"versions"`
	}
	azureVersion struct {
		Runtime    rules.Runtime `yaml:"runtime"`
		Versions   string        `yaml:"versions"`
		Unresolved string        `yaml:"unresolved"`
	}
	system struct {
		Software `yaml:",inline"`
		Name     string `yaml:"name"`
		Image    string `yaml:"image"`
		Source   string `yaml:"source"`
		Evidence string `yaml:"evidence"`
	}
)

var platforms = sync.OnceValue(func() *platformCatalogue {
	k := &platformCatalogue{}
	if err := decode(platformData, k); err != nil {
		panic(err) // a test loads it
	}
	return k
})

// Runtime returns what one of the platform's identifiers stands for: python2.7 of
// AWS Lambda, java8 of App Engine, "64bit Amazon Linux 2014.09 v1.0.9 running
// Python 2.7" of Elastic Beanstalk, "PYTHON|3.7" of Azure. ok is false if it names
// no runtime that there are rules for. One without a number has its reason in
// Unresolved.
func (p Platform) Runtime(identifier string) (part Part, ok bool) {
	part, _, ok = identified(identifier)
	known := platforms().Platforms[p]
	if until := known.Until[lowerASCII(identifier)]; until != "" {
		part.Note = fmt.Sprintf("The end of support for %s on %s is %s", identifier, known.Title, until)
	}
	return part, ok
}

// identified reads an identifier; number is the offset of its number.
func identified(identifier string) (part Part, number int, ok bool) {
	f, start, end := platforms().familyIn(identifier)
	if start == end {
		return Part{}, 0, false
	}
	digits := digitsAt(identifier, end)
	part = Part{Runtime: f.Runtime, Vendor: f.Vendor, Start: start, End: digits.end}
	text := identifier[digits.start:digits.end]
	if text == "" {
		part.End, part.Binding = end, rules.Exact
		part.Unresolved = identifier[start:end] + " names no version"
		return part, end, true
	}
	if f.Dotted && len(text) > 1 && !strings.Contains(text, ".") {
		text = text[:1] + "." + text[1:]
	}
	part.read(text)
	return part, digits.start, true
}

// familyIn finds the first word of the identifier that is a family and has a
// number, or else is all there is.
func (k *platformCatalogue) familyIn(identifier string) (found family, start, end int) {
	lower := lowerASCII(identifier)
	for i := range len(lower) {
		if i > 0 && isLetter(lower[i]) && (isLetter(lower[i-1]) || lower[i-1] == '.') {
			continue // inside a word
		}
		size := 0
		for name, f := range k.Families {
			if len(name) <= size || !strings.HasPrefix(lower[i:], name) {
				continue
			}
			rest := i + len(name)
			if n := digitsAt(lower, rest); n.start < n.end || rest == len(lower) && i == 0 {
				found, start, end, size = f, i, rest, len(name)
			}
		}
		if size > 0 {
			return found, start, end
		}
	}
	return family{}, 0, 0
}

// lowerASCII keeps the length of a text, so that offsets hold in both.
func lowerASCII(text string) string {
	lower := []byte(text)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] |= 0x20
		}
	}
	return string(lower)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

type span struct{ start, end int }

// digitsAt is the number that follows in a text: behind nothing, a blank, or one
// of the marks that platforms put between.
func digitsAt(text string, at int) span {
	start := at
	if start < len(text) && strings.IndexByte(" |-:", text[start]) >= 0 {
		start++
	}
	end := start
	for end < len(text) && ('0' <= text[end] && text[end] <= '9' || text[end] == '.' && end > start) {
		end++
	}
	for end > start && text[end-1] == '.' {
		end--
	}
	return span{start, end}
}

// SystemOf returns what opens connections on the system that a text names:
// "Amazon Linux 2014.09", "Windows Server 2012 R2", Cloud Foundry's stack
// cflinuxfs2. ok is false if it names none that is known.
func SystemOf(text string) (part Part, ok bool) {
	lower := lowerASCII(text)
	for i := range platforms().Systems {
		s := &platforms().Systems[i]
		at := strings.Index(lower, s.Name)
		end := at + len(s.Name)
		if at < 0 || at > 0 && isLetter(lower[at-1]) || s.Windows != "" && end < len(lower) && lower[end] != ' ' && lower[end] != '/' {
			continue
		}
		if s.Windows != "" {
			part = s.Software.part()
			part.Start, part.End = at, end
			return part, true
		}
		reference := s.Image
		if !strings.Contains(reference, ":") {
			tag := strings.TrimLeft(lower[end:], " ")
			start := len(lower) - len(tag)
			tag, _, _ = strings.Cut(tag, " ")
			reference, end = reference+":"+tag, start+len(tag)
		}
		for _, part := range Resolve(reference).Parts {
			part.Start, part.End = at, end
			return part, true
		}
	}
	return Part{}, false
}

// FunctionsHost returns the .NET in whose process functions of Azure run, by the
// version of their host: "~3", "3.0.14492". ok is false for a version that is not
// known.
func FunctionsHost(text string) (part Part, ok bool) {
	number, _, _ := strings.Cut(strings.TrimPrefix(text, "~"), ".")
	return platforms().Hosts.part(number, text)
}

// AzureDotnet returns what a version of .NET means to App Service on Windows where
// it is none of .NET's own: "v4.0" is the newest .NET Framework 4. ok is false for
// others.
func AzureDotnet(text string) (part Part, ok bool) { return platforms().Dotnet.part(text, text) }

func (a *azureData) part(number, text string) (part Part, ok bool) {
	v, ok := a.Versions[number]
	if !ok {
		return Part{}, false
	}
	part = Part{Runtime: v.Runtime, End: len(text), Unresolved: v.Unresolved, Binding: rules.Exact}
	if v.Unresolved == "" {
		part.setVersions(version.ParseSet(rules.Scheme(v.Runtime), v.Versions))
	}
	return part, true
}
