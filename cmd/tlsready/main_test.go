package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tlsready runs the command and returns its exit code and what it printed.
func tlsready(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// verdict is what a JSON report says of its one finding.
type verdict struct {
	Runtime   string
	Verdict   string
	Best      string
	Certain   bool
	Witness   string
	Floor     string
	Versions  string
	Path      string
	Column    int
	DependsOn []struct{ Runtime, Versions string }
}

func parseReport(t *testing.T, text string) (findings []verdict, summary map[string]int) {
	t.Helper()
	var doc struct {
		SchemaVersion int
		Findings      []verdict
		Summary       map[string]int
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if doc.SchemaVersion != 1 {
		t.Errorf("schemaVersion %d", doc.SchemaVersion)
	}
	return doc.Findings, doc.Summary
}

func TestCheckJudgesWhatPeopleWrite(t *testing.T) {
	for _, c := range []struct {
		args    string
		verdict string
		best    string // if not certain
		depends string
		code    int
	}{
		{args: "python 2.7.8", verdict: "upgrade", best: "ready", depends: "openssl >=1.0.1", code: 1},
		{args: "python 2.7.8 --assume openssl=1.0.1g", verdict: "ready"},
		{args: "python 2.7.8 --assume openssl=1.0.0t", verdict: "upgrade", code: 1},
		{args: "python 2.7.9", verdict: "ready", depends: "openssl >=1.0.1"},
		{args: "python py27 --assume openssl=1.0.0t", verdict: "upgrade", code: 1},
		{args: "java 1.7.0_79", verdict: "configure", code: 1},
		{args: "java 7u131", verdict: "ready"},
		{args: "java 6u45", verdict: "upgrade", code: 1},
		{args: "java 8u291", verdict: "ready"},
		{args: "java 1.8.0_291", verdict: "ready"},
		{args: "java jdk8u291-b10", verdict: "ready"},
		{args: "dotnet net40", verdict: "update", best: "configure", depends: "dotnet-framework-installed >=4.5", code: 1},
		{args: "dotnet net45", verdict: "configure", code: 1},
		{args: "dotnet v4.5", verdict: "configure", code: 1},
		{args: "dotnet .NETFramework,Version=v4.5", verdict: "configure", code: 1},
		{args: "dotnet net46", verdict: "ready"},
		{args: "dotnet net35", verdict: "update", code: 1},
		{args: "openssl 1.0.0t", verdict: "upgrade", code: 1},
		{args: "openssl 1.0.1-beta1", verdict: "ready"},
		{args: "ruby 2.0.0-p648", verdict: "upgrade", best: "ready", depends: "openssl >=1.0.1", code: 1},
		{args: "ruby ruby-2.0.0-p648", verdict: "upgrade", best: "ready", depends: "openssl >=1.0.1", code: 1},
		{args: "ruby 2.0.0-p648 --assume openssl=1.0.2k", verdict: "ready"},
		{args: "ruby 1.9.3 --table guidance", verdict: "update", code: 1},
		{args: "python 2.7.8 --table guidance", verdict: "upgrade", code: 1},
		{args: "java 1.7 --table guidance", verdict: "configure", code: 1},
		{args: "java 1.8.0_201 --min-tls 1.3", verdict: "upgrade", code: 1},
	} {
		t.Run(c.args, func(t *testing.T) {
			args := append([]string{"check", "--format", "json"}, strings.Fields(c.args)...)
			code, out, errs := tlsready(t, "", args...)
			if code == 2 {
				t.Fatal(errs)
			}
			findings, _ := parseReport(t, out)
			if len(findings) != 1 {
				t.Fatalf("%d findings", len(findings))
			}
			f := findings[0]
			if c.best == "" {
				c.best = c.verdict
			}
			if f.Verdict != c.verdict || f.Best != c.best || f.Certain != (c.best == c.verdict) || code != c.code {
				t.Errorf("%s or %s, certain %t, exit code %d; want %s or %s, %d", f.Verdict, f.Best, f.Certain, code, c.verdict, c.best, c.code)
			}
			var depends []string
			for _, d := range f.DependsOn {
				depends = append(depends, d.Runtime+" "+d.Versions)
			}
			if got := strings.Join(depends, ", "); got != c.depends {
				t.Errorf("depends on %q, want %q", got, c.depends)
			}
		})
	}
}

func TestCheckReadsStandardInput(t *testing.T) {
	code, out, errs := tlsready(t, "Python 2.7.8\nOpenSSL 1.0.1e-fips 11 Feb 2013\n", "check", "-", "--format", "json")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	findings, _ := parseReport(t, out)
	if len(findings) != 2 || findings[0].Verdict != "ready" || findings[1].Verdict != "ready" {
		t.Errorf("%+v", findings)
	}
	if code, _, _ := tlsready(t, "Python 2.7.8\nOpenSSL 1.0.0t 3 Dec 2015\n", "check", "-"); code != 1 {
		t.Errorf("exit code %d with an old OpenSSL", code)
	}
	if code, _, errs := tlsready(t, "nothing of the kind\n", "check", "-"); code != 2 || !strings.Contains(errs, "nothing of the kind") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

func TestWrongInputExitsWithTwoAndSaysWhatIsAccepted(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "rules.yaml")
	if err := os.WriteFile(broken, []byte("runtime: python\nscheme: pep441\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"check cobol 85":                                   `"cobol" is unknown`,
		"check python two":                                 `"two"`,
		"check java":                                       "tlsready check python 2.7.8",
		"check dotnet net99":                               "net99",
		"check openssl 1.0.2k --format x":                  "accepted are text, json",
		"check openssl 1.0.2k --fail-on x":                 "error, warning, note, never",
		"check openssl 1.0.2k --min-tls 1":                 "1.2 and 1.3",
		"check python 2.7.8 --assume x":                    "RUNTIME=VERSION",
		"check python 2.7.8 --table " + broken:             "pep441",
		"check python 2.7.8 --table nowhere":               "nowhere",
		"scan nowhere":                                     "nowhere",
		"--no-such-flag":                                   "no-such-flag",
		"--fromat json":                                    "did you mean --format?",
		"chekc python 2.7.8":                               "did you mean check?",
		"check pyhton 2.7.8":                               "did you mean python?",
		"check openssl 1.0.2k --format jsn":                "did you mean json?",
		"check openssl 1.0.2k --format json --format text": "only one format can go to standard output",
		"check openssl 1.0.2k --output x.doc":              "of no format",
		"explain openssl-1.0.0":                            "did you mean openssl-1.0.1?",
		"rules --format jsno":                              "text or markdown",
		"scan --baseline " + broken + " " + dir:            "rules.yaml:1: no baseline",
		"scan --baseline nowhere":                          "nowhere",
		"scan --policy " + broken + " " + dir:              `rules.yaml:1: "runtime" is no field`,
		"scan --files-from nowhere":                        "nowhere",
		"baseline --format json":                           "only one",
		"rules cobol":                                      "python",
		"completion tcsh":                                  `unknown command "tcsh"`,
		"check openssl 1.0.2k --output /nowhere/at/all":    "/nowhere/at",
	} {
		code, _, errs := tlsready(t, "", strings.Fields(args)...)
		if code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit code %d, %s", args, code, errs)
		}
		if strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: more than one line:\n%s", args, errs)
		}
	}
}

func TestExitCodesFollowFailOn(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "setup.py"), []byte("from setuptools import setup\nsetup(python_requires='>=2.7,<4')\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pom.xml"), []byte("<project>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]int{
		"":                  0, // a note is below warning
		"--fail-on error":   0,
		"--fail-on warning": 0,
		"--fail-on note":    1,
		"--fail-on never":   0,
		"--strict":          1, // the pom is broken
	} {
		code, _, errs := tlsready(t, "", append(strings.Fields(args), dir)...)
		if code != want {
			t.Errorf("%q: exit code %d, want %d; %s", args, code, want, errs)
		}
	}
	if _, out, _ := tlsready(t, "", "--quiet", "--fail-on", "note", dir); out != "" {
		t.Errorf("--quiet prints %q", out)
	}
}

func TestARangeHasAWitnessAndAFloor(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "setup.cfg"), []byte("[options]\npython_requires = >=2.7,<4\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "report.json")
	if code, printed, errs := tlsready(t, "", "--format", "json", "--output", out, dir); code != 0 || printed != "" {
		t.Fatal(code, printed, errs)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	findings, summary := parseReport(t, string(data))
	if len(findings) != 1 {
		t.Fatal(string(data))
	}
	f := findings[0]
	if f.Certain || f.Witness != "2.7.8" || f.Floor != "2.7.9" || f.Versions != ">=2.7 <4" || f.Column != 19 || f.Path != filepath.ToSlash(dir)+"/setup.cfg" {
		t.Errorf("%+v", f)
	}
	if summary["upgrade"] != 1 || summary["declarations"] != 1 || summary["files"] != 1 {
		t.Error(summary)
	}
}

func TestRulesPrintsEveryRowWithItsSources(t *testing.T) {
	code, out, errs := tlsready(t, "", "rules", "python")
	if code != 0 || !strings.Contains(out, "python-2.7.9") || !strings.Contains(out, "https://") {
		t.Errorf("exit code %d, %s\n%s", code, errs, out)
	}
	if code, all, _ := tlsready(t, "", "rules"); code != 0 || !strings.Contains(all, out) {
		t.Error("the whole table does not hold Python's")
	}
}

func TestVersion(t *testing.T) {
	if code, out, _ := tlsready(t, "", "version"); code != 0 || !strings.HasPrefix(out, "tlsready ") {
		t.Error(code, out)
	}
}
