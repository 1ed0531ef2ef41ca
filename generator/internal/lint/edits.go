package lint

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// This file holds the ways in which fixes change a page. Each keeps to the
// manner in which the author wrote what stands around the change.

// renameInJSON returns the edit that gives a member of an example another
// name; the span covers the name with its quotation marks.
func renameInJSON(at diag.Span, name string) diag.Edit {
	quoted, err := jsontext.AppendQuote(nil, name)
	if err != nil { // the name is not UTF-8, which pages always are
		return diag.Edit{At: at, New: at.Text()}
	}
	return diag.Edit{At: at, New: string(quoted)}
}

// renameInText returns the edit that replaces the last occurrence of a name in
// a cell or code span, so that a path in front of it and the marks around it
// stay. ok is false where the name is not there.
func renameInText(at diag.Span, old, name string) (edit diag.Edit, ok bool) {
	i := strings.LastIndex(at.Text(), old)
	if i < 0 {
		return diag.Edit{}, false
	}
	start := at.Start + i
	return diag.Edit{At: at.Source.Span(start, start+len(old)), New: name}, true
}

// lineEnd returns the offset behind the line that holds the offset, and what
// has to be written first where the text ends without a line break.
func lineEnd(src *diag.Source, offset int) (end int, separator string) {
	if i := bytes.IndexByte(src.Text[offset:], '\n'); i >= 0 {
		return offset + i + 1, ""
	}
	return len(src.Text), "\n"
}

// A newRow is a table row to be written: its cells by their columns' roles.
type newRow map[catalog.Role]string

// insertRows returns the edit that adds rows below one of the table's rows, or
// below its header where after is nil.
func insertRows(table *catalog.Table, after *catalog.Row, rows []newRow) diag.Edit {
	src := table.At.Source
	above, _ := lineEnd(src, table.Header[0].At.Start) // the line of dashes
	if after != nil {
		above = after.At.Start
	}
	end, separator := lineEnd(src, above)
	layout := layoutOf(table)
	var b strings.Builder
	b.WriteString(separator)
	for i, row := range rows {
		b.WriteString(layout.line(row))
		if separator == "" || i < len(rows)-1 {
			b.WriteByte('\n')
		}
	}
	return diag.Edit{At: src.Span(end, end), New: b.String()}
}

// A tableLayout is the manner in which a table is written.
type tableLayout struct {
	// prefix stands before the first column of every line.
	prefix string
	roles  []catalog.Role
	// widths are the columns' widths from pipe to pipe, in characters, and
	// right marks the columns that are aligned to the right; both are empty
	// where cells are not lined up.
	widths []int
	right  []bool
	// leading and trailing tell whether lines begin and end with a pipe,
	// spaced that cells keep a space to the pipes.
	leading, trailing, spaced bool
	// code tells that the table shows names as code spans.
	code bool
}

// layoutOf reads a table's layout from its header and the line below it.
func layoutOf(table *catalog.Table) tableLayout {
	src, line := table.At.Source, table.Header[0].At.Position().Line
	header, delimiter := src.Line(line), src.Line(line+1)
	bare := strings.TrimLeft(delimiter, " \t>")
	l := tableLayout{
		prefix:   delimiter[:len(delimiter)-len(bare)],
		roles:    table.Roles,
		leading:  strings.HasPrefix(bare, "|"),
		trailing: strings.HasSuffix(strings.TrimRight(bare, " "), "|"),
		spaced:   strings.Contains(header, " |") || strings.Contains(header, "| "),
		code:     showsCode(table),
	}
	if !l.spaced {
		return l // such a table is not lined up either
	}
	for column := range strings.SplitSeq(strings.Trim(strings.TrimRight(bare, " "), "|"), "|") {
		l.widths = append(l.widths, utf8.RuneCountInString(column))
		rule := strings.TrimSpace(column)
		l.right = append(l.right, strings.HasSuffix(rule, ":") && !strings.HasPrefix(rule, ":"))
	}
	return l
}

// showsCode reports whether the names in a table are code spans; a table
// without rows leaves it to custom.
func showsCode(table *catalog.Table) bool {
	return len(table.Rows) == 0 || slices.ContainsFunc(table.Rows, func(row catalog.Row) bool {
		cell, _ := table.Cell(row, catalog.NameColumn)
		return len(cell.Codes) > 0
	})
}

// line returns the row as a line of the table, without its end.
func (l tableLayout) line(row newRow) string {
	cells := make([]string, len(l.roles))
	written := map[catalog.Role]bool{}
	for i, role := range l.roles {
		text := row[role]
		if written[role] {
			text = "" // only the first column of a role is read
		}
		written[role] = true
		cells[i] = l.cell(i, role, text)
	}
	line := strings.Join(cells, "|")
	if l.leading || strings.TrimSpace(cells[0]) == "" {
		line = "|" + line
	} else {
		line = strings.TrimLeft(line, " ")
	}
	if l.trailing || strings.TrimSpace(cells[len(cells)-1]) == "" {
		line += "|"
	} else {
		line = strings.TrimRight(line, " ")
	}
	return l.prefix + line
}

// cell returns a cell filled up to its column's width.
func (l tableLayout) cell(column int, role catalog.Role, text string) string {
	text = strings.ReplaceAll(text, "|", `\|`)
	if role == catalog.NameColumn && l.code {
		text = "`" + text + "`"
	}
	if l.spaced {
		text = " " + text + " "
	}
	missing := 0
	if column < len(l.widths) {
		missing = max(0, l.widths[column]-utf8.RuneCountInString(text))
	}
	if column < len(l.right) && l.right[column] {
		return strings.Repeat(" ", missing) + text
	}
	return text + strings.Repeat(" ", missing)
}
