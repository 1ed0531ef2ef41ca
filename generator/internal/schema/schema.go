// Package schema describes problem types as JSON Schema and as the two dialects
// of it that OpenAPI has. It is what the outputs share that are made of schemas.
package schema

import (
	"slices"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/prose"
)

// A Dialect is a form of schemas.
type Dialect int

// The dialects.
const (
	// Draft2020 is JSON Schema, draft 2020-12.
	Draft2020 Dialect = iota
	// OpenAPI30 is the schema object of OpenAPI 3.0, and OpenAPI31 that of 3.1
	// and 3.2: JSON Schema with words of its own.
	OpenAPI30
	OpenAPI31
)

// Options say how schemas are written.
type Options struct {
	Dialect Dialect
	// Ref is what a reference puts before a schema's name: "#/$defs/".
	Ref string
	// Taken tells the names that schemas of members cannot have, because
	// something else in the document has them; nil where nothing has.
	Taken func(name string) bool
	// Link leads to other problems; it may be nil.
	Link prose.Linker
}

// Problem returns the schema of a problem, and those of the objects inside it
// by their names, each before those inside it.
func Problem(p *catalog.Problem, o Options) (problem, members document.Object) {
	b := builder{Options: o, problem: p, seen: seenIn(p), names: Names(p, o.Taken)}
	return b.root(), b.nested
}

// Defs is what a reference to a schema inside a JSON Schema begins with.
const Defs = "#/$defs/"

// A Schema is the JSON Schema of a problem, and those of the objects inside it.
type Schema struct{ root, nested document.Object }

// Of returns the JSON Schema of a problem. The link may be nil.
func Of(p *catalog.Problem, link prose.Linker) Schema {
	root, nested := Problem(p, Options{Ref: Defs, Link: link})
	return Schema{root, nested}
}

// Document returns the schema as a document of its own. The id may be empty.
func (s Schema) Document(id string) ([]byte, error) {
	doc := document.Object{{Name: "$schema", Value: Draft}}
	doc.AddText("$id", id)
	doc = append(doc, s.root...)
	if len(s.nested) > 0 {
		doc.Add("$defs", s.nested)
	}
	return document.JSON.Document(doc)
}

// Definitions returns the schema by a name, and those inside it, as further
// members of a document's "$defs".
func (s Schema) Definitions(name string) ([]byte, error) {
	return document.JSON.Members(append(document.Object{{Name: name, Value: s.root}}, s.nested...), 2)
}

// Draft is the URI of the JSON Schema draft.
const Draft = "https://json-schema.org/draft/2020-12/schema"

// A builder makes the schemas of one problem.
type builder struct {
	Options
	problem *catalog.Problem
	// seen are the values in the examples: no schema may refuse one of them.
	seen map[*catalog.Type][]*catalog.Value
	// nested are the schemas of objects inside the problem, by their names.
	nested document.Object
	names  map[*catalog.Type]string
}

// isOpenAPI reports whether the words that OpenAPI adds are known.
func (b *builder) isOpenAPI() bool { return b.Dialect != Draft2020 }

// root is the schema of the problem itself.
func (b *builder) root() document.Object {
	p := b.problem
	var s document.Object
	s.AddText("title", p.Title.Value)
	s.AddText("description", Description(p, b.Link))
	s.AddFlag("deprecated", p.Deprecated != "" || p.Retired != "")
	s.Add("type", "object")
	s.Add("required", append(document.Texts(catalog.MemberType, catalog.MemberTitle, catalog.MemberStatus), required(p.Members)...))
	b.addProperties(&s, b.standard(), p.Members, standardMembers)
	b.addExamples(&s, b.occurrences())
	return s
}

// Description returns the page's text, with what became of the problem type at
// its end.
func Description(p *catalog.Problem, link prose.Linker) string {
	text := prose.Blocks(p.Doc, link)
	for _, end := range []struct{ word, why string }{{"Deprecated", p.Deprecated}, {"Retired", p.Retired}} {
		if end.why == "" {
			continue
		}
		if text != "" {
			text += "\n\n"
		}
		text += end.word + ": " + prose.Text(end.why)
	}
	return text
}

var standardMembers = []string{catalog.MemberType, catalog.MemberTitle, catalog.MemberStatus, catalog.MemberDetail, catalog.MemberInstance}

// standard returns the schemas of the RFC's own members.
func (b *builder) standard() document.Object {
	instance := document.Object{{Name: "type", Value: "string"}}
	if b.everyInstance(isURIReference) {
		instance.Add("format", "uri-reference")
	}
	text := document.Object{{Name: "type", Value: "string"}}
	return document.Object{
		{Name: catalog.MemberType, Value: b.constant("string", b.problem.Type.Value)},
		{Name: catalog.MemberTitle, Value: text},
		{Name: catalog.MemberStatus, Value: b.constant("integer", statuses(b.problem)...)},
		{Name: catalog.MemberDetail, Value: text},
		{Name: catalog.MemberInstance, Value: instance},
	}
}

// everyInstance reports whether the examples' instances are all like that.
func (b *builder) everyInstance(is func(string) bool) bool {
	for _, e := range b.problem.Examples {
		if v := e.Body.Get(catalog.MemberInstance); v != nil && !is(v.Text) {
			return false
		}
	}
	return true
}

// statuses returns the documented statuses, as numbers.
func statuses(p *catalog.Problem) []any {
	if len(p.Statuses) == 0 {
		return []any{number(p.Status.Value)}
	}
	var all []any
	for _, s := range p.Statuses {
		all = append(all, number(s.Value))
	}
	return all
}

// constant returns the schema of one of a few values. The type stands beside
// them, because some tools make nothing of a constant alone.
func (b *builder) constant(typ string, values ...any) document.Object {
	s := document.Object{{Name: "type", Value: typ}}
	if len(values) == 1 && b.Dialect != OpenAPI30 {
		s.Add("const", values[0])
	} else {
		s.Add("enum", document.List(values))
	}
	return s
}

// required returns the names of the required members, in page order.
func required(members []*catalog.Member) document.List {
	var names document.List
	for _, m := range members {
		if m.Required {
			names = append(names, m.Name)
		}
	}
	return names
}

// addProperties adds the schemas of members behind those that are there; the
// others are names of an object that it has beside the members.
func (b *builder) addProperties(s *document.Object, there document.Object, members []*catalog.Member, others []string) {
	var clashing map[string]bool
	if b.isOpenAPI() { // which has words for it
		clashing = colliding(members, others)
	}
	properties, names := slices.Grow(there, len(members)), document.Object(nil)
	var inCode map[*catalog.Member]string
	if len(clashing) > 0 {
		inCode = fieldNames(members)
	}
	for _, m := range members {
		member := b.member(m)
		if clashing[m.Name] {
			member = b.beside(member)
			member.Add("x-go-name", inCode[m])
			names.Add(m.Name, document.Object{{Name: "name", Value: inCode[m]}})
		}
		properties.Add(m.Name, member)
	}
	s.Add("properties", properties)
	if len(names) > 0 {
		s.Add("x-ogen-properties", names)
	}
}

// beside returns a schema to which words can be added: those beside a reference
// count only since OpenAPI 3.1.
func (b *builder) beside(s document.Object) document.Object {
	if b.Dialect == OpenAPI30 && s.Get("$ref") != nil {
		return document.Object{{Name: "allOf", Value: document.List{s}}}
	}
	return s
}
