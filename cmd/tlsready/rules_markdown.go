package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/rules"
)

// rulesMarkdown writes a table of rules as a page of documentation.
func rulesMarkdown(out *bufio.Writer, table *rules.Table, runtimes []*rules.RuntimeRules) {
	fmt.Fprintf(out, "# The rules\n\nThe %s table, by runtime and then by library. What a word means is said in [the format of the table](../rules/table/README.md).\n", table.Name())
	for _, r := range runtimes {
		fmt.Fprintf(out, "\n## %s\n\n`%s`, newest releases as of %s.\n\n", escapeMarkdown(r.Title), r.Runtime, r.ReleasesAsOf)
		out.WriteString("| rule | versions | TLS 1.2 | TLS 1.3 | why | sources |\n| --- | --- | --- | --- | --- | --- |\n")
		for _, row := range r.Rows {
			versions := "`" + row.Versions.Plain() + "`"
			if len(row.Vendors) > 0 {
				versions += " of " + strings.Join(row.Vendors, ", ")
			}
			why := []string{row.Why}
			for _, tls := range []rules.TLS{rules.TLS12, rules.TLS13} {
				if text := row.Ability(tls).Why; text != "" && !slices.Contains(why, text) {
					why = append(why, text)
				}
			}
			for _, text := range []string{row.Guidance, row.Note} {
				if text != "" {
					why = append(why, text)
				}
			}
			var sources []string
			for _, s := range row.Sources {
				sources = append(sources, fmt.Sprintf("[%s](%s)", escapeMarkdown(s.Title), s.URL))
			}
			fmt.Fprintf(out, "| `%s` | %s | %s | %s | %s | %s |\n", row.ID, versions, supportMarkdown(row, rules.TLS12), supportMarkdown(row, rules.TLS13),
				escapeMarkdown(strings.Join(why, " ")), strings.Join(sources, "; "))
		}
	}
}

func supportMarkdown(row *rules.Row, tls rules.TLS) string {
	a := row.Ability(tls)
	return escapeMarkdown(a.Support.String() + condition(a))
}

var markdownEscapes = strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "[", `\[`, "\n", " ")

func escapeMarkdown(text string) string { return markdownEscapes.Replace(text) }
