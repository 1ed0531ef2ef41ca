package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// adoptValueTables gives members the values that tables of their own explain:
// those whose first column is called as the member is, and has a code span in
// each row.
func (r *resolver) adoptValueTables(root *node) {
	for i := range r.page.Tables {
		table := &r.page.Tables[i]
		if table.Kind == catalog.HeaderTable || table.Kind == catalog.SummaryTable || len(table.Header) < 2 {
			continue
		}
		n := explained(root, table.Header[0])
		if n == nil || !mayBeEnum(n) {
			continue
		}
		if words := explainedValues(table); len(words) > 1 && hasSomeOf(n, words) {
			n.values = words
		}
	}
}

// explained returns the member that a column is called after; nil where there
// is none, or more than one.
func explained(root *node, header catalog.Cell) *node {
	name := strings.Trim(header.Text, "`* ")
	if n := root.named(name); n != nil {
		return n
	}
	var found *node
	for n := range root.below() {
		if !strings.EqualFold(n.name, name) || strings.HasSuffix(n.path, "[]") {
			continue
		}
		if found != nil {
			return nil
		}
		found = n
	}
	return found
}

// mayBeEnum reports whether a member can be an enumeration, and is none yet.
func mayBeEnum(n *node) bool {
	isString := n.word.typ == nil || n.word.typ.Kind == catalog.String && n.word.typ.Format == ""
	return isString && len(n.values) == 0 && !slices.ContainsFunc(n.seen, func(v *catalog.Value) bool { return v.Kind != catalog.StringValue })
}

// explainedValues returns the code spans of a table's first column; nil where a
// row has none, or says more.
func explainedValues(table *catalog.Table) []enumWord {
	var words []enumWord
	for _, row := range table.Rows {
		if len(row.Cells) == 0 || len(row.Cells[0].Codes) != 1 {
			return nil
		}
		code := row.Cells[0].Codes[0]
		if strings.TrimSpace(code.Text) != strings.TrimSpace(row.Cells[0].Text) {
			return nil
		}
		words = append(words, enumWord{strings.Trim(strings.TrimSpace(code.Text), `"`), code.At})
	}
	return words
}

// hasSomeOf reports whether the examples show one of the values, or none at all:
// a table of quite other values is about something else.
func hasSomeOf(n *node, words []enumWord) bool {
	return len(n.seen) == 0 || slices.ContainsFunc(n.seen, func(v *catalog.Value) bool {
		return slices.ContainsFunc(words, func(w enumWord) bool { return w.value == v.Text })
	})
}
