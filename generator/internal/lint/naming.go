package lint

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A mention is a name in a code span of the prose.
type mention struct {
	name string
	// at are the code spans that have it.
	at []diag.Span
	// expected tells that the page's own name is expected there.
	expected bool
}

// maxMentions bounds what is remembered of a page.
const maxMentions = 16

// readNames finds out whether the text names the page's problem, and which
// other names it has in front of its own or instead of it.
func readNames(p *catalog.Problem, page *catalog.Page) (named bool, mentions []mention) {
	called := ownNames(p, page)
	text := lowered(page.Source.Text)
	named = isSaid(page, text, called)
	opening := openingEnd(page)
	introduced := isSaid(page, text[:opening], called)
	if !named {
		opening = len(text)
	}
	for _, code := range page.Codes {
		switch {
		case !nameLike.MatchString(code.Text), isRelatedSection(code.Section.Value), fold(code.Text) == fold(p.Name):
		case isContrast(code.At), isLink(page, code.At):
		default:
			opens := !introduced && code.At.Start < opening
			expected := opens && (isAnnounced(code) || !named && strings.ContainsAny(code.Text, "_-"))
			mentions = addMention(mentions, code, expected || isHeadline(code))
		}
	}
	return named, mentions
}

// misspeltNames returns the code spans that nearly are the problem's name, and
// nothing else on the page.
func misspeltNames(p *catalog.Problem, page *catalog.Page) []mention {
	var known map[string]bool
	var found []mention
	for _, code := range page.Codes {
		if !isNearly(code.Text, p.Name) || isRelatedSection(code.Section.Value) || isContrast(code.At) || isLink(page, code.At) {
			continue
		}
		if known == nil {
			c := PageCheck{Problem: p, Evidence: p.Evidence, Page: page}
			known = c.knownWords()
		}
		if _, after := around(code); !known[strings.ToLower(code.Text)] && !elsewhereButProblem(after) {
			found = addMention(found, code, true)
		}
	}
	return found
}

// isNearly reports whether a text is a problem's name misspelt, and not just
// its plural.
func isNearly(text, name string) bool {
	return strings.Contains(name, "_") && strings.TrimSuffix(fold(text), "s") != strings.TrimSuffix(name, "s") &&
		nameLike.MatchString(text) && diag.Near(text, name) && diag.Distance(text, name) > 0
}

// elsewhereButProblem reports whether the words behind a code span call it
// something else than a problem.
func elsewhereButProblem(after string) bool {
	return elsewhere.MatchString(after) && !announced.MatchString(" "+after) || memberAfter.MatchString(after)
}

func addMention(mentions []mention, code catalog.Mention, expected bool) []mention {
	i := slices.IndexFunc(mentions, func(m mention) bool { return m.name == code.Text })
	switch {
	case i >= 0:
		mentions[i].at = append(mentions[i].at, code.At)
		mentions[i].expected = mentions[i].expected || expected
	case len(mentions) < maxMentions:
		mentions = append(mentions, mention{code.Text, []diag.Span{code.At}, expected})
	}
	return mentions
}

var nameLike = lazyregexp.New(`^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$`)

// ownNames are the ways to call the page's problem, in small letters.
func ownNames(p *catalog.Problem, page *catalog.Page) []string {
	name := fold(p.Name)
	called := []string{
		lowered([]byte(p.Title.Value)), lowered([]byte(page.Front.Title.Value)),
		name, strings.ReplaceAll(name, "_", "-"), strings.ReplaceAll(name, "_", " "),
	}
	// A name that has the folder in it is its own without, too.
	if file := fold(stem(page.Path)); strings.HasSuffix(name, "_"+file) {
		called = append(called, file, strings.ReplaceAll(file, "_", "-"), strings.ReplaceAll(file, "_", " "))
	}
	return slices.DeleteFunc(called, func(name string) bool { return name == "" })
}

// lowered returns a text in small letters, each where it stood: the few
// capitals whose small letters take more or fewer bytes stay.
func lowered(text []byte) string {
	small := bytes.Clone(text)
	for at := 0; at < len(small); {
		if b := small[at]; b < utf8.RuneSelf {
			if 'A' <= b && b <= 'Z' {
				small[at] += 'a' - 'A'
			}
			at++
			continue
		}
		char, size := utf8.DecodeRune(small[at:])
		if lower := unicode.ToLower(char); utf8.RuneLen(lower) == size {
			utf8.EncodeRune(small[at:], lower)
		}
		at += size
	}
	return string(small)
}

// openingEnd returns the offset of the first heading that is not the printed
// title: behind it, prose may be about anything.
func openingEnd(page *catalog.Page) int {
	for _, h := range page.Headings {
		if h.Level != 1 {
			return h.At.Start
		}
	}
	return len(page.Source.Text)
}

// isSaid reports whether the text, which is the page's in small letters, has
// one of the names behind the front matter and outside of attribute tables and
// examples.
func isSaid(page *catalog.Page, text string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return isNameSaid(page, text, name) })
}

func isNameSaid(page *catalog.Page, text, words string) bool {
	for at := min(page.Front.At.End, len(text)); ; {
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
func isShown(page *catalog.Page, at diag.Span) bool {
	sample := last(page.Samples, func(s *catalog.Sample) bool { return s.At.Start <= at.Start })
	table := last(page.Tables, func(t *catalog.Table) bool { return t.At.Start <= at.Start })
	heading := last(page.Headings, func(h *catalog.Heading) bool { return h.At.Start <= at.Start })
	link := last(page.Links, func(l *catalog.Link) bool { return l.Dest.At.Start <= at.Start })
	return sample != nil && within(at, sample.At) ||
		table != nil && table.Kind == catalog.AttributeTable && within(at, table.At) ||
		heading != nil && heading.Level == 1 && within(at, heading.At) ||
		link != nil && within(at, link.Dest.At)
}

// isLink reports whether a code span is the text of a link, which leads to
// whom it names: between the two stand at most a backtick, "](" and "<".
func isLink(page *catalog.Page, code diag.Span) bool {
	i, _ := slices.BinarySearchFunc(page.Links, code.End, func(l catalog.Link, end int) int { return cmp.Compare(l.Dest.At.Start, end) })
	return i < len(page.Links) && page.Links[i].Dest.At.Start-code.End <= len("`](<")
}

var (
	announcing = lazyregexp.New("(?i)\\b(?:returns?|(?:answers?|responds?|replies|fails?|ends?)\\s+(?:with|in)|sends?|raises?|reports?|gets?|receives?)(?:\\s+(?:an?|the))?\\s+`*$")
	announced  = lazyregexp.New("(?i)^`*\\s+(?:errors?|problems?|responses?|occurs?)\\b")
	headline   = lazyregexp.New("(?i)^`*\\s+(?:(?:errors?|problems?)\\s+)?(?:follows?|ha(?:s|ve)\\s+the\\s+following)\\b")
)

// isAnnounced reports whether the words around a name say that it is a
// problem's.
func isAnnounced(code catalog.Mention) bool {
	text, at := code.At.Source.Text, code.At
	return announcing.Match(text[max(0, at.Start-maxContrast):at.Start]) ||
		announced.Match(text[at.End:min(len(text), at.End+maxContrast)])
}

// isHeadline reports whether the words behind a name introduce the page's
// members: "`x` follows the Problem Details …".
func isHeadline(code catalog.Mention) bool {
	text, at := code.At.Source.Text, code.At
	return headline.Match(text[at.End:min(len(text), at.End+maxContrast)])
}
