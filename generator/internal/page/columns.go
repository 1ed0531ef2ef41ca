package page

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// namesIn returns the names in a column of a table; nil where a cell is no
// member's name.
func namesIn(t *catalog.Table, column int) []string {
	names := make([]string, 0, len(t.Rows))
	for _, row := range t.Rows {
		if column >= len(row.Cells) {
			return nil
		}
		name := columnName(row.Cells[column])
		if !memberPath.MatchString(name) {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// columnName returns the name that a cell of a column of names has: its code
// span, or its text without marks.
func columnName(cell catalog.Cell) string {
	if len(cell.Codes) == 1 {
		return strings.TrimSpace(cell.Codes[0].Text)
	}
	return strings.Trim(cell.Text, "*` ")
}

// documentsShown reports whether a table documents members that the page shows.
func (w *walker) documentsShown(t *catalog.Table) bool {
	kind, roles := classify(t.Header, t.Section.Value, len(t.Rows))
	column := slices.Index(roles, catalog.NameColumn)
	return kind == catalog.AttributeTable && column >= 0 && w.shown.agrees(namesIn(t, column))
}
