package resolve

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A limitForm is a way in which people bound a value. Its first group is the
// lower bound, its second the upper one; either may be empty. An open one does
// not have the bound itself.
type limitForm struct {
	text *lazyregexp.Regexp
	open bool
}

const (
	aNumber = `(-?[0-9]+(?:[,_][0-9]{3})*(?:\.[0-9]+)?)`
	// endsLimit is what may follow a number that bounds a number: nothing that
	// makes it a number of something else.
	endsLimit = `(?:\s+inclusive(?:ly)?)?\s*(?:$|[.,;)\]]\s|[.,;)\]]$|\))`
	ofLength  = `\s+(?:characters|chars|letters|digits|code\s+points)\b`
	ofItems   = `\s+(?:items|entries|elements|values|members)\b`
)

// numberLimits returns the forms in which a number is bounded, where the number
// is followed by that.
func numberLimits(end string) []limitForm {
	form := func(open bool, text string) limitForm {
		return limitForm{lazyregexp.New(`(?i)` + text + end), open}
	}
	return []limitForm{
		form(false, `\b(?:between|from)\s+`+aNumber+`\s+(?:and|to|up\s+to)\s+`+aNumber),
		form(false, `(?:\b(?:at\s+least|minimum(?:\s+of|\s+is)?|min\.?|(?:no|not)\s+(?:less|fewer|lower)\s+than)|>=|≥)\s*:?\s*`+aNumber+`()`),
		form(false, `()(?:\b(?:at\s+most|maximum(?:\s+of|\s+is)?|max\.?|up\s+to|(?:no|not)\s+(?:more|greater|higher)\s+than)|<=|≤)\s*:?\s*`+aNumber),
		form(true, `(?:\b(?:greater|more|higher)\s+than|>)\s*`+aNumber+`()`),
		form(true, `()(?:\b(?:less|fewer|lower)\s+than|\bbelow|<)\s*`+aNumber),
	}
}

var (
	inDescription = numberLimits(endsLimit)
	inTypeCell    = append(numberLimits(`(?:\D|$)`),
		limitForm{lazyregexp.New(`(?:^|[\s(\[])` + aNumber + `\s*(?:–|-|\.\.+|\bto\b)\s*` + aNumber + `\b`), false})
	ofString = append(numberLimits(ofLength), lengthLimits(`(?:characters|chars|letters|digits)`)...)
	ofArray  = append(numberLimits(ofItems), lengthLimits(`(?:items|entries|elements|values|members)`)...)
)

// lengthLimits returns the forms in which a number of such things is exact, or
// bounded behind it.
func lengthLimits(unit string) []limitForm {
	return []limitForm{
		{lazyregexp.New(`(?i)()\b` + aNumber + `\s+` + unit + `\s+(?:at\s+most|or\s+(?:less|fewer)|max(?:imum)?)\b`), false},
		{lazyregexp.New(`(?i)\b` + aNumber + `()\s+` + unit + `\s+(?:at\s+least|or\s+more|min(?:imum)?)\b`), false},
		{lazyregexp.New(`(?i)()\bmax(?:imum)?\.?\s+length\s*(?:of|is|:)?\s*` + aNumber), false},
		{lazyregexp.New(`(?i)\bmin(?:imum)?\.?\s+length\s*(?:of|is|:)?\s*` + aNumber + `()`), false},
	}
}

// readLimits returns what a row says of how large or long values of the type
// may be; nil where it says nothing.
func (n *node) readLimits(kind catalog.Kind) *catalog.Limits {
	for _, cell := range []struct {
		catalog.Cell
		forms []limitForm
	}{{n.typeCell, limitForms(kind, true)}, {n.description, limitForms(kind, false)}} {
		if !mayBound(cell.Text) {
			continue
		}
		if low, high := findLimits(cell.Text, cell.forms, kind.IsWhole()); low != "" || high != "" {
			limits := catalog.Limits{At: cell.At}
			if kind.IsNumber() {
				limits.Min, limits.Max = low, high
				return &limits
			}
			limits.MinLength, _ = strconv.Atoi(low)
			limits.MaxLength, _ = strconv.Atoi(high)
			return &limits
		}
	}
	return nil
}

func limitForms(kind catalog.Kind, inType bool) []limitForm {
	switch {
	case kind == catalog.String:
		return ofString
	case kind == catalog.Array:
		return ofArray
	case inType:
		return inTypeCell
	}
	return inDescription
}

// mayBound spares most cells the search.
func mayBound(text string) bool {
	return strings.ContainsAny(text, "0123456789") || strings.Contains(text, "ositive") || strings.Contains(text, "egative")
}

var (
	positive    = lazyregexp.New(`(?i)^(?:an?\s+)?positive\b`)
	nonNegative = lazyregexp.New(`(?i)^(?:an?\s+)?non-?negative\b`)
)

// findLimits returns the bounds that a text gives; whole numbers alone have
// bounds that they do not reach.
func findLimits(text string, forms []limitForm, whole bool) (low, high string) {
	for _, form := range forms {
		m := form.text.FindStringSubmatch(text)
		if m == nil || form.open && !whole {
			continue
		}
		if low == "" {
			low = bound(m[1], form.open, 1)
		}
		if high == "" {
			high = bound(m[2], form.open, -1)
		}
	}
	switch {
	case low != "" || !whole:
	case positive.MatchString(text):
		low = "1"
	case nonNegative.MatchString(text):
		low = "0"
	}
	return low, high
}

// bound returns a number without what parts its digits; an open bound is moved
// by one.
func bound(text string, open bool, by int64) string {
	text = strings.NewReplacer(",", "", "_", "").Replace(text)
	if !open || text == "" {
		return text
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return ""
	}
	return strconv.FormatInt(n+by, 10)
}

// limit gives the type the bounds that the row has. Where an example is outside
// of them they are not relied upon, and that is said.
func (r *resolver) limit(n *node, typ *catalog.Type) {
	if !typ.Kind.IsNumber() && typ.Kind != catalog.String && typ.Kind != catalog.Array {
		return
	}
	limits := n.readLimits(typ.Kind)
	if limits == nil || isEmptyRange(limits) {
		return
	}
	i := slices.IndexFunc(n.seen, func(v *catalog.Value) bool { return isOutside(limits, v) })
	if i < 0 {
		typ.Limits = limits
		return
	}
	r.add(diag.At(n.seen[i].At, ruleOutOfBounds, "write a value inside the bounds of `%s`: the page says %s", n.path, limitText(limits, typ.Kind)).
		WithNote(limits.At, "the bounds are documented here").
		WithHelp("show a value inside the bounds, or mend them; until then nothing checks them").About(n.path))
}

// isEmptyRange reports whether no value is inside: what was read is no range.
func isEmptyRange(l *catalog.Limits) bool {
	low, okLow := new(big.Rat).SetString(l.Min)
	high, okHigh := new(big.Rat).SetString(l.Max)
	return okLow && okHigh && low.Cmp(high) > 0 || l.MaxLength > 0 && l.MinLength > l.MaxLength
}

// isOutside reports whether a value is outside of the limits.
func isOutside(l *catalog.Limits, v *catalog.Value) bool {
	switch v.Kind {
	case catalog.NumberValue:
		return len(v.Text) <= maxExponent && !strings.ContainsAny(v.Text, "eE") && isOutsideNumbers(l, v.Text)
	case catalog.StringValue:
		return isOutsideLength(l, utf8.RuneCountInString(v.Text))
	case catalog.ArrayValue:
		return isOutsideLength(l, len(v.Elems))
	}
	return false
}

func isOutsideNumbers(l *catalog.Limits, text string) bool {
	n, ok := new(big.Rat).SetString(text)
	low, okLow := new(big.Rat).SetString(l.Min)
	high, okHigh := new(big.Rat).SetString(l.Max)
	return ok && (okLow && n.Cmp(low) < 0 || okHigh && n.Cmp(high) > 0)
}

func isOutsideLength(l *catalog.Limits, length int) bool {
	return length < l.MinLength || l.MaxLength > 0 && length > l.MaxLength
}

// limitText says what the limits are.
func limitText(l *catalog.Limits, kind catalog.Kind) string {
	low, high, unit := l.Min, l.Max, ""
	if !kind.IsNumber() {
		low, high, unit = "", "", " characters"
		if kind == catalog.Array {
			unit = " elements"
		}
		if l.MinLength > 0 {
			low = strconv.Itoa(l.MinLength)
		}
		if l.MaxLength > 0 {
			high = strconv.Itoa(l.MaxLength)
		}
	}
	switch {
	case high == "":
		return "at least " + low + unit
	case low == "":
		return "at most " + high + unit
	}
	return "from " + low + " to " + high + unit
}
