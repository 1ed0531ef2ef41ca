package page

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// passage notes the paragraph that was read last.
func (w *walker) passage(p phrase) {
	if w.intro || p.text == "" {
		return
	}
	plain := w.draft.plain
	before := len(plain.text) - len(bytes.TrimLeft(plain.text, " \t\n"))
	from := len(w.pieces)
	for _, piece := range plain.pieces {
		w.pieces = append(w.pieces, catalog.Piece{
			At: max(0, piece.at-before), Start: w.base + piece.start + max(0, before-piece.at), Stop: w.base + piece.stop,
		})
	}
	w.page.Passages = append(w.page.Passages, catalog.Passage{
		Text: p.text, Codes: p.codes, Section: w.section, At: w.block, Pieces: w.pieces[from:len(w.pieces):len(w.pieces)],
	})
}

// fill takes note that a block stands below the heading or caption that was
// read last. Comments and lines across the page are nothing to read.
func (w *walker) fill(n ast.Node) {
	if len(w.page.Headings) == 0 {
		return
	}
	last := &w.page.Headings[len(w.page.Headings)-1]
	switch n := n.(type) {
	case *ast.Heading:
		last.Bare = last.Bare && (w.quoted == 0 && (last.Level == 0 || n.Level <= last.Level))
	case *ast.HTMLBlock:
		last.Bare = last.Bare && isCommentBlock(n, w.body)
	case *ast.ThematicBreak:
	default:
		last.Bare = false
	}
}

// isCommentBlock reports whether a block of HTML is a comment alone.
func isCommentBlock(n *ast.HTMLBlock, body []byte) bool {
	if n.Lines().Len() == 0 {
		return true
	}
	first := n.Lines().At(0)
	return bytes.HasPrefix(bytes.TrimSpace(first.Value(body)), []byte("<!--"))
}
