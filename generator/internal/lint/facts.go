package lint

import (
	"bytes"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkTypeMismatch compares the sources of the type URI.
func checkTypeMismatch(c *PageCheck) {
	types := distinct(c.Evidence.Types)
	for _, t := range others(types) {
		d := c.At(t.At, "the type URI is %s here, %s has %s", t.Value, c.source(types[0].At), types[0].Value).
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
		c.Report(c.At(s.At, "the status is %d here, %s has %d", s.Value, c.source(statuses[0].At), statuses[0].Value).
			WithNote(statuses[0].At, "%s has it here, and goes first", c.source(statuses[0].At)).
			WithHelp("a problem type has one status: write %d or %d in both places", statuses[0].Value, s.Value).
			About(catalog.MemberStatus))
	}
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

// maxNotes is how many mentions a finding about the prose names at most.
const maxNotes = 10

// checkProseStatus compares the prose with the status. A page that names its
// own status first, or alone, may go on to others.
func checkProseStatus(c *PageCheck) {
	want := c.Problem.Status
	if want.Value == 0 {
		return
	}
	c.checkStatusRow(want)
	others := c.otherStatuses()
	if len(others) == 0 {
		return
	}
	first := others[0]
	d := c.At(first.At, "the text says HTTP %d, %s has the status %d", first.Code, c.source(want.At), want.Value).
		WithNote(want.At, "%s has it here", c.source(want.At)).
		WithHelp("write %d in the text, or mend the status; if the text is about another problem here, name this one's status before it", want.Value)
	for _, s := range others[1:min(len(others), maxNotes)] {
		if s.Code == first.Code {
			d = d.WithNote(s.At, "the text says it here too")
		}
	}
	c.Report(d.About(catalog.MemberStatus))
}

// statusNumber matches what can be a status in the cells of a table's row.
var statusNumber = lazyregexp.New(`(?:^|[^-#./\d\w])([1-5][0-9]{2})(?:$|[^-./\d\w]|[.](?:$|\D))`)

// checkStatusRow compares what an attribute table says of the status with the
// page's. A row with several numbers, or that gives an example, says nothing of
// the kind.
func (c *PageCheck) checkStatusRow(want catalog.Fact[int]) {
	for _, m := range c.Evidence.Standard {
		if m.Name != catalog.MemberStatus || m.Row == nil {
			continue
		}
		for _, cell := range m.Row.Cells {
			text := cell.At.Text()
			if !strings.ContainsAny(text, "12345") {
				continue
			}
			found := statusNumber.FindAllStringSubmatchIndex(text, -1)
			if len(found) != 1 || illustrating.MatchString(cell.Text) {
				continue
			}
			at := cell.At.Source.Span(cell.At.Start+found[0][2], cell.At.Start+found[0][3])
			if code, _ := strconv.Atoi(at.Text()); code != want.Value && !c.isSource(code) {
				c.Report(c.At(at, "the table says %d, %s has the status %d", code, c.source(want.At), want.Value).
					WithNote(want.At, "%s has it here", c.source(want.At)).
					WithHelp("write %d in the table, or mend the status", want.Value).About(catalog.MemberStatus))
				return
			}
		}
	}
}

// illustrating matches the words with which a number is an example, or another
// document's.
var illustrating = lazyregexp.New(`(?i)e\.\s?g\.|for example|for instance|such as|like|rfc|section`)

// otherStatuses returns the statuses that the prose names instead of the
// problem's, or none where it names that as well and not after them.
func (c *PageCheck) otherStatuses() []catalog.StatusMention {
	var others []catalog.StatusMention
	for _, s := range c.Page.Statuses {
		switch {
		case isRelatedSection(s.Section.Value):
		case s.Code == c.Problem.Status.Value:
			if len(others) == 0 {
				return nil
			}
		case !c.isSource(s.Code) && !isContrast(s.At) && !follows(s.At, comparing):
			others = append(others, s)
		}
	}
	return others
}

// contrasting matches words behind which a sentence goes on about another
// problem.
var contrasting = lazyregexp.New(`(?i)\b(?:unlike|instead\s+of|rather\s+than|not|differs?\s+from|different\s+from|upstream|formerly|previously)\b[^.!?]*$`)

// comparing matches what makes a sentence speak of the status of another
// problem, to which it leads.
var comparing = lazyregexp.New(`(?i)\b(?:compare[ds]?|cf|see)\b[^.!?]*$|\]\([^)\s]*\.md[^)]*\)[^.!?]*$`)

// maxContrast is how many bytes before a mention are looked at.
const maxContrast = 80

// isContrast reports whether the sentence says that this is not the status.
func isContrast(at diag.Span) bool {
	return follows(at, contrasting)
}

// follows reports whether the words before a place, in its paragraph, are of
// that form.
func follows(at diag.Span, form *lazyregexp.Regexp) bool {
	before := at.Source.Text[max(0, at.Start-maxContrast):at.Start]
	paragraph := bytes.LastIndex(before, []byte("\n\n")) + 1
	return form.Match(before[paragraph:])
}

// isSource reports whether a source gives the status, though not the winning
// one: that is another rule's finding.
func (c *PageCheck) isSource(status int) bool {
	return status != c.Problem.Status.Value &&
		slices.ContainsFunc(c.Evidence.Statuses, func(f catalog.Fact[int]) bool { return f.Value == status })
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
	if len(titles) == 0 {
		return
	}
	d := c.At(titles[0].At, "%s has the title %q, the title of %s is %q", c.source(titles[0].At), titles[0].Value, name, want.Value).
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
	// Which of two quite different titles is served only the author knows.
	if len(titles) > 1 || !diag.Near(titles[0].Value, want.Value) || !isPlainJSON(want.Value) {
		return d
	}
	if c.source(titles[0].At) == inTable {
		return d
	}
	return d.WithFix(diag.Replace(titles[0].At, `"`+want.Value+`"`, "give the example the page's title"))
}

// isPlainJSON reports whether a text needs no escape in a JSON string.
func isPlainJSON(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }) < 0
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
		c.Report(c.At(t.At, "the title is %q here, %s has %q", t.Value, c.source(want.At), want.Value).
			WithNote(want.At, "the other title is here").
			WithHelp("a problem type has one title (RFC 9457, section 3.1.3): write %q here, and what is particular to the occurrence into `detail`", want.Value).
			About(catalog.MemberTitle))
	}
}
