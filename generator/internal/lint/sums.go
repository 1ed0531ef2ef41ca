package lint

import (
	"math/big"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkSumMismatch reports examples whose numbers do not add up: a total beside
// its parts, and what is left beside what there was and what is gone.
func checkSumMismatch(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		c.sumsIn(s.Body)
	}
}

func (c *PageCheck) sumsIn(v *catalog.Value) {
	for _, e := range v.Elems {
		c.sumsIn(e)
	}
	for _, m := range v.Members {
		c.sumsIn(m.Value)
	}
	c.checkRemainder(v)
	c.checkSpan(v)
	c.checkTotals(v)
}

var (
	wholeName = lazyregexp.New(`^(?:(?:[a-z]+_)?(?:limit|quota|allowance|capacity|fee|budget)|total(?:_[a-z]+)?|amount_due)$`)
	goneName  = lazyregexp.New(`^(?:[a-z]+_)?(?:used|spent|consumed|paid|taken|usage|reserved|booked)$`)
	leftName  = lazyregexp.New(`^(?:[a-z]+_)?(?:remaining|left|outstanding|available|unpaid|due|free)$`)
	// besides matches what makes three numbers parts of something larger.
	besides = lazyregexp.New(`(?i)pending|reserved|blocked|discount|refund|interest|tax|overdraft|carried|bonus|held|requested|required|needed`)
)

// checkRemainder compares what is left with what there was and what is gone, where
// an object has one of each and nothing more that may count.
func (c *PageCheck) checkRemainder(v *catalog.Value) {
	var whole, gone, left []catalog.ValueMember
	for _, m := range v.Members {
		if _, ok := ratOf(m.Value); !ok || m.Name == catalog.MemberStatus {
			continue
		}
		switch name := snakeOf(m.Name); {
		case goneName.MatchString(name) && !besides.MatchString(name):
			gone = append(gone, m)
		case leftName.MatchString(name):
			left = append(left, m)
		case wholeName.MatchString(name):
			whole = append(whole, m)
		case besides.MatchString(name):
			return
		}
	}
	if len(whole) != 1 || len(gone) != 1 || len(left) != 1 || !c.haveOneUnit(whole[0].Name, gone[0].Name, left[0].Name) {
		return
	}
	all, _ := ratOf(whole[0].Value)
	used, _ := ratOf(gone[0].Value)
	rest, _ := ratOf(left[0].Value)
	want := new(big.Rat).Sub(all, used)
	if want.Cmp(rest) == 0 || want.Sign() < 0 && rest.Sign() == 0 {
		return
	}
	c.Report(c.At(left[0].Value.At, "write %s here, or mend the others: `%s` is %s and `%s` is %s, which leaves that", written(want), whole[0].Name, whole[0].Value.Text, gone[0].Name, gone[0].Value.Text).
		WithNote(whole[0].Value.At, "`%s` is here", whole[0].Name).
		WithNote(gone[0].Value.At, "`%s` is here", gone[0].Name).
		WithHelp("readers add up what an example shows; where something else counts, show it, too").About(left[0].Name))
}

// haveOneUnit reports whether the page measures members in one unit, or in none.
func (c *PageCheck) haveOneUnit(names ...string) bool {
	first, _ := c.unitOfMember(names[0])
	return !slices.ContainsFunc(names[1:], func(name string) bool { u, _ := c.unitOfMember(name); return u.name != first.name })
}

// written returns a number as decimal text, without needless digits.
func written(n *big.Rat) string {
	if n.IsInt() {
		return n.Num().String()
	}
	const digits = 9
	return strings.TrimRight(n.FloatString(digits), "0")
}

var (
	totalName = lazyregexp.New(`^(?:total|sum|grand_total|subtotal|overall)(?:_(.+))?$|^(.+)_(?:total|sum)$`)
	sumDoc    = lazyregexp.New(`(?i)^(?:the\s+)?(?:sum|total)\s+of\b|\badded\s+up\b`)
	// partly matches descriptions of arrays and totals that leave something out.
	moreCounts = lazyregexp.New(`(?i)\b(?:tax|vat|shipping|fees?|discount|rounding|rounded|average|mean|including|plus|excluding|without|available|stock|results|hits|pages|first|up\s+to|most)\b`)
)

// checkTotals compares a total with the numbers of the objects beside it that it
// is the sum of.
func (c *PageCheck) checkTotals(v *catalog.Value) {
	hasParts := func(m catalog.ValueMember) bool {
		return m.Value.Kind == catalog.ArrayValue && len(m.Value.Elems) > 0 && m.Value.Elems[0].Kind == catalog.ObjectValue
	}
	if !slices.ContainsFunc(v.Members, hasParts) {
		return
	}
	for _, total := range v.Members {
		g := totalName.FindStringSubmatch(snakeOf(total.Name))
		doc := c.docOf(total.Name)
		if g == nil && !sumDoc.MatchString(doc) {
			c.checkParts(v, total, doc)
			continue
		}
		if moreCounts.MatchString(doc) || total.Value.Kind != catalog.NumberValue {
			continue
		}
		what := ""
		if g != nil {
			what = g[1] + g[2]
		}
		array, part := summand(v, what)
		if array != nil && !isExcerpt(c.docOf(array.Name)) && !moreCounts.MatchString(c.docOf(array.Name)) {
			c.compareTotal(total, *array, part)
		}
	}
}

// partsDoc matches the descriptions of arrays that have all parts of something.
var partsDoc = lazyregexp.New(`(?i)^(?:the\s+)?(?:parts|legs|pieces|stages|shares|portions|segments|splits|lines)\s+(?:of|that\s+make\s+up)\s+(?:the\s+)?`)

// checkParts compares a number with those of the same unit in an array of the parts
// of the same thing.
func (c *PageCheck) checkParts(v *catalog.Value, whole catalog.ValueMember, doc string) {
	if _, ok := ratOf(whole.Value); !ok || ofThisTime.MatchString(doc) {
		return
	}
	for _, array := range v.Members {
		said := c.docOf(array.Name)
		if array.Value.Kind != catalog.ArrayValue || len(array.Value.Elems) < 2 || !partsDoc.MatchString(said) || moreCounts.MatchString(said) {
			continue
		}
		name := numberIn(array.Value.Elems, lastWord(whole.Name))
		if name != "" && shared(stemsOf(partsDoc.ReplaceAllString(said, "")), stemsOf(doc)) > 0 {
			c.compareTotal(whole, array, name)
		}
	}
}

// summand returns the one array of objects in which every element has a number of
// that name, or, where there is no name, one number at all.
func summand(v *catalog.Value, what string) (array *catalog.ValueMember, part string) {
	for i, m := range v.Members {
		if m.Value.Kind != catalog.ArrayValue || len(m.Value.Elems) == 0 {
			continue
		}
		name := numberIn(m.Value.Elems, what)
		if name == "" {
			continue
		}
		if array != nil {
			return nil, ""
		}
		array, part = &v.Members[i], name
	}
	return array, part
}

// amountName matches the names of numbers that totals without a name of their own
// add up.
var amountName = lazyregexp.New(`^(?:amount|price|cost|value|subtotal|share|weight|duration|points|net|gross)(?:_[a-z]+)?$`)

// numberIn returns the name of the number that every element has and that a total
// of what adds up; "" where there is none, or several.
func numberIn(elems []*catalog.Value, what string) string {
	found := ""
	for _, m := range elems[0].Members {
		name := snakeOf(m.Name)
		isPart := what != "" && stemOf(name) == stemOf(what) || (what == "" || what == "amount") && amountName.MatchString(name)
		inAll := !slices.ContainsFunc(elems, func(e *catalog.Value) bool { _, ok := ratOf(e.Get(m.Name)); return !ok })
		if !isPart || !inAll {
			continue
		}
		if found != "" {
			return ""
		}
		found = m.Name
	}
	return found
}

func (c *PageCheck) compareTotal(total, array catalog.ValueMember, part string) {
	said, ok := ratOf(total.Value)
	sum := new(big.Rat)
	for _, e := range array.Value.Elems {
		n, _ := ratOf(e.Get(part))
		sum.Add(sum, n)
		if len(e.Members) > 1 && slices.ContainsFunc(e.Members, func(m catalog.ValueMember) bool { return isFactor(m) }) {
			return // three pieces at that price
		}
	}
	if !ok || said.Cmp(sum) == 0 {
		return
	}
	c.Report(c.At(total.Value.At, "write %s here, or mend a part: the `%s` of `%s` add up to that, and this `%s` is %s", written(sum), part, array.Name, total.Name, total.Value.Text).
		WithNote(array.NameAt, "`%s` is here", array.Name).
		WithHelp("readers add up what an example shows; where something else counts, show it, too").About(total.Name))
}

// isFactor reports whether a number is how often its object counts.
func isFactor(m catalog.ValueMember) bool {
	n, ok := ratOf(m.Value)
	switch snakeOf(m.Name) {
	case "quantity", "count", "pieces", "units", "qty", "number", "factor", "multiplier":
		return ok && n.Cmp(big.NewRat(1, 1)) != 0
	}
	return false
}
