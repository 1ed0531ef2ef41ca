package page

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/internal/container"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// preBlock reads an element <pre> of HTML as the code block that it is, where
// that has an example.
func (w *walker) preBlock(n *ast.HTMLBlock) bool {
	lines := n.Lines()
	if lines.Len() == 0 || w.form != anyForm {
		return false
	}
	start, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	if n.HasClosure() {
		stop = max(stop, n.ClosureLine.Stop)
	}
	m := preStart.FindStringIndex(string(w.body[start:min(stop, start+maxParagraph)]))
	if m == nil {
		return false
	}
	from := start + m[1]
	length := bytes.Index(w.body[from:stop], []byte("</"))
	return length > 0 && w.rawExample(from, from+length)
}

var preStart = lazyregexp.New(`(?i)^\s*<pre\b[^<>]*>\s*(?:<code\b[^<>]*>)?`)

// highlighted reads a shortcode that draws code, where that is an example; the
// end of the shortcode is looked for in the text, since what is inside is no
// Markdown.
func (w *walker) highlighted(c *container.Block) bool {
	if c.Form != container.Shortcode && c.Form != container.Mark || w.form != anyForm {
		return false
	}
	from := w.lineEnd(c.Start)
	if !highlightStart.Match(w.body[c.Start:min(from, c.Start+maxParagraph)]) || w.endless["highlight"] {
		return false
	}
	to := w.highlightEnd(from)
	if to < 0 {
		if w.endless == nil {
			w.endless = map[string]bool{}
		}
		w.endless["highlight"] = true
		return false
	}
	if !w.rawExample(from, to) {
		return false
	}
	w.passed = w.lineEnd(to)
	return true
}

// highlightEnd returns where the next line begins that ends such a shortcode, or
// -1.
func (w *walker) highlightEnd(from int) int {
	for at := from; at < len(w.body); {
		end := at + lineLength(w.body[at:])
		if line := bytes.TrimLeft(w.body[at:end], " \t"); len(line) > 0 && line[0] == '{' && highlightEnd.Match(line[:min(len(line), maxLabel)]) {
			return at
		}
		at = end
	}
	return -1
}

var (
	highlightStart = lazyregexp.New(`^\{(?:\{[<%]|%)-?\s*(?:highlight|code|prism)\b[^/]*[>%]\}`)
	highlightEnd   = lazyregexp.New(`^\{(?:\{[<%]|%)-?\s*(?:/\s*|end)(?:highlight|code|prism)\b`)
)

// rawExample reads the body between the offsets as a code block, and reports
// whether it has an example.
func (w *walker) rawExample(from, to int) bool {
	w.block = w.at(from, to)
	s := sampleReader{walker: w, excerpt: excerpt{w.body[from:to:to], []piece{{0, from, to}}}, language: plainText}
	if !s.read() {
		return false
	}
	w.prose = false
	w.facts.open = false
	w.texts.end()
	return true
}
