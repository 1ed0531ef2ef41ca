package render

import (
	"bytes"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A Span is a part of the page's text.
type Span struct{ Start, End int }

// prune removes the blocks below a node that say no more than what is told
// apart: "**Status:** 404", rows of a table of such facts, a heading that is the
// label of one. It reports whether it removed any.
func (d *drawing) prune(parent ast.Node) bool {
	pruned := false
	for n := parent.FirstChild(); n != nil; {
		next := n.NextSibling()
		if d.isTold(n) {
			before := n.PreviousSibling()
			parent.RemoveChild(parent, n)
			if isLabel(before, next) {
				parent.RemoveChild(parent, before)
			}
			pruned = true
		}
		n = next
	}
	return pruned
}

// dropStatements removes what MDX has for the program that draws it: imports,
// exports and comments.
func (d *drawing) dropStatements(root ast.Node) {
	for n := root.FirstChild(); n != nil; {
		next := n.NextSibling()
		start, end := extent(n)
		if n.Kind() == ast.KindParagraph && start >= 0 && isStatement(bytes.TrimSpace(d.body[start:end])) {
			root.RemoveChild(root, n)
			d.edits = append(d.edits, edit{start, end, ""})
		}
		n = next
	}
}

func isStatement(text []byte) bool {
	return bytes.HasPrefix(text, []byte("import ")) || bytes.HasPrefix(text, []byte("export ")) ||
		bytes.HasPrefix(text, []byte("{/*")) && bytes.HasSuffix(text, []byte("*/}"))
}

// isTold reports whether a block says nothing else, once what it holds is
// pruned.
func (d *drawing) isTold(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindParagraph, ast.KindTextBlock:
		return d.saysTold(n)
	case ast.KindBlockquote, ast.KindList, ast.KindListItem:
		return d.prune(n) && !n.HasChildren()
	case east.KindTable:
		return d.pruneTable(n)
	}
	return false
}

// isLabel reports whether a heading had nothing but the block between it and
// what follows.
func isLabel(heading, next ast.Node) bool {
	h, ok := heading.(*ast.Heading)
	if !ok {
		return false
	}
	following, isHeading := next.(*ast.Heading)
	return next == nil || isHeading && following.Level <= h.Level
}

// pruneTable removes the rows of a table of two columns that hold what is told,
// and reports whether no row is left.
func (d *drawing) pruneTable(table ast.Node) bool {
	pruned := false
	for r := table.FirstChild(); r != nil; {
		next := r.NextSibling()
		start := min(max(r.Pos(), 0), len(d.body))
		if r.Kind() == east.KindTableRow && r.ChildCount() == 2 && len(d.toldIn(start, lineEnd(d.body, start))) > 0 {
			table.RemoveChild(table, r)
			pruned = true
		}
		r = next
	}
	return pruned && table.ChildCount() == 1
}

// toldIn returns what is told in a part of the body.
func (d *drawing) toldIn(start, end int) []Span {
	var told []Span
	for _, s := range d.page.Told {
		if from := s.Start - d.base; start <= from && from < end {
			told = append(told, Span{from, min(s.End-d.base, end)})
		}
	}
	return told
}

// saysTold reports whether a paragraph has no more words around what is told
// than labels have.
func (d *drawing) saysTold(n ast.Node) bool {
	const perLabel = 3 // "HTTP status code"
	start, end := extent(n)
	if start < 0 {
		return false
	}
	told := d.toldIn(start, end)
	rest := bytes.Clone(d.body[start:end])
	for _, s := range told {
		for i := s.Start; i < s.End; i++ {
			rest[i-start] = ' '
		}
	}
	words := bytes.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return len(told) > 0 && len(words) <= perLabel*len(told)+2
}
