package rules

import (
	"strings"

	"github.com/tlsready/tlsready/rules/version"
)

// readDotnet reads whatever names a .NET version. A bare number is what people
// mean by it: 3.5 and 4.x, with or without dots (35, 45, 472), are the .NET
// Framework; other numbers are .NET Core and its successors, which have had no
// 4.x. With a v (v2.0) it is the number of a project's TargetFrameworkVersion,
// and so the .NET Framework where that has such a version.
func readDotnet(text string) (Named, error) {
	if named, ok, err := readProduct(text); ok {
		return named, err
	}
	number, hasV := bareNumber(text)
	numbers, bad := (&moniker{dotted: true}).digits(number)
	switch {
	case number == "" || number == "4" || legacyNumbers[number]:
		return readMoniker(text)
	case bad != "":
		return Named{}, noMoniker(text, bad)
	case len(numbers) == 1 && numbers[0] >= 20:
		return Named{}, noMoniker(text, "a number without dots that is no version of .NET")
	}
	framework := numbers[0] == 4 || len(numbers) > 1 && numbers[0] == 3 && numbers[1] == 5
	if hasV && len(numbers) > 1 {
		framework = frameworkLines[[2]int{numbers[0], numbers[1]}]
	}
	return readNumbers(text, framework, numbers)
}

// readDotnetFramework reads a target of the .NET Framework.
func readDotnetFramework(text string) (Named, error) {
	if named, ok, err := readProduct(text); ok {
		return named, err
	}
	return readMoniker(text)
}

// readNetStandard reads "2.0", "netstandard2.0" or the long form.
func readNetStandard(text string) (Named, error) {
	if number, _ := bareNumber(text); strings.IndexByte(number, '.') > 0 {
		text = "netstandard" + number
	}
	return readMoniker(text)
}

// readMono reads "5.20.1.34" or "mono-6.8". Mono's numbers have nothing to do
// with those of the .NET Framework. One or two numbers name a line.
func readMono(text string) (Named, error) {
	number := strings.TrimLeft(strings.TrimPrefix(strings.ToLower(text), "mono"), "- ")
	v, err := Scheme(Mono).Parse(number)
	if err != nil {
		return Named{}, err
	}
	set := version.Single(v)
	if strings.Count(number, ".") < 2 {
		set, err = Scheme(Mono).Prefix(number)
	}
	return Named{Runtime: Mono, Versions: set}, err
}

// bareNumber returns the digits and dots of a text that is nothing else but
// perhaps a v before them, "" otherwise.
func bareNumber(text string) (number string, hasV bool) {
	number = strings.TrimLeft(text, "vV")
	if number == "" || strings.Trim(number, "0123456789.") != "" || len(text)-len(number) > 1 {
		return "", false
	}
	return number, number != text
}

func readNumbers(text string, framework bool, numbers []int) (Named, error) {
	read := coreVersion
	if framework {
		read = frameworkVersion
	}
	named, bad := read(numbers)
	if bad != "" {
		return Named{}, noMoniker(text, bad)
	}
	return named, nil
}

// readMoniker reads a target framework; of a portable library's frameworks it is
// the .NET Framework.
func readMoniker(text string) (Named, error) {
	list, err := Monikers(text)
	if err != nil {
		return Named{}, err
	}
	for _, n := range list {
		if n.Runtime == DotnetFramework {
			return n, nil
		}
	}
	return list[0], nil
}

// readProduct reads the name that a runtime gives itself: ".NET Framework
// 4.8.4250.0", ".NET Core 3.1.9", ".NET 5.0.0". That of the .NET Framework is of
// the one installed, and its third number is one of a build, not of a release.
func readProduct(text string) (named Named, ok bool, err error) {
	words := strings.Fields(text)
	if len(words) < 2 || !strings.EqualFold(words[0], ".NET") {
		return Named{}, false, nil
	}
	number, _ := bareNumber(words[len(words)-1])
	numbers, bad := (&moniker{dotted: true}).digits(number)
	switch {
	case number == "" || bad != "" || len(numbers) == 0:
		return Named{}, true, noMoniker(text, "the last word is no version")
	case len(words) == 3 && strings.EqualFold(words[1], "Framework") && len(numbers) == 4:
		line := numbers[:2]
		if _, bad = frameworkVersion(line); bad != "" {
			return Named{}, true, noMoniker(text, bad)
		}
		set, err := Scheme(DotnetFrameworkInstalled).Prefix(joinNumbers(line))
		return Named{Runtime: DotnetFrameworkInstalled, Versions: set}, true, err
	case len(words) == 3 && strings.EqualFold(words[1], "Framework"):
		named, err = readNumbers(text, true, numbers)
		return named, true, err
	case len(words) == 2, len(words) == 3 && strings.EqualFold(words[1], "Core"):
		named, err = readNumbers(text, false, numbers)
		return named, true, err
	}
	return Named{}, false, nil
}
