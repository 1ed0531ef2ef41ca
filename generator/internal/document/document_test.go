package document

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

func TestDocument(t *testing.T) {
	o := Object{
		{"type", List{"string", "null"}},
		{"$ref", "#/components/schemas/A"},
		{"yes", "No"},
		{"404", Object{{"description", "one\n  two\n\nthree"}, {"empty", ""}, {"max", Number("1.50")}}},
		{"ok", true}, {"nothing", nil}, {"none", Object{}}, {"list", List{}}, {"objects", List{Object{{"a", "b: c"}, {"d", "e #f"}}}},
	}
	const wantYAML = `type:
- string
- "null"
$ref: "#/components/schemas/A"
"yes": "No"
"404":
  description: |-
    one
      two

    three
  empty: ""
  max: 1.50
ok: true
nothing: null
none: {}
list: []
objects:
- a: "b: c"
  d: "e #f"
`
	const wantJSON = `{
  "type": ["string", "null"],
  "$ref": "#/components/schemas/A",
  "yes": "No",
  "404": {
    "description": "one\n  two\n\nthree",
    "empty": "",
    "max": 1.50
  },
  "ok": true,
  "nothing": null,
  "none": {},
  "list": [],
  "objects": [
    {
      "a": "b: c",
      "d": "e #f"
    }
  ]
}
`
	for format, want := range map[Format]string{YAML: wantYAML, JSON: wantJSON} {
		got, err := format.Document(o)
		if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
}

func TestMembersAtDepth(t *testing.T) {
	o := Object{{"a", Object{{"text", "one\ntwo"}}}, {"b", Number("1")}}
	for format, want := range map[Format]string{
		YAML: "    a:\n      text: |-\n        one\n        two\n    b: 1\n",
		JSON: ",\n    \"a\": {\n      \"text\": \"one\\ntwo\"\n    },\n    \"b\": 1",
	} {
		got, err := format.Members(o, 2)
		if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
}

// FuzzText holds that a text is that text again, as a name and as a value, in
// both formats and at any depth.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", "plain", "yes", "NULL", "~", "12", "1e3", "0x1f", "12:30:00", ".5", "- a", "? a", "a: b", "a:", "a #b", "#", "&a", "*a", "!tag", "%x", "@", "`", "'", "\"",
		"$", "$ref", "a\n\tb", "a\tb\nc\t", "one\ntwo", " one\ntwo", "one\n two ", "\none", "one\n", "one\r\ntwo", "tab\there", "\ttab\nx", "\u0085", "\u2028", "\ufeff", "\x00", "\x7f", "é", "😀", "---", "...", "<<", "=", "a, b", "[a", "{a",
		"# one\n# two", "key: |\n  x", "2026-11-25", "0o7", "1_000", "a\n\n\nb", "a\n---\nb", "a\n...\nb", strings.Repeat("long ", 300) + "key", strings.Repeat("\u2028", 200),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if string([]rune(s)) != s {
			return // no page holds it: it is not UTF-8
		}
		o := Object{{"a", Object{{s, List{s, Object{{s, s}}, List{s, List{}, Object{}}}}}}}
		want := map[string]any{"a": map[string]any{s: []any{s, map[string]any{s: s}, []any{s, []any{}, map[string]any{}}}}}
		for format, read := range map[Format]func([]byte, any) error{JSON: json.Unmarshal, YAML: yaml.Unmarshal} {
			b, err := format.Document(o)
			if err != nil {
				t.Fatal(err)
			}
			var got map[string]any
			if err := read(b, &got); err != nil {
				t.Fatalf("%q: %v\n%s", s, err, b)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q\n%s\n%s", s, b, diff)
			}
		}
	})
}
