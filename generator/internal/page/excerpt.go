package page

import (
	"sort"

	"github.com/yuin/goldmark/text"

	"github.com/hcnet/problemgen/generator/diag"
)

// An excerpt is text that stands in the body in pieces: the lines of a code
// block without their indentation, a paragraph without its markup. It leads
// back to where each of its bytes stands.
type excerpt struct {
	text   []byte
	pieces []piece
}

// A piece is where an excerpt's bytes from the offset at onwards come from:
// the body's bytes from start up to stop.
type piece struct{ at, start, stop int }

// excerptOf returns the lines of a code block. The text of one that is not
// indented is not copied.
func excerptOf(lines *text.Segments, body []byte) excerpt {
	if lines.Len() == 0 {
		return excerpt{}
	}
	first, last := lines.At(0), lines.At(lines.Len()-1)
	if isContiguous(lines) {
		return excerpt{
			text:   body[first.Start:last.Stop:last.Stop],
			pieces: []piece{{0, first.Start, last.Stop}},
		}
	}
	var e excerpt
	for i := range lines.Len() {
		line := lines.At(i)
		for range line.Padding {
			e.add([]byte(" "), line.Start, line.Start)
		}
		e.add(body[line.Start:line.Stop], line.Start, line.Stop)
	}
	return e
}

func isContiguous(lines *text.Segments) bool {
	for i := range lines.Len() {
		if line := lines.At(i); line.Padding > 0 || i > 0 && line.Start != lines.At(i-1).Stop {
			return false
		}
	}
	return true
}

// add appends text that comes from the body's bytes from start up to stop.
func (e *excerpt) add(text []byte, start, stop int) {
	e.pieces = append(e.pieces, piece{len(e.text), start, stop})
	e.text = append(e.text, text...)
}

// source leads an offset back to the body.
func (e excerpt) source(offset int) int {
	i := sort.Search(len(e.pieces), func(i int) bool { return e.pieces[i].at > offset }) - 1
	if i < 0 {
		return 0
	}
	p := e.pieces[i]
	return min(p.start+offset-p.at, p.stop)
}

// bounds leads a stretch of the excerpt back to the body. The end is taken
// from the last byte: the byte behind it may be on another line.
func (e excerpt) bounds(start, end int) (from, to int) {
	from = e.source(start)
	if end <= start {
		return from, from
	}
	return from, max(from, e.source(end-1)+1)
}

// span is bounds as a place in the page.
func (w *walker) span(e excerpt, start, end int) diag.Span {
	from, to := e.bounds(start, end)
	return w.at(from, to)
}

// at returns the page's bytes that are the body's bytes from start up to stop.
func (w *walker) at(start, stop int) diag.Span {
	return w.src.Span(w.base+start, w.base+min(stop, len(w.body)))
}
