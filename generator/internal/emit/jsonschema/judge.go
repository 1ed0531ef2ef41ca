package jsonschema

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// Judge returns what a schema cannot say of a problem.
func Judge(p *catalog.Problem) diag.List {
	return schema.Judge(p, map[string]string{schema.Proto: "validators in JavaScript lose it in a JSON Schema"})
}
