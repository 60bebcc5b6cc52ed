package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed" // for the parts of the page
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

var (
	//go:embed html.tmpl
	pageTemplate string
	//go:embed html.css
	pageStyle string
	//go:embed html.js
	pageScript string
)

// pagePolicy lets in what stands in the page and nothing else: whatever a scanned
// file says, no script of it runs and no request is made.
func pagePolicy() string {
	return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'" +
		"; style-src '" + integrity(pageStyle) + "'; script-src '" + integrity(pageScript) + "'"
}

// pageLayout is parsed when a page is asked for, since every start would pay for it.
var pageLayout = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"printable": printable,
		"lines":     printableLines,
		"place":     placeOf,
		"label":     verdictLabel,
		"accepted":  accepted,
		"related":   Related,
		"excerpt":   newExcerpt,
		"changes":   changes,
		"isLink":    isLink,
		"count":     count,
		"finding": func(f *scanner.Finding, open bool) any {
			return struct {
				Finding *scanner.Finding
				Open    bool
			}{f, open}
		},
	}).Parse(pageTemplate))
})

func integrity(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// A page is what the template lays out.
type page struct {
	Policy, Deadline string
	Style            template.CSS
	Script           template.JS
	Report           *scanner.Report
	Options          Options
	Verdicts         []tally
	Runtimes         []bar
	Levels           []scanner.Level // those that findings of the page have, the loudest first
	Groups           []group
	Accepted         []*scanner.Finding
	// Open says that there are few findings, which then need not be folded.
	Open bool
}

// A tally is the number of findings with a verdict.
type tally struct {
	Verdict rules.Verdict
	N       int
	Means   string
	Listed  bool    // some of them are on the page
	X, W    float64 // its part of a bar, in percent
}

// A bar is one runtime of the chart.
type bar struct {
	Runtime rules.Runtime
	Title   string
	N       int
	Parts   []tally
	Listed  bool
}

// fewFindings are shown unfolded.
const fewFindings = 40

// HTML writes the report as one page that stands alone: it loads nothing, and can be
// filtered by verdict, level and runtime and searched. The fragment of its address
// sets that, as in "#verdict=upgrade&q=python"; without JavaScript it is a list.
// Suppressed findings are there in any case, folded away; those that are ready only
// if Options.All is set.
func HTML(w io.Writer, r *scanner.Report, o Options) error {
	p := page{Policy: pagePolicy(), Deadline: deadline(r, o.Now), Style: template.CSS(pageStyle), Script: template.JS(pageScript), Report: r, Options: o}
	var open []*scanner.Finding
	for i := range r.Findings {
		switch f := &r.Findings[i]; {
		case f.Level == scanner.LevelNone && !o.All:
		case f.Suppressed != nil:
			p.Accepted = append(p.Accepted, f)
		default:
			open = append(open, f)
		}
	}
	p.Groups = groups(open)
	p.Open = len(open) <= fewFindings
	listed := slices.Concat(open, p.Accepted)
	p.Verdicts = tallies(r, listed)
	p.Runtimes = bars(r, listed)
	for l := scanner.LevelError; ; l-- {
		if slices.ContainsFunc(listed, func(f *scanner.Finding) bool { return f.Level == l }) {
			p.Levels = append(p.Levels, l)
		}
		if l == scanner.LevelNone {
			break
		}
	}
	var b bytes.Buffer
	if err := pageLayout().Execute(&b, &p); err != nil {
		return err
	}
	_, err := io.WriteString(w, printableLines(b.String()))
	return err
}

// verdicts from the most work to the least, and what each of them asks for.
var verdicts = []tally{
	{Verdict: rules.Upgrade, Means: "move to a later version"},
	{Verdict: rules.Update, Means: "patch in place"},
	{Verdict: rules.Configure, Means: "turn it on"},
	{Verdict: rules.Unknown, Means: "can’t be told"},
	{Verdict: rules.Ready, Means: "nothing to do"},
}

func tallies(r *scanner.Report, listed []*scanner.Finding) []tally {
	out := slices.Clone(verdicts)
	for i := range out {
		t := &out[i]
		t.N = r.Count(t.Verdict)
		t.Listed = slices.ContainsFunc(listed, func(f *scanner.Finding) bool { return f.Verdict == t.Verdict })
	}
	return out
}

// bars count the verdicts of each runtime, the one with most work first. The longest
// bar is as wide as the chart.
func bars(r *scanner.Report, listed []*scanner.Finding) []bar {
	byRuntime := map[rules.Runtime]*bar{}
	longest := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		b := byRuntime[f.Runtime]
		if b == nil {
			b = &bar{Runtime: f.Runtime, Title: cmp.Or(f.Title, string(f.Runtime)), Parts: slices.Clone(verdicts)}
			byRuntime[f.Runtime] = b
		}
		b.N++
		longest = max(longest, b.N)
		b.Parts[slices.IndexFunc(verdicts, func(t tally) bool { return t.Verdict == f.Verdict })].N++
	}
	for _, f := range listed {
		byRuntime[f.Runtime].Listed = true
	}
	out := make([]bar, 0, len(byRuntime))
	for _, b := range byRuntime {
		b.Parts = slices.DeleteFunc(b.Parts, func(t tally) bool { return t.N == 0 })
		x := 0.0
		for i := range b.Parts {
			part := &b.Parts[i]
			part.X, part.W = x, 100*float64(part.N)/float64(longest)
			x += part.W
		}
		out = append(out, *b)
	}
	slices.SortFunc(out, func(a, b bar) int {
		for _, t := range verdicts {
			if c := cmp.Compare(b.of(t.Verdict), a.of(t.Verdict)); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.Runtime, b.Runtime)
	})
	return out
}

func (b *bar) of(v rules.Verdict) int {
	for _, t := range b.Parts {
		if t.Verdict == v {
			return t.N
		}
	}
	return 0
}

// isLink reports whether an address of a rule file may be followed.
func isLink(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}
