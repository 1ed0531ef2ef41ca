package generator_test

import (
	"path/filepath"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// benchPages is how many pages the benchmarks read.
const benchPages = 1000

func manyPages(b *testing.B) generator.Options {
	b.Helper()
	dir := b.TempDir()
	pages := filepath.Join(dir, "pages")
	if err := manypages.Write(pages, benchPages); err != nil {
		b.Fatal(err)
	}
	return generator.Options{
		Package: config.Package{Name: "problems", Pages: pages, Out: filepath.Join(dir, "out")},
		Command: "problemgen generate",
	}
}

// BenchmarkLoad reads, resolves and judges a thousand pages.
func BenchmarkLoad(b *testing.B) {
	o := manyPages(b)
	for b.Loop() {
		if _, err := generator.Lint(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGenerate makes the package of a thousand pages in a fresh folder.
func BenchmarkGenerate(b *testing.B) {
	o := manyPages(b)
	dir := b.TempDir()
	n := 0
	for b.Loop() {
		o.Package.Out = filepath.Join(dir, string(rune('a'+n%26))+string(rune('a'+n/26)))
		n++
		if _, err := generator.Generate(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}
