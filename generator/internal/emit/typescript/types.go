package typescript

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/prose"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// A typeWriter writes the types of one problem.
type typeWriter struct {
	*Maker
	problem *catalog.Problem
	names   map[*catalog.Type]string
}

// types returns the interface of a problem, and those of the objects inside it.
func (m *Maker) types(p *catalog.Problem) []byte {
	w := typeWriter{Maker: m, problem: p, names: schema.Names(p, m.isTaken)}
	var b strings.Builder
	b.Grow(2 << 10) // more than most take
	b.WriteString(w.about())
	b.WriteString("export interface " + p.GoName + " {\n")
	b.WriteString("  readonly type: " + literal(p.Type.Value) + ";\n  readonly title: string;\n")
	b.WriteString("  readonly status: " + statuses(p) + ";\n  readonly detail?: string;\n  readonly instance?: string;\n")
	w.members(&b, p.Members)
	b.WriteString("}\n\n")
	w.objects(&b, p.Members)
	return []byte(b.String())
}

// about is the comment of a problem: its title and status, and what its page
// says.
func (w *typeWriter) about() string {
	p := w.problem
	text := fmt.Sprintf("%s (%s).", prose.Text(p.Title.Value), strings.ReplaceAll(statuses(p), " | ", ", "))
	if doc := prose.Blocks(p.Doc, w.link); doc != "" {
		text += "\n\n" + doc
	}
	var tags []string
	if strings.HasPrefix(p.Type.Value, "https://") || strings.HasPrefix(p.Type.Value, "http://") {
		tags = append(tags, tag("@see", p.Type.Value))
	}
	return comment("", text, append(tags, deprecations(p.Deprecated, p.Retired)...)...)
}

// statuses returns the documented statuses as a type.
func statuses(p *catalog.Problem) string {
	if len(p.Statuses) == 0 {
		return strconv.Itoa(p.Status.Value)
	}
	all := make([]string, len(p.Statuses))
	for i, s := range p.Statuses {
		all[i] = strconv.Itoa(s.Value)
	}
	return strings.Join(all, " | ")
}

func (w *typeWriter) members(b *strings.Builder, members []*catalog.Member) {
	for _, m := range members {
		mark := "?"
		if m.Required {
			mark = ""
		}
		b.WriteString(comment("  ", prose.Line(m.Doc, w.link), constraints(m)...))
		b.WriteString("  readonly " + property(m.Name) + mark + ": " + w.memberType(m) + ";\n")
	}
}

func (w *typeWriter) memberType(m *catalog.Member) string {
	t := w.typ(m.Type)
	if m.Nullable && m.Type.Kind != catalog.Any {
		t += " | null"
	}
	return t
}

// typ returns a type as TypeScript writes it.
func (w *typeWriter) typ(t *catalog.Type) string {
	switch t.Kind {
	case catalog.Any:
		return "unknown"
	case catalog.Enum:
		return values(t, " | ")
	case catalog.Array:
		return "readonly " + inArray(t.Elem, w.typ(t.Elem)) + "[]"
	case catalog.Map:
		return "{ readonly [name: string]: " + w.typ(t.Elem) + " }"
	case catalog.Object:
		if name := w.names[t]; name != "" {
			return name
		}
		return "{ readonly [name: string]: unknown }"
	}
	return scalarType(catalog.FormOf(t.Kind))
}

// scalarType returns the type of a value without parts.
func scalarType(form catalog.KindForm) string {
	if form.Whole {
		return "number"
	}
	return form.Scalar()
}

// inArray returns the type of an array's elements as it stands before brackets.
func inArray(elem *catalog.Type, typ string) string {
	if elem.Kind == catalog.Enum && len(elem.Values) > 1 || elem.Kind == catalog.Array {
		return "(" + typ + ")"
	}
	return typ
}

// values returns the values of an enumeration.
func values(t *catalog.Type, separator string) string {
	all := make([]string, len(t.Values))
	for i, v := range t.Values {
		all[i] = literal(v.Value)
	}
	return strings.Join(all, separator)
}

// constraints returns what the page says of a member's values that a type does
// not, as the tags that generators of schemas know.
func constraints(m *catalog.Member) []string {
	var tags []string
	t := m.Type
	if t.Format != "" {
		tags = append(tags, tag("@format", t.Format))
	} else if form := catalog.FormOf(t.Kind); t.Kind.IsText() && form.Format != "" {
		tags = append(tags, tag("@format", form.Format))
	}
	if l := t.Limits; l != nil {
		tags = append(tags, limits(t.Kind, l)...)
	}
	for _, column := range []struct{ name, text string }{{"@default", m.Default}, {"@example", m.Example}} {
		if column.text != "" {
			tags = append(tags, tag(column.name, prose.Text(column.text)))
		}
	}
	return tags
}

func limits(kind catalog.Kind, l *catalog.Limits) []string {
	var tags []string
	add := func(name, bound string) {
		if bound != "" && bound != "0" {
			tags = append(tags, tag(name, bound))
		}
	}
	switch {
	case kind.IsNumber():
		if l.Min != "" {
			tags = append(tags, tag("@minimum", l.Min))
		}
		if l.Max != "" {
			tags = append(tags, tag("@maximum", l.Max))
		}
	case kind == catalog.String:
		add("@minLength", strconv.Itoa(l.MinLength))
		add("@maxLength", strconv.Itoa(l.MaxLength))
	case kind == catalog.Array:
		add("@minItems", strconv.Itoa(l.MinLength))
		add("@maxItems", strconv.Itoa(l.MaxLength))
	}
	return tags
}

// objects writes the types of the objects inside a problem, each before those
// inside it.
func (w *typeWriter) objects(b *strings.Builder, members []*catalog.Member) {
	for _, m := range members {
		t := m.Type
		for t.Elem != nil {
			t = t.Elem
		}
		if name := w.names[t]; name != "" {
			path := prose.Line([]catalog.Inline{{Text: m.Path, Code: true}}, nil)
			b.WriteString(comment("", "An object in "+path+" of "+w.problem.GoName+"."))
			b.WriteString("export interface " + name + " {\n")
			w.members(b, t.Members)
			b.WriteString("}\n\n")
			w.objects(b, t.Members)
		}
	}
}
