package manifest_test

import (
	"fmt"

	"github.com/tlsready/tlsready/scanner/manifest"
)

func ExampleKind_Read() {
	f := manifest.NewFile("src/App.csproj", []byte(`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFrameworks>net45;net8.0</TargetFrameworks></PropertyGroup></Project>`))
	manifest.Find(f.Path).Of(f.Data).Read(f)
	for _, d := range f.Declarations() {
		p := d.At.Position()
		fmt.Println(p.Line, p.Column, d.Runtime, d.Versions, d.Binding)
	}
	// Output:
	// 1 67 dotnet-framework 4.5 target
	// 1 73 dotnet 8.0.* target
}
