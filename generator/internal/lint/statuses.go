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
		c.checkLeads()
		return
	}
	first := others[0]
	d := c.At(first.At, "write %d here, as %s has it, or mend the status there: the text says %d", want.Value, c.source(want.At), first.Code).
		WithNote(want.At, "%s has it here", c.source(want.At)).
		WithHelp("if the text is about another answer here, name this problem's status before it")
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
				c.Report(c.At(at, "write %d here, as %s has it, or mend the status there: the table says %d", want.Value, c.source(want.At), code).
					WithNote(want.At, "%s has it here", c.source(want.At)).
					WithHelp("a row that only gives an example of a status says so: “such as %d”", code).About(catalog.MemberStatus))
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
		case c.isOwnStatus(s.Code) || c.isListedWithOwn(s):
			if len(others) == 0 {
				return nil
			}
		case !c.isSource(s.Code) && !isContrast(s.At) && !follows(s.At, comparing) && !c.isOfSomethingElse(s):
			others = append(others, s)
		}
	}
	return others
}

// isOwnStatus reports whether the status is the problem's, or one of those
// that the page documents.
func (c *PageCheck) isOwnStatus(code int) bool {
	return code == c.Problem.Status.Value ||
		slices.ContainsFunc(c.Problem.Statuses, func(f catalog.Fact[int]) bool { return f.Value == code })
}

// statusList matches what divides the statuses of a list, "202 / 409 / 425".
var statusList = lazyregexp.New("^`?\\s*(?:/|,|\\||,?\\s*(?:or|and)\\b|–|-)\\s*`?\\s*(?:HTTP\\s+)?([1-5][0-9]{2})\\b")

// isListedWithOwn reports whether the status begins a list that has the
// problem's own, too.
func (c *PageCheck) isListedWithOwn(s catalog.StatusMention) bool {
	text := s.At.Source.Text
	rest := string(text[s.At.End:min(len(text), s.At.End+maxContrast)])
	for m := statusList.FindStringSubmatch(rest); m != nil; m = statusList.FindStringSubmatch(rest) {
		if code, _ := strconv.Atoi(m[1]); c.isOwnStatus(code) {
			return true
		}
		rest = rest[len(m[0]):]
	}
	return false
}

var (
	// otherAnswer matches the words of a sentence that tells of another answer
	// than this problem: to a retry, in another case, of another server.
	otherAnswer = lazyregexp.New(`(?i)\b(?:instead|otherwise|retry|retries|retried|second|repeat(?:s|ed)?|subsequent|later|following|earlier|success(?:ful(?:ly)?)?|succeeds?|` +
		`redirect(?:s|ed)?|upstream|gateway|proxy|proxies|load balancer|cdn|cache[ds]?|webhooks?|callback|old clients|used to|before version|until version|in contrast|whereas|while other|` +
		`no longer|different (?:problem|error|type)|other (?:problem|error|type|endpoint|request|case|api)s?|your (?:endpoint|server|webhook|handler|service|app|application|backend)|another (?:problem|error|type|endpoint|request|case))\b`)
	// conditional matches the beginnings of sentences about some case.
	conditional = lazyregexp.New(`(?i)^(?:if|when(?:ever)?|where(?:ver)?|once|should|in case|for|after|before|as soon as|unless|only|had)\b`)
	// ownCase matches the beginnings of those about the problem itself.
	ownCase = lazyregexp.New(`(?i)^(?:if|when|once|in)\s+(?:this|that|it|so)\s+(?:happens|occurs|case)\b`)
	// owning matches the words by which a sentence is about this problem.
	owning = lazyregexp.New(`(?i)\b(?:correspond(?:s|ing)?\s+to|(?:this|the)\s+(?:problem|error)|comes\s+(?:with|as)|status\s+(?:code\s+)?is)\b[^.!?]*$`)
)

// isOfSomethingElse reports whether the sentence gives the status to something
// else than this problem.
func (c *PageCheck) isOfSomethingElse(m catalog.StatusMention) bool {
	const firstError = 400
	s, ok := sentenceAt(c.Page, m.At)
	if !ok {
		return false
	}
	text := s.text()
	switch {
	case otherAnswer.MatchString(text), linksToPage(c.Page, s):
		return true
	case m.Code < firstError && c.Problem.Status.Value >= firstError:
		return !owning.MatchString(s.before()) && !strings.Contains(wordsOf(s.text()), wordsOf(c.Problem.Name))
	case conditional.MatchString(text) && !ownCase.MatchString(text) && (s.start > 0 || !isFirstPassage(c.Page, s.passage)):
		// The sentence that opens the page tells when this problem occurs.
		return !strings.Contains(wordsOf(text), wordsOf(c.Problem.Name))
	}
	return c.namesAnotherProblem(s)
}

// linksToPage reports whether a sentence has a link to another page.
func linksToPage(page *catalog.Page, s sentence) bool {
	from, to := s.passage.Span(s.start, s.end), s.passage.Span(s.at, s.end)
	first := sort.Search(len(page.Links), func(i int) bool { return page.Links[i].Dest.At.Start >= from.Start })
	for _, l := range page.Links[first:] {
		if l.Dest.At.Start > to.End+len(l.Dest.Value)+len("](") {
			break
		}
		if target, _, ok := catalog.LinkTarget(page.Path, l.Dest.Value); ok && target != page.Path {
			return true
		}
	}
	return false
}

// namesAnotherProblem reports whether a sentence has the name of another
// problem in a code span, and not this one's.
func (c *PageCheck) namesAnotherProblem(s sentence) bool {
	from, to := s.passage.Span(s.start, s.end), s.passage.Span(s.end, s.end)
	found := false
	for _, code := range s.passage.Codes {
		if code.At.Start < from.Start || code.At.Start > to.End || !nameLike.MatchString(code.Text) {
			continue
		}
		if fold(code.Text) == c.Problem.Name {
			return false
		}
		found = found || strings.ContainsAny(code.Text, "_-") && !c.isMember(code.Text)
	}
	return found
}

// isMember reports whether the problem has a member of that name at the top.
func (c *PageCheck) isMember(name string) bool {
	return slices.ContainsFunc(c.Problem.Members, func(m *catalog.Member) bool { return m.Name == name })
}

// contrasting matches words behind which a sentence goes on about another
// problem.
var contrasting = lazyregexp.New(`(?i)\b(?:unlike|instead\s+of|rather\s+than|not|differs?\s+from|different\s+from|in\s+place\s+of|replac(?:es|ed|ing)(?:\s+by)?|until|before|used\s+to\s+be|upstream|formerly|previously)\b[^.!?]*$`)

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
	return status != c.Problem.Status.Value && (c.isDocumentedStatus(status) ||
		slices.ContainsFunc(c.Evidence.Statuses, func(f catalog.Fact[int]) bool { return f.Value == status }))
}

// checkLeads compares the statuses in the paragraphs directly above examples
// with those of the examples.
func (c *PageCheck) checkLeads() {
	for _, s := range c.Shown() {
		status, ok := statusOf(s)
		if !ok {
			continue
		}
		lead := last(c.Page.Passages, func(p *catalog.Passage) bool { return p.At.End <= s.At.Start })
		if lead == nil || !c.leadsTo(lead, s) {
			continue
		}
		var other *catalog.StatusMention
		for i, m := range c.Page.Statuses {
			if encloses(lead.At, m.At) && (m.Code == status.Value || c.isOfSomethingElse(m) || isContrast(m.At)) {
				other = nil
				break
			}
			if encloses(lead.At, m.At) && other == nil {
				other = &c.Page.Statuses[i]
			}
		}
		if other != nil {
			c.reportLead(*other, s, status)
		}
	}
}

// leadsTo reports whether nothing but the fence of the code block stands
// between a passage and an example.
func (c *PageCheck) leadsTo(lead *catalog.Passage, s *catalog.Sample) bool {
	listing := last(c.Page.Listings, func(l *catalog.Listing) bool { return l.At.Start <= s.At.Start })
	return listing != nil && lead.At.End <= listing.At.Start &&
		len(bytes.TrimSpace(s.At.Source.Text[lead.At.End:listing.At.Start])) == 0
}

func (c *PageCheck) reportLead(m catalog.StatusMention, s *catalog.Sample, status catalog.WholeNumber) {
	c.Report(c.At(m.At, "write %d here, as the example below has it: the text says %d", status.Value, m.Code).
		WithNote(status.At, "%s has it here", c.sampleName(s)).
		WithHelp("or mend the status of the example, if the text is right").About(catalog.MemberStatus))
}

// statusOf returns the status of an example: the object's, else that of its
// status line.
func statusOf(s *catalog.Sample) (catalog.WholeNumber, bool) {
	if v := s.Body.Get(catalog.MemberStatus); v != nil && v.Kind == catalog.NumberValue {
		code, err := strconv.Atoi(v.Text)
		return catalog.WholeNumber{Value: code, At: v.At}, err == nil
	}
	if s.Response != nil && !s.Response.Status.At.IsZero() {
		return s.Response.Status, true
	}
	return catalog.WholeNumber{}, false
}

// checkHeadingStatus compares the statuses that headings, captions and HTML
// name with those of the examples below them, and that of the printed title
// with the page's.
func checkHeadingStatus(c *PageCheck) {
	for i, m := range c.Page.HeadingStatuses {
		h := last(c.Page.Headings, func(h *catalog.Heading) bool { return h.At.Start <= m.At.Start })
		switch isHeading := h != nil && encloses(h.At, m.At); {
		case c.namesAnother(i):
		case isHeading && h.Level == 1:
			c.checkTitleStatus(m)
		case isRelatedSection(m.Section.Value):
		default:
			c.checkSectionStatus(m, c.sectionEnd(h, isHeading, i))
		}
	}
}

// namesAnother reports whether the line names another status beside that one.
func (c *PageCheck) namesAnother(mention int) bool {
	m := c.Page.HeadingStatuses[mention]
	for _, i := range []int{mention - 1, mention + 1} {
		if i < 0 || i >= len(c.Page.HeadingStatuses) {
			continue
		}
		o := c.Page.HeadingStatuses[i]
		between := m.At.Source.Text[min(o.At.End, m.At.End):max(o.At.Start, m.At.Start)]
		if o.Code != m.Code && !bytes.ContainsRune(between, '\n') {
			return true
		}
	}
	return false
}

// checkTitleStatus compares the status in the printed title with the page's.
func (c *PageCheck) checkTitleStatus(m catalog.StatusMention) {
	want := c.Problem.Status
	if want.Value == 0 || c.isOwnStatus(m.Code) || c.isSource(m.Code) {
		return
	}
	c.Report(c.At(m.At, "write %d here, as %s has it, or mend the status there: the title says %d", want.Value, c.source(want.At), m.Code).
		WithNote(want.At, "%s has it here", c.source(want.At)).
		WithHelp("a title need not have the status in it").About(catalog.MemberStatus))
}

// farthest is how many headings behind one are looked at for the end of its
// section.
const farthest = 200

// sectionEnd returns the offset where what a heading announces ends; what HTML
// announces ends at the next heading of any kind.
func (c *PageCheck) sectionEnd(h *catalog.Heading, isHeading bool, mention int) int {
	m := c.Page.HeadingStatuses[mention]
	end := len(m.At.Source.Text)
	behind := sort.Search(len(c.Page.Headings), func(i int) bool { return c.Page.Headings[i].At.Start > m.At.Start })
	for _, next := range c.Page.Headings[behind:min(len(c.Page.Headings), behind+farthest)] {
		if !isHeading || next.Level == 0 || h.Level == 0 || next.Level <= h.Level {
			end = next.At.Start
			break
		}
	}
	for _, next := range c.Page.HeadingStatuses[mention+1:] {
		if next.At.Start > m.At.End {
			return min(end, next.At.Start)
		}
	}
	return end
}

// checkSectionStatus compares a status with that of the first example before
// the offset.
func (c *PageCheck) checkSectionStatus(m catalog.StatusMention, end int) {
	for _, s := range c.Shown() {
		if s.At.Start < m.At.Start || s.At.Start >= end {
			continue
		}
		if status, ok := statusOf(s); ok && status.Value != m.Code {
			c.Report(c.At(m.At, "write %d here, as the example below has it: the heading says %d", status.Value, m.Code).
				WithNote(status.At, "%s has it here", c.sampleName(s)).
				WithHelp("or mend the example, if the heading is right; who looks for the status finds the heading first").About(catalog.MemberStatus))
		}
		return
	}
}
