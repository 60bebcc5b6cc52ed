package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// parsePage parses a page as browsers do.
func parsePage(t *testing.T, data []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// elements returns the elements of a name and, if one is given, a class.
func elements(n *html.Node, name, class string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name && (class == "" || slices.Contains(strings.Fields(attribute(d, "class")), class)) {
			out = append(out, d)
		}
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// words are the text of an element with single spaces.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func each(nodes []*html.Node) []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = words(n)
	}
	return out
}

func TestHTMLShowsEachFindingWithItsReasons(t *testing.T) {
	r := sample()
	python := &r.Findings[2]
	python.Disagrees = []scanner.Location{{Path: "b/.python-version", Text: "3.12", Start: manifest.Position{Line: 1, Column: 1}}}
	python.Owner = "team b"
	python.Edits = []scanner.Edit{
		{Path: python.Path, Start: python.Start, End: python.End, New: "2.7.9"},
		{Path: "b/w", Start: manifest.Position{Line: 9, Column: 1}, End: manifest.Position{Line: 9, Column: 6}, New: "one\r\ntwo"},
		{Path: "b/w", Start: manifest.Position{Line: 1, Column: 1}, End: manifest.Position{Line: 1, Column: 1}, New: "new"},
	}
	doc := parsePage(t, write(t, HTML, r, Options{All: true, Version: "v1.2.3"}))
	findings := elements(doc, "details", "finding")
	var heads []string
	for _, f := range findings {
		heads = append(heads, fmt.Sprintf("%s | %s %s %s", words(elements(f, "summary", "")[0]), attribute(f, "data-verdict"), attribute(f, "data-level"), attribute(f, "data-runtime")))
	}
	want := []string{
		"upgrade error Python 2.7.8 b?b/y:1:1 | upgrade error python",
		"upgrade or ready note OpenSSL >=0.9.8 a/x:1:3 | upgrade note openssl",
		"ready OpenSSL 1.0.2u a/conanfile.txt:2:9 | ready none openssl",
	}
	if diff := cmp.Diff(want, heads); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := each(elements(doc, "h3", "")); !slices.Equal(got, []string{"By runtime", "b?b", "a"}) {
		t.Errorf("headings %q", got)
	}
	f := findings[0]
	for what, c := range map[string]struct{ got, want []string }{
		"marked":  {each(elements(f, "mark", "")), []string{"2.7.8"}},
		"sources": {each(elements(f, "p", "sources")), []string{"Source: PEP 466"}},
		"links":   {[]string{attribute(elements(f, "a", "")[0], "href")}, []string{"https://peps.python.org/pep-0466/"}},
		"related": {each(elements(elements(f, "ul", "related")[0], "li", "")), []string{"b/z:4:2 ${v} The value comes to use here.",
			"b/y:3:1 OpenSSL 1.0.0t The verdict goes by the OpenSSL that is declared here.",
			"b/w:9:1 TLSv1 This line keeps clients to older protocols.", "b/.python-version:1:1 3.12 The same program names other versions here."}},
		"remedies": {each(elements(elements(f, "ul", "remedies")[0], "li", "")), []string{"Move to Python 3.12 or later.line one line two"}},
		"edits":    {each(elements(f, "pre", "diff")), []string{"b?b/y:1:1 - 2.7.8 + 2.7.9", "b/w:9:1 to 9:6 + one + two", "b/w:1:1 + new"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", what, diff)
		}
	}
	for _, want := range []string{python.Message, "Owner: team b"} {
		if !strings.Contains(words(f), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("%q is missing in %s", want, words(f))
		}
	}
	if got := each(elements(doc, "ul", "problems")); !slices.Equal(got, []string{"c/pom.xml:7 broken XML d can't read"}) {
		t.Errorf("problems %q", got)
	}
	if got := words(elements(doc, "footer", "")[0]); got != "Written by tlsready v1.2.3." {
		t.Error(got)
	}
}

func TestHTMLCountsByVerdictAndByRuntime(t *testing.T) {
	doc := parsePage(t, write(t, HTML, sample(), Options{}))
	want := []string{"2 upgrade move to a later version", "0 update patch in place", "0 configure turn it on", "0 unknown can’t be told", "1 ready nothing to do"}
	if diff := cmp.Diff(want, each(elements(elements(doc, "ul", "tallies")[0], "li", ""))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	chart := elements(doc, "ul", "chart")[0]
	if diff := cmp.Diff([]string{"OpenSSL 1 upgrade, 1 ready", "Python 1 upgrade"}, each(elements(chart, "li", ""))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var rects []string
	for _, n := range elements(chart, "rect", "") {
		rects = append(rects, attribute(n, "class")+" "+attribute(n, "x")+" "+attribute(n, "width"))
	}
	if diff := cmp.Diff([]string{"upgrade 0.00% 50.00%", "ready 50.00% 50.00%", "upgrade 0.00% 50.00%"}, rects); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var options []string
	for _, n := range elements(doc, "select", "") {
		options = append(options, words(n))
	}
	if diff := cmp.Diff([]string{"allupgrade", "allerrornote", "allOpenSSLPython"}, options); diff != "" {
		t.Errorf("what the filter offers (-want +got)\n%s", diff)
	}
	if len(elements(doc, "details", "finding")) != 2 {
		t.Error("a finding that is ready is shown")
	}
}

func TestHTMLFoldsWhatIsSuppressed(t *testing.T) {
	doc := parsePage(t, write(t, HTML, odd(), Options{}))
	folded := elements(doc, "details", "accepted")
	if len(folded) != 1 || has(folded[0], "open") || len(elements(folded[0], "details", "finding")) != 1 ||
		!strings.Contains(words(folded[0]), "Suppressed by the policy until 2019-06-30: leaves in June") {
		t.Errorf("%q", each(folded))
	}
	if words(elements(folded[0], "h2", "")[0]) != "Suppressed: 1" || !strings.Contains(words(elements(doc, "header", "")[0]), "1 suppressed") {
		t.Error("the suppressed one is not counted")
	}
}

func TestHTMLLoadsAndRunsNothingButItsOwn(t *testing.T) {
	r := odd()
	hostile := `</code></pre></script><script>alert(1)</script><img src=//x onerror=alert(2)><style>*{}</style>` + "\u202e\xff\x00\t{{.}}"
	f := &r.Findings[2]
	f.Path, f.SourceLine, f.Declared, f.Component, f.Owner, f.Title = hostile, hostile, hostile, hostile, hostile, hostile
	f.Runtime, f.Message, f.Text = rules.Runtime(hostile), hostile, hostile
	f.End.Column = 20
	f.Sources = []rules.Source{{Title: hostile, URL: "javascript:alert(3)"}, {Title: "t", URL: "https://x/\"onclick=alert(4)"}}
	f.Remedies = []*rules.Remedy{{Text: hostile, Code: hostile}}
	f.Suppressed = &scanner.Suppression{Reason: hostile}
	f.Edits = []scanner.Edit{{Path: hostile, New: hostile}}
	r.Problems = []scanner.Problem{{Path: hostile, Message: hostile}}
	r.Table = hostile
	for _, c := range []struct {
		name string
		r    *scanner.Report
	}{{"hostile", r}, {"sample", sample()}, {"fleet", fleet(t)}} {
		doc := parsePage(t, write(t, HTML, c.r, Options{All: true, Version: hostile}))
		scripts, styles := elements(doc, "script", ""), elements(doc, "style", "")
		if len(scripts) != 1 || len(styles) != 1 {
			t.Fatalf("%s: %d scripts, %d styles", c.name, len(scripts), len(styles))
		}
		policy := attribute(elements(doc, "meta", "")[1], "content")
		for what, want := range map[string]string{
			"script-src": integrity(scripts[0].FirstChild.Data), "style-src": integrity(styles[0].FirstChild.Data), "default-src": "none",
		} {
			if !slices.Contains(strings.Split(policy, "; "), what+" '"+want+"'") {
				t.Errorf("%s: the policy %q does not have %s %s", c.name, policy, what, want)
			}
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if slices.Contains([]string{"img", "iframe", "object", "embed", "base", "video", "audio", "source"}, n.Data) {
				t.Errorf("%s: there is an element %s", c.name, n.Data)
			}
			for _, a := range n.Attr {
				link := n.Data == "a" && a.Key == "href" && (strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "#verdict="))
				icon := n.Data == "link" && a.Key == "href" && a.Val == "data:,"
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcset" || a.Key == "href" && !link && !icon {
					t.Errorf("%s: %s has %s=%q", c.name, n.Data, a.Key, a.Val)
				}
			}
		}
		for _, text := range []string{pageStyle, pageScript} {
			if strings.Contains(text, "url(") || strings.Contains(text, "@import") || strings.Contains(text, "fetch(") {
				t.Error("the style or the script loads something")
			}
		}
	}
}

func TestHTMLSaysWhatIsLeftAndWhatIsMissing(t *testing.T) {
	at := time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)
	doc := parsePage(t, write(t, HTML, &scanner.Report{Partial: true, MinTLS: rules.TLS13, Effective: at}, Options{Now: at.AddDate(0, 0, -3)}))
	header := words(elements(doc, "header", "")[0])
	for _, want := range []string{"TLS 1.3 readiness", "TLS 1.3 or later will be required from 2019-05-01 on: in 3 days.", "0 declarations in 0 files.", "Not complete: the scan was stopped."} {
		if !strings.Contains(header, want) {
			t.Errorf("%q is missing in %s", want, header)
		}
	}
	if len(elements(doc, "form", "")) != 0 || !strings.Contains(words(elements(doc, "main", "")[0]), "there is nothing to judge") {
		t.Error(words(doc))
	}
	r := sample()
	r.Findings = r.Findings[:1]
	doc = parsePage(t, write(t, HTML, r, Options{}))
	if main := words(elements(doc, "main", "")[0]); !strings.Contains(main, "Nothing here needs attention.") {
		t.Error(main)
	}
	if form := elements(parsePage(t, write(t, HTML, sample(), Options{})), "form", "")[0]; !has(form, "hidden") {
		t.Error("the filter is there without the script that it needs")
	}
}

func TestAnExcerptIsCutAroundTheDecidingText(t *testing.T) {
	long := strings.Repeat("é", 300)
	for _, c := range []struct {
		line       string
		start, end int
		endLine    int
		want       *excerpt
	}{
		{"\t a = 1 ", 7, 8, 1, &excerpt{"a = ", "1", ""}},
		{"a = 1", 5, 3, 2, &excerpt{"a = ", "1", ""}}, // it goes on in the next line
		{"a", 2, 3, 1, nil},
		{"", 1, 1, 1, nil},
		{"a", 0, 0, 1, nil},
		{long + "v" + long, 301, 302, 1, &excerpt{"… " + long[:240], "v", long[:240] + " …"}},
		{long, 1, 301, 1, &excerpt{"", long[:480] + " …", ""}},
		{"a\xff\u202eb", 1, 9, 1, &excerpt{"", "a??b", ""}},
	} {
		f := &scanner.Finding{SourceLine: c.line, Location: scanner.Location{
			Start: manifest.Position{Line: 1, Column: c.start}, End: manifest.Position{Line: c.endLine, Column: c.end}}}
		if diff := cmp.Diff(c.want, newExcerpt(f)); diff != "" {
			t.Errorf("%q, %d to %d (-want +got)\n%s", c.line, c.start, c.end, diff)
		}
	}
}
