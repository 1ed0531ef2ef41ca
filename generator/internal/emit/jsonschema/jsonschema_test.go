package jsonschema

import (
	"bytes"
	"testing"

	"github.com/go-json-experiment/json"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/emit/emittest"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

func catalogs(t testing.TB) map[string]*catalog.Catalog {
	return map[string]*catalog.Catalog{
		"everything": emittest.Everything(),
		"aurora":     emittest.Aurora(t, "../../../.."),
	}
}

// Every documented example passes the schema of its problem and that of all
// problems; with one fact changed, it fails both.
func TestExamples(t *testing.T) {
	for name, c := range catalogs(t) {
		t.Run(name, func(t *testing.T) {
			m := maker(t, c)
			union := compile(t, UnionFile, emittest.Composed(t, m.Union(), c.Problems))
			for _, p := range c.Problems {
				files, err := m.Problem(p)
				if err != nil || len(files) != 1 {
					t.Fatal(files, err)
				}
				own := compile(t, files[0].Path, files[0].Data)
				for _, e := range p.Examples {
					for _, s := range []*validator.Schema{own, union} {
						checkExample(t, s, p, e)
					}
				}
			}
		})
	}
}

func checkExample(t *testing.T, s *validator.Schema, p *catalog.Problem, e *catalog.Example) {
	t.Helper()
	if err := s.Validate(occurrence(t, p, e)); err != nil {
		t.Errorf("%s, example %q: %v", p.Name, e.Name, err)
	}
	changed := func(change func(object map[string]any)) bool {
		object := occurrence(t, p, e)
		change(object)
		return s.Validate(object) == nil
	}
	if changed(func(o map[string]any) { o["type"] = p.Type.Value + "x" }) {
		t.Errorf("%s, example %q: another type passes", p.Name, e.Name)
	}
	if changed(func(o map[string]any) { o["status"] = 499 }) {
		t.Errorf("%s, example %q: another status passes", p.Name, e.Name)
	}
	if changed(func(o map[string]any) { delete(o, "title") }) {
		t.Errorf("%s, example %q: no title passes", p.Name, e.Name)
	}
	for _, m := range p.Members {
		if m.Required && changed(func(o map[string]any) { delete(o, m.Name) }) {
			t.Errorf("%s, example %q: it passes without %s", p.Name, e.Name, m.Name)
		}
		if m.Type.Kind != catalog.Any && changed(func(o map[string]any) { o[m.Name] = wrong(m.Type) }) {
			t.Errorf("%s, example %q: it passes with %s mistyped", p.Name, e.Name, m.Name)
		}
	}
}

// wrong returns a value that is not of the type.
func wrong(t *catalog.Type) any {
	switch t.Kind {
	case catalog.Array:
		return []any{map[string]any{"no": 1}, true}
	case catalog.Map:
		return map[string]any{"a": true}
	case catalog.Object:
		return []any{}
	}
	return map[string]any{}
}

func occurrence(t *testing.T, p *catalog.Problem, e *catalog.Example) map[string]any {
	t.Helper()
	data, err := document.JSON.Document(schema.Occurrence(p, e))
	if err != nil {
		t.Fatal(err)
	}
	v, err := validator.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

func maker(t testing.TB, c *catalog.Catalog) *Maker {
	t.Helper()
	m, err := New(c.Heads(), c.Intro, Options{Base: "https://example.com/problems/"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// compile compiles a schema that may load nothing, and asserts formats.
func compile(t *testing.T, name string, data []byte) *validator.Schema {
	t.Helper()
	doc, err := validator.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, data)
	}
	id, _ := doc.(map[string]any)["$id"].(string)
	if want := "https://example.com/problems/" + name; id != want {
		t.Errorf("the $id is %q, want %q", id, want)
	}
	c := validator.NewCompiler()
	c.AssertFormat()
	c.AssertContent()
	c.UseLoader(validator.SchemeURLLoader{})
	if err := c.AddResource(id, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, data)
	}
	return s
}

// A type that nobody documents, or none at all, is no documented problem.
func TestUnionKnowsItsTypes(t *testing.T) {
	c := emittest.Everything()
	s := compile(t, UnionFile, emittest.Composed(t, maker(t, c).Union(), c.Problems))
	for _, text := range []string{`{}`, `{"type":"about:blank","title":"x","status":400}`, `{"type":"urn:example:every-kind"}`, `[]`, `null`} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("%s passes", text)
		}
	}
}

func TestIDNeedsAFolder(t *testing.T) {
	c := emittest.Everything()
	for _, base := range []string{"", "urn:example:", "https://example.com/problems#", "https://example.com/x?p="} {
		m, err := New(c.Heads(), c.Intro, Options{Base: base})
		if err != nil {
			t.Fatal(err)
		}
		files, err := m.Problem(c.Problems[0])
		if err != nil || bytes.Contains(files[0].Data, []byte(`"$id"`)) {
			t.Errorf("with base %q: %v\n%.200s", base, err, files[0].Data)
		}
	}
}

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{"not_found": "not_found.schema.json", "con": "con_.schema.json", "com1": "com1_.schema.json", "com10": "com10.schema.json", "console": "console.schema.json"} {
		if got := FileName(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if _, err := New([]catalog.Head{{Name: "problem", Page: "problem.md"}}, catalog.Intro{}, Options{}); err == nil {
		t.Error("a problem type takes the file of the union")
	}
}
