package page

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// classify tells what a table is about, and what its columns hold, by the
// words of its header and of the heading above it.
func classify(header []catalog.Cell, section string, rows int) (catalog.TableKind, []catalog.Role) {
	titles := make([][]string, len(header))
	for i, cell := range header {
		titles[i] = headWords(cell.Text)
	}
	roles := rolesBy(titles, attributeRole)
	if rows == 1 {
		if summary := rolesBy(titles, summaryRole); isSummary(header, summary, roles) {
			return catalog.SummaryTable, summary
		}
	}
	switch {
	case len(header) > 0 && (isHeaderColumn(header[0].Text) || roles[0] == catalog.NameColumn && isHeaderSection(section)):
		roles = rolesBy(titles[1:], describingRole)
		return catalog.HeaderTable, slices.Insert(roles, 0, catalog.NameColumn)
	case isAttributes(header, roles):
		return catalog.AttributeTable, roles
	}
	return catalog.ProseTable, make([]catalog.Role, len(header))
}

// rolesBy gives each column the role of its title, of which it gets the head's
// words; the first column of a role has it.
func rolesBy(titles [][]string, roleOf func(words []string) catalog.Role) []catalog.Role {
	roles := make([]catalog.Role, len(titles))
	for i, words := range titles {
		if role := roleOf(words); !slices.Contains(roles[:i], role) {
			roles[i] = role
		}
	}
	describeBest(titles, roles)
	return roles
}

// describeBest lets the column called Description describe, where one that only
// may mean that, "Definition", stands before it.
func describeBest(titles [][]string, roles []catalog.Role) {
	first := slices.Index(roles, catalog.DescriptionColumn)
	best := slices.IndexFunc(titles, func(words []string) bool {
		return len(words) > 0 && (words[len(words)-1] == "description" || words[len(words)-1] == "descriptions")
	})
	if first >= 0 && best > first {
		roles[first], roles[best] = catalog.NoRole, catalog.DescriptionColumn
	}
}

// headWords returns the words of a column's title, the head of the phrase
// last: "Description of the field" is a description, "Field name (JSON)" a
// name.
func headWords(title string) []string {
	title, _, _ = strings.Cut(strings.ToLower(title), "(")
	title, _, _ = strings.Cut(title, " of ")
	return wordsOf(title)
}

// isSummary reports whether a table of one row sums a problem type up: it
// has the type URI or the title and the status, and names no member. The roles
// are those that its columns have in a summary and in a table of attributes.
func isSummary(header []catalog.Cell, roles, attributes []catalog.Role) bool {
	typed, titled := slices.Contains(roles, catalog.TypeURIColumn), slices.Contains(roles, catalog.TitleColumn)
	if !titled || !typed && !slices.Contains(roles, catalog.StatusColumn) {
		return false
	}
	return !slices.Contains(attributes, catalog.NameColumn) ||
		slices.ContainsFunc(header, func(c catalog.Cell) bool { return hasWord(c.Text, func(word string) bool { return word == "uri" }) })
}

func summaryRole(words []string) catalog.Role {
	for _, word := range slices.Backward(words) {
		switch word {
		case "uri", "url", "type":
			return catalog.TypeURIColumn
		case "title":
			return catalog.TitleColumn
		case "status", "code":
			return catalog.StatusColumn
		case "reference", "references", "specification":
			return catalog.ReferenceColumn
		}
	}
	return catalog.NoRole
}

// attributeRole returns the role of a column in an attribute table.
func attributeRole(words []string) catalog.Role {
	if slices.ContainsFunc(words, isPresenceWord) || slices.Equal(words, []string{"present"}) {
		return catalog.RequiredColumn // "Required / optional" and "Always present" too
	}
	for _, word := range slices.Backward(words) {
		if role := attributeWord(word); role != catalog.NoRole {
			return role
		}
	}
	if slices.ContainsFunc(words, isValuesWord) {
		return catalog.ValuesColumn
	}
	return catalog.NoRole
}

func isPresenceWord(word string) bool {
	return word == "required" || word == "mandatory" || word == "always"
}

// locatePresence makes a column called Location one that tells which members
// are required, where its cells say so and no other column does.
func locatePresence(t *catalog.Table) {
	if t.Kind != catalog.AttributeTable || t.Has(catalog.RequiredColumn) || t.Has(catalog.OptionalColumn) {
		return
	}
	for i, cell := range t.Header {
		if t.Roles[i] == catalog.NoRole && hasWord(cell.Text, func(word string) bool { return word == "location" }) && tellsPresence(t, i) {
			t.Roles[i] = catalog.RequiredColumn
			return
		}
	}
}

// leaveOtherExtensions makes prose of a table whose column "Extension" has what
// is no name of a member: extensions of files, say.
func leaveOtherExtensions(t *catalog.Table) {
	i := slices.Index(t.Roles, catalog.NameColumn)
	if t.Kind != catalog.AttributeTable || i < 0 || !slices.Contains([]string{"extension", "extensions"}, strings.Join(wordsOf(t.Header[i].Text), " ")) {
		return
	}
	isOther := func(row catalog.Row) bool {
		return i >= len(row.Cells) || !memberPath.MatchString(strings.Trim(row.Cells[i].Text, "*` "))
	}
	if slices.ContainsFunc(t.Rows, isOther) {
		t.Kind, t.Roles = catalog.ProseTable, make([]catalog.Role, len(t.Header))
	}
}

// tellsPresence reports whether every cell of a column begins with a word on
// presence.
func tellsPresence(t *catalog.Table, column int) bool {
	return len(t.Rows) > 0 && !slices.ContainsFunc(t.Rows, func(row catalog.Row) bool {
		if column >= len(row.Cells) {
			return true
		}
		words := wordsOf(row.Cells[column].Text)
		return len(words) == 0 || !slices.Contains([]string{"always", "sometimes", "required", "optional", "mandatory", "conditional", "yes", "no"}, words[0])
	})
}

// describingRole is attributeRole without names, for tables whose first
// column has them.
func describingRole(words []string) catalog.Role {
	if role := attributeRole(words); role != catalog.NameColumn {
		return role
	}
	return catalog.NoRole
}

func attributeWord(word string) catalog.Role {
	switch word {
	case "attribute", "attributes", "member", "members", "field", "fields", "property", "properties", "name", "names", "extension", "extensions":
		return catalog.NameColumn
	case "type", "types", "datatype":
		return catalog.TypeColumn
	case "description", "descriptions", "meaning", "explanation", "details", "definition", "purpose",
		"note", "notes", "comment", "comments", "remark", "remarks":
		return catalog.DescriptionColumn
	case "presence", "cardinality":
		return catalog.RequiredColumn
	case "optional":
		return catalog.OptionalColumn
	case "nullable":
		return catalog.NullableColumn
	case "default", "defaults":
		return catalog.DefaultColumn
	case "example", "examples":
		return catalog.ExampleColumn
	}
	return catalog.NoRole
}

// isValuesWord reports whether a word says that a column has values. It
// counts where no other word does: a "default value" is a default.
func isValuesWord(word string) bool {
	return word == "values" || word == "enum" || word == "enumeration"
}

// isHeaderColumn reports whether a first column has the names of response
// header fields.
func isHeaderColumn(title string) bool {
	return hasWord(title, func(word string) bool { return word == "header" || word == "headers" })
}

// isHeaderSection reports whether a heading says that response header fields
// follow, and no more.
func isHeaderSection(title string) bool {
	return isHeaderColumn(title) && !hasWord(title, func(word string) bool {
		switch word {
		case "header", "headers", "response", "responses", "http", "field", "fields", "the":
			return false
		}
		return true
	})
}

// isAttributes reports whether a table documents members. A column called
// "Name" or "Extension" alone says it only beside another one that tells of
// members.
func isAttributes(header []catalog.Cell, roles []catalog.Role) bool {
	i := slices.Index(roles, catalog.NameColumn)
	if i < 0 {
		return false
	}
	others := slices.ContainsFunc(roles, func(role catalog.Role) bool {
		return role != catalog.NameColumn && role != catalog.NoRole
	})
	words := wordsOf(header[i].Text)
	return others || !slices.Equal(words, []string{"name"}) && !slices.Equal(words, []string{"extension"})
}
