package rules

import (
	"net/url"
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// Monikers reads the name of a .NET target framework as project files and
// packages write it, in its short and its long form:
//
//	net45  net4.5  net40-client   the .NET Framework, one digit a component
//	net8.0  net6.0-windows10.0    .NET 5 and later; the platform is dropped
//	netcoreapp3.1  netstandard2.0  sl5  uap10.0  dnx451
//	.NETFramework,Version=v4.5,Profile=Client
//	portable-net45+win8  .NETPortable,Version=v4.5,Profile=Profile7
//	v4.5  4.5  45                 the .NET Framework, as old project files name it
//
// A portable name stands for several frameworks and gives one [Named] for each
// that has rules; every other name gives one. A target of the .NET Framework is
// one version, a target of .NET Core and later the whole line of its patches.
//
// Two traps: net10 is the .NET Framework 1.0 and net10.0 is .NET 10, and
// netcore45 is a Windows Store app, not .NET Core.
//
// The error is a *[PlatformError] for a known platform that is none of our
// runtimes, and otherwise a *[version.SyntaxError]. The grammar is that of
// NuGet's framework parser.
func Monikers(text string) ([]Named, error) {
	m, bad := parseMoniker(text)
	if bad != "" {
		return nil, noMoniker(text, bad)
	}
	return m.frameworks(text)
}

// A PlatformError says that a text names a platform of .NET for which there are
// no rules: its TLS is that of the device or its maker.
type PlatformError struct {
	Text     string // what was read: "wp8"
	Platform string // what it names: "Windows Phone"
}

func (e *PlatformError) Error() string {
	return e.Text + " is " + e.Platform + ", which is not a runtime that tlsready judges"
}

func noMoniker(text, reason string) error {
	return &version.SyntaxError{
		Grammar: "known target framework", Text: text, Reason: reason,
		Example: "net48, v4.5, netcoreapp3.1, net8.0, netstandard2.0 or .NETFramework,Version=v4.5",
	}
}

// A moniker is a target framework's name, taken apart.
type moniker struct {
	family  string // in lower case, without dots: "netframework", "netcoreapp"
	numbers []int
	dotted  bool // the version stood there with dots
	profile string
}

// parseMoniker takes a name apart; reason is why it can't.
func parseMoniker(text string) (m moniker, reason string) {
	text = strings.TrimSpace(text)
	if strings.IndexByte(text, '%') >= 0 {
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
	}
	number := ""
	if strings.IndexByte(text, ',') >= 0 {
		number, reason = m.long(text)
	} else {
		number = m.short(text)
	}
	if reason != "" {
		return m, reason
	}
	m.dotted = strings.IndexByte(number, '.') >= 0
	if m.family == "netframework" && !m.dotted && number != "4" && !legacyNumbers[number] {
		return m, "a number without dots that is no version of the .NET Framework"
	}
	m.numbers, reason = m.digits(number)
	return m, reason
}

// short splits identifier, version and profile: portable-net45+win8.
func (m *moniker) short(text string) (number string) {
	head, profile, _ := strings.Cut(text, "-")
	at := strings.IndexAny(head, "0123456789")
	if at < 0 {
		at = len(head)
	}
	m.family, m.profile = family(head[:at]), strings.ToLower(profile)
	if m.family == "" || m.family == "v" {
		m.family = "netframework"
	}
	return head[at:]
}

// long splits the form of assembly attributes: .NETFramework,Version=v4.5.
func (m *moniker) long(text string) (number, reason string) {
	parts := strings.Split(text, ",")
	m.family = family(parts[0])
	for _, part := range parts[1:] {
		key, value, ok := strings.Cut(part, "=")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "version":
			number = strings.TrimLeft(value, "vV")
			if number != "" && strings.IndexByte(number, '.') < 0 {
				number += ".0"
			}
		case "profile":
			m.profile = strings.ToLower(value)
		default:
			if !ok {
				return "", "behind a comma stands Version= or Profile="
			}
		}
	}
	return number, ""
}

// legacyNumbers are the versions that stand without dots and name for the .NET
// Framework. 10 and 11 are not among them: people mean .NET 10 and 11.
var legacyNumbers = map[string]bool{
	"20": true, "35": true, "40": true, "403": true, "45": true, "450": true, "451": true, "452": true, "46": true, "461": true,
	"462": true, "47": true, "471": true, "472": true, "48": true, "480": true, "481": true,
}

func family(identifier string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimSpace(identifier), ".", ""))
}

// digits reads a version: without dots each digit is a component, and one alone
// has a zero behind it.
func (m *moniker) digits(text string) (numbers []int, reason string) {
	if text == "" {
		return nil, ""
	}
	if !m.dotted {
		if len(text) > 4 {
			return nil, "more than four digits without dots"
		}
		for _, c := range []byte(text) {
			if c < '0' || c > '9' {
				return nil, "letters behind the version"
			}
			numbers = append(numbers, int(c-'0'))
		}
		if len(numbers) == 1 {
			numbers = append(numbers, 0)
		}
		return numbers, ""
	}
	for _, part := range strings.Split(text, ".") {
		n := 0
		if part == "" || len(part) > 6 {
			return nil, "numbers and single dots are expected"
		}
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return nil, "numbers and single dots are expected"
			}
			n = n*10 + int(c-'0')
		}
		numbers = append(numbers, n)
	}
	if len(numbers) > 4 {
		return nil, "more than four numbers"
	}
	return numbers, ""
}
