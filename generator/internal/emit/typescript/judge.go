package typescript

import (
	"math/big"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// ruleUnsafe is the rule about whole numbers that JavaScript does not hold.
const ruleUnsafe = "unsafe-integer"

// Judge returns what the file cannot say of a problem: members that JavaScript
// loses, and whole numbers that its numbers do not hold.
func Judge(p *catalog.Problem) diag.List {
	found := schema.Judge(p, map[string]string{schema.Proto: "JavaScript takes it for the object's prototype"})
	for _, e := range p.Examples {
		found = append(found, unsafeIn(p.Members, e.Body)...)
	}
	return found
}

func unsafeIn(members []*catalog.Member, object *catalog.Value) diag.List {
	var found diag.List
	for _, m := range members {
		if v := object.Get(m.Name); v != nil && m.Type != nil {
			found = append(found, unsafeValue(m, m.Type, v)...)
		}
	}
	return found
}

func unsafeValue(m *catalog.Member, t *catalog.Type, v *catalog.Value) diag.List {
	var found diag.List
	switch {
	case t.Kind.IsWhole():
		if isUnsafe(v) {
			found.Add(diag.At(v.At, ruleUnsafe, "`%s` is %s here, which numbers of JavaScript do not hold exactly", m.Path, v.Text).
				WithNote(m.At, "it is documented here").
				WithHelp("document the member as a String, and send it in quotes").About(m.Path))
		}
	case t.Kind == catalog.Array:
		for _, e := range v.Elems {
			found = append(found, unsafeValue(m, t.Elem, e)...)
		}
	case t.Kind == catalog.Map:
		for _, e := range v.Members {
			found = append(found, unsafeValue(m, t.Elem, e.Value)...)
		}
	case t.Kind == catalog.Object:
		found = append(found, unsafeIn(t.Members, v)...)
	}
	return found
}

// isUnsafe reports whether a number is beyond ±(2^53 − 1).
func isUnsafe(v *catalog.Value) bool {
	if v.Kind != catalog.NumberValue || len(v.Text) > 64 {
		return false
	}
	r, ok := new(big.Rat).SetString(v.Text)
	limit := new(big.Rat).SetInt64(1<<53 - 1)
	return ok && r.Abs(r).Cmp(limit) > 0
}
