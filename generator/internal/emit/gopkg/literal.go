package gopkg

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// literal returns the expression for an example's value of the type.
func (s scope) literal(t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	switch {
	case t.Kind == catalog.Any:
		return rawLiteral(v), nil
	case t.Kind == catalog.Array, t.Kind == catalog.Object:
		parts, err := s.parts(t, v)
		if err != nil {
			return nil, err
		}
		return s.goType(t).Add(parts), nil
	}
	return s.scalar(t, v)
}

// parts returns a composite literal without its type: {…}
func (s scope) parts(t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	switch {
	case t.Kind == catalog.Array && v.Kind == catalog.ArrayValue:
		return s.elements(t.Elem, v)
	case isStruct(t) && v.Kind == catalog.ObjectValue:
		fields, err := s.fields(t.Members, v)
		return composite(fields), err
	case t.Kind == catalog.Object && v.Kind == catalog.ObjectValue:
		return rawMembers(v.Members), nil
	}
	return nil, fmt.Errorf("%s does not fit the documented type", v.Kind)
}

// elements returns the elements of an array, whose type goes without saying:
// scalars in one line, others in a line each.
func (s scope) elements(elem *catalog.Type, v *catalog.Value) (jen.Code, error) {
	one := s.literal
	composite := elem.Kind == catalog.Array || elem.Kind == catalog.Object
	if composite {
		one = s.parts
	}
	codes := make([]jen.Code, len(v.Elems))
	for i, e := range v.Elems {
		var err error
		if codes[i], err = one(elem, e); err != nil {
			return nil, err
		}
	}
	if composite {
		return lines(codes...), nil
	}
	return jen.Values(codes...), nil
}

// fields returns, for each member that is there: Name: value
func (s scope) fields(members []*catalog.Member, object *catalog.Value) ([]jen.Code, error) {
	var fields []jen.Code
	for _, m := range members {
		if v := memberValue(m, object); v != nil {
			value, err := s.field(m, v)
			if err != nil {
				return nil, err
			}
			fields = append(fields, key(m.GoName, value))
		}
	}
	return fields, nil
}

// field returns the value of the member's field, which may be a pointer.
func (s scope) field(m *catalog.Member, v *catalog.Value) (jen.Code, error) {
	value, err := s.literal(m.Type, v)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", m.Path, err)
	case !isPointer(m):
		return value, nil
	case isStruct(m.Type):
		return address(value), nil
	case m.Type.Kind == catalog.Integer:
		value = jen.Int64().Call(value)
	}
	return pointerTo(value), nil
}

// pointerTo returns: ptr(value). The built-in new takes a value since Go 1.26
// only.
func pointerTo(value jen.Code) jen.Code { return call("ptr", value) }

// scalar returns the expression for a value without parts.
func (s scope) scalar(t *catalog.Type, v *catalog.Value) (jen.Code, error) {
	value, err := goValue(t, v)
	if err != nil {
		return nil, err
	}
	switch value := value.(type) {
	case string:
		if t.Kind == catalog.Enum {
			return s.id(enumConstant(t, value)), nil
		}
		return str(value), nil
	case float64:
		return floatLiteral(value), nil
	case int64:
		return verbatim(strconv.FormatInt(value, 10)), nil
	case time.Time:
		return timeLiteral(value), nil
	}
	return jen.Lit(value), nil
}

// floatLiteral returns a number, which Go has no literal for where it is -0.
func floatLiteral(f float64) jen.Code {
	if f == 0 && math.Signbit(f) {
		return jen.Qual("math", "Copysign").Call(jen.Lit(0), jen.Lit(-1))
	}
	return jen.Lit(f)
}

// timeLiteral returns: moment("2006-01-02T15:04:05Z")
func timeLiteral(t time.Time) jen.Code {
	return call("moment", str(t.Format(time.RFC3339Nano)))
}

// rawLiteral returns: json.RawMessage("…")
func rawLiteral(v *catalog.Value) jen.Code {
	var w jsonWriter
	w.any(v)
	return jen.Qual("encoding/json", "RawMessage").Call(backquoted(string(w.buf)))
}

// rawMembers returns the elements of a map[string]json.RawMessage.
func rawMembers(members []catalog.ValueMember) jen.Code {
	return composite(each(members, func(m catalog.ValueMember) jen.Code {
		return key(strconv.Quote(m.Name), rawLiteral(m.Value))
	}))
}

// headerFields returns the fields of the example's headers that are what the page
// says they are: Name: value
func headerFields(e *catalog.Example) []jen.Code {
	var fields []jen.Code
	for _, h := range e.Headers {
		if value := headerLiteral(h.Header.Kind, strings.TrimSpace(h.Value)); value != nil {
			fields = append(fields, key(h.Header.GoName, value))
		}
	}
	return fields
}

// headerLiteral returns the value of a header's field; nil where the text is
// none of the kind.
func headerLiteral(kind catalog.Kind, text string) jen.Code {
	switch kind {
	case catalog.Integer:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return pointerTo(jen.Int64().Call(jen.Op(strconv.FormatInt(n, 10))))
		}
	case catalog.Number:
		if f, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return pointerTo(floatLiteral(f))
		}
	case catalog.Boolean:
		if text == "true" || text == "false" {
			return pointerTo(jen.Lit(text == "true"))
		}
	case catalog.Time:
		if t, err := http.ParseTime(text); err == nil {
			return pointerTo(timeLiteral(t.UTC()))
		}
	case catalog.Array:
		return listLiteral(text)
	case catalog.String:
		if text != "" {
			return str(text)
		}
	}
	return nil
}

// listLiteral returns: []string{…}
func listLiteral(text string) jen.Code {
	var elements []jen.Code
	for element := range strings.SplitSeq(text, ",") {
		if element = strings.TrimSpace(element); element != "" {
			elements = append(elements, str(element))
		}
	}
	if len(elements) == 0 {
		return nil
	}
	return jen.Index().String().Values(elements...)
}
