package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// odd is the sample with what stands in files at its worst, and a suppression.
func odd() *scanner.Report {
	r := sample()
	f := &r.Findings[2]
	f.Path = "b\x1b[31m\xff/]]>\uffff,\"y"
	f.Declared = "=HYPERLINK(\"x\")"
	f.Message = "<b> & ]]> ``` stay"
	f.Fingerprint = "00ff"
	r.Findings[1].Suppressed = &scanner.Suppression{Reason: "leaves in June", Source: "policy", Expires: "2019-06-30"}
	r.Problems[0].Message = "bad byte \x00 here"
	return r
}

func write(t *testing.T, w Writer, r *scanner.Report, o Options) []byte {
	t.Helper()
	var b, again bytes.Buffer
	if err := w(&b, r, o); err != nil {
		t.Fatal(err)
	}
	if err := w(&again, r, o); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("two reports of the same differ: %v", err)
	}
	return b.Bytes()
}

func TestNDJSONIsTheJSONDocumentLineByLine(t *testing.T) {
	for _, all := range []bool{false, true} {
		var doc struct {
			Tool, Policy map[string]any
			Findings     []map[string]any
			Problems     []map[string]any
			Summary      map[string]any
		}
		if err := json.Unmarshal(write(t, JSON, odd(), Options{Version: "v1", All: all}), &doc); err != nil {
			t.Fatal(err)
		}
		var want []map[string]any
		for _, f := range doc.Findings {
			f["type"] = "finding"
			want = append(want, f)
		}
		for _, p := range doc.Problems {
			p["type"] = "problem"
			want = append(want, p)
		}
		doc.Summary["type"], doc.Summary["schemaVersion"] = "summary", float64(SchemaVersion)
		doc.Summary["tool"], doc.Summary["policy"] = doc.Tool, doc.Policy
		want = append(want, doc.Summary)
		var got []map[string]any
		for line := range bytes.Lines(write(t, NDJSON, odd(), Options{Version: "v1", All: all})) {
			var v map[string]any
			if err := json.Unmarshal(line, &v); err != nil {
				t.Fatal(err)
			}
			got = append(got, v)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("all %v (-want +got)\n%s", all, diff)
		}
	}
}

// table reads CSV as rows by column.
func table(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func TestCSVHasARowForEachFindingAndEachProblem(t *testing.T) {
	data := write(t, CSV, odd(), Options{})
	if !bytes.Contains(data, []byte("\r\n")) || bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) {
		t.Error("the lines do not end with CRLF")
	}
	rows := table(t, data)
	if len(rows) != 3 {
		t.Fatalf("%d rows: %v", len(rows), rows)
	}
	for name, want := range map[string]string{"type": "finding", "level": "error", "verdict": "upgrade", "certain": "true", "runtime": "python",
		"path": `b?[31m?/]]>` + "\uffff" + `,"y`, "line": "1", "component": "b?b", "declared": `'=HYPERLINK("x")`, "remedy": "Move to Python 3.12 or later.",
		"sources": "https://peps.python.org/pep-0466/", "fingerprint": "00ff", "suppressed": "", "rule": RuleUnknown} {
		if rows[0][name] != want {
			t.Errorf("%s is %q, want %q", name, rows[0][name], want)
		}
	}
	if p := rows[1]; p["type"] != "problem" || p["path"] != "c/pom.xml" || p["line"] != "7" || p["message"] != "bad byte ? here" || p["verdict"] != "" {
		t.Errorf("%v", p)
	}
	rows = table(t, write(t, CSV, odd(), Options{All: true}))
	if len(rows) != 5 || rows[1]["suppressed"] != "Suppressed by the policy until 2019-06-30: leaves in June" || rows[1]["rule"] != "openssl-0" {
		t.Errorf("%v", rows)
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	for in, want := range map[string]string{"=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "?=1", "\r=1": "?=1", ">=1": ">=1", "": "", "a=": "a="} {
		if got := cell(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestJUnitFailsSkipsAndPasses(t *testing.T) {
	data := write(t, JUnit, odd(), Options{All: true})
	var got junitSuites
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = true
	if err := d.Decode(&got); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	if got.Tests != 5 || got.Failures != 1 || len(got.Suites) != 3 {
		t.Fatalf("%+v", got)
	}
	b, a, problems := got.Suites[0], got.Suites[1], got.Suites[2]
	if b.Name != "b?b" || b.Failures != 1 || len(b.Cases) != 1 || b.Cases[0].Failure == nil {
		t.Fatalf("%+v", b)
	}
	c := b.Cases[0]
	if c.Failure.Type != "upgrade" || c.Failure.Message != "<b> & ]]> ``` stay" || c.File != `b?[31m?/]]>?,"y` || c.Line != 1 || c.ClassName != "b?b" {
		t.Errorf("%+v %+v", c, c.Failure)
	}
	for _, want := range []string{"<b> & ]]> ``` stay\n", "Fix: Move to Python 3.12 or later.\n  line one\n  line two\n",
		"Source: PEP 466, https://peps.python.org/pep-0466/", "b/z:4:2: ${v}: The value", "b/y:3:1: OpenSSL 1.0.0t: ", "b/w:9:1: TLSv1: This line keeps"} {
		if !strings.Contains(c.Failure.Text, want) {
			t.Errorf("%q is missing in\n%s", want, c.Failure.Text)
		}
	}
	if a.Skipped != 1 || a.Failures != 0 || a.Tests != 2 {
		t.Errorf("%+v", a)
	}
	for _, c := range a.Cases {
		switch {
		case strings.Contains(c.Name, "1.0.2u"):
			if c.Skipped != nil || c.Failure != nil || c.Output == nil || !strings.Contains(c.Output.Text, "offers TLS 1.2") {
				t.Errorf("%+v", c)
			}
		case c.Skipped == nil || !strings.Contains(c.Skipped.Message, "leaves in June"):
			t.Errorf("%+v", c)
		}
	}
	if problems.Name != "(problems)" || problems.Skipped != 2 || problems.Cases[0].Skipped.Message != "bad byte ? here" {
		t.Errorf("%+v", problems)
	}
	if data := write(t, JUnit, odd(), Options{}); bytes.Contains(data, []byte("1.0.2u")) || bytes.Contains(data, []byte("leaves in June")) {
		t.Errorf("what is ready or suppressed is there:\n%s", data)
	}
}

func TestCodeQualityIsWhatGitLabReads(t *testing.T) {
	r := odd()
	twin := r.Findings[2]
	twin.Path = "other"
	r.Findings = append(r.Findings, twin)
	var got []qualityIssue
	if err := json.Unmarshal(write(t, CodeQuality, r, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 {
		t.Fatalf("%+v", got)
	}
	f := got[0]
	if f.CheckName != RuleUnknown || f.Severity != "critical" || f.Description != "<b> & ]]> ``` stay" || f.Location.Lines.Begin != 1 ||
		!strings.HasPrefix(f.Location.Path, "b\x1b[31m\ufffd/") || !strings.HasPrefix(f.Content.Body, "````\n") || !strings.Contains(f.Content.Body, "https://peps.python.org/pep-0466/") {
		t.Errorf("%+v %q", f, f.Content.Body)
	}
	if p := got[2]; p.CheckName != "problem" || p.Severity != "info" || p.Location.Path != "c/pom.xml" || p.Location.Lines.Begin != 7 {
		t.Errorf("%+v", p)
	}
	seen := map[string]bool{}
	for _, issue := range got {
		if len(issue.Fingerprint) != 32 || seen[issue.Fingerprint] {
			t.Errorf("fingerprint %q of %s is none or another's", issue.Fingerprint, issue.Location.Path)
		}
		seen[issue.Fingerprint] = true
	}
	if data := write(t, CodeQuality, &scanner.Report{}, Options{}); string(data) != "[]\n" {
		t.Errorf("nothing is %s", data)
	}
}

func TestEveryFormatSaysThatAScanWasStoppedAndThatNothingWasFound(t *testing.T) {
	for _, format := range Formats() {
		data := write(t, Find(format), &scanner.Report{Partial: true}, Options{})
		if s := string(data); !strings.Contains(s, "stopped") && !strings.Contains(s, `"partial": true`) && !strings.Contains(s, `"partial":true`) {
			t.Errorf("%s: %s", format, s)
		}
		write(t, Find(format), &scanner.Report{}, Options{})
	}
}

func TestNoFormatLetsControlCharactersThrough(t *testing.T) {
	for _, format := range Formats() {
		for _, all := range []bool{false, true} {
			data := write(t, Find(format), odd(), Options{All: all})
			if !utf8.Valid(data) || bytes.ContainsFunc(data, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' }) {
				t.Errorf("%s, all %v: %q", format, all, data)
			}
		}
	}
}

func TestEveryFormatNamesTheSources(t *testing.T) {
	for _, format := range Formats() {
		if data := write(t, Find(format), sample(), Options{}); !bytes.Contains(data, []byte("https://peps.python.org/pep-0466/")) {
			t.Errorf("%s: %s", format, data)
		}
	}
}

func TestTheRuleOfAFindingIsWhatDecidedIt(t *testing.T) {
	s, err := scanner.New(scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	findings, _ := s.File("App.java", []byte("class A { static { System.setProperty(\"https.protocols\", \"TLSv1\"); } }\n"))
	more, _ := s.File("Dockerfile", []byte("FROM ruby:${V}\nFROM python:2.6.1\n"))
	var got []string
	for _, f := range slices.Concat(findings, more) {
		if f.Runtime == rules.OpenSSL {
			continue // of the images
		}
		got = append(got, string(f.Runtime)+" "+RuleID(&f, rules.TLS12))
	}
	want := []string{"java " + RulePinned, "ruby " + RuleUnknown, "python python-2.6"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
