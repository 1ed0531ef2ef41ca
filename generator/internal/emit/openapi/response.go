package openapi

import (
	"cmp"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/prose"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// response returns the response with which a problem is served.
func (m *Maker) response(p *catalog.Problem) document.Object {
	r := document.Object{{Name: "description", Value: prose.Text(cmp.Or(p.Summary, p.Title.Value))}}
	if headers := m.headers(p); len(headers) > 0 {
		r.Add("headers", headers)
	}
	media := document.Object{{Name: "schema", Value: ref(schemaName(p.GoName))}}
	if examples := m.examples(p); len(examples) > 0 {
		media.Add("examples", examples)
	}
	r.Add("content", content(media))
	return r
}

func (m *Maker) headers(p *catalog.Problem) document.Object {
	var all document.Object
	for _, h := range p.Headers {
		all.Add(h.Name, m.header(h))
	}
	return all
}

func (m *Maker) header(h *catalog.Header) document.Object {
	var header document.Object
	header.AddText("description", prose.Line(h.Doc, m.link))
	header.AddFlag("required", h.Required)
	header.Add("schema", headerSchema(h.Kind))
	return header
}

// headerSchema returns the schema of a header field. Lists and dates are texts:
// clients divide lists at commas inside quotes, and know other forms of dates.
func headerSchema(kind catalog.Kind) document.Object {
	switch kind {
	case catalog.Integer:
		return document.Object{{Name: "type", Value: "integer"}, {Name: "format", Value: "int64"}}
	case catalog.Number:
		return document.Object{{Name: "type", Value: "number"}, {Name: "format", Value: "double"}}
	case catalog.Boolean:
		return document.Object{{Name: "type", Value: "boolean"}}
	}
	return document.Object{{Name: "type", Value: "string"}}
}

// examples returns the page's examples by their names, with their captions.
func (m *Maker) examples(p *catalog.Problem) document.Object {
	var all document.Object
	for _, e := range schema.Examples(p, m.schemas.Dialect) {
		var example document.Object
		example.AddText("summary", e.Title)
		example.Add("value", e.Value)
		all.Add(cmp.Or(e.Name, p.Name), example)
	}
	return all
}
