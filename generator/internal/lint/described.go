package lint

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

var (
	// listClosed matches what stands before the first value of a list that a
	// description ends with.
	listOpened = lazyregexp.New("(?i)(?::|\\(|\\b(?:(?:one\\s+or\\s+more|any|some|all|each)\\s+of|one\\s+of|either|is|are|can\\s+be|may\\s+be))\\s*`*$")
	// listOpen matches what makes a list one of examples.
	listOpen = lazyregexp.New(`(?i)\b(?:e\.\s?g\.|for\s+(?:example|instance)|such\s+as|like|including|among|etc|and\s+so\s+on|and\s+more|others?|usually|typically|mostly|default|if|when|see|unless|not)\b|…|\.\.\.`)
)

// checkDescribedValues compares strings with the values that their description
// lists: "The rule: `format`, `type` or `required`."
func (c *PageCheck) checkDescribedValues() {
	for m := range allMembers(c.Problem.Members) {
		table := tableOf(c.Page, m.Row)
		if table == nil || m.Type == nil || len(m.Seen) == 0 {
			continue
		}
		cell, _ := table.Cell(*m.Row, catalog.DescriptionColumn)
		values := valuesIn(cell)
		switch {
		case len(values) < 2:
		case m.Type.Kind == catalog.String:
			c.compareListed(m, m.Seen, values)
		case m.Type.Kind == catalog.Array && m.Type.Elem != nil && m.Type.Elem.Kind == catalog.String:
			for _, v := range m.Seen {
				c.compareListed(m, v.Elems, values)
			}
		}
	}
}

// valuesIn returns the code spans of a description that are the whole list of
// values, at its end.
func valuesIn(cell catalog.Cell) []catalog.Mention {
	codes := cell.Codes
	if len(codes) < 2 || listOpen.MatchString(cell.Text) {
		return nil
	}
	text := cell.At.Source.Text
	before := string(text[cell.At.Start:codes[0].At.Start])
	behind := strings.Trim(string(text[codes[len(codes)-1].At.End:max(cell.At.End, codes[len(codes)-1].At.End)]), " `.)|")
	if !listOpened.MatchString(before) || behind != "" {
		return nil
	}
	for i := 1; i < len(codes); i++ {
		if !listDivider.MatchString(between(codes[i-1], codes[i])) {
			return nil
		}
	}
	if !closesList(between(codes[len(codes)-2], codes[len(codes)-1])) {
		return nil
	}
	return codes
}

// beginning matches what says how every value begins or ends.
var beginning = lazyregexp.New("(?i)\\b(begins?|starts?|prefixed|ends?)\\s+(?:with|in|by)\\s+(?:the\\s+)?(?:prefix\\s+|letters?\\s+)?[`“\"]([^`”\"\\s]{1,20})[`”\"]")

// checkDescribedStart compares strings with how their description says that they
// begin or end.
func (c *PageCheck) checkDescribedStart() {
	for m := range allMembers(c.Problem.Members) {
		table := tableOf(c.Page, m.Row)
		if table == nil || len(m.Seen) == 0 {
			continue
		}
		cell, _ := table.Cell(*m.Row, catalog.DescriptionColumn)
		text := cell.At.Text()
		found := beginning.FindAllStringSubmatchIndex(text, 2)
		if len(found) != 1 || listOpen.MatchString(text) || strings.Contains(text, " or ") {
			continue
		}
		want, isEnd := text[found[0][4]:found[0][5]], strings.HasPrefix(strings.ToLower(text[found[0][2]:found[0][3]]), "end")
		i := slices.IndexFunc(m.Seen, func(v *catalog.Value) bool {
			return v.Kind == catalog.StringValue && !isPlaceholder(v.Text) && !(isEnd && strings.HasSuffix(v.Text, want) || !isEnd && strings.HasPrefix(v.Text, want))
		})
		if i >= 0 {
			c.Report(c.At(m.Seen[i].At, "write a `%s` that %s %s here, as the page says of it: this one is %s", m.Path, text[found[0][2]:found[0][3]]+" with", want, m.Seen[i].Text).
				WithNote(spanOf(cell, found[0][0], found[0][1]), "the page says so here").
				WithHelp("who copies the example tells values apart by just that").About(m.Path))
		}
	}
}

var (
	// flagSaid matches what follows the name of a member with its truth value.
	flagSaid = lazyregexp.New("^(?i)(?:(?:member|field|flag)\\s+)?(?:is|stays|remains|will\\s+be)\\s+(?:always\\s+|set\\s+to\\s+|then\\s+)*`?(true|false)\\b")
	flagIf   = lazyregexp.New(`(?i)\b(?:if|when|where|unless|while|for|otherwise|once|until|until|whether|default|or|and|not)\b`)
)

// checkSaidFlags compares booleans with the truth value that a sentence gives them
// without a condition.
func (c *PageCheck) checkSaidFlags() {
	for _, code := range c.Page.Codes {
		m := c.memberNamed(code.Text)
		if m == nil || m.Type == nil || m.Type.Kind != catalog.Boolean || len(m.Seen) == 0 {
			continue
		}
		_, after := around(code)
		g := flagSaid.FindStringSubmatch(after)
		s, ok := sentenceAt(c.Page, code.At)
		if g == nil || !ok || flagIf.MatchString(s.text()) {
			continue
		}
		said := strings.ToLower(g[1])
		if !slices.ContainsFunc(m.Seen, func(v *catalog.Value) bool { return v.Text == said }) {
			c.Report(c.At(m.Seen[0].At, "write %s here, or mend the text: it says that `%s` is %s", said, m.Path, said).
				WithNote(withBackticks(code.At), "the text says so here").
				WithHelp("where it depends on the occurrence, say on what").About(m.Path))
		}
	}
}

var (
	// limitMember matches the names of members that hold a rule of the API rather
	// than what happened this time.
	limitMember = lazyregexp.New(`(?:^|_)(?:max(?:imum)?|min(?:imum)?|limit|allowed|interval|timeout|ttl|lifetime|validity|valid|quota|lease|window)(?:_|$)`)
	ofThisTime  = lazyregexp.New(`(?i)\b(?:remaining|left|elapsed|spent|since|ago|used|took|waited|until|age|actual|requested|so\s+far|next)\b`)
	// hedged matches what makes an amount no rule without exception.
	hedged = lazyregexp.New(`(?i)\b(?:usually|typically|often|normally|for\s+(?:example|instance)|such\s+as|e\.g\.|about|around|roughly|approximately|some|between|or\s+(?:so|more|less)|depends|depending|if|unless|except|per\s+(?:hour|minute|second|day)|enterprise|premium|free|trial|plan|retry|retries|wait|again)\b`)
)

// A ruleAmount is an amount with a unit that the text gives as a rule.
type ruleAmount struct {
	said
	passage *catalog.Passage
	text    string // of the sentence
}

// checkLimitMembers compares the one amount of a dimension that the text gives with
// the one member of that dimension which holds a rule, and reports whether they
// differ.
func (c *PageCheck) checkLimitMembers() bool {
	rules := c.ruleMembers()
	if len(rules) == 0 {
		return false
	}
	amounts := c.ruleAmounts()
	for _, m := range rules {
		var same []ruleAmount
		for _, a := range amounts {
			if a.unit.dimension == m.unit.dimension {
				same = append(same, a)
			}
		}
		if len(same) != 1 || same[0].equals(m) || hedged.MatchString(same[0].text) || !same[0].isOf(m) {
			continue
		}
		a := same[0]
		c.Report(c.At(a.passage.Span(a.start, a.end), "write one value for `%s`: the text says %s, the example %s %s", m.Name, a.written, m.Value.Text, m.unit.name).
			WithNote(m.Value.At, "the example has it here").
			WithHelp("or say in the text that the bound differs from one caller to the next").About(m.Name))
		c.isContradicted(m.Name)
		return true
	}
	return false
}

// isOf reports whether a sentence with an amount is about a member: the two have a
// word in common, or it gives a bound as the member does.
func (a ruleAmount) isOf(m shownNumber) bool {
	canConvert := a.unit.name == m.unit.name || a.unit.seconds != nil
	return canConvert && (shared(stemsOf(a.text), m.stems) > 0 || ruleWords.MatchString(a.text) && ruleWords.MatchString(strings.ReplaceAll(snakeOf(m.Name), "_", " ")))
}

// ruleWords matches the words of bounds.
var ruleWords = lazyregexp.New(`(?i)\b(?:max(?:imum)?|min(?:imum)?|at\s+most|at\s+least|up\s+to|limit(?:ed)?|every|allowed)\b`)

// ruleMembers returns the members that hold a rule of the API and that all examples
// show alike, where a dimension has one alone.
func (c *PageCheck) ruleMembers() []shownNumber {
	byDimension := map[string][]shownNumber{}
	for _, s := range c.Evidence.Native {
		for _, m := range c.shownNumbers(s.Body) {
			if m.unit.name == "" || slices.ContainsFunc(byDimension[m.unit.dimension], func(o shownNumber) bool { return o.Name == m.Name && o.number.Cmp(m.number) == 0 }) {
				continue
			}
			if name := snakeOf(m.Name); limitMember.MatchString(name) && !ofThisTime.MatchString(strings.ReplaceAll(name, "_", " ")+" "+c.docOf(m.Name)) {
				byDimension[m.unit.dimension] = append(byDimension[m.unit.dimension], m)
			}
		}
	}
	var rules []shownNumber
	for _, all := range byDimension {
		if len(all) == 1 {
			rules = append(rules, all[0])
		}
	}
	c.addStems(rules)
	return rules
}

// ruleAmounts returns the amounts with a unit that the text gives.
func (c *PageCheck) ruleAmounts() []ruleAmount {
	if !c.hasAmounts {
		c.amounts, c.hasAmounts = c.findAmounts(), true
	}
	return c.amounts
}

func (c *PageCheck) findAmounts() []ruleAmount {
	var all []ruleAmount
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if isRelatedSection(p.Section.Value) || isOfMember(c.Page, p) {
			continue
		}
		for _, m := range amountSaid.FindAllStringSubmatchIndex(p.Text, -1) {
			u, ok := unitOf(p.Text[m[4]:m[5]])
			number, isNumber := new(big.Rat).SetString(p.Text[m[2]:m[3]])
			if n, isWord := numerals[strings.ToLower(p.Text[m[2]:m[3]])]; isWord {
				number, isNumber = big.NewRat(n, 1), true
			}
			if !ok || !isNumber {
				continue
			}
			start, end := sentenceBounds(p.Text, m[0])
			all = append(all, ruleAmount{said{number: number, unit: u, written: p.Text[m[2]:m[5]], start: m[2], end: m[5]}, p, p.Text[start:end]})
		}
	}
	return all
}

// amountSaid matches a number, be it a word, with a unit.
var amountSaid = lazyregexp.New(`(?i)(?:^|[^\w.,-])(\d{1,9}(?:\.\d{1,6})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety)[\s\x{a0}-]?([a-zµ]+)\b`)

var (
	// boundsSaid matches the bounds that a sentence gives the member before it.
	boundsSaid = lazyregexp.New(`(?i)^(?:(?:member|field|value)\s+)?(?:is|are|grows?|counts?|goes|runs|ranges?|lies|falls)\s+(?:always\s+|a\s+number\s+|a\s+value\s+|a\s+fraction\s+)?(?:from|between)\s+(-?\d+(?:\.\d+)?)\s+(?:to|and|up\s+to)\s+(-?\d+(?:\.\d+)?)(?:$|[\s,;:)]|[.](?:\s|$))`)
	// rangeAtEnd matches a range with which a description ends: "the tray, 1 to 4".
	rangeAtEnd = lazyregexp.New(`[,(:;]\s*(-?\d+(?:\.\d+)?)\s*(?:to|–|-|\.\.\.?|through)\s*(-?\d+(?:\.\d+)?)\)?\.?$`)
	mostItems  = lazyregexp.New(`(?i)\b(?:at\s+most|up\s+to|(?:no|not)\s+more\s+than|a\s+maximum\s+of)\s+(one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,4})\s+(?:[a-z-]+\s+)?([a-z]{3,})\b`)
)

// checkSaidBounds compares examples with the bounds that sentences, and the
// descriptions of arrays, give in words.
func checkSaidBounds(c *PageCheck) {
	c.checkSaidRelation()
	for _, code := range c.Page.Codes {
		m := c.memberNamed(code.Text)
		if m == nil || len(m.Seen) == 0 {
			continue
		}
		_, after := around(code)
		if g := boundsSaid.FindStringSubmatch(after); g != nil {
			c.compareBounds(m, g[1], g[2], withBackticks(code.At))
		}
	}
	for m := range allMembers(c.Problem.Members) {
		if m.Type == nil || m.Type.Limits != nil || len(m.Seen) == 0 {
			continue
		}
		if m.Type.Kind == catalog.Array {
			c.compareItems(m)
		} else if g := rangeAtEnd.FindStringSubmatch(catalog.PlainText(m.Doc)); g != nil {
			c.compareBounds(m, g[1], g[2], m.At)
		}
	}
}

func (c *PageCheck) compareBounds(m *catalog.Member, low, high string, at diag.Span) {
	from, ok := new(big.Rat).SetString(low)
	to, ok2 := new(big.Rat).SetString(high)
	if !ok || !ok2 || m.Type != nil && m.Type.Limits != nil {
		return
	}
	for _, v := range m.Seen {
		if n, ok := ratOf(v); ok && (n.Cmp(from) < 0 || n.Cmp(to) > 0) && from.Cmp(to) < 0 {
			c.Report(c.At(v.At, "write a value from %s to %s, as the text says of `%s`: this one is %s", low, high, m.Path, v.Text).
				WithNote(at, "the bounds are documented here").
				WithHelp("show a value inside the bounds, or mend them").About(m.Path))
			return
		}
	}
}

// compareItems compares the length of arrays with what their description, or a
// sentence with the same noun, bounds it by.
func (c *PageCheck) compareItems(m *catalog.Member) {
	doc := catalog.PlainText(m.Doc)
	g := mostItems.FindStringSubmatch(doc)
	if g == nil {
		return
	}
	noun := stemOf(strings.ToLower(g[2]))
	if _, isUnit := unitOf(g[2]); isUnit || noun != stemOf(lastWord(m.Name)) && !strings.HasPrefix(strings.ToLower(doc), strings.ToLower(g[0])) {
		return
	}
	for _, v := range m.Seen {
		if v.Kind == catalog.ArrayValue && len(v.Elems) > countOf(g[1]) {
			c.Report(c.At(v.At, "show fewer elements of `%s`: it has %d here, and the page says “%s”", m.Path, len(v.Elems), strings.Join(strings.Fields(g[0])[:3], " ")).
				WithNote(m.At, "the bound is documented here").
				WithHelp("show fewer, or mend the bound").About(m.Path))
			return
		}
	}
}

// byDefault matches a default that a text gives: "30 seconds long by default",
// "defaults to 50".
var (
	byDefault  = lazyregexp.New(`(?i)\b(?:by\s+default|default(?:s)?\s+(?:is|to|of|are))\b`)
	numberText = lazyregexp.New(`^-?\d{1,12}(?:\.\d{1,6})?`)
)

// checkDefaults compares the defaults that sentences give with the table's column.
func (c *PageCheck) checkDefaults() {
	if !slices.ContainsFunc(c.Problem.Members, func(m *catalog.Member) bool { return m.Default != "" }) {
		return
	}
	for _, a := range c.ruleAmounts() {
		clause := clauseOf(a.passage.Text, a.start, a.end)
		if !byDefault.MatchString(clause) {
			continue
		}
		for _, m := range c.Problem.Members {
			number := numberText.FindString(m.Default)
			u, ok := c.unitOfMember(m.Name)
			if number == "" || !ok || u.dimension != a.unit.dimension {
				continue
			}
			n, _ := new(big.Rat).SetString(number)
			want := shownNumber{number: n, unit: u, stems: stemsOf(m.Name + " " + catalog.PlainText(m.Doc))}
			if !a.equals(want) && shared(stemsOf(clause), want.stems) > 0 {
				c.Report(c.At(a.passage.Span(a.start, a.end), "write one default for `%s`: the text says %s, the table %s", m.Path, a.written, m.Default).
					WithNote(m.At, "the table has it here").
					WithHelp("clients leave out what they take for the default").About(m.Path))
			}
		}
	}
}

// nounBound matches the upper bound of a number of things.
var nounBound = lazyregexp.New(`(?i)\b(?:up\s+to|at\s+most|no\s+more\s+than|a\s+maximum\s+of|(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:to|–)|between\s+\w+\s+and)\s+(\d{1,6}|` +
	`two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)\s+([a-z]{3,})\b`)

// checkNounBounds compares the bounds that the text gives on a number of things with
// the member that holds that bound: "up to twenty people" with "max_people".
func (c *PageCheck) checkNounBounds() {
	for _, m := range c.Problem.Members {
		what := limitedBy(snakeOf(m.Name), true)
		if what == "" || len(m.Seen) == 0 || m.Type == nil || m.Type.Kind != catalog.Integer && m.Type.Kind != catalog.Number && m.Type.Kind != catalog.Any {
			continue
		}
		var found []diag.Span
		number := 0
		for i := range c.Page.Passages {
			p := &c.Page.Passages[i]
			for _, g := range nounBound.FindAllStringSubmatchIndex(p.Text, -1) {
				start, end := sentenceBounds(p.Text, g[0])
				if stemOf(strings.ToLower(p.Text[g[4]:g[5]])) == stemOf(lastWord(what)) && !hedged.MatchString(p.Text[start:end]) {
					found, number = append(found, p.Span(g[2], g[5])), countOf(p.Text[g[2]:g[3]])
				}
			}
		}
		isSaid := func(v *catalog.Value) bool { return v.Text == strconv.Itoa(number) }
		if len(found) != 1 || slices.ContainsFunc(m.Seen, isSaid) {
			continue
		}
		c.Report(c.At(found[0], "write one value for `%s`: the text says %s, the example %s", m.Name, found[0].Text(), m.Seen[0].Text).
			WithNote(m.Seen[0].At, "the example has it here").
			WithHelp("or say in the text that the bound differs from one caller to the next").About(m.Name))
	}
}
