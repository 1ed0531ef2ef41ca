package lint

import (
	"regexp"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/problem"
)

// checkUnnamedProblem reports a page whose prose does not name its problem.
func checkUnnamedProblem(c *CatalogCheck) {
	for _, s := range c.Pages {
		if s.named || s.name == "" || c.copiedFrom(s) != nil {
			continue
		}
		c.Report(c.At(s.titleAt, "the text never names the problem `%s`", s.name).
			WithHelp("say in the first paragraph when `%s` occurs, so that who searches for the name finds the page", s.name).
			About(s.name))
	}
}

// checkCopiedProse reports a page whose prose names another page's problem
// where its own is expected.
func checkCopiedProse(c *CatalogCheck) {
	for _, s := range c.Pages {
		other := c.copiedFrom(s)
		if other == nil {
			continue
		}
		at := withBackticks(s.firstName.At)
		want := strings.Replace(at.Text(), s.firstName.Value, s.name, 1)
		c.Report(c.At(at, "the text is about `%s`, the page about `%s`, which it never names", s.firstName.Value, s.name).
			WithNote(other.titleAt, "the page of `%s`", other.name).
			WithHelp("write `%s`, and look whether the rest of the text was copied too", s.name).
			About(s.firstName.Value).
			WithFix(diag.Replace(at, want, "write `"+s.name+"`")))
	}
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

// copiedFrom returns the page whose problem the prose names first, where it
// does not name its own and does not merely link to the other.
func (c *CatalogCheck) copiedFrom(s *pageSummary) *pageSummary {
	other := c.byName[fold(s.firstName.Value)]
	if s.named || s.name == "" || !s.announces || other == nil || other == s || s.firstLink == other.path {
		return nil
	}
	return other
}

// checkForeignCaption reports examples that are announced as another problem.
func checkForeignCaption(c *CatalogCheck) {
	for _, s := range c.Pages {
		for _, caption := range s.captions {
			other := c.announced(caption)
			if other == nil || other == s || names(caption.Value, s) {
				continue
			}
			c.Report(c.At(caption.At, "the caption announces `%s`, the example shows `%s`", other.name, s.name).
				WithNote(other.titleAt, "the page of `%s`", other.name).
				WithHelp("write what is particular to this example of `%s`", s.name).About(caption.Value))
		}
	}
}

var (
	codeSpan    = regexp.MustCompile("`([^`]+)`")
	announcing  = regexp.MustCompile(`(?i)^examples?\s*(?:of|for|:)?\s*(?:an?\b|the\b)?\s*`)
	namedInText = regexp.MustCompile(`[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+`)
)

// announced returns the problem that a caption names: by its name in a code
// span or with underscores, or by a title of several words that is all the
// caption says.
func (c *CatalogCheck) announced(caption problem.Text) *pageSummary {
	var words []string
	for _, m := range codeSpan.FindAllStringSubmatch(caption.At.Text(), -1) {
		words = append(words, m[1])
	}
	for _, word := range append(words, namedInText.FindAllString(caption.Value, -1)...) {
		if other := c.byName[fold(word)]; other != nil {
			return other
		}
	}
	said := wordsOf(announcing.ReplaceAllString(caption.Value, ""))
	if !strings.Contains(said, " ") {
		return nil
	}
	return c.byName[strings.ReplaceAll(said, " ", "_")]
}

// names reports whether a text speaks of the page's own problem.
func names(text string, s *pageSummary) bool {
	text = " " + wordsOf(text) + " "
	return strings.Contains(text, " "+wordsOf(s.name)+" ") || s.title != "" && strings.Contains(text, " "+wordsOf(s.title)+" ")
}
