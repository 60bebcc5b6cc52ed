package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tlsready/tlsready/rules"
)

func newExplain(f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain one rule: why, what to do, and where that is known from",
		Long: `Explain one rule by the name that reports give it: which versions it is about, what
they can do and why, what to change, with code, and the sources.`,
		Example:           "  tlsready explain openssl-1.0.1",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: f.completeRules,
		RunE: func(cmd *cobra.Command, args []string) error {
			table, err := f.rules()
			if err != nil {
				return err
			}
			row := table.Rule(args[0])
			if row == nil {
				return fmt.Errorf("the %s table has no rule %q%s", table.Name(), args[0], didYouMean(args[0], ruleIDs(table)))
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			explain(out, table.Runtime(row.Runtime), row)
			return out.Flush()
		},
	}
}

// ruleIDs are the names of all rules, in the order of the table.
func ruleIDs(table *rules.Table) []string {
	var out []string
	for _, r := range slices.Concat(table.Runtimes(), table.Libraries()) {
		for _, row := range r.Rows {
			out = append(out, row.ID)
		}
	}
	return out
}

func (f *flags) completeRules(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	table, err := f.rules()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return ruleIDs(table), cobra.ShellCompDirectiveNoFileComp
}

func explain(out *bufio.Writer, r *rules.RuntimeRules, row *rules.Row) {
	fmt.Fprintf(out, "%s: %s %s", row.ID, r.Title, row.Versions.Plain())
	if len(row.Vendors) > 0 {
		fmt.Fprintf(out, ", builds of %s", strings.Join(row.Vendors, ", "))
	}
	fmt.Fprintln(out)
	for _, tls := range []rules.TLS{rules.TLS12, rules.TLS13} {
		a := row.Ability(tls)
		fmt.Fprintf(out, "\nTLS %s: %s%s.\n  %s\n", tls, a.Support, condition(a), row.WhyFor(tls))
		for _, m := range a.Remedies {
			fmt.Fprintf(out, "  %s: %s\n", m.Kind, m.Text)
			for line := range strings.Lines(m.Code) {
				fmt.Fprintf(out, "      %s\n", strings.TrimRight(line, "\n"))
			}
		}
	}
	fmt.Fprintln(out)
	for _, text := range []string{row.Guidance, row.Note} {
		if text != "" {
			fmt.Fprintf(out, "%s\n\n", text)
		}
	}
	fmt.Fprintf(out, "Sources (%s):\n", row.Evidence)
	for _, s := range row.Sources {
		fmt.Fprintf(out, "  %s\n    %s\n", s.Title, s.URL)
	}
}
