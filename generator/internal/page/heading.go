package page

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// captionLevel stands for captions among the levels of headings: below all
// of them.
const captionLevel = 7

// heading reads a heading. The page's printed title does not end its prose.
func (w *walker) heading(n *ast.Heading) []catalog.Block {
	w.block = w.blockSpan(n)
	p := w.phrase(n, false)
	w.page.Links = append(w.page.Links, p.links...)
	text := catalog.Text{Value: p.text, At: w.contentSpan(n)}
	w.page.Headings = append(w.page.Headings, catalog.Heading{
		Level: n.Level, Text: text.Value, Anchor: w.anchors.Next(text.Value), Bare: true, At: text.At,
	})
	w.headingStatuses(w.draft.plain)
	isTitle := n.Level == 1 && n.Parent().Kind() == ast.KindDocument && n.PreviousSibling() == nil
	if w.quoted > 0 || isTitle || w.form == anyForm && w.isPrinted(text) {
		return nil
	}
	w.section = text
	if w.form == anyForm {
		w.anyHeading(n, p, text.Value)
	}
	w.samples.heading(n.Level, text)
	if !w.memberHeading(n, p) {
		w.members.heading(n.Level, text)
	}
	if w.intro {
		return []catalog.Block{{Kind: catalog.HeadingBlock, Inlines: trimInlines(p.inlines)}}
	}
	w.prose = false
	return nil
}

// isPrinted reports whether a heading is the page's printed title, before
// which comments may stand.
func (w *walker) isPrinted(text catalog.Text) bool {
	return w.page.Printed.Set() && text.At == w.page.Printed.At
}

// anyHeading reads a heading of a page in any form: it may be the label of a
// fact, or have a fact in it, or lead to the text that says what the problem
// is.
func (w *walker) anyHeading(n *ast.Heading, p phrase, title string) {
	facts, rest := w.lineFacts(p)
	if len(rest) > 0 {
		facts = nil
	}
	if before, ok := n.PreviousSibling().(*ast.Heading); ok && len(facts) == 0 && w.page.Printed.Set() && w.contentSpan(before) == w.page.Printed.At {
		facts, _ = w.bareLine(p) // right below the title
	}
	w.addFacts(catalog.HeadingForm, facts...)
	w.facts.awaited = catalog.NoLabel
	if len(facts) == 0 {
		w.expect(title)
	}
	w.facts.open = w.facts.open && (len(facts) > 0 || w.facts.awaited != catalog.NoLabel)
	w.facts.head, w.facts.captioned = nil, nil
	w.texts.heading(title)
}

// isCaption reports whether a paragraph heads what follows it: bold text
// alone that is no sentence, or the word "Examples" alone.
func (w *walker) isCaption(n ast.Node, text string) bool {
	if w.intro {
		return false
	}
	return isBoldAlone(n, w.body) && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "!") ||
		len(text) < 40 && isExamplesTitle(text)
}

// isBoldAlone reports whether a paragraph is strong emphasis, with no more
// than a colon behind it.
func isBoldAlone(n ast.Node, body []byte) bool {
	first := n.FirstChild()
	bold, ok := first.(*ast.Emphasis)
	if !ok || bold.Level != 2 {
		return false
	}
	next := first.NextSibling()
	if next == nil {
		return true
	}
	t, ok := next.(*ast.Text)
	return ok && next.NextSibling() == nil &&
		strings.Trim(string(t.Segment.Value(body)), " :") == ""
}

func (w *walker) caption(n ast.Node, text string) {
	at := w.contentSpan(n)
	text = strings.TrimSpace(strings.TrimRight(text, ": "))
	w.page.Headings = append(w.page.Headings, catalog.Heading{Text: text, Bare: true, At: at})
	w.headingStatuses(w.draft.plain)
	w.section = catalog.Text{Value: text, At: at}
	w.samples.heading(captionLevel, w.section)
	w.members.heading(captionLevel, w.section)
	w.facts.open, w.facts.captioned = false, nil
	w.texts.heading(text)
	w.prose = false
}

// contentSpan returns the place of a block's text.
func (w *walker) contentSpan(n ast.Node) diag.Span {
	lines := n.Lines()
	if lines.Len() == 0 {
		return w.blockSpan(n)
	}
	start, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	stop = start + len(bytes.TrimRight(w.body[start:stop], " \t\n"))
	return w.at(start, stop)
}

// A sampleSection knows whether a page shows examples at the moment, and
// which.
type sampleSection struct {
	// level is that of the heading "Examples"; 0 outside.
	level int
	// name is the nearest heading or caption below it.
	name catalog.Text
}

// heading takes note of a heading or caption.
func (s *sampleSection) heading(level int, text catalog.Text) {
	inside := s.level > 0 && (level > s.level || level == captionLevel)
	switch {
	case isExamplesTitle(text.Value):
		if !inside {
			s.level = level
		}
		s.name = catalog.Text{}
	case inside:
		s.name = text
	case hasExampleWord(text.Value):
		*s = sampleSection{level: level, name: text}
	case level == captionLevel && !isGeneric(text.Value):
		s.name = text
	default:
		*s = sampleSection{}
	}
}

// isExamplesTitle reports whether a title says that examples follow and no
// more: "Examples", "Example response".
func isExamplesTitle(title string) bool { return isGeneric(title) && hasExampleWord(title) }

func hasExampleWord(title string) bool {
	return hasWord(title, func(word string) bool {
		switch word {
		case "example", "examples", "sample", "samples":
			return true
		}
		return false
	})
}

// isGeneric reports whether a title tells no occurrence from another.
func isGeneric(title string) bool {
	empty := true
	return !hasWord(title, func(word string) bool {
		empty = false
		switch word {
		case "example", "examples", "sample", "samples", "response", "responses", "error", "errors",
			"body", "payload", "object", "json", "http", "problem", "details",
			"the", "a", "an", "of":
			return false
		}
		return true
	}) && !empty
}

// wordsOf returns the words of a title in lower case.
func wordsOf(title string) []string {
	return strings.FieldsFunc(strings.ToLower(title), isBetweenWords)
}

func isBetweenWords(char rune) bool { return !unicode.IsLetter(char) && !unicode.IsDigit(char) }

// hasWord reports whether a title has a word, in lower case, of that kind.
func hasWord(title string, isOfKind func(word string) bool) bool {
	for rest := title; ; {
		rest = strings.TrimLeftFunc(rest, isBetweenWords)
		if rest == "" {
			return false
		}
		end := strings.IndexFunc(rest, isBetweenWords)
		if end < 0 {
			end = len(rest)
		}
		if isOfKind(strings.ToLower(rest[:end])) {
			return true
		}
		rest = rest[end:]
	}
}
