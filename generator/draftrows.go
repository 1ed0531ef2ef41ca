package generator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/resolve"
	"github.com/hcnet/problemgen/templates"
)

// memberRows returns the rows that document the members of an example, and what
// is inside them.
func memberRows(members []*catalog.Member, body *catalog.Value) []templates.ScaffoldRow {
	return rowsOf(members, "", []*catalog.Value{body})
}

// rowsOf returns the rows of the members of some objects.
func rowsOf(members []*catalog.Member, prefix string, objects []*catalog.Value) []templates.ScaffoldRow {
	var rows []templates.ScaffoldRow
	for _, m := range members {
		if !isCell(m.Name) {
			continue
		}
		values := valuesOf(m.Name, objects)
		name := prefix + m.Name
		rows = append(rows, templates.ScaffoldRow{Name: name, Type: typeWords(m.Type, values)})
		inner := m.Type
		for inner != nil && inner.Kind == catalog.Array {
			name, inner, values = name+"[]", inner.Elem, elements(values)
		}
		if inner != nil {
			rows = append(rows, rowsOf(inner.Members, name+".", values)...)
		}
	}
	return append(rows, nullRows(members, prefix, objects)...)
}

// nullRows returns the rows of what is nothing but null: it has no type, so that
// it is none of the members.
func nullRows(members []*catalog.Member, prefix string, objects []*catalog.Value) []templates.ScaffoldRow {
	seen := map[string]bool{}
	for _, m := range members {
		seen[m.Name] = true
	}
	var rows []templates.ScaffoldRow
	for _, o := range objects {
		for _, m := range o.Members {
			if m.Value.Kind != catalog.NullValue || seen[m.Name] || !isCell(m.Name) || prefix == "" && catalog.IsStandardMember(m.Name) {
				continue
			}
			seen[m.Name] = true
			rows = append(rows, templates.ScaffoldRow{Name: prefix + m.Name, Type: "Any or null"})
		}
	}
	return rows
}

// isCell reports whether a table can show a member's name in a code span.
func isCell(name string) bool { return name != "" && !strings.ContainsAny(name, "|`\n") }

// valuesOf returns a member's values in some objects.
func valuesOf(member string, objects []*catalog.Value) []*catalog.Value {
	var values []*catalog.Value
	for _, o := range objects {
		if v := o.Get(member); v != nil {
			values = append(values, v)
		}
	}
	return values
}

// elements returns the elements of some arrays.
func elements(arrays []*catalog.Value) []*catalog.Value {
	var all []*catalog.Value
	for _, a := range arrays {
		all = append(all, a.Elems...)
	}
	return all
}

// typeWords returns the type of some values as a table has it.
func typeWords(t *catalog.Type, values []*catalog.Value) string {
	word := typeWord(t, values)
	if slices.ContainsFunc(values, func(v *catalog.Value) bool { return v.Kind == catalog.NullValue }) {
		return word + " or null"
	}
	return word
}

func typeWord(t *catalog.Type, values []*catalog.Value) string {
	switch t.Kind {
	case catalog.String, catalog.Enum:
		return "String"
	case catalog.Number, catalog.Integer, catalog.Unsigned:
		return numberWord(t.Kind, values)
	case catalog.Boolean:
		return "Boolean"
	case catalog.Time:
		return "Date-time"
	case catalog.Object:
		return "Object"
	case catalog.Map:
		return "Map"
	case catalog.Array:
		if t.Elem == nil || t.Elem.Kind == catalog.Array {
			return "Array"
		}
		return arrayWords(typeWord(t.Elem, elements(values)))
	}
	return "Any"
}

// numberWord returns the word for a number. One that no number of a program
// holds exactly can be anything.
func numberWord(kind catalog.Kind, values []*catalog.Value) string {
	for _, v := range values {
		if v.Kind == catalog.NumberValue && !resolve.Holds(kind, v.Text) {
			return "Any"
		}
	}
	if kind == catalog.Number {
		return "Number"
	}
	return "Integer"
}

func arrayWords(element string) string {
	if element == "Any" {
		return "Array of any"
	}
	return "Array of " + strings.ToLower(element) + "s"
}

// headerRows returns the rows of the header fields that are about the problem,
// each once; those of every response are none.
func headerRows(fields []catalog.Field) []templates.ScaffoldRow {
	var rows []templates.ScaffoldRow
	for _, f := range fields {
		name := f.Name.Value
		isThere := slices.ContainsFunc(rows, func(r templates.ScaffoldRow) bool { return strings.EqualFold(r.Name, name) })
		if isThere || lint.IsPlumbing(name) || strings.ContainsAny(name, "|`") {
			continue
		}
		row := templates.ScaffoldRow{Name: name, Type: "String"}
		if _, err := strconv.ParseInt(f.Value.Value, 10, 64); err == nil {
			row.Type = "Integer"
		}
		rows = append(rows, row)
	}
	return rows
}
