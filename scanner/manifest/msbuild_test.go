package manifest

import (
	"fmt"
	"strings"
	"testing"
)

// legacyProject is a project file of about 10 KB, as Visual Studio 2013 wrote
// them.
func legacyProject() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>
<Project ToolsVersion="12.0" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
  <Import Project="$(MSBuildExtensionsPath)\$(MSBuildToolsVersion)\Microsoft.Common.props" Condition="Exists('$(MSBuildExtensionsPath)\$(MSBuildToolsVersion)\Microsoft.Common.props')" />
  <PropertyGroup>
    <Configuration Condition=" '$(Configuration)' == '' ">Debug</Configuration>
    <Platform Condition=" '$(Platform)' == '' ">AnyCPU</Platform>
    <ProjectTypeGuids>{349c5851-65df-11da-9384-00065b846f21};{fae04ec0-301f-11d3-bf4b-00c04f79efbc}</ProjectTypeGuids>
    <OutputType>Library</OutputType>
    <TargetFrameworkVersion>v4.5</TargetFrameworkVersion>
  </PropertyGroup>
`)
	for _, name := range []string{"Debug", "Release"} {
		fmt.Fprintf(&b, "  <PropertyGroup Condition=\" '$(Configuration)|$(Platform)' == '%s|AnyCPU' \">\n    <DebugSymbols>true</DebugSymbols>\n    <OutputPath>bin\\</OutputPath>\n  </PropertyGroup>\n", name)
	}
	b.WriteString("  <ItemGroup>\n")
	for i := range 30 {
		fmt.Fprintf(&b, "    <Reference Include=\"System.Part%d, Version=4.0.0.0, Culture=neutral\">\n      <HintPath>..\\packages\\Part.%d\\lib\\net45\\Part.dll</HintPath>\n      <Private>True</Private>\n    </Reference>\n", i, i)
	}
	b.WriteString("  </ItemGroup>\n  <ItemGroup>\n")
	for i := range 60 {
		fmt.Fprintf(&b, "    <Compile Include=\"Controllers\\Orders%dController.cs\" />\n", i)
	}
	b.WriteString("  </ItemGroup>\n  <Import Project=\"$(MSBuildToolsPath)\\Microsoft.CSharp.targets\" />\n</Project>\n")
	return []byte(b.String())
}

func BenchmarkReadLegacyProject(b *testing.B) {
	data := legacyProject()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f := NewFile("web.csproj", data)
		msbuild.Read(f)
		if len(f.Declarations()) != 1 {
			b.Fatal(f.Declarations(), f.Problems())
		}
	}
}

// The figures that do not vary from run to run are gated, not the time.
func TestReadingAProjectAllocatesLittle(t *testing.T) {
	data := legacyProject()
	got := testing.AllocsPerRun(10, func() { msbuild.Read(NewFile("web.csproj", data)) })
	if limit := 600.0; got > limit {
		t.Errorf("%.0f allocations for %d bytes, at most %.0f are wanted", got, len(data), limit)
	}
}

// evaluated returns the project of a file with these properties.
func evaluated(t *testing.T, properties string) *msbuildProject {
	t.Helper()
	f := NewFile("src/App.Tests.csproj", []byte("<Project><PropertyGroup>"+properties+"</PropertyGroup></Project>"))
	p := evaluateNeeded(f, false, &msbuildNeeds{all: true})
	if len(f.Problems()) != 0 {
		t.Fatal(f.Problems())
	}
	return p
}

func TestConditionsAreThreeValued(t *testing.T) {
	p := evaluated(t, `<A>one</A><N>5</N><T>true</T><E></E><U Condition="'$(OS)' == 'x'">u</U><V Condition="'$(OS)' == 'x'">v</V>
		<A2 Condition="$(Q)">x</A2><Both Condition="'$(Q)' == ''">1</Both>`)
	for condition, want := range map[string]truth{
		"":                                       yes,
		"'$(A)' == 'ONE'":                        yes,
		`"$(A)" != "two"`:                        yes,
		"'$(A)'=='two'":                          no,
		"'$(a)x' == 'onex'":                      yes,
		"$(N) == 5.0":                            yes,
		"$(N) >= 5 and $(N) <= 5":                yes,
		"$(N) > 5 or $(N) < 5":                   no,
		"$(T)":                                   yes,
		"!$(T)":                                  no,
		"true":                                   yes,
		"'off'":                                  no,
		"'$(T)' and !false":                      yes,
		"!('$(A)' == 'one')":                     no,
		"'$(E)' == ''":                           yes,
		"'$(TargetFramework)' == ''":             yes,
		"'$(TargetFramework)' == 'net45'":        maybe, // a build sets it for each of the list
		"'$(TargetFramework)' != ''":             no,
		"'$(Foo)' == ''":                         maybe,
		"'$(OS)' == 'Windows_NT'":                maybe,
		"'$(OS)' == 'x' and 'a' == 'b'":          no,
		"'$(OS)' == 'x' or 'a' == 'a'":           yes,
		"'$(U)' == 'u'":                          maybe,
		"'$(Both)' == '1'":                       maybe,
		"'$(OS)' > 'x'":                          maybe,
		"'a' < 'b'":                              maybe,
		"'$(MSBuildProjectName)' == 'App.Tests'": yes,
		"'$(MSBuildProjectExtension)' == '.csproj'":      yes,
		"'$(MSBuildProjectFile)' == 'App.Tests.csproj'":  yes,
		"'$(MSBuildThisFile)' == 'App.Tests.csproj'":     yes,
		"'$(MSBuildThisFileName)' == 'App.Tests'":        yes,
		"'$(MSBuildThisFileFullPath)' == ''":             no,
		"'$(MSBuildProjectOther)' == ''":                 maybe,
		"'$(MSBuildProject)' == ''":                      maybe,
		"$(MSBuildProjectName.EndsWith('.Tests'))":       yes,
		"$(MSBuildProjectName.StartsWith(`Lib`))":        no,
		"$(MSBuildProjectName.Contains(\"Test\"))":       yes,
		"$(MSBuildProjectName.ToLower()) == 'x'":         maybe,
		"$(MSBuildProjectName.IndexOf('x')) == 1":        maybe,
		"$(Foo.StartsWith('x'))":                         maybe,
		"$([MSBuild]::IsOSPlatform('Windows'))":          maybe,
		"$([MSBuild]::GetPathOfFileAbove()) == ''":       maybe,
		"$([MSBuild]::GetPathOfFileAbove('x', $(Foo)))":  maybe,
		"$([MSBuild]::GetDirectoryNameOfFileAbove('x'))": maybe,
		"'$([MSBuild]::GetPathOfFileAbove('x'))' == ''":  maybe,
		"Exists('x')":                      maybe, // no tree at hand
		"Exists('$(Foo)')":                 maybe,
		"HasTrailingSlash('x')":            maybe,
		"Exists('x') == true":              maybe,
		"@(Items) == ''":                   maybe,
		"'@(Items)' == ''":                 maybe,
		"'%(Items.Name)' == ''":            maybe,
		"'a' ==":                           maybe,
		"'a":                               maybe,
		"'a' 'b'":                          maybe,
		"('a' == 'a'":                      maybe,
		"word":                             maybe,
		"orange == 'orange'":               yes,
		"((":                               maybe,
		strings.Repeat("!", 1000) + "true": maybe,
		strings.Repeat("(", 1000) + "true": maybe,
		"'$([MSBuild]::GetPathOfFileAbove('a', 'b' == ''": maybe,
	} {
		if got := p.conditionIn(p.file, condition); got != want {
			t.Errorf("%.60s is %d, want %d", condition, got, want)
		}
	}
}

func TestValuesThatGrowBeyondReasonAreUnresolved(t *testing.T) {
	double := "<TargetFrameworks>net45</TargetFrameworks>" + strings.Repeat("<TargetFrameworks>$(TargetFrameworks);$(TargetFrameworks)</TargetFrameworks>", 40)
	long := "<TargetFrameworks>" + strings.Repeat("$(TargetFramework)", 100_000) + "</TargetFrameworks>"
	var forks strings.Builder
	for i := range 60 {
		fmt.Fprintf(&forks, "<A Condition=\"$(X)\">net%d.0</A><B Condition=\"$(Y)\">net%d.0</B>", i+5, i+5)
	}
	product := forks.String() + "<TargetFrameworks>$(A);$(B);$(A)$(B)</TargetFrameworks>" +
		strings.Repeat("<B>"+strings.Repeat("$(A)$(B)", 200)+"</B>", 200)
	for name, text := range map[string]string{"doubled": double, "long": long, "product": product, "text": "<TargetFrameworks>" + strings.Repeat("x", 100_000) + "</TargetFrameworks>"} {
		f := NewFile("a.csproj", []byte(`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>`+text+"</PropertyGroup></Project>"))
		msbuild.Read(f)
		unresolved := 0
		for _, d := range f.Declarations() {
			if strings.Contains(d.Unresolved, "beyond reason") || strings.Contains(d.Unresolved, "too many conditions") {
				unresolved++
			}
		}
		if unresolved == 0 || len(f.Problems()) != 0 {
			t.Errorf("%s: %d declarations, none of which says so; %v", name, len(f.Declarations()), f.Problems())
		}
	}
}

func TestAProjectAloneSaysWhatItLacks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>$(CommonTfm)</TargetFramework></PropertyGroup></Project>`,
			"property CommonTfm is not set in this file; it may be in Directory.Build.props or an imported file"},
		{`<Project Sdk="Microsoft.NET.Sdk"/>`,
			"no target framework is set in this file; Directory.Build.props may set it"},
		{`<Project><Import Project="..\common.props"/><PropertyGroup><TargetFrameworkVersion>v$(Tfv)</TargetFrameworkVersion></PropertyGroup></Project>`,
			"property Tfv is not set in this file; it may be in Directory.Build.props or an imported file"},
	} {
		f := NewFile("src/a.csproj", []byte(c.text))
		msbuild.Read(f)
		if d := f.Declarations(); len(d) != 1 || d[0].Unresolved != c.want || !d[0].Versions.IsEmpty() {
			t.Errorf("%s: %+v", c.text, d)
		}
	}
}

func TestASiteAloneIsButAHint(t *testing.T) {
	f := NewFile("web.config", []byte(`<configuration><system.web><compilation targetFramework="4.8"/></system.web></configuration>`))
	appConfig.Read(f)
	if d := f.Declarations(); len(d) != 2 || !d[1].Hint || d[1].Versions.String() != "4.0" {
		t.Errorf("%+v", d)
	}
}
