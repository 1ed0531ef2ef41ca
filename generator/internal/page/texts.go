package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/container"
)

// A textReader gathers what can be the documentation text of a page in any
// form.
type textReader struct {
	// opening is the prose that begins the page, described the first
	// paragraphs under a heading that says that they describe the problem, and
	// aside the text inside containers.
	opening, described, aside []catalog.Block
	// later is the first paragraph behind an example, and quoted the first quote:
	// they are the text of a page that has no other.
	later, quoted []catalog.Block
	// describing tells that the nearest heading says so.
	describing bool
}

// add takes in what a block at the top of the page says; before and after tell
// whether the opening prose went on then.
func (t *textReader) add(n ast.Node, blocks []catalog.Block, before, after bool) {
	isList := n.Kind() == ast.KindList
	switch {
	case n.Kind() == ast.KindBlockquote:
	case before && (after || isList):
		t.opening = append(t.opening, blocks...)
	case t.describing && len(blocks) > 0:
		t.described = append(t.described, blocks...)
	}
}

// addAside takes in what a container says; the first that says anything counts.
func (t *textReader) addAside(blocks []catalog.Block) {
	if len(t.aside) == 0 {
		t.aside = blocks
	}
}

// container reads what is inside a container. Its text is aside.
func (w *walker) container(c *container.Block) []catalog.Block {
	if c.Form == container.Element {
		if row, ok := w.memberField(c, c.Name, c.Start); ok {
			w.fieldContent(c, row)
			return nil
		}
	}
	if w.highlighted(c) {
		return nil
	}
	w.texts.addAside(w.blocks(c))
	return nil
}

// alert returns the text of a quote that is one of the boxes that GitHub draws,
// "> [!NOTE]"; nil where it is none.
func alert(blocks []catalog.Block) []catalog.Block {
	if len(blocks) == 0 || len(blocks[0].Inlines) == 0 {
		return nil
	}
	first := slices.Clone(blocks[0].Inlines)
	_, text, ok := strings.Cut(first[0].Text, "]")
	if !ok || !strings.HasPrefix(first[0].Text, "[!") {
		return nil
	}
	first[0].Text = text
	head := blocks[0]
	if head.Inlines = trimInlines(first); len(head.Inlines) == 0 {
		return blocks[1:]
	}
	return append([]catalog.Block{head}, blocks[1:]...)
}

// arePictures reports whether a paragraph has nothing but pictures, with links
// around them or without: badges.
func (w *walker) arePictures(n ast.Node) bool {
	found := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			found = true
		case *ast.Link:
			if !w.arePictures(c) {
				return false
			}
			found = true
		case *ast.Text:
			if len(bytes.TrimSpace(c.Segment.Value(w.body))) > 0 {
				return false
			}
		default:
			return false
		}
	}
	return found
}

// isComponent reports whether a paragraph is a component on one line:
// "<Note>Text.</Note>".
func (w *walker) isComponent(n ast.Node) bool {
	first, ok := n.FirstChild().(*ast.RawHTML)
	last, ends := n.LastChild().(*ast.RawHTML)
	if !ok || !ends || first == last {
		return false
	}
	open, end := string(first.Segments.Value(w.body)), string(last.Segments.Value(w.body))
	name := open[1 : len(open)-len(strings.TrimLeftFunc(open[1:], container.IsNameRune))]
	return container.IsElement(name) && strings.HasPrefix(end, "</"+name)
}

// heading takes note of a heading or caption.
func (t *textReader) heading(title string) {
	t.describing = len(t.described) == 0 && describes(title)
}

// end takes note of a table or example, behind which no description goes on.
func (t *textReader) end() { t.describing = false }

// addLater takes in a block that stands under the page's title and not in its
// opening.
func (t *textReader) addLater(n ast.Node, blocks []catalog.Block, isLater bool) {
	if isLater && len(t.later) == 0 && len(blocks) == 1 && n.Kind() == ast.KindParagraph && !strings.HasSuffix(catalog.PlainText(blocks[0].Inlines), ":") {
		t.later = blocks
	}
}

// chosen returns the first of the texts that the page has; a description in the
// front matter goes before what is aside.
func (t *textReader) chosen(isDescribed bool) []catalog.Block {
	texts := [][]catalog.Block{t.opening, t.described}
	if !isDescribed {
		texts = append(texts, t.aside, t.later, t.quoted)
	}
	for _, text := range texts {
		if len(text) > 0 {
			return text
		}
	}
	return nil
}

// describes reports whether a heading says that what is under it describes the
// problem.
func describes(title string) bool {
	words := " " + strings.Join(wordsOf(title), " ") + " "
	for _, say := range []string{" description ", " what happened ", " what it means ", " what this means ", " what this is ", " what it is ",
		" overview ", " summary ", " cause ", " meaning ", " explanation ", " when it occurs ", " when this occurs ", " when it happens ", " when this happens ",
		" why it happens ", " why this happens ", " beschreibung ", " bedeutung ", " ursache ", " überblick ", " zusammenfassung ", " signification ", " résumé ",
		" descripción ", " significado ", " causa ", " resumen ", " descrição ", "説明", "概要", "原因", "描述", "说明"} {
		if strings.Contains(words, say) {
			return true
		}
	}
	return false
}

// isNavigation reports whether a paragraph says nothing itself and leads
// elsewhere: a link back, a breadcrumb, a row of badges.
func isNavigation(p phrase) bool {
	if len(p.links) == 0 || slices.ContainsFunc(p.links, leavesSite) {
		return false
	}
	linked := 0
	for _, l := range p.links {
		linked += letters(l.Text)
	}
	all := letters(p.text)
	if linked >= all {
		return true
	}
	before := p.text[:max(0, strings.Index(p.text, strings.TrimSpace(p.links[0].Text)))]
	switch strings.Join(wordsOf(before), " ") {
	case "back", "back to", "back to the", "up", "up to", "home":
		return linked+letters(before) >= all
	}
	return false
}

// leavesSite reports whether a link leads to another site; one without words
// is a picture, wherever it comes from.
func leavesSite(l catalog.Link) bool {
	return strings.Contains(l.Dest.Value, ":") && letters(l.Text) > 0
}

func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
