package manifest

var kotlinSource = Kind{
	Name:     "Kotlin source",
	Files:    []string{"*.kt"},
	Probes:   javaProbes,
	Declares: javaDeclares,
	Source:   true,
	Parse:    func(f *File) { parseJava(f, &kotlinSyntax) },
}

var kotlinSyntax = codeSyntax{
	comment: "//", blocks: [][2]string{{"/*", "*/"}}, nested: true, strings: `"`, chars: '\'', triple: true, raw: true,
	escape: '\\', assigns: "=", lines: true,
}
