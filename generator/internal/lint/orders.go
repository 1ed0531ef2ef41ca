package lint

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkOrder reports what stands in another order than it says: the steps of a
// list, and the elements of an array.
func checkOrder(c *PageCheck) {
	c.checkSteps()
	for _, m := range c.Problem.Members {
		c.checkSorted(m)
		c.checkSequence(m)
	}
}

// A step is an item of an ordered list as the page has it.
type step struct {
	number  int
	passage *catalog.Passage
	at      diag.Span // of the number
	list    int
}

// stepMark matches the number before an item.
var stepMark = lazyregexp.New(`^[ \t>]*(\d{1,3})[.)][ \t]+$`)

// steps returns the items of the page's ordered lists, which are numbered.
func (c *PageCheck) steps() []step {
	var steps []step
	text := c.Page.Source.Text
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		line := bytes.LastIndexByte(text[:p.At.Start], '\n') + 1
		m := stepMark.FindStringSubmatchIndex(string(text[line:p.At.Start]))
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(string(text[line+m[2] : line+m[3]]))
		s := step{n, p, c.Page.Source.Span(line+m[2], line+m[3]), 0}
		if len(steps) > 0 {
			before := steps[len(steps)-1]
			s.list = before.list
			if n <= 1 && before.number > 1 || c.isParted(before.passage.At.End, line) {
				s.list++
			}
		}
		steps = append(steps, s)
	}
	return steps
}

// isParted reports whether a heading stands between two places.
func (c *PageCheck) isParted(from, to int) bool {
	return slices.ContainsFunc(c.Page.Headings, func(h catalog.Heading) bool { return from <= h.At.Start && h.At.Start < to })
}

var (
	// stepNamed matches a reference to a step by its number.
	stepNamed = lazyregexp.New(`(?i)\bsteps?\s+(\d{1,2})\b`)
	firstStep = lazyregexp.New(`(?i)^first(?:ly)?(?:,|\s+(?:of\s+all|check|make|stop|get|read|look|ask|call|send))`)
	lastStep  = lazyregexp.New(`(?i)^(?:finally|lastly|last\s+of\s+all|at\s+last)\b`)
)

func (c *PageCheck) checkSteps() {
	steps := c.steps()
	if len(steps) < 2 {
		return
	}
	for start := 0; start < len(steps); {
		end := start + 1
		for end < len(steps) && steps[end].list == steps[start].list {
			end++
		}
		c.checkList(steps[start:end])
		start = end
	}
	c.checkStepReferences(steps)
}

// checkList looks at the numbers of one list, and at the words that give an item
// its place.
func (c *PageCheck) checkList(list []step) {
	sameNumbers := !slices.ContainsFunc(list, func(s step) bool { return s.number != list[0].number })
	for i, s := range list {
		text := s.passage.Text
		switch {
		case i > 0 && !sameNumbers && s.number != list[i-1].number+1:
			c.Report(c.At(s.at, "write %d here: the list goes from %d to %d", list[i-1].number+1, list[i-1].number, s.number).
				WithNote(list[i-1].at, "the item before is here").
				WithHelp("or put the items into their order; most renderers count by themselves, and then references to a step are wrong").About(s.at.Text()))
			return
		case i > 0 && firstStep.MatchString(text), i+1 < len(list) && lastStep.MatchString(text):
			c.Report(c.At(firstWord(s.passage), "put this item where its words say: it is item %d of %d", i+1, len(list)).
				WithHelp("who follows the list does its steps in the order in which they stand").About(text))
			return
		}
	}
}

// firstWord is the place of a passage's first word.
func firstWord(p *catalog.Passage) diag.Span {
	end := strings.IndexAny(p.Text, " ,")
	if end < 0 {
		end = len(p.Text)
	}
	return p.Span(0, end)
}

// checkStepReferences reports references to steps that no list has.
func (c *PageCheck) checkStepReferences(steps []step) {
	most := 0
	for i := range steps {
		n := 1
		for j := i - 1; j >= 0 && steps[j].list == steps[i].list; j-- {
			n++
		}
		most = max(most, n, steps[i].number)
	}
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		for _, m := range stepNamed.FindAllStringSubmatchIndex(p.Text, -1) {
			if n, _ := strconv.Atoi(p.Text[m[2]:m[3]]); n > most {
				c.Report(c.At(p.Span(m[0], m[1]), "name a step that the page has: its lists have %s", count(most, "step")).
					WithNote(steps[0].at, "the first list is here").
					WithHelp("a list that lost an item leaves such references behind").About(p.Text[m[0]:m[1]]))
			}
		}
	}
}

var (
	// sortedDoc matches descriptions of arrays whose elements are in an order.
	sortedDoc = lazyregexp.New(`(?i)\b(?:sorted|ordered|in)\s+(?:alphabetical(?:ly)?|ascending|increasing|chronological(?:ly)?|numerical(?:ly)?)\b|\balphabetically\s+(?:sorted|ordered)|\b(?:oldest|smallest|lowest|earliest|cheapest)\s+first\b`)
	reverse   = lazyregexp.New(`(?i)\b(?:sorted|ordered|in)\s+(?:descending|decreasing|reverse)\b|\b(?:newest|latest|largest|highest|most\s+recent)\s+first\b`)
)

// checkSorted compares the elements of an array with the order that its
// description gives them.
func (c *PageCheck) checkSorted(m *catalog.Member) {
	doc := catalog.PlainText(m.Doc)
	up, down := sortedDoc.MatchString(doc), reverse.MatchString(doc)
	if up == down || strings.Contains(doc, " by ") {
		return
	}
	for _, v := range m.Seen {
		for i := 1; i < len(v.Elems); i++ {
			order := compareElems(keyOf(v.Elems[i-1]), keyOf(v.Elems[i]))
			if down {
				order = -order
			}
			if order > 0 {
				c.Report(c.At(firstLine(v.Elems[i].At), "put %s before %s: the page says of `%s` in which order it is", keyOf(v.Elems[i]).Text, keyOf(v.Elems[i-1]).Text, m.Path).
					WithNote(m.At, "the order is documented here").
					WithHelp("clients that rely on the order test with the example").About(m.Path))
				return
			}
		}
	}
}

// keyOf returns the value by which elements are in an order: of an object, its first
// time.
func keyOf(v *catalog.Value) *catalog.Value {
	for _, m := range v.Members {
		if looksLikeDate(m.Value) {
			return m.Value
		}
	}
	return v
}

// compareElems compares two strings or two numbers; others are in order.
func compareElems(a, b *catalog.Value) int {
	x, okX := ratOf(a)
	y, okY := ratOf(b)
	switch {
	case okX && okY:
		return x.Cmp(y)
	case a.Kind == catalog.StringValue && b.Kind == catalog.StringValue:
		return strings.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text))
	}
	return 0
}

var (
	// inOrder matches descriptions of arrays of numbered objects in their order.
	inOrder      = lazyregexp.New(`(?i)\bin\s+(?:the|their|that)\s+(?:order|sequence)\b|\bordered\s+by\b|\bsorted\s+by\b|\bin\s+order\b`)
	sequenceName = lazyregexp.New(`^(?:seq(?:uence)?|position|index|step|rank|number|no|ordinal|order|line)(?:_(?:no|number))?$`)
)

// checkSequence compares the numbers of an array's objects with their order.
func (c *PageCheck) checkSequence(m *catalog.Member) {
	if !inOrder.MatchString(catalog.PlainText(m.Doc)) {
		return
	}
	for _, v := range m.Seen {
		for i := 1; i < len(v.Elems); i++ {
			for _, inner := range v.Elems[i].Members {
				before := v.Elems[i-1].Get(inner.Name)
				if !sequenceName.MatchString(snakeOf(inner.Name)) || before == nil || compareElems(before, inner.Value) <= 0 {
					continue
				}
				c.Report(c.At(inner.Value.At, "put this element before the other: its `%s` is %s, behind %s", inner.Name, inner.Value.Text, before.Text).
					WithNote(m.At, "the order is documented here").
					WithHelp("or change the two numbers, if they stand the wrong way round").About(m.Path))
				return
			}
		}
	}
}
