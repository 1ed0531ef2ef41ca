package typescript

import (
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// formOf returns the case of the problem type in the table of forms. Former type
// URIs fall through to it.
func formOf(p *catalog.Problem) []byte {
	var b strings.Builder
	for _, uri := range append([]string{p.Type.Value}, p.Aliases...) {
		b.WriteString("    case " + literal(uri) + ":\n")
	}
	b.WriteString("      return {\n        type: " + literal(p.Type.Value) + ",\n        title: " + literal(p.Title.Value) + ",\n")
	b.WriteString("        statuses: [" + statusList(p) + "],\n        members: [")
	for _, m := range p.Members {
		b.WriteString("\n          " + memberShape(m) + ",")
	}
	if len(p.Members) > 0 {
		b.WriteString("\n        ")
	}
	b.WriteString("],\n      };\n")
	return []byte(b.String())
}

// statusList returns the documented statuses, the one that is served by default
// first.
func statusList(p *catalog.Problem) string {
	all := []string{strconv.Itoa(p.Status.Value)}
	for _, s := range p.Statuses {
		if s.Value != p.Status.Value {
			all = append(all, strconv.Itoa(s.Value))
		}
	}
	return strings.Join(all, ", ")
}

func memberShape(m *catalog.Member) string {
	s := "[" + literal(m.Name) + ", "
	if m.Nullable && m.Type.Kind != catalog.Any {
		s += "{ orNull: " + shape(m.Type) + " }"
	} else {
		s += shape(m.Type)
	}
	if !m.Required {
		s += `, "optional"`
	}
	return s + "]"
}

// shape returns a type as the functions of the file read it.
func shape(t *catalog.Type) string {
	switch t.Kind {
	case catalog.Any:
		return `"any"`
	case catalog.Enum:
		return "{ oneOf: [" + values(t, ", ") + "] }"
	case catalog.Array:
		return "{ elements: " + shape(t.Elem) + " }"
	case catalog.Map:
		return "{ entries: " + shape(t.Elem) + " }"
	case catalog.Object:
		return object(t)
	}
	return scalarShape(catalog.FormOf(t.Kind))
}

// scalarShape returns the type of a value without parts as the functions of the
// file read it.
func scalarShape(form catalog.KindForm) string {
	switch {
	case form.Whole && form.Min == "0":
		return `"unsigned"`
	case form.Whole:
		return `"integer"`
	}
	return `"` + scalarType(form) + `"`
}

func object(t *catalog.Type) string {
	if len(t.Members) == 0 {
		return `{ entries: "any" }`
	}
	members := make([]string, len(t.Members))
	for i, m := range t.Members {
		members[i] = memberShape(m)
	}
	return "{ members: [" + strings.Join(members, ", ") + "] }"
}
