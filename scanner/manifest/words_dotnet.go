package manifest

import (
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// readDotnetWords reads the lines of dotnet --list-runtimes, --list-sdks and
// --info, and RuntimeInformation.FrameworkDescription.
func readDotnetWords(w *wordsParser, i int) int {
	line := w.line(i)
	for _, prefix := range []string{"Microsoft.NETCore.App ", ".NET Core ", ".NET "} {
		rest, ok := strings.CutPrefix(line, prefix)
		if !ok || rest == "" || !isDigitByte(rest[0]) {
			continue
		}
		number, _, _ := strings.Cut(rest, " ")
		w.declare(i, rules.Dotnet, "", number)
		return 1
	}
	if strings.HasPrefix(line, "Microsoft.AspNetCore.") || strings.HasPrefix(line, "Microsoft.WindowsDesktop.App ") {
		return 1 // stand on a runtime that has a line of its own
	}
	if rest, ok := strings.CutPrefix(line, ".NET Framework "); ok && rest != "" && isDigitByte(rest[0]) {
		// 4.8.4250.0: the numbers behind the second are builds, but for 4.x.y.
		number, _, _ := strings.Cut(rest, " ")
		fields := strings.Split(number, ".")
		keep := min(len(fields), 2)
		if len(fields) > 2 && len(fields[2]) == 1 && fields[2] != "0" {
			keep = 3
		}
		w.declareAs(i, rules.DotnetFrameworkInstalled, "", number, strings.Join(fields[:keep], "."))
		return 1
	}
	// 8.0.204 [/usr/share/dotnet/sdk]: an SDK, whose third number is a feature
	// band and says nothing of the runtime's patch.
	number, folder, ok := strings.Cut(line, " [")
	if ok && strings.HasSuffix(strings.TrimRight(folder, `]/\`), "sdk") && strings.Count(number, ".") == 2 && isDigitByte(number[0]) {
		fields := strings.SplitN(number, ".", 3)
		w.declareAs(i, rules.Dotnet, "", number, fields[0]+"."+fields[1])
		d := &w.f.declarations[len(w.f.declarations)-1]
		d.Scope = Build
		return 1
	}
	return 0
}

// frameworkReleases are the lowest Release numbers of each version; a number is
// compared with >=, since Windows editions have numbers of their own.
// Source: https://learn.microsoft.com/dotnet/framework/install/how-to-determine-which-versions-are-installed
var frameworkReleases = []struct {
	release uint64
	version string
}{
	{533320, "4.8.1"}, {528040, "4.8"}, {461808, "4.7.2"}, {461308, "4.7.1"}, {460798, "4.7"}, {394802, "4.6.2"},
	{394254, "4.6.1"}, {393295, "4.6"}, {379893, "4.5.2"}, {378675, "4.5.1"}, {378389, "4.5"},
}

// readFrameworkWords reads the Release value of the registry as reg query and
// PowerShell print it: "Release    REG_DWORD    0x80ea8", "Release : 528040".
func readFrameworkWords(w *wordsParser, i int) int {
	line := w.line(i)
	rest, ok := strings.CutPrefix(line, "Release")
	if !ok {
		return 0
	}
	rest = strings.TrimPrefix(strings.TrimLeft(rest, " \t:="), "REG_DWORD")
	text := strings.TrimSpace(rest)
	n, err := strconv.ParseUint(text, 0, 32)
	if err != nil {
		return 0
	}
	for _, r := range frameworkReleases {
		if n >= r.release {
			w.declareAs(i, rules.DotnetFrameworkInstalled, "", text, r.version)
			return 1
		}
	}
	w.unknown(i, rules.DotnetFrameworkInstalled, "Release "+text+" is below that of .NET Framework 4.5, the first that has one")
	return 1
}

// readMonoWords reads mono --version.
func readMonoWords(w *wordsParser, i int) int {
	_, rest, ok := strings.Cut(w.line(i), "Mono JIT compiler version ")
	if !ok || rest == "" || !isDigitByte(rest[0]) {
		return 0
	}
	number, _, _ := strings.Cut(rest, " ")
	w.declare(i, rules.Mono, "", number)
	return 1
}
