package version_test

import (
	"fmt"

	"github.com/tlsready/tlsready/rules/version"
)

func ExampleScheme_Parse() {
	a, _ := version.OpenSSL.Parse("0.9.8zh")
	b, _ := version.OpenSSL.Parse("1.0.1e-fips")
	fmt.Println(a.Compare(b), b)
	_, err := version.OpenSSL.Parse("one")
	fmt.Println(err)
	// Output:
	// -1 1.0.1e
	// "one" is no OpenSSL version: no number at the start (an example: 1.0.2k)
}

// A part of a version names a line, not a made-up ".0".
func ExampleScheme_Line() {
	for _, text := range []string{"1.7", "1.7.0_79", "11"} {
		set, _ := version.Java.Line(text)
		fmt.Println(set)
	}
	// Output:
	// 7.*
	// 7u79
	// 11.*
}

func ExampleSet_Intersect() {
	declared, _ := version.PEP440Specifier(version.PEP440, ">=2.7,!=3.0.*,<4")
	old, _ := version.ParseSet(version.PEP440, "[2.6, 2.7.9)")
	both := declared.Intersect(old)
	fmt.Println(both.Plain())
	fmt.Println(declared.Minus(old).Plain())
	// Output:
	// >=2.7 <2.7.9
	// >=2.7.9 <3.0 || >=3.1 <4
}

func ExampleGemRequirement() {
	set, _ := version.GemRequirement(version.Ruby, "~> 2.3")
	fmt.Println(set.Contains(version.Ruby.MustParse("2.7.8")), set.Contains(version.Ruby.MustParse("3.0.0.rc1")))
	// Output: true false
}

func ExampleParseSet() {
	set, err := version.ParseSet(version.OpenSSL, "[1.0.1, 3) || 3.0.8")
	fmt.Println(set, err)
	// Output: >=1.0.1~ <3~ || 3.0.8 <nil>
}
