package version

import "strings"

// DotnetFramework orders versions of the .NET Framework: 4.5 < 4.5.1 < 4.8, with
// or without a leading v. A target framework is one version, never a line.
//
// Source: https://learn.microsoft.com/dotnet/standard/frameworks
var DotnetFramework = &Scheme{name: ".NET Framework version", example: "4.5", read: func(text string) (reading, *fault) {
	return readDotnet(text, false)
}}

// Dotnet orders versions of .NET Core and .NET 5 and later: 2.1 < 3.1.0 <
// 10.0.0-preview.1 < 10.0.0. Fewer than three numbers name a line.
//
// Source: https://learn.microsoft.com/dotnet/core/versions/
var Dotnet = &Scheme{name: ".NET version", example: "6.0", read: func(text string) (reading, *fault) {
	return readDotnet(text, true)
}}

func readDotnet(text string, lines bool) (reading, *fault) {
	var r reading
	rest := text
	if rest != "" && rest[0]|0x20 == 'v' {
		rest = rest[1:]
	}
	size := r.numbers(rest)
	if size == 0 {
		return r, &fault{len(text) - len(rest), "no number at the start"}
	}
	r.text = rest
	r.line = lines && r.n < 3
	rest = rest[size:]
	if rest == "" {
		return r, nil
	}
	pre, ok := strings.CutPrefix(rest, "-")
	if !ok || !lines || pre == "" {
		return r, &fault{len(text) - len(rest), "unknown suffix " + rest}
	}
	r.line = false
	r.tail = []byte{tailPre}
	for part := range strings.SplitSeq(strings.ToLower(pre), ".") {
		if n, size, ok := number(part); ok && size == len(part) {
			r.tail = appendNumber(append(r.tail, 0x20), n)
		} else {
			r.tail = append(append(append(r.tail, 0x30), part...), 0)
		}
	}
	return r, nil
}
