package lint

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A pageSummary is what the rules for the folder need of a page once its
// evidence is gone.
type pageSummary struct {
	source *diag.Source
	path   string
	// section is the place of the part of the page that this is about; zero
	// where it is all of it.
	section diag.Span
	// letters is the set of the path's letters.
	letters uint64
	name    string
	goName  string
	// title is what the page's title says, titleAt where findings about the
	// page as a whole are reported.
	title   string
	titleAt diag.Span
	// complete tells that every fact is there that code is generated from.
	complete bool
	// partial tells that something on the page could not be read.
	partial bool
	// unclear tells that nobody knows which problem the page is about.
	unclear bool
	// factless tells that it says nothing that problem pages say.
	factless bool
	// failed tells that the page has an error; it is set as findings are judged.
	failed bool

	typ catalog.Fact[string]
	// typeDisputed tells that the page gives several types.
	typeDisputed bool
	deprecated   string
	retired      string
	fallback     diag.Span // zero where the page is not the fallback

	anchors  []string // folded
	links    []pageLink
	captions []catalog.Text
	// named tells that the text names the problem; mentions are the other
	// names that stand where its own may be expected.
	named    bool
	mentions []mention
	// misspelt are the mentions that are nearly the problem's name.
	misspelt []mention

	// wireTitle is the title that clients get, codes what else numbers the
	// problem.
	wireTitle catalog.Fact[string]
	codes     []problemCode
	opening   opening
	hosts     []requestHost
	// examples are the hosts that are set aside for examples.
	examples []requestHost

	ignores []*ignore
}

// gone says why the problem is on its way out or not served any more; empty
// where it is served.
func (s *pageSummary) gone() string {
	if s.retired != "" {
		return "retired: " + s.retired
	}
	if s.deprecated != "" {
		return "deprecated: " + s.deprecated
	}
	return ""
}

// A pageLink is a link from a page to something in the folder.
type pageLink struct {
	target, fragment string
	text             string
	dest             catalog.Text
	related          bool
	// recommended tells that its sentence, or the heading that it stands under,
	// sends the reader there.
	recommended bool
}

func summarize(p *catalog.Problem) *pageSummary {
	page := p.Evidence.Page
	s := &pageSummary{
		source:   page.Source,
		path:     page.Path,
		letters:  letters(page.Path),
		name:     p.Name,
		goName:   p.GoName,
		title:    page.Front.Title.Value,
		titleAt:  titleSpan(page),
		complete: p.Name != "" && p.GoName != "" && p.Type.Value != "" && p.Title.Value != "" && p.Status.Value != 0,
		partial:  page.Partial,

		typ:          p.Type,
		typeDisputed: len(distinct(p.Evidence.Types)) > 1,
		deprecated:   p.Deprecated,
		retired:      p.Retired,

		anchors:  anchors(page),
		links:    pageLinks(page),
		captions: captions(p.Evidence.Native),

		wireTitle: p.Title,
		codes:     problemCodes(p),
		opening:   firstSentence(p, page),
		hosts:     requestHosts(page),
		examples:  exampleHosts(page),

		ignores: pageIgnores(page),
	}
	if page.Section != nil {
		s.section, s.titleAt = page.Section.Bounds, page.Section.At
	}
	if _, gone := saidGone(p, page); gone {
		s.deprecated = "its text says so"
	}
	if p.Fallback {
		s.fallback = page.Front.Problem.Fallback.At
	}
	s.named, s.mentions = readNames(p, page)
	s.misspelt = misspeltNames(p, page)
	return s
}

// split parts the findings on the page that are about this part of it from the
// others.
func (s *pageSummary) split(found diag.List) (own, others diag.List) {
	if s.section.IsZero() {
		return found, nil
	}
	for _, d := range found {
		if within(d.At, s.section) {
			own = append(own, d)
		} else {
			others = append(others, d)
		}
	}
	return own, others
}

// explicitAnchor matches the anchors that authors write themselves.
var explicitAnchor = lazyregexp.New(`(?i)<[a-z][^>]*\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\{#([^\s}]+)`)

// anchors returns the folded fragments that lead into the page.
func anchors(page *catalog.Page) []string {
	found := make([]string, 0, len(page.Headings))
	for _, h := range page.Headings {
		if h.Anchor != "" {
			found = append(found, foldAnchor(h.Anchor))
		}
	}
	if !hasExplicitAnchor(page.Source.Text) {
		return found
	}
	for _, m := range explicitAnchor.FindAllSubmatch(page.Source.Text, -1) {
		found = append(found, foldAnchor(string(m[1])+string(m[2])))
	}
	return found
}

// hasExplicitAnchor spares most pages the search.
func hasExplicitAnchor(text []byte) bool {
	return bytes.Contains(text, []byte("id=")) || bytes.Contains(text, []byte("name=")) || bytes.Contains(text, []byte("{#"))
}

var anchorSeparators = lazyregexp.New(`[-_ ]+`)

// foldAnchor makes fragments comparable: renderers differ in how many hyphens
// they write for punctuation, and browsers in how they treat case.
func foldAnchor(anchor string) string {
	anchor = strings.ToLower(anchor)
	if strings.ContainsAny(anchor, "_ ") || strings.Contains(anchor, "--") {
		anchor = anchorSeparators.ReplaceAllString(anchor, "-")
	}
	return strings.Trim(anchor, "-")
}

func pageLinks(page *catalog.Page) []pageLink {
	var links []pageLink
	for _, l := range page.Links {
		target, fragment, ok := catalog.LinkTarget(page.Path, l.Dest.Value)
		if ok && (target != page.Path || fragment != "") && !isTemplate(l.Dest.Value) {
			related := isRelatedSection(l.Section.Value)
			links = append(links, pageLink{target, fragment, l.Text, l.Dest, related, related || isRecommended(page, l)})
		}
	}
	return links
}

// isTemplate reports whether a site generator fills in a link's destination.
func isTemplate(dest string) bool { return strings.ContainsAny(dest, "{}<>$") }

// isRelatedSection reports whether a heading is about other problems.
func isRelatedSection(title string) bool {
	title = strings.ToLower(title)
	return strings.HasPrefix(title, "related") || strings.HasPrefix(title, "see also")
}

func captions(samples []*catalog.Sample) []catalog.Text {
	var found []catalog.Text
	for _, s := range samples {
		if s.Caption.Set() && !slices.Contains(found, s.Caption) {
			found = append(found, s.Caption)
		}
	}
	return found
}

// wordsOf returns a text's words in small letters with single spaces between.
func wordsOf(text string) string {
	var words strings.Builder
	words.Grow(len(text))
	inWord := false
	for _, r := range text {
		wasInWord := inWord
		inWord = unicode.IsLetter(r) || unicode.IsNumber(r)
		if !inWord {
			continue
		}
		if !wasInWord && words.Len() > 0 {
			words.WriteByte(' ')
		}
		words.WriteRune(unicode.ToLower(r))
	}
	return words.String()
}

// fold prepares two names for comparison: case and hyphens do not count.
func fold(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }
