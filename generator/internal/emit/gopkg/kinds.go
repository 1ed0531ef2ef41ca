package gopkg

import (
	"fmt"
	"strconv"
	"time"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A goKind is how a kind of member becomes Go code: one row of [goKinds].
type goKind interface {
	// goType returns the Go type of a value.
	goType(s scope, t *catalog.Type) *jen.Statement
	// isNil reports whether a value of the Go type can be nil, which then means
	// that it is absent, so that an optional member needs no pointer.
	isNil(t *catalog.Type) bool
	// call returns the statement that encodes or decodes a member's field.
	call(m *catalog.Member, name, field jen.Code) jen.Code
	// taker returns the function that takes a value: what a pointer points to,
	// an element of an array, a value of a map.
	taker(t *catalog.Type) jen.Code
	// literal returns the expression for an example's value.
	literal(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error)
	// golden writes an example's value as a field of the type encodes it.
	golden(w *jsonWriter, t *catalog.Type, v *catalog.Value) error
	// empty returns the value that a field encodes to when it is not set.
	empty(t *catalog.Type) *catalog.Value
}

// goKinds has a row for each kind, which a test holds against [catalog.Kinds].
var goKinds = [...]goKind{
	catalog.Any:      anyKind{},
	catalog.String:   scalarKind{"string", jen.String, parseString, writeString},
	catalog.Number:   scalarKind{"number", jen.Float64, parseNumber, writeNumber},
	catalog.Integer:  scalarKind{"integer", jen.Int64, parseInteger, writeInteger},
	catalog.Boolean:  scalarKind{"bool", jen.Bool, parseBool, writeBool},
	catalog.Time:     scalarKind{"time", timeType, parseTime, writeTime},
	catalog.Array:    arrayKind{},
	catalog.Object:   objectKind{},
	catalog.Enum:     enumKind{},
	catalog.Unsigned: scalarKind{"unsigned", jen.Uint64, parseUnsigned, writeUnsigned},
	catalog.Map:      mapKind{},
}

func misfit(v *catalog.Value) error { return fmt.Errorf("%s does not fit the documented type", v.Kind) }

// A scalarKind is one whose values have no parts, and no names of their own.
type scalarKind struct {
	// method is the name of the codec's method.
	method string
	typ    func() *jen.Statement
	// parse reads a value's text, and write writes it.
	parse func(text string) (any, error)
	write func(w *jsonWriter, value any) error
}

func (k scalarKind) goType(scope, *catalog.Type) *jen.Statement { return k.typ() }

func (scalarKind) isNil(*catalog.Type) bool { return false }

func (k scalarKind) call(m *catalog.Member, name, field jen.Code) jen.Code {
	if isPointer(m) {
		return call("optional", jen.Id("c"), name, field, k.taker(m.Type))
	}
	return call("c."+k.method, name, field)
}

func (k scalarKind) taker(*catalog.Type) jen.Code {
	return jen.Parens(jen.Op("*").Id("codec")).Dot(k.method)
}

// value returns the example's value as Go has it.
func (k scalarKind) value(t *catalog.Type, v *catalog.Value) (any, error) {
	if !t.Kind.Holds(v.Kind) {
		return nil, misfit(v)
	}
	return k.parse(v.Text)
}

func (k scalarKind) literal(_ scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	value, err := k.value(t, v)
	if err != nil {
		return nil, err
	}
	switch value := value.(type) {
	case string:
		return str(value), nil
	case float64:
		return floatLiteral(value), nil
	case int64:
		return verbatim(strconv.FormatInt(value, 10)), nil
	case uint64:
		return verbatim(strconv.FormatUint(value, 10)), nil
	case time.Time:
		return timeLiteral(value), nil
	}
	return jen.Lit(value), nil
}

func (k scalarKind) golden(w *jsonWriter, t *catalog.Type, v *catalog.Value) error {
	value, err := k.value(t, v)
	if err != nil {
		return err
	}
	return k.write(w, value)
}

func (scalarKind) empty(t *catalog.Type) *catalog.Value {
	form := catalog.FormOf(t.Kind)
	return &catalog.Value{Kind: form.JSON, Text: form.Zero}
}

func timeType() *jen.Statement { return jen.Qual("time", "Time") }

func parseString(text string) (any, error)   { return text, nil }
func parseNumber(text string) (any, error)   { return strconv.ParseFloat(text, 64) }
func parseInteger(text string) (any, error)  { return strconv.ParseInt(text, 10, 64) }
func parseUnsigned(text string) (any, error) { return strconv.ParseUint(text, 10, 64) }
func parseBool(text string) (any, error)     { return text == "true", nil }
func parseTime(text string) (any, error)     { return time.Parse(time.RFC3339Nano, text) }

func writeString(w *jsonWriter, value any) error {
	w.string(value.(string))
	return nil
}

func writeNumber(w *jsonWriter, value any) error { return w.number(value.(float64)) }

func writeInteger(w *jsonWriter, value any) error {
	w.integer(value.(int64))
	return nil
}

func writeUnsigned(w *jsonWriter, value any) error {
	w.raw(strconv.FormatUint(value.(uint64), 10))
	return nil
}

func writeBool(w *jsonWriter, value any) error {
	w.raw(strconv.FormatBool(value.(bool)))
	return nil
}

func writeTime(w *jsonWriter, value any) error {
	w.string(value.(time.Time).Format(time.RFC3339Nano))
	return nil
}

// An enumKind has a string type and constants of its own.
type enumKind struct{}

func (enumKind) goType(s scope, t *catalog.Type) *jen.Statement { return s.id(t.GoName) }

func (enumKind) isNil(*catalog.Type) bool { return false }

func (enumKind) call(m *catalog.Member, name, field jen.Code) jen.Code {
	if isPointer(m) {
		return enumCall("optionalEnum", name, field, m.Type)
	}
	return enumCall("enum", name, field, m.Type)
}

func (enumKind) taker(t *catalog.Type) jen.Code {
	return takerFunc(t, enumCall("enum", jen.Id("name"), jen.Id("v"), t))
}

func (enumKind) value(t *catalog.Type, v *catalog.Value) (constant string, err error) {
	if v.Kind != catalog.StringValue {
		return "", misfit(v)
	}
	if constant = enumConstant(t, v.Text); constant == "" {
		return "", fmt.Errorf("%q is no value of the enumeration", v.Text)
	}
	return constant, nil
}

func (k enumKind) literal(s scope, t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	constant, err := k.value(t, v)
	if err != nil {
		return nil, err
	}
	return s.id(constant), nil
}

func (k enumKind) golden(w *jsonWriter, t *catalog.Type, v *catalog.Value) error {
	if _, err := k.value(t, v); err != nil {
		return err
	}
	w.string(v.Text)
	return nil
}

// empty returns the first value: an enumeration has none that is empty.
func (enumKind) empty(t *catalog.Type) *catalog.Value {
	return &catalog.Value{Kind: catalog.StringValue, Text: t.Values[0].Value}
}

// An anyKind is raw JSON.
type anyKind struct{}

func (anyKind) goType(scope, *catalog.Type) *jen.Statement {
	return jen.Qual("encoding/json", "RawMessage")
}

func (anyKind) isNil(*catalog.Type) bool { return true }

func (anyKind) call(m *catalog.Member, name, field jen.Code) jen.Code {
	return call("c."+word(m, "any"), name, field)
}

func (anyKind) taker(*catalog.Type) jen.Code {
	return jen.Parens(jen.Op("*").Id("codec")).Dot("any")
}

func (anyKind) literal(_ scope, _ *catalog.Type, v *catalog.Value) (jen.Code, error) {
	return rawLiteral(v), nil
}

func (anyKind) golden(w *jsonWriter, _ *catalog.Type, v *catalog.Value) error {
	w.any(v)
	return nil
}

func (anyKind) empty(*catalog.Type) *catalog.Value { return &catalog.Value{Kind: catalog.NullValue} }
