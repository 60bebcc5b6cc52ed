package manifest

import (
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

var registryFile = Kind{
	Name:     "registry file",
	Files:    []string{"*.reg"},
	Probes:   []string{"SchUseStrongCrypto", "SystemDefaultTlsVersions", "TLS 1.2"},
	Declares: "`SchUseStrongCrypto` and `SystemDefaultTlsVersions` of the .NET Framework, TLS 1.2 of SCHANNEL",
	Source:   true,
	Parse:    parseRegistry,
}

// A registrySetting is one number of the keys that matter.
type registrySetting struct {
	name  string
	value uint64
	at    Place
}

// registrySettings are those of a file, by the parts of the registry that 64-bit
// and 32-bit programs see.
type registrySettings struct {
	framework [2]map[string][]registrySetting // by the name of the setting
	schannel  []registrySetting
}

// parseRegistry reads what regedit exports.
//
// Source: https://learn.microsoft.com/dotnet/framework/network-programming/tls#configure-the-windows-registry
func parseRegistry(f *File) {
	settings := registrySettings{framework: [2]map[string][]registrySetting{{}, {}}}
	key := ""
	eachLine(f.Data, func(offset int, line string) {
		switch {
		case line == "" || line[0] == ';':
		case line[0] == '[':
			key = strings.ToLower(strings.Trim(line, "[]")) // [-key] is deleted, and matches nothing
		case line[0] == '"':
			settings.add(f, key, line, offset)
		}
	})
	settings.witnessFramework(f)
	settings.witnessSchannel(f)
	f.inOrder()
}

// add reads "name"=dword:00000001.
func (s *registrySettings) add(f *File, key, line string, offset int) {
	name, rest, ok := strings.Cut(line[1:], `"`)
	rest, isValue := strings.CutPrefix(strings.TrimLeft(rest, " \t"), "=")
	digits, isNumber := strings.CutPrefix(strings.ToLower(strings.TrimSpace(rest)), "dword:")
	digits, _, _ = strings.Cut(digits, ";")
	value, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 32)
	if !ok || !isValue || !isNumber || err != nil {
		return
	}
	one := registrySetting{strings.ToLower(name), value, f.At(offset, offset+len(line))}
	machine, rest, _ := strings.Cut(key, `\`)
	if machine != "hkey_local_machine" && machine != "hklm" {
		return
	}
	if rest, ok = strings.CutPrefix(rest, `software\`); ok {
		rest, narrow := strings.CutPrefix(rest, `wow6432node\`)
		version, ok := strings.CutPrefix(rest, `microsoft\.netframework\`)
		if setting := frameworkSetting(version, one.name); ok && setting != "" {
			view := 0
			if narrow {
				view = 1
			}
			s.framework[view][setting] = append(s.framework[view][setting], one)
		}
		return
	}
	if strings.HasPrefix(rest, `system\`) && strings.HasSuffix(rest, `\control\securityproviders\schannel\protocols\tls 1.2\client`) {
		s.schannel = append(s.schannel, one)
	}
}

// frameworkSetting is what rules call a value of a version's key. Each version
// has another that does not do for it: 2.0.50727 takes SchUseStrongCrypto only
// where code asks for a protocol already, 4.0.30319 leaves the choice to Windows
// with SystemDefaultTlsVersions.
func frameworkSetting(version, name string) string {
	switch version + "/" + name {
	case "v4.0.30319/schusestrongcrypto":
		return "SchUseStrongCrypto"
	case "v2.0.50727/systemdefaulttlsversions":
		return "SystemDefaultTlsVersions"
	case "v4.0.30319/systemdefaulttlsversions":
		return "v4.0.30319/SystemDefaultTlsVersions"
	}
	return ""
}

// witnessFramework takes a setting as turned on if it is for 64-bit and 32-bit
// programs: which of them the program will be is not known. It is off if it is
// for either.
func (s *registrySettings) witnessFramework(f *File) {
	for view, settings := range s.framework {
		for setting, list := range settings {
			for _, one := range list {
				e := Evidence{At: one.at}
				e.Setting = setting
				switch {
				case one.value == 1 && isOn(s.framework[1-view][setting]):
				case one.value == 0 && setting == "SchUseStrongCrypto":
					e.Effect = rules.PinsOld
				case one.value == 0 && setting != "SystemDefaultTlsVersions": // off already for 2.0.50727
					e.Effect, e.TLS = rules.PinsOld, rules.TLS13
				default:
					continue
				}
				f.witnessFramework(e)
			}
		}
	}
}

func isOn(list []registrySetting) bool {
	return len(list) > 0 && list[len(list)-1].value == 1
}

// witnessSchannel reads the two values that Windows has for a client. The one it
// goes by is DisabledByDefault, unless Enabled is 0.
func (s *registrySettings) witnessSchannel(f *File) {
	off := false
	for _, one := range s.schannel {
		off = off || one.name == "enabled" && one.value == 0
	}
	for _, one := range s.schannel {
		e := Evidence{Runtime: rules.Windows, At: one.at}
		e.Setting = "SCHANNEL/TLS 1.2/Client"
		switch {
		case one.name == "enabled" && one.value == 0, one.name == "disabledbydefault" && one.value != 0:
			e.Effect = rules.PinsOld
			f.Witness(e)
		case one.name == "disabledbydefault" && !off:
			f.Witness(e)
			f.witnessFramework(e) // its programs may take what Windows offers
		}
	}
}
