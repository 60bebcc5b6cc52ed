package manifest

import (
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// frameworkReleases are the lowest Release numbers of each version. A number is
// compared with >=, since editions of Windows have numbers of their own.
// Source: https://learn.microsoft.com/dotnet/framework/install/how-to-determine-which-versions-are-installed
var frameworkReleases = []struct {
	release uint64
	version string
}{
	{533320, "4.8.1"}, {528040, "4.8"}, {461808, "4.7.2"}, {461308, "4.7.1"}, {460798, "4.7"}, {394802, "4.6.2"},
	{394254, "4.6.1"}, {393295, "4.6"}, {379893, "4.5.2"}, {378675, "4.5.1"}, {378389, "4.5"},
}

// lastRelease is the highest Release number that is known, one of 4.8.1.
const lastRelease = 533509

// frameworkKeys are what the keys below NDP say of versions that have no Release
// number, and the value that says so by being 1.
var frameworkKeys = map[string]struct{ value, version string }{
	"v1.1.4322":  {"install", "1.1"},
	"v2.0.50727": {"install", "2.0"},
	"v3.0":       {"install", "3.0"},
	`v3.0\setup`: {"installsuccess", "3.0"},
	"v3.5":       {"install", "3.5"},
	`v4\client`:  {"install", "4.0"},
	`v4\full`:    {"install", "4.0"},
}

// A registryKey is where in the registry the values that follow stand.
type registryKey struct {
	name      piece // below NDP: v3.5
	installed bool  // an Install is 1, and PowerShell names its key behind it
	only40    piece // a v4 key that says Install
	released  bool  // some key says Release, so it is not 4.0
}

// readFrameworkWords reads the .NET Framework's part of the registry as reg
// query, an export and PowerShell print it.
func readFrameworkWords(p *printout, i int) int {
	line := p.line(i)
	if p.frameworkKey(line) {
		return 1
	}
	if child, ok := line.after("PSChildName"); ok {
		if child = child.trim(" :"); p.registry.installed {
			p.frameworkInstalled(child, "install")
		}
		p.registry.installed = false
		return 1
	}
	name, value, n, ok := registryValue(line)
	switch {
	case !ok:
		return 0
	case name == "release" || name == "" && n >= frameworkReleases[len(frameworkReleases)-1].release && n < 600000:
		return p.frameworkRelease(line, value, n)
	case name == "3705" && p.registry.name.text == "v1.0":
		p.versionAs(Declaration{Runtime: rules.DotnetFrameworkInstalled}, p.registry.name, "1.0")
		return 1
	case name != "install" && name != "installsuccess":
		return 0
	}
	if n == 0 {
		p.nothing = "Install is 0, so this .NET Framework is not installed"
	} else if p.registry.name.text != "" {
		p.frameworkInstalled(p.registry.name, name)
	} else {
		p.registry.installed = true
	}
	return 1
}

// frameworkKey reads the name of a key, which stands before its values. In what
// PowerShell prints it stands behind them, and in lines that may be broken, so
// there PSChildName has to do.
func (p *printout) frameworkKey(line piece) bool {
	const setup, policy = `\net framework setup\ndp\`, `\.netframework\policy\`
	if !line.has(`\`) {
		return false
	}
	lower := strings.ToLower(line.text)
	if strings.HasPrefix(lower, "ps") || len(lower) != len(line.text) { // lower case may take more bytes
		return false
	}
	if at := strings.Index(lower, setup); at >= 0 {
		p.registry.name = line.from(at + len(setup)).trim("]\"' \t")
		return true
	}
	if at := strings.Index(lower, policy); at >= 0 {
		p.registry.name = line.from(at + len(policy)).trim("]\"' \t")
		return true
	}
	return false
}

// frameworkInstalled declares what a key says by a value that is 1.
func (p *printout) frameworkInstalled(key piece, value string) {
	name := strings.ToLower(key.text)
	if name == "full" || name == "client" { // PowerShell names the last part alone
		name = `v4\` + name
	}
	known, ok := frameworkKeys[name]
	switch {
	case !ok || known.value != value:
	case known.version == "4.0":
		p.registry.only40 = key
	default:
		p.versionAs(Declaration{Runtime: rules.DotnetFrameworkInstalled}, key, known.version)
	}
}

// finishFramework declares 4.0 where there was no Release: 4.5 and later are
// installed in its place and say Install in the same keys.
func (p *printout) finishFramework() {
	if key := p.registry.only40; key.text != "" && !p.registry.released {
		p.versionAs(Declaration{Runtime: rules.DotnetFrameworkInstalled}, key, "4.0")
	}
}

func (p *printout) frameworkRelease(line, value piece, n uint64) int {
	lowest := frameworkReleases[len(frameworkReleases)-1].release
	inRegistry := line.has("REG_DWORD") || line.has("dword:") || p.registry.name.text != ""
	if n < lowest && !inRegistry {
		return 0 // that of a Linux distribution
	}
	p.registry.released = true
	for _, r := range frameworkReleases {
		if n >= r.release {
			v := version.DotnetFramework.MustParse(r.version)
			set := version.Single(v)
			if n > lastRelease {
				set = version.AtLeast(v)
			}
			p.set(rules.DotnetFrameworkInstalled, value, set)
			return 1
		}
	}
	p.unknown(rules.DotnetFrameworkInstalled, value, "the first version that has a Release number, 4.5, has "+strconv.FormatUint(lowest, 10))
	return 1
}

// registryValue reads a value of the registry, its name in lower case:
//
//	Release    REG_DWORD    0x80ea8
//	"Release"=dword:00080ea8
//	Release : 528040
//	528040
func registryValue(line piece) (name string, value piece, n uint64, ok bool) {
	end := strings.IndexAny(line.text, " \t:=")
	if end < 0 {
		if !line.isNumber() {
			return "", piece{}, 0, false
		}
		n, err := strconv.ParseUint(line.text, 10, 32)
		return "", line, n, err == nil
	}
	name = strings.ToLower(strings.Trim(line.text[:end], `"`))
	switch name {
	case "release", "install", "installsuccess", "3705":
	default:
		return "", piece{}, 0, false
	}
	value = line.from(end).trim(" \t:=")
	base := 10
	if rest, ok := value.after("REG_DWORD"); ok {
		value = rest.trim(" \t")
	} else if rest, ok := value.after("dword:"); ok {
		value, base = rest, 16
	} else if rest, ok := value.after("REG_SZ"); ok && name == "3705" {
		return name, rest, 1, true
	}
	digits := value.text
	if hex, ok := strings.CutPrefix(digits, "0x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return name, value, n, err == nil
}
