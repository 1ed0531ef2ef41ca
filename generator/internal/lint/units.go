package lint

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A unit is one of measurement: units of one dimension contradict each other.
type unit struct {
	dimension string
	name      string
	words     []string
	// seconds is the length of a unit of time.
	seconds *big.Rat
}

// units are those that pages measure in.
func units() []unit {
	of := func(dimension, words string) unit {
		all := strings.Fields(words)
		return unit{dimension, all[0], all, nil}
	}
	time := func(numerator, denominator int64, words string) unit {
		u := of("time", words)
		u.seconds = big.NewRat(numerator, denominator)
		return u
	}
	return []unit{
		time(1, 1_000_000, "microseconds microsecond µs"),
		time(1, 1000, "milliseconds millisecond millis msecs msec ms"),
		time(1, 1, "seconds second secs sec"),
		time(60, 1, "minutes minute mins min"),
		time(3600, 1, "hours hour hrs hr"),
		time(86400, 1, "days day"),
		time(604800, 1, "weeks week"),
		of("length", "millimetres millimetre millimeters millimeter mm"),
		of("length", "centimetres centimetre centimeters centimeter cm"),
		of("length", "metres metre meters meter"),
		of("length", "kilometres kilometre kilometers kilometer km"),
		of("length", "miles mile"),
		of("length", "inches inch"),
		of("length", "feet foot"),
		of("mass", "milligrams milligram mg"),
		of("mass", "grams gram grammes"),
		of("mass", "kilograms kilogram kilos kg"),
		of("mass", "tonnes tonne tons"),
		of("mass", "pounds lbs"),
		of("data", "bits"),
		of("data", "bytes byte"),
		of("data", "kilobytes kilobyte kb"),
		of("data", "kibibytes kibibyte kib"),
		of("data", "megabytes megabyte mb"),
		of("data", "mebibytes mebibyte mib"),
		of("data", "gigabytes gigabyte gb"),
		of("data", "gibibytes gibibyte gib"),
		of("volume", "millilitres millilitre milliliters milliliter ml"),
		of("volume", "litres litre liters liter"),
		of("temperature", "celsius °c"),
		of("temperature", "fahrenheit °f"),
		of("temperature", "kelvin"),
		of("frequency", "hertz hz"),
		of("frequency", "kilohertz khz"),
		of("frequency", "megahertz mhz"),
		of("frequency", "gigahertz ghz"),
		of("voltage", "volts volt"),
		of("energy", "watts watt"),
		of("energy", "kilowatts kilowatt kw"),
		of("money", "cents cent pence"),
		of("money", "euros euro"),
		of("money", "dollars dollar"),
	}
}

// unitWords has the units by their words.
var unitWords = sync.OnceValue(func() map[string]unit {
	byWord := map[string]unit{}
	for _, u := range units() {
		for _, word := range u.words {
			byWord[word] = u
		}
	}
	return byWord
})

// unitOf returns the unit of that word.
func unitOf(word string) (unit, bool) {
	u, ok := unitWords()[strings.ToLower(word)]
	return u, ok
}

// measuring matches the words behind which a description gives a unit.
var measuring = lazyregexp.New(`(?i)(?:\b(?:in|number\s+of|how\s+many|counted\s+in)\s+(?:whole\s+|full\s+)?|\(|^)([a-zµ°]+)`)

// describedUnit returns the unit that a description gives, and where in it.
func describedUnit(text string) (u unit, start, end int, ok bool) {
	if !namesUnit(text) { // as most do not
		return unit{}, 0, 0, false
	}
	for _, m := range measuring.FindAllStringSubmatchIndex(text, -1) {
		behind := strings.TrimSpace(text[m[3]:])
		if strings.HasPrefix(behind, "per ") || strings.HasPrefix(behind, "/") || text[m[0]] == '(' && !strings.HasPrefix(behind, ")") {
			continue
		}
		if u, ok := unitOf(text[m[2]:m[3]]); ok {
			return u, m[2], m[3], true
		}
	}
	return unit{}, 0, 0, false
}

// namesUnit reports whether one of a text's words is a unit.
func namesUnit(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isUnitLetter(r) }) {
		if _, ok := unitOf(word); ok {
			return true
		}
	}
	return false
}

// isUnitLetter reports whether the name of a unit may have the letter, whatever
// its case.
func isUnitLetter(r rune) bool {
	return 'a' <= r|0x20 && r|0x20 <= 'z' || strings.ContainsRune("µμΜ°", r)
}

// suffixUnit returns the unit in which a member's name ends, or that it has spelt
// out: "timeout_ms", "delaySeconds", "deck_metres_free".
func suffixUnit(name string) (unit, bool) {
	at := strings.LastIndexAny(name, "_-")
	if at < 0 {
		at = strings.LastIndexFunc(name, func(r rune) bool { return 'A' <= r && r <= 'Z' }) - 1
	}
	if at < 0 || at+1 >= len(name) {
		return unit{}, false
	}
	if u, ok := unitOf(name[at+1:]); ok {
		return u, true
	}
	for word := range strings.FieldsSeq(wordsOf(splitCamel(name))) {
		const shortest = 5 // "hours" can be nothing else, "h" can
		if u, ok := unitOf(word); ok && len(word) >= shortest && strings.HasSuffix(word, "s") {
			return u, true
		}
	}
	return unit{}, false
}

// A measure is a unit that a part of the page gives for a member.
type measure struct {
	unit unit
	at   diag.Span
	// whose names the part.
	whose string
}

// checkUnitMismatch reports members that are measured in one unit here and in
// another there.
func checkUnitMismatch(c *PageCheck) {
	c.checkSiblingUnits()
	for m := range allMembers(c.Problem.Members) {
		if m.Type == nil || !m.Type.Kind.IsNumber() {
			continue
		}
		measures := c.measuresOf(m)
		for _, other := range measures[min(1, len(measures)):] {
			if first := measures[0]; other.unit.dimension == first.unit.dimension && other.unit.name != first.unit.name {
				c.Report(c.At(other.at, "give one unit for `%s`: %s has %s here, %s %s", m.Path, other.whose, other.unit.name, first.whose, first.unit.name).
					WithNote(first.at, "%s has %s here", first.whose, first.unit.name).
					WithHelp("write %s in both places, or convert what the text says", first.unit.name).About(m.Path))
				break
			}
		}
	}
}

// checkSiblingUnits reports two members of which the table gives the same
// quantity in two units.
func (c *PageCheck) checkSiblingUnits() {
	type quantity struct{ noun, dimension string }
	first := map[quantity]*catalog.Member{}
	for _, m := range c.Problem.Members {
		text := catalog.PlainText(m.Doc)
		noun := aboutOther.FindString(text)
		u, _, _, ok := describedUnit(text)
		if m.Row == nil || noun == "" || !ok {
			continue
		}
		q := quantity{noun, u.dimension}
		other := first[q]
		if other == nil {
			first[q] = m
			continue
		}
		if o, _, _, _ := describedUnit(catalog.PlainText(other.Doc)); o.name != u.name {
			c.Report(c.At(m.At, "give `%s` and `%s` in one unit: the table has %s and %s", other.Name, m.Name, o.name, u.name).
				WithNote(other.At, "`%s` is in %s", other.Name, o.name).
				WithHelp("readers compare the two: write %s in both rows, and in the values", o.name).About(m.Path))
		}
	}
}

// measuresOf returns the units of a member: the table's first, then its
// name's, then those of the text and the details of examples.
func (c *PageCheck) measuresOf(m *catalog.Member) []measure {
	var found []measure
	if table := tableOf(c.Page, m.Row); table != nil {
		for _, role := range []catalog.Role{catalog.DescriptionColumn, catalog.TypeColumn} {
			cell, _ := table.Cell(*m.Row, role)
			if u, start, end, ok := describedUnit(cell.Text); ok {
				at := cell.At
				if i := strings.Index(at.Text(), cell.Text[start:end]); i >= 0 {
					at = at.Source.Span(at.Start+i, at.Start+i+end-start)
				}
				found = append(found, measure{u, at, inTable})
			}
		}
	}
	if u, ok := suffixUnit(m.Name); ok {
		found = append(found, measure{u, m.At, "the name"})
	}
	found = append(found, c.measuresInText(m)...)
	return append(found, c.measuresInDetails(m)...)
}

// mentionsOf returns the code spans of that text.
func (c *PageCheck) mentionsOf(text string) []catalog.Mention {
	if c.named == nil {
		c.named = map[string][]catalog.Mention{}
		for _, code := range c.Page.Codes {
			c.named[code.Text] = append(c.named[code.Text], code)
		}
	}
	return c.named[text]
}

// inUnit matches the unit that a sentence gives for a member.
var inUnit = lazyregexp.New(`(?i)\b(?:in|counts|counted\s+in)\s+(?:whole\s+|full\s+)?([a-zµ°]+)\b(?:[^-\w]|$)`)

// measuresInText returns the units that sentences give which name the member:
// those with one unit alone, so that it can be no other's.
func (c *PageCheck) measuresInText(m *catalog.Member) []measure {
	var found []measure
	codes := c.mentionsOf(m.Name)
	if m.Path != m.Name {
		codes = slices.Concat(codes, c.mentionsOf(m.Path))
	}
	for _, code := range codes {
		s, ok := sentenceAt(c.Page, code.At)
		if !ok {
			continue
		}
		var said []measure
		for _, g := range inUnit.FindAllStringSubmatchIndex(s.text(), -1) {
			if u, ok := unitOf(s.text()[g[2]:g[3]]); ok {
				said = append(said, measure{u, s.passage.Span(s.start+g[2], s.start+g[3]), "the text"})
			}
		}
		if len(said) == 1 {
			found = append(found, said[0])
		}
	}
	return found
}

// amount matches a number with a unit.
var amount = lazyregexp.New(`(?i)(?:^|[^\w.,-])(\d{1,18}(?:\.\d{1,9})?)[\s\x{a0}-]?([a-zµ°]+)\b`)

// measuresInDetails returns the units that the details of examples give to the
// very number that the member has there.
func (c *PageCheck) measuresInDetails(m *catalog.Member) []measure {
	var found []measure
	for _, s := range c.Evidence.Native {
		detail := s.Body.Get(catalog.MemberDetail)
		if detail == nil || detail.Kind != catalog.StringValue || len(detail.Text) > longestDetail || !strings.ContainsAny(detail.Text, "0123456789") {
			continue
		}
		values := membersAt(s.Body, m.Path)
		if len(values) != 1 {
			continue
		}
		raw := detail.At.Text()
		if !strings.Contains(raw, values[0].Value.Text) {
			continue
		}
		for _, g := range amount.FindAllStringSubmatchIndex(raw, -1) {
			u, ok := unitOf(raw[g[4]:g[5]])
			if ok && raw[g[2]:g[3]] == values[0].Value.Text {
				found = append(found, measure{u, detail.At.Source.Span(detail.At.Start+g[4], detail.At.Start+g[5]), "the detail"})
			}
		}
	}
	return found
}

var (
	duration = lazyregexp.New(`(?i)\b(\d{1,9}(?:\.\d{1,6})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety)[\s\x{a0}-](milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)\b`)
	waiting  = lazyregexp.New(`(?i)\b(?:wait(?:s|ing)?|retry(?:[^-\w]|$)|retries|try(?:ing)?\s+(?:it\s+)?again|again\s+(?:in|after)|back\s+off|pause|repeat|resend|send\s+it\s+again)(?:\b|$)`)
	// bounding matches the words that make a duration a bound and no amount.
	bounding = lazyregexp.New(`(?i)\b(at\s+least|no\s+(?:less|sooner|earlier)\s+than|minimum|more\s+than|longer\s+than)\s*(?:of\s+)?$|\b(at\s+most|up\s+to|no\s+(?:more|longer|later)\s+than|maximum|within|less\s+than|under|below|fewer\s+than)\s*(?:of\s+)?$`)
	vague    = lazyregexp.New(`(?i)\b(?:usually|typically|often|normally|default|for\s+(?:example|instance)|such\s+as|e\.g\.|about|around|roughly|approximately|some|every|each|per|once\s+an?|between|or\s+so|doubl\w*|window|unless|timeout|times\s+out)\b`)
	// thereafter matches what makes the time before it the one to wait.
	thereafter = lazyregexp.New(`(?i)^[^.]*\b(?:again|retry|repeat|resend)\b[^.]{0,40}\b(?:after\s+that|afterwards|then)\b`)
	retryKey   = lazyregexp.New(`(?i)^(?:retry[_-]?after|retry[_-]?in|wait|wait[_-]?(?:for|time)?|retry[_-]?delay|back[_-]?off)(?:[_-]?(milliseconds|millis|ms|seconds|secs|sec|s|minutes|min|hours))?$`)
)

// numerals are the numbers that texts write as words.
var numerals = map[string]int64{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
	"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}

// A delay is how long a text, or an example, asks to wait.
type delay struct {
	seconds *big.Rat
	at      diag.Span
	written string
	// least and most tell that it is a bound.
	least, most bool
}

// checkRetryDelay compares how long the text asks to wait with the examples.
func checkRetryDelay(c *PageCheck) {
	saidDelays := sync.OnceValue(c.saidDelays)
	for _, s := range c.Shown() {
		shown, ok := c.shownDelay(s)
		if !ok {
			continue
		}
		if most, ok := c.longestStay(); ok && most.seconds.Cmp(shown.seconds) < 0 {
			c.reportDelay(most, shown, "the text")
			return
		}
		said, inDetail := saidDelays(), delaysIn(s.Body.Get(catalog.MemberDetail))
		switch {
		case len(inDetail) == 1 && inDetail[0].contradicts(shown):
			c.reportDelay(inDetail[0], shown, "the detail")
		case len(said) == 1 && said[0].contradicts(shown):
			c.reportDelay(said[0], shown, "the text")
			return
		}
	}
}

// staying matches how long the problem lasts at most.
var staying = lazyregexp.New(`(?i)\b(?:never|not)\s+(?:lasts?|takes?)\s+(?:longer|more)\s+than\s+$|\b(?:lasts?|takes?)\s+(?:at\s+most|no\s+(?:longer|more)\s+than|up\s+to)\s+$|\b(?:over|gone|finished|done|free)\s+(?:after|within)\s+$`)

// longestStay returns how long the text says that the problem lasts at most.
func (c *PageCheck) longestStay() (delay, bool) {
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		for _, m := range duration.FindAllStringSubmatchIndex(p.Text, -1) {
			start, end := sentenceBounds(p.Text, m[0])
			if !staying.MatchString(p.Text[start:m[0]]) || vague.MatchString(p.Text[start:end]) {
				continue
			}
			if d, ok := delayOf(p.Text, start, m); ok {
				d.at = p.Span(m[0], m[1])
				return d, true
			}
		}
	}
	return delay{}, false
}

func (d delay) contradicts(shown delay) bool {
	order := d.seconds.Cmp(shown.seconds)
	return order > 0 && !d.most || order < 0 && !d.least
}

func (c *PageCheck) reportDelay(said, shown delay, whose string) {
	c.Report(c.At(said.at, "write one time to wait: %s says %s, the example has %s", whose, said.written, shown.written).
		WithNote(shown.at, "the example has it here").
		WithHelp("where the times differ from one occurrence to the next, point at the value instead: “wait for as many seconds as `Retry-After` says”").
		About(said.written))
}

// saidDelays returns the durations in sentences about waiting.
func (c *PageCheck) saidDelays() []delay {
	var found []delay
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if !strings.ContainsAny(p.Text, "0123456789") && !waiting.MatchString(p.Text) {
			continue
		}
		for _, m := range duration.FindAllStringSubmatchIndex(p.Text, -1) {
			start, end := sentenceBounds(p.Text, m[0])
			if clause := (sentence{p, start, end, m[0]}).clauseAround(); !waiting.MatchString(clause) && !thereafter.MatchString(p.Text[m[1]:end]) || vague.MatchString(clause) {
				continue
			}
			if d, ok := delayOf(p.Text, start, m); ok {
				d.at = p.Span(m[0], m[1])
				found = append(found, d)
			}
		}
	}
	return found
}

// delaysIn returns the durations in a detail about waiting.
func delaysIn(detail *catalog.Value) []delay {
	if detail == nil || detail.Kind != catalog.StringValue || len(detail.Text) > longestDetail || !waiting.MatchString(detail.Text) || vague.MatchString(detail.Text) {
		return nil
	}
	var found []delay
	raw := detail.At.Text()
	for _, m := range duration.FindAllStringSubmatchIndex(raw, -1) {
		if d, ok := delayOf(raw, 0, m); ok {
			d.at = detail.At.Source.Span(detail.At.Start+m[0], detail.At.Start+m[1])
			found = append(found, d)
		}
	}
	return found
}

// delayOf reads a duration that stands in a sentence which begins at start.
func delayOf(text string, start int, m []int) (delay, bool) {
	number, isNumber := new(big.Rat).SetString(text[m[2]:m[3]])
	if n, isWord := numerals[strings.ToLower(text[m[2]:m[3]])]; isWord {
		number, isNumber = big.NewRat(n, 1), true
	}
	u, ok := unitOf(text[m[4]:m[5]])
	if !isNumber || !ok || u.seconds == nil {
		return delay{}, false
	}
	d := delay{seconds: number.Mul(number, u.seconds), written: text[m[0]:m[1]]}
	for _, b := range bounding.FindAllStringSubmatchIndex(text[start:m[0]], 1) {
		d.least, d.most = b[2] >= 0, b[4] >= 0
	}
	return d, true
}

// shownDelay returns how long an example asks to wait: by its Retry-After, or by
// a member of such a name.
func (c *PageCheck) shownDelay(s *catalog.Sample) (delay, bool) {
	if s.Response != nil {
		if field, ok := headerField(s, "Retry-After"); ok {
			if n, err := strconv.Atoi(field.Value); err == nil {
				return delay{seconds: big.NewRat(int64(n), 1), at: field.At, written: "Retry-After: " + field.Value}, true
			}
		}
	}
	for _, m := range s.Body.Members {
		g := retryKey.FindStringSubmatch(m.Name)
		if g == nil || m.Value.Kind != catalog.NumberValue || len(m.Value.Text) > 12 || strings.ContainsAny(m.Value.Text, "eE") {
			continue
		}
		n, ok := new(big.Rat).SetString(m.Value.Text)
		u := c.delayUnit(m.Name, g[1])
		if ok && u.seconds != nil {
			return delay{seconds: n.Mul(n, u.seconds), at: m.Value.At, written: "`" + m.Name + "`: " + m.Value.Text}, true
		}
	}
	return delay{}, false
}

// delayUnit returns the unit of a member that says how long to wait: that of
// its name or of its description, else seconds.
func (c *PageCheck) delayUnit(name, suffix string) unit {
	if u, ok := unitOf(suffix); ok {
		return u
	}
	if m := c.memberNamed(name); m != nil {
		if u, _, _, ok := describedUnit(catalog.PlainText(m.Doc)); ok {
			return u
		}
	}
	u, _ := unitOf("seconds")
	return u
}
