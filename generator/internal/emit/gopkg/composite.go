package gopkg

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A compositeKind is a kind whose values have parts.
type compositeKind interface {
	goKind
	// parts returns a composite literal without its type, which goes without
	// saying inside another one: {…}
	parts(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error)
}

// wholeLiteral returns a composite literal with its type.
func wholeLiteral(k compositeKind, s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	parts, err := k.parts(s, t, v)
	if err != nil {
		return nil, err
	}
	return s.goType(t).Add(parts), nil
}

// part returns a value inside a composite literal: one with parts goes without
// its type.
func (s scope) part(t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	if k, ok := goKinds[t.Kind].(compositeKind); ok {
		return k.parts(s, t, v)
	}
	return s.literal(t, v)
}

// An arrayKind is a slice.
type arrayKind struct{}

func (arrayKind) goType(s scope, t *catalog.Type) *jen.Statement {
	return jen.Index().Add(s.goType(t.Elem))
}

func (arrayKind) isNil(*catalog.Type) bool { return true }

func (arrayKind) call(m *catalog.Member, name, field jen.Code) jen.Code {
	if isStruct(m.Type.Elem) {
		return call("c."+word(m, "objects"), name, field)
	}
	return call(word(m, "array"), jen.Id("c"), name, field, taker(m.Type.Elem))
}

func (arrayKind) taker(t *catalog.Type) jen.Code {
	if isStruct(t.Elem) {
		return takerFunc(t, call("c.objects", jen.Id("name"), jen.Id("v")))
	}
	return takerFunc(t, call("array", jen.Id("c"), jen.Id("name"), jen.Id("v"), taker(t.Elem)))
}

func (k arrayKind) literal(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	return wholeLiteral(k, s, t, v)
}

// parts puts scalars into one line, others into a line each.
func (arrayKind) parts(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	if v.Kind != catalog.ArrayValue {
		return nil, misfit(v)
	}
	codes := make([]jen.Code, len(v.Elems))
	for i, e := range v.Elems {
		var err error
		if codes[i], err = s.part(t.Elem, e); err != nil {
			return nil, err
		}
	}
	if _, isComposite := goKinds[t.Elem.Kind].(compositeKind); isComposite {
		return lines(codes...), nil
	}
	return jen.Values(codes...), nil
}

func (arrayKind) golden(w *jsonWriter, t *catalog.Type, v *catalog.Value) error {
	if v.Kind != catalog.ArrayValue {
		return misfit(v)
	}
	return w.array(t.Elem, v)
}

func (arrayKind) empty(*catalog.Type) *catalog.Value { return &catalog.Value{Kind: catalog.ArrayValue} }

// An objectKind is a struct, or a map of raw JSON where no member is documented.
type objectKind struct{}

func (objectKind) goType(s scope, t *catalog.Type) *jen.Statement {
	if isStruct(t) {
		return s.id(t.GoName)
	}
	return jen.Map(jen.String()).Qual("encoding/json", "RawMessage")
}

func (objectKind) isNil(t *catalog.Type) bool { return !isStruct(t) }

func (objectKind) call(m *catalog.Member, name, field jen.Code) jen.Code {
	if isStruct(m.Type) {
		if isPointer(m) {
			return call("c.optionalObject", name, field)
		}
		return call("c.object", name, field)
	}
	return call("c."+word(m, "mapping"), name, field)
}

func (objectKind) taker(t *catalog.Type) jen.Code {
	if isStruct(t) {
		return takerFunc(t, call("c.object", jen.Id("name"), jen.Id("v")))
	}
	return jen.Parens(jen.Op("*").Id("codec")).Dot("mapping")
}

func (k objectKind) literal(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	return wholeLiteral(k, s, t, v)
}

func (objectKind) parts(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	switch {
	case v.Kind != catalog.ObjectValue:
		return nil, misfit(v)
	case isStruct(t):
		fields, err := s.fields(t.Members, v)
		return composite(fields), err
	}
	return rawMembers(v.Members), nil
}

func (objectKind) golden(w *jsonWriter, t *catalog.Type, v *catalog.Value) error {
	switch {
	case v.Kind != catalog.ObjectValue:
		return misfit(v)
	case isStruct(t):
		w.begin('{')
		defer w.end('}')
		return w.members(t.Members, v)
	}
	w.sortedObject(v)
	return nil
}

func (objectKind) empty(*catalog.Type) *catalog.Value {
	return &catalog.Value{Kind: catalog.ObjectValue}
}

// A mapKind is a map from strings to values of a type.
type mapKind struct{}

func (mapKind) goType(s scope, t *catalog.Type) *jen.Statement {
	return jen.Map(jen.String()).Add(s.goType(t.Elem))
}

func (mapKind) isNil(*catalog.Type) bool { return true }

// isRaw reports whether the values are raw JSON: such a map is what an object
// without documented members is.
func (mapKind) isRaw(t *catalog.Type) bool { return t.Elem.Kind == catalog.Any }

func (k mapKind) call(m *catalog.Member, name, field jen.Code) jen.Code {
	if k.isRaw(m.Type) {
		return call("c."+word(m, "mapping"), name, field)
	}
	return call(word(m, "named"), jen.Id("c"), name, field, taker(m.Type.Elem))
}

func (k mapKind) taker(t *catalog.Type) jen.Code {
	if k.isRaw(t) {
		return jen.Parens(jen.Op("*").Id("codec")).Dot("mapping")
	}
	return takerFunc(t, call("named", jen.Id("c"), jen.Id("name"), jen.Id("v"), taker(t.Elem)))
}

func (k mapKind) literal(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	return wholeLiteral(k, s, t, v)
}

func (mapKind) parts(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	if v.Kind != catalog.ObjectValue {
		return nil, misfit(v)
	}
	codes := make([]jen.Code, len(v.Members))
	for i, m := range v.Members {
		value, err := s.part(t.Elem, m.Value)
		if err != nil {
			return nil, err
		}
		codes[i] = key(strconv.Quote(m.Name), value)
	}
	return composite(codes), nil
}

// golden writes the names in their order, as the encoder does.
func (mapKind) golden(w *jsonWriter, t *catalog.Type, v *catalog.Value) error {
	if v.Kind != catalog.ObjectValue {
		return misfit(v)
	}
	w.begin('{')
	for _, m := range sortedMembers(v) {
		w.member(m.Name)
		if err := w.value(t.Elem, m.Value); err != nil {
			return err
		}
	}
	w.end('}')
	return nil
}

func (mapKind) empty(*catalog.Type) *catalog.Value { return &catalog.Value{Kind: catalog.ObjectValue} }

// sortedMembers returns an object's members in the order of their names.
func sortedMembers(v *catalog.Value) []catalog.ValueMember {
	return slices.SortedFunc(slices.Values(v.Members), func(a, b catalog.ValueMember) int { return cmp.Compare(a.Name, b.Name) })
}
