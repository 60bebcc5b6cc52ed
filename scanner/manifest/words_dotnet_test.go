package manifest

import (
	"fmt"
	"testing"
)

var dotnetCases = []printedCase{
	{"dotnet --list-runtimes", "Microsoft.AspNetCore.All 2.1.30 [/usr/share/dotnet/shared/Microsoft.AspNetCore.All]\nMicrosoft.AspNetCore.App 3.1.0 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]\nMicrosoft.NETCore.App 2.1.30 [/usr/share/dotnet/shared/Microsoft.NETCore.App]\nMicrosoft.NETCore.App 3.1.0 [/usr/share/dotnet/shared/Microsoft.NETCore.App]\nMicrosoft.WindowsDesktop.App 3.1.0 [x]",
		"dotnet 2.1.30 \"2.1.30\"\ndotnet 3.1.0 \"3.1.0\""},
	{"a preview", "Microsoft.NETCore.App 10.0.0-rc.1.25451.107 [/usr/lib64/dotnet/shared/Microsoft.NETCore.App]", `dotnet 10.0.0-rc.1.25451.107 "10.0.0-rc.1.25451.107"`},
	{"libraries without the runtime", "Microsoft.AspNetCore.App 3.1.0 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]",
		"problem: no version of a runtime is named: ASP.NET Core and the desktop libraries run on a Microsoft.NETCore.App, whose line is missing"},
	{"dotnet --list-sdks", "2.1.4 [C:\\program files\\dotnet\\sdk]\n3.1.100 [C:\\program files\\dotnet\\sdk]\n10.0.100-rc.1.25451.107 [/usr/lib64/dotnet/sdk]",
		"dotnet 2.0.* build \"2.1.4\"\ndotnet 3.1.* build \"3.1.100\"\ndotnet 10.0.* build \"10.0.100-rc.1.25451.107\""},
	{"dotnet --info", ".NET SDK:\n Version:           8.0.204\n Commit:            c338c7548c\n\nRuntime Environment:\n OS Name:     ubuntu\n OS Version:  22.04\n Base Path:   /usr/share/dotnet/sdk/8.0.204/\n\nHost:\n  Version:      8.0.4\n  Architecture: x64\n\n.NET SDKs installed:\n  8.0.204 [/usr/share/dotnet/sdk]\n\n.NET runtimes installed:\n  Microsoft.AspNetCore.App 8.0.4 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]\n  Microsoft.NETCore.App 8.0.4 [/usr/share/dotnet/shared/Microsoft.NETCore.App]\n",
		"dotnet 8.0.* build \"8.0.204\"\ndotnet 8.0.4 \"8.0.4\""},
	{"dotnet --info before there were lists", ".NET Command Line Tools (2.0.0)\n\nProduct Information:\n Version:            2.0.0\n\nRuntime Environment:\n OS Name:     debian\n\nMicrosoft .NET Core Shared Framework Host\n\n  Version  : 2.0.0\n  Build    : e8b8861ac7faf042c87a5c2f9f2d04c98b69f28d\n",
		`dotnet 2.0.0 "2.0.0"`},
	{"an SDK of no version", "x.y [/usr/share/dotnet/sdk]\n9.9.x [/usr/share/dotnet/sdk]", `dotnet unknown build "9.9.x" "9.9.x" is no .NET version: unknown suffix .x (an example: 6.0)`},

	{"description of .NET Framework, whose last numbers are a build's", ".NET Framework 4.8.4250.0", `dotnet-framework-installed 4.8.* "4.8.4250.0"`},
	{"description of .NET Framework with its release", ".NET Framework 4.7.2", `dotnet-framework-installed 4.7.2 "4.7.2"`},
	{"the CLR's number is none of .NET Framework", ".NET Framework 4.0.30319.42000", `dotnet-framework-installed unknown "4.0.30319.42000" 4.0.30319 is the number of the CLR, which 4.0 to 4.8.1 have in common`},
	{"description of no .NET Framework", ".NET Framework 4.x.y.z", `dotnet-framework-installed unknown "4.x.y.z" "4.x" is no .NET Framework version: unknown suffix .x (an example: 4.5)`},
	{"description of .NET Core", ".NET Core 3.1.9", `dotnet 3.1.9 "3.1.9"`},
	{"description of .NET Core before 3.0", ".NET Core 4.6.27415.71", `dotnet <3.0.0~ "4.6.27415.71"`},
	{"description of .NET", ".NET 5.0.0", `dotnet 5.0.0 "5.0.0"`},
	{"description of a preview", ".NET 5.0.0-preview.1.20120.5", `dotnet 5.0.0-preview.1.20120.5 "5.0.0-preview.1.20120.5"`},

	{"Mono", "Mono JIT compiler version 6.12.0.200 (tarball Tue Jul 11 21:31:15 UTC 2023)\nCopyright (C) 2002-2014 Novell, Inc, Xamarin Inc and Contributors. www.mono-project.com\n\tTLS:           __thread\n\tSIGSEGV:       altstack\n", `mono 6.12.0.200 "6.12.0.200"`},
	{"an old Mono", "Mono JIT compiler version 2.10.8.1 (Debian 2.10.8.1-8)", `mono 2.10.8.1 "2.10.8.1"`},
	{"description of Mono", "Mono 5.20.1.34 (tarball)", `mono 5.20.1.34 "5.20.1.34"`},
}

func TestWordsOfDotnet(t *testing.T) { testWords(t, dotnetCases) }

const ndp = `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\NET Framework Setup\NDP\`

var frameworkCases = []printedCase{
	{"reg query /v Release", "\r\n" + ndp + "v4\\Full\r\n    Release    REG_DWORD    0x80ea8\r\n\r\n", `dotnet-framework-installed 4.8 "0x80ea8"`},
	{"as PowerShell prints it", "\nRelease      : 394806\nPSPath       : Microsoft.PowerShell.Core\\Registry::" + ndp + "v4\\Full\nPSChildName  : Full\n", `dotnet-framework-installed 4.6.2 "394806"`},
	{"as a person writes it", "Release 528040", `dotnet-framework-installed 4.8 "528040"`},
	{"the number alone", "461814", `dotnet-framework-installed 4.7.2 "461814"`},
	{"another number alone", "Python 2.7.8\n1234\n2019", `python 2.7.8 "2.7.8"`},
	{"an export", "Windows Registry Editor Version 5.00\n\n[" + ndp + "v4\\Full]\n\"Install\"=dword:00000001\n\"Release\"=dword:00080ea8\n", `dotnet-framework-installed 4.8 "00080ea8"`},
	{"a number above those that are known", "Release : 540000", `dotnet-framework-installed >=4.8.1 "540000"`},
	{"a number below them", ndp + "v4\\Full\n    Release    REG_DWORD    0x64", `dotnet-framework-installed unknown "0x64" the first version that has a Release number, 4.5, has 378389`},
	{"the whole of NDP", ndp + "CDF\n\n" +
		ndp + "v2.0.50727\n    Install    REG_DWORD    0x1\n    Version    REG_SZ    2.0.50727.5420\n" +
		ndp + "v2.0.50727\\1033\n    Install    REG_DWORD    0x1\n" +
		ndp + "v3.0\n    Install    REG_DWORD    0x1\n" +
		ndp + "v3.0\\Setup\n    InstallSuccess    REG_DWORD    0x1\n" +
		ndp + "v3.5\n    Version    REG_SZ    3.5.30729.5420\n    Install    REG_DWORD    0x1\n    SP    REG_DWORD    0x1\n" +
		ndp + "v4\\Client\n    Install    REG_DWORD    0x1\n    Release    REG_DWORD    0x5cbf5\n" +
		ndp + "v4\\Full\n    Install    REG_DWORD    0x1\n    Release    REG_DWORD    0x5cbf5\n" +
		ndp + "v4.0\\Client\n    Install    REG_DWORD    0x1\n    Version    REG_SZ    4.0.0.0\n",
		`dotnet-framework-installed 2.0 "v2.0.50727"
dotnet-framework-installed 3.0 "v3.0"
dotnet-framework-installed 3.5 "v3.5"
dotnet-framework-installed 4.5.2 "0x5cbf5"`},
	{"4.0 has no Release", ndp + "v4\\Full\n    Install    REG_DWORD    0x1\n    Version    REG_SZ    4.0.30319\n", `dotnet-framework-installed 4.0 "v4\\Full"`},
	{"1.1", ndp + "v1.1.4322\n    Install    REG_DWORD    0x1", `dotnet-framework-installed 1.1 "v1.1.4322"`},
	{"1.0", "HKEY_LOCAL_MACHINE\\Software\\Microsoft\\.NETFramework\\Policy\\v1.0\n    3705    REG_SZ    3321-3705", `dotnet-framework-installed 1.0 "v1.0"`},
	{"a key as someone typed it", "hklm\\software\\microsoft\\net framework setup\\ndp\\V3.5\n    Install    REG_DWORD    0x1", `dotnet-framework-installed 3.5 "V3.5"`},
	{"not installed", ndp + "v3.5\n    Install    REG_DWORD    0x0", "problem: no version of a runtime is named: Install is 0, so this .NET Framework is not installed"},
	{"several keys as PowerShell prints them", "Version      : 3.5.30729.4926\nInstall      : 1\nPSPath       : Microsoft.PowerShell.Core\\Registry::" + ndp + "v3.5\nPSParentPath : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\nPSChildName  : v3.5\nPSDrive      : HKLM\n\nInstall      : 1\nVersion      : 4.0.30319\nPSChildName  : Full\n",
		`dotnet-framework-installed 3.5 "v3.5"
dotnet-framework-installed 4.0 "Full"`},
	{"a value of no number", ndp + "v4\\Full\n    Release    REG_DWORD    0xzz\nPython 2.7.8", `python 2.7.8 "2.7.8"`},
}

func TestWordsOfFramework(t *testing.T) { testWords(t, frameworkCases) }

// TestFrameworkReleases has the numbers that Windows editions are known to have.
func TestFrameworkReleases(t *testing.T) {
	for release, want := range map[int]string{
		378389: "4.5", 378675: "4.5.1", 378758: "4.5.1", 379893: "4.5.2", 393295: "4.6", 393297: "4.6", 394254: "4.6.1", 394271: "4.6.1",
		394802: "4.6.2", 394806: "4.6.2", 460798: "4.7", 460805: "4.7", 461308: "4.7.1", 461310: "4.7.1", 461808: "4.7.2", 461814: "4.7.2",
		528040: "4.8", 528049: "4.8", 528372: "4.8", 528449: "4.8", 533320: "4.8.1", 533325: "4.8.1", 533509: "4.8.1",
		// between the known ones
		378390: "4.5", 528039: "4.7.2", 533319: "4.8", 533510: ">=4.8.1",
	} {
		for _, form := range []string{"Release : %d", "Release    REG_DWORD    0x%x", "%d"} {
			printed := fmt.Sprintf(form, release)
			f := NewFile("", []byte(printed))
			Words.Read(f)
			if d := f.Declarations(); len(d) != 1 || d[0].Versions.String() != want {
				t.Errorf("%s: %v, want %s", printed, tell(t, f), want)
			}
		}
	}
}
