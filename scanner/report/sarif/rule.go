package sarif

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/report"
)

// A ruleTable holds the rules of a run, sorted by id, and where each is.
type ruleTable struct {
	rules []reportingDescriptor
	index map[string]int
}

func newRuleTable(r *scanner.Report, findings []*scanner.Finding) *ruleTable {
	first := map[string]*scanner.Finding{}
	var ids []string
	for _, f := range findings {
		id := report.RuleID(f, r.MinTLS)
		if first[id] == nil {
			first[id] = f
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	t := &ruleTable{rules: []reportingDescriptor{}, index: map[string]int{}}
	for i, id := range ids {
		t.index[id] = i
		var h help
		if row := report.Rule(first[id], r.MinTLS); row != nil {
			h = rowHelp(row, first[id], r.MinTLS)
		} else {
			h = otherHelp(id, first[id], r.MinTLS)
		}
		t.rules = append(t.rules, h.rule(id))
	}
	return t
}

// help is what a rule tells people.
type help struct {
	short    string
	why      string
	level    scanner.Level
	runtime  rules.Runtime // "" for rules of any
	remedies []*rules.Remedy
	notes    []string
	sources  []rules.Source
}

// rowHelp tells what stands in a row of the table.
func rowHelp(row *rules.Row, f *scanner.Finding, minTLS rules.TLS) help {
	ability := row.Ability(minTLS)
	h := help{runtime: f.Runtime, why: row.WhyFor(minTLS), remedies: ability.Remedies, sources: row.Sources,
		level: supportLevels[ability.Support]}
	if ability.Requires != nil && h.level == scanner.LevelNote {
		h.level = scanner.LevelWarning // it depends
	}
	title := f.Title
	if !row.Versions.IsEmpty() && !row.Versions.IsAll() {
		title += " " + row.Versions.Plain()
	}
	h.short = fmt.Sprintf("%s %s TLS %s", title, supportWords[ability.Support], minTLS)
	if req := ability.Requires; req != nil {
		other := rules.Default().Title(req.Runtimes[0])
		if req.Follows {
			h.short = fmt.Sprintf("%s speaks TLS %s if its %s does", title, minTLS, other)
		} else {
			h.short += fmt.Sprintf(" with %s %s", other, req.Versions.Plain())
		}
	}
	for _, note := range []string{row.Note, row.Guidance} {
		if note != "" {
			h.notes = append(h.notes, note)
		}
	}
	return h
}

var supportWords = map[rules.Support]string{
	rules.SupportUnknown: "may or may not speak",
	rules.ByDefault:      "offers",
	rules.OptIn:          "has to be told to speak",
	rules.Patch:          "has to be updated to speak",
	rules.None:           "cannot speak",
}

var supportLevels = map[rules.Support]scanner.Level{
	rules.SupportUnknown: scanner.LevelNote, rules.ByDefault: scanner.LevelNote,
	rules.OptIn: scanner.LevelWarning, rules.Patch: scanner.LevelError, rules.None: scanner.LevelError,
}

// otherHelp is for what no row decides.
func otherHelp(id string, f *scanner.Finding, minTLS rules.TLS) help {
	if id == report.RulePinned {
		h := help{level: scanner.LevelWarning, short: fmt.Sprintf("A line keeps a client to protocols older than TLS %s", minTLS),
			why: "Whatever the runtime can do, this line does not let it."}
		for _, m := range f.Remedies {
			if m.ID == "unpin" {
				h.remedies = append(h.remedies, m)
			}
		}
		return h
	}
	return help{level: scanner.LevelNote, short: fmt.Sprintf("Whether this speaks TLS %s is not known", minTLS),
		why: "The version that is declared, or what it can do, is not known, so nothing is said of it. Look it up where the program runs, and judge it with tlsready check."}
}

func (h help) rule(id string) reportingDescriptor {
	tags := []string{"compatibility", "tls"}
	if h.runtime != "" {
		tags = append(tags, string(h.runtime))
	}
	r := reportingDescriptor{
		ID:                   id,
		ShortDescription:     multiformatMessage{Text: h.short},
		FullDescription:      multiformatMessage{Text: strings.TrimSpace(h.short + ". " + h.why)},
		Help:                 multiformatMessage{Text: h.text(), Markdown: h.markdown()},
		DefaultConfiguration: reportingConfiguration{h.level.String()},
		Properties:           map[string]any{"tags": tags},
	}
	for _, s := range h.sources {
		if u, err := url.Parse(s.URL); err == nil && u.IsAbs() {
			r.HelpURI = s.URL
			break
		}
	}
	return r
}

func (h help) text() string {
	lines := []string{h.short + "."}
	if h.why != "" {
		lines = append(lines, h.why)
	}
	lines = append(lines, h.notes...)
	for _, m := range h.remedies {
		lines = append(lines, "", "Fix: "+m.Text)
		if m.Code != "" {
			lines = append(lines, m.Code)
		}
	}
	if len(h.sources) > 0 {
		lines = append(lines, "")
	}
	for _, s := range h.sources {
		lines = append(lines, fmt.Sprintf("Source: %s, %s", s.Title, s.URL))
	}
	return strings.Join(lines, "\n")
}

func (h help) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s.** %s\n", escape(h.short), escape(h.why))
	for _, note := range h.notes {
		fmt.Fprintf(&b, "\n%s\n", escape(note))
	}
	if len(h.remedies) > 0 {
		b.WriteString("\n## What to do\n")
	}
	for _, m := range h.remedies {
		fmt.Fprintf(&b, "\n- %s\n", escape(m.Text))
		if m.Code != "" {
			// Indented by the list and four more, code stands as it is.
			for line := range strings.Lines("\n" + m.Code) {
				b.WriteString(strings.TrimRight("      "+line, " \n") + "\n")
			}
		}
	}
	if len(h.sources) > 0 {
		b.WriteString("\n## Sources\n\n")
	}
	for _, s := range h.sources {
		fmt.Fprintf(&b, "- [%s](<%s>)\n", escape(s.Title), s.URL)
	}
	return b.String()
}

// escape keeps the characters that mean something in the midst of Markdown.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, "`", "\\`", `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`).Replace(text)
}
