package openapi

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hcnet/problemgen/generator/internal/unified"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/emit/emittest"
)

var update = flag.Bool("update", false, "write the golden documents")

func made(t testing.TB, c *catalog.Catalog, version string, format document.Format) []byte {
	t.Helper()
	m, err := New(c.Heads(), c.Intro, Options{Version: version, Format: format})
	if err != nil {
		t.Fatal(err)
	}
	return emittest.Composed(t, m, c.Problems)
}

// The documents of problems that have everything are as they were reviewed.
func TestGolden(t *testing.T) {
	for name, version := range map[string]string{"everything-3.0.yaml": "3.0", "everything-3.1.json": "3.1"} {
		format, _ := document.FormatOf(name)
		got := made(t, emittest.Everything(), version, format)
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Error(unified.Diff(name, want, "made", got))
		}
	}
}

// YAML and JSON are the same document, whatever the version.
func TestFormatsAgree(t *testing.T) {
	for _, c := range []*catalog.Catalog{emittest.Everything(), emittest.Aurora(t, "../../../..")} {
		for _, version := range Versions() {
			var fromJSON, fromYAML any
			if err := json.Unmarshal(made(t, c, version, document.JSON), &fromJSON); err != nil {
				t.Fatal(err)
			}
			if err := yaml.Unmarshal(made(t, c, version, document.YAML), &fromYAML); err != nil {
				t.Fatal(err)
			}
			again, err := json.Marshal(fromYAML)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(again, &fromYAML); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(fromJSON, fromYAML); diff != "" {
				t.Errorf("%s: %s", version, diff)
			}
		}
	}
}

// Every example of a response passes the response's schema, and the union's.
func TestExamples(t *testing.T) {
	for _, c := range []*catalog.Catalog{emittest.Everything(), emittest.Aurora(t, "../../../..")} {
		doc, err := validator.UnmarshalJSON(bytes.NewReader(made(t, c, "3.1", document.JSON)))
		if err != nil {
			t.Fatal(err)
		}
		compiler := validator.NewCompiler()
		compiler.AssertFormat()
		compiler.UseLoader(validator.SchemeURLLoader{})
		if err := compiler.AddResource("urn:doc", doc); err != nil {
			t.Fatal(err)
		}
		shown := 0
		for name, response := range at(doc, "components", "responses").(map[string]any) {
			media := at(response, "content", "application/problem+json").(map[string]any)
			schema, err := compiler.Compile("urn:doc" + at(media, "schema", "$ref").(string))
			if err != nil {
				t.Fatal(name, err)
			}
			examples, _ := media["examples"].(map[string]any)
			for example, value := range examples {
				shown++
				if err := schema.Validate(at(value, "value")); err != nil {
					t.Errorf("%s, example %s: %v", name, example, err)
				}
			}
		}
		if shown < 5 {
			t.Errorf("only %d examples", shown)
		}
	}
}

func at(v any, path ...string) any {
	for _, name := range path {
		v = v.(map[string]any)[name]
	}
	return v
}

// A status that several problems share has a response of its own, without the
// retired ones; a set of statuses is shared under each of them.
func TestSharedStatuses(t *testing.T) {
	c := emittest.Everything()
	m, err := New(c.Heads(), c.Intro, Options{Version: "3.1"})
	if err != nil {
		t.Fatal(err)
	}
	shared := m.shared()
	if len(shared) != 1 || shared[0].status != 409 {
		t.Fatalf("%v", shared)
	}
	if text := m.sharedText(shared[0]); !strings.HasPrefix(text, "409 Conflict: Every Kind, ") || !strings.HasSuffix(text, ", Several Statuses.") {
		t.Error(text)
	}
	doc := string(made(t, c, "3.1", document.YAML))
	if strings.Contains(doc, "    Retired:\n") || !strings.Contains(doc, "    RetiredProblem:\n") {
		t.Error("a retired problem has a schema and no response")
	}
}

func TestExamplesThatToolsWouldFollow(t *testing.T) {
	c := emittest.Everything()
	p := c.Problems[0]
	last := p.Examples[0].Body
	last.Members = append(slices.Clone(last.Members), catalog.ValueMember{Name: "undocumented", Value: &catalog.Value{Kind: catalog.ObjectValue,
		Members: []catalog.ValueMember{{Name: "$ref", Value: &catalog.Value{Kind: catalog.StringValue, Text: "/etc/passwd"}}}}})
	if doc := made(t, c, "3.1", document.YAML); bytes.Contains(doc, []byte("passwd")) || !bytes.Contains(doc, []byte("As few as can be")) {
		t.Error("an example with a reference is shown, or another one is not")
	}
}

func TestClashes(t *testing.T) {
	heads := []catalog.Head{
		{GoName: "Known", Page: "known.md"}, {GoName: "Foo", Page: "foo.md"}, {GoName: "FooProblem", Page: "foo-problem.md"},
		{GoName: "Problem", Page: "problem.md"}, {GoName: "Status404", Page: "status404.md"}, {GoName: "Status4040", Page: "fine.md"}, {GoName: "StatusQuo", Page: "fine.md"},
	}
	var got []string
	for _, c := range Clashes(heads) {
		got = append(got, heads[c.Head].Page+": "+c.Why)
	}
	want := []string{
		"known.md: an OpenAPI document has KnownProblem itself",
		"foo.md: its schema and the response of foo-problem.md both are FooProblem in an OpenAPI document",
		"problem.md: an OpenAPI document has Problem itself",
		"status404.md: an OpenAPI document has Status404 itself",
		"status404.md: an OpenAPI document has Status404Problem itself",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := New(heads, catalog.Intro{}, Options{Version: "3.1"}); err == nil {
		t.Error("clashing names make a document")
	}
	if _, err := New(nil, catalog.Intro{}, Options{Version: "2.0"}); err == nil {
		t.Error("OpenAPI 2.0 is made")
	}
}
