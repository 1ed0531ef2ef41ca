package lint

import (
	"bytes"

	"github.com/hcnet/problemgen/templates"
)

// scaffoldText reports sentences of a new page that nobody has replaced, each
// once.
func (c *PageCheck) scaffoldText() {
	text := c.Page.Source.Text
	for _, sentence := range templates.Unwritten() {
		if i := bytes.Index(text, []byte(sentence)); i >= 0 {
			c.Report(c.unwrittenText(c.Page.Source.Span(i, i+len(sentence)), sentence))
		}
	}
}
