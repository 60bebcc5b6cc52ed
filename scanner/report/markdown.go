package report

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// The page is cut to what a comment of GitHub holds, with something to spare (65,536
// characters), and so that no part of it takes the room of the others.
const (
	markdownRoom = 65_000
	tableRoom    = 24_000
	acceptedRoom = 6_000
	problemsRoom = 6_000
)

// markdownMark is how a later run finds its comment again.
const markdownMark = "<!-- tlsready -->\n"

// Markdown writes the report as a comment on a pull request, in GitHub's Markdown: the
// counts, a table of the findings, the loudest first, and the reasons of each folded
// away. It has at most 65,000 bytes; what does not fit is left out whole and counted.
func Markdown(w io.Writer, r *scanner.Report, o Options) error {
	var findings, folded []*scanner.Finding
	for _, f := range shown(r, o) {
		if f.Suppressed != nil {
			folded = append(folded, f)
		} else {
			findings = append(findings, f)
		}
	}
	slices.SortStableFunc(findings, func(a, b *scanner.Finding) int { return cmp.Compare(b.Level, a.Level) })
	head := markdownMark + headline(r, o)
	table := section(tableRoom, "\n| level | place | declared | verdict | what to do |\n| --- | --- | --- | --- | --- |\n", "", "finding", mapped(findings, row))
	accepted := section(acceptedRoom, fmt.Sprintf("\n<details><summary>Suppressed: %d</summary>\n\n", len(folded)), "\n</details>\n", "suppressed finding", mapped(folded, acceptedItem))
	broken := section(problemsRoom, "\n#### Problems\n\n", "", "problem", mapped(r.Problems, problemItem))
	room := markdownRoom - len(head) - len(table) - len(accepted) - len(broken)
	details := section(room, "\n#### Why, and what to change\n\n", "", "finding", mapped(findings, detail))
	_, err := io.WriteString(w, head+table+details+accepted+broken)
	return err
}

func mapped[T any](in []T, f func(T) string) []string {
	out := make([]string, len(in))
	for i := range in {
		out[i] = f(in[i])
	}
	return out
}

// section puts pieces under a heading, as many as there is room for, and counts the
// rest; "" for none.
func section(room int, open, end, noun string, pieces []string) string {
	const note = 100 // room for the count
	if len(pieces) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(open)
	left := 0
	for _, p := range pieces {
		if b.Len()+len(p)+len(end)+note > room {
			left++
			continue
		}
		b.WriteString(p)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n_%s not shown here, for want of room._\n", count(left, "more "+noun))
	}
	b.WriteString(end)
	return b.String()
}

func headline(r *scanner.Report, o Options) string {
	var b strings.Builder
	attention := 0
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Level > scanner.LevelNone && f.Suppressed == nil {
			attention++
		}
	}
	switch {
	case attention > 0:
		fmt.Fprintf(&b, "### TLS %s: %d of %s to look at\n\n", r.MinTLS, attention, count(len(r.Findings), "declaration"))
	case len(r.Findings) > 0:
		fmt.Fprintf(&b, "### TLS %s: nothing to do\n\n", r.MinTLS)
	default:
		fmt.Fprintf(&b, "### TLS %s: nothing to judge\n\n", r.MinTLS)
	}
	if text := deadline(r, o.Now); text != "" {
		b.WriteString("**" + text + "**\n\n")
	}
	if r.Partial {
		b.WriteString("**Not complete:** the scan was stopped. This is what was found until then.\n\n")
	}
	b.WriteString(tallied(r) + "\n")
	return b.String()
}

// row is a finding as a row of the table.
func row(f *scanner.Finding) string {
	todo := ""
	if len(f.Remedies) > 0 {
		todo = f.Remedies[0].Text
	}
	return fmt.Sprintf("| %s | %s | %s %s | %s | %s |\n", f.Level, code(placeOf(f.Location)), plainMarkdown(f.Title), code(f.Declared), verdictLabel(f), plainMarkdown(todo))
}

// detail is all that is known of a finding, under a line to unfold it.
func detail(f *scanner.Finding) string {
	var b strings.Builder
	place := placeOf(f.Location)
	fmt.Fprintf(&b, "<details><summary>%s: %s %s</summary>\n\n", verdictLabel(f), plainMarkdown(f.Title), tagged(cmp.Or(place, f.Declared)))
	if e := newExcerpt(f); e != nil {
		b.WriteString(fenced(e.Before+e.Marked+e.After) + "\n")
	}
	fmt.Fprintf(&b, "**Why:** %s\n", plainMarkdown(f.Message))
	for i, l := range Related(f) {
		if i == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "- %s %s: %s\n", code(placeOf(l.Location)), code(l.Name), l.Says)
	}
	for i, m := range f.Remedies {
		label := "**Fix:** "
		if i > 0 {
			label = "**Or:** "
		}
		fmt.Fprintf(&b, "\n%s%s\n", label, plainMarkdown(m.Text))
		if m.Code != "" {
			b.WriteString("\n" + fenced(printableLines(m.Code)))
		}
	}
	for _, c := range changes(f) {
		fmt.Fprintf(&b, "\n**Edit** at %s:\n\n%s", code(c.At), fencedAs("diff", strings.Join(append(prefixed("- ", c.Removed), prefixed("+ ", c.Added)...), "\n")))
	}
	if f.Owner != "" {
		fmt.Fprintf(&b, "\n**Owner:** %s\n", code(f.Owner))
	}
	for i, s := range f.Sources {
		if i == 0 {
			b.WriteString("\n**Sources:** ")
		} else {
			b.WriteString(" · ")
		}
		b.WriteString(source(s))
	}
	b.WriteString("\n\n</details>\n")
	return b.String()
}

func acceptedItem(f *scanner.Finding) string {
	return fmt.Sprintf("- %s %s %s: %s. %s\n", code(placeOf(f.Location)), plainMarkdown(f.Title), code(f.Declared), verdictLabel(f), plainMarkdown(accepted(f.Suppressed)))
}

func problemItem(p scanner.Problem) string {
	place := p.Path
	if place == "" {
		return fmt.Sprintf("- %s\n", plainMarkdown(p.Message))
	}
	if p.Line > 0 {
		place += fmt.Sprintf(":%d", p.Line)
	}
	return fmt.Sprintf("- %s: %s\n", code(place), plainMarkdown(p.Message))
}

func source(s rules.Source) string {
	if !isLink(s.URL) || strings.ContainsAny(s.URL, "<> \t\r\n\\") {
		return plainMarkdown(s.Title + ", " + s.URL)
	}
	return fmt.Sprintf("[%s](<%s>)", plainMarkdown(s.Title), printable(s.URL))
}

func prefixed(prefix string, lines []string) []string {
	return mapped(lines, func(line string) string { return prefix + line })
}

// markdownText replaces what GitHub's Markdown gives a meaning to. A mention or a
// reference to an issue is found in the text that results, so that no escape helps:
// a space of no width breaks it. An address is no link without its colon or point.
var markdownText = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(append(entities("\\`*_{}[]<>|~&$!^"),
		"@", "@&#8203;", "#", "#&#8203;", "://", "&#58;//", "www.", "www&#46;", "WWW.", "WWW&#46;", "GH-", "GH&#8203;-", "gh-", "gh&#8203;-")...)
})

// plainMarkdown is a text of one line in which nothing is Markdown.
func plainMarkdown(text string) string { return markdownText().Replace(printable(text)) }

func entities(chars string) []string {
	var out []string
	for _, c := range chars {
		out = append(out, string(c), fmt.Sprintf("&#%d;", c))
	}
	return out
}

// code is a text of one line as code, in a table too; "" stays empty.
func code(text string) string {
	text = printable(text)
	switch {
	case text == "":
		return ""
	case strings.ContainsAny(text, "`|\\") || strings.TrimSpace(text) != text:
		return "<code>" + plainMarkdown(text) + "</code>"
	}
	return "`" + text + "`"
}

// tagged is a text as code within HTML, in which Markdown does not count.
func tagged(text string) string { return "<code>" + html.EscapeString(printable(text)) + "</code>" }

// fencedAs is fenced with the name of a language.
func fencedAs(language, text string) string {
	block := fenced(text)
	line, rest, _ := strings.Cut(block, "\n")
	return line + language + "\n" + rest
}
