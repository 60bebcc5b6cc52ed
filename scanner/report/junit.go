package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"

	"github.com/tlsready/tlsready/scanner"
)

type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string       `xml:"name,attr"`
		ClassName string       `xml:"classname,attr"`
		File      string       `xml:"file,attr,omitempty"`
		Line      int          `xml:"line,attr,omitempty"`
		Skipped   *junitReason `xml:"skipped"`
		Failure   *junitReason `xml:"failure"`
		Output    *junitText   `xml:"system-out"`
	}
	junitReason struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",cdata"`
	}
	junitText struct {
		Text string `xml:",cdata"`
	}
)

// JUnit writes the report as test results, for CI systems that show those: a test
// suite for each component, a test case for each declaration. What is as loud as a
// warning fails; notes pass and say why. With Options.All what is ready passes too,
// and what is suppressed is skipped. Problems are skipped cases of a last suite.
func JUnit(w io.Writer, r *scanner.Report, o Options) error {
	all := junitSuites{Name: "tlsready"}
	for _, g := range groups(shown(r, o)) {
		suite := junitSuite{Name: componentName(g.component)}
		for _, f := range g.Findings {
			suite.add(newJUnitCase(suite.Name, f))
		}
		all.add(suite)
	}
	if list := problems(r); len(list) > 0 {
		suite := junitSuite{Name: "(problems)"}
		for _, p := range list {
			place := cmp.Or(p.Path, "(scan)")
			if p.Line > 0 {
				place += fmt.Sprintf(":%d", p.Line)
			}
			suite.add(junitCase{Name: xmlLine(place), ClassName: suite.Name, File: xmlLine(p.Path), Line: p.Line,
				Skipped: &junitReason{Message: xmlLine(p.Message)}})
		}
		all.add(suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuites) add(suite junitSuite) {
	s.Tests += suite.Tests
	s.Failures += suite.Failures
	s.Suites = append(s.Suites, suite)
}

func (s *junitSuite) add(c junitCase) {
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Skipped != nil {
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

func newJUnitCase(suite string, f *scanner.Finding) junitCase {
	c := junitCase{ClassName: suite, File: xmlLine(f.Path), Line: f.Start.Line,
		Name: xmlLine(fmt.Sprintf("%s %s", f.Title, f.Declared))}
	if f.Path != "" {
		c.Name += xmlLine(fmt.Sprintf(" (%s:%d:%d)", f.Path, f.Start.Line, f.Start.Column))
	}
	text := xmlText(explain(f))
	switch {
	case f.Suppressed != nil:
		c.Skipped = &junitReason{Message: xmlLine(accepted(f.Suppressed)), Text: text}
	case f.Level >= scanner.LevelWarning:
		c.Failure = &junitReason{Message: xmlLine(f.Message), Type: f.Verdict.String(), Text: text}
	default:
		c.Output = &junitText{text}
	}
	return c
}

// componentName is the name of a component where it stands alone.
func componentName(component string) string {
	switch component {
	case "":
		return "(no file)"
	case ".":
		return "(top folder)"
	}
	return xmlLine(component)
}
