package manifest

var scalaSource = Kind{
	Name:     "Scala source",
	Files:    []string{"*.scala"},
	Probes:   javaProbes,
	Declares: javaDeclares,
	Source:   true,
	Parse:    func(f *File) { parseJava(f, &scalaSyntax) },
}

var scalaSyntax = codeSyntax{
	comment: "//", blocks: [][2]string{{"/*", "*/"}}, nested: true, strings: `"`, chars: '\'', triple: true, raw: true,
	escape: '\\', assigns: "=", lines: true,
}
