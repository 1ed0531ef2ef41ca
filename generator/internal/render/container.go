package render

import (
	"fmt"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/container"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// container draws what a site generator sets apart: a note, or what a tab holds.
// A shortcode that is none of these arranges what is inside of it alone.
func (d *drawing) container(w util.BufWriter, n ast.Node) error {
	c := n.(*container.Block)
	if !c.HasChildren() {
		return nil
	}
	inner, err := d.inner(n)
	if c.Form == container.Shortcode && !isAside(c.Name) && !isAside(c.Title) {
		_, _ = w.WriteString(string(inner))
		return err
	}
	title := c.Title
	if title == "" {
		title = c.Name
	}
	kind := c.Name
	if c.Form == container.Shortcode && isAside(c.Title) { // {% hint style="warning" %}
		kind = c.Title
	}
	writeNote(w, kind, title, inner)
	return err
}

// isAside reports whether something of that name is set apart from the text.
func isAside(name string) bool {
	switch strings.ToLower(name) {
	case "note", "info", "tip", "hint", "callout", "alert", "admonition", "notice", "success", "quote":
		return true
	}
	return isWarning(name)
}

func isWarning(kind string) bool {
	switch strings.ToLower(kind) {
	case "warning", "caution", "danger", "important", "attention", "error":
		return true
	}
	return false
}

// writeNote draws an aside of the page.
func writeNote(w util.BufWriter, kind, title string, inner template.HTML) {
	class := "note"
	if isWarning(kind) {
		class = "note warning"
	}
	_, _ = fmt.Fprintf(w, "<div class=\"%s\" role=\"note\">\n", class)
	if title != "" {
		_, _ = fmt.Fprintf(w, "<p class=\"note-title\">%s</p>\n", template.HTMLEscapeString(capitalized(title)))
	}
	_, _ = fmt.Fprintf(w, "%s</div>\n", inner)
}

func capitalized(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
