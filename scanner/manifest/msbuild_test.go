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
