package lint

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A said amount is a number that a text gives, with the words around it.
type said struct {
	number *big.Rat
	unit   unit // zero where the text gives none
	// before and behind are the words next to the number.
	before, behind string
	// stems are those of the part of the sentence that has the number; see
	// compareAmounts.
	stems      map[string]bool
	written    string
	start, end int
}

var (
	// numberSaid matches a number with the words next to it.
	numberSaid = lazyregexp.New(`(?i)(?:([\w-]+)[\s(“"]+|^|[\s(“"])((?:\d{1,3}(?:[,\x{a0}\x{202f}]\d{3})+|\d{1,12})(?:\.\d{1,6})?)(?:[\s\x{a0}-]?(%|[a-zµ°]+))?(?:$|[\s.,;:)?!”"—-])`)
	// clauseEnd matches what parts the clauses of a sentence.
	clauseEnd = lazyregexp.New(`(?i)[,;:()—–]|\.\s|\s(?:and|but|while|whereas|though|although|of\s+which|for\s+which)\s`)
	// notCounting are the words behind which a number is a name.
	notCounting = lazyregexp.New(`(?i)^(?:http|status|rfc|section|port|version|v|step|page|line|since|chapter|figure|iso|code|http/1|rule|level|tier|the|in|by|until|before|after|from|january|february|march|april|may|june|july|august|september|october|november|december)$`)
)

// saidIn returns the numbers that a text gives; none where it has many.
func saidIn(text string) []said {
	const most = 12
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	found := numberSaid.FindAllStringSubmatchIndex(text, most+1)
	if len(found) == 0 || len(found) > most {
		return nil
	}
	var all []said
	for _, m := range found {
		number, ok := new(big.Rat).SetString(strings.ReplaceAll(text[m[4]:m[5]], ",", ""))
		if !ok {
			continue
		}
		s := said{number: number, written: text[m[4]:m[5]], start: m[4], end: m[5]}
		if m[2] >= 0 {
			s.before = strings.ToLower(text[m[2]:m[3]])
		}
		if m[6] >= 0 {
			s.behind = strings.ToLower(text[m[6]:m[7]])
			if u, ok := unitOf(s.behind); ok {
				s.unit, s.end = u, m[7]
				s.written = text[s.start:s.end]
			}
		}
		all = append(all, s)
	}
	return all
}

// clauseOf returns the clause that a stretch of a text is in.
func clauseOf(text string, start, end int) string {
	from, to := 0, len(text)
	for _, m := range clauseEnd.FindAllStringSubmatchIndex(text, -1) {
		switch {
		case m[1] <= start:
			from = m[1]
		case m[0] >= end && m[0] < to:
			to = m[0]
		}
	}
	return text[from:to]
}

// A shownNumber is a number of an example, and what the page says of it.
type shownNumber struct {
	catalog.ValueMember
	number *big.Rat
	unit   unit
	last   string
	// stems are what its name and description are about; see addStems.
	stems map[string]bool
}

// addStems adds to numbers what they are about, which few texts need.
func (c *PageCheck) addStems(shown []shownNumber) {
	for i := range shown {
		m := &shown[i]
		m.stems = stemsOf(m.Name + " " + c.docOf(m.Name))
	}
}

// shownNumbers returns the numbers at the top of an example.
func (c *PageCheck) shownNumbers(body *catalog.Value) []shownNumber {
	var all []shownNumber
	for _, m := range body.Members {
		if m.Value.Kind != catalog.NumberValue || catalog.IsStandardMember(m.Name) || len(m.Value.Text) > 12 || strings.ContainsAny(m.Value.Text, "eE") {
			continue
		}
		number, ok := new(big.Rat).SetString(m.Value.Text)
		if !ok || len(all) == mostValues {
			continue
		}
		s := shownNumber{ValueMember: m, number: number, last: lastWord(m.Name)}
		if u, ok := c.unitOfMember(m.Name); ok {
			s.unit = u
		}
		all = append(all, s)
	}
	return all
}

// ofExample matches a paragraph that speaks of the example below it, and not of
// the problem in general.
var ofExample = lazyregexp.New(`(?i):\s*$|\b(?:example|below|here|say|suppose|imagine|assume)\b`)

// checkProseAmount compares the numbers in the paragraphs directly above examples
// with the members that they are about.
func checkProseAmount(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		lead := c.leadOf(s)
		if lead == nil || !strings.ContainsAny(lead.Text, "0123456789") {
			continue
		}
		at := func(start, end int) diag.Span { return lead.Span(start, end) }
		isOfExample := ofExample.MatchString(lead.Text)
		if isOfExample && c.compareAmounts(lead.Text, s, at, "the text") {
			return
		}
		c.compareByElimination(lead, s)
		c.compareNumberLists(lead, s)
		c.compareDates(lead, s, isOfExample)
	}
}

// compareAmounts compares the numbers of a text about an example with its
// members, and reports whether it found a contradiction.
func (c *PageCheck) compareAmounts(text string, s *catalog.Sample, at func(start, end int) diag.Span, whose string) bool {
	if !strings.ContainsAny(text, "0123456789") {
		return false
	}
	shown := c.shownNumbers(s.Body)
	if len(shown) == 0 {
		return false
	}
	amounts := saidIn(text)
	if len(amounts) == 0 || len(amounts) == 1 && slices.ContainsFunc(shown, func(m shownNumber) bool { return amounts[0].equals(m) }) {
		return false
	}
	c.addStems(shown)
	for i := range amounts {
		amounts[i].stems = stemsOf(clauseOf(text, amounts[i].start, amounts[i].end))
	}
	for i, a := range amounts {
		m, sure := meant(a, shown)
		if m == nil || a.equals(*m) || isBoundOrWait(text, a, *m) || !c.isOther(amounts, i, *m, shown, s.Body, sure) {
			continue
		}
		if c.isContradicted(m.Name) {
			return true
		}
		c.Report(c.At(at(a.start, a.end), "write one number for `%s`: %s says %s, the example has %s", m.Name, whose, a.written, m.Value.Text).
			WithNote(m.Value.At, "the example has it here").
			WithHelp("an example shows one occurrence, and readers compare its parts").About(m.Name))
		return true
	}
	return false
}

// isContradicted notes that a member was found to contradict something, and reports
// whether it was before: one cause is one finding.
func (c *PageCheck) isContradicted(name string) bool {
	if c.contradicted == nil {
		c.contradicted = map[string]bool{}
	}
	before := c.contradicted[name]
	c.contradicted[name] = true
	return before
}

// isBoundOrWait reports whether a number is a bound, or how long to wait, and the
// member is neither.
func isBoundOrWait(text string, a said, m shownNumber) bool {
	name := snakeOf(m.Name)
	start, end := sentenceBounds(text, a.start)
	if a.unit.seconds != nil && waiting.MatchString(text[start:end]) && !retryKey.MatchString(name) {
		return true
	}
	return bounding.MatchString(text[start:a.start]) && !limitMember.MatchString(name) || loosely.MatchString(text[start:end])
}

// loosely matches what makes a number none that has to be kept.
var loosely = lazyregexp.New(`(?i)\b(?:usually|typically|often|normally|about|around|roughly|approximately|between|or\s+(?:so|more|less)|almost|nearly|over|more\s+than|less\s+than)\b`)

// compareByElimination compares the one amount of a text with the one member that
// are left when all others of their dimension agree; it reports whether they
// contradict each other.
func (c *PageCheck) compareByElimination(lead *catalog.Passage, s *catalog.Sample) {
	amounts, shown := saidIn(lead.Text), c.shownNumbers(s.Body)
	amounts = slices.DeleteFunc(amounts, func(a said) bool { return a.unit.name == "" })
	shown = slices.DeleteFunc(shown, func(m shownNumber) bool {
		return m.unit.name == "" || len(amounts) == 0 || m.unit.dimension != amounts[0].unit.dimension
	})
	if len(amounts) < 2 || len(amounts) != len(shown) || slices.ContainsFunc(amounts, func(a said) bool { return a.unit.dimension != amounts[0].unit.dimension }) {
		return
	}
	all := len(amounts)
	amounts = slices.DeleteFunc(amounts, func(a said) bool {
		i := slices.IndexFunc(shown, func(m shownNumber) bool { return a.equals(m) })
		if i >= 0 {
			shown = slices.Delete(shown, i, i+1)
		}
		return i >= 0
	})
	if len(amounts) != 1 || all < 2 || !canBe(amounts[0], shown[0]) || isBoundOrWait(lead.Text, amounts[0], shown[0]) || c.isContradicted(shown[0].Name) {
		return
	}
	a, m := amounts[0], shown[0]
	c.Report(c.At(lead.Span(a.start, a.end), "write one number for `%s`: the text says %s, the example has %s", m.Name, a.written, m.Value.Text).
		WithNote(m.Value.At, "the example has it here").
		WithHelp("an example shows one occurrence, and readers compare its parts").About(m.Name))
}

// compareDates compares the dates of a paragraph above an example with those of the
// example: all where they are as many, else the one of a paragraph about it.
func (c *PageCheck) compareDates(lead *catalog.Passage, s *catalog.Sample, isOfExample bool) {
	found := dateInText.FindAllStringSubmatchIndex(lead.Text, mostValues)
	var shown []catalog.ValueMember
	for _, m := range s.Body.Members {
		if looksLikeDate(m.Value) {
			shown = append(shown, m)
		}
	}
	if len(found) == len(shown) && len(found) > 1 {
		c.compareAllDates(lead, found, shown)
	}
	if len(found) != 1 || len(shown) == 0 || !isOfExample {
		return
	}
	said, ok := dateOf(lead.Text[found[0][0]:found[0][1]])
	if !ok || slices.ContainsFunc(shown, func(m catalog.ValueMember) bool { return isAboutDay(m.Value.Text, said) }) {
		return
	}
	start, end := sentenceBounds(lead.Text, found[0][0])
	clause := stemsOf(lead.Text[start:end])
	var about []catalog.ValueMember
	for _, m := range shown {
		if shared(clause, stemsOf(m.Name+" "+c.docOf(m.Name))) > 0 {
			about = append(about, m)
		}
	}
	if len(about) == 1 || len(about) > 1 && clause[stemOf(lastWord(about[0].Name))] {
		m := about[0]
		c.Report(c.At(lead.Span(found[0][0], found[0][1]), "write one date for `%s`: the text says %s, the example %s", m.Name, lead.Text[found[0][0]:found[0][1]], m.Value.Text).
			WithNote(m.Value.At, "the example has it here").
			WithHelp("an example shows one occurrence, and readers compare its parts").About(m.Name))
	}
}

// compareAllDates compares as many dates of a paragraph as the example has with
// those: where all but one agree, the two that are left contradict each other.
func (c *PageCheck) compareAllDates(lead *catalog.Passage, found [][]int, shown []catalog.ValueMember) {
	var odd [][]int
	for _, m := range found {
		day, ok := dateOf(lead.Text[m[0]:m[1]])
		if !ok {
			return
		}
		if i := slices.IndexFunc(shown, func(o catalog.ValueMember) bool { return isAboutDay(o.Value.Text, day) }); i >= 0 {
			shown = slices.Delete(slices.Clone(shown), i, i+1)
		} else {
			odd = append(odd, m)
		}
	}
	if len(odd) == 1 && len(shown) == 1 {
		m := shown[0]
		c.Report(c.At(lead.Span(odd[0][0], odd[0][1]), "write one date for `%s`: the text says %s, the example %s", m.Name, lead.Text[odd[0][0]:odd[0][1]], m.Value.Text).
			WithNote(m.Value.At, "the example has it here").
			WithHelp("an example shows one occurrence, and readers compare its parts").About(m.Name))
	}
}

// isAboutDay reports whether a date or time is on a day, or next to it, as in
// another place it may be.
func isAboutDay(text string, day time.Time) bool {
	at, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)])
	slack := 24 * time.Hour
	if len(text) == len(time.DateOnly) {
		slack = 0
	}
	return err == nil && at.Sub(day).Abs() <= slack
}

// equals reports whether a text gives the number that a member has, in whatever
// unit.
func (a said) equals(m shownNumber) bool {
	if off := new(big.Rat).Sub(a.number, m.number); off.Sign() == 0 || a.number.IsInt() && !m.number.IsInt() && off.Abs(off).Cmp(big.NewRat(1, 1)) < 0 {
		return true // texts round
	}
	if a.unit.seconds != nil && m.unit.seconds != nil {
		return new(big.Rat).Mul(a.number, a.unit.seconds).Cmp(new(big.Rat).Mul(m.number, m.unit.seconds)) == 0
	}
	for _, factor := range []int64{100, 1000, 1024, 1000_000, 1024 * 1024} { // cents, kilobytes, …
		f := big.NewRat(factor, 1)
		if new(big.Rat).Mul(a.number, f).Cmp(m.number) == 0 || new(big.Rat).Mul(m.number, f).Cmp(a.number) == 0 {
			return true
		}
	}
	return false
}

// meant returns the one member that a number of a text is about, and whether
// that is beyond doubt; nil where it may be another's.
func meant(a said, shown []shownNumber) (best *shownNumber, sure bool) {
	top, tied := 0, false
	for i := range shown {
		m := &shown[i]
		score := 0
		if canBe(a, *m) {
			score = a.scoreOf(*m)
		}
		switch {
		case score > top:
			best, top, tied = m, score, false
		case score == top:
			tied = true
		}
	}
	if best == nil || tied || top < 2 {
		return nil, false
	}
	return best, top >= sureScore
}

// sureScore is the score of a number with the very name of a member beside it.
const sureScore = 4

// canBe reports whether the units of a number and of a member allow that they are
// one.
func canBe(a said, m shownNumber) bool {
	if a.unit.name == "" || m.unit.name == "" {
		return a.unit.name == "" || a.unit.dimension != "time"
	}
	return a.unit.dimension == m.unit.dimension && (a.unit.seconds != nil || a.unit.name == m.unit.name)
}

// namesMore counts the words of a member's name around a number.
func (a said) namesMore(m shownNumber) int { return shared(a.stems, stemsOf(m.Name)) }

// linking matches the words between a name and its number: "the balance is 30".
var linking = lazyregexp.New(`^(?:is|was|are|of|only|just|has|holds|at|to|shows|reads|says)$`)

// scoreOf tells how much speaks for a number being about a member.
func (a said) scoreOf(m shownNumber) int {
	score := shared(a.stems, m.stems)
	isName := func(word string) bool { return word != "" && stemOf(word) == stemOf(m.last) }
	if (isName(a.before) || isName(a.behind)) && a.hasQualifiers(m.Name) {
		score += sureScore
	} else if a.stems[stemOf(m.last)] && linking.MatchString(a.before) && a.hasQualifiers(m.Name) {
		score += 2
	}
	if a.unit.name != "" && m.unit.name != "" && score > 0 {
		score++
	}
	return score
}

// hasQualifiers reports whether the words around a number have those of a member's
// name before its last: a ledger need not be the elder ledger.
func (a said) hasQualifiers(name string) bool {
	words := strings.Fields(wordsOf(splitCamel(name)))
	return !slices.ContainsFunc(words[:max(0, len(words)-1)], func(word string) bool { return !a.stems[stemOf(word)] && !stopWords()[word] })
}

// isOther reports whether a number contradicts the member that it is about: it is
// no other's of the example, and the text does not give the member's value
// elsewhere; or it is just the other's that has its number in the text.
func (c *PageCheck) isOther(amounts []said, i int, m shownNumber, shown []shownNumber, body *catalog.Value, sure bool) bool {
	a := amounts[i]
	if notCounting.MatchString(a.before) && a.unit.name == "" && !sure || isYear(a) {
		return false
	}
	for j, other := range amounts {
		if i == j || !other.equals(m) {
			continue
		}
		// The text has the value: it must be said of the member whose number this is.
		o, _ := meant(other, shown)
		isOthers := o != nil && o.Name != m.Name && a.equals(*o) && !other.equals(*o)
		return isOthers || a.namesMore(m) > other.namesMore(m) && a.unit.name == other.unit.name && a.unit.name != ""
	}
	return !slices.ContainsFunc(shown, func(o shownNumber) bool { return a.equals(o) }) && !hasNumberInside(body, a.number, a.written)
}

func isYear(a said) bool {
	n := a.number
	return a.unit.name == "" && n.IsInt() && n.Cmp(big.NewRat(1900, 1)) >= 0 && n.Cmp(big.NewRat(2100, 1)) <= 0
}

// hasNumberInside reports whether a number is anywhere inside of a value, the
// texts included.
func hasNumberInside(v *catalog.Value, number *big.Rat, written string) bool {
	switch v.Kind {
	case catalog.NumberValue:
		n, ok := new(big.Rat).SetString(v.Text[:min(len(v.Text), 20)])
		return ok && n.Cmp(number) == 0
	case catalog.StringValue:
		return wordIndex(v.Text, written) >= 0
	}
	inside := func(m catalog.ValueMember) bool {
		return m.Name != catalog.MemberDetail && hasNumberInside(m.Value, number, written)
	}
	return slices.ContainsFunc(v.Members, inside) || slices.ContainsFunc(v.Elems, func(e *catalog.Value) bool { return hasNumberInside(e, number, written) })
}

// numberList matches a noun with the numbers that it has: "zones 1, 2 and 4".
var numberList = lazyregexp.New(`(?i)\b([a-z]{3,})\s+(\d{1,6}(?:\s*,\s*\d{1,6})*\s*,?\s+(?:and|&)\s+\d{1,6})\b(?:[^.\w%]|[.](?:\s|$)|$)`)

// compareNumberLists compares the numbers that a paragraph above an example lists
// with the array of numbers there that they are.
func (c *PageCheck) compareNumberLists(lead *catalog.Passage, s *catalog.Sample) {
	for _, m := range numberList.FindAllStringSubmatchIndex(lead.Text, -1) {
		noun := stemOf(strings.ToLower(lead.Text[m[2]:m[3]]))
		var array *catalog.ValueMember
		for i, a := range s.Body.Members {
			if isNumbers(a.Value) && stemsOf(a.Name + " " + c.docOf(a.Name))[noun] {
				if array != nil {
					return
				}
				array = &s.Body.Members[i]
			}
		}
		if array == nil {
			continue
		}
		list := strings.FieldsFunc(lead.Text[m[4]:m[5]], func(r rune) bool { return r < '0' || r > '9' })
		if same := countSame(list, array.Value); same > 0 && (same < len(list) || same < len(array.Value.Elems)) {
			c.Report(c.At(lead.Span(m[4], m[5]), "write one list for `%s`: the text has %s, the example %s", array.Name, lead.Text[m[4]:m[5]], firstLine(array.Value.At).Text()).
				WithNote(array.Value.At, "the example has it here").
				WithHelp("an example shows one occurrence, and readers compare its parts").About(array.Name))
			return
		}
	}
}

func isNumbers(v *catalog.Value) bool {
	return v.Kind == catalog.ArrayValue && len(v.Elems) > 0 && !slices.ContainsFunc(v.Elems, func(e *catalog.Value) bool { return e.Kind != catalog.NumberValue })
}

// countSame counts the numbers of a list that an array has, too.
func countSame(list []string, array *catalog.Value) int {
	n := 0
	for _, e := range array.Elems {
		if slices.Contains(list, e.Text) {
			n++
		}
	}
	return n
}
