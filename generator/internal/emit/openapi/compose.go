package openapi

import (
	"bytes"
	"cmp"
	"fmt"
	"io"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/prose"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// The sections of the document.
const (
	schemaSection = iota
	responseSection
)

// depth is that of a component in the document.
func (m *Maker) depth() int {
	if m.options.Format == document.JSON {
		return 3
	}
	return 2
}

// Chunks returns the schemas of a problem, and its response.
func (m *Maker) Chunks(p *catalog.Problem) ([][]byte, error) {
	root, members := schema.Problem(p, m.schemas)
	schemas, err := m.members(append(document.Object{{Name: schemaName(p.GoName), Value: root}}, members...))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Page, err)
	}
	var responses document.Object
	if p.Retired == "" {
		responses.Add(responseName(p.GoName), m.response(p))
	}
	response, err := m.members(responses)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Page, err)
	}
	return [][]byte{schemaSection: schemas, responseSection: response}, nil
}

// members returns components as they stand in the document.
func (m *Maker) members(o document.Object) ([]byte, error) {
	return m.options.Format.Members(o, m.depth())
}

// Compose writes the document.
func (m *Maker) Compose(w io.Writer, copy func(w io.Writer, section int) error) error {
	top, err := m.options.Format.Document(m.top())
	if err != nil {
		return err
	}
	parts := m.frame(top)
	for i, section := range []struct {
		fixed document.Object
		copy  int
	}{{m.schemaHeads(), schemaSection}, {m.responseHeads(), responseSection}} {
		fixed, err := m.members(section.fixed)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(parts[i], bytes.TrimPrefix(fixed, []byte{','})...)); err != nil {
			return err
		}
		if err := copy(w, section.copy); err != nil {
			return err
		}
	}
	_, err = w.Write(parts[2])
	return err
}

// frame returns what stands before the schemas, before the responses, and at
// the end.
func (m *Maker) frame(top []byte) [3][]byte {
	if m.options.Format == document.YAML {
		return [3][]byte{append(top, "components:\n  schemas:\n"...), []byte("  responses:\n"), nil}
	}
	top = append(bytes.TrimSuffix(top, []byte("\n}\n")), ",\n  \"components\": {\n    \"schemas\": {"...)
	return [3][]byte{top, []byte("\n    },\n    \"responses\": {"), []byte("\n    }\n  }\n}\n")}
}

// top is the document without its components. It is a library: it has no paths,
// and its version is that of nothing that could change.
func (m *Maker) top() document.Object {
	info := document.Object{{Name: "title", Value: cmp.Or(m.intro.Title, "Problem types")}}
	info.Add("description", cmp.Or(prose.Blocks(m.intro.Doc, m.link), "The problem types of an API, as RFC 9457 describes them."))
	info.Add("version", "1")
	return document.Object{
		{Name: "openapi", Value: m.patch},
		{Name: "info", Value: info},
		{Name: "servers", Value: document.List{document.Object{{Name: "url", Value: "/"}}}},
		{Name: "paths", Value: document.Object{}},
	}
}
