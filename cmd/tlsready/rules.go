package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/rules"
)

func newRules(f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "rules [RUNTIME | ECOSYSTEM/LIBRARY]",
		Short: "Print the rule table with its sources",
		Args:  cobra.MaximumNArgs(1),
		Example: `  tlsready rules python
  tlsready rules --format markdown > docs/rules.md`,
		ValidArgsFunction: completeRuntime,
		RunE: func(cmd *cobra.Command, args []string) error {
			table, err := f.rules()
			if err != nil {
				return err
			}
			runtimes := append(slices.Clone(table.Runtimes()), table.Libraries()...)
			if len(args) == 1 {
				r := table.Runtime(rules.Runtime(strings.ToLower(args[0])))
				if r == nil {
					return fmt.Errorf("the %s table has no rules for %q; it has rules for %s%s", table.Name(), args[0], names(table.Runtimes()), f.suggestRuntime(strings.ToLower(args[0])))
				}
				runtimes = []*rules.RuntimeRules{r}
			}
			format := "text"
			if len(f.format) > 0 {
				format = f.format[0]
			}
			if len(f.format) > 1 || len(f.output) > 0 || format != "text" && format != "markdown" {
				return fmt.Errorf("rules are printed with --format text or markdown, to standard output")
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			if format == "markdown" {
				rulesMarkdown(out, table, runtimes)
				return out.Flush()
			}
			for i, r := range runtimes {
				if i > 0 {
					fmt.Fprintln(out)
				}
				printRules(out, r)
			}
			return out.Flush()
		},
	}
}

func names(runtimes []*rules.RuntimeRules) string {
	out := make([]string, len(runtimes))
	for i, r := range runtimes {
		out[i] = string(r.Runtime)
	}
	return strings.Join(out, ", ")
}

func printRules(out *bufio.Writer, r *rules.RuntimeRules) {
	fmt.Fprintf(out, "%s (%s)\n", r.Title, r.Runtime)
	for _, row := range r.Rows {
		vendors := ""
		if len(row.Vendors) > 0 {
			vendors = " of " + strings.Join(row.Vendors, ", ")
		}
		fmt.Fprintf(out, "\n  %s: versions %s%s (%s)\n", row.ID, row.Versions.Plain(), vendors, row.Evidence)
		for _, tls := range []rules.TLS{rules.TLS12, rules.TLS13} {
			a := row.Ability(tls)
			fmt.Fprintf(out, "    TLS %s: %s%s\n", tls, a.Support, condition(a))
		}
		fmt.Fprintf(out, "    %s\n", row.Why)
		for _, text := range []string{row.Guidance, row.Note} {
			if text != "" {
				fmt.Fprintf(out, "    %s\n", text)
			}
		}
		for _, s := range row.Sources {
			fmt.Fprintf(out, "    - %s: %s\n", s.Title, s.URL)
		}
	}
}

// condition says on which companion a support depends.
func condition(a *rules.Ability) string {
	switch req := a.Requires; {
	case req == nil && a.Support == rules.Patch:
		return ", then " + a.Then.String()
	case req == nil:
		return ""
	case req.Follows:
		return fmt.Sprintf(" with %s %s, else as that is", req.Runtimes[0], req.Versions.Plain())
	default:
		return fmt.Sprintf(" with %s %s, else %s", req.Runtimes[0], req.Versions.Plain(), req.Else)
	}
}
