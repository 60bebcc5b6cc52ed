package rules

import "github.com/tlsready/tlsready/rules/version"

var runtimeSchemes = map[Runtime]*version.Scheme{
	BoringSSL:                version.Dotted,
	Dotnet:                   version.Dotnet,
	DotnetFramework:          version.DotnetFramework,
	DotnetFrameworkInstalled: version.DotnetFramework,
	IronPython:               version.PEP440,
	Java:                     version.Java,
	JRuby:                    version.JRuby,
	Jython:                   version.PEP440,
	LibreSSL:                 version.LibreSSL,
	Mono:                     version.Dotted,
	NetStandard:              version.DotnetFramework,
	OpenSSL:                  version.OpenSSL,
	PyPy:                     version.PEP440,
	Python:                   version.PEP440,
	Rubinius:                 version.JRuby,
	Ruby:                     version.Ruby,
	Silverlight:              version.Dotted,
	TruffleRuby:              version.JRuby,
	UWP:                      version.Dotted,
	Windows:                  version.Windows,
}

// readers are the runtimes whose versions are written with more than a version
// scheme knows: names, vendors, engines.
var readers = map[Runtime]func(text string) (Named, error){
	Dotnet:          readDotnet,
	DotnetFramework: readDotnetFramework,
	Mono:            readMono,
	NetStandard:     readNetStandard,
	Python:          readPython,
	Java:            readJava,
	JRuby:           engineReader(JRuby),
	Rubinius:        engineReader(Rubinius),
	Ruby:            readRuby,
	TruffleRuby:     engineReader(TruffleRuby),
}
