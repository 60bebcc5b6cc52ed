package rules

import "github.com/tlsready/tlsready/rules/version"

var runtimeSchemes = map[Runtime]*version.Scheme{
	Dotnet:                   version.Dotted,
	DotnetFramework:          version.Dotted,
	DotnetFrameworkInstalled: version.Dotted,
	Mono:                     version.Dotted,
	NetStandard:              version.Dotted,
	OpenSSL:                  version.OpenSSL,
	Silverlight:              version.Dotted,
	UWP:                      version.Dotted,
}

// readers are the runtimes whose versions are written with more than a version
// scheme knows: names, vendors, engines.
var readers = map[Runtime]func(text string) (Named, error){
	Dotnet:          readDotnet,
	DotnetFramework: readDotnetFramework,
	Mono:            readMono,
	NetStandard:     readNetStandard,
}
