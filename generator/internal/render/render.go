// Package render turns the Markdown of a page into HTML that can be served from
// an API's own host, whoever wrote the page.
//
// Text of a page never becomes markup, script or style: raw HTML is shown as
// the text that it is, but for a few elements that are written anew without
// their attributes; links lead where the caller's policy lets them lead; and
// nothing has an attribute that a content security policy would have to allow.
//
// Cost is bounded by the limits within which pages are read: what passes them
// is an error of the page and never comes here.
package render

import (
	"bytes"
	"html/template"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A Page is what is rendered, and how it fits into its surroundings.
type Page struct {
	// Text is the page's text, with its front matter.
	Text []byte
	// Anchor is the fragment of the section to render, without its heading; empty
	// for the whole page.
	Anchor string
	// MDX tells that the page is MDX, whose statements and comments are no text.
	MDX bool
	// Link tells where a link leads that the page has. It is asked for every
	// link, whatever it is written like.
	Link func(dest string) Target
	// Image returns the address of a picture that the page shows, or "" for
	// one that is not shown: its description stands in its place.
	Image func(dest string) string
	// Source returns where a link or picture leads in the source that is
	// published, or "" to leave it as it is written. It may be nil.
	Source func(dest string) string
	// Told are the parts of the text that the caller shows apart: what says no
	// more than them is left out.
	Told []Span
	// Table returns what is shown in place of a table, or false to show the
	// table itself. It may be nil.
	Table func(t *Table) (template.HTML, bool)
	// Label returns what a code block is called whose content stands between two
	// offsets of the text, or "" to go by its language. It may be nil.
	Label func(start, end int) string
}

// A Target is where a link leads. The zero Target leads nowhere: the link's
// text is shown as text.
type Target struct {
	// Href is the address to write.
	Href string
	// External tells that it is another site's.
	External bool
}

// A Document is a page as HTML.
type Document struct {
	// Lead is what stands before the first heading, without the page's own
	// title, and Body the rest.
	Lead, Body template.HTML
	// Contents are the headings of the topmost level.
	Contents []Heading
	// Markdown is the page's source to publish beside it: without front matter
	// and comments.
	Markdown []byte
}

// A Heading leads to a part of the document.
type Heading struct{ ID, Text string }

// Render renders a page.
func Render(p Page) (*Document, error) {
	body := p.Text[BodyStart(p.Text):]
	d := &drawing{page: p, base: len(p.Text) - len(body), body: body, anchors: catalog.Anchors{}, level: 1}
	root := markdown().Parse(text.NewReader(body))
	if p.MDX {
		d.dropStatements(root)
	}
	if len(p.Told) > 0 {
		d.prune(root)
	}
	if err := d.document(d.section(root)); err != nil {
		return nil, err
	}
	d.doc.Markdown = d.publish()
	return &d.doc, nil
}

// A drawing is the work on one page.
type drawing struct {
	page Page
	// body is the page's text from the offset base on.
	body []byte
	base int
	doc  Document
	// from and until are where in the body the source begins and ends that is
	// published.
	from, until int
	anchors     catalog.Anchors
	// level is that of the heading before: headings go down one step at a time.
	level int
	// inCell tells that the text stands in a table's cell, where pipes are
	// escaped.
	inCell bool
	// open are the harmless elements of raw HTML that are open, and floors how
	// many of them were when the blocks around began.
	open   []string
	floors []int
	// edits are what the published source is written with.
	edits []edit
	draw  renderer.Renderer
	// err is what went wrong where no error could be returned.
	err error
}

// section returns the first block to render, and the one that follows the last.
func (d *drawing) section(root ast.Node) (first, end ast.Node) {
	d.until = len(d.body)
	first = root.FirstChild()
	if d.page.Anchor == "" {
		if h, ok := first.(*ast.Heading); ok && h.Level == 1 {
			d.anchors.Next(plainText(h, d.body))
			return h.NextSibling(), nil
		}
		return first, nil
	}
	anchors := catalog.Anchors{}
	for n := first; n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || anchors.Next(plainText(h, d.body)) != d.page.Anchor {
			continue
		}
		d.from, d.level = lineEnd(d.body, d.lineOf(h)), 1
		for end = n.NextSibling(); end != nil; end = end.NextSibling() {
			if next, ok := end.(*ast.Heading); ok && next.Level <= h.Level {
				d.until = d.lineOf(next)
				break
			}
		}
		return n.NextSibling(), end
	}
	return first, nil
}

// lineOf returns where the line of a heading begins.
func (d *drawing) lineOf(h *ast.Heading) int {
	if h.Lines().Len() == 0 {
		return len(d.body)
	}
	return bytes.LastIndexByte(d.body[:h.Lines().At(0).Start], '\n') + 1
}

// document renders the blocks from one on, up to another.
func (d *drawing) document(first, end ast.Node) error {
	d.draw = renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(d, 0)))
	var out buffer
	lead := true
	for n := first; n != end; n = n.NextSibling() {
		if lead && n.Kind() == ast.KindHeading {
			d.doc.Lead, lead = d.take(&out), false
		}
		if err := d.draw.Render(&out, d.body, n); err != nil {
			return err
		}
	}
	if lead {
		d.doc.Lead = d.take(&out)
	} else {
		d.doc.Body = d.take(&out)
	}
	return nil
}

// take ends a part of the document.
func (d *drawing) take(out *buffer) template.HTML {
	d.closeTo(out, 0)
	part := template.HTML(out.String())
	out.Reset()
	return part
}

// inner renders what a node holds.
func (d *drawing) inner(n ast.Node) (template.HTML, error) {
	var out buffer
	floor := len(d.open)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if err := d.draw.Render(&out, d.body, c); err != nil {
			return "", err
		}
	}
	d.closeTo(&out, floor)
	return template.HTML(out.String()), nil
}

// A buffer is where goldmark writes.
type buffer struct{ bytes.Buffer }

// Buffered implements [util.BufWriter].
func (b *buffer) Buffered() int { return 0 }

// Flush implements [util.BufWriter].
func (b *buffer) Flush() error { return nil }

// BodyStart returns the offset of what stands behind a page's front matter.
func BodyStart(text []byte) int {
	fence := ""
	for at := 0; at < len(text); {
		end := at + 1 + bytes.IndexByte(text[at:], '\n')
		if end == at {
			end = len(text)
		}
		switch line := string(bytes.TrimSpace(text[at:end])); {
		case fence == "" && (line == "---" || line == "+++"):
			fence = line
		case fence == "" && line != "":
			return 0
		case fence != "" && line == fence:
			return end
		}
		at = end
	}
	return 0
}
