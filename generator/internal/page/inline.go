package page

import (
	"bytes"
	"html"
	"iter"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A phrase is what the inline content of one block says.
type phrase struct {
	// text is the text alone, without white space around it.
	text    string
	inlines []catalog.Inline
	codes   []catalog.Mention
	links   []catalog.Link
}

// A draft is what a phrase is made of. There is one for all phrases of a page:
// the next takes its room.
type draft struct {
	// plain is the text alone, with the places it comes from.
	plain excerpt
	// inlines have no text yet, begins tells where in plain each one's begins.
	inlines []catalog.Inline
	begins  []int
	// breaks are where in plain the lines end, and strong the stretches of it
	// that are strong emphasis.
	breaks []int
	strong []bounds
	// room is where the inlines of phrases are kept, most of which have one.
	room []catalog.Inline
}

// keep returns a copy of the inlines.
func (d *draft) keep() []catalog.Inline {
	const atOnce = 16
	if cap(d.room)-len(d.room) < len(d.inlines) {
		d.room = make([]catalog.Inline, 0, max(atOnce, len(d.inlines)))
	}
	from := len(d.room)
	d.room = append(d.room, d.inlines...)
	return slices.Clip(d.room[from:])
}

// phrase reads the inline content of a block. In a table's cell an escaped
// pipe is a pipe, even in a code span.
func (w *walker) phrase(block ast.Node, inCell bool) phrase {
	w.draft.reset()
	p := phraseReader{walker: w, inCell: inCell, at: block.Pos()}
	p.children(block)
	p.complete()
	return p.phrase
}

func (d *draft) reset() {
	d.plain.text, d.plain.pieces = d.plain.text[:0], d.plain.pieces[:0]
	d.inlines, d.begins = d.inlines[:0], d.begins[:0]
	d.breaks, d.strong = d.breaks[:0], d.strong[:0]
}

// A phraseReader collects a phrase.
type phraseReader struct {
	*walker
	phrase
	inCell bool
	// link is the link that the text stands in.
	link catalog.Inline
	// at is the offset behind what was read last.
	at int
}

// complete makes the phrase of its draft. All its texts are parts of one.
func (p *phraseReader) complete() {
	d := &p.draft
	if len(d.inlines) == 0 {
		return
	}
	text := string(d.plain.text)
	p.text = strings.TrimSpace(text)
	p.inlines = d.keep()
	codes := p.codes
	for i := range p.inlines {
		end := len(text)
		if i+1 < len(d.begins) {
			end = d.begins[i+1]
		}
		in := &p.inlines[i]
		if in.Text = text[d.begins[i]:end]; in.Code {
			codes[0].Text, codes = in.Text, codes[1:]
		}
	}
}

func (p *phraseReader) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.inline(c)
	}
}

func (p *phraseReader) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		p.textNode(n)
	case *ast.CodeSpan:
		p.codeSpan(n)
	case *ast.Link:
		p.linkNode(n, n.Destination)
	case *ast.Image:
		p.image(n)
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.RawHTML:
		p.rawHTML(n)
	case *ast.Emphasis:
		from := len(p.draft.plain.text)
		p.children(n)
		if n.Level == 2 {
			p.draft.strong = append(p.draft.strong, bounds{from, len(p.draft.plain.text)})
		}
	default:
		p.children(n)
	}
}

// write appends text from the body's bytes from start up to stop.
func (p *phraseReader) write(text []byte, start, stop int) {
	if len(text) == 0 {
		return
	}
	from := len(p.draft.plain.text)
	p.draft.plain.add(text, start, stop)
	p.at = stop
	p.show(from, false)
}

// show begins an inline with the plain text from the offset on, unless the last
// one goes on.
func (p *phraseReader) show(from int, code bool) {
	in := p.link
	in.Code = code
	d := &p.draft
	if last := len(d.inlines) - 1; last < 0 || code || d.inlines[last] != in {
		d.inlines = append(d.inlines, in)
		d.begins = append(d.begins, from)
	}
}

func (p *phraseReader) textNode(n *ast.Text) {
	s := n.Segment
	for from, text := range unescaped(p.body[s.Start:s.Stop]) {
		p.write(text, s.Start+from.start, s.Start+from.stop)
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		p.draft.breaks = append(p.draft.breaks, len(p.draft.plain.text))
		p.write([]byte(" "), s.Stop, s.Stop)
	}
}

// maxReference is the length of the longest character reference of HTML,
// "&CounterClockwiseContourIntegral;".
const maxReference = 33

// reference decodes the character reference that the text begins with. One
// that stands for white space becomes a space; one that stands for a character
// that must not be in a page stays as it is written.
func reference(b []byte) (string, int) {
	end := bytes.IndexFunc(b[1:min(len(b), maxReference)], notInReference) + 1
	if end == 0 || b[end] != ';' {
		return "&", 1
	}
	written := string(b[:end+1])
	decoded := html.UnescapeString(written)
	switch {
	case strings.TrimSpace(decoded) == "":
		return " ", len(written)
	case decoded == written || nextForeign([]byte(decoded), 0) >= 0,
		len(decoded) > 1 && strings.HasSuffix(decoded, ";"): // "&copyright;" is none, although "&copy" may be one
		return "&", 1
	}
	return decoded, len(written)
}

// notInReference reports what a character reference does not have between its
// ampersand and its semicolon.
func notInReference(r rune) bool {
	return r != '#' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

// unescape resolves what Markdown escapes: punctuation behind backslashes and
// character references.
func unescape(b []byte) string {
	var s strings.Builder
	for _, text := range unescaped(b) {
		s.Write(text)
	}
	return s.String()
}

// unescaped yields the pieces that unescape puts together, with the bytes
// that each comes from.
func unescaped(b []byte) iter.Seq2[bounds, []byte] {
	return func(yield func(bounds, []byte) bool) {
		for at := 0; at < len(b); {
			text, size := unescapeOne(b[at:])
			if !yield(bounds{at, at + size}, text) {
				return
			}
			at += size
		}
	}
}

// unescapeOne returns the text that the bytes begin with, up to the next
// escape or the escape itself, and how many bytes it takes.
func unescapeOne(b []byte) ([]byte, int) {
	switch {
	case b[0] == '\\' && len(b) > 1 && util.IsPunct(b[1]):
		return b[1:2], 2
	case b[0] == '&':
		text, size := reference(b)
		return []byte(text), size
	}
	if i := bytes.IndexAny(b[1:], "\\&"); i >= 0 {
		return b[:i+1], i + 1
	}
	return b, len(b)
}

// codeSpan reads a code span. Its mention covers what is between the
// backticks.
func (p *phraseReader) codeSpan(n *ast.CodeSpan) {
	plain := &p.draft.plain
	from := len(plain.text)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			p.codeText(plain, t.Segment)
		}
	}
	if len(plain.text) == from {
		return
	}
	start, stop := plain.bounds(from, len(plain.text))
	p.at = stop
	p.show(from, true)
	p.codes = append(p.codes, catalog.Mention{Section: p.section, At: p.walker.at(start, stop)})
}

// codeText appends a line of a code span. Its end, and any tab, is a space.
func (p *phraseReader) codeText(e *excerpt, s text.Segment) {
	for start := s.Start; start < s.Stop; {
		n := plainCode(p.body[start:s.Stop], p.inCell)
		if n > 0 {
			e.add(p.body[start:start+n], start, start+n)
		}
		start += n
		if start < s.Stop {
			if p.body[start] != '\\' {
				e.add([]byte(" "), start, start+1)
			}
			start++
		}
	}
}

// plainCode returns the length of code that reads as it stands.
func plainCode(code []byte, inCell bool) int {
	for i, b := range code {
		escapesPipe := inCell && b == '\\' && i+1 < len(code) && code[i+1] == '|'
		if b == '\n' || b == '\t' || escapesPipe {
			return i
		}
	}
	return len(code)
}

// linkNode reads a link that does not stand in another.
func (p *phraseReader) linkNode(n ast.Node, dest []byte) {
	before := p.link
	p.link = p.target(unescape(dest))
	from := len(p.draft.plain.text)
	p.children(n)
	p.addLink(n, from, dest)
	p.link = before
}

// image reads an image: its alternative text is text.
func (p *phraseReader) image(n *ast.Image) {
	from := len(p.draft.plain.text)
	p.children(n)
	p.addLink(n, from, n.Destination)
}

// addLink notes a link whose text is the plain text from the offset on.
func (p *phraseReader) addLink(n ast.Node, from int, dest []byte) {
	if start, ok := p.find(dest, max(n.Pos(), 0)); ok {
		p.links = append(p.links, catalog.Link{
			Text:    string(p.draft.plain.text[from:]),
			Dest:    catalog.Text{Value: string(dest), At: p.walker.at(start, start+len(dest))},
			Section: p.section,
		})
	}
}

// find returns where in the body a destination stands. goldmark returns a
// part of the body itself, whose place its capacity tells; where it has copied
// it, it is looked for behind the link's begin.
func (w *walker) find(dest []byte, after int) (int, bool) {
	if len(dest) == 0 {
		return 0, false
	}
	start := cap(w.body) - cap(dest)
	if start >= 0 && start+len(dest) <= len(w.body) && &w.body[start] == &dest[0] {
		return start, true
	}
	after = min(after, len(w.body))
	i := bytes.Index(w.body[after:min(len(w.body), after+maxParagraph)], dest)
	return after + i, i >= 0
}

func (p *phraseReader) autoLink(n *ast.AutoLink) {
	label := n.Label(p.body)
	start, ok := p.find(label, p.at)
	if !ok {
		return
	}
	before, dest := p.link, string(label)
	if n.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + dest
	}
	p.link = p.target(dest)
	p.write(label, start, start+len(label))
	p.link = before
	p.links = append(p.links, catalog.Link{
		Text:    string(label),
		Dest:    catalog.Text{Value: dest, At: p.walker.at(start, start+len(label))},
		Section: p.section,
	})
}

// target returns what a destination means for documentation: an absolute URL,
// a page of the folder, or nothing that could be followed from there.
func (w *walker) target(dest string) catalog.Inline {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return catalog.Inline{}
	case u.Scheme == "http" && u.Host != "", u.Scheme == "https" && u.Host != "", u.Scheme == "mailto":
		return catalog.Inline{URL: dest}
	case u.Path == "":
		return catalog.Inline{}
	}
	if file, _, inside := catalog.LinkTarget(w.page.Path, dest); inside && catalog.IsMarkdown(file) {
		return catalog.Inline{Page: file}
	}
	return catalog.Inline{}
}

// rawHTML drops HTML, save line breaks and our own comments.
func (p *phraseReader) rawHTML(n *ast.RawHTML) {
	e := excerptOf(n.Segments, p.body)
	if tag := strings.ToLower(string(e.text[:min(len(e.text), 4)])); strings.HasPrefix(tag, "<br") {
		start, stop := e.bounds(0, len(e.text))
		p.draft.breaks = append(p.draft.breaks, len(p.draft.plain.text))
		p.write([]byte(" "), start, stop)
	}
	p.comments(e, p.block)
}
