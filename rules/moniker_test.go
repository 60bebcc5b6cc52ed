package rules

import (
	"errors"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/rules/version"
)

// describeNamed prints what was read, or of an error its kind and what it names.
func describeNamed(list []Named, err error) string {
	var platform *PlatformError
	var syntax *version.SyntaxError
	switch {
	case errors.As(err, &platform):
		return "platform " + platform.Platform
	case errors.As(err, &syntax):
		return "unknown"
	case err != nil:
		return "error " + err.Error()
	}
	var out []string
	for _, n := range list {
		out = append(out, string(n.Runtime)+" "+n.Versions.String())
	}
	return strings.Join(out, ", ")
}

func TestMonikers(t *testing.T) {
	for text, want := range map[string]string{
		// The .NET Framework: a digit is a component.
		"net45": "dotnet-framework 4.5", "NET45": "dotnet-framework 4.5", "net4.5": "dotnet-framework 4.5", "net450": "dotnet-framework 4.5.0",
		"net4": "dotnet-framework 4.0", "net40": "dotnet-framework 4.0", "net403": "dotnet-framework 4.0.3", "net451": "dotnet-framework 4.5.1",
		"net4.6.1": "dotnet-framework 4.6.1", "net472": "dotnet-framework 4.7.2", "net480": "dotnet-framework 4.8.0", "net481": "dotnet-framework 4.8.1",
		"net10": "dotnet-framework 1.0", "net11": "dotnet-framework 1.1", "net20": "dotnet-framework 2.0", "net35": "dotnet-framework 3.5",
		"net40-client": "dotnet-framework 4.0", "net40-full": "dotnet-framework 4.0", " net45 ": "dotnet-framework 4.5",
		"v4.5": "dotnet-framework 4.5", "v4.7.2": "dotnet-framework 4.7.2", "4.5": "dotnet-framework 4.5", "45": "dotnet-framework 4.5",
		"2.0": "dotnet-framework 2.0", "4": "dotnet-framework 4.0", "35": "dotnet-framework 3.5",
		".NETFramework,Version=v4.5":                "dotnet-framework 4.5",
		".NETFramework,Version=v4.0,Profile=Client": "dotnet-framework 4.0",
		".NETFramework, Version = 4.0":              "dotnet-framework 4.0",
		".netframework,version=V4":                  "dotnet-framework 4.0",
		"NETFramework,Version=v3.5":                 "dotnet-framework 3.5",
		".NETFramework,Version%3Dv4.0":              "dotnet-framework 4.0",
		".NETFramework4.5":                          "dotnet-framework 4.5",
		"dnx451":                                    "dotnet-framework 4.5.1",
		"aspnet50":                                  "unknown",
		"net49":                                     "unknown",
		"net99":                                     "unknown",
		"net100":                                    "unknown",
		"net":                                       "unknown",
		"net45.":                                    "unknown",
		"net4..5":                                   "unknown",
		"net45x":                                    "unknown",
		"net45111":                                  "unknown",
		"11":                                        "unknown",
		"30":                                        "unknown",
		"v6.0":                                      "unknown",
		"v":                                         "unknown",
		"":                                          "unknown",
		".NETFramework,Version=v5.0":                "unknown",
		".NETFramework,Version=v4.0.30319":          "unknown",
		".NETFramework,v4.0":                        "unknown",
		".NETFramework,Version=v4.5,Profile=Client,": "unknown",

		// .NET Core and .NET: the whole line.
		"netcoreapp3.1": "dotnet 3.1.*", "netcoreapp2.0": "dotnet 2.0.*", "netcoreapp21": "dotnet 2.1.*",
		"net5.0": "dotnet 5.0.*", "net50": "dotnet 5.0.*", "net5": "dotnet 5.0.*", "netcoreapp5.0": "dotnet 5.0.*", "netcoreapp50": "dotnet 5.0.*",
		"net10.0": "dotnet 10.0.*", "net6.0-windows10.0.19041": "dotnet 6.0.*", "net8.0-android": "dotnet 8.0.*",
		"net10.1.2.3": "dotnet 10.1.2.3", ".NETCoreApp,Version=v2.1": "dotnet 2.1.*", ".NETCoreApp,Version=v8.0": "dotnet 8.0.*",
		"netcoreapp4.0": "unknown", "netcoreapp": "unknown", "net5.0.0.0.0": "unknown",

		"netstandard2.0": "netstandard 2.0", "netstandard13": "netstandard 1.3", ".NETStandard,Version=v1.6": "netstandard 1.6",
		"dotnet5.4": "netstandard 1.3", "dotnet54": "netstandard 1.3", "dotnet": "unknown", "dotnet5.0": "unknown", "dotnet6.0": "unknown",
		"sl5": "silverlight 5.0", "sl4-wp71": "platform Windows Phone 7", "Silverlight,Version=v5.0": "silverlight 5.0",
		"Silverlight,Version=v4.0,Profile=WindowsPhone71": "platform Windows Phone 7",
		"uap10.0": "uwp 10.0", "uap10": "uwp 10.0", "uap10.0.16299": "uwp 10.0.16299", "netcore50": "uwp 10.0",

		// Platforms without rules.
		"netcore45": "platform Windows Store", "netcore": "platform Windows Store", ".NETCore,Version=v4.5.1": "platform Windows Store",
		"win8": "platform Windows Store", "win81": "platform Windows Store", "wp8": "platform Windows Phone",
		"wpa81": "platform Windows Phone (Store apps)", "net35-cf": "platform the .NET Compact Framework",
		".NETFramework,Version=v3.5,Profile=CompactFramework": "platform the .NET Compact Framework",
		"monoandroid": "platform Xamarin.Android", "MonoAndroid90": "platform Xamarin.Android", "xamarin.ios10": "platform Xamarin.iOS",
		"tizen4.0": "platform Tizen", "dnxcore50": "platform a preview from before .NET Core 1.0",
		"netnanoframework10": "platform .NET nanoFramework", "netmf4.4": "platform the .NET Micro Framework",

		// Portable libraries.
		"portable-net45+win8":                             "dotnet-framework 4.5",
		"portable-win8+net45+monoandroid1":                "dotnet-framework 4.5",
		"portable45-net45+win8+wpa81":                     "dotnet-framework 4.5",
		"portable-net40+sl5+net4.0":                       "dotnet-framework 4.0, silverlight 5.0",
		".NETPortable,Version=v4.5,Profile=Profile7":      "dotnet-framework 4.5",
		".NETPortable,Version=v0.0,Profile=net45+win10.0": "dotnet-framework 4.5",
		".NETPortable,Version=v4.0,Profile=Profile328":    "dotnet-framework 4.0",
		".NETPortable,Version=v4.6,Profile=Profile31":     "platform a portable library without the .NET Framework",
		".NETPortable,Version=v4.6,Profile=Profile999":    "unknown",
		"portable-win81+wpa81":                            "platform a portable library without the .NET Framework",
		"portable-net($3747!4":                            "unknown",
		"portable-portable-net45":                         "unknown",
		"portable-net45-client+sl5":                       "dotnet-framework 4.5, silverlight 5.0",
		"portable":                                        "unknown",

		"foo4.5.1.2.3": "unknown", "foo45-client": "unknown", "%zz": "unknown", "net1234567.0": "unknown",
	} {
		if got := describeNamed(Monikers(text)); got != want {
			t.Errorf("Monikers(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestParseDotnet(t *testing.T) {
	for _, c := range []struct {
		runtime    Runtime
		text, want string
	}{
		{Dotnet, "net45", "dotnet-framework 4.5"},
		{Dotnet, "v4.5", "dotnet-framework 4.5"},
		{Dotnet, "4.5", "dotnet-framework 4.5"},
		{Dotnet, "4.0", "dotnet-framework 4.0"},
		{Dotnet, "3.5", "dotnet-framework 3.5"},
		{Dotnet, "45", "dotnet-framework 4.5"},
		{Dotnet, "4", "dotnet-framework 4.0"},
		{Dotnet, "v2.0", "dotnet-framework 2.0"},
		{Dotnet, "v3.1", "dotnet 3.1.*"},
		{Dotnet, "2.0", "dotnet 2.0.*"},
		{Dotnet, "2.1", "dotnet 2.1.*"},
		{Dotnet, "3.1.9", "dotnet 3.1.9"},
		{Dotnet, "6", "dotnet 6.*"},
		{Dotnet, "v6", "dotnet 6.*"},
		{Dotnet, "10", "dotnet 10.*"},
		{Dotnet, "10.0", "dotnet 10.0.*"},
		{Dotnet, ".NETFramework,Version=v4.5", "dotnet-framework 4.5"},
		{Dotnet, "netcoreapp3.1", "dotnet 3.1.*"},
		{Dotnet, "netstandard2.0", "netstandard 2.0"},
		{Dotnet, "portable-sl5+net45", "dotnet-framework 4.5"},
		{Dotnet, "portable-sl5+win8", "silverlight 5.0"},
		{Dotnet, "wp8", "platform Windows Phone"},
		{Dotnet, ".NET Framework 4.8", "dotnet-framework 4.8"},
		{Dotnet, ".NET Framework 4.8.4250.0", "dotnet-framework-installed 4.8.*"},
		{Dotnet, ".NET Framework 4.9.1.0", "unknown"},
		{Dotnet, ".NET Core 3.1.9", "dotnet 3.1.9"},
		{Dotnet, ".NET 5.0.0", "dotnet 5.0.0"},
		{Dotnet, ".NET 8", "dotnet 8.*"},
		{Dotnet, ".NET Core preview", "unknown"},
		{Dotnet, ".NET Standard for all 2.0", "unknown"},
		{Dotnet, "4.9", "unknown"},
		{Dotnet, "4.0.30319", "unknown"},
		{Dotnet, "50", "unknown"},
		{Dotnet, "1..2", "unknown"},
		{Dotnet, "0.1", "unknown"},
		{Dotnet, "net99", "unknown"},
		{Dotnet, "", "unknown"},
		{DotnetFramework, "2.0", "dotnet-framework 2.0"},
		{DotnetFramework, "4.6.2", "dotnet-framework 4.6.2"},
		{DotnetFramework, "net462", "dotnet-framework 4.6.2"},
		{DotnetFramework, ".NET Framework 3.5", "dotnet-framework 3.5"},
		{DotnetFramework, "5.0", "unknown"},
		{NetStandard, "2.0", "netstandard 2.0"},
		{NetStandard, "netstandard1.3", "netstandard 1.3"},
		{Mono, "4.8.0", "mono 4.8.0"},
		{Mono, "mono-5.20.1.34", "mono 5.20.1.34"},
		{Mono, "Mono 6.8", "mono 6.8.*"},
		{Mono, "five", "unknown"},
	} {
		named, err := Parse(c.runtime, c.text)
		if got := describeNamed([]Named{named}, err); got != c.want {
			t.Errorf("Parse(%s, %q) = %s, want %s", c.runtime, c.text, got, c.want)
		}
	}
}

func TestUnknownMonikerNamesWhatIsAccepted(t *testing.T) {
	_, err := Parse(Dotnet, "net99")
	for _, want := range []string{`"net99"`, "9.9", "net48", "net8.0", ".NETFramework,Version=v4.5"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %s", err, want)
		}
	}
	_, err = Parse(Dotnet, "wp8")
	if want := "wp8 is Windows Phone, which is not a runtime that tlsready judges"; err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestEveryFamilyIsARuntimeOrAPlatform(t *testing.T) {
	for name := range platformFamilies {
		if rt, ok := frameworkFamilies[name]; ok {
			t.Errorf("%s is %s and a platform", name, rt)
		}
	}
	for name, rt := range frameworkFamilies {
		if Scheme(rt) == nil {
			t.Errorf("%s: runtime %s has no versions", name, rt)
		}
	}
}
