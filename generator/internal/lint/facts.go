package lint

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// checkTypeMismatch compares the sources of the type URI.
func checkTypeMismatch(c *PageCheck) {
	types := distinct(c.Evidence.Types)
	for _, t := range others(types) {
		d := c.At(t.At, "write one type URI: it is %s here, %s has %s", t.Value, c.source(types[0].At), types[0].Value).
			WithNote(types[0].At, "%s has it here, and goes first", c.source(types[0].At)).
			WithHelp("write %s in both places; a former URI goes into the front matter: `problem: {aliases: [%s]}`", types[0].Value, t.Value)
		c.Report(d.About(catalog.MemberType))
	}
}

// distinct returns the first fact of each value.
func distinct[T comparable](facts []catalog.Fact[T]) []catalog.Fact[T] {
	if len(facts) < 2 {
		return facts
	}
	seen := map[T]bool{}
	return slices.DeleteFunc(slices.Clone(facts), func(f catalog.Fact[T]) bool {
		before := seen[f.Value]
		seen[f.Value] = true
		return before
	})
}

// others returns the facts behind the first one, which wins.
func others[T any](facts []catalog.Fact[T]) []catalog.Fact[T] {
	return facts[min(1, len(facts)):]
}

// inTable is what messages call a place in a table.
const inTable = "the table"

// source names the part of the page that a span is in.
func (c *PageCheck) source(at diag.Span) string {
	if at.Start < c.Page.Front.At.End {
		return "the front matter"
	}
	if t := last(c.Page.Tables, func(t *catalog.Table) bool { return t.At.Start <= at.Start }); t != nil && within(at, t.At) {
		return inTable
	}
	if s := last(c.Page.Samples, func(s *catalog.Sample) bool { return s.At.Start <= at.Start }); s != nil && within(at, s.At) {
		return c.sampleName(s)
	}
	for _, f := range c.Page.Facts {
		if f.Name != "" && (within(at, f.Value.At) || at == f.Value.At) {
			return "the line “" + f.Name + "”"
		}
	}
	return "the text"
}

// last returns the last of the parts of a page for which what holds for all
// before it does, or nil.
func last[T any](parts []T, holds func(*T) bool) *T {
	n := sort.Search(len(parts), func(i int) bool { return !holds(&parts[i]) })
	if n == 0 {
		return nil
	}
	return &parts[n-1]
}

func within(at, outer diag.Span) bool { return outer.Start <= at.Start && at.End <= outer.End }

// sampleName names an example: by its caption where the page has several.
func (c *PageCheck) sampleName(s *catalog.Sample) string {
	switch {
	case len(c.Page.Samples) == 1:
		return "the example"
	case s.Caption.Set():
		return "the example “" + s.Caption.Value + "”"
	case s.At == c.Page.Samples[0].At:
		return "the first example"
	}
	return "example " + strconv.Itoa(1+slices.IndexFunc(c.Page.Samples, func(o catalog.Sample) bool { return o.At == s.At }))
}

// checkStatusMismatch compares the sources of the status; an http example's
// status line is compared with its own object by another rule.
func checkStatusMismatch(c *PageCheck) {
	statuses := distinct(c.statusesOfObjects())
	for _, s := range others(statuses) {
		if c.isDocumentedStatus(s.Value) {
			continue
		}
		c.Report(c.At(s.At, "write one status: it is %d here, %s has %d", s.Value, c.source(statuses[0].At), statuses[0].Value).
			WithNote(statuses[0].At, "%s has it here, and goes first", c.source(statuses[0].At)).
			WithHelp("a problem type has one status: write %d or %d in both places; where it depends on the circumstances, say so: `status: [%[1]d, %[2]d]` under `problem:` in the front matter", statuses[0].Value, s.Value).
			About(catalog.MemberStatus))
	}
}

// isDocumentedStatus reports whether the page documents the status in a set.
func (c *PageCheck) isDocumentedStatus(status int) bool {
	return slices.ContainsFunc(c.Problem.Statuses, func(f catalog.Fact[int]) bool { return f.Value == status })
}

// statusesOfObjects returns the statuses without those of status lines above
// an object that has one of its own.
func (c *PageCheck) statusesOfObjects() []catalog.Fact[int] {
	lines := map[diag.Span]bool{}
	for _, s := range c.Evidence.Native {
		if s.Response != nil && s.Body.Get(catalog.MemberStatus) != nil {
			lines[s.Response.Status.At] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(c.Evidence.Statuses), func(f catalog.Fact[int]) bool { return lines[f.At] })
}

// exampleTitles returns the titles of the examples, in page order.
func (c *PageCheck) exampleTitles() []catalog.Fact[string] {
	var titles []catalog.Fact[string]
	for _, t := range c.Evidence.Titles {
		if t.At.Start >= c.Page.Front.At.End {
			titles = append(titles, t)
		}
	}
	return titles
}

// checkTitleMismatch compares the examples' title with the one that the front
// matter gives.
func checkTitleMismatch(c *PageCheck) {
	want, name := c.Page.Front.Title, "the page"
	if t := c.Page.Front.Problem.Title; t.Set() {
		want, name = t, "`problem.title`"
	}
	titles := c.exampleTitles()
	if want.Value == "" || slices.ContainsFunc(titles, func(f catalog.Fact[string]) bool { return c.isTitle(f.Value, want.Value) }) {
		return
	}
	if len(titles) == 0 || catalog.IsSlug(want.Value) && !c.Page.Front.Problem.Title.Set() {
		return // a name is no title, and contradicts none
	}
	d := c.At(titles[0].At, "write one title: %s has %q, the title of %s is %q", c.source(titles[0].At), titles[0].Value, name, want.Value).
		WithNote(want.At, "the title of %s is here", name).About(catalog.MemberTitle)
	if wordsOf(titles[0].Value) == wordsOf(want.Value) {
		d.Severity = diag.Note
	}
	c.Report(c.mendTitle(d, titles, want))
}

// isTitle reports whether a page's title is the problem's, with or without the
// status in it: "404 Not Found".
func (c *PageCheck) isTitle(title, page string) bool {
	if title == page {
		return true
	}
	status := strconv.Itoa(c.Problem.Status.Value)
	bare := strings.Trim(strings.Replace(page, status, "", 1), " :()-–—")
	return strings.Contains(page, status) && strings.TrimSpace(strings.TrimPrefix(bare, "HTTP")) == title
}

// mendTitle says how the titles can be made to agree.
func (c *PageCheck) mendTitle(d diag.Diagnostic, titles []catalog.Fact[string], want catalog.Text) diag.Diagnostic {
	if c.Page.Front.Problem.Title.Set() {
		return d.WithHelp("write %q there", want.Value)
	}
	d = d.WithHelp("write %q there; if the problem's title is meant to differ from the page's, add `title: %s` to `problem:` in the front matter",
		want.Value, titles[0].Value)
	return d // without a fix: which of the two is served only the author knows
}

// checkTitleVaries compares the titles of the examples with each other. Those
// that the front matter agrees with are taken as right.
func checkTitleVaries(c *PageCheck) {
	titles := c.exampleTitles()
	if len(titles) < 2 {
		return
	}
	want := titles[0]
	given := c.Page.Front.Title.Value
	if t := c.Page.Front.Problem.Title; t.Set() {
		given = t.Value
	}
	if i := slices.IndexFunc(titles, func(f catalog.Fact[string]) bool { return f.Value == given }); i >= 0 {
		want = titles[i]
	}
	for _, t := range distinct(titles) {
		if t.Value == want.Value {
			continue
		}
		d := c.At(t.At, "write %q here, as %s has it: this title is %q", want.Value, c.source(want.At), t.Value).
			WithNote(want.At, "the other title is here").
			WithHelp("a problem type has one title (RFC 9457, section 3.1.3); what is particular to the occurrence belongs into `detail`").
			About(catalog.MemberTitle)
		if wordsOf(t.Value) == wordsOf(want.Value) {
			d.Severity = diag.Note
		}
		c.Report(d)
	}
}
