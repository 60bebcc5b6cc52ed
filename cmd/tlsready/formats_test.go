package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tlsready/tlsready/scanner/report"
)

func TestTheExtensionOfAFileNamesItsFormat(t *testing.T) {
	for file, want := range map[string]string{
		"report.txt": "text", "a/report.JSON": "json", "x.ndjson": "ndjson", "x.jsonl": "ndjson", "x.sarif": "sarif", "x.sarif.json": "sarif",
		"x.csv": "csv", "x.html": "html", "x.HTM": "html", "x.md": "markdown", "x.cdx.json": "cyclonedx", "bom.json": "cyclonedx", "x.xml": "junit", "gl-code-quality-report.json": "codequality", "x.codequality.json": "codequality",
	} {
		f, err := formatOf(file)
		if err != nil || f.name != want {
			t.Errorf("%s: %v, %v", file, f, err)
		}
	}
	if _, err := formatOf("report.doc"); err == nil || !strings.Contains(err.Error(), "--format") {
		t.Errorf("an extension of no format: %v", err)
	}
}

func TestEveryFormatOfTheReportsIsThereAndHasAnExtension(t *testing.T) {
	for _, name := range report.Formats() {
		if _, err := findFormat(name); err != nil {
			t.Error(err)
		}
	}
	seen := map[string]string{}
	for _, f := range formats {
		if len(f.extensions) == 0 || f.write == nil {
			t.Errorf("%s lacks an extension or a writer", f.name)
		}
		for _, ext := range f.extensions {
			if other := seen[ext]; other != "" {
				t.Errorf("%s is of %s and of %s", ext, other, f.name)
			}
			seen[ext] = f.name
		}
	}
}

func TestEveryFormatIsWrittenToItsFile(t *testing.T) {
	dir := t.TempDir()
	for _, f := range formats {
		file := filepath.Join(dir, "report"+f.extensions[0])
		if code, out, errs := tlsready(t, "", "check", "openssl", "1.0.0t", "--output", file); code != 1 || out != "" {
			t.Errorf("%s: exit code %d, %s%s", f.name, code, out, errs)
		}
		data, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(data), "1.0.0t") {
			t.Errorf("%s: %v in %q", f.name, err, data)
		}
	}
}

func TestEveryReportNamesTheSourcesOfEachVerdict(t *testing.T) {
	tree(t, map[string]string{
		".tlsready.yaml":    "owners:\n  - {path: 'web/**', owner: shop}\n",
		"web/Shop.csproj":   "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFrameworks>net40;net45;net451</TargetFrameworks></PropertyGroup></Project>\n",
		"poll/runtime.txt":  "python-2.7.8\n",
		"poll/Dockerfile":   "FROM debian:squeeze\n",
		"hook/Gemfile":      "ruby '1.9.3'\n",
		"hook/Gemfile.lock": "GEM\n  specs:\n    bunny (2.18.0)\n",
	})
	_, out, _ := tlsready(t, "", "--format", "json", "--all")
	var wanted struct {
		Findings []struct {
			Message string
			Sources []struct{ URL string }
		}
	}
	if err := json.Unmarshal([]byte(out), &wanted); err != nil || len(wanted.Findings) < 6 {
		t.Fatalf("%v: %d findings", err, len(wanted.Findings))
	}
	for _, f := range formats {
		_, out, _ := tlsready(t, "", "--format", f.name, "--all")
		for _, w := range wanted.Findings {
			if len(w.Sources) == 0 {
				t.Errorf("%q has no source", w.Message)
			}
			for _, s := range w.Sources {
				if !strings.Contains(out, s.URL) && !strings.Contains(strings.ReplaceAll(out, `\_`, "_"), s.URL) {
					t.Errorf("%s does not name %s", f.name, s.URL)
				}
			}
		}
		if f.name == "text" && strings.Count(out, "Owner: shop") != 3 {
			t.Errorf("an owner is left out:\n%s", out)
		}
	}
}
