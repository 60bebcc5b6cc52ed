package rules_test

import (
	"fmt"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
)

// Can this version speak TLS 1.2?
func Example() {
	named, err := rules.Parse(rules.Java, "1.7.0_79")
	if err != nil {
		fmt.Println(err)
		return
	}
	a := rules.Default().Evaluate(rules.Query{Runtime: named.Runtime, Versions: named.Versions, Binding: rules.Exact})
	fmt.Println(a.Verdict, "until", a.Floor)
	// Output: configure until 7u131
}

// Python takes TLS from its OpenSSL: a companion decides.
func ExampleTable_Evaluate() {
	declared, _ := version.PEP440Specifier(version.PEP440, ">=2.7,<4")
	q := rules.Query{Runtime: rules.Python, Versions: declared}
	a := rules.Default().Evaluate(q)
	fmt.Println(a.Verdict, "or", a.Best, "- for example", a.Witness, "- from", a.Floor, "on ready")

	openssl, _ := version.OpenSSL.Line("1.0.2k")
	q.Companions = []rules.Companion{{Runtime: rules.OpenSSL, Versions: openssl}}
	fmt.Println(rules.Default().Evaluate(q).Verdict)
	// Output:
	// upgrade or ready - for example 2.7.8 - from 2.7.9 on ready
	// ready
}

func ExampleParse() {
	for _, text := range []string{"net45", ".NETFramework,Version=v4.6.1", "netcoreapp3.1", "net8.0"} {
		n, _ := rules.Parse(rules.Dotnet, text)
		fmt.Println(n.Runtime, n.Versions)
	}
	_, err := rules.Parse(rules.Dotnet, "net99")
	fmt.Println(err != nil)
	// Output:
	// dotnet-framework 4.5
	// dotnet-framework 4.6.1
	// dotnet 3.1.*
	// dotnet 8.0.*
	// true
}
