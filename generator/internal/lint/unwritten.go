package lint

import (
	"bytes"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/templates"
)

// scaffoldText reports sentences of a new page that nobody has replaced, each
// once.
func (c *PageCheck) scaffoldText() {
	text := c.Page.Source.Text
	for _, sentence := range templates.Unwritten() {
		all := c.sentences(text, sentence)
		if len(all) == 0 {
			continue
		}
		d := c.unwrittenText(all[0], sentence)
		for _, at := range all[1:min(len(all), maxNotes)] {
			d = d.WithNote(at, "here, too")
		}
		if more := len(all) - maxNotes; more > 0 {
			d = d.WithHelp("it stands in %s, too", count(more, "more place"))
		}
		c.Report(d)
	}
}

// sentences returns where a sentence stands on the page.
func (c *PageCheck) sentences(text []byte, sentence string) []diag.Span {
	var all []diag.Span
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(sentence))
		if i < 0 {
			return all
		}
		all = append(all, c.Page.Source.Span(from+i, from+i+len(sentence)))
		from += i + len(sentence)
	}
}
