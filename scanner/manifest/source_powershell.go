package manifest

// A script opens its own connections: what it turns on does nothing for a program
// beside it.
var powershellSource = Kind{
	Name:     "PowerShell script",
	Files:    []string{"*.ps1", "*.psm1"},
	Probes:   []string{"SecurityProtocol", "securityprotocol", "Securityprotocol"},
	Declares: "assignments to `[Net.ServicePointManager]::SecurityProtocol`",
	Source:   true,
	Parse:    parsePowerShell,
}

// scriptUnit is the unit of evidence in a script.
const scriptUnit = "(script)"

var powershellSyntax = codeSyntax{
	comment: "#", blocks: [][2]string{{"<#", "#>"}}, strings: `"'`, escape: '`', doubled: true, heres: true,
	names: "$", assigns: "=", lines: true, anyCase: true,
}

var powershellFinders = map[string]func(*code, int){"securityprotocol": (*code).securityProtocol}

func parsePowerShell(f *File) {
	c := readCode(f, &powershellSyntax)
	c.unit = scriptUnit
	c.search(powershellFinders)
}
