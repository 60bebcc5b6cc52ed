package rules

import (
	"strconv"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules/version"
)

// frameworkFamilies are the identifiers of target frameworks that have rules.
// "net" is both: the .NET Framework below 5, .NET from 5 on.
var frameworkFamilies = map[string]Runtime{
	"net": DotnetFramework, "netframework": DotnetFramework,
	"dnx": DotnetFramework, "aspnet": DotnetFramework, // ASP.NET 5 previews, on the .NET Framework
	"netcoreapp":  Dotnet,
	"netstandard": NetStandard,
	// The name under which previews of .NET Standard came: dotnet5.4 is 1.3.
	"dotnet": NetStandard, "netplatform": NetStandard,
	"sl": Silverlight, "silverlight": Silverlight,
	"uap": UWP,
}

// platformFamilies are the identifiers of those that have none.
var platformFamilies = map[string]string{
	"wp": "Windows Phone", "windowsphone": "Windows Phone", "windowsphonesilverlight": "Windows Phone",
	"wpa": "Windows Phone (Store apps)", "windowsphoneapp": "Windows Phone (Store apps)",
	"win": "Windows Store", "windows": "Windows Store", "winrt": "Windows Store", "netcore": "Windows Store",
	"netmf": "the .NET Micro Framework", "netmicroframework": "the .NET Micro Framework",
	"netnano": ".NET nanoFramework", "netnanoframework": ".NET nanoFramework",
	"netcf": "the .NET Compact Framework", "netcompactframework": "the .NET Compact Framework", "windowsce": "the .NET Compact Framework",
	"monoandroid": "Xamarin.Android", "monotouch": "Xamarin.iOS", "monomac": "Xamarin.Mac",
	"xamarinandroid": "Xamarin.Android", "xamarinios": "Xamarin.iOS", "xamarinmac": "Xamarin.Mac",
	"xamarintvos": "Xamarin.TVOS", "xamarinwatchos": "Xamarin.WatchOS",
	"xamarinps": "Xamarin for PlayStation", "xamarinplaystation": "Xamarin for PlayStation", "xamarinpsvita": "Xamarin for PlayStation", "xamarinplaystationvita": "Xamarin for PlayStation",
	"xamarinxbox": "Xamarin for Xbox", "xamarinxboxthreesixty": "Xamarin for Xbox", "xamarinxboxone": "Xamarin for Xbox",
	"tizen":          "Tizen",
	"dnxcore":        "a preview from before .NET Core 1.0",
	"aspnetcore":     "a preview from before .NET Core 1.0",
	"netstandardapp": "a preview from before .NET Core 1.0",
	"native":         "native code",
}

// frameworks returns what the moniker names.
func (m *moniker) frameworks(text string) ([]Named, error) {
	if m.family == "portable" || m.family == "netportable" {
		return m.portable(text)
	}
	if name := m.platform(); name != "" {
		return nil, &PlatformError{Text: text, Platform: name}
	}
	rt, ok := frameworkFamilies[m.family]
	if !ok {
		return nil, noMoniker(text, "the name is unknown")
	}
	if len(m.numbers) == 0 {
		return nil, noMoniker(text, "it has no version")
	}
	named, bad := m.runtime(rt)
	if bad != "" {
		return nil, noMoniker(text, bad)
	}
	return []Named{named}, nil
}

// platform returns the name of a platform without rules, "" for a runtime.
func (m *moniker) platform() string {
	name := platformFamilies[m.family]
	switch m.family {
	case "netcore":
		if len(m.numbers) > 0 && m.numbers[0] == 5 {
			m.family, m.numbers = "uap", []int{10, 0}
			return ""
		}
	case "net", "netframework":
		if m.profile == "cf" || m.profile == "compactframework" {
			name = platformFamilies["netcf"]
		}
	case "sl", "silverlight":
		if strings.HasPrefix(m.profile, "wp") || strings.HasPrefix(m.profile, "windowsphone") {
			return "Windows Phone 7" // Silverlight,Version=v4.0,Profile=WindowsPhone71
		}
	}
	return name
}

// runtime is the moniker's version as a set of the runtime's versions.
func (m *moniker) runtime(rt Runtime) (named Named, bad string) {
	major := m.numbers[0]
	switch {
	case m.family == "net" && major >= 5:
		rt = Dotnet
		if !m.dotted && m.numbers[1] != 0 {
			return Named{}, "without dots each digit is a component, and there is no .NET " + joinNumbers(m.numbers)
		}
	case m.family == "net" && major == 1 && !m.dotted && len(m.numbers) > 2:
		return Named{}, "it could be the .NET Framework 1.0 or .NET 10: write net10 or net10.0"
	case m.family == "dotnet", m.family == "netplatform":
		// dotnet5.1 came to be called netstandard1.0, dotnet5.6 1.5.
		if major != 5 || len(m.numbers) < 2 || m.numbers[1] < 1 {
			return Named{}, "only dotnet5.1 to dotnet5.6 were ever used"
		}
		m.numbers = []int{1, m.numbers[1] - 1}
	case rt == UWP && !m.dotted && len(m.numbers) == 2 && major == 1:
		m.numbers = []int{10, 0} // uap10, which people write for uap10.0
	}
	switch rt {
	case DotnetFramework:
		return frameworkVersion(m.numbers)
	case Dotnet:
		return coreVersion(m.numbers)
	}
	set, err := Scheme(rt).Parse(joinNumbers(m.numbers))
	if err != nil {
		return Named{}, err.Error()
	}
	return Named{Runtime: rt, Versions: version.Single(set)}, ""
}

// frameworkLines are all lines that the .NET Framework has had; 4.8 is the last.
var frameworkLines = map[[2]int]bool{
	{1, 0}: true, {1, 1}: true, {2, 0}: true, {3, 0}: true, {3, 5}: true,
	{4, 0}: true, {4, 5}: true, {4, 6}: true, {4, 7}: true, {4, 8}: true,
}

// frameworkVersion is one version of the .NET Framework as a target.
func frameworkVersion(numbers []int) (Named, string) {
	line := [2]int{numbers[0]}
	if len(numbers) > 1 {
		line[1] = numbers[1]
	}
	switch {
	case !frameworkLines[line]:
		return Named{}, "there is no .NET Framework " + joinNumbers(numbers)
	case len(numbers) > 2 && numbers[2] > 9:
		return Named{}, "that is the number of a build of the runtime engine, which several versions of the .NET Framework share"
	}
	v, err := Scheme(DotnetFramework).Parse(joinNumbers(numbers))
	if err != nil {
		return Named{}, err.Error()
	}
	return Named{Runtime: DotnetFramework, Versions: version.Single(v)}, ""
}

// coreVersion is a line of .NET Core or .NET, or with three numbers a version.
func coreVersion(numbers []int) (Named, string) {
	if numbers[0] == 0 || numbers[0] == 4 {
		return Named{}, "there is no .NET Core " + joinNumbers(numbers)
	}
	set, err := Scheme(Dotnet).Prefix(joinNumbers(numbers))
	if len(numbers) > 2 {
		var v version.Version
		v, err = Scheme(Dotnet).Parse(joinNumbers(numbers))
		set = version.Single(v)
	}
	if err != nil {
		return Named{}, err.Error()
	}
	return Named{Runtime: Dotnet, Versions: set}, ""
}

func joinNumbers(numbers []int) string {
	var out []byte
	for i, n := range numbers {
		if i > 0 {
			out = append(out, '.')
		}
		out = strconv.AppendInt(out, int64(n), 10)
	}
	return string(out)
}

// portableProfiles are the numbered profiles with the lowest .NET Framework that
// each contains; "" is a profile without it. Source: NuGet's
// DefaultPortableFrameworkMappings.
var portableProfiles = sync.OnceValue(func() map[string]string {
	return invert(map[string][]int{
		"":      {31, 32, 84, 157},
		"4.0":   {2, 3, 5, 14, 36, 37, 88, 92, 136, 225, 328},
		"4.0.3": {6, 18, 19, 41, 42, 95, 96, 102, 143, 147, 240, 336},
		"4.5":   {4, 7, 23, 24, 46, 47, 49, 78, 104, 111, 154, 158, 255, 259, 344},
		"4.5.1": {44, 151},
	})
})

func invert(byVersion map[string][]int) map[string]string {
	out := map[string]string{}
	for v, profiles := range byVersion {
		for _, p := range profiles {
			out["profile"+strconv.Itoa(p)] = v
		}
	}
	return out
}

// portable returns the frameworks of a portable library's name that have rules.
func (m *moniker) portable(text string) ([]Named, error) {
	if lowest, ok := portableProfiles()[m.profile]; ok {
		if lowest == "" {
			return nil, &PlatformError{Text: text, Platform: "a portable library without the .NET Framework"}
		}
		return Monikers("net" + lowest)
	}
	var out []Named
	var platform, unknown bool
	for _, name := range strings.Split(m.profile, "+") {
		one, bad := parseMoniker(name)
		if bad != "" || one.profile != "" && one.family != "net" || strings.HasSuffix(one.family, "portable") {
			unknown = true
			continue
		}
		named, err := one.frameworks(name)
		if _, ok := err.(*PlatformError); ok {
			platform = true
		}
		for _, n := range named {
			if !containsNamed(out, n) {
				out = append(out, n)
			}
		}
	}
	switch {
	case len(out) > 0:
		return out, nil
	case platform && !unknown:
		return nil, &PlatformError{Text: text, Platform: "a portable library without the .NET Framework"}
	}
	return nil, noMoniker(text, "the portable profile is unknown")
}

func containsNamed(list []Named, n Named) bool {
	for _, have := range list {
		if have.Runtime == n.Runtime && have.Versions.Equal(n.Versions) {
			return true
		}
	}
	return false
}
