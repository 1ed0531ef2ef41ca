package lint

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkDetailMismatch compares what the detail of an example says, and where its
// instance leads, with the example's own members.
func checkDetailMismatch(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		detail := s.Body.Get(catalog.MemberDetail)
		if detail == nil || detail.Kind != catalog.StringValue || len(detail.Text) > longestDetail || isPlaceholder(detail.Text) {
			detail = nil
		}
		values := simpleValues(s.Body)
		if inner := innerValues(s.Body); detail != nil && len(inner) > 0 && !c.compareDetail(detail, inner) {
			at := func(start, end int) diag.Span {
				return detail.At.Source.Span(detail.At.Start+start, detail.At.Start+end)
			}
			c.compareAmounts(detail.At.Text(), s, at, "the detail")
		}
		if instance := s.Body.Get(catalog.MemberInstance); instance != nil && instance.Kind == catalog.StringValue {
			c.compareSegments(catalog.Text{Value: strings.Trim(instance.At.Text(), `"`), At: instance.At.Source.Span(instance.At.Start+1, instance.At.End-1)}, values, "the instance")
		}
	}
}

// longestDetail is how long a detail is that is compared with members: what is
// longer is no sentence for people.
const longestDetail = 1000

// mostValues is how many members of an example are compared with its detail.
const mostValues = 50

// simpleValues returns an example's own members at the top that are strings or
// numbers.
func simpleValues(body *catalog.Value) []catalog.ValueMember {
	values := simpleMembers(body)
	return values[:min(len(values), mostValues)]
}

func simpleMembers(body *catalog.Value) []catalog.ValueMember {
	var simple []catalog.ValueMember
	for _, m := range body.Members {
		if !catalog.IsStandardMember(m.Name) && (m.Value.Kind == catalog.StringValue || m.Value.Kind == catalog.NumberValue) {
			simple = append(simple, m)
		}
	}
	return simple
}

// innerValues returns the strings and numbers of the objects inside an example, with
// those at the top; names that stand twice are nobody's.
func innerValues(body *catalog.Value) []catalog.ValueMember {
	values := simpleValues(body)
	if !slices.ContainsFunc(body.Members, func(m catalog.ValueMember) bool { return m.Value.Kind == catalog.ObjectValue }) {
		return values
	}
	for _, m := range body.Members {
		if m.Value.Kind == catalog.ObjectValue {
			values = append(values, simpleMembers(m.Value)...)
		}
	}
	times := map[string]int{}
	for _, v := range values {
		times[v.Name]++
	}
	values = slices.DeleteFunc(values, func(v catalog.ValueMember) bool { return times[v.Name] > 1 })
	return values[:min(len(values), mostValues)]
}

// compareDetail compares a detail with the members that it repeats, and reports
// whether it found a contradiction.
func (c *PageCheck) compareDetail(detail *catalog.Value, values []catalog.ValueMember) bool {
	for _, v := range values {
		at, said := c.contradiction(detail, v, values)
		if said == "" {
			continue
		}
		c.Report(c.At(at, "write one value for `%s`: the detail says %s, the member %s", v.Name, said, v.Value.Text).
			WithNote(v.Value.At, "the member is here").
			WithHelp("an example shows one occurrence, and readers compare its parts").About(v.Name))
		return true
	}
	return false
}

// contradiction returns what a detail says instead of a member's value, and
// where; "" where it says nothing of the kind.
func (c *PageCheck) contradiction(detail *catalog.Value, v catalog.ValueMember, values []catalog.ValueMember) (diag.Span, string) {
	raw := detail.At.Text()
	if strings.Contains(raw, v.Value.Text) {
		return diag.Span{}, ""
	}
	at := func(start, end int) diag.Span {
		return detail.At.Source.Span(detail.At.Start+start, detail.At.Start+end)
	}
	if v.Value.Kind == catalog.NumberValue {
		if start, end := c.otherAmount(raw, v, values); end > start {
			return at(start, end), raw[start:end]
		}
	}
	if start, end := sameShape(raw, v.Value, values); end > start {
		return at(start, end), raw[start:end]
	}
	if start, end := c.otherDate(raw, v, values); end > start {
		return at(start, end), raw[start:end]
	}
	for _, other := range []func(string, catalog.ValueMember, []catalog.ValueMember) (int, int){namedOther, c.otherListed, c.otherClock, otherHost, otherMonth, c.otherYear, c.otherMoney, otherName, otherToken} {
		if start, end := other(raw, v, values); end > start {
			return at(start, end), raw[start:end]
		}
	}
	return diag.Span{}, ""
}

// otherAmount returns the one amount in the detail that is in the member's unit
// and another number than the value, where no other member can be meant.
func (c *PageCheck) otherAmount(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	own, ok := c.unitOfMember(v.Name)
	if !ok || own.dimension == "time" && waiting.MatchString(raw) {
		return 0, 0
	}
	for _, o := range values {
		if u, ok := c.unitOfMember(o.Name); ok && o.Name != v.Name && u.dimension == own.dimension {
			return 0, 0
		}
	}
	found := 0
	for _, g := range amount.FindAllStringSubmatchIndex(raw, -1) {
		u, ok := unitOf(raw[g[4]:g[5]])
		if !ok || u.dimension != own.dimension {
			continue
		}
		if found++; u.name == own.name {
			start, end = g[2], g[5]
		} else {
			return 0, 0 // it may be converted
		}
	}
	if found != 1 {
		return 0, 0
	}
	return start, end
}

// unitOfMember returns the unit of a member at the top.
func (c *PageCheck) unitOfMember(name string) (unit, bool) {
	m := c.memberNamed(name)
	if m == nil {
		return unit{}, false
	}
	u, isKnown := c.units[name]
	if !isKnown {
		if c.units == nil {
			c.units = map[string]unit{}
		}
		u, _ = findUnit(m)
		c.units[name] = u
	}
	return u, u.name != ""
}

// findUnit looks for a unit in a member's description and name.
func findUnit(m *catalog.Member) (unit, bool) {
	if u, _, _, ok := describedUnit(catalog.PlainText(m.Doc)); ok {
		return u, true
	}
	if u, ok := unitOf(m.Name); ok {
		return u, true
	}
	return suffixUnit(m.Name)
}

// wordLike matches the words of a detail that can be identifiers.
var wordLike = lazyregexp.New(`[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*`)

// shapeOf returns a text with its digits made equal, where it can be nothing
// but an identifier or a currency; else "". The letters stay: ORD-17 and PAY-17
// are of different things.
func shapeOf(text string) string {
	if isCurrency(text) {
		return "currency"
	}
	letters, digits := false, false
	shape := strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			digits = true
			return '9'
		case 'A' <= r && r <= 'Z', 'a' <= r && r <= 'z':
			letters = true
			return r
		case r == '-' || r == '_' || r == '/':
			return r
		}
		return ' '
	}, text)
	const shortest = 6 // of a number in parts: "7731-02"
	isParted := len(text) >= shortest && strings.ContainsAny(text, "-/") && !isDateLike(text)
	if !letters && !isParted || !digits || strings.Contains(shape, " ") {
		return ""
	}
	return shape
}

// isDateLike reports whether a text is a day, a month or a span of years.
func isDateLike(text string) bool { return dateLike.MatchString(text) }

var dateLike = lazyregexp.New(`^(?:(?:19|20)\d{2}[-/]\d{1,2}(?:[-/]\d{1,2})?|(?:19|20)\d{2}[-/](?:19|20)?\d{2}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4})$`)

// sameShape returns the one identifier in the detail that is written as the
// value is and is no value of the example.
func sameShape(raw string, v *catalog.Value, values []catalog.ValueMember) (start, end int) {
	if v.Kind != catalog.StringValue {
		return 0, 0
	}
	shape := shapeOf(v.Text)
	for word := range strings.FieldsSeq(v.Text) {
		if shape == "" && isCurrency(word) && !strings.Contains(raw, word) {
			shape = shapeOf(word) // "120.00 EUR"
		}
	}
	if shape == "" || !strings.ContainsAny(raw, "0123456789") && shape != "currency" {
		return 0, 0
	}
	found := 0
	for _, m := range wordLike.FindAllStringSubmatchIndex(raw, -1) {
		text := raw[m[0]:m[1]]
		if shapeOf(text) != shape {
			continue
		}
		if isValue := slices.ContainsFunc(values, func(o catalog.ValueMember) bool { return strings.Contains(o.Value.Text, text) }); isValue {
			return 0, 0
		}
		if found == 0 || raw[start:end] != text {
			found++
		}
		start, end = m[0], m[1]
	}
	for _, o := range values {
		if o.Value != v && shapeOf(o.Value.Text) == shape {
			return 0, 0 // it may be the other one's
		}
	}
	if found != 1 {
		return 0, 0
	}
	return start, end
}

// dateInText matches the dates of running text that have a year.
var dateInText = lazyregexp.New(`\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4})\b`)

// otherDate returns the one date of a detail, where it is none of the example's
// dates and the value is one. Those of date-times are left in peace: what day it
// is depends on where one is.
func (c *PageCheck) otherDate(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	if _, ok := dayOf(v.Value.Text); !ok {
		return 0, 0
	}
	found := dateInText.FindAllStringSubmatchIndex(raw, -1)
	if len(found) != 1 {
		return 0, 0
	}
	said := mendDate(raw[found[0][0]:found[0][1]])
	isValue := func(o catalog.ValueMember) bool {
		_, err := time.Parse(time.RFC3339, o.Value.Text)
		return err == nil || o.Value.Text == said
	}
	isDay := func(o catalog.ValueMember) bool { return looksLikeDate(o.Value) && o.Name != v.Name }
	isAbout := shared(stemsOf(raw), stemsOf(v.Name)) > 0 || !slices.ContainsFunc(values, isDay)
	if said == "" || !isAbout || slices.ContainsFunc(values, isValue) {
		return 0, 0
	}
	return found[0][0], found[0][1]
}

// numbered matches a noun with a number behind it: "meter 4711".
var numbered = lazyregexp.New(`([A-Za-z]+)\s+(?:no\.?\s+|number\s+|#)?([0-9]{2,})(?:[^\w.,:-]|[.,:]?(?:\s|"|$))`)

// namedOther returns the number that the detail has behind the member's name.
func namedOther(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	if !isDigits(v.Value.Text) {
		return 0, 0
	}
	noun := strings.TrimSuffix(strings.TrimSuffix(fold(v.Name), "_number"), "_id")
	for _, m := range numbered.FindAllStringSubmatchIndex(raw, -1) {
		number := raw[m[4]:m[5]]
		isOther := slices.ContainsFunc(values, func(o catalog.ValueMember) bool { return o.Value.Text == number })
		if strings.EqualFold(raw[m[2]:m[3]], noun) && !isOther {
			return m[4], m[5]
		}
	}
	return 0, 0
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// shapeless returns a text with all letters and digits alike.
func shapeless(text string) string {
	if isDigits(text) {
		return strings.Repeat("9", len(text))
	}
	return shapeOf(text)
}

// listing matches what stands between a member and the values that a sentence
// lists.
var listing = lazyregexp.New("(?i)^`?\\s*(?:member|field|property|attribute)?\\s*(?::|\\(|is\\s+(?:always\\s+)?(?:one\\s+of|either)?:?|can\\s+be|may\\s+be|says|has\\s+one\\s+of|takes)\\s*(?:one\\s+of|either|the\\s+values)?:?\\s*`?$")

// checkProseValue compares examples with the values that a sentence lists for a
// member: "`reason` is `expired`, `used` or `unknown`".
func checkProseValue(c *PageCheck) {
	c.checkCodes()
	c.checkDescribedValues()
	c.checkDescribedStart()
	c.checkSaidFlags()
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		for j := range p.Codes {
			m := c.memberNamed(p.Codes[j].Text)
			if m == nil || m.Type == nil || m.Type.Kind != catalog.String && m.Type.Kind != catalog.Any {
				continue
			}
			if values := listedValues(p.Codes[j:]); len(values) > 1 {
				c.compareListed(m, m.Seen, values)
			}
		}
	}
}

// checkCodes compares the codes that the page labels with those of examples.
func (c *PageCheck) checkCodes() {
	for _, m := range c.Problem.Members {
		for _, v := range m.Seen {
			if m.Fixed.Set() && v.Text != m.Fixed.Value && !v.Placeholder && !isPlaceholder(v.Text) {
				c.Report(c.At(v.At, "write %s here, as the page labels it, or mend the text: this `%s` is %s", m.Fixed.Value, m.Path, v.Text).
					WithNote(m.Fixed.At, "the page gives it here").
					WithHelp("clients compare the code that they read of").About(m.Path))
				break
			}
		}
	}
}

// memberNamed returns the member at the top of that name, or nil.
func (c *PageCheck) memberNamed(name string) *catalog.Member {
	if c.members == nil {
		c.members = make(map[string]*catalog.Member, len(c.Problem.Members))
		for _, m := range slices.Backward(c.Problem.Members) {
			c.members[m.Name] = m
		}
	}
	return c.members[name]
}

// listDivider matches what stands between two values of a list.
var listDivider = lazyregexp.New("(?i)^`\\s*(?:,|/|\\|)?\\s*(?:or|and)?\\s*`$")

// listedValues returns the values that are listed behind the first code span;
// none where the list is not closed: "such as", "…".
func listedValues(codes []catalog.Mention) []catalog.Mention {
	if len(codes) < 3 || !listing.MatchString(between(codes[0], codes[1])) {
		return nil
	}
	last := 1
	for last+1 < len(codes) && listDivider.MatchString(between(codes[last], codes[last+1])) {
		last++
	}
	if last < 2 || !closesList(between(codes[last-1], codes[last])) {
		return nil
	}
	return codes[1 : last+1]
}

// closesList reports whether the words before the last value say that it is the
// last.
func closesList(between string) bool {
	between = strings.ToLower(between)
	return strings.Contains(between, "or") || strings.Contains(between, "and")
}

// between returns the source between two code spans.
func between(a, b catalog.Mention) string {
	if b.At.Start < a.At.End || b.At.Start-a.At.End > maxContrast {
		return "."
	}
	return string(a.At.Source.Text[a.At.End:b.At.Start])
}

func (c *PageCheck) compareListed(m *catalog.Member, seen []*catalog.Value, values []catalog.Mention) {
	for _, v := range seen {
		isListed := slices.ContainsFunc(values, func(o catalog.Mention) bool { return strings.Trim(o.Text, `"`) == v.Text })
		if v.Kind != catalog.StringValue || isListed || isPlaceholder(v.Text) {
			continue
		}
		var names []string
		for _, o := range values {
			names = append(names, o.Text)
		}
		c.Report(c.At(v.At, "write a value that the text lists for `%s`, or add this one there: it lists %s", m.Path, codeList(names)).
			WithNote(values[0].At, "the list begins here").
			WithHelp("clients are written for the values that they read of").About(m.Path))
		return
	}
}

// generic are nouns by which a description may begin whatever it describes.
var generic = []string{"time", "date", "name", "number", "type", "id", "code", "value", "status", "message", "title", "count", "list", "url", "key", "reason", "text", "kind", "object", "detail", "order"}

// aboutOther matches the noun with which a description begins.
var aboutOther = lazyregexp.New("^(?:The|Its|A|An) `?([a-z]\\w+)`?\\b")

// checkCopiedDescription reports members whose description is another one's.
func checkCopiedDescription(c *PageCheck) {
	c.checkSwappedDescriptions()
	const fewest = 4 // words that are no form of words
	same := map[string][]*catalog.Member{}
	var twice []string // the words that a second member has
	for m := range allMembers(c.Problem.Members) {
		if m.Row == nil {
			continue
		}
		text := catalog.PlainText(m.Doc)
		words := parentOfPath(m.Path) + ":" + wordsOf(text)
		if strings.Count(words, " ")+1 >= fewest {
			if same[words] = append(same[words], m); len(same[words]) == 2 {
				twice = append(twice, words)
			}
		}
		c.checkNoun(m, text)
	}
	for _, words := range twice {
		if pair := same[words]; len(pair) == 2 && pair[0].Name != pair[1].Name && !isAxis(pair[1].Name) {
			c.reportCopied(pair[1], pair[0])
		}
	}
}

// axis matches the names of members that one description fits as well as another.
var axis = lazyregexp.New(`^(?:lat|latitude|lon|lng|long|longitude|x|y|z|width|height|depth|length|top|bottom|left|right)$`)

func isAxis(name string) bool { return axis.MatchString(lastWord(name)) }

func parentOfPath(path string) string { return path[:strings.LastIndexByte(path, '.')+1] }

// checkNoun reports a description that begins with the name of a sibling, which
// begins with it, too.
func (c *PageCheck) checkNoun(m *catalog.Member, text string) {
	noun := aboutOther.FindStringSubmatch(text)
	if noun == nil || fold(noun[1]) == fold(m.Name) || slices.Contains(generic, noun[1]) || strings.Contains(wordsOf(text), wordsOf(m.Name)) {
		return
	}
	other := c.memberNamed(noun[1])
	if other == nil || other.Row == nil {
		return
	}
	if said := catalog.PlainText(other.Doc); aboutOther.MatchString(said) && isPartOf(text, said) {
		c.reportCopied(m, other)
	}
}

// isPartOf reports whether all words of a description are another one's, too.
func isPartOf(text, other string) bool {
	others := strings.Fields(wordsOf(other))
	for word := range strings.FieldsSeq(wordsOf(text)) {
		if word != "its" && word != "the" && !slices.Contains(others, word) {
			return false
		}
	}
	return true
}

func (c *PageCheck) reportCopied(m, other *catalog.Member) {
	c.Report(c.At(m.At, "say what `%s` means: its description is that of `%s`", m.Path, other.Path).
		WithNote(other.At, "`%s` is described in the same words", other.Path).
		WithHelp("two members that mean the same are one too many").About(m.Path))
}

var (
	beginName = lazyregexp.New(`^(?:from|start(?:s|ed)?|starts?_at|begin(?:s|ning)?|began|since|open(?:s|ed)?|created|issued|held|valid_from|first)(?:_?(?:at|on|date|time))?$`)
	endName   = lazyregexp.New(`^(?:to|end(?:s|ed)?|until|till|clos(?:es|ed)|expire[sd]|expiry|expiration|valid_(?:to|until)|last)(?:_?(?:at|on|date|time))?$`)
)

// checkTimesReversed reports examples in which a time ends before it begins.
func checkTimesReversed(c *PageCheck) {
	c.checkApart()
	for _, s := range c.Evidence.Native {
		c.reversedIn(s.Body)
	}
}

func (c *PageCheck) reversedIn(v *catalog.Value) {
	var begins, ends []catalog.ValueMember
	for _, m := range v.Members {
		c.reversedIn(m.Value)
		if !looksLikeDate(m.Value) {
			continue
		}
		switch name := snakeOf(m.Name); {
		case beginName.MatchString(name):
			begins = append(begins, m)
		case endName.MatchString(name):
			ends = append(ends, m)
		}
	}
	for _, e := range v.Elems {
		c.reversedIn(e)
	}
	if len(begins) == 0 {
		begins, ends = filedAndDue(v)
		if len(begins) > 0 && c.isLate() {
			return
		}
	}
	if len(begins) != 1 || len(ends) != 1 || !isBefore(ends[0].Value.Text, begins[0].Value.Text) {
		return
	}
	c.Report(c.At(ends[0].Value.At, "write a time for `%s` that is not before `%s`, %s", ends[0].Name, begins[0].Name, begins[0].Value.Text).
		WithNote(begins[0].Value.At, "`%s` is here", begins[0].Name).
		WithHelp("or change the two, if they stand the wrong way round").About(ends[0].Name))
}

var (
	filedName = lazyregexp.New(`^(?:submitted|received|filed|accepted|ordered|placed|booked|registered|requested|taken|sampled|produced|signed)(?:_?(?:at|on|date|time))?$`)
	dueName   = lazyregexp.New(`^(?:deadline|due|expired|expires|expiry|expiration|completed|finished|delivered|closed|cancelled|canceled|withdrawn|returned|best_before|use_by)(?:_?(?:at|on|by|date|time))?$`)
	lateWords = lazyregexp.New(`(?i)\b(?:late|overdue|deadline|expired|missed|past|passed|closed|after|over|elapsed|lapsed|outdated|stale)\b`)
)

// isLate reports whether the problem is that something came after its time.
func (c *PageCheck) isLate() bool {
	return lateWords.MatchString(c.Problem.Title.Value + " " + strings.ReplaceAll(c.Problem.Name, "_", " "))
}

// filedAndDue returns the times of an object that begin something, and those that
// end it, in other words than those of a span.
func filedAndDue(v *catalog.Value) (begins, ends []catalog.ValueMember) {
	for _, m := range v.Members {
		if !looksLikeDate(m.Value) {
			continue
		}
		switch name := snakeOf(m.Name); {
		case filedName.MatchString(name):
			begins = append(begins, m)
		case dueName.MatchString(name):
			ends = append(ends, m)
		}
	}
	return begins, ends
}

// looksLikeDate reports whether a value begins as those of RFC 3339 do.
func looksLikeDate(v *catalog.Value) bool {
	return v.Kind == catalog.StringValue && len(v.Text) >= len(time.DateOnly) && v.Text[4] == '-' && v.Text[7] == '-'
}

// snakeOf returns a name in small letters, "startTime" as "start_time".
func snakeOf(name string) string {
	return strings.ReplaceAll(fold(splitCamel(name)), " ", "_")
}

// dayOf reads a date. Most texts are none, and told by their length.
func dayOf(text string) (time.Time, bool) {
	if len(text) != len(time.DateOnly) {
		return time.Time{}, false
	}
	day, err := time.Parse(time.DateOnly, text)
	return day, err == nil
}

// isBefore compares two dates or date-times.
func isBefore(a, b string) bool {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		from, err := time.Parse(layout, b)
		to, err2 := time.Parse(layout, a)
		if err == nil && err2 == nil {
			return to.Before(from)
		}
	}
	return false
}

// bound matches the words with which a text bounds an amount.
var bound = lazyregexp.New(`(?i)\b(?:at\s+most|up\s+to|limited\s+to|limit\s+(?:is|of)|maximum(?:\s+(?:is|of|size\s+of))?|no\s+more\s+than|(?:may|must|can)\s*not\s+exceed|larger\s+than|longer\s+than|exceeds?|within)\s+(?:the\s+)?(?:limit\s+of\s+)?(\d{1,9}(?:\.\d{1,3})?)[\s\x{a0}]?([a-zµ]+)\b`)

// checkBoundMismatch compares the one bound that the text gives in a unit with
// those in the details of examples.
func checkBoundMismatch(c *PageCheck) {
	var said []boundMention
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if strings.ContainsAny(p.Text, "0123456789") {
			for _, b := range boundsIn(p.Text) {
				b.at = p.Span(b.start, b.end)
				said = append(said, b)
			}
		}
	}
	c.checkDefaults()
	c.checkNounBounds()
	if c.checkLimitMembers() || len(said) == 0 {
		return
	}
	for _, s := range c.Evidence.Native {
		detail := s.Body.Get(catalog.MemberDetail)
		if detail == nil || detail.Kind != catalog.StringValue || len(detail.Text) > longestDetail {
			continue
		}
		for _, b := range boundsIn(detail.At.Text()) {
			same := slices.DeleteFunc(slices.Clone(said), func(o boundMention) bool { return o.unit != b.unit })
			if len(same) != 1 || same[0].number == b.number {
				continue
			}
			at := detail.At.Source.Span(detail.At.Start+b.start, detail.At.Start+b.end)
			c.Report(c.At(at, "write one bound: the detail says %s %s, the text %s %s", b.number, b.unit, same[0].number, same[0].unit).
				WithNote(same[0].at, "the text has it here").
				WithHelp("or say in the text that the bound differs from one caller to the next").About(b.unit))
		}
	}
}

// A boundMention is an upper bound in a text.
type boundMention struct {
	number, unit string
	start, end   int
	at           diag.Span
}

// boundHints are texts of which one is in whatever bound matches.
var boundHints = []string{"ost ", "p to", "imit", "aximum", "ore than", "exceed", "ger than", "ithin "}

func boundsIn(text string) []boundMention {
	if !hasAny(text, boundHints) {
		return nil
	}
	var found []boundMention
	for _, m := range bound.FindAllStringSubmatchIndex(text, -1) {
		name := strings.ToLower(text[m[4]:m[5]])
		if u, ok := unitOf(name); ok {
			name = u.name
		}
		if n, err := strconv.ParseFloat(text[m[2]:m[3]], 64); err == nil {
			found = append(found, boundMention{number: strconv.FormatFloat(n, 'f', -1, 64), unit: name, start: m[2], end: m[5]})
		}
	}
	return found
}
