package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/tlsready/tlsready/scanner"
)

// csvColumns are the columns and what they hold of a finding, named as in JSON.
var csvColumns = []struct {
	name string
	of   func(*scanner.Report, *scanner.Finding) string
}{
	{"level", func(_ *scanner.Report, f *scanner.Finding) string { return f.Level.String() }},
	{"verdict", func(_ *scanner.Report, f *scanner.Finding) string { return f.Verdict.String() }},
	{"best", func(_ *scanner.Report, f *scanner.Finding) string { return f.Best.String() }},
	{"certain", func(_ *scanner.Report, f *scanner.Finding) string { return strconv.FormatBool(f.Certain) }},
	{"runtime", func(_ *scanner.Report, f *scanner.Finding) string { return string(f.Runtime) }},
	{"vendor", func(_ *scanner.Report, f *scanner.Finding) string { return f.Vendor }},
	{"declared", func(_ *scanner.Report, f *scanner.Finding) string { return f.Declared }},
	{"versions", func(_ *scanner.Report, f *scanner.Finding) string { return plain(f.Versions) }},
	{"binding", func(_ *scanner.Report, f *scanner.Finding) string { return f.Binding.String() }},
	{"scope", func(_ *scanner.Report, f *scanner.Finding) string { return f.Scope.String() }},
	{"kind", func(_ *scanner.Report, f *scanner.Finding) string { return f.Kind }},
	{"path", func(_ *scanner.Report, f *scanner.Finding) string { return f.Path }},
	{"line", func(_ *scanner.Report, f *scanner.Finding) string { return number(f.Start.Line) }},
	{"column", func(_ *scanner.Report, f *scanner.Finding) string { return number(f.Start.Column) }},
	{"component", func(_ *scanner.Report, f *scanner.Finding) string { return f.Component }},
	{"condition", func(_ *scanner.Report, f *scanner.Finding) string { return f.Condition }},
	{"rule", func(r *scanner.Report, f *scanner.Finding) string { return RuleID(f, r.MinTLS) }},
	{"witness", func(_ *scanner.Report, f *scanner.Finding) string { return f.Witness.String() }},
	{"floor", func(_ *scanner.Report, f *scanner.Finding) string { return f.Floor.String() }},
	{"message", func(_ *scanner.Report, f *scanner.Finding) string { return f.Message }},
	{"remedy", func(_ *scanner.Report, f *scanner.Finding) string { return firstRemedy(f) }},
	{"sources", func(_ *scanner.Report, f *scanner.Finding) string { return sourceURLs(f) }},
	{"fingerprint", func(_ *scanner.Report, f *scanner.Finding) string { return f.Fingerprint }},
	{"owner", func(_ *scanner.Report, f *scanner.Finding) string { return f.Owner }},
	{"suppressed", func(_ *scanner.Report, f *scanner.Finding) string {
		if f.Suppressed == nil {
			return ""
		}
		return accepted(f.Suppressed)
	}},
}

// CSV writes a table (RFC 4180) with a header, a row for each finding and after
// them one for each problem; the first column, type, says which. Control characters
// become question marks, and cells that a spreadsheet would take for a formula, as
// they begin with =, +, - or @, begin with an apostrophe instead.
func CSV(w io.Writer, r *scanner.Report, o Options) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	header := []string{"type"}
	for _, c := range csvColumns {
		header = append(header, c.name)
	}
	// Errors are kept until the end: Error returns the first.
	_ = out.Write(header)
	for _, f := range shown(r, o) {
		row := []string{"finding"}
		for _, c := range csvColumns {
			row = append(row, cell(c.of(r, f)))
		}
		_ = out.Write(row)
	}
	for _, p := range problems(r) {
		row := []string{"problem"}
		for _, c := range csvColumns {
			text := ""
			switch c.name {
			case "path":
				text = p.Path
			case "line":
				text = number(p.Line)
			case "message":
				text = p.Message
			}
			row = append(row, cell(text))
		}
		_ = out.Write(row)
	}
	out.Flush()
	return out.Error()
}

// cell makes a text safe for spreadsheets.
func cell(text string) string {
	text = printable(text)
	if text != "" && strings.IndexByte("=+-@", text[0]) >= 0 {
		return "'" + text
	}
	return text
}

// number is empty for what is not known.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func firstRemedy(f *scanner.Finding) string {
	if len(f.Remedies) == 0 {
		return ""
	}
	return f.Remedies[0].Text
}

// sourceURLs are the addresses of the sources, which hold no spaces.
func sourceURLs(f *scanner.Finding) string {
	urls := make([]string, len(f.Sources))
	for i, s := range f.Sources {
		urls[i] = s.URL
	}
	return strings.Join(urls, " ")
}

// problems are those of the report, and that it is not whole, for formats that
// have no place of their own to say so.
func problems(r *scanner.Report) []scanner.Problem {
	if !r.Partial {
		return r.Problems
	}
	return append(r.Problems[:len(r.Problems):len(r.Problems)], scanner.Problem{Message: "the scan was stopped: this is what was found until then"})
}
