package page

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// sheet reads a table of two columns as a fact sheet: rows of labels with
// their values. It is one where a row labelled type or status has a value.
// What is left of the table are the rows that document members.
func (w *walker) sheet(t *catalog.Table) bool {
	rows, mixed, ok := sheetRows(t)
	if !ok {
		return false
	}
	var facts []catalog.Labelled
	var members []catalog.Row
	isSheet := false
	for _, row := range rows {
		label := labelOf(row.Cells[0].Text)
		f, ok := fact(label, row.Cells[0].Text, writtenCell(row.Cells[1]))
		switch {
		case ok && !(mixed && label == catalog.TitleLabel && !f.Code):
			facts = append(facts, f)
			isSheet = isSheet || label == catalog.TypeLabel || label == catalog.StatusLabel
		case label == catalog.NoLabel && isIdentifierCell(row.Cells[0]):
			members = append(members, row)
		}
	}
	if !isSheet {
		return false
	}
	w.addFacts(catalog.SheetForm, facts...)
	t.Kind, t.Roles, t.Rows = catalog.ProseTable, make([]catalog.Role, len(t.Header)), nil
	if mixed && len(members) > 0 {
		t.Kind, t.Rows = catalog.AttributeTable, members
		t.Roles[0], t.Roles[1] = catalog.NameColumn, catalog.DescriptionColumn
	}
	return true
}

// sheetRows returns the rows of a table that can be a fact sheet. Mixed tells
// that its second column describes: the sheet may document members, too.
func sheetRows(t *catalog.Table) (rows []catalog.Row, mixed, ok bool) {
	if row, ok := sheetRow(t); ok {
		return row, false, true
	}
	if len(t.Header) < 2 || len(t.Header) > 2 && !isValueTitle(labelWords(t.Header[1].Text)) {
		return nil, false, false
	}
	first, second := labelWords(t.Header[0].Text), labelWords(t.Header[1].Text)
	rows = t.Rows
	switch {
	case first == "" && second == "":
	case slices.Contains([]string{"", "field", "property", "attribute", "key", "item", "name", "fact", "member"}, first):
		switch second {
		case "meaning", "description", "details", "notes":
			mixed = true
		case "value", "values", "content", "", "wert", "valeur", "valor", "値", "值":
		default:
			return nil, false, false
		}
	case labelOf(t.Header[0].Text) != catalog.NoLabel: // the header is a row itself
		rows = append([]catalog.Row{{Cells: t.Header, At: t.At}}, rows...)
	case second == "", isValueTitle(second): // whatever the first cell calls the sheet
	default:
		return nil, false, false
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r catalog.Row) bool { return len(r.Cells) < 2 || len(t.Header) == 2 && len(r.Cells) > 2 })
	return rows, mixed, true
}

func isValueTitle(words string) bool {
	return slices.Contains([]string{"value", "wert", "valeur", "valor", "値", "值"}, words)
}

// sheetRow returns the facts of a table of one row whose columns are called as
// labels are, as rows of a sheet.
func sheetRow(t *catalog.Table) ([]catalog.Row, bool) {
	if len(t.Rows) != 1 || t.Kind == catalog.SummaryTable || len(t.Rows[0].Cells) != len(t.Header) {
		return nil, false
	}
	var rows []catalog.Row
	known := 0
	for i, title := range t.Header {
		if label := labelOf(title.Text); label == catalog.StatusLabel || label == catalog.TypeLabel || label == catalog.CodeLabel {
			known++
		}
		rows = append(rows, catalog.Row{Cells: []catalog.Cell{title, t.Rows[0].Cells[i]}, At: t.Rows[0].At})
	}
	return rows, known > 1
}

// isIdentifierCell reports whether a cell is a code span with one name.
func isIdentifierCell(cell catalog.Cell) bool {
	return len(cell.Codes) == 1 && strings.TrimSpace(cell.Codes[0].Text) == cell.Text && !strings.ContainsAny(cell.Text, " \t")
}

// writtenCell returns a cell as a value.
func writtenCell(cell catalog.Cell) written {
	v := written{text: cell.Text, codes: cell.Codes}
	for _, in := range cell.Inlines {
		if in.URL != "" && strings.TrimSpace(in.Text) == strings.TrimSpace(cell.Text) {
			v.dest = in.URL
		}
	}
	raw := cell.At.Text()
	v.at = func(start, end int) diag.Span {
		if i := strings.Index(raw, cell.Text[start:end]); i >= 0 {
			return cell.At.Source.Span(cell.At.Start+i, cell.At.Start+i+end-start)
		}
		return cell.At
	}
	return v
}

// frontFact reads a key at the top of the front matter as a fact. What a site
// generator means by it is none: "type: docs", "status: draft".
func (r *reader) frontFact(e entry) {
	if e.value.kind != scalar || e.value.null {
		return
	}
	label := labelOf(strings.ReplaceAll(e.key.Value, "_", " "))
	text := textOf(e.value)
	v := written{text: text.Value, code: true, at: func(int, int) diag.Span { return text.At }}
	f, ok := fact(label, e.key.Value, v)
	switch label {
	case catalog.TypeLabel:
		ok = ok && isAbsolute(f.Value.Value)
	case catalog.StatusLabel:
		ok = ok && len(f.Statuses) == 1 && f.Statuses[0].Value >= 400 && len(text.Value) == 3
	case catalog.CodeLabel:
		ok = ok && strings.HasSuffix(strings.ToLower(e.key.Value), "code")
	default:
		return
	}
	if ok {
		f.Form = catalog.FrontForm
		r.page.Facts = append(r.page.Facts, f)
	}
}
