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
	return goKinds[t.Kind].literal(s, t, v)
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

// field returns the value of the member's field, which may be a pointer, or nil
// for null.
func (s scope) field(m *catalog.Member, v *catalog.Value) (jen.Code, error) {
	if isNull(m, v) {
		return jen.Nil(), nil
	}
	value, err := s.literal(m.Type, v)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", m.Path, err)
	case !isPointer(m):
		return value, nil
	case isStruct(m.Type):
		return address(value), nil
	case m.Type.Kind.IsWhole():
		value = s.goType(m.Type).Call(value)
	}
	return pointerTo(value), nil
}

// pointerTo returns: ptr(value). The built-in new takes a value since Go 1.26
// only.
func pointerTo(value jen.Code) jen.Code { return call("ptr", value) }

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

// headerFields returns the fields of the example's optional headers that are
// what the page says they are.
func headerFields(e *catalog.Example) []headerField {
	var fields []headerField
	for _, h := range e.Headers {
		if value := headerLiteral(h.Header.Kind, strings.TrimSpace(h.Value)); value != nil && !h.Header.Required {
			if h.Header.Kind == catalog.Integer {
				value = jen.Int64().Call(value)
			}
			if isHeaderPointer(h.Header) {
				value = pointerTo(value)
			}
			fields = append(fields, headerField{h.Header.GoName, value})
		}
	}
	return fields
}

// A headerField is a field of the example's headers.
type headerField struct {
	name  string
	value jen.Code
}

// requiredHeader returns the value of a required header: what the example shows,
// or the zero value.
func requiredHeader(e *catalog.Example, h *catalog.Header) jen.Code {
	for _, shown := range e.Headers {
		if shown.Header == h {
			if value := headerLiteral(h.Kind, strings.TrimSpace(shown.Value)); value != nil {
				return value
			}
		}
	}
	switch h.Kind {
	case catalog.Integer, catalog.Number:
		return jen.Lit(0)
	case catalog.Boolean:
		return jen.False()
	case catalog.Time:
		return timeLiteral(time.Time{})
	case catalog.Array:
		return jen.Nil()
	}
	return str("")
}

// headerLiteral returns the value of a header; nil where the text is none of the
// kind.
func headerLiteral(kind catalog.Kind, text string) jen.Code {
	switch kind {
	case catalog.Integer:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return verbatim(strconv.FormatInt(n, 10))
		}
	case catalog.Number:
		if f, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return floatLiteral(f)
		}
	case catalog.Boolean:
		if b, err := strconv.ParseBool(text); err == nil {
			return jen.Lit(b)
		}
	case catalog.Time:
		if t, err := http.ParseTime(text); err == nil {
			return timeLiteral(t.UTC())
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

// cutUnquoted cuts a list at its first comma that is not inside of quotation
// marks, as the generated package does.
func cutUnquoted(text string) (before, after string) {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

// listLiteral returns: []string{…}
func listLiteral(text string) jen.Code {
	var elements []jen.Code
	for text != "" {
		var element string
		element, text = cutUnquoted(text)
		if element = strings.Trim(element, " \t"); element != "" {
			elements = append(elements, str(element))
		}
	}
	if len(elements) == 0 {
		return nil
	}
	return jen.Index().String().Values(elements...)
}
