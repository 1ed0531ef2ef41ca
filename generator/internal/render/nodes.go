package render

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/internal/container"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	gohtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// RegisterFuncs implements [renderer.NodeRenderer]: goldmark's own renderer for
// most nodes, ours where a page could say more than text, or could look better.
func (d *drawing) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	for kind, draw := range goldmarks() {
		fenced{d, reg}.Register(kind, draw)
	}
	reg.Register(ast.KindList, d.listOr(goldmarks()[ast.KindList]))
	for kind, draw := range map[ast.NodeKind]func(w util.BufWriter, n ast.Node) error{
		ast.KindFencedCodeBlock: d.code,
		ast.KindCodeBlock:       d.code,
		ast.KindHTMLBlock:       d.htmlBlock,
		ast.KindRawHTML:         d.rawHTML,
		ast.KindCodeSpan:        d.codeSpan,
		ast.KindImage:           d.image,
		ast.KindAutoLink:        d.autoLink,
		ast.KindLink:            d.link,
		ast.KindHeading:         d.heading,
		ast.KindBlockquote:      d.quote,
		east.KindTable:          d.table,
		container.Kind:          d.container,
	} {
		reg.Register(kind, whole(draw))
	}
}

// listOr draws lists that the caller does not, as goldmark does.
func (d *drawing) listOr(draw renderer.NodeRendererFunc) renderer.NodeRendererFunc {
	replaced := map[ast.Node]bool{}
	return func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && d.list(w, n) {
			replaced[n] = true
			return ast.WalkSkipChildren, nil
		}
		if replaced[n] {
			return ast.WalkContinue, nil
		}
		return draw(w, source, n, entering)
	}
}

// goldmarks are the functions of goldmark's own renderer. They keep nothing of
// a page.
var goldmarks = sync.OnceValue(func() collected {
	functions := collected{}
	gohtml.NewRenderer().RegisterFuncs(functions)
	return functions
})

// collected has the functions that draw nodes.
type collected map[ast.NodeKind]renderer.NodeRendererFunc

// Register implements [renderer.NodeRendererFuncRegisterer].
func (c collected) Register(kind ast.NodeKind, draw renderer.NodeRendererFunc) { c[kind] = draw }

// whole is a renderer of nodes that draws what they hold, too.
func whole(draw func(w util.BufWriter, n ast.Node) error) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		return ast.WalkSkipChildren, draw(w, n)
	}
}

// A fenced registerer has the elements of raw HTML end where the node ends in
// which they began.
type fenced struct {
	*drawing
	renderer.NodeRendererFuncRegisterer
}

// Register implements [renderer.NodeRendererFuncRegisterer].
func (f fenced) Register(kind ast.NodeKind, draw renderer.NodeRendererFunc) {
	d := f.drawing
	f.NodeRendererFuncRegisterer.Register(kind, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			d.floors = append(d.floors, len(d.open))
		} else {
			d.closeTo(w, d.floors[len(d.floors)-1])
			d.floors = d.floors[:len(d.floors)-1]
		}
		return draw(w, source, n, entering)
	})
}

// heading draws a heading. The page's title is the only one of level 1.
func (d *drawing) heading(w util.BufWriter, n ast.Node) error {
	text := plainText(n, d.body)
	id := d.anchors.Next(text)
	d.level = max(2, min(n.(*ast.Heading).Level, d.level+1))
	if d.level == 2 && n.Parent().Kind() == ast.KindDocument {
		d.doc.Contents = append(d.doc.Contents, Heading{ID: id, Text: text})
	}
	inner, err := d.inner(n)
	if id == "" {
		_, _ = fmt.Fprintf(w, "<h%d>%s</h%d>\n", d.level, inner, d.level)
		return err
	}
	_, _ = fmt.Fprintf(w, "<h%d id=\"%s\">%s <a class=\"anchor\" href=\"#%s\" aria-label=\"Link to this section: %s\">#</a></h%d>\n",
		d.level, attribute(id), inner, attribute(id), attribute(text), d.level)
	return err
}

// link draws a link, or its text where it leads nowhere.
func (d *drawing) link(w util.BufWriter, n ast.Node) error {
	l := n.(*ast.Link)
	target := d.page.Link(string(unescape(l.Destination)))
	d.redirect(l.Destination)
	inner, err := d.inner(n)
	d.anchor(w, target, inner)
	return err
}

func (d *drawing) autoLink(w util.BufWriter, n ast.Node) error {
	l := n.(*ast.AutoLink)
	label := string(l.Label(d.body))
	dest := label
	if l.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + dest
	}
	d.anchor(w, d.page.Link(dest), template.HTML(template.HTMLEscapeString(label)))
	return nil
}

func (d *drawing) anchor(w util.BufWriter, target Target, inner template.HTML) {
	switch {
	case target.Href == "":
		_, _ = w.WriteString(string(inner))
	case target.External:
		_, _ = fmt.Fprintf(w, `<a href="%s" rel="external noopener noreferrer">%s</a>`, attribute(target.Href), inner)
	default:
		_, _ = fmt.Fprintf(w, `<a href="%s">%s</a>`, attribute(target.Href), inner)
	}
}

// image draws a picture that is at hand. Of another one its description is
// left, with a link to it where that is allowed.
func (d *drawing) image(w util.BufWriter, n ast.Node) error {
	i := n.(*ast.Image)
	d.picture(w, string(unescape(i.Destination)), plainText(n, d.body))
	d.redirect(i.Destination)
	return nil
}

func (d *drawing) picture(w util.BufWriter, dest, alt string) {
	if src := d.page.Image(dest); src != "" {
		_, _ = fmt.Fprintf(w, `<img src="%s" alt="%s" loading="lazy">`, attribute(src), attribute(alt))
		return
	}
	if alt == "" {
		alt = "picture"
	}
	d.anchor(w, d.page.Link(dest), template.HTML(template.HTMLEscapeString(alt)))
}

// codeSpan draws code. In a table's cell an escaped pipe is a pipe.
func (d *drawing) codeSpan(w util.BufWriter, n ast.Node) error {
	var code []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			code = append(code, t.Segment.Value(d.body)...)
		}
	}
	code = bytes.ReplaceAll(code, []byte("\n"), []byte(" "))
	if d.inCell {
		code = bytes.ReplaceAll(code, []byte(`\|`), []byte("|"))
	}
	_, _ = fmt.Fprintf(w, "<code>%s</code>", template.HTMLEscapeString(string(code)))
	return nil
}

// code draws a code block.
func (d *drawing) code(w util.BufWriter, n ast.Node) error {
	var code []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		code = append(code, line.Value(d.body)...)
	}
	info := ""
	if f, ok := n.(*ast.FencedCodeBlock); ok && f.Info != nil {
		info = string(unescape(f.Info.Segment.Value(d.body)))
	}
	language, label := languageOf(info)
	if own := d.label(n.Lines()); own != "" {
		label = own
	}
	writeCode(w, string(code), language, label)
	return nil
}

// label returns what the caller calls a code block.
func (d *drawing) label(lines *text.Segments) string {
	if d.page.Label == nil || lines.Len() == 0 {
		return ""
	}
	return d.page.Label(d.base+lines.At(0).Start, d.base+lines.At(lines.Len()-1).Stop)
}

// quote draws a block quote, or the note that it is (`> [!NOTE]`).
func (d *drawing) quote(w util.BufWriter, n ast.Node) error {
	kind := takeAlert(n, d.body)
	inner, err := d.inner(n)
	if kind == "" {
		_, _ = fmt.Fprintf(w, "<blockquote>\n%s</blockquote>\n", inner)
		return err
	}
	writeNote(w, kind, strings.ToLower(kind), inner)
	return err
}

// takeAlert returns what kind of note a block quote is, and removes the words
// that say so.
func takeAlert(n ast.Node, body []byte) string {
	p, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return ""
	}
	first := p.Lines().At(0)
	kind, found := bytes.CutPrefix(bytes.TrimSpace(first.Value(body)), []byte("[!"))
	kind, closed := bytes.CutSuffix(kind, []byte("]"))
	switch strings.ToLower(string(kind)) {
	case "note", "tip", "important", "warning", "caution":
	default:
		return ""
	}
	for c := p.FirstChild(); found && closed && c != nil; c = p.FirstChild() {
		p.RemoveChild(p, c)
		if t, ok := c.(*ast.Text); ok && t.SoftLineBreak() {
			break
		}
	}
	if p.ChildCount() == 0 {
		n.RemoveChild(n, p)
	}
	return string(kind)
}

// attribute returns text for between the quotation marks of an attribute.
func attribute(text string) string { return template.HTMLEscapeString(text) }
