package schema

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
)

// Occurrence returns an example as it is served: the RFC's members first, then
// the page's in their order, then those that the page does not document.
func Occurrence(p *catalog.Problem, e *catalog.Example) document.Object {
	o := document.Object{
		{Name: catalog.MemberType, Value: p.Type.Value},
		{Name: catalog.MemberTitle, Value: p.Title.Value},
		{Name: catalog.MemberStatus, Value: number(exampleStatus(p, e))},
	}
	o.AddText(catalog.MemberDetail, cmp.Or(textOf(e.Body, catalog.MemberDetail), p.DefaultDetail))
	o.AddText(catalog.MemberInstance, textOf(e.Body, catalog.MemberInstance))
	o = append(o, documented(p.Members, e.Body)...)
	for _, m := range undocumented(p, e) {
		o.Add(m.Name, plain(m.Value))
	}
	return o
}

// undocumented returns the example's members that the page does not document,
// in the order of their names.
func undocumented(p *catalog.Problem, e *catalog.Example) []catalog.ValueMember {
	var found []catalog.ValueMember
	for _, v := range e.Body.Members {
		if !catalog.IsStandardMember(v.Name) && !slices.ContainsFunc(p.Members, func(m *catalog.Member) bool { return m.Name == v.Name }) {
			found = append(found, v)
		}
	}
	slices.SortFunc(found, func(a, b catalog.ValueMember) int { return cmp.Compare(a.Name, b.Name) })
	return found
}

// An Example is an example of a page as a document shows it.
type Example struct {
	*catalog.Example
	Value document.Object
}

// Examples returns the examples that a document of the dialect can show. One
// that holds "$ref" is left out, because tools follow that wherever it stands,
// to files too; so is, in OpenAPI 3.0, one with null in place of an object,
// which that version has no words for.
func Examples(p *catalog.Problem, d Dialect) []Example {
	var all []Example
	for _, e := range p.Examples {
		o := Occurrence(p, e)
		if !hasReference(o) && (d != OpenAPI30 || !hasNullStruct(p.Members, e.Body)) {
			all = append(all, Example{e, o})
		}
	}
	return all
}

func (b *builder) occurrences() document.List {
	var all document.List
	for _, e := range Examples(b.problem, b.Dialect) {
		all = append(all, e.Value)
	}
	return all
}

// hasReference reports whether a member called "$ref" stands anywhere in a
// value.
func hasReference(value any) bool {
	switch v := value.(type) {
	case document.Object:
		return slices.ContainsFunc(v, func(m document.Member) bool { return m.Name == "$ref" || hasReference(m.Value) })
	case document.List:
		return slices.ContainsFunc(v, hasReference)
	}
	return false
}

// hasNullStruct reports whether null stands anywhere in place of an object with
// documented members.
func hasNullStruct(members []*catalog.Member, object *catalog.Value) bool {
	return slices.ContainsFunc(members, func(m *catalog.Member) bool {
		v := Value(m, object)
		return v != nil && isNullStruct(m.Type, v)
	})
}

func isNullStruct(t *catalog.Type, v *catalog.Value) bool {
	switch {
	case t.Kind == catalog.Array:
		return slices.ContainsFunc(v.Elems, func(e *catalog.Value) bool { return isNullStruct(t.Elem, e) })
	case t.Kind == catalog.Map:
		return slices.ContainsFunc(v.Members, func(m catalog.ValueMember) bool { return isNullStruct(t.Elem, m.Value) })
	case isStruct(t):
		return v.Kind == catalog.NullValue || hasNullStruct(t.Members, v)
	}
	return false
}

// exampleStatus returns the status that an example shows, where it is one of a
// documented set; else the one that is served by default.
func exampleStatus(p *catalog.Problem, e *catalog.Example) int {
	if v := e.Body.Get(catalog.MemberStatus); v != nil {
		n, err := strconv.Atoi(v.Text)
		if err == nil && slices.ContainsFunc(p.Statuses, func(s catalog.Fact[int]) bool { return s.Value == n }) {
			return n
		}
	}
	return p.Status.Value
}

// textOf returns a member that is a string.
func textOf(object *catalog.Value, name string) string {
	if v := object.Get(name); v != nil && v.Kind == catalog.StringValue {
		return v.Text
	}
	return ""
}

// documented returns the documented members of an object that it has.
func documented(members []*catalog.Member, object *catalog.Value) document.Object {
	var o document.Object
	for _, m := range members {
		if v := Value(m, object); v != nil {
			o.Add(m.Name, typed(m.Type, v))
		}
	}
	return o
}

// Value returns the value of a member in an object, nil where it is absent. A
// required member that an example leaves out all the same has the value that a
// server sends then.
func Value(m *catalog.Member, object *catalog.Value) *catalog.Value {
	v := object.Get(m.Name)
	if v != nil && (v.Kind != catalog.NullValue || m.Nullable || m.Type.Kind == catalog.Any) {
		return v
	}
	switch {
	case !m.Required:
		return nil
	case m.Nullable:
		return &catalog.Value{Kind: catalog.NullValue}
	}
	return emptyValue(m.Type)
}

// emptyValue returns what a server sends that sets no value. An enumeration has
// none: its first value stands in.
func emptyValue(t *catalog.Type) *catalog.Value {
	form := catalog.FormOf(t.Kind)
	switch {
	case form.Free:
		return &catalog.Value{Kind: catalog.NullValue}
	case t.Kind == catalog.Enum:
		return &catalog.Value{Kind: catalog.StringValue, Text: t.Values[0].Value}
	}
	return &catalog.Value{Kind: form.JSON, Text: form.Zero}
}

// typed returns a value as a server sends one of the type: objects without
// members that the page does not document, whole numbers in digits alone.
func typed(t *catalog.Type, v *catalog.Value) any {
	switch {
	case t.Kind == catalog.Array && v.Kind == catalog.ArrayValue:
		list := make(document.List, len(v.Elems))
		for i, e := range v.Elems {
			list[i] = typed(t.Elem, e)
		}
		return list
	case t.Kind == catalog.Map && v.Kind == catalog.ObjectValue:
		var o document.Object
		for _, m := range v.Members {
			o.Add(m.Name, typed(t.Elem, m.Value))
		}
		return o
	case isStruct(t) && v.Kind == catalog.ObjectValue:
		return documented(t.Members, v)
	case t.Kind.IsWhole():
		return whole(v)
	}
	return plain(v)
}

// whole returns a whole number without fraction and exponent.
func whole(v *catalog.Value) any {
	if v.Kind != catalog.NumberValue || len(v.Text) > 64 {
		return plain(v)
	}
	if r, ok := new(big.Rat).SetString(v.Text); ok && r.IsInt() {
		return document.Number(r.Num().String())
	}
	return plain(v)
}

// plain returns a value as the page has it.
func plain(v *catalog.Value) any {
	switch v.Kind {
	case catalog.BoolValue:
		return v.Text == "true"
	case catalog.NumberValue:
		return document.Number(v.Text)
	case catalog.StringValue:
		return v.Text
	case catalog.ArrayValue:
		list := make(document.List, len(v.Elems))
		for i, e := range v.Elems {
			list[i] = plain(e)
		}
		return list
	case catalog.ObjectValue:
		o := make(document.Object, len(v.Members))
		for i, m := range v.Members {
			o[i] = document.Member{Name: m.Name, Value: plain(m.Value)}
		}
		return o
	}
	return nil
}
