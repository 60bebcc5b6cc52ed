package manifest

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// readProject is what a project of a tree declares, with only what is needed evaluated
// or with all.
func readProject(t *testing.T, tree []txtar.File, name string, all bool) []string {
	t.Helper()
	f, err := openIn(tree, name)
	if err != nil {
		return nil // no text
	}
	shared := strings.HasPrefix(strings.ToLower(filepath.Base(name)), "directory.")
	p := evaluateNeeded(f, shared, &msbuildNeeds{all: all})
	p.declare()
	p.declarePackages()
	return describe(f)
}

func TestWhatIsNotEvaluatedDecidesNothing(t *testing.T) {
	paths, err := filepath.Glob("testdata/msbuild/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			if Find(file.Name) == nil {
				continue
			}
			read++
			if diff := cmp.Diff(readProject(t, archive.Files, file.Name, true), readProject(t, archive.Files, file.Name, false)); diff != "" {
				t.Errorf("%s: %s (-all +needed)\n%s", path, file.Name, diff)
			}
		}
	}
	if read < 20 {
		t.Errorf("only %d projects were compared", read)
	}
}

// Each file that is imported asks for properties that one before it sets.
func TestAProjectIsEvaluatedAgainWhereAnImportAsksForWhatWasLeftOut(t *testing.T) {
	tree := []txtar.File{
		{Name: "a/App.csproj", Data: []byte(`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><Own>net45</Own></PropertyGroup><Import Project="c.props"/></Project>`)},
		{Name: "Directory.Build.props", Data: []byte(`<Project><PropertyGroup><A>x</A><B>$(A)y</B><Noise>$(A)</Noise></PropertyGroup><Import Project="b.props"/></Project>`)},
		{Name: "b.props", Data: []byte(`<Project><Import Project="$(B).props" Condition="'$(A)' == 'x'"/></Project>`)},
		{Name: "xy.props", Data: []byte(`<Project><Choose><When Condition="'$(B)' == 'xz'"/><Otherwise><PropertyGroup><Last>$(A)</Last></PropertyGroup></Otherwise></Choose></Project>`)},
		{Name: "a/c.props", Data: []byte(`<Project><PropertyGroup Condition="'$(Last)' == 'x'"><TargetFramework>$(Own)</TargetFramework></PropertyGroup></Project>`)},
	}
	got := readProject(t, tree, "a/App.csproj", false)
	if len(got) != 1 || !strings.HasPrefix(got[0], "a/App.csproj:1:54 dotnet-framework 4.5 target") {
		t.Errorf("%q", got)
	}
	if diff := cmp.Diff(readProject(t, tree, "a/App.csproj", true), got); diff != "" {
		t.Errorf("(-all +needed)\n%s", diff)
	}
}

// What one project needed is what the next one begins with, whatever that is.
func TestProjectsOfOneTreeDeclareWhatEachDoesAlone(t *testing.T) {
	files := []txtar.File{
		{Name: "Directory.Build.props", Data: []byte(`<Project><PropertyGroup><A>net45</A><B>net46</B><Kind Condition="$(MSBuildProjectName.EndsWith('.Tests'))">tests</Kind></PropertyGroup>
			<Import Project="$(Kind).props"/></Project>`)},
		{Name: "tests.props", Data: []byte(`<Project><PropertyGroup><C>$(B)</C><TargetFrameworks>$(A);$(C)</TargetFrameworks></PropertyGroup></Project>`)},
	}
	projects := []string{"a/X.csproj", "a/X.Tests.csproj", "b/Y.Tests.csproj", "c/Z.csproj"}
	for i, name := range projects {
		own := []string{"<TargetFramework>$(B)</TargetFramework>", "", "<TargetFrameworks>$(TargetFrameworks);$(A)0</TargetFrameworks>", "<TargetFramework>$(A)</TargetFramework>"}[i]
		files = append(files, txtar.File{Name: name, Data: []byte(`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>` + own + "</PropertyGroup></Project>")})
	}
	alone := map[string][]string{}
	for _, name := range projects {
		if alone[name] = readProject(t, files, name, true); len(alone[name]) == 0 {
			t.Fatalf("%s declares nothing", name)
		}
	}
	for range 20 {
		rand.Shuffle(len(projects), func(i, j int) { projects[i], projects[j] = projects[j], projects[i] })
		contents := map[string]*File{}
		var open func(name string) (*File, error)
		open = func(name string) (*File, error) {
			if contents[name] == nil {
				i := slices.IndexFunc(files, func(f txtar.File) bool { return f.Name == name })
				if i < 0 {
					return nil, fs.ErrNotExist
				}
				contents[name] = NewFile(name, files[i].Data).WithTree(open)
			}
			return contents[name].Again(), nil
		}
		for _, name := range projects {
			f, err := open(name)
			if err != nil {
				t.Fatal(err)
			}
			msbuild.Read(f)
			if diff := cmp.Diff(alone[name], describe(f)); diff != "" {
				t.Errorf("%s of %v (-alone +after others)\n%s", name, projects, diff)
			}
		}
	}
}

func TestAReferenceCountsHoweverItIsWritten(t *testing.T) {
	props := []byte(`<Project><PropertyGroup><Level>net45</Level></PropertyGroup></Project>`)
	for _, value := range []string{"$(Level)", "$(&#76;evel)", "$(Lev<!-- x -->el)", "<![CDATA[$(Level)]]>", "$( level )"} {
		tree := []txtar.File{
			{Name: "App.csproj", Data: []byte(`<Project Sdk="Microsoft.NET.Sdk"><Import Project="b.props"/><PropertyGroup><TargetFramework>` + value + `</TargetFramework></PropertyGroup></Project>`)},
			{Name: "b.props", Data: props},
		}
		if got := readProject(t, tree, "App.csproj", false); len(got) != 1 || !strings.HasPrefix(got[0], "b.props:1:32 dotnet-framework 4.5") {
			t.Errorf("%s: %q", value, got)
		}
	}
}

func TestReferencesAreWhatMayBeProperties(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"net45; (x) $ $x @(Item) %(Y)":    "",
		"a$(B)c$(D_1-e)":                  "b d_1-e",
		"$(A.EndsWith('$(B)')) $(":        "a endswith b",
		"$([MSBuild]::Add($(N), 1)) $(É)": "msbuild add n 1",
		"$(Open":                          "open",
	} {
		if got := strings.Join(references(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// FuzzOutline compares what a project comes to with what is needed of its files
// evaluated, and with all.
func FuzzOutline(f *testing.F) {
	f.Add(`<PropertyGroup><A>net45</A></PropertyGroup>`, `<Import Project="b.props"/>`, `<PropertyGroup Condition="'$(A)'!=''"><TargetFramework>$(A)</TargetFramework></PropertyGroup>`)
	f.Add(`<Choose><When Condition="$(X)"><PropertyGroup><B>b</B></PropertyGroup></When></Choose>`, `<Import Project="$(B).props"/><PropertyGroup><T>net48</T></PropertyGroup>`,
		`<ItemGroup Condition="'$(B)'=='b'"><Reference Include="nunit.framework"/></ItemGroup><PropertyGroup><TargetFrameworks>$(T);net6.0</TargetFrameworks></PropertyGroup>`)
	f.Fuzz(func(t *testing.T, props, project, imported string) {
		if len(props)+len(project)+len(imported) > 2000 {
			return // beyond, one of the two may reach a limit
		}
		tree := []txtar.File{
			{Name: "a/App.csproj", Data: []byte(`<Project Sdk="Microsoft.NET.Sdk">` + project + `</Project>`)},
			{Name: "a/b.props", Data: []byte(`<Project>` + imported + `</Project>`)},
			{Name: "Directory.Build.props", Data: []byte(`<Project>` + props + `</Project>`)},
			{Name: "b.props", Data: []byte(`<Project>` + imported + `</Project>`)},
		}
		for _, name := range []string{"a/App.csproj", "Directory.Build.props"} {
			if diff := cmp.Diff(readProject(t, tree, name, true), readProject(t, tree, name, false)); diff != "" {
				t.Errorf("%s (-all +needed)\n%s", name, diff)
			}
		}
	})
}

// Files of two megabytes that were made to make outlines large: what they share must
// not be copied for each place that shares it.
func TestOutlinesOfHostileFilesStaySmall(t *testing.T) {
	condition := func(n int) string { return `Condition="` + strings.Repeat("$(a)", n) + `"` }
	for name, imported := range map[string]string{
		"one condition around many properties": "<PropertyGroup " + condition(250_000) + ">" + strings.Repeat("<a/>", 200_000) + "</PropertyGroup>",
		"conditions in conditions": strings.Repeat("<ImportGroup "+condition(1000)+">", 190) + strings.Repeat(`<Import Project="x"/>`, 20_000) +
			strings.Repeat("</ImportGroup>", 190),
		"many branches":   "<Choose>" + strings.Repeat(`<When Condition="$(a)$(b)"><PropertyGroup><TargetFramework/></PropertyGroup></When>`, 20_000) + "</Choose>",
		"many names":      "<PropertyGroup><TargetFramework>" + manyReferences(100_000) + "</TargetFramework></PropertyGroup>",
		"one after other": "<PropertyGroup><TargetFramework>$(p0)</TargetFramework>" + manySettings(40_000) + "</PropertyGroup>",
	} {
		tree := []txtar.File{
			{Name: "App.csproj", Data: []byte(`<Project Sdk="Microsoft.NET.Sdk"><Import Project="b.props"/></Project>`)},
			{Name: "b.props", Data: []byte("<Project>" + imported + "</Project>")},
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		readProject(t, tree, "App.csproj", false)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 10*time.Second || grown > 300 {
			t.Errorf("%s: %v and %d MiB for %d bytes", name, took, grown, len(imported))
		}
	}
}

func manyReferences(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "$(n%d)", i)
	}
	return b.String()
}

func manySettings(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p%d>$(p%d)</p%d>", i, i+1, i)
	}
	return b.String()
}
