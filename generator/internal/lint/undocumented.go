package lint

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// checkNoAttributeTable reports, once, a page that shows extension members
// and documents none. A template documents those that it has.
func checkNoAttributeTable(c *PageCheck) {
	isTemplate := func(s *catalog.Sample) bool { return s.Template }
	members := slices.DeleteFunc(slices.Clone(c.Problem.Members), func(m *catalog.Member) bool { return m.InTable || len(m.Seen) == 0 })
	if hasTable(c.Page, catalog.AttributeTable) || len(members) == 0 || slices.ContainsFunc(c.Evidence.Native, isTemplate) {
		return
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Name
	}
	c.Report(c.At(members[0].At, "document %s: the examples have %s, no table does", codeList(names), itOrThem(names)).
		WithHelp("add a table with the columns Attribute, Type and Description and a row for each extension member").
		About(strings.Join(names, " ")))
}

func hasTable(page *catalog.Page, kind catalog.TableKind) bool {
	for range tablesOf(page, kind) {
		return true
	}
	return false
}

// checkUndocumentedMember reports what examples have and no table documents;
// an object with everything in it is one finding.
func checkUndocumentedMember(c *PageCheck) {
	if hasTable(c.Page, catalog.AttributeTable) {
		c.undocumented(nil, c.Problem.Members)
	}
}

// undocumented looks at the members of one object; the parent is nil at the top.
func (c *PageCheck) undocumented(parent *catalog.Member, members []*catalog.Member) {
	beside := sync.OnceValue(func() *place { return c.placeBeside(parent, members) })
	for _, m := range members {
		switch inner := unnamed(m); {
		case anyDocumented(inside(m)):
			c.undocumented(m, inside(m))
		case !m.InTable:
			c.Report(c.undocumentedMember(m, beside()))
		case len(inner) > 0 && !isMap(m.Type) && m.Row != nil:
			c.Report(c.undocumentedInside(m, inner))
		}
	}
}

func anyDocumented(members []*catalog.Member) bool {
	for m := range allMembers(members) {
		if m.InTable {
			return true
		}
	}
	return false
}

// unnamed returns what is inside a member and not named in its description.
func unnamed(m *catalog.Member) []*catalog.Member {
	if len(inside(m)) == 0 {
		return nil
	}
	description := catalog.PlainText(m.Doc)
	return slices.DeleteFunc(slices.Clone(inside(m)), func(inner *catalog.Member) bool {
		return strings.Contains(description, inner.Name)
	})
}

// isMap reports whether the table has the member as a map: its keys are data.
func isMap(t *catalog.Type) bool {
	if t.Kind == catalog.Map {
		return true
	}
	word := strings.ToLower(t.Word)
	return slices.ContainsFunc([]string{"map", "dictionary", "hash"}, func(w string) bool { return strings.Contains(word, w) })
}

func (c *PageCheck) undocumentedMember(m *catalog.Member, beside *place) diag.Diagnostic {
	var d diag.Diagnostic
	if inner := inside(m); len(inner) > 0 {
		d = c.At(m.At, "document `%s` with %s: the example has it, no table has any of it", m.Path, codeList(memberNames(inner)))
	} else {
		d = c.At(m.At, "document `%s`: the example has it, no table does", m.Path)
	}
	d = d.WithHelp("add a row to the table of attributes, with a type and what the value means").About(m.Path)
	if beside != nil {
		d = d.WithFix(beside.fix(rowsFor(m, beside.prefix)))
	}
	return d
}

func (c *PageCheck) undocumentedInside(m *catalog.Member, inner []*catalog.Member) diag.Diagnostic {
	at := m.At
	for _, s := range c.Evidence.Native {
		if shown := membersAt(s.Body, m.Path); len(shown) > 0 {
			at = shown[0].NameAt
			break
		}
	}
	d := c.At(at, "document %[3]s inside `%[2]s`, too: %[1]s has the object alone", c.bearer(m), m.Path, codeList(memberNames(inner))).
		WithNote(m.At, "%s has it here", c.bearer(m)).
		WithHelp("document what is inside: `%s`; or name it in the description", inner[0].Path).About(m.Path)
	if p, ok := c.placeInside(m); ok {
		var rows []newRow
		for _, i := range inner {
			rows = append(rows, rowsFor(i, p.prefix)...)
		}
		d = d.WithFix(p.fix(rows))
	}
	return d
}

func memberNames(members []*catalog.Member) []string {
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Name
	}
	return names
}

// A place is where new rows go: into a table, below one of its rows, their
// names behind a prefix.
type place struct {
	table  *catalog.Table
	above  *catalog.Row
	prefix string
}

// fix returns the fix that puts the rows there, or nil where somebody has to write
// what they mean, and where a name cannot be written into a table.
func (p place) fix(rows []newRow) *diag.Fix {
	hasDescriptions := slices.Contains(p.table.Roles, catalog.DescriptionColumn) // which are the author's to write
	if hasDescriptions || !canStand(rows) {
		return nil
	}
	return &diag.Fix{
		Title: fmt.Sprintf("add %s", count(len(rows), "row")),
		Edits: []diag.Edit{insertRows(p.table, p.above, rows)},
	}
}

// placeBeside returns where the rows of members go that have none: below those of its siblings
// and of whatever is inside them; below the RFC's members where it has none.
func (c *PageCheck) placeBeside(parent *catalog.Member, siblings []*catalog.Member) *place {
	var p place
	for _, s := range siblings {
		name := rowName(c.Page, s)
		if prefix, ok := strings.CutSuffix(name, s.Name); ok && s.Row != nil {
			p = place{tableOf(c.Page, s.Row), s.Row, prefix}
		}
	}
	family := slices.Collect(allMembers(siblings))
	if parent == nil {
		family = append(family, c.Evidence.Standard...)
		if p.table == nil && len(c.Evidence.Standard) > 0 {
			row := c.Evidence.Standard[0].Row
			p = place{table: tableOf(c.Page, row), above: row}
		}
	}
	if p.table == nil || p.table.List {
		return nil
	}
	for _, m := range family {
		if m.Row != nil && tableOf(c.Page, m.Row) == p.table && m.Row.At.Start > p.above.At.Start {
			p.above = m.Row
		}
	}
	return &p
}

// placeInside returns where the rows go for what is inside a documented member.
func (c *PageCheck) placeInside(m *catalog.Member) (place, bool) {
	name := rowName(c.Page, m)
	if m.Type.Kind == catalog.Array {
		name = strings.TrimSuffix(name, "[]") + "[]"
	}
	table := tableOf(c.Page, m.Row)
	return place{table, m.Row, name + "."}, name != "" && table != nil && !table.List
}

// rowName returns a documented member's name as its row has it.
func rowName(page *catalog.Page, m *catalog.Member) string {
	if m.Row == nil || tableOf(page, m.Row) == nil {
		return ""
	}
	return strings.Trim(m.At.Text(), "`* ")
}

// rowsFor returns the rows that document a member and what is inside it.
func rowsFor(m *catalog.Member, prefix string) []newRow {
	name := prefix + m.Name
	rows := []newRow{{catalog.NameColumn: name, catalog.TypeColumn: typeWord(m.Type), catalog.RequiredColumn: yesNo(m.Required)}}
	if m.Type.Kind == catalog.Array {
		name += "[]"
	}
	for _, inner := range inside(m) {
		rows = append(rows, rowsFor(inner, name+".")...)
	}
	return rows
}

// typeWord returns a type as a table writes it.
func typeWord(t *catalog.Type) string {
	switch {
	case t.Kind == catalog.Map && t.Elem != nil && t.Elem.Kind != catalog.Any:
		return "Map of " + strings.ToLower(typeWord(t.Elem)) + "s"
	case t.Kind == catalog.Array && t.Elem != nil && t.Elem.Kind != catalog.Any:
		return "Array of " + strings.ToLower(typeWord(t.Elem)) + "s"
	}
	return catalog.FormOf(t.Kind).Word
}

// canStand reports whether the rows' names can be written into a table and
// read back from it.
func canStand(rows []newRow) bool {
	return !slices.ContainsFunc(rows, func(r newRow) bool {
		name := r[catalog.NameColumn]
		return name == "" || strings.TrimSpace(name) != name || strings.ContainsAny(name, "`*<>\\|&\t\n\"")
	})
}
