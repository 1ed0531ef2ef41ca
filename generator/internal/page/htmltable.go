package page

import (
	"bytes"
	"html"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// htmlTable reads the table of HTML that begins at an offset, if its cells are
// plain: none spans several rows or columns or holds another table. It returns
// the offset behind it, 0 where it has no end.
func (w *walker) htmlTable(start int) (t catalog.Table, end int, ok bool) {
	stop, found := w.htmlEnd(start, "</table")
	if !found || w.htmlCells > maxCells {
		return t, 0, false
	}
	end = w.lineEnd(stop)
	r := htmlTableReader{walker: w, ok: true}
	r.read(start, stop)
	if !r.ok || len(r.rows) == 0 || len(r.rows) > maxRows || w.htmlCells > maxCells {
		return t, end, false
	}
	t = catalog.Table{At: w.at(start, end), Section: w.section, List: true}
	t.Header, t.Rows = r.headed()
	return t, end, len(t.Header) > 0 && len(t.Header) <= maxColumns
}

// htmlEnd returns where the element that begins at an offset ends, by its end
// tag. The text is put into small letters once, and a search that has failed is
// the last.
func (w *walker) htmlEnd(start int, tag string) (int, bool) {
	if w.endless[tag] {
		return 0, false
	}
	if w.lowered == nil {
		w.lowered = bytes.ToLower(w.body)
	}
	if len(w.lowered) != len(w.body) { // a letter of another length
		w.lowered = w.body
	}
	stop := bytes.Index(w.lowered[start:], []byte(tag))
	if stop < 0 {
		if w.endless == nil {
			w.endless = map[string]bool{}
		}
		w.endless[tag] = true
	}
	return start + stop, stop >= 0
}

// An htmlTableReader gathers the rows of a table.
type htmlTableReader struct {
	*walker
	rows []htmlRow
	// cell is where the cell begins that is open, or -1.
	cell int
	head bool
	ok   bool
}

// An htmlRow is a row; heads counts its cells that are heads.
type htmlRow struct {
	row   catalog.Row
	heads int
}

// read goes through the tags up to the offset stop.
func (r *htmlTableReader) read(start, stop int) {
	r.cell = -1
	for at := start; at < stop; {
		open := bytes.IndexByte(r.body[at:stop], '<')
		if open < 0 {
			break
		}
		from := at + open
		length := bytes.IndexByte(r.body[from:stop], '>')
		if length < 0 {
			break
		}
		at = from + length + 1
		r.tag(strings.ToLower(string(r.body[from+1:at-1])), from, at)
	}
	r.endCell(stop)
}

// tag takes in a tag that begins and ends at the offsets.
func (r *htmlTableReader) tag(tag string, from, behind int) {
	name := tag
	if i := strings.IndexAny(tag, " \t\n/"); i > 0 {
		name = tag[:i]
	}
	switch name {
	case "tr", "/tr":
		r.endCell(from)
		if name == "tr" {
			r.rows = append(r.rows, htmlRow{row: catalog.Row{At: r.at(from, behind)}})
		}
	case "td", "th":
		r.endCell(from)
		r.cell, r.head = behind, name == "th"
		r.ok = r.ok && !strings.Contains(tag, "span=")
	case "/td", "/th":
		r.endCell(from)
	case "table":
		r.ok = r.ok && r.cell < 0
	}
}

// endCell ends the cell that is open.
func (r *htmlTableReader) endCell(stop int) {
	if r.cell < 0 || len(r.rows) == 0 {
		r.cell = -1
		return
	}
	if r.htmlCells++; r.htmlCells > maxCells {
		return
	}
	last := &r.rows[len(r.rows)-1]
	last.row.Cells = append(last.row.Cells, r.htmlCell(r.cell, stop))
	last.row.At.End = r.at(stop, stop).End
	if r.head {
		last.heads++
	}
	r.cell = -1
}

// headed returns the header and the rows below it. A table whose first row is
// not all heads has none.
func (r *htmlTableReader) headed() (header []catalog.Cell, rows []catalog.Row) {
	all, width := r.rows, 0
	if first := all[0]; first.heads > 0 && first.heads == len(first.row.Cells) {
		header, all = first.row.Cells, all[1:]
	}
	for _, row := range all {
		if len(row.row.Cells) > 0 {
			rows = append(rows, row.row)
			width = max(width, len(row.row.Cells))
		}
	}
	for header == nil && len(rows) > 0 && len(header) < width {
		header = make([]catalog.Cell, width)
		for i := range header {
			header[i].At = diag.Span{Source: rows[0].At.Source, Start: rows[0].At.Start, End: rows[0].At.Start}
		}
	}
	return header, rows
}

// htmlCell reads a cell's text and code.
func (r *htmlTableReader) htmlCell(start, stop int) catalog.Cell {
	for start < stop && isSpace(r.body[start]) {
		start++
	}
	for stop > start && isSpace(r.body[stop-1]) {
		stop--
	}
	cell := catalog.Cell{At: r.at(start, stop)}
	code := -1
	for at := start; at < stop; {
		open := bytes.IndexByte(r.body[at:stop], '<')
		if open < 0 {
			open = stop - at
		}
		r.cellText(&cell, at, at+open, code >= 0)
		length := bytes.IndexByte(r.body[at+open:stop], '>')
		if length < 0 {
			break
		}
		switch tag := strings.ToLower(string(r.body[at+open+1 : at+open+length])); {
		case tag == "code" || strings.HasPrefix(tag, "code "):
			code = at + open
		case tag == "/code":
			code = -1
		case strings.HasPrefix(tag, "br"):
			cell.Text += " "
			cell.Inlines = append(cell.Inlines, catalog.Inline{Text: " "})
		}
		at += open + length + 1
	}
	cell.Text, cell.Inlines = strings.TrimSpace(cell.Text), trimInlines(cell.Inlines)
	return cell
}

// cellText takes in a stretch of a cell without tags.
func (r *htmlTableReader) cellText(cell *catalog.Cell, start, stop int, isCode bool) {
	if start >= stop {
		return
	}
	raw := string(r.body[start:stop])
	text := strings.Join(strings.Fields(html.UnescapeString(raw)), " ")
	if nextForeign([]byte(text), 0) >= 0 {
		text = strings.Join(strings.Fields(raw), " ")
	}
	if text == "" {
		text = " "
	} else {
		if isSpace(raw[0]) {
			text = " " + text
		}
		if isSpace(raw[len(raw)-1]) {
			text += " "
		}
	}
	cell.Text += text
	cell.Inlines = append(cell.Inlines, catalog.Inline{Text: text, Code: isCode})
	if isCode {
		cell.Codes = append(cell.Codes, catalog.Mention{Text: strings.TrimSpace(text), Section: r.section, At: r.at(start, stop)})
	}
}
