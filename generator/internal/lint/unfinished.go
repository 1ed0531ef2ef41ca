package lint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

var (
	// reference matches a link by reference as renderers print it that find no
	// definition for its label.
	reference = lazyregexp.New(`!?\[([^\[\]]+)\]\[([^\[\]]*)\]`)
	// footnote matches a reference to a footnote.
	footnote = lazyregexp.New(`\[(\^[^\[\]\s]+)\]`)
	// definition matches where a label is defined.
	definition = lazyregexp.New(`(?m)^[ >]*\[([^\[\]]+)\]:`)
)

// checkUndefinedReference reports links by reference whose label nobody
// defines: goldmark leaves them in the text as they are.
func checkUndefinedReference(c *PageCheck) {
	text := c.Page.Source.Text
	if !bytes.Contains(text, []byte("][")) && !bytes.Contains(text, []byte("[^")) {
		return
	}
	labels := &labels{reported: map[string]bool{}, known: map[string]bool{}}
	for _, m := range definition.FindAllSubmatch(text, -1) {
		labels.defined = append(labels.defined, string(m[1]))
		labels.known[strings.ToLower(string(m[1]))] = true
	}
	for i := range c.Page.Passages {
		c.undefinedIn(&c.Page.Passages[i], labels)
	}
	for _, cell := range cellsOf(c.Page) {
		c.undefinedIn(&catalog.Passage{
			Text: cell.Text, Codes: cell.Codes, At: cell.At, Pieces: []catalog.Piece{{Start: cell.At.Start, Stop: cell.At.End}},
		}, labels)
	}
}

// labels are those of a page's references.
type labels struct {
	// defined are those that lead somewhere, known the same in small letters,
	// and reported those that do not.
	defined         []string
	known, reported map[string]bool
	// comparisons counts what the search for similar ones has cost.
	comparisons int
}

// near returns the defined label that was probably meant, or "".
func (l *labels) near(label string) string {
	if l.comparisons += len(l.defined); l.comparisons > maxComparisons {
		return ""
	}
	return diag.Nearest(label, l.defined)
}

// cellsOf returns the cells of a page's tables whose text stands in the page
// as it is.
func cellsOf(page *catalog.Page) []catalog.Cell {
	var cells []catalog.Cell
	for _, t := range page.Tables {
		for _, row := range t.Rows {
			for _, cell := range row.Cells {
				if cell.At.Text() == cell.Text {
					cells = append(cells, cell)
				}
			}
		}
	}
	return cells
}

// undefinedIn reports the references of one text, each label once.
func (c *PageCheck) undefinedIn(p *catalog.Passage, labels *labels) {
	if !strings.Contains(p.Text, "][") && !strings.Contains(p.Text, "[^") {
		return
	}
	for _, m := range reference.FindAllStringSubmatchIndex(p.Text, -1) {
		label := p.Text[m[4]:m[5]]
		if label == "" {
			label = p.Text[m[2]:m[3]]
		}
		// "errors[0][code]" leads to a value, not to a page.
		isIndex := m[0] > 0 && isWordByte(p.Text[m[0]-1]) && p.Text[m[0]] == '['
		if !isIndex && !p.IsCode(m[0]) && !labels.reported[label] {
			labels.reported[label] = true
			c.Report(c.undefinedReference(p.Span(m[0], m[1]), label, labels))
		}
	}
	for _, m := range footnote.FindAllStringSubmatchIndex(p.Text, -1) {
		label := p.Text[m[2]:m[3]]
		if !p.IsCode(m[0]) && !labels.reported[label] && !labels.known[strings.ToLower(label)] {
			labels.reported[label] = true
			c.Report(c.undefinedReference(p.Span(m[0], m[1]), label, labels))
		}
	}
}

func isWordByte(b byte) bool {
	return isAlphanumeric(b) || 'A' <= b && b <= 'Z' || b == ')' || b == ']'
}

func (c *PageCheck) undefinedReference(at diag.Span, label string, labels *labels) diag.Diagnostic {
	d := c.At(at, "define the label: nothing on the page says where [%s] leads, so readers see the brackets", label).About(label)
	if near := labels.near(label); near != "" {
		return d.WithLabel("did you mean [%s]?", near).WithHelp("write the label as it is defined, [%s]", near)
	}
	if strings.HasPrefix(label, "^") {
		return d.WithHelp("add a line `[%s]: …` with the note's text, or take the reference out", label)
	}
	return d.WithHelp("add a line `[%s]: https://…` at the end of the page, or write the address behind the text in parentheses", label)
}

// checkEmptySection reports headings below which nothing stands.
func checkEmptySection(c *PageCheck) {
	for _, h := range c.Page.Headings {
		if !h.Bare || h.Level == 1 || h.Level == 0 && !announcesExample(h.Text) {
			continue
		}
		c.Report(c.At(h.At, "write what “%s” announces, or take the heading out: nothing stands below it", h.Text).
			WithHelp("a reader who is led here by a table of contents finds nothing").About(h.Text))
	}
}

// announcesExample reports whether a caption promises an example.
func announcesExample(caption string) bool {
	return strings.Contains(" "+wordsOf(caption)+" ", " example ")
}

var (
	// unwritten matches what authors leave where they mean to write later.
	unwritten = lazyregexp.New(`\b(?:TODO|FIXME|TBD|XXX)\b(?:\s*[:(]|\s*$|[.!?]|\s+[a-z])|(?i)\b(?:lorem ipsum|dolor sit amet|to be (?:written|documented|described|completed|done)(?: later)?[.!]?$|` +
		`(?:text|description|documentation|content) (?:goes|follows|comes) here\b|coming soon\b|work in progress\b|\bwrite me\b|placeholder text\b|insert (?:text|description) here\b|your text here\b)`)
	// onlyDots matches a paragraph that is an ellipsis and no more.
	onlyDots = lazyregexp.New(`^\s*(?:\.{3,}|…|\?{2,}|-{1,2}|–|—|tbd|tba|todo|n/?a)[.!]?\s*$`)
)

// unwrittenHints are texts of which one is in whatever unwritten matches.
var unwrittenHints = []string{
	"TODO", "FIXME", "TBD", "XXX", "orem ipsum", "orem Ipsum", "olor sit amet", "o be ", "o Be ", " here", "oming soon", "oming Soon", "OMING SOON", "ork in progress", "ork In Progress", "WORK IN", "rite me", "rite Me", "laceholder", "LOREM",
}

// checkUnwrittenText reports what stands where text is meant.
func checkUnwrittenText(c *PageCheck) {
	c.scaffoldText()
	const longest = 12 // of what only holds a place
	isHinted := slices.ContainsFunc(unwrittenHints, func(hint string) bool { return bytes.Contains(c.Page.Source.Text, []byte(hint)) })
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		var at []int
		if isHinted {
			at = unwritten.FindStringIndex(p.Text)
		}
		if at == nil && len(p.Text) < longest && onlyDots.MatchString(strings.ToLower(p.Text)) {
			at = []int{0, len(p.Text)}
		}
		if at == nil || p.IsCode(at[0]) {
			continue
		}
		c.Report(c.unwrittenText(p.Span(at[0], at[1]), p.Text[at[0]:at[1]]))
	}
	if !isHinted {
		return
	}
	for _, h := range c.Page.Headings {
		if at := unwritten.FindStringIndex(h.Text); at != nil {
			c.Report(c.unwrittenText(h.At, h.Text[at[0]:at[1]]))
		}
	}
	for _, t := range c.Page.Tables {
		c.unwrittenCells(&t)
	}
}

// unwrittenCells looks at the cells of a table. A member's description that
// says nothing is another rule's.
func (c *PageCheck) unwrittenCells(t *catalog.Table) {
	for _, row := range t.Rows {
		for i, cell := range row.Cells {
			isDescription := i < len(t.Roles) && t.Roles[i] == catalog.DescriptionColumn && saysNothing(cell.Text)
			if at := unwritten.FindStringIndex(cell.Text); at != nil && !isDescription && len(cell.Codes) == 0 {
				c.Report(c.unwrittenText(cell.At, cell.Text[at[0]:at[1]]))
			}
		}
	}
}

func (c *PageCheck) unwrittenText(at diag.Span, what string) diag.Diagnostic {
	return c.At(at, "write the text that is missing here: “%s” holds its place", strings.TrimSpace(what)).
		WithHelp("say what the reader needs to know, or take it out until it can be said").About(what)
}
