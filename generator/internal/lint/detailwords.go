package lint

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// otherListed returns the one documented value of a member that a detail has, where
// it is not the member's: "the north gate" beside "gate": "south".
func (c *PageCheck) otherListed(raw string, v catalog.ValueMember, _ []catalog.ValueMember) (start, end int) {
	m := c.memberNamed(v.Name)
	if m == nil || v.Value.Kind != catalog.StringValue {
		return 0, 0
	}
	found := 0
	for _, value := range c.valuesOf(m) {
		if i := wordIndex(raw, value); i >= 0 && value != v.Value.Text && len(value) > 2 {
			found++
			start, end = i, i+len(value)
		}
	}
	if found != 1 {
		return 0, 0
	}
	return start, end
}

// valuesOf returns the values that the page documents for a member; none where they
// are words that a sentence has for other reasons.
func (c *PageCheck) valuesOf(m *catalog.Member) []string {
	var values []string
	if m.Type != nil && m.Type.Kind == catalog.Enum {
		for _, v := range m.Type.Values {
			values = append(values, v.Value)
		}
	} else if table := tableOf(c.Page, m.Row); table != nil {
		cell, _ := table.Cell(*m.Row, catalog.DescriptionColumn)
		for _, code := range valuesIn(cell) {
			values = append(values, code.Text)
		}
	}
	if slices.ContainsFunc(values, func(value string) bool { return common()[strings.ToLower(value)] }) {
		return nil
	}
	return values
}

// common are the words that are values here and words of any sentence there.
var common = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq("open closed new old active inactive pending failed error used late full empty in out on off yes no none any all read write sent received " +
		"day week month year hour minute time user account order request limit expired invalid missing required unknown other") {
		words[word] = true
	}
	return words
})

// wordIndex returns where a text has a word, or -1.
func wordIndex(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 || word == "" {
			return -1
		}
		if end := from + i + len(word); !isLetterOrDigit(text, from+i-1) && !isLetterOrDigit(text, end) {
			return from + i
		}
		from += i + len(word)
	}
}

// isLetterOrDigit reports whether a text has a letter or digit of ASCII at an
// offset.
func isLetterOrDigit(text string, at int) bool {
	return at >= 0 && at < len(text) && isAlphanumeric(text[at]|0x20)
}

// clock matches a time of day.
var clock = lazyregexp.New(`\b([01]?\d|2[0-3]):([0-5]\d)\b`)

// otherClock returns the one time of day of a detail that none of the example's
// date-times has, where it is meant to be one of them. What hour it is depends on
// where one is, unless the date-time says so; the minutes do not.
func (c *PageCheck) otherClock(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	if !looksLikeDate(v.Value) || !strings.Contains(raw, ":") {
		return 0, 0
	}
	at, err := time.Parse(time.RFC3339Nano, v.Value.Text)
	found := clock.FindAllStringSubmatchIndex(raw, 2)
	if err != nil || len(found) != 1 {
		return 0, 0
	}
	m := found[0]
	hour, _ := strconv.Atoi(raw[m[2]:m[3]])
	minute, _ := strconv.Atoi(raw[m[4]:m[5]])
	for _, o := range values {
		if other, err := time.Parse(time.RFC3339Nano, o.Value.Text); err == nil && isClock(other, hour, minute, strings.HasSuffix(o.Value.Text, "Z")) {
			return 0, 0
		}
	}
	isMeant := hour == at.Hour() || minute == at.Minute() || hour == at.Minute() && minute == at.Hour() ||
		shared(stemsOf(raw), stemsOf(v.Name+" "+c.docOf(v.Name))) > 0
	if !isMeant {
		return 0, 0
	}
	return m[0], m[1]
}

// isClock reports whether it is that time of day somewhere, or, where the date-time
// has an offset, there.
func isClock(at time.Time, hour, minute int, anywhere bool) bool {
	return at.Minute() == minute && (anywhere || hour%12 == at.Hour()%12)
}

var (
	// moneySaid matches an amount of money.
	moneySaid = lazyregexp.New(`(?:\b([A-Z]{3})\s?|([€$£])\s?)(\d{1,9}(?:[.,]\d{2})?)\b|\b(\d{1,9}(?:[.,]\d{2})?)\s?(?:([A-Z]{3})\b|[€$£]|euros?\b|dollars?\b)`)
	moneyName = lazyregexp.New(`^(?:[a-z]+_)?(?:amount|price|total|balance|fee|cost|refund|fare|sum|charge)$`)
)

// otherMoney returns the one amount of money of a detail, where the example has one,
// and that another.
func (c *PageCheck) otherMoney(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	if _, ok := decimalOf(v.Value); !ok || !c.isMoney(v.Name) {
		return 0, 0
	}
	found := moneySaid.FindAllStringSubmatchIndex(raw, 2)
	if len(found) != 1 {
		return 0, 0
	}
	m := found[0]
	from, to := m[6], m[7]
	if from < 0 {
		from, to = m[8], m[9]
	}
	if code := m[2:4]; code[0] >= 0 && !isCurrency(raw[code[0]:code[1]]) || m[10] >= 0 && !isCurrency(raw[m[10]:m[11]]) {
		return 0, 0
	}
	amount, ok := new(big.Rat).SetString(strings.ReplaceAll(raw[from:to], ",", "."))
	if !ok {
		return 0, 0
	}
	for _, o := range values {
		n, ok := decimalOf(o.Value)
		if ok && (said{number: amount}.equals(shownNumber{number: n}) || o.Name != v.Name && c.isMoney(o.Name)) {
			return 0, 0
		}
	}
	return from, to
}

// isMoney reports whether a member is an amount of money, by its name or its unit.
func (c *PageCheck) isMoney(name string) bool {
	u, ok := c.unitOfMember(name)
	return ok && u.dimension == "money" || moneyName.MatchString(snakeOf(name))
}

// decimalOf returns a number, be it written as a string.
func decimalOf(v *catalog.Value) (*big.Rat, bool) {
	if n, ok := ratOf(v); ok {
		return n, true
	}
	const longest = 20
	if v.Kind != catalog.StringValue || len(v.Text) > longest || strings.Trim(v.Text, "0123456789.") != "" || v.Text == "" {
		return nil, false
	}
	return new(big.Rat).SetString(v.Text)
}

// hostLike matches the names of hosts.
var hostLike = lazyregexp.New(`\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,12}\b`)

// otherHost returns the one host of a detail, where the example has one, and that
// another.
func otherHost(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	const longest = 80
	isHost := func(text string) bool {
		return strings.Contains(text, ".") && len(text) <= longest && !strings.ContainsAny(text, " /:") && hostLike.FindString(text) == text
	}
	if !isHost(v.Value.Text) || slices.ContainsFunc(values, func(o catalog.ValueMember) bool { return o.Name != v.Name && isHost(o.Value.Text) }) {
		return 0, 0
	}
	found := hostLike.FindAllStringSubmatchIndex(raw, 2)
	if len(found) != 1 || strings.ContainsAny(raw[max(0, found[0][0]-1):found[0][0]], "@/") {
		return 0, 0
	}
	said := raw[found[0][0]:found[0][1]]
	if strings.HasSuffix(said, v.Value.Text) || strings.HasSuffix(v.Value.Text, said) {
		return 0, 0
	}
	return found[0][0], found[0][1]
}

// dayOfMonth matches a day with its month and without a year.
var dayOfMonth = lazyregexp.New(`\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2})\b`)

// otherMonth returns the one day of a detail that is in another month than the
// example's date of that day.
func otherMonth(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	day, ok := dayOf(v.Value.Text)
	if !ok {
		return 0, 0
	}
	found := dayOfMonth.FindAllStringSubmatchIndex(raw, 2)
	if len(found) != 1 {
		return 0, 0
	}
	text := raw[found[0][0]:found[0][1]]
	said, err := time.Parse("2 January 2006", text+" 2024")
	if err != nil {
		if said, err = time.Parse("January 2 2006", text+" 2024"); err != nil {
			return 0, 0
		}
	}
	isSaid := func(o catalog.ValueMember) bool {
		other, err := time.Parse(time.DateOnly, o.Value.Text[:min(len(o.Value.Text), len(time.DateOnly))])
		return err == nil && other.Month() == said.Month()
	}
	if said.Day() != day.Day() || slices.ContainsFunc(values, isSaid) {
		return 0, 0
	}
	return found[0][0], found[0][1]
}

// yearSaid matches a year.
var yearSaid = lazyregexp.New(`\b(?:in|of|for|season|year)\s+((?:19|20)\d\d)\b`)

// otherYear returns the one year of a detail, where the member is a year, and that
// another.
func (c *PageCheck) otherYear(raw string, v catalog.ValueMember, _ []catalog.ValueMember) (start, end int) {
	const digits = 4
	if v.Value.Kind != catalog.NumberValue || len(v.Value.Text) != digits || !strings.Contains(wordsOf(splitCamel(v.Name)+" "+c.docOf(v.Name)), "year") {
		return 0, 0
	}
	found := yearSaid.FindAllStringSubmatchIndex(raw, 2)
	if len(found) != 1 {
		return 0, 0
	}
	return found[0][2], found[0][3]
}

// otherName returns the name of several words of a detail that begins as the
// member's does and goes on otherwise: "Radio Nord" beside "Radio West".
func otherName(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	first, _, ok := strings.Cut(v.Value.Text, " ")
	const shortest = 3
	if v.Value.Kind != catalog.StringValue || !ok || len(first) < shortest || !severalNames.MatchString(v.Value.Text) || stopWords()[strings.ToLower(first)] {
		return 0, 0
	}
	i := wordIndex(raw, first)
	if i < 0 {
		return 0, 0
	}
	m := nextName.FindStringIndex(raw[i+len(first):])
	if m == nil {
		return 0, 0
	}
	said := raw[i : i+len(first)+m[1]]
	isOther := func(o catalog.ValueMember) bool { return strings.Contains(o.Value.Text, said) }
	if slices.ContainsFunc(values, isOther) {
		return 0, 0
	}
	return i, i + len(said)
}

var (
	severalNames = lazyregexp.New(`^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)+$`)
	nextName     = lazyregexp.New(`^ \p{Lu}\p{L}+`)
)

// namedToken matches a noun with an identifier behind it: "platform 3a".
var namedToken = lazyregexp.New(`(?i)\b([a-z]{3,})\s+([a-z]{0,2}\d{1,4}[a-z]{0,2})\b`)

// otherToken returns the short identifier that the detail has behind the member's
// name.
func otherToken(raw string, v catalog.ValueMember, values []catalog.ValueMember) (start, end int) {
	const longest = 8
	if v.Value.Kind != catalog.StringValue || len(v.Value.Text) > longest || isDigits(v.Value.Text) || strings.ContainsAny(v.Name, "_-") {
		return 0, 0
	}
	for _, m := range namedToken.FindAllStringSubmatchIndex(raw, -1) {
		token := raw[m[4]:m[5]]
		isValue := slices.ContainsFunc(values, func(o catalog.ValueMember) bool { return strings.Contains(o.Value.Text, token) })
		if strings.EqualFold(raw[m[2]:m[3]], v.Name) && !isValue && classesOf(token) == classesOf(v.Value.Text) {
			return m[4], m[5]
		}
	}
	return 0, 0
}

// classesOf returns a text with its letters alike and its digits alike.
func classesOf(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return '9'
		case 'A' <= r && r <= 'Z':
			return 'A'
		case 'a' <= r && r <= 'z':
			return 'a'
		}
		return r
	}, text)
}
