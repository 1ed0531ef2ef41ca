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

// A relation is one that a sentence says two members to have.
type relation struct {
	words *lazyregexp.Regexp
	// holds reports whether values are in the relation; ok is false where they
	// cannot be compared.
	holds func(a, b *catalog.Value) (holds, ok bool)
	says  string
}

var (
	lessWords  = lazyregexp.New("(?i)^`?\\s*(?:is|are|was|being|stays|has\\s+to\\s+be|must\\s+be)?\\s*(?:always\\s+)?(?:less|lower|smaller|shorter|fewer|earlier)\\s+than\\s+(?:the\\s+)?`?$|(?i)^`?\\s+(?:is|lies)\\s+(?:always\\s+)?(?:below|before)\\s+`?$")
	moreWords  = lazyregexp.New("(?i)^`?\\s*(?:is|are|was|being|has\\s+to\\s+be|must\\s+be)?\\s*(?:always\\s+)?(?:greater|larger|higher|bigger|longer|more|later)\\s+than\\s+(?:the\\s+)?`?$|(?i)^`?\\s+(?:(?:is|lies)\\s+(?:always\\s+)?(?:above|after|over)|exceeds)\\s+`?$")
	mostWords  = lazyregexp.New("(?i)^`?\\s+(?:is|are)\\s+(?:never|not)\\s+(?:greater|larger|higher|more|above|later)\\s+(?:than\\s+)?`?$|(?i)^`?\\s+(?:is|are)\\s+at\\s+most\\s+`?$")
	addUpWords = lazyregexp.New("(?i)^`?\\s+(?:adds?\\s+up\\s+to|sums?\\s+up\\s+to|sums?\\s+to|totals?)\\s+`?$")
)

func relations() []relation {
	return []relation{
		{lessWords, compared(func(order int) bool { return order < 0 }), "is less than"},
		{moreWords, compared(func(order int) bool { return order > 0 }), "is more than"},
		{mostWords, compared(func(order int) bool { return order <= 0 }), "is at most"},
		{addUpWords, addsUp, "adds up to"},
	}
}

// compared returns the relation of two numbers, or times, that compare so.
func compared(isSo func(order int) bool) func(a, b *catalog.Value) (holds, ok bool) {
	return func(a, b *catalog.Value) (bool, bool) {
		x, okX := ratOf(a)
		y, okY := ratOf(b)
		if okX && okY {
			return isSo(x.Cmp(y)), true
		}
		from, err := timeOf(a)
		to, err2 := timeOf(b)
		return err == nil && err2 == nil && isSo(from.Compare(to)), err == nil && err2 == nil
	}
}

func timeOf(v *catalog.Value) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339Nano, v.Text); err == nil {
		return at, nil
	}
	return time.Parse(time.DateOnly, v.Text)
}

// addsUp reports whether the numbers of an array add up to a number.
func addsUp(a, b *catalog.Value) (holds, ok bool) {
	want, ok := ratOf(b)
	if !ok || !isNumbers(a) {
		return false, false
	}
	sum := new(big.Rat)
	for _, e := range a.Elems {
		n, ok := ratOf(e)
		if !ok {
			return false, false
		}
		sum.Add(sum, n)
	}
	return sum.Cmp(want) == 0, true
}

// checkSaidRelation compares examples with what sentences say of two members:
// "`balance` is less than `cost`".
func (c *PageCheck) checkSaidRelation() {
	all := relations()
	for i := range c.Page.Passages {
		codes := c.Page.Passages[i].Codes
		for j := 1; j < len(codes); j++ {
			a, b := c.memberNamed(codes[j-1].Text), c.memberNamed(codes[j].Text)
			if a == nil || b == nil || a == b {
				continue
			}
			words := between(codes[j-1], codes[j])
			for _, r := range all {
				if r.words.MatchString(words) {
					c.compareRelation(r, a, b, codes[j-1].At, codes[j].At)
				}
			}
		}
	}
}

func (c *PageCheck) compareRelation(r relation, a, b *catalog.Member, from, to diag.Span) {
	if s, ok := sentenceAt(c.Page, from); !ok || negated.MatchString(s.text()) {
		return
	}
	for _, s := range c.Evidence.Native {
		x, y := s.Body.Get(a.Name), s.Body.Get(b.Name)
		if x == nil || y == nil {
			continue
		}
		if holds, ok := r.holds(x, y); ok && !holds {
			c.Report(c.At(x.At, "write a `%s` that %s `%s`, as the text says, or mend the text: these are %s and %s", a.Name, r.says, b.Name, firstLine(x.At).Text(), firstLine(y.At).Text()).
				WithNote(withBackticks(from.Source.Span(from.Start, to.End)), "the text says so here").
				WithNote(y.At, "`%s` is here", b.Name).
				WithHelp("or change the two values, if they stand the wrong way round").About(a.Name))
			return
		}
	}
}

// negated matches what makes a sentence say the contrary, or a case of several.
var negated = lazyregexp.New(`(?i)\b(?:if|unless|until|whether|otherwise|must|should|has\s+to|have\s+to|need(?:s|ed)?|required|may|might|can)\b`)

// spanName matches the names of members that tell how long a span of time is.
var spanName = lazyregexp.New(`^(?:duration_|number_of_|length_)?(days|nights|hours|minutes|seconds)$|^(?:duration|length|lasts)_(days|nights|hours|minutes|seconds)$`)

// checkSpan compares the length of a span of time with its begin and its end, where
// an object has one of each.
func (c *PageCheck) checkSpan(v *catalog.Value) {
	var begins, ends []catalog.ValueMember
	for _, m := range v.Members {
		if !looksLikeDate(m.Value) {
			continue
		}
		switch name := snakeOf(m.Name); {
		case beginName.MatchString(name), strings.HasSuffix(name, "_from"), strings.HasSuffix(name, "_start"):
			begins = append(begins, m)
		case endName.MatchString(name), strings.HasSuffix(name, "_until"), strings.HasSuffix(name, "_to"), strings.HasSuffix(name, "_end"):
			ends = append(ends, m)
		}
	}
	if len(begins) != 1 || len(ends) != 1 {
		return
	}
	from, err := timeOf(begins[0].Value)
	to, err2 := timeOf(ends[0].Value)
	if err != nil || err2 != nil || to.Before(from) {
		return
	}
	for _, m := range v.Members {
		if g := spanName.FindStringSubmatch(snakeOf(m.Name)); g != nil {
			c.compareSpan(m, begins[0], ends[0], to.Sub(from), g[1]+g[2])
		}
	}
}

func (c *PageCheck) compareSpan(m, begin, end catalog.ValueMember, span time.Duration, word string) {
	said, ok := ratOf(m.Value)
	if word == "nights" {
		word = "days"
	}
	u, isUnit := unitOf(word)
	if !ok || !isUnit {
		return
	}
	is := new(big.Rat).Quo(big.NewRat(int64(span/time.Second), 1), u.seconds)
	if off := new(big.Rat).Sub(said, is); off.Abs(off).Cmp(big.NewRat(1, 1)) <= 0 {
		return // first and last day may count both, or neither
	}
	c.Report(c.At(m.Value.At, "write %s here, or mend the times: from `%s` to `%s` it is that many %s, and this `%s` is %s", written(is), begin.Name, end.Name, word, m.Name, m.Value.Text).
		WithNote(begin.Value.At, "`%s` is here", begin.Name).WithNote(end.Value.At, "`%s` is here", end.Name).
		WithHelp("readers compare what an example shows").About(m.Name))
}

// apart matches what makes a duration the one between two times: "45 minutes before
// departure", "valid for five minutes".
var (
	apartBehind = lazyregexp.New(`(?i)^\s+(?:before|after|later|earlier|long)\b`)
	apartBefore = lazyregexp.New(`(?i)\b(?:for|lasts?|takes?)\s+$`)
)

// A timePair is the two date-times of an example, and how far they are apart.
type timePair struct {
	a, b catalog.ValueMember
	span time.Duration
}

// checkApart compares the one duration that the text gives between two times with the
// two times of the examples, where that is the same in all of them, or one of them is
// alone with another.
func (c *PageCheck) checkApart() {
	pairs := c.timePairs()
	if len(pairs) == 0 {
		return
	}
	r, ok := c.saidApart(pairs[0])
	if !ok {
		return
	}
	said := new(big.Rat).Mul(r.number, r.unit.seconds)
	isSaid := func(p timePair) bool { return said.Cmp(big.NewRat(int64(p.span/time.Second), 1)) == 0 }
	odd := slices.DeleteFunc(slices.Clone(pairs), isSaid)
	if len(odd) == 0 || len(odd) == len(pairs) && slices.ContainsFunc(odd, func(p timePair) bool { return p.span != odd[0].span }) {
		return
	}
	p := odd[0]
	c.Report(c.At(p.b.Value.At, "write one time between `%s` and `%s`: the text says %s, in the example it is %s", p.a.Name, p.b.Name, r.written, written(new(big.Rat).Quo(big.NewRat(int64(p.span/time.Second), 1), r.unit.seconds))+" "+r.unit.name).
		WithNote(r.passage.Span(r.start, r.end), "the text says so here").
		WithNote(p.a.Value.At, "`%s` is here", p.a.Name).
		WithHelp("where it differs from one occurrence to the next, say so in the text").About(r.written))
}

// saidApart returns the one duration of the text that is the one between two times.
func (c *PageCheck) saidApart(p timePair) (ruleAmount, bool) {
	about := stemsOf(p.a.Name + " " + p.b.Name + " " + c.docOf(p.a.Name) + " " + c.docOf(p.b.Name))
	var found []ruleAmount
	for _, r := range c.ruleAmounts() {
		text := r.passage.Text
		start, _ := sentenceBounds(text, r.start)
		if r.unit.seconds != nil && (apartBehind.MatchString(text[r.end:]) || apartBefore.MatchString(text[start:r.start])) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return ruleAmount{}, false
	}
	r := found[0]
	return r, !hedged.MatchString(r.text) && !bounding.MatchString(r.passage.Text[:r.start]) && shared(stemsOf(r.text), about) > 0
}

// timePairs returns the two date-times that each example has; none where they are
// more or fewer.
func (c *PageCheck) timePairs() []timePair {
	var pairs []timePair
	for _, s := range c.Evidence.Native {
		var times []catalog.ValueMember
		for _, m := range s.Body.Members {
			if looksLikeDate(m.Value) && len(m.Value.Text) > len(time.DateOnly) {
				times = append(times, m)
			}
		}
		if len(times) != 2 {
			return nil
		}
		from, err := timeOf(times[0].Value)
		to, err2 := timeOf(times[1].Value)
		if err != nil || err2 != nil {
			return nil
		}
		pairs = append(pairs, timePair{times[0], times[1], to.Sub(from).Abs()})
	}
	return pairs
}
