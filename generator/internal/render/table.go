package render

import (
	"fmt"
	"html/template"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// A Table is a table of the page, or a list: that has no header, and rows
// without cells.
type Table struct {
	Header []Cell
	Rows   []Row
}

// A Row is a row below the header.
type Row struct {
	// Start and End are where its line stands in the page's text.
	Start, End int
	Cells      []Cell
}

// A Cell is one cell.
type Cell struct {
	// Align is "left", "center", "right" or "".
	Align string

	drawing *drawing
	node    ast.Node
}

// Text returns the cell's text without markup.
func (c Cell) Text() string {
	if c.node == nil {
		return ""
	}
	return plainText(c.node, c.drawing.body)
}

// HTML returns what the cell is drawn as.
func (c Cell) HTML() template.HTML {
	if c.node == nil {
		return ""
	}
	c.drawing.inCell = true
	defer func() { c.drawing.inCell = false }()
	inner, err := c.drawing.inner(c.node)
	if err != nil && c.drawing.err == nil {
		c.drawing.err = err
	}
	return inner
}

// list draws a list as the caller shows it: as a table whose rows are the items.
// It reports false where that is up to goldmark.
func (d *drawing) list(w util.BufWriter, n ast.Node) bool {
	if d.page.Table == nil {
		return false
	}
	t := &Table{}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		start, end := extent(item)
		t.Rows = append(t.Rows, Row{Start: d.base + start, End: d.base + end})
	}
	instead, ok := d.page.Table(t)
	if ok {
		_, _ = w.WriteString(string(instead))
	}
	return ok
}

// extent returns where the text of a block begins and ends in the body.
func extent(n ast.Node) (start, end int) {
	start, end = -1, -1
	if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		start, end = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() != ast.TypeBlock {
			continue
		}
		from, to := extent(c)
		if start < 0 || from >= 0 && from < start {
			start = from
		}
		end = max(end, to)
	}
	return start, end
}

// table draws a table, or what the caller shows in its place.
func (d *drawing) table(w util.BufWriter, n ast.Node) error {
	t := d.readTable(n)
	if d.page.Table != nil {
		if instead, ok := d.page.Table(t); ok {
			_, _ = w.WriteString(string(instead))
			return d.err
		}
	}
	t.write(w)
	return d.err
}

func (d *drawing) readTable(n ast.Node) *Table {
	t := &Table{}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		cells := d.cells(r)
		if r.Kind() == east.KindTableHeader {
			t.Header = cells
			continue
		}
		start := min(max(r.Pos(), 0), len(d.body))
		t.Rows = append(t.Rows, Row{Start: d.base + start, End: d.base + lineEnd(d.body, start), Cells: cells})
	}
	return t
}

func lineEnd(body []byte, at int) int {
	for at < len(body) && body[at] != '\n' {
		at++
	}
	return at
}

func (d *drawing) cells(row ast.Node) []Cell {
	var cells []Cell
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell := Cell{drawing: d, node: c}
		if tc, ok := c.(*east.TableCell); ok && tc.Alignment != east.AlignNone {
			cell.Align = tc.Alignment.String()
		}
		cells = append(cells, cell)
	}
	return cells
}

// write draws the table. On a narrow screen its cells stand below each other,
// each with the words of its column, and the roles keep it a table for those
// who do not see it.
func (t *Table) write(w util.BufWriter) {
	_, _ = w.WriteString("<table class=\"plain\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">")
	for _, c := range t.Header {
		html := c.HTML()
		if html == "" {
			_, _ = w.WriteString(`<td role="cell"></td>`)
			continue
		}
		_, _ = fmt.Fprintf(w, `<th scope="col" role="columnheader"%s>%s</th>`, c.alignment(), html)
	}
	_, _ = w.WriteString("</tr></thead>\n<tbody role=\"rowgroup\">\n")
	for _, r := range t.Rows {
		_, _ = w.WriteString(`<tr role="row">`)
		for i, c := range r.Cells {
			label := ""
			if i < len(t.Header) {
				label = t.Header[i].Text()
			}
			_, _ = fmt.Fprintf(w, `<td role="cell" data-label="%s"%s>%s</td>`, attribute(label), c.alignment(), c.HTML())
		}
		_, _ = w.WriteString("</tr>\n")
	}
	_, _ = w.WriteString("</tbody>\n</table>\n")
}

func (c Cell) alignment() string {
	if c.Align == "" {
		return ""
	}
	return ` align="` + c.Align + `"`
}
