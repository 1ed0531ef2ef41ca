package diag

import (
	"bufio"
	"fmt"
	"strings"
)

// printGitHub prints workflow commands, which GitHub shows beside the lines
// of a pull request.
func printGitHub(b *bufio.Writer, list List) {
	for _, d := range list {
		fmt.Fprintf(b, "::%s %stitle=%s::%s\n", githubCommand(d.Severity), githubPlace(d.At),
			githubProperty.Replace(d.Rule), githubData.Replace(VisibleLines(d.paragraph())))
	}
}

func githubCommand(s Severity) string {
	switch s {
	case Error, Warning:
		return s.String()
	}
	return "notice"
}

// githubPlace returns the properties that say where a finding is. Columns are
// refused by GitHub where the end is on another line.
func githubPlace(at Span) string {
	if at.IsZero() {
		return ""
	}
	start, end := at.Position(), at.end()
	place := fmt.Sprintf("file=%s,line=%d,endLine=%d,", githubProperty.Replace(Visible(start.File)), start.Line, end.Line)
	if start.Line == end.Line {
		place += fmt.Sprintf("col=%d,endColumn=%d,", start.Column, end.Column)
	}
	return place
}

// What a workflow command may not hold as it is.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
