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
	// Type is the type URI.
	Type string
}

// Page writes a page to fill in.
func Page(w io.Writer, s Scaffold) error {
	t, err := template.New("page.md").Parse(pageTemplate)
	if err != nil {
		return err
	}
	return t.Execute(w, s)
}
