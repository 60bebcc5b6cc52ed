package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/rules/version"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// sample is a report with one finding of each loudness, in two components.
func sample() *scanner.Report {
	set := func(text string) version.Set {
		s, err := version.ParseSet(version.OpenSSL, text)
		if err != nil {
			panic(err)
		}
		return s
	}
	row := &rules.Row{ID: "openssl-0"}
	at := func(path string, line, start, end int, text string) scanner.Location {
		return scanner.Location{Path: path, Text: text,
			Start: manifest.Position{Line: line, Column: start, UTF16: start},
			End:   manifest.Position{Line: line, Column: end, UTF16: end}}
	}
	return &scanner.Report{Table: "default", Files: 3, Findings: []scanner.Finding{
		{Runtime: rules.OpenSSL, Title: "OpenSSL", Declared: "1.0.2u", Versions: set("1.0.2u"), Kind: "conanfile.txt",
			Location: at("a/conanfile.txt", 2, 9, 15, "1.0.2u"), SourceLine: "openssl/1.0.2u", Component: "a",
			Assessment: rules.Assessment{Verdict: rules.Ready, Best: rules.Ready, Certain: true}, Message: "OpenSSL 1.0.2u offers TLS 1.2 by default."},
		{Runtime: rules.OpenSSL, Title: "OpenSSL", Declared: ">=0.9.8", Versions: set(">=0.9.8"), Kind: "x",
			Location: at("a/x", 1, 3, 10, ">=0.9.8"), SourceLine: "  >=0.9.8", Component: "a", Level: scanner.LevelNote,
			Assessment: rules.Assessment{Verdict: rules.Upgrade, Best: rules.Ready,
				Parts:   []rules.Part{{Versions: set(">=0.9.8 <1.0.1"), Support: rules.None, Verdict: rules.Upgrade, Rule: row}},
				Witness: version.OpenSSL.MustParse("1.0.0t"), Floor: version.OpenSSL.MustParse("1.0.1")},
			Message: "\">=0.9.8\" admits OpenSSL 1.0.0t, which cannot speak TLS 1.2; from 1.0.1 on it is ready."},
		{Runtime: rules.Python, Title: "Python", Declared: "2.7.8", Kind: "y", Binding: rules.Exact, Scope: manifest.Run,
			Location: at("b\nb/y", 1, 1, 6, "2.7.8"), SourceLine: "2.7.8", Component: "b\nb", Level: scanner.LevelError,
			Via: []scanner.Location{at("b/z", 4, 2, 6, "${v}")},
			Assessment: rules.Assessment{Verdict: rules.Upgrade, Best: rules.Upgrade, Certain: true,
				Remedies: []*rules.Remedy{{Kind: rules.Upgrade, Text: "Move to Python 3.12 or later.", Code: "line one\nline two"}}},
			Companions: []scanner.Companion{{Companion: rules.Companion{Runtime: rules.OpenSSL, Versions: set("1.0.0t")}, Location: at("b/y", 3, 1, 2, "1.0.0t")}},
			Evidence:   []scanner.Evidence{{Evidence: rules.Evidence{Effect: rules.PinsOld}, Location: at("b/w", 9, 1, 2, "TLSv1")}},
			Sources:    []rules.Source{{Title: "PEP 466", URL: "https://peps.python.org/pep-0466/"}},
			Message:    "Python 2.7.8 with OpenSSL 1.0.0t cannot speak TLS 1.2. " + strings.Repeat("Words make lines long. ", 6)},
	}, Problems: []scanner.Problem{{Path: "c/pom.xml", Line: 7, Message: "broken XML"}, {Path: "d", Message: "can't read"}}}
}

func TestTextIsGroupedWorstFirstAndFitsThePage(t *testing.T) {
	var b bytes.Buffer
	if err := Text(&b, sample(), Options{}); err != nil {
		t.Fatal(err)
	}
	want := `b?b
  b?b/y:1:1: error: upgrade
      2.7.8
      ^^^^^
    Python 2.7.8 with OpenSSL 1.0.0t cannot speak TLS 1.2. Words make lines
    long. Words make lines long. Words make lines long. Words make lines long.
    Words make lines long. Words make lines long.
    openssl is declared at b/y:3:1.
    TLSv1 stands at b/w:9:1.
    Fix: Move to Python 3.12 or later.
      line one
      line two
    See https://peps.python.org/pep-0466/

a
  a/x:1:3: note: upgrade or ready
      >=0.9.8
      ^^^^^^^
    ">=0.9.8" admits OpenSSL 1.0.0t, which cannot speak TLS 1.2; from 1.0.1 on
    it is ready.

Problems
  c/pom.xml:7: broken XML
  d: can't read

3 declarations in 3 files: 2 upgrade, 1 ready; 2 problems.
`
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for line := range strings.Lines(b.String()) {
		if utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > 80 {
			t.Errorf("wider than 80 columns: %q", line)
		}
	}
}

func TestTextShowsTheReadyOnesAndColoursOnRequest(t *testing.T) {
	var b bytes.Buffer
	if err := Text(&b, sample(), Options{All: true, Color: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a/conanfile.txt:2:9: \x1b[32mready\x1b[0m", "\x1b[31merror: upgrade\x1b[0m", "\x1b[1ma\x1b[0m"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

func TestALongSourceLineIsCutAroundTheText(t *testing.T) {
	line := strings.Repeat("x", 300) + "v4.0" + strings.Repeat("y", 300)
	r := &scanner.Report{Findings: []scanner.Finding{{Location: scanner.Location{Path: "p",
		Start: manifest.Position{Line: 1, Column: 301}, End: manifest.Position{Line: 1, Column: 305}}, SourceLine: line, Level: scanner.LevelError}}}
	var b bytes.Buffer
	if err := Text(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	at := strings.Index(lines[2], "^^^^")
	if at < 0 || lines[1][at:at+4] != "v4.0" || len(lines[1]) > 80 {
		t.Errorf("\n%s", b.String())
	}
}

func TestJSONHasEveryFieldOfTheContract(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, sample(), Options{Version: "v1.2.3", All: true}); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		SchemaVersion int
		Tool          map[string]string
		Policy        map[string]string
		Findings      []map[string]any
		Problems      []map[string]any
		Summary       map[string]int
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.SchemaVersion != 1 || doc.Tool["name"] != "tlsready" || doc.Tool["version"] != "v1.2.3" || doc.Policy["minTLS"] != "1.2" || doc.Policy["table"] != "default" {
		t.Errorf("%+v", doc)
	}
	for _, name := range strings.Fields(`runtime declared versions binding scope kind path line column endLine endColumn component via
		verdict best certain level parts dependsOn witness floor message remedies evidence sources disagreesWith edits fingerprint`) {
		for i, f := range doc.Findings {
			if v, ok := f[name]; !ok || v == nil {
				t.Errorf("finding %d: %s is %v", i, name, v)
			}
		}
	}
	python := doc.Findings[2]
	want := map[string]any{"path": "b\nb/y", "verdict": "upgrade", "level": "error", "binding": "exact", "scope": "run", "certain": true, "endColumn": 6.0,
		"via":      []any{map[string]any{"path": "b/z", "line": 4.0, "column": 2.0, "text": "${v}"}},
		"remedies": []any{map[string]any{"kind": "upgrade", "text": "Move to Python 3.12 or later.", "code": "line one\nline two"}},
		"evidence": []any{map[string]any{"path": "b/w", "line": 9.0, "effect": "pins-old", "text": "TLSv1"}},
		"sources":  []any{map[string]any{"title": "PEP 466", "url": "https://peps.python.org/pep-0466/"}},
	}
	for name, v := range want {
		if diff := cmp.Diff(v, python[name]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(map[string]int{"files": 3, "declarations": 3, "ready": 1, "configure": 0, "update": 0, "upgrade": 2, "unknown": 0, "problems": 2, "suppressed": 0}, doc.Summary); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsSuppressedIsCountedAndShownOnRequest(t *testing.T) {
	r := sample()
	r.Findings[1].Suppressed = &scanner.Suppression{Reason: "leaves in June", Source: "policy", Expires: "2019-06-30"}
	r.Findings[2].Suppressed = &scanner.Suppression{Reason: "ours", Source: "comment", Location: r.Findings[2].Location}
	for _, c := range []struct {
		write Writer
		all   bool
		want  []string
		not   string
	}{
		{Text, false, []string{"2 upgrade, 1 ready; 2 suppressed; 2 problems."}, "a/x:1:3"},
		{Text, true, []string{"Suppressed by the policy until 2019-06-30: leaves in June\n", "Suppressed at b?b/y:1: ours\n"}, "\x00"},
		{JSON, false, []string{`"suppressed": 2`}, `"path": "a/x"`},
		{JSON, true, []string{`"reason": "leaves in June"`, `"expires": "2019-06-30"`, `"line": 1`}, "\x00"},
	} {
		var b bytes.Buffer
		if err := c.write(&b, r, Options{All: c.all}); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) || strings.Contains(b.String(), c.not) {
				t.Errorf("all %v: %q is missing or %q is there in\n%s", c.all, want, c.not, b.String())
			}
		}
	}
}

func TestJSONLeavesOutWhatIsReady(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, sample(), Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), `"verdict": "ready"`) || !strings.Contains(b.String(), `"ready": 1`) {
		t.Error(b.String())
	}
	b.Reset()
	if err := JSON(&b, &scanner.Report{}, Options{}); err != nil || !strings.Contains(b.String(), `"findings": []`) || !strings.Contains(b.String(), `"problems": []`) {
		t.Error("an empty report has lists that are not lists: ", b.String(), err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestAWriteErrorIsReturned(t *testing.T) {
	for _, format := range Formats() {
		if err := Find(format)(brokenPipe{}, sample(), Options{}); err == nil {
			t.Errorf("%s: no error", format)
		}
	}
	if Find("nothing") != nil {
		t.Error("a format that does not exist is found")
	}
}

func TestTextBeginsWithText(t *testing.T) {
	due := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, r := range []*scanner.Report{
		{},
		{Effective: due},
		{Problems: []scanner.Problem{{Path: "a.csproj", Message: "is broken"}}},
		{Effective: due, Problems: []scanner.Problem{{Path: "a.csproj", Message: "is broken"}}},
	} {
		var b strings.Builder
		if err := Text(&b, r, Options{Now: due}); err != nil {
			t.Fatal(err)
		}
		if text := b.String(); strings.HasPrefix(text, "\n") || strings.Contains(text, "\n\n\n") {
			t.Errorf("%q", text)
		}
	}
}
