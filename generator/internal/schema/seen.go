package schema

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
)

// seenIn returns, for each type below the problem, the values that its examples
// have.
func seenIn(p *catalog.Problem) map[*catalog.Type][]*catalog.Value {
	seen := map[*catalog.Type][]*catalog.Value{}
	for _, e := range p.Examples {
		seeMembers(seen, p.Members, e.Body)
	}
	return seen
}

func seeMembers(seen map[*catalog.Type][]*catalog.Value, members []*catalog.Member, object *catalog.Value) {
	for _, m := range members {
		if v := Value(m, object); v != nil {
			see(seen, m.Type, v)
		}
	}
}

func see(seen map[*catalog.Type][]*catalog.Value, t *catalog.Type, v *catalog.Value) {
	seen[t] = append(seen[t], v)
	switch {
	case t.Kind == catalog.Array:
		for _, e := range v.Elems {
			see(seen, t.Elem, e)
		}
	case t.Kind == catalog.Map:
		for _, m := range v.Members {
			see(seen, t.Elem, m.Value)
		}
	case isStruct(t):
		seeMembers(seen, t.Members, v)
	}
}

// allSeen reports whether every value that the examples have of a type is like
// that; null is no value of it.
func (b *builder) allSeen(t *catalog.Type, is func(*catalog.Value) bool) bool {
	return !slices.ContainsFunc(b.seen[t], func(v *catalog.Value) bool { return v.Kind != catalog.NullValue && !is(v) })
}

// isWithin reports whether a value keeps the limits.
func isWithin(l *catalog.Limits, v *catalog.Value) bool {
	switch v.Kind {
	case catalog.NumberValue:
		return compare(l.Min, v.Text) <= 0 && compare(v.Text, l.Max) <= 0
	case catalog.StringValue:
		return isLengthWithin(l, utf8.RuneCountInString(v.Text))
	case catalog.ArrayValue:
		return isLengthWithin(l, len(v.Elems))
	}
	return true
}

func isLengthWithin(l *catalog.Limits, n int) bool {
	return n >= l.MinLength && (l.MaxLength == 0 || n <= l.MaxLength)
}

// compare compares two numbers; one that is absent equals every other.
func compare(a, b string) int {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	if !okX || !okY {
		return 0
	}
	return x.Cmp(y)
}

// tableExample returns what the column Example of a table shows, where it is a
// value of the member's type.
func (b *builder) tableExample(m *catalog.Member) (value any, ok bool) {
	text := m.Example
	if text == "" {
		return nil, false
	}
	v := &catalog.Value{Kind: catalog.FormOf(m.Type.Kind).JSON, Text: text}
	if unquoted := ""; v.Kind == catalog.StringValue && json.Unmarshal([]byte(text), &unquoted) == nil {
		v.Text = unquoted
	}
	if !b.isValue(m.Type, v) {
		return nil, false
	}
	return plain(v), true
}

// isValue reports whether a scalar is a value of the type and keeps all that the
// page says of it.
func (b *builder) isValue(t *catalog.Type, v *catalog.Value) bool {
	if t.Limits != nil && !isWithin(t.Limits, v) {
		return false
	}
	switch t.Kind {
	case catalog.Any, catalog.Array, catalog.Object, catalog.Map:
		return false
	case catalog.String:
		return fits(t.Format, v.Text)
	case catalog.Enum:
		return slices.ContainsFunc(t.Values, func(e catalog.EnumValue) bool { return e.Value == v.Text })
	}
	return t.Kind.Fits(v.Text)
}

// number returns a whole number as documents have it.
func number(n int) document.Number { return document.Number(strconv.Itoa(n)) }
