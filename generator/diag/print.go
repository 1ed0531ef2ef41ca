package diag

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Format is a way of printing findings.
type Format string

// The formats.
const (
	Text   Format = "text"   // for people: source excerpt, underline, help
	JSON   Format = "json"   // one object a line
	GitHub Format = "github" // workflow commands, which become annotations
	SARIF  Format = "sarif"  // one SARIF 2.1.0 document
	JUnit  Format = "junit"  // one JUnit XML document
)

// Formats lists the formats in the order in which help texts name them.
func Formats() []Format { return []Format{Text, JSON, GitHub, SARIF, JUnit} }

// Options say how findings are printed. The zero value prints for a file.
type Options struct {
	// Color marks text up for a terminal.
	Color bool
	// Width is how many columns of a source line text shows; 0 means 100.
	Width int
	// Program is how the tool is called, for the commands that text proposes;
	// "problemgen" where it is empty.
	Program string
	// Strict tells that warnings fail the run, for formats that know failures.
	Strict bool
	// Fixer is the part of the program that makes repairs; "lint --fix" where it is
	// empty.
	Fixer string
	// Version is the tool's version, as SARIF tells it.
	Version string
	// Rules are those that "problemgen explain" knows: text points there, and
	// SARIF describes them. A rule that is not among them is named alone.
	Rules []RuleInfo
}

// rule returns what is known of a rule.
func (o Options) rule(id string) (RuleInfo, bool) {
	i := slices.IndexFunc(o.Rules, func(r RuleInfo) bool { return r.ID == id })
	if i < 0 {
		return RuleInfo{}, false
	}
	return o.Rules[i], true
}

// program returns how the tool is called.
func (o Options) program() string { return cmp.Or(o.Program, "problemgen") }

// fails reports whether findings of a severity fail the run.
func (o Options) fails(s Severity) bool { return s == Error || s == Warning && o.Strict }

// A RuleInfo tells what a rule is for.
type RuleInfo struct {
	ID       string
	Severity Severity // the default
	Purpose  string   // one line
	URL      string   // the rule's documentation; it may be empty
}

// Print writes the findings in the order of the list.
func Print(w io.Writer, format Format, list List, o Options) error {
	b := bufio.NewWriter(w)
	if err := printAs(b, format, list, o); err != nil {
		return err
	}
	return b.Flush()
}

// printAs returns the errors of a format alone: those of writing wait for
// Flush.
func printAs(b *bufio.Writer, format Format, list List, o Options) error {
	switch format {
	case Text:
		printText(b, list, o)
		return nil
	case JSON:
		return printJSON(b, list)
	case GitHub:
		printGitHub(b, list)
		return nil
	case SARIF:
		return printSARIF(b, list, o)
	case JUnit:
		return printJUnit(b, list, o)
	}
	return fmt.Errorf("unknown format %q", string(format))
}

// Summary says in one line what was looked at and what was found:
// "4 pages: 1 error, 2 warnings".
func Summary(list List, pages int) string { return SummaryOf(list, pages, "page") }

// SummaryOf is Summary for other things than pages, which the noun names.
func SummaryOf(list List, n int, noun string) string {
	var counts []string
	for severity := Error; severity > Off; severity-- {
		if n := list.Count(severity); n > 0 {
			counts = append(counts, plural(n, severity.String()))
		}
	}
	if len(counts) == 0 {
		counts = []string{"no findings"}
	}
	return plural(n, noun) + ": " + strings.Join(counts, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// end returns the position behind the span's last character.
func (s Span) end() Position {
	if s.Source == nil {
		return Position{}
	}
	return s.Source.Position(s.End)
}

// String returns the position as editors and CI logs make links of it.
func (p Position) String() string {
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// paragraph is a finding in running text, for formats that have no place of
// their own for label and help: a line each.
func (d Diagnostic) paragraph() string {
	lines := []string{d.Message}
	if d.Label != "" {
		lines = append(lines, d.Label)
	}
	return strings.Join(append(lines, d.Help...), "\n")
}
