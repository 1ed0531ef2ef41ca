package diag

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// tabStop is how far apart terminals set tabs.
const tabStop = 8

// bytesPerColumn bounds how much of a line is looked at around a span: page
// text may stack any number of combining characters in one column.
const bytesPerColumn = 16

// An excerpt is a line of source ready to be shown, and the line below it
// that underlines a span: Line is Before + Marked + After, and Indent is as
// wide as Before.
type excerpt struct {
	Before, Marked, After string
	Indent                string
	Width                 int // the underline's
}

// A cell is what the reader sees as one character.
type cell struct {
	text  string
	width int
	tab   bool
	// start and end are offsets in the source's text.
	start, end int
}

// newExcerpt shows the first line of a span in about width columns. The
// gutter is how many columns stand before it, which matters for tabs.
func newExcerpt(span Span, width, gutter int) excerpt {
	from, to := span.Source.bounds(span.Start)
	start := min(max(span.Start, from), to)
	end := span.Source.firstLineEnd(start, min(span.End, to))
	left, right := nearby(span.Source.Text, from, to, start, width*bytesPerColumn)
	cells := split(span.Source.Text[left:right], left, gutter)
	first, last := covered(cells, start, end)
	low, high := window(cells, first, last, width)
	last = min(last, high)

	e := excerpt{
		Before: join(cells[low:first]),
		Marked: join(cells[first:last]),
		After:  join(cells[last:high]),
		Indent: indent(cells[low:first]),
		Width:  max(1, columns(cells[first:last])),
	}
	if low > 0 || left > from {
		e.Before, e.Indent = "…"+e.Before, " "+e.Indent
	}
	if high < len(cells) || right < to {
		e.After += "…"
	}
	return e
}

// bounds returns where the line of an offset begins and ends, without its end
// of line.
func (s *Source) bounds(offset int) (from, to int) {
	offset = min(max(offset, 0), len(s.Text))
	line := s.line(offset)
	from = s.lines[line]
	if n := bytes.IndexByte(s.Text[from:], '\n'); n >= 0 {
		return from, from + n
	}
	return from, len(s.Text)
}

// firstLineEnd returns where to stop underlining from start: white space at
// the end of a line is left out, unless the span is nothing else.
func (s *Source) firstLineEnd(start, end int) int {
	marked := s.Text[start:max(start, end)]
	if trimmed := bytes.TrimRight(marked, " \t"); len(trimmed) > 0 {
		return start + len(trimmed)
	}
	return start + len(marked)
}

// nearby returns the stretch of a line that lies within reach bytes of start,
// cut between characters.
func nearby(text []byte, from, to, start, reach int) (left, right int) {
	left, right = max(from, start-reach), min(to, start+reach)
	for left > from && !utf8.RuneStart(text[left]) {
		left--
	}
	for right < to && !utf8.RuneStart(text[right]) {
		right++
	}
	return left, right
}

// split cuts text into cells. Hidden characters become cells of their own, so
// that their pictures are measured.
func split(text []byte, at, column int) []cell {
	cells := make([]cell, 0, len(text))
	for state := -1; len(text) > 0; {
		if isPlain(text) {
			cells = append(cells, cell{text: string(text[:1]), width: 1, start: at, end: at + 1})
			text, at, column, state = text[1:], at+1, column+1, -1
			continue
		}
		cluster, rest, width, next := uniseg.FirstGraphemeCluster(text, state)
		c := cell{text: string(cluster), width: width, start: at, end: at + len(cluster)}
		if shown := Visible(c.text); c.text == "\t" {
			c.tab, c.width = true, tabStop-column%tabStop
		} else if shown != c.text {
			c.text, c.width = shown, uniseg.StringWidth(shown)
		}
		cells = append(cells, c)
		column += c.width
		at = c.end
		text, state = rest, next
	}
	return cells
}

// isPlain reports whether the text begins with a printable ASCII character that
// nothing behind it combines with. Nearly all text does.
func isPlain(text []byte) bool {
	return ' ' <= text[0] && text[0] <= '~' && (len(text) == 1 || text[1] < utf8.RuneSelf)
}

// covered returns which cells show the bytes from start up to end. An empty
// stretch covers none, but first is where it stands.
func covered(cells []cell, start, end int) (first, last int) {
	for first < len(cells) && cells[first].end <= start {
		first++
	}
	for last = first; last < len(cells) && cells[last].start < end; last++ {
	}
	return first, last
}

// window returns which cells to show so that the covered ones are among them,
// or their beginning where they alone are too wide.
func window(cells []cell, first, last, width int) (low, high int) {
	if columns(cells) <= width {
		return 0, len(cells)
	}
	low, high = first, first
	room := width
	grow := func(limit int) {
		for high < limit && cells[high].width <= room {
			room -= cells[high].width
			high++
		}
	}
	grow(last)
	for context := room / 2; low > 0 && cells[low-1].width <= context; low-- {
		context -= cells[low-1].width
		room -= cells[low-1].width
	}
	grow(len(cells))
	for low > 0 && cells[low-1].width <= room {
		room -= cells[low-1].width
		low--
	}
	return low, high
}

func columns(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}

func join(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}

// indent returns white space as wide as the cells, with their tabs, so that
// what stands below them lines up wherever the reader's tabs are set.
func indent(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		if c.tab {
			b.WriteByte('\t')
		} else {
			b.WriteString(strings.Repeat(" ", c.width))
		}
	}
	return b.String()
}
