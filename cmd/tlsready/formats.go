package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tlsready/tlsready/scanner/report"
	"github.com/tlsready/tlsready/scanner/report/cyclonedx"
	"github.com/tlsready/tlsready/scanner/report/sarif"
)

// A format is a way to write reports.
type format struct {
	name       string
	extensions []string // of files that are written so
	write      report.Writer
	edits      bool // it shows the edits that mend findings
}

// formats are all formats, in the order of the documentation.
var formats = []format{
	{"text", []string{".txt"}, report.Text, false},
	{"json", []string{".json"}, report.JSON, true},
	{"ndjson", []string{".ndjson", ".jsonl"}, report.NDJSON, true},
	{"sarif", []string{".sarif", ".sarif.json"}, sarif.Write, true},
	{"html", []string{".html", ".htm"}, report.HTML, true},
	{"markdown", []string{".md", ".markdown"}, report.Markdown, true},
	{"cyclonedx", []string{".cdx.json", "bom.json"}, cyclonedx.Write, false},
	{"csv", []string{".csv"}, report.CSV, false},
	{"junit", []string{".xml"}, report.JUnit, false},
	{"codequality", []string{".codequality.json", "gl-code-quality-report.json"}, report.CodeQuality, false},
}

func formatNames() []string {
	out := make([]string, len(formats))
	for i := range formats {
		out[i] = formats[i].name
	}
	return out
}

func findFormat(name string) (*format, error) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return nil, fmt.Errorf("--format %s: accepted are %s%s", name, strings.Join(formatNames(), ", "), didYouMean(name, formatNames()))
	}
	return &formats[i], nil
}

// formatOf tells the format of a file by its extension; the longest that fits.
func formatOf(file string) (*format, error) {
	base := strings.ToLower(filepath.Base(file))
	var best *format
	size := 0
	for i := range formats {
		for _, ext := range formats[i].extensions {
			if strings.HasSuffix(base, ext) && len(ext) > size {
				best, size = &formats[i], len(ext)
			}
		}
	}
	if best == nil {
		return nil, fmt.Errorf("--output %s: the extension is of no format: name one with --format", file)
	}
	return best, nil
}
