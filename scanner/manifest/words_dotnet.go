package manifest

import (
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// readDotnetWords reads the lines of dotnet --list-runtimes, --list-sdks and
// --info, and RuntimeInformation.FrameworkDescription.
func readDotnetWords(p *printout, i int) int {
	line := p.line(i)
	if strings.HasPrefix(line.text, "Microsoft.AspNetCore.") || strings.HasPrefix(line.text, "Microsoft.WindowsDesktop.App ") {
		p.nothing = "ASP.NET Core and the desktop libraries run on a Microsoft.NETCore.App, whose line is missing"
		return 1
	}
	// dotnet --info before 2.1 has no list of runtimes.
	if line.text == "Microsoft .NET Core Shared Framework Host" {
		number, ok := p.line(i + 1).after("Version")
		if number = number.trim(" \t:"); ok && number.isNumber() {
			p.version(rules.Dotnet, "", number.word())
			return 2
		}
	}
	if number, ok := line.after("Microsoft.NETCore.App "); ok && number.isNumber() {
		p.version(rules.Dotnet, "", number.word())
		return 1
	}
	if p.sdk(line) || p.dotnetDescription(line) {
		return 1
	}
	return 0
}

// sdk reads "8.0.204 [/usr/share/dotnet/sdk]". The third number of an SDK is a
// feature band and says nothing of the runtime's patch.
func (p *printout) sdk(line piece) bool {
	number := line.word()
	folder, ok := line.behind(" [")
	if !ok || !number.isNumber() || !strings.HasSuffix(folder.trim(`]/\`).text, "sdk") {
		return false
	}
	d := Declaration{Runtime: rules.Dotnet, Scope: Build}
	v, err := version.Dotnet.Parse(number.text)
	if err != nil {
		d.Unresolved = err.Error()
	} else {
		d.Versions = sdkVersions(v, "")
	}
	p.declare(d, number)
	return true
}

// dotnetDescription reads what a runtime calls itself.
func (p *printout) dotnetDescription(line piece) bool {
	if number, ok := line.after(".NET Framework "); ok && number.isNumber() {
		p.framework(number.word())
		return true
	}
	core, ok := line.after(".NET Core ")
	if !ok {
		core, ok = line.after(".NET ")
	}
	if !ok || !core.isNumber() {
		return false
	}
	core = core.word()
	if strings.HasPrefix(core.text, "4.") {
		// Up to 2.2 .NET Core gave the number of a library: 4.6.27415.71.
		p.set(rules.Dotnet, core, before30)
		return true
	}
	p.version(rules.Dotnet, "", core)
	return true
}

var before30 = version.Below(version.Bound{Version: version.Dotnet.MustParse("3.0.0"), Side: version.PreReleases})

// framework reads the number of FrameworkDescription, 4.8.4250.0, of which the
// first two are a release's and the others a build's: 4.8.9032.0 is 4.8.1.
func (p *printout) framework(number piece) {
	fields := strings.Split(number.text, ".")
	switch {
	case strings.HasPrefix(number.text, "4.0.30319."):
		p.unknown(rules.DotnetFrameworkInstalled, number, "4.0.30319 is the number of the CLR, which 4.0 to 4.8.1 have in common")
	case len(fields) == 4:
		set, err := rules.Scheme(rules.DotnetFrameworkInstalled).Prefix(fields[0] + "." + fields[1])
		if err != nil {
			p.unknown(rules.DotnetFrameworkInstalled, number, err.Error())
			return
		}
		p.set(rules.DotnetFrameworkInstalled, number, set)
	default:
		p.version(rules.DotnetFrameworkInstalled, "", number)
	}
}

// readMonoWords reads mono --version, and Mono's FrameworkDescription.
func readMonoWords(p *printout, i int) int {
	for _, lead := range []string{"Mono JIT compiler version ", "Mono "} {
		if number, ok := p.line(i).after(lead); ok && number.isNumber() {
			p.version(rules.Mono, "", number.word())
			return 1
		}
	}
	return 0
}
