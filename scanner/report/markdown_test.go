package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	unsafe "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

// rendered is Markdown as GitHub shows it, but for what it does to the result.
func rendered(t *testing.T, markdown []byte) *html.Node {
	t.Helper()
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(unsafe.WithUnsafe()))
	if err := md.Convert(markdown, &b); err != nil {
		t.Fatal(err)
	}
	return parsePage(t, b.Bytes())
}

func cells(doc *html.Node) [][]string {
	var out [][]string
	for _, tr := range elements(doc, "tr", "")[1:] {
		out = append(out, each(elements(tr, "td", "")))
	}
	return out
}

func TestMarkdownHasATableAndTheReasonsFolded(t *testing.T) {
	r := sample()
	r.Findings[2].Owner = "team b"
	r.Findings[2].Edits = []scanner.Edit{{Path: r.Findings[2].Path, Start: r.Findings[2].Start, End: r.Findings[2].End, New: "2.7.9"}}
	doc := rendered(t, write(t, Markdown, r, Options{}))
	if got := each(elements(doc, "h3", "")); !cmp.Equal(got, []string{"TLS 1.2: 2 of 3 declarations to look at"}) {
		t.Error(got)
	}
	want := [][]string{
		{"error", "b?b/y:1:1", "Python 2.7.8", "upgrade", "Move to Python 3.12 or later."},
		{"note", "a/x:1:3", "OpenSSL >=0.9.8", "upgrade or ready", ""},
	}
	if diff := cmp.Diff(want, cells(doc)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	details := elements(doc, "details", "")
	if got := each(elements(doc, "summary", "")); !cmp.Equal(got, []string{"upgrade: Python b?b/y:1:1", "upgrade or ready: OpenSSL a/x:1:3"}) || len(details) != 2 {
		t.Fatalf("%d folded: %q", len(details), got)
	}
	f := details[0]
	for what, c := range map[string]struct{ got, want []string }{
		"code":    {each(elements(f, "pre", "")), []string{"2.7.8", "line one line two", "- 2.7.8 + 2.7.9"}},
		"related": {each(elements(f, "li", "")), []string{"b/z:4:2 ${v}: The value comes to use here.", "b/y:3:1 OpenSSL 1.0.0t: The verdict goes by the OpenSSL that is declared here.", "b/w:9:1 TLSv1: This line keeps clients to older protocols."}},
		"sources": {[]string{attribute(elements(f, "a", "")[0], "href")}, []string{"https://peps.python.org/pep-0466/"}},
		"labels":  {each(elements(f, "strong", "")), []string{"Why:", "Fix:", "Edit", "Owner:", "Sources:"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", what, diff)
		}
	}
	if !strings.Contains(words(doc), "3 declarations in 3 files: 2 upgrade, 1 ready; 2 problems.") || !strings.Contains(words(doc), "c/pom.xml:7: broken XML d: can't read") {
		t.Error(words(doc))
	}
	r.Findings[1].Suppressed = &scanner.Suppression{Reason: "leaves in June", Source: "policy"}
	if doc := rendered(t, write(t, Markdown, r, Options{})); len(cells(doc)) != 1 || strings.Contains(words(doc), "leaves in June") {
		t.Error("what is suppressed is shown unasked")
	}
	doc = rendered(t, write(t, Markdown, r, Options{All: true}))
	if len(cells(doc)) != 2 || !strings.Contains(words(doc), "Suppressed: 1 a/x:1:3 OpenSSL >=0.9.8: upgrade or ready. Suppressed by the policy: leaves in June") {
		t.Error(words(doc))
	}
}

func TestNothingOfAFileIsMarkdown(t *testing.T) {
	for _, text := range []string{
		"a|b", "`a`", "a\\", "\\|", "``|``", " a ", "*a* _b_ ~~c~~", "<!-- a", "<script>alert(1)</script>", "</details>", "</code>", "&lt;&#64;",
		"[a](https://evil.example)", "![a](https://evil.example/x.png)", "https://evil.example", "www.evil.example", "http://evil.example/@me",
		"@octocat", "octo/repo#12", "a@example.com", "# a", "| --- |", "$x$", "```\n# a\n```", "=1",
	} {
		r := sample()
		f := &r.Findings[2]
		f.Path, f.Declared, f.Title, f.SourceLine, f.Message, f.Owner, f.Text = text, text, text, text, text, text, text
		f.Start, f.End = manifest.Position{Line: 1, Column: 1}, manifest.Position{Line: 1, Column: 2}
		f.Companions, f.Evidence = nil, nil
		f.Via = []scanner.Location{f.Location}
		f.Remedies = []*rules.Remedy{{Text: text, Code: text}}
		f.Sources = append(f.Sources, rules.Source{Title: text, URL: "javascript:" + text}, rules.Source{Title: text, URL: "https://x/>" + text})
		r.Findings[1].Suppressed = &scanner.Suppression{Reason: text}
		r.Problems = []scanner.Problem{{Path: text, Message: text}}
		data := write(t, Markdown, r, Options{All: true})
		doc := rendered(t, data)
		seen := strings.Join(strings.Fields(printable(text)), " ")
		plain := strings.ReplaceAll(seen, "\u200b", "")
		got := cells(doc)
		for i := range got[0] {
			got[0][i] = strings.ReplaceAll(got[0][i], "\u200b", "")
		}
		if diff := cmp.Diff([]string{"error", strings.TrimLeft(printable(text), " ") + ":1:1", plain + " " + plain, "upgrade", plain}, got[0]); diff != "" {
			t.Errorf("%q in a table (-want +got)\n%s", text, diff)
		}
		if n := len(elements(doc, "details", "")); n != 3 {
			t.Errorf("%q: %d parts are folded, want 3", text, n)
		}
		for n := range doc.Descendants() {
			switch {
			case n.Type == html.ElementNode && n.Data == "a" && attribute(n, "href") != "https://peps.python.org/pep-0466/" && !strings.HasPrefix(attribute(n, "href"), "https://x/"),
				n.Type == html.ElementNode && strings.Contains(" script img em del input h1 ", " "+n.Data+" "):
				t.Errorf("%q has become %s %v", text, n.Data, n.Attr)
			case n.Type == html.TextNode && n.Parent.Data != "code" && regexp.MustCompile(`@\w|#\d`).MatchString(n.Data):
				t.Errorf("%q mentions someone: %q", text, n.Data)
			}
		}
	}
}

func TestMarkdownLeavesOutWholeWhatDoesNotFitAndCountsIt(t *testing.T) {
	r := crowd(3000)
	for i := range 400 {
		r.Findings[i*3].Level, r.Findings[i*3].Suppressed = scanner.LevelError, &scanner.Suppression{Reason: strings.Repeat("<&", 50), Source: "policy"}
		r.Problems = append(r.Problems, scanner.Problem{Path: fmt.Sprint("p", i), Message: strings.Repeat("|", 30)})
	}
	r.Findings[1].Path = strings.Repeat("|", 30_000) // no room for this one at all
	data := write(t, Markdown, r, Options{})
	all := write(t, Markdown, r, Options{All: true})
	for _, data := range [][]byte{data, all} {
		if len(data) > markdownRoom || len(data) < markdownRoom*9/10 {
			t.Errorf("%d bytes", len(data))
		}
		if n, m := bytes.Count(data, []byte("<details>")), bytes.Count(data, []byte("</details>")); n != m {
			t.Errorf("%d are opened, %d closed", n, m)
		}
	}
	doc := rendered(t, all)
	notes := regexp.MustCompile(`(\d+) more (suppressed finding|finding|problem)s not shown`).FindAllStringSubmatch(words(doc), -1)
	left := map[string][]int{}
	for _, n := range notes {
		number, _ := strconv.Atoi(n[1])
		left[n[2]] = append(left[n[2]], number)
	}
	rows := len(cells(doc))
	folded := len(elements(doc, "details", "")) - 1
	want := map[string][]int{"finding": {2600 - rows, 2600 - folded}, "suppressed finding": left["suppressed finding"], "problem": left["problem"]}
	if diff := cmp.Diff(want, left); diff != "" || len(left["suppressed finding"]) != 1 || len(left["problem"]) != 1 {
		t.Errorf("rows %d, folded %d (-want +got)\n%s", rows, folded, diff)
	}
	if first := cells(doc)[0]; first[0] != "error" {
		t.Errorf("the first row is %q", first)
	}
}

func TestMarkdownSaysWhatIsLeftAndWhatIsMissing(t *testing.T) {
	at := time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)
	got := string(write(t, Markdown, &scanner.Report{Partial: true, Effective: at}, Options{Now: at.AddDate(0, 0, -3)}))
	want := `<!-- tlsready -->
### TLS 1.2: nothing to judge

**TLS 1.2 or later will be required from 2019-05-01 on: in 3 days.**

**Not complete:** the scan was stopped. This is what was found until then.

0 declarations in 0 files: nothing to judge.
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	r := sample()
	r.Findings, r.Problems = r.Findings[:1], nil
	if got := string(write(t, Markdown, r, Options{})); !strings.Contains(got, "### TLS 1.2: nothing to do\n") || strings.Contains(got, "|") {
		t.Error(got)
	}
}
