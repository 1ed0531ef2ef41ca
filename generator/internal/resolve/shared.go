package resolve

import (
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// shareMembers gives members that the page has and does not document what the
// folder's introduction says of them.
func (r *resolver) shareMembers(root *node) {
	if r.options.Shared == nil {
		return
	}
	d := documented{root: root}
	objects := objectsOf(nil)
	for i := range r.options.Shared.Tables {
		table := &r.options.Shared.Tables[i]
		if table.Kind != catalog.AttributeTable {
			continue
		}
		t := tableReader{resolver: r, documented: &d, table: table, objects: objects, marks: marksRequired(table)}
		for j := range table.Rows {
			t.share(&table.Rows[j])
		}
	}
}

// share takes a row over for the member that it names, if the page has that and
// says nothing of it. Findings about the member are at its place on the page.
func (t *tableReader) share(row *catalog.Row) {
	cell, _ := t.table.Cell(*row, catalog.NameColumn)
	steps := parsePath(strings.TrimSuffix(memberName(cell), "[]"))
	if steps == nil {
		return
	}
	n := t.root.find(steps)
	if n == nil || n.row != nil {
		return
	}
	at, example := n.at, n.example
	t.fill(n, row, at)
	n.at, n.row, n.listed = at, nil, true
	n.word.unknown = ""
	if example != "" {
		n.example = example
	}
}
