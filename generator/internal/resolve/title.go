package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// titles returns the titles that the page gives, in the order of their
// sources. What is sent goes first, as it is. Elsewhere a slug is a name: it
// counts where there is nothing else, and then its words do.
func (r *resolver) titles(p *catalog.Problem) []catalog.Fact[string] {
	titles := r.sentTitles(p)
	var slugs []catalog.Fact[string]
	for _, t := range r.shownTitles() {
		if catalog.IsSlug(t.Value) {
			slugs = append(slugs, t)
		} else {
			titles = append(titles, t)
		}
	}
	if len(titles) > 0 {
		return titles
	}
	printed := r.printedTitle()
	switch {
	case printed.Value != "" && !catalog.IsSlug(printed.Value):
		return []catalog.Fact[string]{printed}
	case len(slugs) > 0:
		return []catalog.Fact[string]{r.wordsOfSlug(slugs[0])}
	case printed.Value != "":
		return []catalog.Fact[string]{r.wordsOfSlug(printed)}
	}
	r.reportNoTitle()
	return nil
}

// sentTitles returns the titles that are said to be on the wire.
func (r *resolver) sentTitles(p *catalog.Problem) []catalog.Fact[string] {
	var facts []catalog.Fact[string]
	if t := r.page.Front.Problem.Title; t.Set() {
		facts = append(facts, textFact(t))
	}
	return withValue(append(facts, stringMembers(p.Evidence.Native, catalog.MemberTitle)...))
}

// shownTitles returns the titles that readers see, but for the heading's.
func (r *resolver) shownTitles() []catalog.Fact[string] {
	var facts []catalog.Fact[string]
	for _, cell := range r.summaryCells(catalog.TitleColumn) {
		facts = append(facts, catalog.Fact[string]{Value: strings.Trim(cell.Text, "`"), At: cell.At})
	}
	for _, f := range r.own(catalog.TitleLabel) {
		facts = append(facts, textFact(f.Value))
	}
	if t := r.page.Front.Title; t.Set() {
		facts = append(facts, textFact(t))
	}
	return withValue(facts)
}

func withValue(facts []catalog.Fact[string]) []catalog.Fact[string] {
	return slices.DeleteFunc(facts, func(f catalog.Fact[string]) bool { return f.Value == "" || isPlaceholder(f.Value) })
}

// wordsOfSlug returns the words of a slug as a title, and says so.
func (r *resolver) wordsOfSlug(slug catalog.Fact[string]) catalog.Fact[string] {
	words := strings.ReplaceAll(joinWords(slug.Value, " "), "_", " ")
	if words == "" {
		return slug
	}
	title := strings.ToUpper(words[:1]) + words[1:]
	r.add(diag.At(slug.At, ruleTitleFromName, "`%s` is a name; its words are the problem's title: %s", slug.Value, title).
		WithHelp("write the title as people read it, as in `title: %s`", title).About(catalog.MemberTitle))
	return catalog.Fact[string]{Value: title, At: slug.At}
}

// printedTitle returns the page's heading without what is not its own.
func (r *resolver) printedTitle() catalog.Fact[string] {
	printed := r.page.Printed
	return catalog.Fact[string]{Value: r.bareTitle(printed), At: printed.At}
}

var (
	anchorInTitle = lazyregexp.New(`\s*\{#[^{}]*\}\s*$`)
	statusBefore  = lazyregexp.New(`^(?:HTTP\s+)?[1-5][0-9]{2}(?:\s*[-–—:]\s*|\s+)`)
	labelBefore   = lazyregexp.New(`(?i)^(?:problem|error|problem type|error type|type|title)\s*:\s*`)
	noteBehind    = lazyregexp.New(`\s*[(\[]([^()\[\]]*)[)\]]\s*$`)
	statusNote    = lazyregexp.New(`^(?:HTTP\s+)?(?:status\s+)?[1-5][0-9]{2}(?:\s.*)?$`)
)

// bareTitle returns a heading without status, name, anchor and label.
func (r *resolver) bareTitle(heading catalog.Lead) string {
	whole := strings.TrimSpace(heading.Value)
	title := anchorInTitle.ReplaceAllString(whole, "")
	title = labelBefore.ReplaceAllString(title, "")
	if rest := statusBefore.ReplaceAllString(title, ""); rest != "" {
		title = rest
	}
	title = r.withoutCode(title, heading.Codes)
	for {
		note := noteBehind.FindStringIndex(title)
		if note == nil || note[0] == 0 || !r.isNotOwn(strings.Trim(title[note[0]:], " ()[]")) {
			break
		}
		title = title[:note[0]]
	}
	if title = strings.Trim(title, " `"); title == "" {
		return whole
	}
	return title
}

// isNotOwn reports whether a note behind a title is none of its words: a
// status, a reason phrase or a name.
func (r *resolver) isNotOwn(note string) bool {
	note = strings.Trim(note, "` ")
	return statusNote.MatchString(note) || catalog.IsSlug(note) || r.agrees(note, r.key().Value) || strings.HasPrefix(note, "HTTP ")
}

// withoutCode returns a heading without the code span that names the problem
// before or behind its words: "`seat-taken` — Somebody has the seat".
func (r *resolver) withoutCode(title string, codes []catalog.Mention) string {
	for _, code := range codes {
		name := strings.TrimSpace(code.Text)
		if rest, ok := strings.CutPrefix(title, name); ok && len(rest) > 0 {
			if words := strings.TrimLeft(rest, " -–—:"); words != "" && words != strings.TrimLeft(rest, " ") {
				return words
			}
		}
		if rest, ok := strings.CutSuffix(title, name); ok && len(rest) > 0 {
			if words := strings.TrimRight(rest, " -–—:"); words != "" && words != strings.TrimRight(rest, " ") {
				return words
			}
		}
	}
	return title
}

// reportNoTitle reports a page that nobody can call by a title.
func (r *resolver) reportNoTitle() {
	front := r.page.Front
	switch {
	case front.At.IsZero():
		r.add(diag.At(r.page.Source.Span(0, 0), ruleNoFrontMatter, "the page has no title: no front matter, no heading and no example gives one").
			WithHelp("begin the page with a heading, as in `# Seat taken`, or with the lines `---`, `title: …` and `---`").About(catalog.MemberTitle))
	case front.Title.Set():
		r.add(diag.At(front.Title.At, ruleNoTitle, "the title in the front matter is empty").
			WithHelp("write the problem's title there, or begin the text with a heading").About(catalog.MemberTitle))
	default:
		line := "title: …"
		if front.TOML {
			line = "title = …"
		}
		fence := r.page.Source.Span(front.At.Start, min(front.At.Start+3, front.At.End))
		r.add(diag.At(fence, ruleNoTitle, "nothing on the page gives the title").
			WithHelp("add the line `%s` to the front matter, or begin the text with a heading", line).About(catalog.MemberTitle))
	}
}
