package manifest

var groovySource = Kind{
	Name:     "Groovy source",
	Files:    []string{"*.groovy"},
	Probes:   javaProbes,
	Declares: javaDeclares,
	Source:   true,
	Parse:    func(f *File) { parseJava(f, &groovySyntax) },
}

var groovySyntax = codeSyntax{
	comment: "//", blocks: [][2]string{{"/*", "*/"}}, strings: `"'`, triple: true, escape: '\\', assigns: "=", lines: true,
}
