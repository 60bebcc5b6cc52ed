package manifest

var fsharpSource = Kind{
	Name:     "F# source",
	Files:    []string{"*.fs", "*.fsx"},
	Probes:   dotnetProbes,
	Declares: dotnetDeclares,
	Source:   true,
	Parse:    func(f *File) { readCode(f, &fsharpSyntax).search(dotnetFinders) },
}

var fsharpSyntax = codeSyntax{
	comment: "//", blocks: [][2]string{{"(*", "*)"}}, nested: true, strings: `"`, chars: '\'', triple: true, raw: true,
	escape: '\\', verbatim: '@', directives: true, assigns: "<-", lines: true,
}
