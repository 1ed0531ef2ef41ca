package page

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/container"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A walker goes through a body's blocks in their order.
type walker struct {
	*reader
	// body is the page's text from the offset base on.
	body []byte
	base int
	// form tells what is looked for.
	form form
	// intro tells that the page introduces the folder: all of its text is
	// documentation, and none of it an example.
	intro bool

	// prose holds until the documentation text ends.
	prose bool
	// quoted counts the block quotes around the block.
	quoted int
	// block is the span of the block that is read, for comments inside it.
	block diag.Span
	// section is the nearest heading or caption.
	section catalog.Text
	samples sampleSection
	members memberSection
	// listsMembers tells that something may list members that nothing announces.
	listsMembers bool
	facts        factReader
	texts        textReader
	// titled are the facts that the printed title has.
	titled  []catalog.Labelled
	anchors catalog.Anchors
	// json reads all examples of the page.
	json jsonReader
	// values counts the values of the examples, and excessive tells that there
	// are more examples than a page may have.
	values    int
	excessive bool
	// relaxedBytes counts what was searched for comments and placeholders.
	relaxedBytes int
	// lead is the paragraph that was read last, and what it says.
	lead       ast.Node
	leadPhrase phrase
	// draft is that of the phrase that was read last.
	draft draft
	// pieces is where those of passages are kept.
	pieces []catalog.Piece
	// cells are where those of the row stand that is read.
	cells []bounds
	// lowered is the body in small letters, and endless has the end tags of HTML
	// that do not stand behind the offset that was looked at last; htmlCells counts
	// the cells of tables.
	lowered   []byte
	endless   map[string]bool
	htmlCells int
	// passed is the offset behind what has been read in one piece.
	passed int
	// lastHTML is the block of HTML that was read last, and scope the place
	// of the block that its comments are about.
	lastHTML ast.Node
	scope    diag.Span
}

// A form is what is looked for on a page.
type form int

const (
	// modelForm is the form that the project began with.
	modelForm form = iota
	// anyForm is every form in which people write the same facts.
	anyForm
	// introForm is that of a page that introduces a folder.
	introForm
)

// A tree is a body's syntax tree.
type tree struct {
	body     []byte
	base     int
	root     ast.Node
	excesses []excess
	// first and behind bound the section that is read; both are nil for all of
	// the body.
	first, behind ast.Node
}

// parse parses the Markdown behind the front matter.
func (r *reader) parse(base int) tree {
	t := tree{body: r.src.Text[base:], base: base}
	t.root, t.excesses = parseMarkdown(markdown(), t.body)
	return t
}

// parseAny is parse with what site generators add to Markdown. A tree that was
// made without is as good where there is nothing of the kind.
func (r *reader) parseAny(t tree) tree {
	switch {
	case path.Ext(r.page.Path) == ".mdx":
		t.body = withoutBraces(t.body)
		t.root, t.excesses = parseMarkdown(mdxMarkdown(), t.body)
	case t.root == nil || container.In(t.body):
		t.root, t.excesses = parseMarkdown(anyMarkdown(), t.body)
	}
	return t
}

// readBody reads the Markdown behind the front matter, and reports whether
// something in it may list members that nothing announces. A tree can be read
// several times.
func (r *reader) readBody(t tree, form form) (listsMembers bool) {
	w := &walker{reader: r, body: t.body, base: t.base, form: form, intro: form == introForm, prose: true,
		anchors: catalog.Anchors{}, json: jsonReader{decoder: jsontext.NewDecoder(bytes.NewBuffer(nil))}}
	for _, e := range t.excesses {
		r.fail(diag.At(w.at(e.at, e.at), ruleLimit, "%s", e.message).WithHelp("%s", e.help))
	}
	if h := w.title(t); h != nil {
		p := w.phrase(h, false)
		w.titleFacts(p)
		r.page.Printed = catalog.Lead{Text: catalog.Text{Value: p.text, At: w.contentSpan(h)}, Codes: p.codes}
	}
	first := t.root.FirstChild()
	if t.first != nil {
		first = t.first
	}
	for n := first; n != nil && n != t.behind; n = n.NextSibling() {
		wanted := w.prose
		blocks := w.blockNode(n)
		if form == anyForm {
			w.texts.add(n, blocks, wanted, w.prose)
			w.texts.addLater(n, blocks, w.section.Value == "" && !wanted)
		} else if wanted && (w.prose || n.Kind() == ast.KindList) {
			r.page.Doc = append(r.page.Doc, blocks...)
		}
	}
	w.finish()
	return w.listsMembers
}

// finish takes in what is known when all of the page has been read.
func (w *walker) finish() {
	if w.form != anyForm {
		return
	}
	w.addTitled()
	w.page.Doc = w.texts.chosen(w.page.Front.Description.Value != "")
	if head := w.facts.head; head != nil {
		w.facts.open = false
		w.addFacts(catalog.HeadForm, catalog.Labelled{
			Label: catalog.StatusLabel, Value: catalog.Text{Value: head.Reason, At: head.Status.At}, Statuses: []catalog.WholeNumber{head.Status},
		})
	}
}

// titleFacts reads what the printed title, the phrase that was read last, has
// beside the title: the page's type where it is a link to that, and a status,
// which counts where nothing else gives one.
func (w *walker) titleFacts(p phrase) {
	if w.form != anyForm {
		return
	}
	for _, l := range p.links {
		if name := typeName(l.Dest.Value); isAbsolute(l.Dest.Value) && w.isOwnName(name) {
			w.titled = append(w.titled, catalog.Labelled{Label: catalog.TypeLabel, Form: catalog.HeadingForm, Value: l.Dest})
		}
	}
	text := string(w.draft.plain.text)
	if m := titleStatus.FindStringSubmatchIndex(text); m != nil {
		at := bounds{max(m[2], m[4]), max(m[3], m[5])}
		if f, ok := fact(catalog.StatusLabel, "", w.writtenAt(p, text, at)); ok {
			f.Form = catalog.HeadingForm
			w.titled = append(w.titled, f)
		}
	}
}

// titleStatus matches a status before or behind a title: "409 Depot closed",
// "Depot closed (HTTP 409)".
var titleStatus = lazyregexp.New(`^(?:HTTP )?([45][0-9]{2})(?:\s*[:–—-]\s*|\s+)\pL|[(\[](?:HTTP )?([45][0-9]{2})(?: [A-Z][^()\[\]]*)?[)\]]\s*$`)

// addTitled adds the facts of the printed title of which there are no others.
func (w *walker) addTitled() {
	for _, f := range w.titled {
		has := func(label catalog.Label, member string) bool {
			return slices.ContainsFunc(w.page.Facts, func(f catalog.Labelled) bool { return f.Label == label }) || shows(w.page, member)
		}
		if f.Label == catalog.TypeLabel && !has(f.Label, catalog.MemberType) || f.Label == catalog.StatusLabel && !has(f.Label, catalog.MemberStatus) && !hasStatusLine(w.page) {
			w.page.Facts = append(w.page.Facts, f)
		}
	}
}

// title returns the heading that begins what is read.
func (w *walker) title(t tree) *ast.Heading {
	if h, ok := t.first.(*ast.Heading); ok {
		return h
	}
	return w.printedTitle(t.root)
}

// printedTitle returns the heading that begins a body, where it is one of level
// 1; on a page in any form also one of level 2 that is the page's name, and
// behind what only leads elsewhere.
func (w *walker) printedTitle(root ast.Node) *ast.Heading {
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && (h.Level == 1 || w.isNamedTitle(h)) {
			return h
		}
		leads := w.form == anyForm && (n.Kind() == ast.KindThematicBreak || n.Kind() == ast.KindParagraph && w.areLinks(n))
		if c, ok := n.(*container.Block); n.Kind() != ast.KindHTMLBlock && (!ok || c.HasChildren()) && !leads {
			return nil
		}
	}
	return nil
}

// isNamedTitle reports whether a heading of level 2 that begins a page without
// another title is what the page is called.
func (w *walker) isNamedTitle(h *ast.Heading) bool {
	if w.form != anyForm || h.Level != 2 || w.page.Front.Title.Value != "" || h.Lines().Len() == 0 {
		return false
	}
	first := h.Lines().At(0)
	return foldName(string(first.Value(w.body))) == foldName(pageStem(w.page.Path))
}

// areLinks reports whether a paragraph has nothing but links and pictures.
func (w *walker) areLinks(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Link, *ast.Image:
		case *ast.Text:
			if letters(string(c.Segment.Value(w.body))) > 0 {
				return false
			}
		default:
			return false
		}
	}
	return n.HasChildren()
}

// blockNode reads a block and returns the documentation text that it has.
func (w *walker) blockNode(n ast.Node) []catalog.Block {
	w.fill(n)
	if w.passed > 0 && n.Pos() >= 0 && n.Pos() < w.passed {
		return nil
	}
	if !isTextBlock(n) && n.Kind() != ast.KindList && n.Kind() != container.Kind {
		w.endLines()
	}
	switch n := n.(type) {
	case *ast.Heading:
		return w.heading(n)
	case *container.Block:
		return w.container(n)
	case *ast.Paragraph, *ast.TextBlock:
		return w.paragraph(n)
	case *east.Table:
		w.table(n)
	case *ast.FencedCodeBlock:
		return w.code(n, infoOf(n, w.body))
	case *ast.CodeBlock:
		return w.code(n, "")
	case *ast.HTMLBlock:
		w.html(n)
	case *ast.Blockquote:
		w.quoted++
		blocks := w.blocks(n)
		w.quoted--
		if text := alert(blocks); w.form == anyForm && len(text) > 0 {
			w.texts.addAside(text)
		} else if len(w.texts.quoted) == 0 && w.section.Value == "" {
			w.texts.quoted = blocks
		}
	case *ast.List:
		return w.list(n)
	}
	return nil
}

// blocks reads what a container holds.
func (w *walker) blocks(parent ast.Node) []catalog.Block {
	var doc []catalog.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		doc = append(doc, w.blockNode(n)...)
	}
	return doc
}

func infoOf(n *ast.FencedCodeBlock, body []byte) string {
	if n.Info == nil {
		return ""
	}
	return unescape(n.Info.Segment.Value(body))
}

// paragraph reads a paragraph, which may be a caption.
func (w *walker) paragraph(n ast.Node) []catalog.Block {
	w.block = w.blockSpan(n)
	p := w.phrase(n, false)
	w.lead, w.leadPhrase = n, p
	w.page.Links = append(w.page.Links, p.links...)
	if (w.inlineField(n, p) || w.memberLines(n, p) || w.memberText(p)) && !w.intro {
		return nil
	}
	if w.form == anyForm {
		return w.ownText(n, w.anyParagraph(n, p))
	}
	if w.quoted == 0 && w.isCaption(n, p.text) {
		w.caption(n, p.text)
		return nil
	}
	if w.form == modelForm {
		facts, _ := w.lineFacts(p)
		w.addFacts(catalog.LineForm, facts...)
		w.facts.open = len(facts) > 0
	}
	return w.proseText(p, trimInlines(p.inlines))
}

// ownText returns the text of a paragraph, unless it is nobody's.
func (w *walker) ownText(n ast.Node, blocks []catalog.Block) []catalog.Block {
	if w.isCommon(n) {
		return nil
	}
	return blocks
}

// proseText takes in a paragraph of prose.
func (w *walker) proseText(p phrase, inlines []catalog.Inline) []catalog.Block {
	w.page.Codes = append(w.page.Codes, p.codes...)
	w.passage(p)
	w.statuses(p)
	if len(inlines) == 0 {
		return nil
	}
	return []catalog.Block{{Kind: catalog.ParagraphBlock, Inlines: inlines}}
}

// anyParagraph reads a paragraph of a page in any form: it may be a caption,
// facts or prose, or lead to other pages and say nothing.
func (w *walker) anyParagraph(n ast.Node, p phrase) []catalog.Block {
	if w.isComponent(n) {
		w.component(n, p)
		return nil
	}
	whole := bounds{0, len(w.draft.plain.text)}
	if w.headingFact(w.writtenAt(p, string(w.draft.plain.text), whole)) {
		return w.proseText(p, nil)
	}
	if w.quoted == 0 && n.Kind() == ast.KindParagraph && w.isLabelAlone(p.text) && !isBoldAlone(n, w.body) {
		return w.proseText(p, nil)
	}
	facts, rest := w.paragraphFacts(n, p)
	w.facts.shaped = len(rest) == 0
	w.addFacts(catalog.LineForm, facts...)
	w.facts.open = len(facts) > 0 && len(rest) == 0
	switch {
	case len(facts) > 0:
		return w.proseText(p, w.inlinesOf(p, rest))
	case w.quoted == 0 && w.isCaption(n, p.text):
		w.anyCaption(n, p)
		return nil
	case isNavigation(p) || w.arePictures(n):
		return w.proseText(p, nil)
	}
	return w.proseText(p, trimInlines(p.inlines))
}

// component reads a paragraph that is a component on one line: facts, or text
// aside.
func (w *walker) component(n ast.Node, p phrase) {
	if facts, ok := w.bareLine(p); ok {
		w.addFacts(catalog.LineForm, facts...)
		w.proseText(p, nil)
		return
	}
	w.texts.addAside(w.ownText(n, w.proseText(p, trimInlines(p.inlines))))
}

// paragraphFacts returns the facts of a paragraph, the phrase that was read last,
// and the parts of it that are none.
func (w *walker) paragraphFacts(n ast.Node, p phrase) (facts []catalog.Labelled, rest []bounds) {
	facts, rest = w.lineFacts(p)
	if len(facts) == 0 && w.opensSection(n) {
		facts, rest = w.openingStatus(p)
	}
	mayBeBare := w.quoted > 0 || !isBoldAlone(n, w.body) || n.Parent().Kind() == container.Kind // else it is a caption
	if len(facts) > 0 || !mayBeBare || !w.prose && !w.isOwnURI(p) {
		return facts, rest
	}
	if bare, ok := w.bareLine(p); ok {
		return bare, nil
	}
	return facts, rest
}

// anyCaption reads a caption, which may be a label, or the status of the example
// below it.
func (w *walker) anyCaption(n ast.Node, p phrase) {
	status, _ := w.bareLine(p)
	w.caption(n, p.text)
	if isBoldAlone(n, w.body) {
		w.expect(strings.TrimRight(p.text, ":： "))
		w.facts.captioned = status
	}
}

// trimInlines removes white space around a block's text.
func trimInlines(inlines []catalog.Inline) []catalog.Inline {
	for len(inlines) > 0 && strings.TrimSpace(inlines[0].Text) == "" {
		inlines = inlines[1:]
	}
	for len(inlines) > 0 && strings.TrimSpace(inlines[len(inlines)-1].Text) == "" {
		inlines = inlines[:len(inlines)-1]
	}
	if len(inlines) > 0 {
		first, last := &inlines[0], &inlines[len(inlines)-1]
		first.Text = strings.TrimLeft(first.Text, " ")
		last.Text = strings.TrimRight(last.Text, " ")
	}
	return inlines
}

// list reads a list. Go's doc comments have no deeper structure: the items of
// a list inside an item follow it, and a code block ends the list.
func (w *walker) list(n *ast.List) []catalog.Block {
	if (w.memberLabels(n) || w.memberList(n)) && !w.intro {
		w.memberFacts(n)
		return nil
	}
	l := listWriter{ordered: n.IsOrdered()}
	before := len(w.page.Facts)
	items := make([]listItem, 0, n.ChildCount())
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.facts.shaped = false
		items = append(items, listItem{w.blocks(item), w.facts.shaped})
	}
	for _, item := range items {
		if isOther := item.shaped && len(w.page.Facts) > before; !isOther {
			l.item(item.blocks)
		}
	}
	return l.flush()
}

// A listItem is what an item says. Shaped tells that it has a label: beside
// facts, it is one about something else.
type listItem struct {
	blocks []catalog.Block
	shaped bool
}

// A listWriter makes flat lists.
type listWriter struct {
	ordered bool
	items   [][]catalog.Inline
	doc     []catalog.Block
}

func (l *listWriter) item(blocks []catalog.Block) {
	open := false
	for _, b := range blocks {
		switch b.Kind {
		case catalog.ParagraphBlock, catalog.HeadingBlock:
			l.text(b.Inlines, open)
			open = true
		case catalog.ListBlock:
			l.items = append(l.items, b.Items...)
			open = false
		case catalog.CodeBlock:
			l.doc = append(l.flush(), b)
			open = false
		}
	}
}

// text adds a paragraph, to the last item if that is still open.
func (l *listWriter) text(inlines []catalog.Inline, open bool) {
	if !open {
		l.items = append(l.items, inlines)
		return
	}
	last := &l.items[len(l.items)-1]
	*last = append(append(*last, catalog.Inline{Text: " "}), inlines...)
}

// flush ends the list and returns all that was made.
func (l *listWriter) flush() []catalog.Block {
	if len(l.items) > 0 {
		l.doc = append(l.doc, catalog.Block{Kind: catalog.ListBlock, Ordered: l.ordered, Items: l.items})
		l.items = nil
	}
	return l.doc
}

// blockSpan returns the place of a block, with its fences.
func (w *walker) blockSpan(n ast.Node) diag.Span {
	start := min(max(n.Pos(), 0), len(w.body))
	return w.at(start, max(start, w.blockEnd(n)))
}

// blockEnd returns the offset behind a block's last line, without its end.
func (w *walker) blockEnd(n ast.Node) int {
	end := n.Pos()
	if n.Type() == ast.TypeBlock {
		if lines := n.Lines(); lines != nil && lines.Len() > 0 {
			end = lines.At(lines.Len() - 1).Stop
		}
	}
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		end = w.fenceEnd(n, end)
	case *ast.HTMLBlock:
		if n.HasClosure() {
			end = n.ClosureLine.Stop
		}
	case *east.TableHeader, *east.TableRow, *ast.ThematicBreak:
		end = w.lineEnd(max(end, 0))
	default:
		if last := n.LastChild(); last != nil && last.Type() == ast.TypeBlock {
			end = max(end, w.blockEnd(last))
		}
	}
	end = min(max(end, 0), len(w.body))
	for end > 0 && isSpace(w.body[end-1]) {
		end--
	}
	return end
}

// fenceEnd returns the end of the line that closes a code block, if there is
// one.
func (w *walker) fenceEnd(n *ast.FencedCodeBlock, end int) int {
	if n.Lines().Len() == 0 {
		end = w.lineEnd(max(n.Pos(), 0)) + 1
	}
	if end >= len(w.body) {
		return end
	}
	next := w.lineEnd(end)
	line := strings.TrimLeft(string(w.body[end:next]), " \t>")
	if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
		return next
	}
	return end
}

// lineEnd returns the end of the line that the offset is in.
func (w *walker) lineEnd(at int) int {
	at = min(at, len(w.body))
	end := at + lineLength(w.body[at:])
	if end > at && w.body[end-1] == '\n' {
		end--
	}
	return end
}
