package page

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// htmlLines reads the lines of a block of HTML that are paragraphs or items as
// lines of facts, and a level-1 heading as the title where the page has no other.
func (w *walker) htmlLines(n *ast.HTMLBlock) {
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := bytes.TrimSpace(at.Value(w.body))
		if len(line) == 0 || len(line) > maxParagraph || line[0] != '<' {
			continue
		}
		switch tagName(line[:max(bytes.IndexByte(line, '>'), 0)]) {
		case "h1":
			p := w.htmlPhrase(at.Start, at.Stop)
			if !w.page.Printed.Set() && p.text != "" && len(w.page.Headings) == 0 {
				w.page.Printed = catalog.Lead{Text: catalog.Text{Value: p.text, At: w.span(w.draft.plain, 0, len(w.draft.plain.text))}, Codes: p.codes}
			}
		case "p", "li", "div":
			facts, _ := w.lineFacts(w.htmlPhrase(at.Start, at.Stop))
			w.addFacts(catalog.LineForm, facts...)
		}
	}
}
