package openapi

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// Judge returns what the document cannot say of a problem.
func Judge(p *catalog.Problem) diag.List {
	return schema.Judge(p, map[string]string{
		"$ref":       "in an OpenAPI document that is a reference, which tools follow",
		schema.Proto: "tools in JavaScript that read an OpenAPI document lose it",
	})
}
