package manifest

// Source code is searched for lines that turn TLS 1.2 on, or pin an older protocol.
var csharpSource = Kind{
	Name:     "C# source",
	Files:    []string{"*.cs", "*.csx"},
	Probes:   dotnetProbes,
	Declares: dotnetDeclares,
	Source:   true,
	Parse:    func(f *File) { readCode(f, &csharpSyntax).search(dotnetFinders) },
}

// The code between #if and #endif counts: which of it is compiled is not known.
var csharpSyntax = codeSyntax{
	comment: "//", blocks: [][2]string{{"/*", "*/"}}, strings: `"`, chars: '\'', triple: true, raw: true,
	escape: '\\', verbatim: '@', directives: true, assigns: "=",
}
