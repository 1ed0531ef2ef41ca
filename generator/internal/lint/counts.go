package lint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

const aCount = `(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)`

// countOf reads a count in digits or in a word.
func countOf(text string) int {
	if n, ok := numerals[strings.ToLower(text)]; ok {
		return int(n)
	}
	n, _ := strconv.Atoi(text)
	return n
}

// hedging matches what makes the number behind it no count of all: a bound, a
// part, a place in an order.
var hedging = lazyregexp.New(`(?i)\b(?:up\s+to|at\s+most|at\s+least|(?:more|less|fewer|other|rather)\s+than|maximum(?:\s+of)?|minimum(?:\s+of)?|of|first|last|next|another|every|each|per|or|\d\s+to|between|only|than|about|around|some|over|under|limit(?:\s+of)?|within|by|in|after|before|step|version)\s*(?:the\s+|these\s+|those\s+|its\s+)?$`)

// checkCountMismatch compares the counts that texts give with the rows of tables
// and the elements of arrays.
func checkCountMismatch(c *PageCheck) {
	c.countRows()
	c.countItems()
	c.countValues()
	c.countLeads()
	c.countNamed()
	for _, s := range c.Evidence.Native {
		c.countDetail(s)
		c.countMembers(s.Body)
	}
}

// membersCounted matches a count of members: "the following three members", "and
// two more:".
var membersCounted = lazyregexp.New(`(?i)\b` + aCount + `\s+((?:\w+\s+){0,2}?)(?:members|fields|attributes|properties|extensions)\b|\b(?:and|plus)\s+` + aCount + `\s+(?:more|further|others?|of\s+its\s+own)\s*[:.]`)

// notAll matches the words that make members some of those in a table.
var notAll = lazyregexp.New(`(?i)\b(?:standard|rfc|common|usual|required|optional|mandatory|core|basic|predefined|registered|first|last|nested)\b`)

// countRows compares the count in the paragraph that leads to a table with its
// rows.
func (c *PageCheck) countRows() {
	for i := range c.Page.Tables {
		t := &c.Page.Tables[i]
		if t.Kind != catalog.AttributeTable {
			continue
		}
		p := last(c.Page.Passages, func(p *catalog.Passage) bool { return p.At.End <= t.At.Start })
		if p == nil || !c.isDirectlyAbove(p, t.At.Start) {
			continue
		}
		m := c.soleCount(p)
		if m == nil {
			continue
		}
		if n, counts := countOf(p.Text[m[0]:m[1]]), c.rowCounts(t); !slices.Contains(counts, n) {
			c.Report(c.At(p.Span(m[0], m[1]), "write the count of the members below, %d: the text says %s", counts[0], p.Text[m[0]:m[1]]).
				WithNote(firstLine(t.At), "the table is here").
				WithHelp("or add the row that is missing; a text without a count cannot be wrong about it").About(t.Section.Value))
		}
	}
}

// isDirectlyAbove reports whether nothing but white space, and the mark of a
// list, stands between a passage and an offset.
func (c *PageCheck) isDirectlyAbove(p *catalog.Passage, offset int) bool {
	between := string(c.Page.Source.Text[p.At.End:offset])
	return strings.Trim(between, " \t\n\r*-+:_`|>") == ""
}

// soleCount returns where the one count of members in a passage stands; nil
// where there is none, or several that may go together.
func (c *PageCheck) soleCount(p *catalog.Passage) []int {
	var at []int
	for _, m := range membersCounted.FindAllStringSubmatchIndex(p.Text, -1) {
		start, end := firstGroup([]int{m[0], m[1], m[2], m[3], m[6], m[7]})
		if m[4] >= 0 && notAll.MatchString(p.Text[m[4]:m[5]]) || hedging.MatchString(p.Text[:start]) {
			continue
		}
		if at != nil {
			return nil
		}
		at = []int{start, end}
	}
	return at
}

// rowCounts returns what a count of a table's members may be meant to count: the
// extension members first.
func (c *PageCheck) rowCounts(t *catalog.Table) []int {
	var all, top, own, ownTop int
	for _, row := range t.Rows {
		cell, _ := t.Cell(row, catalog.NameColumn)
		name := strings.Trim(cell.Text, "` ")
		all++
		isTop := !strings.ContainsAny(name, ".[")
		if isTop {
			top++
		}
		if !catalog.IsStandardMember(strings.ToLower(name)) {
			own++
			if isTop {
				ownTop++
			}
		}
	}
	counts := []int{ownTop, own, top, all, all - own}
	if ownTop == 0 {
		counts[0] = all
	}
	return counts
}

// counted matches a count of things.
var counted = lazyregexp.New(`(?i)\b` + aCount + `\s+([a-z]{3,})(?:\s+([a-z]{3,}))?\b`)

// countLeads compares the counts in the paragraphs directly above examples with
// the arrays there.
func (c *PageCheck) countLeads() {
	for _, s := range c.Evidence.Native {
		lead := c.leadOf(s)
		if lead == nil {
			continue
		}
		c.compareCounts(lead.Text, s, func(start, end int) diag.Span { return lead.Span(start, end) }, "the text")
	}
}

// leadOf returns the paragraph directly above an example, or nil.
func (c *PageCheck) leadOf(s *catalog.Sample) *catalog.Passage {
	lead := last(c.Page.Passages, func(p *catalog.Passage) bool { return p.At.End <= s.At.Start })
	if lead == nil {
		return nil
	}
	if c.leadsTo(lead, s) || strings.Contains(lead.Text, "xample") && c.leadsPastHeading(lead, s) {
		return lead
	}
	return nil
}

// leadsPastHeading reports whether nothing but headings stands between a passage
// and the code block of an example.
func (c *PageCheck) leadsPastHeading(lead *catalog.Passage, s *catalog.Sample) bool {
	listing := last(c.Page.Listings, func(l *catalog.Listing) bool { return l.At.Start <= s.At.Start })
	if listing == nil || listing.At.Start < lead.At.End {
		return false
	}
	for line := range strings.Lines(string(s.At.Source.Text[lead.At.End:listing.At.Start])) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "**") {
			return false
		}
	}
	return true
}

// countDetail compares the counts in an example's detail with its arrays.
func (c *PageCheck) countDetail(s *catalog.Sample) {
	detail := s.Body.Get(catalog.MemberDetail)
	if detail == nil || detail.Kind != catalog.StringValue || len(detail.Text) > longestDetail {
		return
	}
	at := func(start, end int) diag.Span {
		return detail.At.Source.Span(detail.At.Start+start, detail.At.Start+end)
	}
	c.compareCounts(detail.At.Text(), s, at, "the detail")
}

// compareCounts compares the counts in a text with the arrays of an example that
// they count.
func (c *PageCheck) compareCounts(text string, s *catalog.Sample, at func(start, end int) diag.Span, whose string) {
	arrays := arraysIn(s.Body, nil)
	if len(arrays) == 0 {
		return
	}
	for _, m := range counted.FindAllStringSubmatchIndex(text, -1) {
		n := countOf(text[m[2]:m[3]])
		if hedging.MatchString(text[:m[2]]) || hasNumber(s.Body, strconv.Itoa(n)) {
			continue
		}
		noun := strings.ToLower(text[m[4]:m[5]])
		a := c.countedArray(arrays, noun, text)
		if a == nil && m[6] >= 0 { // "two failed items"
			noun = strings.ToLower(text[m[6]:m[7]])
			a = c.countedArray(arrays, noun, text)
		}
		if a != nil && len(a.Value.Elems) != n {
			c.Report(c.At(at(m[2], m[3]), "write one count for `%s`: %s says %s %s, the example has %d", a.Name, whose, text[m[2]:m[3]], noun, len(a.Value.Elems)).
				WithNote(a.NameAt, "`%s` is here", a.Name).
				WithHelp("readers count: show as many as the text announces, or announce as many as there are").About(a.Name))
			return
		}
	}
}

// arraysIn adds the arrays of objects inside a value that have elements.
func arraysIn(v *catalog.Value, found []catalog.ValueMember) []catalog.ValueMember {
	for _, m := range v.Members {
		if m.Value.Kind == catalog.ArrayValue && len(m.Value.Elems) > 0 {
			found = append(found, m)
		}
		if m.Value.Kind == catalog.ObjectValue {
			found = arraysIn(m.Value, found)
		}
	}
	return found
}

// hasNumber reports whether a member at the top of an example is that number.
func hasNumber(body *catalog.Value, number string) bool {
	return slices.ContainsFunc(body.Members, func(m catalog.ValueMember) bool {
		return m.Value.Kind == catalog.NumberValue && m.Value.Text == number
	})
}

// countedArray returns the one array that a count of such things is about: it
// has the noun's name, or the text has its name and its description the noun.
func (c *PageCheck) countedArray(arrays []catalog.ValueMember, noun, text string) *catalog.ValueMember {
	var found *catalog.ValueMember
	for i := range arrays {
		a := &arrays[i]
		doc := c.docOf(a.Name)
		isNamed := stemOf(noun) == stemOf(lastWord(a.Name))
		isDescribed := stemsOf(doc)[stemOf(noun)] && stemsOf(text)[stemOf(lastWord(a.Name))]
		isHead := stemOf(headNoun(doc)) == stemOf(noun)
		if !isNamed && !isDescribed && !isHead || isExcerpt(doc) {
			continue
		}
		if found != nil {
			return nil
		}
		found = a
	}
	return found
}

// headOfDoc matches the noun with which the description of an array begins.
var headOfDoc = lazyregexp.New(`(?i)^(?:an?\s+)?(?:array|list)?(?:\s*of\s+)?(?:all\s+)?(?:the\s+|those\s+)?([a-z]{3,}s)\b`)

func headNoun(doc string) string {
	m := headOfDoc.FindStringSubmatch(doc)
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1])
}

// excerpt matches descriptions of arrays that need not have everything.
var excerpt = lazyregexp.New(`(?i)\b(?:first|up\s+to|at\s+most|some|sample|excerpt|most\s+recent|latest|last|limited|truncat\w+|top)\b`)

// orderSaid matches the order that a description gives an array.
var orderSaid = lazyregexp.New(`(?i)\b\w+\s+first[.;,)]?\s*$`)

// isExcerpt reports whether an array with that description need not have everything.
func isExcerpt(doc string) bool { return excerpt.MatchString(orderSaid.ReplaceAllString(doc, "")) }

// docOf returns the description of a member at the top.
func (c *PageCheck) docOf(name string) string {
	if m := c.memberNamed(name); m != nil {
		return catalog.PlainText(m.Doc)
	}
	return ""
}

var (
	// countBehind matches what follows the name of an array with a count of its
	// elements, countBefore what comes before it.
	countBehind = lazyregexp.New(`(?i)^\s*(?:(?:member|field|array|list)\s+)?(?:lists|has|holds|names|contains|offers|gives|shows|carries)\s+(?:all\s+|the\s+|its\s+|exactly\s+)*` + aCount + `\s+[a-z]{3,}\b`)
	countBefore = lazyregexp.New(`(?i)\b` + aCount + `\s+[a-z]{3,}\s+(?:that|which|in|under|(?:listed|given|named|told)\s+in)\s+(?:the\s+)?$`)
)

// countNamed compares the counts that sentences give an array by its name with
// the examples.
func (c *PageCheck) countNamed() {
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		for _, code := range p.Codes {
			m := c.memberNamed(code.Text)
			if m == nil || m.Type == nil || m.Type.Kind != catalog.Array || len(m.Seen) == 0 || isExcerpt(catalog.PlainText(m.Doc)) {
				continue
			}
			s, ok := sentenceAt(c.Page, code.At)
			if !ok {
				continue
			}
			if start, end := countIn(s, len(code.Text)); end > start {
				c.compareNamed(m, p, start, end)
			}
		}
	}
}

// countIn returns where a sentence counts the elements of the array that it
// names at its place.
func countIn(s sentence, length int) (start, end int) {
	text := s.passage.Text
	if m := countBefore.FindStringSubmatchIndex(text[s.start:s.at]); m != nil {
		start, end = s.start+m[2], s.start+m[3]
		if !partly.MatchString(text[s.start:start]) {
			return start, end
		}
	}
	behind := min(s.at+length, s.end)
	if m := countBehind.FindStringSubmatchIndex(text[behind:s.end]); m != nil {
		return behind + m[2], behind + m[3]
	}
	return 0, 0
}

// partly matches what makes a count that of a part, or a bound.
var partly = lazyregexp.New(`(?i)\b(?:up\s+to|at\s+most|at\s+least|(?:more|less|fewer)\s+than|first|last|maximum(?:\s+of)?|or)\s+(?:the\s+)?$`)

func (c *PageCheck) compareNamed(m *catalog.Member, p *catalog.Passage, start, end int) {
	n := countOf(p.Text[start:end])
	if slices.ContainsFunc(m.Seen, func(v *catalog.Value) bool { return v.Kind != catalog.ArrayValue || len(v.Elems) == n }) {
		return
	}
	c.Report(c.At(p.Span(start, end), "write one count for `%s`: the text says %s, the example has %d", m.Path, p.Text[start:end], len(m.Seen[0].Elems)).
		WithNote(m.Seen[0].At, "`%s` is here", m.Path).
		WithHelp("readers count: show as many as the text announces, or announce as many as there are").About(m.Path))
}

// countName matches the names of members that count the elements of another.
var countName = lazyregexp.New(`^(?:(?:num|number_of|total|count_of)_)?([a-z_]+?)(?:_(?:count|total))?$`)

// countHints are texts of which one is in the name of a count.
var countHints = []string{"count", "Count", "num", "total", "Total"}

// countMembers compares the members that count the elements of an array beside
// them with it: "error_count" and "errors".
func (c *PageCheck) countMembers(body *catalog.Value) {
	for _, m := range body.Members {
		if m.Value.Kind != catalog.NumberValue || !isDigits(m.Value.Text) || !hasAny(m.Name, countHints) {
			continue
		}
		name := snakeOf(m.Name)
		g := countName.FindStringSubmatch(name)
		if g == nil || g[1] == name {
			continue
		}
		for _, a := range body.Members {
			if a.Value.Kind != catalog.ArrayValue || stemOf(snakeOf(a.Name)) != stemOf(g[1]) || isExcerpt(c.docOf(a.Name)) {
				continue
			}
			const few = 10 // a longer array is hardly shown in full
			n, _ := strconv.Atoi(m.Value.Text)
			if shown := len(a.Value.Elems); n < shown || n > shown && n <= few {
				c.Report(c.At(m.Value.At, "write %d here, or show %d `%s`: the example counts %d and has %d", shown, n, a.Name, n, shown).
					WithNote(a.NameAt, "`%s` is here", a.Name).
					WithHelp("where the array may be cut short, say so in its description: “the first ten”").About(m.Name))
			}
		}
	}
}

// whichOf matches a count of the values that a member has.
var whichOf = lazyregexp.New(`^(?i)(?:says|tells|names|shows|gives)\s+which\s+of\s+(?:the\s+|these\s+)?` + aCount + `\b`)

// countValues compares the count of a member's values that a sentence gives with
// those that are documented: "`hints` says which of the three".
func (c *PageCheck) countValues() {
	for _, code := range c.Page.Codes {
		m := c.memberNamed(code.Text)
		_, after := around(code)
		if m == nil || !strings.Contains(after, "which of") {
			continue
		}
		g := whichOf.FindStringSubmatch(after)
		table := tableOf(c.Page, m.Row)
		if g == nil || table == nil {
			continue
		}
		cell, _ := table.Cell(*m.Row, catalog.DescriptionColumn)
		if values := valuesIn(cell); len(values) > 1 && len(values) != countOf(g[1]) {
			c.Report(c.At(withBackticks(code.At), "write one count of the values of `%s`: the text says %s, the table lists %d", m.Path, g[1], len(values)).
				WithNote(values[0].At, "the list begins here").
				WithHelp("or add the value that is missing").About(m.Path))
		}
	}
}
