package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
)

// Text writes the report for people: grouped by component, the worst first, each
// finding with its line, why it is one and what to do.
func Text(w io.Writer, r *scanner.Report, o Options) error {
	if o.Width <= 0 {
		o.Width = 80
	}
	out := bufio.NewWriter(w)
	t := textWriter{out, o, new(bool)}
	if text := deadline(r, o.Now); text != "" {
		t.section()
		t.wrap("", text)
	}
	for _, g := range groups(shown(r, o)) {
		t.section()
		t.group(g)
	}
	if len(r.Problems) > 0 {
		t.problems(r.Problems)
	}
	t.summary(r)
	return out.Flush()
}

type group struct {
	component string
	worst     scanner.Level
	Findings  []*scanner.Finding
}

// Title is the component's name in headings; "" for findings of no file.
func (g group) Title() string {
	if g.component == "." {
		return "(top folder)"
	}
	return printable(g.component)
}

// groups puts the findings of a component together, the loudest first.
func groups(findings []*scanner.Finding) []group {
	var out []group
	at := map[string]int{}
	for _, f := range findings {
		i, ok := at[f.Component]
		if !ok {
			i = len(out)
			at[f.Component] = i
			out = append(out, group{component: f.Component})
		}
		out[i].Findings = append(out[i].Findings, f)
		out[i].worst = max(out[i].worst, f.Level)
	}
	slices.SortStableFunc(out, func(a, b group) int {
		return cmp.Or(-cmp.Compare(a.worst, b.worst), cmp.Compare(a.component, b.component))
	})
	for _, g := range out {
		slices.SortStableFunc(g.Findings, func(a, b *scanner.Finding) int { return -cmp.Compare(a.Level, b.Level) })
	}
	return out
}

type textWriter struct {
	*bufio.Writer
	o     Options
	begun *bool // something was written
}

// section parts what comes from what was written, if anything was, by an empty line.
func (t textWriter) section() {
	if *t.begun {
		t.WriteByte('\n')
	}
	*t.begun = true
}

// ANSI colours by level.
var colors = map[scanner.Level]string{scanner.LevelError: "31", scanner.LevelWarning: "33", scanner.LevelNote: "36", scanner.LevelNone: "32"}

func (t textWriter) paint(code, text string) string {
	if !t.o.Color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (t textWriter) group(g group) {
	if g.component != "" {
		fmt.Fprintf(t, "%s\n", t.paint("1", g.Title()))
	}
	var before *scanner.Finding
	for _, f := range g.Findings {
		if before != nil {
			t.WriteByte('\n')
		}
		t.finding(f, before)
		before = f
	}
}

// finding writes one finding; what the one before it said of the mend and of the
// sources is not said again.
func (t textWriter) finding(f, before *scanner.Finding) {
	t.WriteString("  ")
	if f.Path != "" {
		t.WriteString(placeOf(f.Location) + ": ")
	}
	fmt.Fprintf(t, "%s\n", t.paint(colors[f.Level], levelWord(f.Level)+verdictLabel(f)))
	t.source(f)
	t.suppression(f.Suppressed)
	t.wrap("    ", f.Message)
	for _, c := range f.Companions {
		if c.Path != "" {
			t.wrap("    ", fmt.Sprintf("%s is declared at %s:%d:%d.", c.Runtime, printable(c.Path), c.Start.Line, c.Start.Column))
		}
	}
	for _, d := range f.Disagrees {
		t.wrap("    ", fmt.Sprintf("%s:%d:%d disagrees: it says %s.", printable(d.Path), d.Start.Line, d.Start.Column, printable(d.Text)))
	}
	for _, e := range f.Evidence {
		t.wrap("    ", fmt.Sprintf("%s stands at %s:%d:%d.", printable(e.Text), printable(e.Path), e.Start.Line, e.Start.Column))
	}
	sameFix := before != nil && len(f.Remedies) > 0 && len(before.Remedies) > 0 && f.Remedies[0].Text == before.Remedies[0].Text
	sameSources := before != nil && len(f.Sources) > 0 && slices.Equal(f.Sources, before.Sources)
	switch {
	case sameFix && sameSources:
		t.wrap("    ", "Fix and sources: as above.")
	case sameFix:
		t.wrap("    ", "Fix: as above.")
	case len(f.Remedies) > 0:
		t.remedy(f.Remedies[0])
	}
	if f.Owner != "" {
		t.wrap("    ", "Owner: "+printable(f.Owner))
	}
	if !sameSources || !sameFix {
		t.sources(f.Sources)
	}
}

// sources writes where the verdict is known from, an address a line.
func (t textWriter) sources(sources []rules.Source) {
	for i, s := range sources {
		see := "    See "
		if i > 0 {
			see = "        "
		}
		fmt.Fprintf(t, "%s\n", t.paint("2", see+s.URL))
	}
}

func levelWord(l scanner.Level) string {
	if l == scanner.LevelNone {
		return ""
	}
	return l.String() + ": "
}

// maxSource is how much of a source line is shown.
const maxSource = 120

// source shows the line with the deciding text underlined.
func (t textWriter) source(f *scanner.Finding) {
	line := []rune(f.SourceLine)
	start := f.Start.Column - 1
	if len(line) == 0 || start >= len(line) {
		return
	}
	end := len(line)
	if f.End.Line == f.Start.Line {
		end = min(f.End.Column-1, end)
	}
	indent := 0
	for indent < start && (line[indent] == ' ' || line[indent] == '\t') {
		indent++
	}
	room := t.o.Width - 6
	if end-indent > room && start-indent > room/3 {
		indent = start - room/3 // a long line is shown from near the text on
	}
	last := min(len(line), indent+min(room, maxSource))
	end = max(min(end, last), start)
	shownLine := printable(strings.ReplaceAll(string(line[indent:last]), "\t", " "))
	fmt.Fprintf(t, "      %s\n      %s%s\n", shownLine, strings.Repeat(" ", start-indent),
		t.paint(colors[f.Level], strings.Repeat("^", max(end-start, 1))))
}

func (t textWriter) suppression(s *scanner.Suppression) {
	if s == nil {
		return
	}
	t.wrap("    ", printable(accepted(s)))
}

func (t textWriter) remedy(m *rules.Remedy) {
	t.wrap("    ", "Fix: "+m.Text)
	if m.Code != "" {
		for line := range strings.SplitSeq(m.Code, "\n") {
			fmt.Fprintln(t, strings.TrimRight("      "+line, " "))
		}
	}
}

func (t textWriter) problems(problems []scanner.Problem) {
	t.section()
	fmt.Fprintf(t, "%s\n", t.paint("1", "Problems"))
	for _, p := range problems {
		place := printable(p.Path)
		if p.Line > 0 {
			place += fmt.Sprintf(":%d", p.Line)
		}
		t.wrap("  ", place+": "+printable(p.Message))
	}
}

func (t textWriter) summary(r *scanner.Report) {
	if r.Files > 0 || len(r.Findings) != 1 {
		t.section()
		t.WriteString(tallied(r) + "\n")
	}
	if r.Partial {
		t.WriteString("The scan was stopped: this is what was found until then.\n")
	}
}

// tallied is the summary in a sentence.
func tallied(r *scanner.Report) string {
	var counts []string
	for _, v := range []rules.Verdict{rules.Upgrade, rules.Update, rules.Configure, rules.Unknown, rules.Ready} {
		if n := r.Count(v); n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, v))
		}
	}
	if len(counts) == 0 {
		counts = []string{"nothing to judge"}
	}
	text := fmt.Sprintf("%s in %s: %s", count(len(r.Findings), "declaration"), count(r.Files, "file"), strings.Join(counts, ", "))
	if n := r.Suppressed(); n > 0 {
		text += fmt.Sprintf("; %d suppressed", n)
	}
	if n := len(r.Problems); n > 0 {
		text += "; " + count(n, "problem")
	}
	return text + "."
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// wrap writes a paragraph, every line behind the indent and none wider than the
// page where its words allow.
func (t textWriter) wrap(indent, text string) {
	column := 0
	for word := range strings.FieldsSeq(text) {
		size := utf8.RuneCountInString(word)
		switch {
		case column == 0:
			t.WriteString(indent)
			column = len(indent)
		case column+1+size > t.o.Width:
			t.WriteString("\n" + indent)
			column = len(indent)
		default:
			t.WriteByte(' ')
			column++
		}
		t.WriteString(word)
		column += size
	}
	if column > 0 {
		t.WriteByte('\n')
	}
}
