package lint

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// The words of a table's header that a misspelt one can have meant: those for
// the members' names, and those for what is said of them.
var (
	nameColumns  = []string{"attribute", "attributes", "member", "members", "field", "fields", "property", "properties"}
	otherColumns = []string{"type", "description", "meaning", "explanation", "required", "mandatory", "optional", "nullable", "presence", "default", "example", "examples"}
)

// checkMisspeltColumn reports a column of a table of members whose title is
// almost one that is read. It would be passed over, and with it what it says.
func checkMisspeltColumn(c *PageCheck) {
	for i := range c.Page.Tables {
		table := &c.Page.Tables[i]
		if table.List || !isTableOfMembers(table) {
			continue
		}
		for j, cell := range table.Header {
			word := strings.Trim(cell.Text, "*`: ")
			if table.Roles[j] != catalog.NoRole || slices.Contains(knownColumns(), strings.ToLower(word)) {
				continue
			}
			if near := diag.Nearest(word, knownColumns()); near != "" {
				c.Report(c.misspeltColumn(cell, word, near))
			}
		}
	}
}

func (c *PageCheck) misspeltColumn(cell catalog.Cell, word, near string) diag.Diagnostic {
	if word[:1] == strings.ToUpper(word[:1]) {
		near = capitalised(near)
	}
	return c.At(cell.At, "call this column “%s”: as “%s” it is passed over", near, word).
		WithHelp("write %s, or give the column a name of its own", near).
		About(word).Suggest(word, near)
}

func knownColumns() []string { return slices.Concat(nameColumns, otherColumns) }

// isTableOfMembers reports whether a table documents members, or would if the
// title of the column with their names were spelt right.
func isTableOfMembers(table *catalog.Table) bool {
	if table.Kind == catalog.AttributeTable {
		return true
	}
	if table.Kind != catalog.ProseTable || len(table.Header) < 2 {
		return false
	}
	isOther := func(cell catalog.Cell) bool {
		word := strings.ToLower(strings.Trim(cell.Text, "*`: "))
		return word == "type" || word == "description" || word == "required"
	}
	first := strings.Trim(table.Header[0].Text, "*`: ")
	return diag.Nearest(first, nameColumns) != "" && slices.ContainsFunc(table.Header[1:], isOther)
}

// checkFallbackMembers reports a fallback with required members: it is served
// for errors that have none.
func checkFallbackMembers(c *PageCheck) {
	at := c.Page.Front.Problem.Fallback.At
	required := c.Problem.RequiredMembers()
	if !c.Problem.Fallback || at.IsZero() || len(required) == 0 {
		return
	}
	d := c.At(at, "the fallback has required members, %s, which an error that is no problem does not have", codeList(memberNames(required))).
		WithHelp("list them under `problem: {optional: […]}`, or make another page the fallback").About(catalog.MemberType)
	for _, m := range required {
		d = d.WithNote(m.At, "`%s` is required here", m.Name)
	}
	c.Report(d)
}
