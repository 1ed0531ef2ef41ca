package config

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// Editors are told what the reader takes: what one accepts the other one does.
func TestSchema(t *testing.T) {
	schema := compiled(t, Schema(language()))
	for name, test := range map[string]struct {
		text string
		good bool
	}{
		"two catalogs": {two, true},
		"everything": {`version: 1
rules: {a: off}
catalogs:
  - pages: docs
    include: ["**/*.md"]
    exclude: [overview.md]
    base: https://example.com/
    spelling: kebab
    names: path
    initialisms: [XDR]
    rules: {a: error, b: warning}
    paths: [{path: "legacy/**", rules: {c: note}}]
    go: {package: p, out: gen/p, site: true, initialisms: [XDR]}
    openapi: {out: api/p.yaml, version: "3.1"}
    breaking: {wire: error, member-removed: warning, accept: [{rule: member-removed, problem: p, member: m, reason: told, since: v1}]}
    audit: {answers: [{function: example.com/web.Fail, status: 1}], ignore: [./old/...]}
`, true},
		"no pages":          {"version: 1\ncatalogs: [{base: https://x/}]\n", false},
		"no catalogs":       {"version: 1\n", false},
		"another version":   {"version: 2\ncatalogs: [{pages: a}]\n", false},
		"an unknown key":    {"version: 1\ncatalogs: [{pages: a, bsae: b}]\n", false},
		"an unknown rule":   {"version: 1\nrules: {x: off}\ncatalogs: [{pages: a}]\n", false},
		"no severity":       {"version: 1\nrules: {a: no}\ncatalogs: [{pages: a}]\n", false},
		"no out":            {"version: 1\ncatalogs: [{pages: a, go: {package: p}}]\n", false},
		"another ending":    {"version: 1\ncatalogs: [{pages: a, openapi: {out: x.txt}}]\n", false},
		"another spelling":  {"version: 1\ncatalogs: [{pages: a, spelling: camel}]\n", false},
		"an axis of no use": {"version: 1\ncatalogs: [{pages: a, breaking: {wir: off}}]\n", false},
	} {
		var value any
		if err := yaml.Unmarshal([]byte(test.text), &value); err != nil {
			t.Fatal(name, err)
		}
		_, found := Parse(FileName, []byte(test.text), language())
		if err := schema.Validate(value); (err == nil) != test.good || (len(found) == 0) != test.good {
			t.Errorf("%s: the schema says %v, the reader %v", name, err, found)
		}
	}
}

func compiled(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", value); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
