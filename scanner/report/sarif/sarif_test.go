package sarif

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	v210 "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
	"github.com/tlsready/tlsready/scanner/report"
)

// official is the JSON schema of SARIF 2.1.0 by OASIS, which a library carries
// in a constant of its own.
var official = sync.OnceValues(func() (*jsonschema.Schema, error) {
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(out)), "schema.go"), nil, 0)
	if err != nil {
		return nil, err
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(lit.Value) > len(text) {
			text = lit.Value
		}
		return true
	})
	if text, err = strconv.Unquote(text); err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("sarif.json")
})

// write returns the log as its readers see it, valid by the schema.
func write(t *testing.T, r *scanner.Report, o report.Options) *v210.Run {
	t.Helper()
	var b, again bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	if err := Write(&again, r, o); err != nil || b.String() != again.String() {
		t.Errorf("two logs of the same report differ: %v", err)
	}
	schema, err := official()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%v in\n%s", err, b.String())
	}
	for _, res := range doc.(map[string]any)["runs"].([]any)[0].(map[string]any)["results"].([]any) {
		if _, ok := res.(map[string]any)["suppressions"].([]any); !ok {
			t.Error("a result has no list of suppressions, so none of the run may have one")
		}
	}
	parsed, err := v210.FromBytes(b.Bytes())
	if err != nil || len(parsed.Runs) != 1 {
		t.Fatalf("%d runs, %v", len(parsed.Runs), err)
	}
	checkRules(t, parsed.Runs[0])
	return parsed.Runs[0]
}

// checkRules is what GitHub needs beyond the schema, and what people do.
func checkRules(t *testing.T, run *v210.Run) {
	t.Helper()
	ids := map[string]bool{}
	for _, rule := range run.Tool.Driver.Rules {
		id := *rule.ID
		if ids[id] || *rule.ShortDescription.Text == "" || *rule.FullDescription.Text == "" || *rule.Help.Text == "" || *rule.Help.Markdown == "" || rule.DefaultConfiguration.Level == "" {
			t.Errorf("rule %s is there twice or lacks a text", id)
		}
		ids[id] = true
	}
	for _, res := range run.Results {
		if res.RuleIndex < 0 || res.RuleIndex >= len(run.Tool.Driver.Rules) || *run.Tool.Driver.Rules[res.RuleIndex].ID != *res.RuleID {
			t.Errorf("result of rule %s points to rule %d", *res.RuleID, res.RuleIndex)
		}
		for i, l := range res.RelatedLocations {
			if l.ID != i+1 || l.Message == nil || !strings.Contains(*res.Message.Text, "]("+strconv.Itoa(l.ID)+")") {
				t.Errorf("%q does not refer to related location %d", *res.Message.Text, l.ID)
			}
		}
	}
}

func scan(t *testing.T, files map[string]string) *scanner.Report {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := scanner.New(scanner.Options{Edits: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Scan(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// find returns the result of a file.
func find(t *testing.T, run *v210.Run, uri string) *v210.Result {
	t.Helper()
	for _, r := range run.Results {
		if len(r.Locations) > 0 && *r.Locations[0].PhysicalLocation.ArtifactLocation.URI == uri {
			return r
		}
	}
	t.Fatalf("no result in %s", uri)
	return nil
}

func TestAFindingIsAResultOfItsRule(t *testing.T) {
	r := scan(t, map[string]string{
		"a é/runtime.txt": "python-2.7.8\n",
		"pom.xml":         "<project><name>\U0001F40D</name><properties><v>1.6</v></properties><build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><target>${v}</target></configuration></plugin></plugins></build></project>",
		"x/pom.xml":       "<project>\n<",
	})
	run := write(t, r, report.Options{Version: "v1.2.3"})
	if d := run.Tool.Driver; *d.Name != "tlsready" || *d.Version != "v1.2.3" || *run.ColumnKind != "utf16CodeUnits" {
		t.Errorf("%+v", d)
	}
	f := find(t, run, "a%20%C3%A9/runtime.txt")
	place := f.Locations[0].PhysicalLocation
	if *f.RuleID != "python-2.6" || f.Level != "warning" || f.Kind != "fail" || *place.ArtifactLocation.URIBaseID != "%SRCROOT%" ||
		*place.Region.StartLine != 1 || *place.Region.StartColumn != 1 || *place.Region.EndLine != 1 || *place.Region.EndColumn != 13 || *place.Region.Snippet.Text != "python-2.7.8" {
		t.Errorf("%+v %+v", f, place.Region)
	}
	if f.PartialFingerprints["tlsready/v1"] != r.Findings[0].Fingerprint {
		t.Errorf("fingerprints %v", f.PartialFingerprints)
	}
	if p := f.Properties.Properties; p["verdict"] != "upgrade" || p["best"] != "ready" || p["declared"] != "python-2.7.8" || len(p["sources"].([]any)) == 0 {
		t.Errorf("%v", p)
	}
	if len(f.Fixes) != 1 || len(f.Fixes[0].ArtifactChanges) != 1 {
		t.Fatalf("fixes %v", f.Fixes)
	}
	change := f.Fixes[0].ArtifactChanges[0]
	if got := change.Replacements[0]; *change.ArtifactLocation.URI != "a%20%C3%A9/runtime.txt" || *got.InsertedContent.Text != "python-2.7.18" ||
		*got.DeletedRegion.StartColumn != 1 || *got.DeletedRegion.EndColumn != 13 || *f.Fixes[0].Description.Text == "" {
		t.Errorf("%+v", got)
	}
	rule := run.Tool.Driver.Rules[f.RuleIndex]
	for _, want := range []string{"## What to do", "## Sources", "ssl.OPENSSL\\_VERSION", "https://github.com/python/cpython/"} {
		want = strings.ReplaceAll(want, `\_`, "_") // code is not escaped
		if !strings.Contains(*rule.Help.Markdown, want) {
			t.Errorf("%q is missing in\n%s", want, *rule.Help.Markdown)
		}
	}
	if !strings.Contains(*rule.Help.Text, "Source: ") || !strings.HasPrefix(*rule.HelpURI, "https://") || rule.DefaultConfiguration.Level != "warning" ||
		cmp.Diff([]string{"compatibility", "tls", "python"}, rule.Properties.Tags) != "" || !strings.Contains(*rule.ShortDescription.Text, "if its OpenSSL does") {
		t.Errorf("%s %s %v %s", *rule.Help.Text, *rule.HelpURI, rule.Properties.Tags, *rule.ShortDescription.Text)
	}
	pom := find(t, run, "pom.xml")
	if len(pom.RelatedLocations) != 1 || *pom.RelatedLocations[0].PhysicalLocation.Region.Snippet.Text != "${v}" || !strings.HasSuffix(*pom.Message.Text, " See also [${v}](1).") {
		t.Errorf("%+v %s", pom.RelatedLocations, *pom.Message.Text)
	}
	if got := *pom.Locations[0].PhysicalLocation.Region.StartColumn; got != len("<project><name>..</name><properties><v>")+1 {
		t.Errorf("column %d, in UTF-16 code units", got)
	}
	notes := run.Invocations[0].ToolExecutionNotifications
	if !*run.Invocations[0].ExecutionSuccessful || len(notes) != 1 || *notes[0].Locations[0].PhysicalLocation.ArtifactLocation.URI != "x/pom.xml" || *notes[0].Message.Text == "" {
		t.Errorf("%+v", notes)
	}
}

func TestWhatIsSuppressedIsWrittenAndWhatIsReadyOnRequest(t *testing.T) {
	r := scan(t, map[string]string{
		"a/.ruby-version": "2.7.1\n",
		"b/Gemfile":       "# tlsready:ignore moves in June\nruby '1.9.3'\n",
		"c/runtime.txt":   "python-2.7.8\n",
	})
	for i := range r.Findings {
		if r.Findings[i].Path == "c/runtime.txt" {
			r.Findings[i].Suppressed = &scanner.Suppression{Source: "baseline", Expires: "2019-06-30"}
		}
	}
	run := write(t, r, report.Options{})
	if len(run.Results) != 2 {
		t.Fatalf("%d results", len(run.Results))
	}
	s := find(t, run, "b/Gemfile").Suppressions[0]
	if *s.Kind != "inSource" || *s.Status != "accepted" || *s.Justification != "moves in June" || *s.Location.PhysicalLocation.Region.StartLine != 1 {
		t.Errorf("%+v", s)
	}
	s = find(t, run, "c/runtime.txt").Suppressions[0]
	if *s.Kind != "external" || s.Justification != nil || s.Location != nil || s.Properties.Properties["source"] != "baseline" || s.Properties.Properties["expires"] != "2019-06-30" {
		t.Errorf("%+v", s)
	}
	all := write(t, r, report.Options{All: true})
	if f := find(t, all, "a/.ruby-version"); len(all.Results) != 3 || f.Kind != "pass" || f.Level != "none" || len(f.Suppressions) != 0 {
		t.Errorf("%+v", f)
	}
}

func TestWhatNoRuleDecidesHasARuleAllTheSame(t *testing.T) {
	r := scan(t, map[string]string{
		"A.java":     "class A { static { System.setProperty(\"https.protocols\", \"TLSv1\"); } }\n",
		"Dockerfile": "FROM ruby:${V}\n",
	})
	run := write(t, r, report.Options{})
	var got []string
	for _, rule := range run.Tool.Driver.Rules {
		got = append(got, *rule.ID)
	}
	if diff := cmp.Diff([]string{report.RulePinned, report.RuleUnknown}, got); diff != "" {
		t.Error(diff)
	}
	if h := *run.Tool.Driver.Rules[0].Help.Markdown; !strings.Contains(h, "Remove what pins") {
		t.Error(h)
	}
}

func TestPathsAreReferences(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.txt":       "a/b.txt",
		"a b/ü#?%.txt":  "a%20b/%C3%BC%23%3F%25.txt",
		"c:d/e":         "c%3Ad/e",
		"bad\xff\n\x1b": "bad%FF%0A%1B",
		"../up/x":       "../up/x",
		"/abs/ x":       "file:///abs/%20x",
		"C:/dir/x y":    "file:///C:/dir/x%20y",
	} {
		a := artifact(name)
		if a.URI != want || (a.URIBaseID == "") != strings.HasPrefix(want, "file:") {
			t.Errorf("%q: got %s of %q, want %s", name, a.URI, a.URIBaseID, want)
		}
	}
}

func TestTextOfFilesIsNeverALink(t *testing.T) {
	r := scan(t, map[string]string{"runtime.txt": "python-2.7.8\n"})
	f := &r.Findings[0]
	f.Message = `"[click](https://example.org)" admits it`
	f.Via = []scanner.Location{{Path: "bad\xff", Text: `a]\[b`, Start: manifest.Position{Line: 2, Column: 3, UTF16: 4}, End: manifest.Position{Line: 2, Column: 4, UTF16: 6}}}
	f.Edits = append(f.Edits, scanner.Edit{Path: "a", New: "x", Start: manifest.Position{Line: 1, Column: 1, UTF16: 1}, End: manifest.Position{Line: 1, Column: 1, UTF16: 1}})
	run := write(t, r, report.Options{})
	res := run.Results[0]
	if got, want := *res.Message.Text, `"[click] (https://example.org)" admits it See also [a\]\\\[b](1).`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := res.RelatedLocations[0].PhysicalLocation; *got.ArtifactLocation.URI != "bad%FF" || *got.Region.StartColumn != 4 || *got.Region.EndColumn != 6 {
		t.Errorf("%+v", got.Region)
	}
	if c := res.Fixes[0].ArtifactChanges; len(c) != 2 || *c[0].ArtifactLocation.URI != "a" || *c[1].ArtifactLocation.URI != "runtime.txt" {
		t.Errorf("%+v", c)
	}
}

func TestAStoppedScanWasNotSuccessful(t *testing.T) {
	run := write(t, &scanner.Report{Partial: true, Table: "default", Effective: time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)}, report.Options{})
	if i := run.Invocations[0]; *i.ExecutionSuccessful || len(i.ToolExecutionNotifications) != 1 {
		t.Errorf("%+v", i)
	}
	if p := run.Properties.Properties; p["effective"] != "2019-05-01T00:00:00Z" || p["minTLS"] != "1.2" || p["table"] != "default" {
		t.Errorf("%v", p)
	}
	if len(run.Results) != 0 || len(run.Tool.Driver.Rules) != 0 {
		t.Errorf("%d results", len(run.Results))
	}
}

func TestTheFleetAndSingleVersionsAreValid(t *testing.T) {
	s, err := scanner.New(scanner.Options{Edits: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Scan(context.Background(), os.DirFS("../../../examples/fleet"))
	if err != nil {
		t.Fatal(err)
	}
	if run := write(t, r, report.Options{All: true}); len(run.Results) != len(r.Findings) {
		t.Errorf("%d results of %d findings", len(run.Results), len(r.Findings))
	}
	f, err := s.Check("openssl", "1.0.0t")
	if err != nil {
		t.Fatal(err)
	}
	if run := write(t, &scanner.Report{Findings: []scanner.Finding{f}}, report.Options{}); len(run.Results) != 1 || len(run.Results[0].Locations) != 0 || run.Results[0].Level != "error" {
		t.Errorf("%+v", run.Results)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestAWriteErrorIsReturned(t *testing.T) {
	if err := Write(brokenPipe{}, &scanner.Report{}, report.Options{}); err == nil {
		t.Error("no error")
	}
}
