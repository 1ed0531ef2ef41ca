package lint

import (
	"math/big"
	"strings"
	"sync"
	"time"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A quantity is one that no value can have outside of its bounds, whatever the
// API is about.
type quantity struct {
	name *lazyregexp.Regexp // of the member, in snake case
	// doc, where it is not nil, matches descriptions that make the member one.
	doc      *lazyregexp.Regexp
	low      int64
	high     int64
	unbound  bool // it has no upper bound
	says     string
	unlessIn *lazyregexp.Regexp // a name that makes it something else
}

var (
	latitudeName = lazyregexp.New(`(?:^|_)(?:lat|latitude)$`)
	longitude    = lazyregexp.New(`(?:^|_)(?:lon|lng|long|longitude)$`)
	percentName  = lazyregexp.New(`(?:^|_)(?:percent|percentage|pct)$`)
	percentDoc   = lazyregexp.New(`(?i)\bin\s+(?:percent|%)|\bas\s+a\s+percentage\b|\bpercentage\s+of\b`)
	// beyondHundred matches what can be more than all of it.
	beyondHundred = lazyregexp.New(`(?i)growth|change|increase|decrease|rate|load|util|usage|used|cpu|markup|margin|yield|return|interest|zoom|scale|volume|over|deviation|difference|variation|of_(?:limit|quota)`)
	countedName   = lazyregexp.New(`(?:^|_)(?:age|age_years|age_days|attempts?|retries|count|seats|free|vacant|waiting|quantity_available|in_stock|participants|guests|pages|hits|results|items|size_bytes|size_kb|size_mb|size_gb|bytes|seconds|minutes|hours|days|weeks|width|height|weight|length|capacity)$`)
	countedDoc    = lazyregexp.New(`(?i)^(?:the\s+)?(?:number|count)\s+of\b|^how\s+many\b`)
	// signed matches what has a direction, and so may be below zero.
	signed     = lazyregexp.New(`(?i)delta|diff|change|offset|balance|drift|skew|shift|deviation|remaining|left|relative|adjust|correction|utc|zone|until|since|from|to_|temperature|ttl`)
	monthName  = lazyregexp.New(`(?:^|_)month$`)
	hourName   = lazyregexp.New(`(?:^|_)hour(?:_of_day)?$`)
	minuteName = lazyregexp.New(`(?:^|_)minute(?:_of_hour)?$`)
	portName   = lazyregexp.New(`(?:^|_)(?:tcp_)?port$`)
)

// quantities are those that are judged by the names of members.
var quantities = sync.OnceValue(func() []quantity {
	return []quantity{
		{name: latitudeName, low: -90, high: 90, says: "a latitude is from -90 to 90"},
		{name: longitude, low: -180, high: 180, says: "a longitude is from -180 to 180"},
		{name: percentName, doc: percentDoc, low: 0, high: 100, says: "a percentage is from 0 to 100", unlessIn: beyondHundred},
		{name: monthName, low: 1, high: 12, says: "a month is from 1 to 12"},
		{name: hourName, low: 0, high: 24, says: "an hour of a day is from 0 to 24"},
		{name: minuteName, low: 0, high: 59, says: "a minute of an hour is from 0 to 59"},
		{name: portName, low: 0, high: 65535, says: "a port is from 0 to 65535"},
		{name: countedName, doc: countedDoc, low: 0, unbound: true, says: "what is counted or measured is not below zero", unlessIn: signed},
	}
})

// badValue matches what makes a value one that clients sent, and that may be as
// wrong as it likes: in names and descriptions of members.
var badValue = lazyregexp.New(`(?i)\b(?:received|given|got|sent|submitted|supplied|provided|entered|rejected|refused|invalid|actual|offending|original|bad|wrong|input|requested)\b|^value$`)

// checkImpossibleValue reports numbers in examples that nothing can have.
func checkImpossibleValue(c *PageCheck) {
	all := quantities()
	for m := range allMembers(c.Problem.Members) {
		if m.Type == nil || len(m.Seen) == 0 || m.Type.Kind != catalog.Number && m.Type.Kind != catalog.Integer && m.Type.Kind != catalog.Any && m.Type.Kind != catalog.Unsigned {
			continue
		}
		name, doc := snakeOf(m.Name), catalog.PlainText(m.Doc)
		if badValue.MatchString(strings.ReplaceAll(m.Path, "_", " ")) || badValue.MatchString(doc) {
			continue
		}
		for _, q := range all {
			if (q.name.MatchString(name) || q.doc != nil && q.doc.MatchString(doc)) && (q.unlessIn == nil || !q.unlessIn.MatchString(name+" "+doc)) {
				c.checkQuantity(m, q)
				break
			}
		}
	}
}

func (c *PageCheck) checkQuantity(m *catalog.Member, q quantity) {
	for _, v := range m.Seen {
		n, ok := new(big.Rat).SetString(v.Text)
		if v.Kind != catalog.NumberValue || !ok || n.Cmp(big.NewRat(q.low, 1)) >= 0 && (q.unbound || n.Cmp(big.NewRat(q.high, 1)) <= 0) || c.isTheFault(m, v) {
			continue
		}
		c.Report(c.At(v.At, "write a possible value for `%s`: %s, and this one is %s", m.Path, q.says, v.Text).
			WithNote(m.At, "`%s` is documented here", m.Path).
			WithHelp("where the problem is just that, let the detail say so: “… is %s, which cannot be”", v.Text).About(m.Path))
		return
	}
}

// isTheFault reports whether the page speaks of the very value, or of what is
// wrong with the member: then the example shows it on purpose.
func (c *PageCheck) isTheFault(m *catalog.Member, v *catalog.Value) bool {
	noun := stemOf(lastWord(m.Name))
	for _, s := range c.Evidence.Native {
		detail := s.Body.Get(catalog.MemberDetail)
		if detail != nil && (strings.Contains(detail.Text, v.Text) || stemsOf(detail.Text)[noun]) || stemsOf(s.Caption.Value)[noun] {
			return true
		}
	}
	if stemsOf(c.Problem.Title.Value)[noun] {
		return true
	}
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if strings.Contains(p.Text, v.Text) || !isOfMember(c.Page, p) && faulty.MatchString(p.Text) && stemsOf(p.Text)[noun] {
			return true
		}
	}
	return false
}

// faulty matches a text that says which values are right, or that some are not.
var faulty = lazyregexp.New(`(?i)\d|\b(?:too|negative|positive|zero|invalid|valid|out\s+of|outside|range|below|above|must|cannot|impossible|implausible|wrong|bad)\b`)

var (
	lowerName = lazyregexp.New(`^(?:min(?:imum)?|lower|lowest|smallest|least)(?:_(.+))?$|^(.+)_(?:min(?:imum)?|lower)$`)
	upperName = lazyregexp.New(`^(?:max(?:imum)?|upper|highest|largest|most)(?:_(.+))?$|^(.+)_(?:max(?:imum)?|upper)$`)
)

// checkRangeReversed reports examples whose lower bound is above the upper one.
func checkRangeReversed(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		c.rangesIn(s.Body)
	}
}

func (c *PageCheck) rangesIn(v *catalog.Value) {
	for _, e := range v.Elems {
		c.rangesIn(e)
	}
	for _, low := range v.Members {
		c.rangesIn(low.Value)
		of, ok := boundOf(low, lowerName)
		if !ok {
			continue
		}
		for _, high := range v.Members {
			if what, ok := boundOf(high, upperName); ok && what == of && isLess(high.Value, low.Value) {
				c.Report(c.At(low.Value.At, "write a `%s` that is not above `%s`, %s: this one is %s", low.Name, high.Name, high.Value.Text, low.Value.Text).
					WithNote(high.Value.At, "`%s` is here", high.Name).
					WithHelp("or change the two, if they stand the wrong way round").About(low.Name))
			}
		}
	}
}

// boundOf returns of what a member is the bound, where its name is of that form.
func boundOf(m catalog.ValueMember, form *lazyregexp.Regexp) (what string, ok bool) {
	if m.Value.Kind != catalog.NumberValue {
		return "", false
	}
	g := form.FindStringSubmatch(snakeOf(m.Name))
	if g == nil {
		return "", false
	}
	return g[1] + g[2], true
}

// isLess compares two numbers.
func isLess(a, b *catalog.Value) bool {
	x, okX := ratOf(a)
	y, okY := ratOf(b)
	return okX && okY && x.Cmp(y) < 0
}

// ratOf returns a number of an example exactly; ok is false for other values, and
// for numbers that are too long to compute with.
func ratOf(v *catalog.Value) (*big.Rat, bool) {
	const longest = 24
	if v == nil || v.Kind != catalog.NumberValue || len(v.Text) > longest || strings.ContainsAny(v.Text, "eE") {
		return nil, false
	}
	return new(big.Rat).SetString(v.Text)
}

// weekdayDate matches a date with the day of the week before it.
var weekdayDate = lazyregexp.New(`\b((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?),?\s+(?:the\s+)?(\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s-](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*,?[\s-]\d{4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})\b`)

// dayHints are the beginnings of the days of the week.
var dayHints = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// checkWeekday reports dates with the wrong day of the week, wherever they stand:
// in text, in header fields, in examples.
func checkWeekday(c *PageCheck) {
	within := c.bounds()
	text := within.Text()
	if !hasAny(text, dayHints) {
		return
	}
	for _, m := range weekdayDate.FindAllStringSubmatchIndex(text, -1) {
		at := c.Page.Source.Span(within.Start+m[2], within.Start+m[3])
		said, date := at.Text(), text[m[4]:m[5]]
		day, ok := dateOf(date)
		want := day.Weekday().String()
		if !ok || want[:3] == said[:3] {
			continue
		}
		if len(said) == 3 {
			want = want[:3]
		}
		c.Report(c.At(at, "write %s here, or mend the date: %s is a %s, no %s", want, date, day.Weekday(), fullDay(said)).
			WithHelp("which of the two is meant, the calendar does not tell").About(said))
	}
}

// bounds is the part of the file that the page is.
func (c *PageCheck) bounds() diag.Span {
	if c.Page.Section != nil {
		return c.Page.Section.Bounds
	}
	return c.Page.Source.Span(0, len(c.Page.Source.Text))
}

// fullDay returns the whole name of a day of the week.
func fullDay(short string) string {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.HasPrefix(day.String(), short[:3]) {
			return day.String()
		}
	}
	return short
}

// ordinal matches the letters behind the number of a day.
var ordinal = lazyregexp.New(`\b(\d{1,2})(?:st|nd|rd|th)\b(?:\s+of\b)?`)

// dateOf reads a date of running text or of a header field.
func dateOf(text string) (time.Time, bool) {
	text = strings.Join(strings.Fields(strings.NewReplacer(",", " ").Replace(ordinal.ReplaceAllString(text, "$1"))), " ")
	for _, layout := range []string{time.DateOnly, "2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006", "2-Jan-2006"} {
		if day, err := time.Parse(layout, text); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}
