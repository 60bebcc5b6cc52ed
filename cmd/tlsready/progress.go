package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/tlsready/tlsready/scanner"
)

// progressAfter is how long a scan takes before it says how far it is.
const progressAfter = 500 * time.Millisecond

// showProgress keeps a line on standard error up to date while scans run, if that
// is a terminal. The function it returns takes the line away.
func (f *flags) showProgress(cmd *cobra.Command, o *scanner.Options) (done func()) {
	file, ok := cmd.ErrOrStderr().(*os.File)
	if f.quiet || !ok || !term.IsTerminal(int(file.Fd())) {
		return func() {}
	}
	o.Progress = new(scanner.Progress)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		shown := false
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		begin := time.Now()
		for {
			select {
			case <-stop:
				if shown {
					fmt.Fprint(file, "\r\x1b[K")
				}
				return
			case <-tick.C:
				if time.Since(begin) < progressAfter {
					continue
				}
				width, _, err := term.GetSize(int(file.Fd()))
				if err != nil {
					width = 80
				}
				fmt.Fprint(file, "\r\x1b[K"+progressLine(o.Progress, width))
				shown = true
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
	}
}

// progressLine is cut to the width of the terminal, so that it stays one line.
func progressLine(p *scanner.Progress, width int) string {
	folder := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, p.Folder())
	line := []rune(fmt.Sprintf("%s, %s, in %s", count(p.Files(), "file"), count(p.Declarations(), "declaration"), folder))
	if len(line) >= width {
		line = append(line[:max(width-2, 0)], '…')
	}
	return string(line)
}
