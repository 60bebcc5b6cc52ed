package report

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/tlsready/tlsready/internal/needs"
	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// browse loads a page in the browser that TLSREADY_CHROMIUM names and returns the
// document as its script has left it.
func browse(t *testing.T, page []byte, fragment string) *html.Node {
	t.Helper()
	browser := os.Getenv("TLSREADY_CHROMIUM")
	if browser == "" {
		needs.Missing(t, "TLSREADY_CHROMIUM names no browser")
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "tlsready-browser-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile) // its helpers may still write for a moment
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(file), Fragment: fragment}
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+profile, "--dump-dom", address.String())
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	return parsePage(t, out.Bytes())
}

// crowd is a report of many findings in few components.
func crowd(n int) *scanner.Report {
	parts := sample().Findings
	r := &scanner.Report{Files: n}
	for i := range n {
		f := parts[i%len(parts)]
		f.Path += strconv.Itoa(i)
		f.Component += strconv.Itoa(i % 100)
		r.Findings = append(r.Findings, f)
	}
	return r
}

func TestTheFilterWorksInABrowser(t *testing.T) {
	const n = 5001
	few, many := write(t, HTML, sample(), Options{All: true}), write(t, HTML, crowd(n), Options{All: true})
	hostile := sample()
	hostile.Findings[2].SourceLine = `</pre><script>document.title="broken"</script>`
	hostile.Findings[2].Path = "%q=&#</script>"
	for _, c := range []struct {
		name     string
		page     []byte
		fragment string
		says     string
		shown    string // the runtimes of what is shown, if few
		groups   int
	}{
		{"no filter", few, "", "3 of 3 findings shown", "python openssl openssl", 2},
		{"a verdict", few, "verdict=upgrade", "2 of 3 findings shown", "python openssl", 2},
		{"a verdict that none has", few, "verdict=update", "3 of 3 findings shown", "python openssl openssl", 2},
		{"a level", few, "level=none", "1 of 3 findings shown", "openssl", 1},
		{"a runtime", few, "runtime=python", "1 of 3 findings shown", "python", 1},
		{"a word of the message", few, "q=Admits", "1 of 3 findings shown", "openssl", 1},
		{"two words, one of a source", few, "q=pep 2.7.8", "1 of 3 findings shown", "python", 1},
		{"words of two findings", few, "q=pep conanfile", "0 of 3 findings shown", "", 0},
		{"all together", few, "verdict=upgrade&level=note&runtime=openssl&q=a/x", "1 of 3 findings shown", "openssl", 1},
		{"text that is no filter", few, "findings", "3 of 3 findings shown", "python openssl openssl", 2},
		{"many findings", many, "runtime=python&q=y4997", "1 of 5001 findings shown", "python", 1},
		{"markup in a path and a line", write(t, HTML, hostile, Options{}), "q=</script>", "1 of 2 findings shown", "python", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := browse(t, c.page, c.fragment)
			if title := words(elements(doc, "title", "")[0]); title != "TLS "+rules.TLS12.String()+" readiness" {
				t.Errorf("the title has become %q", title)
			}
			if has(elements(doc, "form", "")[0], "hidden") {
				t.Fatal("the script did not run")
			}
			if got := words(elements(doc, "output", "")[0]); got != c.says {
				t.Errorf("it says %q, want %q", got, c.says)
			}
			var shown []string
			for _, f := range elements(doc, "details", "finding") {
				if !has(f, "hidden") {
					shown = append(shown, attribute(f, "data-runtime"))
				}
			}
			if got := strings.Join(shown, " "); got != c.shown {
				t.Errorf("shown are %q, want %q", got, c.shown)
			}
			groups := 0
			for _, g := range elements(doc, "section", "group") {
				if !has(g, "hidden") {
					groups++
				}
			}
			if groups != c.groups {
				t.Errorf("%d components are shown, want %d", groups, c.groups)
			}
		})
	}
}

func TestASearchUnfoldsWhatIsSuppressed(t *testing.T) {
	page := write(t, HTML, odd(), Options{})
	for fragment, want := range map[string]bool{"": false, "q=june": true} {
		doc := browse(t, page, fragment)
		if got := has(elements(doc, "details", "accepted")[0], "open"); got != want {
			t.Errorf("%q: unfolded is %v, want %v", fragment, got, want)
		}
	}
}
