package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/tlsready/tlsready/rules"
)

// completeFlags lets shells complete the values of flags.
func completeFlags(c *cobra.Command, values map[string][]string) {
	for name, list := range values {
		if c.PersistentFlags().Lookup(name) == nil {
			continue
		}
		// The error is that of a flag that is not there, or is registered twice.
		_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp))
	}
}

// refuseUnknownShells makes completion for a shell that is not known an error;
// without a shell it prints its help.
func refuseUnknownShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd("completion")
	if c, _, err := root.Find([]string{"completion"}); err == nil && !c.Runnable() {
		c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	}
}

func runtimeNames() []string {
	var out []string
	for _, r := range rules.Default().Runtimes() {
		out = append(out, string(r.Runtime))
	}
	return out
}

// completeRuntime completes the first argument, a runtime.
func completeRuntime(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return runtimeNames(), cobra.ShellCompDirectiveNoFileComp
}

// flagError adds to an error about a flag the one that was perhaps meant.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return err
	}
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if hint := didYouMean(unknown.GetSpecifiedName(), known); hint != "" {
		return fmt.Errorf("%w%s", err, strings.Replace(hint, "mean ", "mean --", 1))
	}
	return err
}
