package emittest_test

import (
	"testing"

	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/emit/emittest"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/emit/jsonschema"
	"github.com/hcnet/problemgen/generator/internal/emit/openapi"
	"github.com/hcnet/problemgen/generator/internal/emit/typescript"
	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// BenchmarkProblem measures what each output makes of a problem, without
// writing it.
func BenchmarkProblem(b *testing.B) {
	dir := b.TempDir()
	if err := manypages.Write(dir, 100); err != nil {
		b.Fatal(err)
	}
	c := emittest.Pages(b, dir, "")
	code, err := gopkg.New(c.Heads(), c.Intro, gopkg.Options{Package: "problems", ImportPath: "example.com/problems"})
	if err != nil {
		b.Fatal(err)
	}
	schemas, err := jsonschema.New(c.Heads(), c.Intro, jsonschema.Options{})
	if err != nil {
		b.Fatal(err)
	}
	types, err := typescript.New(c.Heads(), c.Intro)
	if err != nil {
		b.Fatal(err)
	}
	yaml, err := openapi.New(c.Heads(), c.Intro, openapi.Options{Version: openapi.DefaultVersion, Format: document.YAML})
	if err != nil {
		b.Fatal(err)
	}
	run := func(name string, make func(i int) error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := make(i % len(c.Problems)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("go", func(i int) error { _, err := code.Problem(c.Problems[i]); return err })
	run("openapi", func(i int) error { _, err := yaml.Chunks(c.Problems[i]); return err })
	run("schema", func(i int) error { _, err := schemas.Problem(c.Problems[i]); return err })
	run("union", func(i int) error { _, err := schemas.Union().Chunks(c.Problems[i]); return err })
	run("typescript", func(i int) error { _, err := types.Chunks(c.Problems[i]); return err })
}
