package diag

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"
)

// The elements of a JUnit report, as continuous integration servers read it.
type (
	junitReport struct {
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
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Output  *junitOutput  `xml:"system-out"`
	}
	junitOutput struct {
		Text string `xml:",cdata"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",cdata"`
	}
)

// printJUnit prints a suite for each page with findings, in which each finding
// is a case: what fails the run fails, all else passes and says what it has to
// say. Without any finding the report has one case, which passes.
func printJUnit(b *bufio.Writer, list List, o Options) error {
	report := junitReport{Name: "problemgen"}
	for _, d := range list {
		report.add(newJUnitCase(d, o))
	}
	if len(list) == 0 {
		report.Tests = 1
		report.Suites = []junitSuite{{Name: "problemgen", Tests: 1, Cases: []junitCase{{Name: "no findings", Class: "problemgen"}}}}
	}
	b.WriteString(xml.Header)
	e := xml.NewEncoder(b)
	e.Indent("", "  ")
	if err := e.Encode(report); err != nil {
		return err
	}
	b.WriteByte('\n')
	return nil
}

// add puts a case into its page's suite: findings come in page order.
func (r *junitReport) add(c junitCase) {
	if n := len(r.Suites); n == 0 || r.Suites[n-1].Name != c.Class {
		r.Suites = append(r.Suites, junitSuite{Name: c.Class})
	}
	suite := &r.Suites[len(r.Suites)-1]
	suite.Cases = append(suite.Cases, c)
	suite.Tests++
	r.Tests++
	if c.Failure != nil {
		suite.Failures++
		r.Failures++
	}
}

func newJUnitCase(d Diagnostic, o Options) junitCase {
	at := d.At.Position()
	c := junitCase{Name: d.Rule, Class: "problemgen"}
	if !d.At.IsZero() {
		c.File, c.Line = Visible(at.File), at.Line
		c.Class = c.File
		c.Name = fmt.Sprintf("%s (%d:%d)", d.Rule, at.Line, at.Column)
	}
	if o.fails(d.Severity) {
		c.Failure = &junitFailure{Visible(d.Message), d.Severity.String(), d.plain(o)}
	} else {
		c.Output = &junitOutput{d.plain(o)}
	}
	return c
}

// plain is the finding as text prints it.
func (d Diagnostic) plain(o Options) string {
	o.Color = false
	var text strings.Builder
	b := bufio.NewWriter(&text)
	printText(b, List{d}, o)
	b.Flush()
	return text.String()
}
