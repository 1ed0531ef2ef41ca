package page

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/hcnet/problemgen/generator/internal/container"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// guardKey is where the parser's context has the page's guard. goldmark hands
// out such keys before the first context is made.
var guardKey = parser.NewContextKey()

// A guard keeps goldmark from work that is out of proportion to a page: it
// sees each block before its inline markup is parsed and cuts what passes a
// limit.
type guard struct {
	blocks, marks, rows, cells int
	// full tells that the page has more blocks than it may have.
	full     bool
	excesses []excess
	// exceeded are the limits that excesses tell of.
	exceeded []string
}

// An excess is a limit that a page passes, at an offset of its body.
type excess struct {
	at            int
	message, help string
}

func guardOf(pc parser.Context) *guard { return pc.Get(guardKey).(*guard) }

// exceed notes an excess. One of a kind is enough for a page: what comes
// behind it was not looked at.
func (g *guard) exceed(at int, help, format string, args ...any) {
	if slices.Contains(g.exceeded, format) {
		return
	}
	g.exceeded = append(g.exceeded, format)
	g.excesses = append(g.excesses, excess{at: at, message: fmt.Sprintf(format, args...), help: help})
}

// guardBlocks wraps block parsers so that their blocks are counted.
func guardBlocks(parsers []util.PrioritizedValue) []util.PrioritizedValue {
	for i, p := range parsers {
		parsers[i].Value = blockGuard{p.Value.(parser.BlockParser)}
	}
	return parsers
}

// A blockGuard counts the blocks that its parser opens and refuses those that
// are too many or too deep.
type blockGuard struct{ parser.BlockParser }

// Open implements [parser.BlockParser].
func (b blockGuard) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	g := guardOf(pc)
	line, segment := reader.Position()
	if g.blocks >= maxBlocks && !isFirstItem(parent) {
		g.full = true
		g.exceed(segment.Start, "split the page", "the page has more than %d blocks", maxBlocks)
		return nil, parser.NoChildren
	}
	node, state := b.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	if state&parser.HasChildren != 0 && nesting(parent) == maxNesting {
		reader.SetPosition(line, segment)
		g.exceed(segment.Start, "flatten it", "block quotes, lists and containers nest deeper than the limit of %d", maxNesting)
		return nil, parser.NoChildren
	}
	g.blocks++
	return node, state
}

// Continue implements [parser.BlockParser]. Parsing ends early when all blocks
// are closed and none may be opened.
func (b blockGuard) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if guardOf(pc).full {
		return parser.Close
	}
	return b.BlockParser.Continue(node, reader, pc)
}

// isFirstItem reports whether the parent is a list without an item, which
// goldmark does not bear.
func isFirstItem(parent ast.Node) bool {
	return parent.Kind() == ast.KindList && !parent.HasChildren()
}

// Close implements [parser.BlockParser]. Headings are measured here, since
// no transformer sees them.
func (b blockGuard) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	b.BlockParser.Close(node, reader, pc)
	if node.Kind() == ast.KindHeading {
		guardOf(pc).cut(node.Lines(), reader.Source())
	}
}

// nesting counts the block quotes, lists and containers around what the parent holds.
func nesting(parent ast.Node) int {
	n := 0
	for ; parent != nil; parent = parent.Parent() {
		if kind := parent.Kind(); kind == ast.KindBlockquote || kind == ast.KindListItem || kind == container.Kind {
			n++
		}
	}
	return n
}

// A paragraphGuard bounds the paragraphs that are no tables.
type paragraphGuard struct{}

// Transform implements [parser.ParagraphTransformer].
func (paragraphGuard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	guardOf(pc).cut(node.Lines(), reader.Source())
}

// cut ends the lines where they pass the limits of a paragraph.
func (g *guard) cut(lines *text.Segments, source []byte) {
	size, marks := 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		fits := g.measure(source[line.Start:line.Stop], line.Start, &size, &marks)
		if end := line.Start + fits; end < line.Stop {
			// The last line ends as a paragraph's last line does: without
			// white space, and never empty.
			line.Stop = max(end, line.Start+1)
			lines.Set(i, line)
			lines.SetSliced(0, i+1)
			return
		}
	}
}

// measure adds a line to a paragraph's size and marks and returns how much
// of it fits.
func (g *guard) measure(line []byte, offset int, size, marks *int) int {
	for i, b := range line {
		*size++
		if isMark(b) {
			*marks++
			g.marks++
		}
		switch {
		case *size > maxParagraph:
			g.exceed(offset+i, "write it as several paragraphs",
				"the paragraph or table row is longer than the limit of %d bytes", maxParagraph)
			return i
		case *marks > maxMarks:
			g.exceed(offset+i, "write it as several paragraphs, or show it as a code block",
				"the paragraph or table row has more than %d markup characters", maxMarks)
			return i
		case g.marks > maxPageMarks:
			g.exceed(offset+i, "split the page", "the page has more than %d markup characters", maxPageMarks)
			return i
		}
	}
	return len(line)
}

// isMark reports whether a byte can begin inline markup, or a search for its
// end.
func isMark(b byte) bool {
	switch b {
	case '*', '_', '`', '[', ']', '(', '<', '!', '&', '\\', '\n':
		return true
	}
	return false
}

// A tableGuard bounds what the table transformer would make a table.
type tableGuard struct{}

// Transform implements [parser.ParagraphTransformer].
func (tableGuard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, source := node.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		if line := lines.At(i); isDelimiterRow(source[line.Start:line.Stop]) {
			guardOf(pc).table(lines, i, source)
			return
		}
	}
}

// isDelimiterRow reports whether a line can be the one below a table's header.
func isDelimiterRow(line []byte) bool {
	dashes, others := 0, 0
	for _, b := range line {
		switch b {
		case '-':
			dashes++
		case '|', ':':
			others++
		case ' ', '\t', '\n':
		default:
			return false
		}
	}
	return dashes > 0 && others > 0
}

// table cuts the lines of a table whose delimiter row is the line of that
// index.
func (g *guard) table(lines *text.Segments, delimiter int, source []byte) {
	line := lines.At(delimiter)
	if at := fieldOffset(source[line.Start:line.Stop], maxColumns); at >= 0 {
		g.exceed(line.Start+at, "give the table fewer columns", "the table has more than %d columns", maxColumns)
		lines.SetSliced(0, delimiter)
		return
	}
	columns := bytes.Count(bytes.Trim(source[line.Start:line.Stop], " \t\n|"), []byte("|")) + 1
	for i := delimiter - 1; i < lines.Len(); i++ {
		if i != delimiter && !g.row(lines.At(i), i-delimiter, columns, source) {
			lines.SetSliced(0, max(i, 1))
			return
		}
	}
}

// row reports whether a table may have one more row: row 1 is the first below
// the delimiter row.
func (g *guard) row(line text.Segment, row, columns int, source []byte) bool {
	if row > 0 {
		g.rows++
	}
	g.cells += columns
	switch {
	case g.rows > maxPageRows:
		g.exceed(line.Start, "split the page", "the page's tables have more than %d rows", maxPageRows)
		return false
	case row > maxRows:
		g.exceed(line.Start, "split the table", "the table has more than %d rows", maxRows)
		return false
	case g.cells > maxCells:
		g.exceed(line.Start, "split the page", "the page's tables have more than %d cells", maxCells)
		return false
	}
	size, marks := 0, 0
	return g.measure(source[line.Start:line.Stop], line.Start, &size, &marks) == line.Stop-line.Start
}

// fieldOffset returns where a delimiter row has its field number n, counted
// from 0, or -1.
func fieldOffset(line []byte, n int) int {
	row := bytes.TrimSpace(line)
	at := bytes.IndexAny(line, "|-:")
	if row[0] == '|' {
		at++
	}
	end := at + len(bytes.TrimRight(line[at:], " \t\n|"))
	for ; n > 0; n-- {
		i := bytes.IndexByte(line[at:end], '|')
		if i < 0 {
			return -1
		}
		at += i + 1
	}
	return at
}
