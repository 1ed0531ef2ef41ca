package templates

import (
	_ "embed"
	"io"
	"text/template"
)

//go:embed page.md.tmpl
var pageTemplate string

// A Scaffold is what a new page begins with.
type Scaffold struct {
	// Name is the problem type's name in snake_case, Title the same in words.
	Name, Title string
	// Settings are lines of the front matter's "problem" mapping.
	Settings []string
	// Detail and Instance tell that the example has these members.
	Detail, Instance bool
	// Members and Headers are what the example has beside the RFC's members.
	Members, Headers []ScaffoldRow
	// Example is the text of the example, Language that of its code block, and
	// Fence what stands around it.
	Example, Language, Fence string
}

// A ScaffoldRow is a row of one of a new page's tables.
type ScaffoldRow struct{ Name, Type string }

// Unwritten are the sentences of a new page that wait for better ones.
func Unwritten() []string {
	return []string{
		"Say in two or three sentences what happened and what the",
		"Say here what was wrong, as the server would.",
		"Say what `",
	}
}

// Page writes a page to fill in.
func Page(w io.Writer, s Scaffold) error {
	t, err := template.New("page.md").Parse(pageTemplate)
	if err != nil {
		return err
	}
	return t.Execute(w, s)
}
