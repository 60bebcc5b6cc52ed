package manifest

import "bytes"

// Pages hold code among their markup, all of which is read as if it were code.
var aspnetPage = Kind{
	Name:     "ASP.NET page",
	Files:    []string{"*.aspx", "*.ascx", "*.asax", "*.ashx", "*.asmx", "*.master", "*.cshtml", "*.vbhtml"},
	Probes:   dotnetProbes,
	Declares: dotnetDeclares,
	Source:   true,
	Parse:    parseASPNETPage,
}

var (
	csharpPageSyntax      = pageSyntax(csharpSyntax)
	visualBasicPageSyntax = pageSyntax(visualBasicSyntax)
)

// pageSyntax is that of a language in a page, which has comments of its own. An
// apostrophe of the text around it must not hide code.
func pageSyntax(language codeSyntax) codeSyntax {
	language.blocks = append([][2]string{{"<%--", "--%>"}, {"@*", "*@"}}, language.blocks...)
	language.directives = false
	return language
}

func parseASPNETPage(f *File) {
	for _, mark := range []string{`language="vb"`, `language='vb'`, "@code", "end sub", "end if"} {
		if bytes.Contains(bytes.ToLower(f.Data), []byte(mark)) {
			readCode(f, &visualBasicPageSyntax).search(dotnetFindersAnyCase)
			return
		}
	}
	readCode(f, &csharpPageSyntax).search(dotnetFinders)
}
