package page

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/problem"
)

// classify tells what a table is about, and what its columns hold, by the
// words of its header and of the heading above it.
func classify(header []problem.Cell, section string, rows int) (problem.TableKind, []problem.Role) {
	titles := make([][]string, len(header))
	for i, cell := range header {
		titles[i] = headWords(cell.Text)
	}
	roles := rolesBy(titles, attributeRole)
	if rows == 1 {
		if summary := rolesBy(titles, summaryRole); isSummary(header, summary, roles) {
			return problem.SummaryTable, summary
		}
	}
	switch {
	case len(header) > 0 && (isHeaderColumn(header[0].Text) || roles[0] == problem.NameColumn && isHeaderSection(section)):
		roles = rolesBy(titles[1:], describingRole)
		return problem.HeaderTable, slices.Insert(roles, 0, problem.NameColumn)
	case isAttributes(header, roles):
		return problem.AttributeTable, roles
	}
	return problem.ProseTable, make([]problem.Role, len(header))
}

// rolesBy gives each column the role of its title, of which it gets the head's
// words; the first column of a role has it.
func rolesBy(titles [][]string, roleOf func(words []string) problem.Role) []problem.Role {
	roles := make([]problem.Role, len(titles))
	for i, words := range titles {
		if role := roleOf(words); !slices.Contains(roles[:i], role) {
			roles[i] = role
		}
	}
	return roles
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
func isSummary(header []problem.Cell, roles, attributes []problem.Role) bool {
	typed, titled := slices.Contains(roles, problem.TypeURIColumn), slices.Contains(roles, problem.TitleColumn)
	if !titled || !typed && !slices.Contains(roles, problem.StatusColumn) {
		return false
	}
	return !slices.Contains(attributes, problem.NameColumn) ||
		slices.ContainsFunc(header, func(c problem.Cell) bool { return hasWord(c.Text, func(word string) bool { return word == "uri" }) })
}

func summaryRole(words []string) problem.Role {
	for _, word := range slices.Backward(words) {
		switch word {
		case "uri", "url", "type":
			return problem.TypeURIColumn
		case "title":
			return problem.TitleColumn
		case "status", "code":
			return problem.StatusColumn
		case "reference", "references", "specification":
			return problem.ReferenceColumn
		}
	}
	return problem.NoRole
}

// attributeRole returns the role of a column in an attribute table.
func attributeRole(words []string) problem.Role {
	if slices.Contains(words, "required") || slices.Contains(words, "mandatory") {
		return problem.RequiredColumn // "Required / optional" too
	}
	for _, word := range slices.Backward(words) {
		if role := attributeWord(word); role != problem.NoRole {
			return role
		}
	}
	if slices.ContainsFunc(words, isValuesWord) {
		return problem.ValuesColumn
	}
	return problem.NoRole
}

// describingRole is attributeRole without names, for tables whose first
// column has them.
func describingRole(words []string) problem.Role {
	if role := attributeRole(words); role != problem.NameColumn {
		return role
	}
	return problem.NoRole
}

func attributeWord(word string) problem.Role {
	switch word {
	case "attribute", "attributes", "member", "members", "field", "fields", "property", "properties", "name", "names":
		return problem.NameColumn
	case "type", "types", "datatype":
		return problem.TypeColumn
	case "description", "descriptions", "meaning", "explanation", "details", "definition", "purpose",
		"note", "notes", "comment", "comments", "remark", "remarks":
		return problem.DescriptionColumn
	case "presence", "cardinality":
		return problem.RequiredColumn
	case "optional", "nullable":
		return problem.OptionalColumn
	case "default", "defaults":
		return problem.DefaultColumn
	case "example", "examples":
		return problem.ExampleColumn
	}
	return problem.NoRole
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
// "Name" alone says it only beside another one that tells of members.
func isAttributes(header []problem.Cell, roles []problem.Role) bool {
	i := slices.Index(roles, problem.NameColumn)
	if i < 0 {
		return false
	}
	others := slices.ContainsFunc(roles, func(role problem.Role) bool {
		return role != problem.NameColumn && role != problem.NoRole
	})
	return others || !slices.Equal(wordsOf(header[i].Text), []string{"name"})
}
