package main

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// manual holds the manual pages, which go test ./cmd/tlsready -run Manual -update
// makes of the commands: what makes them would be a tenth of the command, and a part
// of each start.
//
//go:embed man/*.1
var manual embed.FS

func newMan() *cobra.Command {
	return &cobra.Command{
		Use:     "man FOLDER",
		Short:   "Write the manual pages into a folder",
		Example: "  tlsready man /usr/local/share/man/man1",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			pages, err := manual.ReadDir("man")
			if err != nil {
				return fmt.Errorf("man: %w", err)
			}
			for _, page := range pages {
				text, err := manual.ReadFile("man/" + page.Name())
				if err == nil {
					err = os.WriteFile(filepath.Join(args[0], page.Name()), text, 0o666)
				}
				if err != nil {
					return fmt.Errorf("man: %w", err)
				}
			}
			return nil
		},
	}
}
