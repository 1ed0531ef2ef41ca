package lint

import (
	"math/bits"
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkTypeScheme reports http among https.
func checkTypeScheme(c *CatalogCheck) {
	var plain []*pageSummary
	secure := 0
	var example string
	for _, s := range c.Pages {
		switch {
		case strings.HasPrefix(s.typ.Value, "http://"):
			plain = append(plain, s)
		case strings.HasPrefix(s.typ.Value, "https://"):
			secure++
			example = s.path
		}
	}
	if secure < 2*max(1, len(plain)) {
		return
	}
	for _, s := range plain {
		want := "https" + strings.TrimPrefix(s.typ.Value, "http")
		c.Report(c.At(s.typ.At, "the type URI begins with http:, those of %d other pages such as %s with https:", secure, example).
			WithHelp("write %s; if clients know the old URI, keep it in the front matter: `problem: {aliases: [%s]}`", want, s.typ.Value).
			About(catalog.MemberType)) // without a fix: it would break whoever knows the type
	}
}

// checkTypeOutsideBase reports type URIs that do not begin as the others do.
func checkTypeOutsideBase(c *CatalogCheck) {
	base, whose := c.Base, "the configured base is"
	if base == "" {
		base, whose = c.sharedBase(), "most other pages' begin with"
	}
	if base == "" {
		return
	}
	for _, s := range c.Pages {
		if s.typ.Value == "" || s.typeDisputed || isUnder(s.typ.Value, base) || c.Base == "" && c.isGroup(s, base) {
			continue
		}
		c.Report(c.At(s.typ.At, "write %s here: %s %s, this type URI is %s", base+c.usualName(s), whose, base, s.typ.Value).
			WithHelp("if clients know the URI as it is, keep that in the front matter: `problem: {aliases: [%s]}`", s.typ.Value).
			About(catalog.MemberType))
	}
}

// isGroup reports whether a type is one of a group of its own below what the
// base is in: others are there, too, or its page is in a folder.
func (c *CatalogCheck) isGroup(s *pageSummary, base string) bool {
	if isRegistry(s.typ.Value) {
		return true
	}
	folder := s.typ.Value[:strings.LastIndexAny(s.typ.Value, "/:#=")+1]
	if !isUnder(folder, parentOf(base)) {
		return false
	}
	if strings.Contains(s.path, "/") {
		return true
	}
	own := strings.Trim(strings.TrimPrefix(withoutScheme(folder), withoutScheme(parentOf(base))), "/")
	usual := strings.Trim(strings.TrimPrefix(base, parentOf(base)), "/")
	if own != "" && diag.Near(own, usual) {
		return false
	}
	return c.typeFolders()[withoutScheme(folder)] > 1
}

// typeFolders returns how many type URIs are in each folder.
func (c *CatalogCheck) typeFolders() map[string]int {
	if c.folders == nil {
		c.folders = map[string]int{}
		for _, s := range c.Pages {
			c.folders[withoutScheme(s.typ.Value[:strings.LastIndexAny(s.typ.Value, "/:#=")+1])]++
		}
	}
	return c.folders
}

// isRegistry reports whether a type URI is one that everybody may use (RFC
// 9457, section 4.2).
func isRegistry(uri string) bool {
	return strings.Contains(uri, "://www.iana.org/assignments/http-problem-types") || strings.Contains(uri, "://iana.org/assignments/http-problem-types") ||
		strings.HasPrefix(uri, "urn:ietf:params:")
}

// usualName returns the last part of a page's type URI, spelt as the other
// pages' are.
func (c *CatalogCheck) usualName(s *pageSummary) string {
	part := lastPart(s.typ.Value)
	usual, _ := c.usualSpelling()
	switch {
	case fold(part) != fold(s.name) || spellingOf(part) == oneWord:
		return part
	case usual == oneWord && c.Base != "":
		return s.name
	case usual == oneWord:
		return part
	}
	return respelt(part, usual)
}

// lastPart returns what a type URI has behind its base.
func lastPart(uri string) string { return uri[strings.LastIndexAny(uri, "/:#=")+1:] }

// isUnder compares a URI with a base; whether it is http or https is another
// rule's.
func isUnder(uri, base string) bool {
	return base != "" && strings.HasPrefix(withoutScheme(uri), withoutScheme(base))
}

// parentOf returns what the bases of groups of problem types have in common
// with the given one: a base with a path that is one segment shorter, or "".
func parentOf(base string) string {
	parent := base[:strings.LastIndexByte(strings.TrimSuffix(base, "/"), '/')+1]
	if strings.Count(parent, "/") <= len("//")+len("/") {
		return ""
	}
	return parent
}

func withoutScheme(uri string) string {
	if rest, ok := strings.CutPrefix(uri, "http:"); ok {
		return "https:" + rest
	}
	return uri
}

// sharedBase returns what the type URIs of at least three quarters of the
// pages begin with, or of two among three; else "".
func (c *CatalogCheck) sharedBase() string {
	count := map[string]int{}
	typed := 0
	for _, s := range c.Pages {
		if s.typ.Value != "" && !isRegistry(s.typ.Value) {
			typed++
			count[withoutScheme(s.typ.Value[:strings.LastIndexAny(s.typ.Value, "/:#=")+1])]++
		}
	}
	for base, n := range count {
		if n >= 3 && 4*n >= 3*typed || n == 2 && typed == 3 {
			return base
		}
	}
	return ""
}

// checkSeveralFallbacks reports the second fallback and all behind it.
func checkSeveralFallbacks(c *CatalogCheck) {
	var first *pageSummary
	for _, s := range c.Pages {
		switch {
		case s.fallback.IsZero():
		case first == nil:
			first = s
		default:
			c.Report(c.At(s.fallback, "keep one fallback: %s is it already", first.path).
				WithNote(first.fallback, "the first fallback").
				WithHelp("keep `fallback: true` on the one page whose problem is served for errors that are none").
				About("fallback"))
		}
	}
}

// leadsNowhere reports whether a link's target is in the folder and is not
// there. Site generators leave out ".md" or write ".html"; such links count
// as links to the page.
func (c *CatalogCheck) leadsNowhere(l pageLink) bool {
	if c.page(l.target) != nil || l.target == "." {
		return false
	}
	if c.exists != nil {
		return !c.exists(l.target) && !slices.ContainsFunc(catalog.Extensions(), func(extension string) bool { return c.exists(l.target + extension) })
	}
	return catalog.IsMarkdown(l.target) && !catalog.IsIntro(l.target)
}

// page returns the page that a link's target means, or nil.
func (c *CatalogCheck) page(target string) *pageSummary {
	stem := strings.TrimSuffix(target, ".html")
	if s := c.byPath[target]; s != nil {
		return s
	}
	for _, extension := range catalog.Extensions() {
		for _, p := range []string{stem + extension, path.Join(stem, "index"+extension)} {
			if s := c.byPath[p]; s != nil {
				return s
			}
		}
	}
	return nil
}

// checkBrokenLink reports links to files that are not there, but for those
// of Related sections.
func checkBrokenLink(c *CatalogCheck) {
	c.eachLink(func(s *pageSummary, l pageLink) {
		if !l.related && c.leadsNowhere(l) {
			c.Report(c.suggestPage(s, l, c.At(l.dest.At, "link to a page that is there: %s is not", l.target).
				WithHelp("write the path as it is seen from %s, or take the link out", s.path)))
		}
	})
}

// checkRelatedPage reports related problems that have no page.
func checkRelatedPage(c *CatalogCheck) {
	c.eachLink(func(s *pageSummary, l pageLink) {
		if l.related && c.leadsNowhere(l) {
			c.Report(c.suggestPage(s, l, c.At(l.dest.At, "link to a page that is there: the related problem's page %s is not", l.target).
				WithHelp("write the page (`problemgen new %s` begins it), link to one that exists, or take the line out", stem(l.target))))
		}
	})
}

func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

func (c *CatalogCheck) eachLink(check func(*pageSummary, pageLink)) {
	for _, s := range slices.Concat(c.Pages, c.intros) {
		for _, l := range s.links {
			check(s, l)
		}
	}
}

// suggestPage completes a finding about a link with the page that it was
// probably meant to lead to.
func (c *CatalogCheck) suggestPage(s *pageSummary, l pageLink, d diag.Diagnostic) diag.Diagnostic {
	d = d.About(l.dest.Value)
	near := c.nearestPage(l.target)
	if near == "" || near == s.path || !catalog.IsMarkdown(l.target) {
		return d
	}
	want := relative(s.path, near)
	d = d.WithLabel("did you mean %s?", want)
	at, ok := destPath(l)
	if !ok {
		return d
	}
	return d.WithFix(diag.Replace(at, want, "link to "+want))
}

// maxComparisons bounds the search for pages with names like those of links
// that lead nowhere: a comparison takes a microsecond.
const maxComparisons = 200_000

// nearestPage returns the path of the page that a link's target was probably
// meant to be, or "".
func (c *CatalogCheck) nearestPage(target string) string {
	if near, known := c.nearest[target]; known {
		return near
	}
	wanted := letters(target)
	var candidates []string
	for _, s := range c.Pages {
		if bits.OnesCount64(s.letters^wanted) <= maxOtherLetters {
			candidates = append(candidates, s.path)
		}
	}
	c.comparisons += len(candidates)
	near := ""
	if c.comparisons <= maxComparisons {
		near = diag.Nearest(target, candidates)
	}
	c.nearest[target] = near
	return near
}

// maxOtherLetters is by how many letters of their alphabets two texts differ at
// most that are near: by two letters, each for another.
const maxOtherLetters = 4

// letters returns the set of the letters and digits of a text, by which most
// pairs of texts are told apart without comparing them.
func letters(text string) uint64 {
	var set uint64
	for _, c := range []byte(text) {
		switch {
		case 'a' <= c && c <= 'z':
			set |= 1 << (c - 'a')
		case 'A' <= c && c <= 'Z':
			set |= 1 << (c - 'A')
		case '0' <= c && c <= '9':
			set |= 1 << (26 + c - '0')
		}
	}
	return set
}

// relative returns the path of one page as a link from another has it.
func relative(from, to string) string {
	fromDirs, toParts := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	if fromDirs[0] == "." {
		fromDirs = nil
	}
	for len(fromDirs) > 0 && len(toParts) > 1 && fromDirs[0] == toParts[0] {
		fromDirs, toParts = fromDirs[1:], toParts[1:]
	}
	return strings.Repeat("../", len(fromDirs)) + strings.Join(toParts, "/")
}

// destPath returns where a link's destination has its path, without the
// fragment; ok is false where it is not written plainly.
func destPath(l pageLink) (diag.Span, bool) {
	text, _, _ := strings.Cut(l.dest.At.Text(), "#")
	at := l.dest.At
	at.End = at.Start + len(text)
	written, _, _ := strings.Cut(l.dest.Value, "#")
	return at, text == written && !strings.ContainsAny(text, "%\\&?")
}

// checkBrokenAnchor reports fragments without a heading.
func checkBrokenAnchor(c *CatalogCheck) {
	c.eachLink(func(s *pageSummary, l pageLink) {
		page := c.page(l.target)
		if l.fragment == "" || strings.EqualFold(l.fragment, "top") || page == nil || page.partial || slices.Contains(page.anchors, foldAnchor(l.fragment)) {
			return
		}
		where := page.path + " has"
		if page == s {
			where = "this page has"
		}
		d := c.At(l.dest.At, "link to a heading that is there: %s no #%s", where, l.fragment).About(l.dest.Value)
		d = c.suggestAnchor(page, l, d)
		if d.Label == "" {
			d = d.WithHelp("%s; or take the fragment out of the link", headingsThere(page))
		}
		c.Report(d)
	})
}

func headingsThere(page *pageSummary) string {
	if len(page.anchors) == 0 {
		return "the page has no headings at all"
	}
	const most = 20
	if len(page.anchors) > most {
		return "the headings there begin with #" + strings.Join(page.anchors[:most], ", #")
	}
	return "the headings there are #" + strings.Join(page.anchors, ", #")
}

func (c *CatalogCheck) suggestAnchor(page *pageSummary, l pageLink, d diag.Diagnostic) diag.Diagnostic {
	if c.comparisons += len(page.anchors); c.comparisons > maxComparisons {
		return d
	}
	near := diag.Nearest(l.fragment, page.anchors)
	if near == "" {
		return d
	}
	d = d.WithLabel("did you mean #%s?", near).WithHelp("write #%s, or take the fragment out of the link", near)
	text := l.dest.At.Text()
	if i := strings.IndexByte(text, '#'); i >= 0 && text[i+1:] == l.fragment {
		at := l.dest.At
		at.Start += i + 1
		d = d.WithFix(diag.Replace(at, near, "link to #"+near))
	}
	return d
}

// checkUnlinkedPage reports pages that readers of the others never come to. A
// folder of which few pages are linked has its contents listed elsewhere.
func checkUnlinkedPage(c *CatalogCheck) {
	linked := map[*pageSummary]bool{}
	partial := false
	for _, s := range slices.Concat(c.Pages, c.intros) {
		partial = partial || s.partial
		for _, l := range s.links {
			if target := c.page(l.target); target != nil && target.path != s.path {
				linked[target] = true
			}
		}
	}
	if partial || 2*len(linked) < len(c.Pages) || len(linked) == 0 {
		return
	}
	for _, s := range c.Pages {
		if !linked[s] && s.gone() == "" && s.section.IsZero() && !s.unclear {
			c.Report(c.At(s.titleAt, "link to %s from another page: none does", s.path).
				WithHelp("link to it from README.md, or from the Related section of a page that is about something like it").
				About(s.path))
		}
	}
}

var (
	// recommending matches the words by which a sentence sends its reader to a
	// page, and furtherReading the headings that do.
	recommending   = lazyregexp.New(`(?i)\b(?:recommend(?:ed|s)?|read\s+(?:next|on|also|about)|next\s+(?:read|step)|see(?:\s+also)?|prefer(?:red|s)?|use|using|consult|start\s+with|continue\s+with|go\s+on\s+with|handled?\s+(?:it\s+)?(?:like|as)|refer\s+to|rely\s+on|switch\s+to|expect|check|look\s+at|turn\s+to|compare|better|best|described\s+(?:in|on|under)|explained\s+(?:in|on|under))\b`)
	furtherReading = lazyregexp.New(`(?i)^(?:read\s+(?:next|more|on)|further|next\s+steps?|what(?:'s|\s+is)?\s+next|where\s+next|more|also|alternatives?|recommended|what\s+to\s+(?:read|use)|learn\s+more|resources|continue)\b`)
	// leaving matches the words by which a sentence says that a page is of the
	// past.
	leaving = lazyregexp.New(`(?i)\b(?:deprecat\w*|retire[ds]?|replace[sd]?|replacement\s+(?:of|for)|supersede[sd]?|instead\s+of|rather\s+than|no\s+longer|not\s+any\s*more|former(?:ly)?|previous(?:ly)?|old(?:er)?|legacy|obsolete[sd]?|used\s+to|was|were|once|until|history|historic(?:al)?|gone|removed|earlier|unlike)\b`)
)

// isRecommended reports whether the page sends its reader where the link leads.
func isRecommended(page *catalog.Page, l catalog.Link) bool {
	s, ok := linkSentence(page, l)
	if !ok || leaving.MatchString(strings.Replace(s.text(), l.Text, "", 1)) {
		return false
	}
	return furtherReading.MatchString(l.Section.Value) || recommending.MatchString(s.text())
}

// linkSentence returns the sentence that has the link's text.
func linkSentence(page *catalog.Page, l catalog.Link) (sentence, bool) {
	p := passageAt(page, l.Dest.At)
	if p == nil {
		return sentence{}, false
	}
	for _, piece := range slices.Backward(p.Pieces) {
		if piece.Stop <= l.Dest.At.Start {
			at := max(0, min(piece.At, len(p.Text)-1))
			start, end := sentenceBounds(p.Text, at)
			return sentence{p, start, end, at}, true
		}
	}
	return sentence{}, false
}

// checkDeprecatedRecommended reports links by which a page sends its reader to
// one that is on its way out.
func checkDeprecatedRecommended(c *CatalogCheck) {
	c.eachLink(func(s *pageSummary, l pageLink) {
		target := c.page(l.target)
		if !l.recommended || target == nil || target.gone() == "" || s.gone() != "" {
			return
		}
		c.Report(c.At(l.dest.At, "recommend what replaces %s, or take the link out: it is %s", target.path, target.gone()).
			WithNote(target.titleAt, "the page says so of itself").
			WithHelp("a link that only tells of the past may stay, where its sentence says so").About(l.dest.Value))
	})
}
