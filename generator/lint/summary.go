package lint

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/problem"
)

// A pageSummary is what the rules for the folder need of a page once its
// evidence is gone.
type pageSummary struct {
	source *diag.Source
	path   string
	name   string
	goName string
	// title is what the page's title says, titleAt where findings about the
	// page as a whole are reported.
	title   string
	titleAt diag.Span
	// complete tells that every fact is there that code is generated from.
	complete bool
	// partial tells that something on the page could not be read.
	partial bool
	// failed tells that the page has an error; it is set as findings are judged.
	failed bool

	typ problem.Fact[string]
	// typeLiteral tells that the type stands on the page at one place alone.
	typeLiteral bool
	deprecated  string
	fallback    diag.Span // zero where the page is not the fallback

	anchors  []string // folded
	links    []pageLink
	captions []problem.Text
	// named tells that the prose names the problem; firstName is the first
	// code span there that looks like a problem's name.
	named     bool
	firstName problem.Text
	// firstLink is the path of the page that firstName is a link to.
	firstLink string
	// announces tells that the text around firstName speaks of a problem.
	announces bool

	ignores []*ignore
}

// A pageLink is a link from a page to something in the folder.
type pageLink struct {
	target, fragment string
	dest             problem.Text
	related          bool
}

func summarize(p *problem.Problem) *pageSummary {
	page := p.Evidence.Page
	s := &pageSummary{
		source:   page.Source,
		path:     page.Path,
		name:     p.Name,
		goName:   p.GoName,
		title:    page.Front.Title.Value,
		titleAt:  titleSpan(page),
		complete: p.Name != "" && p.GoName != "" && p.Type.Value != "" && p.Title.Value != "" && p.Status.Value != 0,
		partial:  page.Partial,

		typ:         p.Type,
		typeLiteral: len(p.Evidence.Types) == 1 && strings.HasSuffix(p.Type.At.Text(), `"`),
		deprecated:  p.Deprecated,

		anchors:  anchors(page),
		links:    pageLinks(page),
		captions: captions(p.Evidence.Native),
		ignores:  pageIgnores(page),
	}
	if p.Fallback {
		s.fallback = page.Front.Problem.Fallback.At
	}
	s.named = isNamed(p, page)
	s.firstName, s.firstLink = firstName(page)
	s.announces = s.firstName.Set() && announcesProblem(s.firstName)
	return s
}

// explicitAnchor matches the anchors that authors write themselves.
var explicitAnchor = regexp.MustCompile(`(?i)<[a-z][^>]*\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\{#([^\s}]+)`)

// anchors returns the folded fragments that lead into the page.
func anchors(page *problem.Page) []string {
	var found []string
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

var anchorSeparators = regexp.MustCompile(`[-_ ]+`)

// foldAnchor makes fragments comparable: renderers differ in how many hyphens
// they write for punctuation, and browsers in how they treat case.
func foldAnchor(anchor string) string {
	return strings.Trim(anchorSeparators.ReplaceAllString(strings.ToLower(anchor), "-"), "-")
}

func pageLinks(page *problem.Page) []pageLink {
	var links []pageLink
	for _, l := range page.Links {
		target, fragment, ok := problem.LinkTarget(page.Path, l.Dest.Value)
		if ok && (target != page.Path || fragment != "") && !isTemplate(l.Dest.Value) {
			links = append(links, pageLink{target, fragment, l.Dest, isRelatedSection(l.Section.Value)})
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

func captions(samples []*problem.Sample) []problem.Text {
	var found []problem.Text
	for _, s := range samples {
		if s.Caption.Set() && !slices.Contains(found, s.Caption) {
			found = append(found, s.Caption)
		}
	}
	return found
}

// isNamed reports whether the page names its problem outside of its tables and
// examples: by its name, however its words are joined, or by its title.
func isNamed(p *problem.Problem, page *problem.Page) bool {
	text := strings.ToLower(string(page.Source.Text))
	called := []string{p.Title.Value, page.Front.Title.Value}
	for _, joint := range []string{"_", "-", " "} {
		called = append(called, strings.ReplaceAll(fold(p.Name), "_", joint))
	}
	return slices.ContainsFunc(called, func(name string) bool { return isSaid(page, text, strings.ToLower(name)) })
}

// isSaid reports whether the page's text has the words behind the front
// matter and outside of attribute tables and examples.
func isSaid(page *problem.Page, text, words string) bool {
	at := page.Front.At.End
	for words != "" {
		next := strings.Index(text[at:], words)
		if next < 0 {
			return false
		}
		start := at + next
		at = start + len(words)
		if isWord(text, start, at) && !isShown(page, page.Source.Span(start, at)) {
			return true
		}
	}
	return false
}

// isWord reports whether no letter or digit stands beside a stretch of text.
func isWord(text string, start, end int) bool {
	return (start == 0 || !isAlphanumeric(text[start-1])) && (end == len(text) || !isAlphanumeric(text[end]))
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_'
}

// isShown reports whether a place is in an example, an attribute table, the
// printed title or a link's destination.
func isShown(page *problem.Page, at diag.Span) bool {
	return slices.ContainsFunc(page.Samples, func(s problem.Sample) bool { return within(at, s.At) }) ||
		slices.ContainsFunc(page.Tables, func(t problem.Table) bool { return t.Kind == problem.AttributeTable && within(at, t.At) }) ||
		slices.ContainsFunc(page.Headings, func(h problem.Heading) bool { return h.Level == 1 && within(at, h.At) }) ||
		slices.ContainsFunc(page.Links, func(l problem.Link) bool { return within(at, l.Dest.At) })
}

var notWord = regexp.MustCompile(`[^\pL\pN]+`)

// wordsOf returns a text's words in small letters with single spaces between.
func wordsOf(text string) string {
	return strings.TrimSpace(notWord.ReplaceAllString(strings.ToLower(text), " "))
}

var nameLike = regexp.MustCompile(`^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$`)

// firstName returns the first code span of the prose that looks like a
// problem's name, and the page that it is a link to.
func firstName(page *problem.Page) (name problem.Text, link string) {
	for _, m := range page.Codes {
		if !nameLike.MatchString(m.Text) || isRelatedSection(m.Section.Value) {
			continue
		}
		name = problem.Text{Value: m.Text, At: m.At}
		for _, l := range page.Links {
			// Between the two stand at most a backtick, "](" and "<".
			if gap := l.Dest.At.Start - m.At.End; gap >= 0 && gap <= len("`](<") {
				link, _, _ = problem.LinkTarget(page.Path, l.Dest.Value)
			}
		}
		return name, link
	}
	return problem.Text{}, ""
}

var (
	beforeProblem = regexp.MustCompile("(?i)\\b(?:returns?|(?:answers?|responds?|replies|fails?|ends?)\\s+(?:with|in)|sends?|raises?|reports?|gets?|receives?|see)(?:\\s+(?:an?|the))?\\s+`*$")
	behindProblem = regexp.MustCompile("(?i)^`*\\s+(?:errors?|problems?|responses?|occurs?)\\b")
)

// announcesProblem reports whether the words around a name say that it is a
// problem's, which a name of several words does by itself.
func announcesProblem(name problem.Text) bool {
	text, at := name.At.Source.Text, name.At
	return strings.ContainsAny(name.Value, "_-") ||
		beforeProblem.Match(text[max(0, at.Start-maxContrast):at.Start]) ||
		behindProblem.Match(text[at.End:min(len(text), at.End+maxContrast)])
}

// fold prepares two names for comparison: case and hyphens do not count.
func fold(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }
