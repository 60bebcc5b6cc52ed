package cyclonedx

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

func scan(t *testing.T, files map[string]string, o scanner.Options) *scanner.Report {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := scanner.New(o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Scan(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var fleet = map[string]string{
	"old/Dockerfile":     "FROM python:2.7.8-wheezy\n",
	"a/conanfile.txt":    "[requires]\nopenssl/1.0.0t\n",
	"b/conanfile.txt":    "[requires]\nopenssl/1.0.0t\n",
	"c/.ruby-version":    "${V}\n",
	"d/App.csproj":       "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net45</TargetFramework></PropertyGroup></Project>\n",
	"e/pom.xml":          "<project><properties>\n",
	"f/requirements.txt": "pyOpenSSL==0.12\nrequests==2.31.0\n",
	"g/.python-version":  "3.12.1\n",
	"h/\x1b\xff.csproj":  "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>\n",
	"j/Gemfile":          "ruby '>= 1.9.3'\n",
}

// written is the document, checked against the official schema and read by a
// library, which writes it again as it is.
func written(t *testing.T, r *scanner.Report, o report.Options) (*cdx.BOM, []byte) {
	t.Helper()
	var b, again bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	if err := Write(&again, r, o); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("two documents of the same report differ: %v", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(doc); err != nil {
		t.Errorf("%v in\n%s", err, b.String())
	}
	bom := new(cdx.BOM)
	if err := cdx.NewBOMDecoder(bytes.NewReader(b.Bytes()), cdx.BOMFileFormatJSON).Decode(bom); err != nil {
		t.Fatal(err)
	}
	again.Reset()
	if err := cdx.NewBOMEncoder(&again, cdx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).Encode(bom); err != nil {
		t.Fatal(err)
	}
	// What is no UTF-8 is escaped at first.
	if diff := cmp.Diff(again.String(), strings.ReplaceAll(b.String(), `\ufffd`, "\ufffd")); diff != "" {
		t.Errorf("the library writes it otherwise (-want +got)\n%s", diff)
	}
	return bom, b.Bytes()
}

// schema is that of CycloneDX 1.6, which the library's module brings along.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go").Output()
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for id, file := range map[string]string{"bom-1.6.schema.json": "bom-1.6.schema.json", "spdx.schema.json": "spdx.schema.json", "jsf-0.82.schema.json": "jsf-0.82.schemax.json"} {
		data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "schema", file))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("http://cyclonedx.org/schema/"+id, doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func valuesOf(c *cdx.Component, name string) string {
	var out []string
	for _, p := range *c.Properties {
		if p.Name == "tlsready:"+name {
			out = append(out, p.Value)
		}
	}
	return strings.Join(out, "; ")
}

// find returns the component of a runtime that stands in a file.
func find(t *testing.T, bom *cdx.BOM, rt rules.Runtime, file string) *cdx.Component {
	t.Helper()
	for i := range *bom.Components {
		c := &(*bom.Components)[i]
		if c.Properties == nil || valuesOf(c, "runtime") != string(rt) {
			continue
		}
		if c.Evidence == nil && file == "" || c.Evidence != nil && slices.ContainsFunc(*c.Evidence.Occurrences, func(o cdx.EvidenceOccurrence) bool { return o.Location == file }) {
			return c
		}
	}
	t.Fatalf("no component of %s in %s", rt, file)
	return nil
}

func links(bom *cdx.BOM, c *cdx.Component) (dependsOn, provides []string) {
	for _, d := range *bom.Dependencies {
		if d.Ref != c.BOMRef {
			continue
		}
		if d.Dependencies != nil {
			dependsOn = *d.Dependencies
		}
		if d.Provides != nil {
			provides = *d.Provides
		}
	}
	return dependsOn, provides
}

func TestAComponentIsARuntimeWithAllItsPlaces(t *testing.T) {
	bom, _ := written(t, scan(t, fleet, scanner.Options{}), report.Options{All: true, Version: "v1.2.3"})
	c := find(t, bom, rules.OpenSSL, "a/conanfile.txt")
	line := 2
	want := []cdx.EvidenceOccurrence{{Location: "a/conanfile.txt", Line: &line, AdditionalContext: "openssl/1.0.0t"}, {Location: "b/conanfile.txt", Line: &line, AdditionalContext: "openssl/1.0.0t"}}
	if diff := cmp.Diff(want, *c.Evidence.Occurrences); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if c.Type != cdx.ComponentTypeLibrary || c.Name != "OpenSSL" || c.Version != "1.0.0t" {
		t.Errorf("%+v", c)
	}
	for name, want := range map[string]string{"declared": "1.0.0t", "versions": "1.0.0t", "verdict": "upgrade", "best": "upgrade", "certain": "true", "level": "error", "binding": "exact"} {
		if got := valuesOf(c, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if refs := *c.ExternalReferences; len(refs) == 0 || refs[0].Type != cdx.ERTypeDocumentation || !strings.HasPrefix(refs[0].URL, "https://") || refs[0].Comment == "" {
		t.Errorf("sources %+v", refs)
	}
	for _, c := range []struct {
		rt            rules.Runtime
		file          string
		kind          cdx.ComponentType
		version, purl string
	}{
		{rules.Python, "old/Dockerfile", cdx.ComponentTypePlatform, "2.7.8", ""},
		{rules.DotnetFramework, "d/App.csproj", cdx.ComponentTypeFramework, "", ""}, // what runs it is not said
		{rules.Ruby, "j/Gemfile", cdx.ComponentTypePlatform, "", ""},
	} {
		got := find(t, bom, c.rt, c.file)
		if got.Type != c.kind || got.Version != c.version || got.PackageURL != c.purl {
			t.Errorf("%s: %s %q %q", c.rt, got.Type, got.Version, got.PackageURL)
		}
	}
	tool := (*bom.Metadata.Tools.Components)[0]
	if bom.SpecVersion != cdx.SpecVersion1_6 || tool.Name != "tlsready" || tool.Version != "v1.2.3" || bom.Metadata.Timestamp != "" {
		t.Errorf("%v %+v", bom.SpecVersion, bom.Metadata)
	}
	refs := map[string]bool{}
	for _, c := range *bom.Components {
		if refs[c.BOMRef] || c.BOMRef == "" {
			t.Errorf("reference %q is none or another's", c.BOMRef)
		}
		refs[c.BOMRef] = true
	}
}

func TestOnlyWhatIsReadyProvidesTheProtocol(t *testing.T) {
	for tls, o := range map[string]scanner.Options{"1.2": {}, "1.3": {MinTLS: rules.TLS13}} {
		bom, _ := written(t, scan(t, fleet, o), report.Options{All: true})
		asset := (*bom.Components)[len(*bom.Components)-1]
		want := &cdx.CryptoProperties{AssetType: cdx.CryptoAssetTypeProtocol, ProtocolProperties: &cdx.CryptoProtocolProperties{Type: cdx.CryptoProtocolTypeTLS, Version: tls}}
		if diff := cmp.Diff(want, asset.CryptoProperties); diff != "" || asset.Name != "TLS "+tls || asset.Type != cdx.ComponentTypeCryptographicAsset {
			t.Errorf("%s (-want +got)\n%s", asset.Name, diff)
		}
		seen := map[string]bool{}
		for _, c := range (*bom.Components)[:len(*bom.Components)-1] {
			_, provides := links(bom, &c)
			verdict := valuesOf(&c, "verdict")
			seen[verdict] = true
			if ready := verdict == "ready"; ready != slices.Equal(provides, []string{asset.BOMRef}) || !ready && provides != nil {
				t.Errorf("%s %s is %s and provides %q", c.Name, c.Version, verdict, provides)
			}
		}
		for _, verdict := range []string{"ready", "upgrade", "unknown"} {
			if !seen[verdict] {
				t.Errorf("TLS %s: no component is %s", tls, verdict)
			}
		}
	}
	bom, _ := written(t, scan(t, fleet, scanner.Options{}), report.Options{})
	for _, c := range *bom.Components {
		if c.CryptoProperties != nil || valuesOf(&c, "verdict") == "ready" {
			t.Errorf("%s is there although it is ready, or because something else is", c.Name)
		}
	}
}

func TestAComponentDependsOnItsCompanions(t *testing.T) {
	bom, _ := written(t, scan(t, fleet, scanner.Options{}), report.Options{All: true})
	python, openssl := find(t, bom, rules.Python, "old/Dockerfile"), find(t, bom, rules.OpenSSL, "old/Dockerfile")
	if dependsOn, _ := links(bom, python); !slices.Equal(dependsOn, []string{openssl.BOMRef}) {
		t.Errorf("it depends on %q, want %q", dependsOn, openssl.BOMRef)
	}
	if got := valuesOf(python, "companion"); !strings.HasPrefix(got, "openssl >=1.0.1") {
		t.Errorf("companion %q", got)
	}
}

func TestTheSerialNumberIsThatOfTheContent(t *testing.T) {
	one, _ := written(t, scan(t, fleet, scanner.Options{}), report.Options{})
	same, _ := written(t, scan(t, fleet, scanner.Options{}), report.Options{})
	other, _ := written(t, scan(t, fleet, scanner.Options{}), report.Options{All: true})
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(one.SerialNumber) ||
		one.SerialNumber != same.SerialNumber || one.SerialNumber == other.SerialNumber {
		t.Errorf("%s, %s, %s", one.SerialNumber, same.SerialNumber, other.SerialNumber)
	}
}

func TestWhatWasNotReadIsInTheMetadata(t *testing.T) {
	r := scan(t, fleet, scanner.Options{})
	r.Partial, r.Effective = true, time.Date(2019, 5, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	r.Problems = append(r.Problems, scanner.Problem{Path: "x", Message: "gone"}, scanner.Problem{Message: "nowhere"})
	bom, _ := written(t, r, report.Options{})
	var got []string
	for _, p := range *bom.Metadata.Properties {
		got = append(got, p.Name+"="+p.Value)
	}
	for _, want := range []string{"tlsready:minTLS=1.2", "tlsready:table=default", "tlsready:effective=2019-05-01T11:00:00Z", "tlsready:problem=x: gone", "tlsready:problem=nowhere"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	if !strings.Contains(strings.Join(got, "\n"), "partial=the scan was stopped") || !strings.Contains(strings.Join(got, "\n"), "problem=e/pom.xml") {
		t.Errorf("%q", got)
	}
}

func TestWhatIsSuppressedIsThereOnRequest(t *testing.T) {
	r := scan(t, map[string]string{"a/conanfile.txt": "[requires]\n# tlsready:ignore leaves in June\nopenssl/1.0.0t\n"}, scanner.Options{})
	if bom, _ := written(t, r, report.Options{}); len(*bom.Components) != 0 {
		t.Errorf("%+v", *bom.Components)
	}
	bom, _ := written(t, r, report.Options{All: true})
	if got := valuesOf(find(t, bom, rules.OpenSSL, "a/conanfile.txt"), "suppressed"); got != "a/conanfile.txt:2: leaves in June" {
		t.Errorf("%q", got)
	}
}

func TestADeclarationOfNoFileHasNoPlace(t *testing.T) {
	s, err := scanner.New(scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Check(rules.Java, "1.7.0_79")
	if err != nil {
		t.Fatal(err)
	}
	bom, _ := written(t, &scanner.Report{Findings: []scanner.Finding{f}}, report.Options{})
	c := find(t, bom, rules.Java, "")
	if c.Version != "7u79" || valuesOf(c, "verdict") != "configure" || bom.Dependencies != nil {
		t.Errorf("%+v", c)
	}
	if _, data := written(t, &scanner.Report{}, report.Options{}); !json.Valid(data) || !bytes.Contains(data, []byte(`"components": []`)) {
		t.Errorf("nothing is %s", data)
	}
}

func TestALibraryHasAPackageURL(t *testing.T) {
	for _, c := range []struct {
		rt                rules.Runtime
		version           string
		group, name, purl string
	}{
		{"pypi/requests", "2.0", "", "requests", "pkg:pypi/requests@2.0"},
		{"rubygems/httpclient", "", "", "httpclient", "pkg:gem/httpclient"},
		{"maven/io.netty/netty-handler", "4.1.0.Final+x", "io.netty", "netty-handler", "pkg:maven/io.netty/netty-handler@4.1.0.Final%2Bx"},
		{"cargo/rustls", "0.1", "", "rustls", ""},
	} {
		group, name, purl := library(c.rt, c.version)
		if group != c.group || name != c.name || purl != c.purl {
			t.Errorf("%s: %q %q %q", c.rt, group, name, purl)
		}
	}
}
