package gopkg

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
		ListedIn: testPath(p.Name),
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
	w.raw(head(p, exampleStatus(p, e)))
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

// exampleStatus returns the status that the example's occurrence has: the one
// that its body shows, where the page lists it and an error can have it.
func exampleStatus(p *catalog.Problem, e *catalog.Example) int {
	if v := e.Body.Get(catalog.MemberStatus); v != nil {
		for _, status := range p.Statuses {
			if status.Value >= 400 && strconv.Itoa(status.Value) == v.Text {
				return status.Value
			}
		}
	}
	return p.Status.Value
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
		if isNull(m, v) {
			w.raw("null")
			continue
		}
		if err := w.value(m.Type, v); err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
	}
	return nil
}

// memberValue returns the value of the member in an object; nil where it is
// absent, as null is unless the member is one that is sent so. A required member
// that an example leaves out all the same has the value that its field has then.
func memberValue(m *catalog.Member, object *catalog.Value) *catalog.Value {
	v := object.Get(m.Name)
	switch {
	case v != nil && (v.Kind != catalog.NullValue || !m.Nullable || m.Required):
		return v
	case !m.Required:
		return nil
	case m.Nullable:
		return &catalog.Value{Kind: catalog.NullValue}
	}
	return goKinds[m.Type.Kind].empty(m.Type)
}

// isNull reports whether the value of a member is the null that stands for
// there being none.
func isNull(m *catalog.Member, v *catalog.Value) bool {
	return v.Kind == catalog.NullValue && m.Nullable
}

// value writes a value as a field of the type encodes it.
func (w *jsonWriter) value(t *catalog.Type, v *catalog.Value) error {
	return goKinds[t.Kind].golden(w, t, v)
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

// sortedObject writes an object whose members are not documented.
func (w *jsonWriter) sortedObject(v *catalog.Value) {
	w.begin('{')
	for _, m := range sortedMembers(v) {
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

// enumConstant returns the name of the constant for a value, or "".
func enumConstant(t *catalog.Type, value string) string {
	for _, v := range t.Values {
		if v.Value == value {
			return v.GoName
		}
	}
	return ""
}
