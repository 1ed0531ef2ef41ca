package diff

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// limitsText says bounds in words.
func limitsText(l *catalog.Limits) string {
	if l == nil {
		return "none"
	}
	var all []string
	add := func(format string, value any, there bool) {
		if there {
			all = append(all, fmt.Sprintf(format, value))
		}
	}
	add("at least %s", l.Min, l.Min != "")
	add("at most %s", l.Max, l.Max != "")
	add("length at least %d", l.MinLength, l.MinLength > 0)
	add("length at most %d", l.MaxLength, l.MaxLength > 0)
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, ", ")
}

// within reports whether everything that is inside the first bounds is inside
// the second ones.
func within(inner, outer *catalog.Limits) bool {
	if outer == nil {
		return true
	}
	if inner == nil {
		inner = &catalog.Limits{}
	}
	return (outer.Min == "" || inner.Min != "" && compareNumbers(inner.Min, outer.Min) >= 0) &&
		(outer.Max == "" || inner.Max != "" && compareNumbers(inner.Max, outer.Max) <= 0) &&
		inner.MinLength >= outer.MinLength &&
		(outer.MaxLength == 0 || inner.MaxLength != 0 && inner.MaxLength <= outer.MaxLength)
}

// compareNumbers compares decimal numbers exactly. Their exponents are bounded
// where pages are read, as those of examples are.
func compareNumbers(a, b string) int {
	x, okX := new(big.Float).SetPrec(256).SetString(a)
	y, okY := new(big.Float).SetPrec(256).SetString(b)
	if !okX || !okY {
		return strings.Compare(a, b)
	}
	return x.Cmp(y)
}
