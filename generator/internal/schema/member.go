package schema

import (
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/prose"
)

// member returns the schema of a member.
func (b *builder) member(m *catalog.Member) document.Object {
	s := b.typ(m.Type, m.Nullable)
	if text := memberText(m, b.Link); text != "" {
		s = b.beside(s)
		s.Add("description", text)
	}
	if v, ok := b.tableExample(m); ok {
		b.addExamples(&s, document.List{v})
	}
	return s
}

// memberText returns what the page says of a member.
func memberText(m *catalog.Member, link prose.Linker) string {
	text := prose.Line(m.Doc, link)
	if m.Default != "" {
		text = strings.TrimSpace(text + " Default: " + prose.Line([]catalog.Inline{{Text: m.Default, Code: true}}, nil) + ".")
	}
	return text
}

// addExamples adds examples, if there are any; OpenAPI 3.0 knows only one.
func (b *builder) addExamples(s *document.Object, examples document.List) {
	switch {
	case len(examples) == 0:
	case b.Dialect == OpenAPI30:
		s.Add("example", examples[0])
	default:
		s.Add("examples", examples)
	}
}

// typ returns the schema of a type.
func (b *builder) typ(t *catalog.Type, nullable bool) document.Object {
	if isStruct(t) {
		return b.reference(t, nullable)
	}
	s := b.shape(t, nullable)
	b.addLimits(&s, t)
	return s
}

// shape returns the schema of a type that has no schema by name.
func (b *builder) shape(t *catalog.Type, nullable bool) document.Object {
	switch t.Kind {
	case catalog.Array:
		s := b.word("array", nullable)
		s.Add("items", b.typ(t.Elem, false))
		return s
	case catalog.Map:
		s := b.word("object", nullable)
		s.Add("additionalProperties", b.typ(t.Elem, false))
		return s
	case catalog.Object:
		s := b.word("object", nullable)
		s.AddFlag("additionalProperties", b.isOpenAPI()) // a bare object is read as an empty one
		return s
	case catalog.Enum:
		return b.enumeration(t, nullable)
	}
	return b.scalar(t, nullable)
}

// word returns a schema that names a type, and null where that is allowed.
func (b *builder) word(typ string, nullable bool) document.Object {
	switch {
	case !nullable:
		return document.Object{{Name: "type", Value: typ}}
	case b.Dialect == OpenAPI30:
		return document.Object{{Name: "type", Value: typ}, {Name: "nullable", Value: true}}
	}
	return document.Object{{Name: "type", Value: document.Texts(typ, "null")}}
}

// scalar returns the schema of a value without parts.
func (b *builder) scalar(t *catalog.Type, nullable bool) document.Object {
	form := catalog.FormOf(t.Kind)
	if form.Free {
		return nil
	}
	s := b.word(form.Scalar(), nullable)
	switch {
	case t.Kind == catalog.String:
		b.addFormat(&s, t)
	case t.Kind.IsText() || b.isOpenAPI(): // the sizes of numbers are words of OpenAPI
		s.AddText("format", form.Format)
	}
	return s
}

// enumeration returns the schema of a set of texts.
func (b *builder) enumeration(t *catalog.Type, nullable bool) document.Object {
	s := b.word("string", nullable)
	var values, names document.List
	for i, v := range t.Values {
		values = append(values, v.Value)
		names = append(names, constantName(t, i))
	}
	if nullable {
		values = append(values, nil)
	}
	s.Add("enum", values)
	if b.isOpenAPI() && !areNames(t.Values) {
		s.Add("x-enum-varnames", names)
	}
	return s
}

// reference returns a reference to the schema of an object, which it makes.
func (b *builder) reference(t *catalog.Type, nullable bool) document.Object {
	name := b.names[t]
	at := len(b.nested)
	b.nested.Add(name, nil) // its place, before those inside it
	b.nested[at].Value = b.object(t)
	ref := document.Object{{Name: "$ref", Value: b.Ref + name}}
	switch {
	case !nullable:
		return ref
	case b.Dialect == OpenAPI30:
		return document.Object{{Name: "type", Value: "object"}, {Name: "allOf", Value: document.List{ref}}, {Name: "nullable", Value: true}}
	}
	return document.Object{{Name: "oneOf", Value: document.List{ref, document.Object{{Name: "type", Value: "null"}}}}}
}

func (b *builder) object(t *catalog.Type) document.Object {
	s := document.Object{{Name: "type", Value: "object"}}
	if names := required(t.Members); len(names) > 0 {
		s.Add("required", names)
	}
	b.addProperties(&s, nil, t.Members, nil)
	return s
}

// isStruct reports whether a type is an object with documented members.
func isStruct(t *catalog.Type) bool { return t.Kind == catalog.Object && len(t.Members) > 0 }

// addLimits adds the bounds that the page puts in words.
func (b *builder) addLimits(s *document.Object, t *catalog.Type) {
	form := catalog.FormOf(t.Kind)
	if t.Limits == nil || t.Limits.Min == "" {
		addBound(s, "minimum", form.Min)
	}
	if t.Limits == nil || t.Limits.Max == "" {
		addBound(s, "maximum", form.Max)
	}
	if t.Limits == nil || !b.allSeen(t, func(v *catalog.Value) bool { return isWithin(t.Limits, v) }) {
		return
	}
	l := t.Limits
	switch {
	case t.Kind.IsNumber():
		addBound(s, "minimum", l.Min)
		addBound(s, "maximum", l.Max)
	case t.Kind == catalog.String:
		addLength(s, "minLength", l.MinLength)
		addLength(s, "maxLength", l.MaxLength)
	case t.Kind == catalog.Array:
		addLength(s, "minItems", l.MinLength)
		addLength(s, "maxItems", l.MaxLength)
	}
}

func addBound(s *document.Object, word, bound string) {
	if bound != "" {
		s.Add(word, document.Number(bound))
	}
}

func addLength(s *document.Object, word string, length int) {
	if length > 0 {
		s.Add(word, number(length))
	}
}
