package gopkg

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// goldenFile is the example as the generated package encodes it, indented.
func goldenFile(p *catalog.Problem, e *catalog.Example) (catalog.File, error) {
	var w jsonWriter
	if err := w.occurrence(p, e); err != nil {
		return catalog.File{}, fmt.Errorf("%s: the example %q: %w", p.Page, e.Name, err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, w.buf, "", "  "); err != nil {
		return catalog.File{}, fmt.Errorf("%s: the example %q: %w", p.Page, e.Name, err)
	}
	b.WriteByte('\n')
	return catalog.File{
		Path:     "testdata/" + goldenName(p, e),
		Page:     p.Page,
		Data:     b.Bytes(),
		ListedIn: testPath(p),
	}, nil
}

// goldenName returns the name of the example's file in testdata.
func goldenName(p *catalog.Problem, e *catalog.Example) string {
	name := p.Name
	if isDevice(name) {
		name += "_"
	}
	if e.Name != "" {
		name += "." + e.Name
	}
	return name + ".golden.json"
}

// isDevice reports whether Windows takes a file of the name, whatever follows
// the first period, for a device. Modules with such a file cannot be published.
func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	rest, digit := strings.TrimSuffix(name, name[max(0, len(name)-1):]), name[max(0, len(name)-1):]
	return (rest == "com" || rest == "lpt") && '0' <= digit[0] && digit[0] <= '9'
}

// occurrence writes the problem details object of an example.
func (w *jsonWriter) occurrence(p *catalog.Problem, e *catalog.Example) error {
	w.raw(head(p))
	if detail := exampleDetail(p, e); detail != "" {
		w.member(catalog.MemberDetail)
		w.string(detail)
	}
	if instance := exampleText(e, catalog.MemberInstance); instance != "" {
		w.member(catalog.MemberInstance)
		w.string(instance)
	}
	if err := w.members(p.Members, e.Body); err != nil {
		return err
	}
	for _, m := range extensions(p, e) {
		w.member(m.Name)
		w.any(m.Value)
	}
	w.end('}')
	return nil
}

// exampleDetail returns the detail that the example's occurrence has.
func exampleDetail(p *catalog.Problem, e *catalog.Example) string {
	if v := e.Body.Get(catalog.MemberDetail); v != nil && v.Kind == catalog.StringValue {
		return v.Text
	}
	return p.DefaultDetail
}

// exampleText returns a member of the example that is a string.
func exampleText(e *catalog.Example, name string) string {
	if v := e.Body.Get(name); v != nil && v.Kind == catalog.StringValue {
		return v.Text
	}
	return ""
}

// extensions returns the example's members that the page does not document, in
// the order of their names.
func extensions(p *catalog.Problem, e *catalog.Example) []catalog.ValueMember {
	var found []catalog.ValueMember
	for _, m := range e.Body.Members {
		if !catalog.IsStandardMember(m.Name) && findMember(p.Members, m.Name) == nil {
			found = append(found, m)
		}
	}
	slices.SortFunc(found, func(a, b catalog.ValueMember) int { return cmp.Compare(a.Name, b.Name) })
	return found
}

// members writes the documented members of an object.
func (w *jsonWriter) members(members []*catalog.Member, object *catalog.Value) error {
	for _, m := range members {
		v := memberValue(m, object)
		if v == nil {
			continue
		}
		w.member(m.Name)
		if err := w.value(m.Type, v); err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
	}
	return nil
}

// memberValue returns the value of the member in an object; nil where it is
// absent. A required member that an example leaves out all the same has the
// value that its field has then.
func memberValue(m *catalog.Member, object *catalog.Value) *catalog.Value {
	if v := object.Get(m.Name); v != nil || !m.Required {
		return v
	}
	return emptyValue(m.Type)
}

// emptyValue returns the value that a field of the type encodes to when it is
// not set. An enumeration has none: its first value stands in.
func emptyValue(t *catalog.Type) *catalog.Value {
	switch t.Kind {
	case catalog.String:
		return &catalog.Value{Kind: catalog.StringValue}
	case catalog.Number, catalog.Integer:
		return &catalog.Value{Kind: catalog.NumberValue, Text: "0"}
	case catalog.Boolean:
		return &catalog.Value{Kind: catalog.BoolValue, Text: "false"}
	case catalog.Time:
		return &catalog.Value{Kind: catalog.StringValue, Text: "0001-01-01T00:00:00Z"}
	case catalog.Array:
		return &catalog.Value{Kind: catalog.ArrayValue}
	case catalog.Object:
		return &catalog.Value{Kind: catalog.ObjectValue}
	case catalog.Enum:
		return &catalog.Value{Kind: catalog.StringValue, Text: t.Values[0].Value}
	}
	return &catalog.Value{Kind: catalog.NullValue}
}

// value writes a value as a field of the type encodes it.
func (w *jsonWriter) value(t *catalog.Type, v *catalog.Value) error {
	switch {
	case t.Kind == catalog.Array && v.Kind == catalog.ArrayValue:
		return w.array(t.Elem, v)
	case isStruct(t) && v.Kind == catalog.ObjectValue:
		w.begin('{')
		defer w.end('}')
		return w.members(t.Members, v)
	case t.Kind == catalog.Object && v.Kind == catalog.ObjectValue:
		w.sortedObject(v)
		return nil
	case t.Kind == catalog.Any:
		w.any(v)
		return nil
	}
	return w.scalar(t, v)
}

func (w *jsonWriter) array(elem *catalog.Type, v *catalog.Value) error {
	w.begin('[')
	for _, e := range v.Elems {
		w.element()
		if err := w.value(elem, e); err != nil {
			return err
		}
	}
	w.end(']')
	return nil
}

// scalar writes a value of a type without parts, in the one form that the type
// has for it.
func (w *jsonWriter) scalar(t *catalog.Type, v *catalog.Value) error {
	s, err := goValue(t, v)
	if err != nil {
		return err
	}
	switch s := s.(type) {
	case string:
		w.string(s)
	case float64:
		return w.number(s)
	case int64:
		w.integer(s)
	case bool:
		w.raw(strconv.FormatBool(s))
	case time.Time:
		w.string(s.Format(time.RFC3339Nano))
	}
	return nil
}

// sortedObject writes an object whose members are not documented.
func (w *jsonWriter) sortedObject(v *catalog.Value) {
	members := slices.SortedFunc(slices.Values(v.Members), func(a, b catalog.ValueMember) int { return cmp.Compare(a.Name, b.Name) })
	w.begin('{')
	for _, m := range members {
		w.member(m.Name)
		w.any(m.Value)
	}
	w.end('}')
}

// any writes a value as the example has it, without its white space.
func (w *jsonWriter) any(v *catalog.Value) {
	switch v.Kind {
	case catalog.NullValue:
		w.raw("null")
	case catalog.BoolValue, catalog.NumberValue:
		w.raw(v.Text)
	case catalog.StringValue:
		w.string(v.Text)
	case catalog.ArrayValue:
		w.begin('[')
		for _, e := range v.Elems {
			w.element()
			w.any(e)
		}
		w.end(']')
	case catalog.ObjectValue:
		w.begin('{')
		for _, m := range v.Members {
			w.member(m.Name)
			w.any(m.Value)
		}
		w.end('}')
	}
}

// goValue returns a value as Go has it: a string, float64, int64, bool or
// [time.Time].
func goValue(t *catalog.Type, v *catalog.Value) (any, error) {
	switch {
	case t.Kind == catalog.String && v.Kind == catalog.StringValue:
		return v.Text, nil
	case t.Kind == catalog.Enum && v.Kind == catalog.StringValue:
		if enumConstant(t, v.Text) == "" {
			return nil, fmt.Errorf("%q is no value of the enumeration", v.Text)
		}
		return v.Text, nil
	case t.Kind == catalog.Time && v.Kind == catalog.StringValue:
		return time.Parse(time.RFC3339Nano, v.Text)
	case t.Kind == catalog.Number && v.Kind == catalog.NumberValue:
		return strconv.ParseFloat(v.Text, 64)
	case t.Kind == catalog.Integer && v.Kind == catalog.NumberValue:
		return strconv.ParseInt(v.Text, 10, 64)
	case t.Kind == catalog.Boolean && v.Kind == catalog.BoolValue:
		return v.Text == "true", nil
	}
	return nil, fmt.Errorf("%s does not fit the documented type", v.Kind)
}

// enumConstant returns the name of the constant for a value, or "".
func enumConstant(t *catalog.Type, value string) string {
	for _, v := range t.Values {
		if v.Value == value {
			return v.GoName
		}
	}
	return ""
}
