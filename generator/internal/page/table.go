package page

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// table reads a table.
func (w *walker) table(n *east.Table) {
	wasProse, wasOpen := w.prose, w.facts.open
	w.prose = w.intro
	w.block = w.blockSpan(n)
	t := catalog.Table{At: w.block, Section: w.section, Lead: w.leadOf(n)}
	t.Rows = slices.Grow(t.Rows, n.ChildCount()-1) // without the header
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		row := w.row(r)
		if r.Kind() == east.KindTableHeader {
			t.Header = row.Cells
		} else {
			t.Rows = append(t.Rows, row)
		}
	}
	w.addTable(t, wasProse, wasOpen)
}

// addTable takes in a table that has been read: it may be a fact sheet.
// wasProse and wasOpen tell whether the documentation text and a run of facts
// went on before it.
func (w *walker) addTable(t catalog.Table, wasProse, wasOpen bool) {
	t.Kind, t.Roles = classify(t.Header, t.Section.Value, len(t.Rows))
	locatePresence(&t)
	leaveOtherExtensions(&t)
	w.readColumns(&t)
	if w.intro {
		w.page.Tables = append(w.page.Tables, t)
		return
	}
	w.facts.awaited, w.facts.open = catalog.NoLabel, wasOpen && w.form == anyForm
	if w.form == anyForm && w.sheet(&t) {
		w.prose = wasProse
		w.checkNames(&t)
		w.page.Tables = append(w.page.Tables, t)
		return
	}
	w.facts.open = false
	w.texts.end()
	if t.Kind == catalog.AttributeTable {
		w.endMembers()
	}
	w.checkNames(&t)
	w.page.Tables = append(w.page.Tables, t)
}

// checkNames reports names of members or headers that are too long.
func (w *walker) checkNames(t *catalog.Table) {
	column := slices.Index(t.Roles, catalog.NameColumn)
	if column < 0 {
		return
	}
	for _, row := range t.Rows {
		if column >= len(row.Cells) {
			continue
		}
		if cell := row.Cells[column]; len(cell.Text) > maxPath {
			w.fail(diag.At(cell.At, ruleLimit, "%s", longPath()).WithHelp("choose a shorter name"))
		}
	}
}

// leadOf returns the paragraph directly above a table; a comment may stand
// between the two.
func (w *walker) leadOf(n ast.Node) catalog.Lead {
	before := n.PreviousSibling()
	for before != nil && before == w.lastHTML {
		before = before.PreviousSibling()
	}
	if before == nil || before != w.lead {
		return catalog.Lead{}
	}
	return catalog.Lead{
		Text:  catalog.Text{Value: w.leadPhrase.text, At: w.blockSpan(before)},
		Codes: w.leadPhrase.codes,
	}
}

// row reads a row with the cells that its author wrote: goldmark fills a
// short row up and cuts a long one.
func (w *walker) row(n ast.Node) catalog.Row {
	start := min(max(n.Pos(), 0), len(w.body))
	line := w.body[start:w.lineEnd(start)]
	trimmed := bytes.TrimSpace(line)
	start += bytes.Index(line, trimmed)
	w.cells = splitRow(w.cells[:0], trimmed)
	cells := w.cells
	row := catalog.Row{At: w.at(start, start+len(trimmed)), Cells: make([]catalog.Cell, 0, len(cells))}
	node := n.FirstChild()
	for _, c := range cells {
		row.Cells = append(row.Cells, w.cell(node, start+c.start, start+c.stop))
		if node != nil {
			node = node.NextSibling()
		}
	}
	return row
}

// A bounds is a stretch of a text.
type bounds struct{ start, stop int }

// splitRow appends the cells of a row without the white space around them.
// The pipes that begin and end the row are optional; an escaped one divides
// nothing.
func splitRow(cells []bounds, row []byte) []bounds {
	at, end := 0, len(row)
	if at < end && row[at] == '|' {
		at++
	}
	if end > at && row[end-1] == '|' && row[max(end-2, 0)] != '\\' {
		end--
	}
	for start := at; ; at++ {
		if at == end || row[at] == '|' && (at == 0 || row[at-1] != '\\') {
			cells = append(cells, trimBounds(row, start, at))
			start = at + 1
		}
		if at == end {
			return cells
		}
	}
}

// trimBounds takes white space from both ends. An empty cell is where its
// text would begin.
func trimBounds(row []byte, start, stop int) bounds {
	from := start
	for from < stop && isSpace(row[from]) {
		from++
	}
	if from == stop {
		from = min(start+1, stop)
		return bounds{from, from}
	}
	for stop > from && isSpace(row[stop-1]) {
		stop--
	}
	return bounds{from, stop}
}

// cell reads a cell. Its node is nil where goldmark has cut it off; then its
// text is taken as it stands.
func (w *walker) cell(n ast.Node, start, stop int) catalog.Cell {
	cell := catalog.Cell{At: w.at(start, stop)}
	if start == stop {
		return cell
	}
	if !isCellOf(n, start, stop) {
		cell.Text = strings.TrimSpace(unescape(w.body[start:stop]))
		cell.Inlines = []catalog.Inline{{Text: cell.Text}}
		return cell
	}
	p := w.phrase(n, true)
	w.page.Links = append(w.page.Links, p.links...)
	cell.Text, cell.Inlines, cell.Codes = p.text, trimInlines(p.inlines), p.codes
	return cell
}

// isCellOf reports whether a node is the cell with those bytes.
func isCellOf(n ast.Node, start, stop int) bool {
	if n == nil || n.Lines().Len() != 1 {
		return false
	}
	line := n.Lines().At(0)
	return line.Start == start && line.Stop == stop
}
