package main

import (
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
