// Command ide shows what an editor's plugin does: it hands over one unsaved
// buffer and gets findings with exact positions, and edits that mend them. It
// prints JSON, one finding a line.
//
//	go run ./examples/ide setup.py < buffer
package main

import (
	"encoding/json"
	"io"
	"log"
	"os"

	"github.com/tlsready/tlsready/scanner"
	"github.com/tlsready/tlsready/scanner/manifest"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: ide NAME < BUFFER")
	}
	buffer, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	if err := diagnose(os.Stdout, os.Args[1], buffer); err != nil {
		log.Fatal(err)
	}
}

// A diagnostic has the shape of the Language Server Protocol's: lines and
// UTF-16 columns from 0.
type diagnostic struct {
	Range    span   `json:"range"`
	Severity int    `json:"severity"` // 1 error, 2 warning, 3 information
	Code     string `json:"code,omitempty"`
	Message  string `json:"message"`
	Fix      *edit  `json:"fix,omitempty"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type edit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

var severity = map[scanner.Level]int{scanner.LevelError: 1, scanner.LevelWarning: 2, scanner.LevelNote: 3}

func diagnose(w io.Writer, name string, buffer []byte) error {
	s, err := scanner.New(scanner.Options{})
	if err != nil {
		return err
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	findings, problems := s.File(name, buffer)
	for _, f := range findings {
		if f.Level == scanner.LevelNone {
			continue
		}
		d := diagnostic{Range: newSpan(f.Start, f.End), Severity: severity[f.Level], Message: f.Message}
		if len(f.Parts) > 0 {
			d.Code = f.Parts[0].Rule.ID
		}
		if e, ok := s.Fix(name, buffer, f); ok {
			d.Fix = &edit{newSpan(e.Start, e.End), e.New}
		}
		if err := out.Encode(d); err != nil {
			return err
		}
	}
	for _, p := range problems {
		at := position{Line: max(p.Line-1, 0)}
		if err := out.Encode(diagnostic{Range: span{at, at}, Severity: 3, Message: p.Message}); err != nil {
			return err
		}
	}
	return nil
}

func newSpan(start, end manifest.Position) span {
	return span{position{start.Line - 1, start.UTF16 - 1}, position{end.Line - 1, end.UTF16 - 1}}
}
