package manifest

var visualBasicSource = Kind{
	Name:     "Visual Basic source",
	Files:    []string{"*.vb"},
	Probes:   dotnetProbes,
	Declares: dotnetDeclares,
	Source:   true,
	Parse:    func(f *File) { readCode(f, &visualBasicSyntax).search(dotnetFindersAnyCase) },
}

var visualBasicSyntax = codeSyntax{
	comment: "'", strings: `"`, doubled: true, directives: true, assigns: "=", lines: true, anyCase: true,
}
