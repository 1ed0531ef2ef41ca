package lint

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkUnnamedProblem reports a page whose prose does not name its problem.
func checkUnnamedProblem(c *CatalogCheck) {
	for _, s := range c.Pages {
		if other, _ := c.copiedFrom(s); s.named || s.unclear || s.titleNames() || !nameLike.MatchString(s.name) || other != nil || len(c.misspelt(s)) > 0 {
			continue
		}
		c.Report(c.At(s.titleAt, "name the problem, `%s`, in the text: it never does", s.name).
			WithHelp("say in the first paragraph when `%s` occurs, so that who searches for the name finds the page", s.name).
			About(s.name))
	}
}

// titleNames reports whether the page's title has all words of the name.
func (s *pageSummary) titleNames() bool {
	title := " " + wordsOf(s.title+" "+s.wireTitle.Value) + " "
	for word := range strings.FieldsSeq(wordsOf(strings.ReplaceAll(s.name, "_", " "))) {
		if !strings.Contains(title, " "+word+" ") {
			return false
		}
	}
	return true
}

// checkMisspeltName reports code spans that misspell the problem's name.
func checkMisspeltName(c *CatalogCheck) {
	for _, s := range c.Pages {
		for _, m := range c.misspelt(s) {
			d := c.At(withBackticks(m.at[0]), "the text calls the problem `%s`, its name is `%s`", m.name, s.name).
				WithLabel("did you mean %q?", s.name).
				WithHelp("write the name as it is in the type URI").About(m.name)
			fix := &diag.Fix{Title: "write `" + s.name + "`"}
			for i, at := range m.at {
				if i > 0 {
					d = d.WithNote(withBackticks(at), "it is misspelt here too")
				}
				fix.Edits = append(fix.Edits, diag.Edit{At: at, New: s.name})
			}
			c.Report(d.WithFix(fix))
		}
	}
}

// misspelt returns the mentions that are nearly the page's name and no other
// page's.
func (c *CatalogCheck) misspelt(s *pageSummary) []mention {
	return slices.DeleteFunc(slices.Clone(s.misspelt), func(m mention) bool { return c.byName[fold(m.name)] != nil })
}

// checkCopiedProse reports a page whose prose names another page's problem
// where its own is expected.
func checkCopiedProse(c *CatalogCheck) {
	for _, s := range c.Pages {
		if other, m := c.copiedFrom(s); other != nil {
			c.Report(c.copiedProse(s, other, m))
		}
	}
}

func (c *CatalogCheck) copiedProse(s, other *pageSummary, m mention) diag.Diagnostic {
	d := c.At(withBackticks(m.at[0]), "write `%s` here, as the page is about it: the text says `%s`", s.name, m.name).
		WithNote(other.titleAt, "the page of `%s`", other.name).
		WithHelp("write `%s`, and look whether the rest of the text was copied too", s.name).
		About(m.name)
	for _, at := range m.at[1:] {
		d = d.WithNote(withBackticks(at), "it is named here too")
	}
	return d // without a fix: under the right name, the wrong text would look right
}

// withBackticks widens the place of a code span's text to the whole span.
func withBackticks(at diag.Span) diag.Span {
	text := at.Source.Text
	for at.Start > 0 && at.End < len(text) && text[at.Start-1] == '`' && text[at.End] == '`' {
		at.Start--
		at.End++
	}
	return at
}

// copiedFrom returns the page whose problem is named where the page's own is
// expected, and where; nil where there is none.
func (c *CatalogCheck) copiedFrom(s *pageSummary) (*pageSummary, mention) {
	if s.gone() != "" {
		return nil, mention{} // it speaks of what replaces it
	}
	for _, m := range s.mentions {
		if other := c.byName[fold(m.name)]; other != nil && other != s && m.expected && s.name != "" {
			return other, m
		}
	}
	return nil, mention{}
}

// checkForeignCaption reports examples that are announced as another problem.
func checkForeignCaption(c *CatalogCheck) {
	for _, s := range c.Pages {
		for _, caption := range s.captions {
			other := c.announced(caption)
			if other == nil || other == s || names(caption.Value, s) {
				continue
			}
			c.Report(c.At(caption.At, "write what this example of `%s` shows: its caption announces `%s`", s.name, other.name).
				WithNote(other.titleAt, "the page of `%s`", other.name).
				WithHelp("or move the example to that page, if it is one of `%s` in truth", other.name).About(caption.Value))
		}
	}
}

var (
	codeSpan    = lazyregexp.New("`([^`]+)`")
	captionHead = lazyregexp.New(`(?i)^examples?\s*(?:of|for|:)?\s*(?:an?\b|the\b)?\s*`)
	namedInText = lazyregexp.New(`[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+`)
)

// announced returns the problem that a caption names: by its name in a code
// span or with underscores, or by a title of several words that is all the
// caption says.
func (c *CatalogCheck) announced(caption catalog.Text) *pageSummary {
	for _, word := range namedIn(caption) {
		if other := c.byName[fold(word)]; other != nil {
			return other
		}
	}
	said := wordsOf(withoutHead(caption.Value))
	if !strings.Contains(said, " ") {
		return nil
	}
	return c.byName[strings.ReplaceAll(said, " ", "_")]
}

// namedIn returns the code spans of a caption and its words with underscores.
func namedIn(caption catalog.Text) []string {
	var words []string
	if text := caption.At.Text(); strings.Contains(text, "`") {
		for _, m := range codeSpan.FindAllStringSubmatch(text, -1) {
			words = append(words, m[1])
		}
	}
	if strings.Contains(caption.Value, "_") {
		words = append(words, namedInText.FindAllString(caption.Value, -1)...)
	}
	return words
}

// withoutHead returns a caption without "Example of" and the like before it.
func withoutHead(caption string) string {
	const word = "example"
	if len(caption) < len(word) || !strings.EqualFold(caption[:len(word)], word) {
		return caption
	}
	return captionHead.ReplaceAllString(caption, "")
}

// names reports whether a text speaks of the page's own problem.
func names(text string, s *pageSummary) bool {
	text = " " + wordsOf(text) + " "
	return strings.Contains(text, " "+wordsOf(s.name)+" ") || s.title != "" && strings.Contains(text, " "+wordsOf(s.title)+" ")
}
